import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildFailure, type Message, type Metafile, type Plugin } from 'esbuild';
import { PROJECT_ROOT } from '../project-root.ts';
import type { SourceProblem } from './component-problem.ts';

/**
 * Bundles a component's `libraries.ts` (re-exports from npm packages) into one minified ES module that an org takes:
 * no import is left in it, and a banner names every package inside with version and licence.
 *
 * @param source absolute path
 * @param file path for messages
 */
export async function bundleLibraries(
    source: string,
    file: string
): Promise<{ code: string; problems: SourceProblem[] }> {
    try {
        const result = await build({
            entryPoints: [source],
            absWorkingDir: PROJECT_ROOT,
            nodePaths: [join(PROJECT_ROOT, 'node_modules')],
            bundle: true,
            write: false,
            metafile: true,
            minify: true,
            format: 'esm',
            target: 'es2022',
            // The LWC compiler refuses private methods and accessors (LWC1007); private fields it takes.
            supported: {
                'class-private-method': false,
                'class-private-static-method': false,
                'class-private-accessor': false,
                'class-private-static-accessor': false,
                'class-private-brand-check': false
            },
            legalComments: 'none',
            charset: 'ascii',
            define: { 'process.env.NODE_ENV': '"production"' },
            plugins: [lateExpressions],
            logLevel: 'silent'
        });
        const code = result.outputFiles[0]?.text ?? '';
        return { code: `${await banner(result.metafile)}\n${code}`, problems: [] };
    } catch (error) {
        if (!isBuildFailure(error)) {
            throw error;
        }
        return { code: '', problems: error.errors.map((message) => problemOf(message, file)) };
    }
}

const LATE_EXPRESSION = fileURLToPath(new URL('late-expression.ts', import.meta.url));

/** The Markdown parser makes 114 expressions of four dialects as soon as it is there; most are never asked. */
const lateExpressions: Plugin = {
    name: 'late-expressions',
    setup({ onLoad }) {
        onLoad({ filter: /[\\/]marked[\\/]lib[\\/][^\\/]+\.js$/ }, async ({ path }) => {
            const late = `import { LateRegExp as RegExp } from ${JSON.stringify(LATE_EXPRESSION)};`;
            return { contents: `${late}\n${await readFile(path, 'utf8')}`, loader: 'js' };
        });
    }
};

async function banner(metafile: Metafile): Promise<string> {
    const packages = new Set<string>();
    for (const input of Object.keys(metafile.inputs)) {
        const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];
        if (name !== undefined) {
            packages.add(name);
        }
    }
    const lines = await Promise.all([...packages].sort().map((name) => packageLine(name)));
    return `/*!\n${lines.map((line) => ` * ${line}\n`).join('')} */`;
}

async function packageLine(name: string): Promise<string> {
    const manifest = JSON.parse(await readFile(join(PROJECT_ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
        license: string;
        author?: string | { name: string };
    };
    const author = typeof manifest.author === 'object' ? manifest.author.name : manifest.author;
    return `${name} ${manifest.version} | (c) ${author ?? 'its contributors'} | ${manifest.license}`;
}

function isBuildFailure(error: unknown): error is BuildFailure {
    return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

function problemOf(message: Message, file: string): SourceProblem {
    return {
        file: message.location?.file ?? file,
        line: message.location?.line ?? 1,
        column: (message.location?.column ?? 0) + 1,
        text: message.text
    };
}
