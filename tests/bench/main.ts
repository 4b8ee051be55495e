/**
 * `npm run bench`: how fast the history component is beside the floor (plain DOM, the last 50 messages only) and, where
 * its packages are installed (`npm ci --prefix tests/bench`), beside another viewer; all in one interleaved run.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { build } from 'esbuild';
import { findChromium } from '../browser/find-chromium.ts';
import { buildPage } from './page.ts';
import { conversationOf } from './viewers/conversation.ts';
import { measure } from './viewers/measure.ts';
import type { Measurement } from './viewers/measure.ts';
import { serve } from './viewers/serve.ts';
import { summaryOf } from './viewers/summary.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const BROWSER = join(HERE, 'viewers/browser');
const FLOOR = 'plain-window50';
const OTHERS = ['chatscope'];

const program = new Command('bench')
    .description('How fast the history component is in Chromium, beside the floor and another viewer.')
    .option('--n <numbers>', 'numbers of messages, separated by commas', positives, [100, 1_000, 10_000])
    .option('--reps <number>', 'repetitions; the order of the pages turns with each', positive, 3)
    .addOption(
        new Option('--set <name>', 'the same conversation without code blocks and tables')
            .choices(['nocode'])
            .default('')
    )
    .option('--page <name=folder>', "another page, as the component's (main.js, main.css); may be repeated", page, {})
    .option('--timeout <seconds>', 'until a page has to be settled', positive, 120);

function positive(text: string): number {
    const number = Number(text);
    if (!(number > 0 && Number.isInteger(number))) throw new InvalidArgumentError('It is a whole number above 0.');
    return number;
}

function positives(text: string): number[] {
    return text.split(',').map(positive);
}

function page(text: string, pages: Record<string, string>): Record<string, string> {
    const [name, folder] = text.split(/=(.*)/s);
    if (!name || !folder) throw new InvalidArgumentError('It is a name, an equals sign and a folder.');
    return { ...pages, [name]: folder };
}

async function buildViewer(name: string): Promise<string> {
    const outdir = join(HERE, 'dist', name);
    rmSync(outdir, { recursive: true, force: true });
    const source = ['js', 'jsx']
        .map((extension) => join(BROWSER, `${name}.${extension}`))
        .find((file) => existsSync(file));
    if (!source) throw new Error(`There is no page ${name} in ${BROWSER}.`);
    await build({
        entryPoints: { main: source },
        outdir,
        bundle: true,
        format: 'esm',
        minify: true,
        target: 'es2022',
        jsx: 'automatic',
        nodePaths: [join(HERE, 'node_modules')],
        define: { 'process.env.NODE_ENV': '"production"' },
        legalComments: 'none',
        logLevel: 'error'
    });
    return outdir;
}

const isInstalled = (name: string) => existsSync(join(HERE, 'node_modules', `@${name}`));

interface Options {
    n: number[];
    reps: number;
    set: string;
    page: Record<string, string>;
    timeout: number;
}

async function main(options: Options): Promise<void> {
    const { n: numbers, reps: repetitions, set } = options;
    const timeout = options.timeout * 1000;
    const executablePath = await findChromium();
    const pages: Record<string, string> = {
        ours: await buildPage(),
        [FLOOR]: await buildViewer(FLOOR),
        ...options.page
    };
    for (const name of OTHERS.filter(isInstalled)) pages[name] = await buildViewer(name);

    const data = new Map(
        numbers.map((n) => [
            `conversation-${n}${set && `-${set}`}.json`,
            JSON.stringify(conversationOf(n, { code: set !== 'nocode' }))
        ])
    );
    const server = await serve({ pages, common: BROWSER, data });
    for (const name of data.keys()) server.warm(`/data/${name}`);
    const names = Object.keys(pages);
    for (const name of names) for (const file of ['', 'main.js', 'main.css']) server.warm(`/${name}/${file}`);
    // The very first page of a run took half as long again as the same page later: a round that doesn't count.
    for (const name of names) await measure({ server, executablePath, name, n: Math.min(...numbers), set, timeout });
    const runs: Measurement[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
        for (const n of numbers) {
            for (const at of names.keys()) {
                const name = names[(at + repetition) % names.length] ?? '';
                const run = await measure({ server, executablePath, name, n, set, timeout });
                runs.push(run);
                const figures = run.failed ?? `settled ${run.settled.toFixed(0)} ms, ${run.domNodes} nodes`;
                console.log(`${repetition + 1}/${repetitions}  ${n}  ${name}: ${figures} ${run.errors[0] ?? ''}`);
            }
        }
    }
    server.close();

    const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
    const setNote = set === '' ? '' : `; set ${set}`;
    const text = summaryOf(
        runs,
        `Medians of ${repetitions} on ${machine}${setNote}. Times of one run only compare with each other.`
    );
    const results = join(HERE, 'results');
    mkdirSync(results, { recursive: true });
    const stamp = `viewers-${new Date().toISOString().replaceAll(/[:.]/g, '-')}${set && `-${set}`}`;
    writeFileSync(join(results, `${stamp}.json`), JSON.stringify({ options, machine, runs }));
    writeFileSync(join(results, `${stamp}.md`), text);
    console.log(`\n${text}\nresults: tests/bench/results/${stamp}.md`);
    if (runs.some((run) => run.failed !== undefined && run.name === 'ours')) process.exitCode = 1;
}

await main(program.parse().opts<Options>());
