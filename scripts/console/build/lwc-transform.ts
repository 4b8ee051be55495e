/**
 * The LWC compiler as a rollup plugin, with its results kept on disk: compiling base components takes most of a build.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import lwcModule from '@lwc/rollup-plugin';
import type { RollupLwcOptions } from '@lwc/rollup-plugin';
import type { Plugin, TransformPluginContext } from 'rollup';

// `module.exports` of this CommonJS package is the function itself, which its types don't say.
const lwc = lwcModule as unknown as (options: RollupLwcOptions) => Plugin;
const require = createRequire(import.meta.url);

interface LwcTransformOptions {
    componentFolders: string[];
    cacheDir: string;
}

interface Compiled {
    code: string;
    warnings: string[];
}

type Transform = (this: TransformPluginContext, code: string, id: string) => unknown;

const compilerVersion = (): string =>
    (
        JSON.parse(
            readFileSync(join(dirname(require.resolve('@lwc/rollup-plugin')), '..', 'package.json'), 'utf8')
        ) as { version: string }
    ).version;

/** Everything that a compiled module depends on: its text, its component's name, the compiler. */
function keyOf(version: string, id: string, code: string): string {
    const [path = '', query = ''] = id.split('?');
    const component = dirname(path).split(sep).slice(-2).join('/');
    return createHash('sha256')
        .update([version, component, basename(path), query, code].join('\0'))
        .digest('hex')
        .slice(0, 40);
}

/**
 * Resolves and compiles components of `componentFolders` and of lightning-base-components.
 * Other modules (the engine, helpers, stand-ins) pass by untouched.
 */
export function cachedLwc({ componentFolders, cacheDir }: LwcTransformOptions): Plugin {
    mkdirSync(cacheDir, { recursive: true });
    const options: RollupLwcOptions = {
        rootDir: componentFolders[0],
        modules: [...componentFolders.map((dir) => ({ dir })), { npm: 'lightning-base-components' }],
        enableDynamicComponents: true
    };
    const plugin = lwc(options);
    const compile = plugin.transform as unknown as Transform;
    const version = compilerVersion();
    const base = `${sep}lightning-base-components${sep}`;
    const isComponent = (id: string) =>
        id.includes(base) || componentFolders.some((folder) => id.startsWith(folder + sep));

    return {
        ...plugin,
        name: 'console-lwc',
        transform(this: TransformPluginContext, code: string, id: string) {
            if (id.startsWith('\0') || (!isComponent(id) && !id.startsWith('@lwc'))) return null;
            const file = join(cacheDir, `${keyOf(version, id, code)}.json`);
            if (existsSync(file)) {
                const kept = JSON.parse(readFileSync(file, 'utf8')) as Compiled;
                for (const warning of kept.warnings) this.warn(warning);
                return { code: kept.code, map: null };
            }
            const result = compile.call(this, code, id) as { code: string } | undefined;
            if (!result) return null;
            // Written under another name first: two builds may run at once.
            const draft = `${file}.${process.pid}`;
            writeFileSync(draft, JSON.stringify({ code: result.code, warnings: [] } satisfies Compiled));
            renameSync(draft, file);
            return { code: result.code, map: null };
        }
    } as Plugin;
}
