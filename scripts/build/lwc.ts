import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../project-root.ts';
import { type ComponentFolders, findComponents } from './component-folders.ts';
import { type SourceProblem, ComponentBuildError } from './component-problem.ts';

export { ComponentBuildError, type SourceProblem } from './component-problem.ts';

/** Salesforce refuses a component's JavaScript file above this many characters. */
const LONGEST_FILE = 131_072;
/** Raise it when the output for an unchanged source changes. */
const BUILD_VERSION = 4;

export interface BuildOptions {
    /** Compiles everything, even what is up to date. */
    force?: boolean;
    /** Folder with `sfdx-project.json`'s package directories; the project's own by default. */
    root?: string;
}

export interface BuildResult {
    /** Paths relative to the root. */
    written: string[];
    upToDate: number;
    removed: string[];
    milliseconds: number;
}

/**
 * Compiles every `force-app/<package>/main/default/lwc/<bundle>/**.ts` (not tests, not declarations) to the `.js`
 * beside it that a deploy takes; skips what is up to date, removes compiled files whose source is gone, and writes
 * `tsconfig.lwc.paths.json` so that `c/<bundle>` resolves in editors and in the type check.
 *
 * A file named `libraries.ts` is where a bundle takes npm packages in: it is bundled and minified, with the licences.
 * Anywhere else an npm import is an error, since an org couldn't resolve it.
 *
 * @throws ComponentBuildError with every problem's file and line; files without problems are written all the same
 */
export async function buildComponents(options: BuildOptions = {}): Promise<BuildResult> {
    const started = performance.now();
    const root = options.root ?? PROJECT_ROOT;
    const folders = await findComponents(root);
    await writePaths(root, folders);

    const result: BuildResult = { written: [], upToDate: 0, removed: [], milliseconds: 0 };
    const problems: SourceProblem[] = [];
    for (const source of folders.sources) {
        const output = source.slice(0, -'.ts'.length) + '.js';
        const outcome = await buildFile(source, output, root, options.force ?? false);
        problems.push(...outcome.problems);
        if (outcome.written) {
            result.written.push(relative(root, output));
        } else if (outcome.problems.length === 0) {
            result.upToDate += 1;
        }
    }
    for (const orphan of folders.compiled.filter((file) => !existsSync(file.slice(0, -'.js'.length) + '.ts'))) {
        if (!(await readFile(orphan, 'utf8')).startsWith(MARK)) {
            const text = 'hand-written JavaScript: components are TypeScript, the .js is compiled';
            problems.push({ file: relative(root, orphan), line: 1, column: 1, text });
            continue;
        }
        await rm(orphan);
        result.removed.push(relative(root, orphan));
    }
    if (problems.length > 0) {
        throw new ComponentBuildError(problems);
    }
    result.milliseconds = Math.round(performance.now() - started);
    return result;
}

const MARK = '// Compiled from ';

async function buildFile(
    source: string,
    output: string,
    root: string,
    force: boolean
): Promise<{ written: boolean; problems: SourceProblem[] }> {
    const isLibraries = basename(source) === 'libraries.ts';
    const text = await readFile(source, 'utf8');
    const inputs = isLibraries ? [text, await readFile(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')] : [text];
    const head = `${MARK}${relative(dirname(source), source)} ${stamp(inputs)}\n`;
    if (!force && existsSync(output) && (await readFile(output, 'utf8')).startsWith(head)) {
        return { written: false, problems: [] };
    }
    const file = relative(root, source);
    // Most runs find everything up to date, and the compilers take a quarter of a second to load.
    const { compileComponent } = await import('./compile-component.ts');
    const { code, problems } = await compileComponent({ source, text, file, isLibraries });
    const complete = head + code;
    if (complete.length > LONGEST_FILE) {
        const size = `${complete.length} characters of JavaScript; Salesforce takes at most ${LONGEST_FILE} in a file`;
        problems.push({ file, line: 1, column: 1, text: size });
    }
    if (problems.length > 0) {
        return { written: false, problems };
    }
    await mkdir(dirname(output), { recursive: true });
    await writeFile(output, complete);
    return { written: true, problems: [] };
}

function stamp(inputs: string[]): string {
    const hash = createHash('sha256').update(String(BUILD_VERSION));
    inputs.forEach((input) => hash.update(input));
    return hash.digest('hex').slice(0, 16);
}

async function writePaths(root: string, folders: ComponentFolders): Promise<void> {
    const paths = Object.fromEntries(
        [...folders.bundles].map(([name, main]) => [`c/${name}`, [`./${relative(root, main)}`]])
    );
    const file = join(root, 'tsconfig.lwc.paths.json');
    const text = JSON.stringify({ compilerOptions: { paths } }, null, 2) + '\n';
    if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) {
        await writeFile(file, text);
    }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
    // Not awaited: the command imports this module, which would then wait for itself.
    void import('./lwc-command.ts').then(async ({ main }) => {
        process.exitCode = await main(process.argv.slice(2));
    });
}
