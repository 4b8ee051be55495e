import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADAPTERS, VENDORS, type ShapeMessage } from '../../fixtures/vendor-shapes.ts';
import { loadTranscript, type TranscriptModule } from './load.ts';
import { allKinds, conversation } from './messages.ts';

/** One line of the table. `isMet` is undefined where there is no goal. */
export interface ParseFigure {
    what: string;
    value: number;
    unit: 'messages/s' | 'ms';
    goal?: number;
    isMet?: boolean;
}

const COUNT = 10_000;
const ROUNDS = 7;
const PARSE_GOAL = 50_000;
const SEARCH_GOAL = 50;
const QUERIES = ['e', 'parcel', 'PARCEL LEFT', 'garden', 'für', 'message 9999', 'nothing says this', '(9997)'];

function median(values: number[]): number {
    return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Milliseconds of the middle one of several runs, after one to warm up. */
function timed(work: () => void): number {
    work();
    return median(
        Array.from({ length: ROUNDS }, () => {
            const start = performance.now();
            work();
            return performance.now() - start;
        })
    );
}

function parseFigure(what: string, module: TranscriptModule, messages: ShapeMessage[], adapter: string): ParseFigure {
    let blocks = 0;
    const milliseconds = timed(() => {
        for (const message of messages) {
            blocks += module.toBlocks(message, adapter).length;
        }
    });
    if (blocks === 0) {
        throw new Error(`${what}: no blocks came out, so nothing was measured`);
    }
    const value = Math.round(messages.length / (milliseconds / 1_000));
    return { what, value, unit: 'messages/s', goal: PARSE_GOAL, isMet: value >= PARSE_GOAL };
}

function searchFigures(module: TranscriptModule): ParseFigure[] {
    const messages = conversation('cognigy', COUNT);
    const prepared = module.prepare(messages, 'cognigy');
    const preparing = timed(() => module.prepare(messages, 'cognigy'));
    const indexing = timed(() => module.createSearchIndex(prepared).extend(Infinity));
    const index = module.createSearchIndex(prepared);
    const slowest = Math.max(...QUERIES.map((query) => timed(() => module.search(index, query))));
    if (module.search(index, 'parcel').total < COUNT / 10) {
        throw new Error('the search finds too little, so nothing was measured');
    }
    const round = (value: number): number => Math.round(value * 10) / 10;
    return [
        { what: 'relate 10,000 messages', value: round(preparing), unit: 'ms' },
        { what: 'index 10,000 messages', value: round(indexing), unit: 'ms' },
        {
            what: `search in 10,000, slowest of ${QUERIES.length}`,
            value: round(slowest),
            unit: 'ms',
            goal: SEARCH_GOAL,
            isMet: slowest <= SEARCH_GOAL
        }
    ];
}

/** Vendor payloads → blocks, and the search, on one core of this machine. */
export async function parseBench(): Promise<ParseFigure[]> {
    const module = await loadTranscript();
    return [
        ...ADAPTERS.map((adapter) =>
            parseFigure(`${adapter}, conversation`, module, conversation(adapter, COUNT), adapter)
        ),
        ...VENDORS.map((adapter) =>
            parseFigure(`${adapter}, every kind in turn`, module, allKinds(adapter, COUNT), adapter)
        ),
        ...searchFigures(module)
    ];
}

/** The figures as a Markdown table. */
export function parseTable(figures: readonly ParseFigure[]): string {
    const rows = figures.map(({ what, value, unit, goal, isMet }) => {
        const wanted = goal === undefined ? '' : `${unit === 'ms' ? '≤' : '≥'} ${goal.toLocaleString('en')}`;
        return `| ${what} | ${value.toLocaleString('en')} ${unit} | ${wanted} | ${isMet === undefined ? '' : isMet ? 'yes' : 'NO'} |`;
    });
    return ['| what | measured | goal | met |', '| --- | --: | --: | --- |', ...rows].join('\n');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
    const figures = await parseBench();
    console.log(parseTable(figures));
    process.exitCode = figures.some((figure) => figure.isMet === false) ? 1 : 0;
}
