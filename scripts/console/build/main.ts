/** The build itself, as a command: `node main.ts <project> <target folder>`; problems go to stderr, exit code 1. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { componentFiles, stageComponents } from './components.ts';

/** What the page's HTML needs to know of a build. */
export interface ConsoleManifest {
    /** File name of the module to start with. */
    entry: string;
    /** Modules that it loads at once. */
    preload: string[];
    /** Style sheets of the page's own, after the design system's. */
    styles: string[];
    /** Script that sets the theme before anything is painted. */
    theme: string;
}

const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '../client');

function copyHashed(from: string, name: string, extension: string, outDir: string): string {
    const body = readFileSync(from);
    const fileName = `${name}-${createHash('sha256').update(body).digest('hex').slice(0, 8)}.${extension}`;
    writeFileSync(join(outDir, fileName), body);
    return fileName;
}

async function build(root: string, target: string): Promise<void> {
    const cache = dirname(target);
    mkdirSync(cache, { recursive: true });
    const work = mkdtempSync(join(cache, 'build-'));
    try {
        const staged = join(work, 'components');
        stageComponents(componentFiles(root), staged);
        const outDir = join(work, 'out');
        mkdirSync(outDir);
        const platform = join(CLIENT, 'platform');
        const files = await bundle({
            entry: join(CLIENT, 'main.ts'),
            componentFolders: [staged, join(CLIENT, 'components')],
            platform: {
                apex: join(platform, 'apex.ts'),
                labels: join(platform, 'labels.ts'),
                session: join(platform, 'session.ts'),
                lightning: join(platform, 'lightning')
            },
            outDir,
            cacheDir: join(cache, '../lwc')
        });
        const entry = files.find((file) => file.isEntry);
        if (!entry) throw new Error('rollup wrote no entry module');
        const manifest: ConsoleManifest = {
            entry: entry.fileName,
            preload: [...entry.imports, ...entry.dynamicImports],
            styles: ['console', 'dark'].map((name) =>
                copyHashed(join(CLIENT, `styles/${name}.css`), name, 'css', outDir)
            ),
            theme: copyHashed(join(CLIENT, 'theme.js'), 'theme', 'js', outDir)
        };
        writeFileSync(join(outDir, 'manifest.json'), JSON.stringify(manifest, null, 2));
        // Whole or not at all: another process may look for this folder meanwhile, or build the same.
        if (existsSync(target)) rmSync(target, { recursive: true, force: true });
        renameSync(outDir, target);
    } finally {
        rmSync(work, { recursive: true, force: true });
    }
}

const [root, target] = process.argv.slice(2);
if (!root || !target) throw new Error('usage: main.ts <project> <target folder>');
try {
    await build(root, target);
} catch (error) {
    const problem = error as Error & {
        id?: string;
        loc?: { file?: string; line?: number; column?: number };
        frame?: string;
    };
    const where = problem.loc?.file ?? problem.id;
    const place = where
        ? `${where}${problem.loc?.line === undefined ? '' : `:${problem.loc.line}:${problem.loc.column ?? 0}`}\n`
        : '';
    console.error(`${place}${problem.message}${problem.frame ? `\n${problem.frame}` : ''}`);
    process.exitCode = 1;
}
