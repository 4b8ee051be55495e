/**
 * `npm run bench`: how fast the history component is beside the floor (plain DOM, the last 50 messages only) and, where
 * its packages are installed (`npm ci --prefix tests/bench`), beside another viewer; all in one interleaved run.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
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

const USAGE = `npm run bench -- [options]
  --n 100,1000,10000   numbers of messages
  --reps 3             repetitions; the order of the pages turns with each
  --set nocode         the same conversation without code blocks and tables
  --page name=folder   another page, as the component's (main.js, main.css); may be repeated
  --timeout 120        seconds until a page has to be settled`;

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
    numbers: number[];
    repetitions: number;
    set: string;
    pages: Record<string, string>;
    timeout: number;
}

function optionsOf(args: string[]): Options {
    const { values } = parseArgs({
        args,
        options: {
            n: { type: 'string', default: '100,1000,10000' },
            reps: { type: 'string', default: '3' },
            set: { type: 'string', default: '' },
            page: { type: 'string', multiple: true, default: [] },
            timeout: { type: 'string', default: '120' }
        }
    });
    const numbers = values.n.split(',').map(Number);
    const [repetitions, timeout] = [Number(values.reps), Number(values.timeout) * 1000];
    if (![...numbers, repetitions, timeout].every((value) => value > 0) || !['', 'nocode'].includes(values.set)) {
        throw new Error(USAGE);
    }
    const pages = Object.fromEntries(values.page.map((text) => text.split(/=(.*)/s).slice(0, 2) as [string, string]));
    return { numbers, repetitions, set: values.set, pages, timeout };
}

async function main(options: Options): Promise<void> {
    const { numbers, repetitions, set, timeout } = options;
    const executablePath = await findChromium();
    const pages: Record<string, string> = {
        ours: await buildPage(),
        [FLOOR]: await buildViewer(FLOOR),
        ...options.pages
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

await main(optionsOf(process.argv.slice(2)));
