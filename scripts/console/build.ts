/** Builds the console page, once for each state of its sources: the result is kept under `.cache/console/<hash>`. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponents } from '../build/lwc.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { componentFiles } from './build/components.ts';
import type { ConsoleManifest } from './build/main.ts';

const CONSOLE = join(PROJECT_ROOT, 'scripts/console');
/** Builds of other states that stay on disk, so that changing back costs nothing. */
const KEPT = 3;
/** Packages whose version changes what a build comes to. */
const PACKAGES = [
    '@lwc/rollup-plugin',
    'lwc',
    'lightning-base-components',
    '@salesforce-ux/design-system',
    'rollup',
    'esbuild'
];

export interface ConsoleBuild {
    /** Folder with the files that the page loads. */
    directory: string;
    manifest: ConsoleManifest;
    /** False where an earlier build served. */
    built: boolean;
    milliseconds: number;
}

/** The page could not be built; the message says which file and why. */
export class ConsoleBuildError extends Error {
    override name = 'ConsoleBuildError';
}

function filesUnder(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !entry.name.endsWith('.md'))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
}

function hashOfSources(): string {
    const hash = createHash('sha256');
    for (const name of PACKAGES) {
        const file = join(PROJECT_ROOT, 'node_modules', name, 'package.json');
        hash.update(`${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}\n`);
    }
    for (const file of [...filesUnder(join(CONSOLE, 'client')), ...filesUnder(join(CONSOLE, 'build'))]) {
        hash.update(`${file.slice(CONSOLE.length)}\n`).update(readFileSync(file));
    }
    for (const { name, path } of componentFiles(PROJECT_ROOT)) hash.update(`c/${name}\n`).update(readFileSync(path));
    return hash.digest('hex').slice(0, 16);
}

function removeOldBuilds(folder: string, current: string): void {
    const others = readdirSync(folder)
        .filter((name) => name !== current && /^[0-9a-f]{16}$/.test(name))
        .map((name) => ({ name, used: statSync(join(folder, name)).mtimeMs }))
        .sort((one, other) => other.used - one.used);
    for (const { name } of others.slice(KEPT)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** In a process of its own: compiling is all computing, and the local org starts meanwhile. */
function runBuild(directory: string): Promise<void> {
    return new Promise((done, fail) => {
        const child = spawn(process.execPath, [join(CONSOLE, 'build/main.ts'), PROJECT_ROOT, directory], {
            cwd: PROJECT_ROOT,
            stdio: ['ignore', 'ignore', 'pipe']
        });
        let problems = '';
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => (problems += chunk));
        child.on('error', fail);
        child.on('close', (code) => {
            if (code === 0) done();
            else fail(new ConsoleBuildError(`The console page could not be built.\n${problems.trim()}`));
        });
    });
}

/**
 * Compiles the project's components and the page around them, unless nothing has changed since an earlier build.
 * A first build takes about 5 s on two cores, a later one of changed sources less.
 * @throws ConsoleBuildError or ComponentBuildError with what is wrong in which file
 */
export async function buildConsole(): Promise<ConsoleBuild> {
    const started = performance.now();
    await buildComponents();
    const folder = join(PROJECT_ROOT, '.cache/console');
    const hash = hashOfSources();
    const directory = join(folder, hash);
    const manifestFile = join(directory, 'manifest.json');
    const built = !existsSync(manifestFile);
    if (built) {
        mkdirSync(folder, { recursive: true });
        await runBuild(directory);
        removeOldBuilds(folder, hash);
    } else {
        const now = new Date();
        utimesSync(directory, now, now);
    }
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as ConsoleManifest;
    return { directory, manifest, built, milliseconds: Math.round(performance.now() - started) };
}
