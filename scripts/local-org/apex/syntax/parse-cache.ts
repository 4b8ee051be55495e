/**
 * What parsing came to, kept on disk from one process to the next: parsing the packages' classes takes seconds, and
 * each worker of a local org, each deploy and each test needs them anew.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { PROJECT_ROOT } from '../../../project-root.ts';

const HERE = import.meta.dirname;
const FOLDER = join(PROJECT_ROOT, '.cache/apex');
/** Several states of the packages' classes, with those that tests make up; on disk, and in the process. */
const KEPT_RESULTS = 1500;

let folder: string | undefined;
let hasRemovedOld = false;
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
    folder ??= join(FOLDER, versionOfParsers());
    const file = join(folder, `${kind}-${createHash('sha256').update(source).digest('hex').slice(0, 32)}`);
    const kept = read<Result>(file);
    if (kept) return kept.result;
    const result = parse();
    write(file, { result });
    return result;
}

/** Changes with whatever a result depends on besides its source: Node, the parser, and all that reads its trees. */
function versionOfParsers(): string {
    const hash = createHash('sha256').update(process.version);
    hash.update(readFileSync(join(PROJECT_ROOT, 'node_modules/@apexdevtools/apex-parser/package.json')));
    for (const name of readdirSync(HERE).sort()) hash.update(readFileSync(join(HERE, name)));
    return hash.digest('hex').slice(0, 16);
}

function read<Result>(file: string): { result: Result } | undefined {
    try {
        return deserialize(readFileSync(file)) as { result: Result };
    } catch {
        // Not there, or damaged: it is parsed, and written, again.
        return undefined;
    }
}

function write(file: string, content: { result: unknown }): void {
    const unfinished = `${file}-${randomUUID()}`;
    try {
        mkdirSync(dirname(file), { recursive: true });
        if (!hasRemovedOld) removeOld(dirname(file));
        hasRemovedOld = true;
        writeFileSync(unfinished, serialize(content));
        renameSync(unfinished, file);
    } catch {
        // A checkout that can't be written to costs the time of parsing, nothing else.
        rmSync(unfinished, { force: true });
    }
}

/** Other versions' results, and the older half of this one's where there are many. */
function removeOld(current: string): void {
    for (const name of readdirSync(FOLDER)) {
        const path = join(FOLDER, name);
        if (path !== current) rmSync(path, { recursive: true, force: true });
    }
    const files = readdirSync(current).map((name) => join(current, name));
    if (files.length <= KEPT_RESULTS) return;
    const byAge = files.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => a.time - b.time);
    for (const { path } of byAge.slice(0, files.length >> 1)) rmSync(path, { force: true });
}
