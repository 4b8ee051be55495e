/**
 * What parsing came to, kept on disk from one process to the next: parsing the packages' classes takes seconds, and
 * each worker of a local org, each deploy and each test needs them anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptResults } from '../../../kept-results.ts';
import { PROJECT_ROOT } from '../../../project-root.ts';

const HERE = import.meta.dirname;
/** Several states of the packages' classes, with those that tests make up; on disk, and in the process. */
const KEPT_RESULTS = 1500;

const onDisk = new KeptResults({ name: 'apex', makers: parsers, most: KEPT_RESULTS });
const known = new Map<string, unknown>();

/**
 * What `parse` makes of a source, or made of it earlier, be it in another process; the same object each time.
 *
 * @param kind which parse it is; results of different kinds are kept apart
 * @param source all that the result depends on
 * @param parse answers plain data (whatever `node:v8` writes and reads); what it throws is thrown, and not kept
 */
export function parseOnce<Result>(kind: string, source: string, parse: () => Result): Result {
    const key = `${kind}\n${source}`;
    if (known.has(key)) return known.get(key) as Result;
    const result = keptOnDisk(kind, source, parse);
    const [oldest] = known.keys();
    if (known.size >= KEPT_RESULTS && oldest !== undefined) known.delete(oldest);
    known.set(key, result);
    return result;
}

/** As `parseOnce`, from the disk each time. */
export function keptOnDisk<Result>(kind: string, source: string, parse: () => Result): Result {
    const kept = onDisk.find<Result>(kind, source);
    if (kept) return kept.result;
    const result = parse();
    onDisk.keep(kind, source, result);
    return result;
}

/** The parser, and all that reads its trees. */
function parsers(): Buffer[] {
    const own = readdirSync(HERE).sort();
    return [
        readFileSync(join(PROJECT_ROOT, 'node_modules/@apexdevtools/apex-parser/package.json')),
        ...own.map((name) => readFileSync(join(HERE, name)))
    ];
}
