/** Compiles Lightning web components and what they import into one set of ES modules for the browser. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transform as esbuildTransform } from 'esbuild';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replaceModule from '@rollup/plugin-replace';
import type { RollupReplaceOptions } from '@rollup/plugin-replace';
import { rollup } from 'rollup';
import type { OutputChunk, Plugin, RollupLog } from 'rollup';
import { iconLibraries } from './icons.ts';
import { platformModules } from './platform-modules.ts';
import type { PlatformSources } from './platform-modules.ts';
import { cachedLwc } from './lwc-transform.ts';

// Its types describe a CommonJS module; what runs is an ES module with a default export.
const replace = replaceModule as unknown as (options: RollupReplaceOptions) => Plugin;
const require = createRequire(import.meta.url);

/** Folder of the real base components' sources. */
export const BASE_COMPONENTS = join(dirname(require.resolve('lightning-base-components/package.json')), 'src');

export interface BundleOptions {
    /** Path of the module that the page loads; its name becomes the name of the first file. */
    entry: string;
    /** Folders of the shape `<namespace>/<component>/<component>.js|ts|html|css`. */
    componentFolders: string[];
    /** What answers for the modules that only an org has. */
    platform: PlatformSources;
    /** Folder for the written files; must exist. */
    outDir: string;
    /** Folder for compiled modules, by content; made when missing. */
    cacheDir: string;
    /** Files named with a hash of their content, so that a browser may keep them for ever. Default true. */
    hashedNames?: boolean;
}

export interface BundledFile {
    fileName: string;
    bytes: number;
    isEntry: boolean;
    /** Files that it loads at once. */
    imports: string[];
    /** Files that it loads when needed. */
    dynamicImports: string[];
}

/** TypeScript without its types; decorators stay for the LWC compiler. */
function typeStripping(): Plugin {
    return {
        name: 'console-typescript',
        async transform(code, id) {
            if (!id.endsWith('.ts')) return null;
            const result = await esbuildTransform(code, {
                loader: 'ts',
                sourcefile: id,
                target: 'esnext',
                tsconfigRaw: {
                    compilerOptions: {
                        experimentalDecorators: false,
                        useDefineForClassFields: true,
                        verbatimModuleSyntax: true
                    }
                }
            });
            return { code: result.code, map: null };
        }
    };
}

function minifying(): Plugin {
    return {
        name: 'console-minify',
        async renderChunk(code) {
            // Without an import or export, esbuild takes the text for a sloppy script, where functions in blocks
            // (synthetic shadow has them) leave their block.
            const result = await esbuildTransform(`${code}\nexport {};`, {
                minify: true,
                format: 'esm',
                target: 'es2022',
                legalComments: 'none'
            });
            return { code: inAscii(result.code), map: null };
        }
    };
}

/**
 * esbuild leaves signs of other languages in regular expressions as they are. A script with only one of them takes the
 * browser twice the memory and longer to read.
 */
function inAscii(code: string): string {
    return code.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function refuse(log: RollupLog): void {
    if (log.code === 'UNRESOLVED_IMPORT') {
        throw new Error(
            `not supported by the console page: "${log.exporter ?? log.message}" (imported by ${log.id ?? 'a component'}). ` +
                'The stand-ins for platform modules are in scripts/console/client/platform.'
        );
    }
}

/**
 * Bundles for production: synthetic shadow, LWC's production mode, minified.
 * @throws when a component does not compile or imports something that nothing answers for
 */
export async function bundle(options: BundleOptions): Promise<BundledFile[]> {
    const hashed = options.hashedNames ?? true;
    const build = await rollup({
        input: options.entry,
        onwarn: refuse,
        plugins: [
            platformModules(options.platform),
            iconLibraries(options.componentFolders, BASE_COMPONENTS),
            replace({
                preventAssignment: true,
                values: {
                    'process.env.NODE_ENV': JSON.stringify('production'),
                    'import.meta.env.SSR': 'false'
                }
            }),
            typeStripping(),
            cachedLwc({ componentFolders: options.componentFolders, cacheDir: options.cacheDir }),
            nodeResolve({ browser: true, extensions: ['.js', '.ts'] }),
            minifying()
        ]
    });
    try {
        const written = await build.write({
            dir: options.outDir,
            format: 'esm',
            entryFileNames: hashed ? '[name]-[hash].js' : '[name].js',
            chunkFileNames: hashed ? '[name]-[hash].js' : 'chunks/[name]-[hash].js',
            hoistTransitiveImports: true
        });
        return written.output
            .filter((file): file is OutputChunk => file.type === 'chunk')
            .map((chunk) => ({
                fileName: chunk.fileName,
                bytes: Buffer.byteLength(chunk.code),
                isEntry: chunk.isEntry,
                imports: chunk.imports,
                dynamicImports: chunk.dynamicImports
            }));
    } finally {
        await build.close();
    }
}
