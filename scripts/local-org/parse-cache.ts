/**
 * What parsing came to, kept in the process and, from one process to the next, on disk: parsing the packages' classes
 * takes seconds, a parser's first queries take it longest, and each worker of a local org, each deploy and each test
 * needs them anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptResults } from '../kept-results.ts';
import { PROJECT_ROOT } from '../project-root.ts';

export interface ParseCacheOptions {
    /** The folder below `.cache`. */
    name: string;
    /** The folder of all code that reads the parser's trees: results of other code are not used. */
    readers: string;
    /** How many are kept, on disk and in the process; the oldest go first. */
    most: number;
    /** How many one process writes to the disk, each of which takes it a millisecond; unlimited unless told. */
    mostWritten?: number;
}

/** Results of the Apex parser, of one kind of source. They are plain data: whatever `node:v8` writes and reads. */
export class ParseCache {
    readonly #most: number;
    readonly #onDisk: KeptResults;
    readonly #known = new Map<string, unknown>();
    #toWrite: number;

    constructor({ name, readers, most, mostWritten = Infinity }: ParseCacheOptions) {
        this.#most = most;
        this.#toWrite = mostWritten;
        this.#onDisk = new KeptResults({ name, makers: () => makersOf(readers), most });
    }

    /**
     * What `parse` makes of a source, or made of it earlier, be it in another process; the same object each time.
     *
     * @param kind which parse it is; results of different kinds are kept apart
     * @param source all that the result depends on
     * @param parse what it throws is thrown, and not kept
     */
    once<Result>(kind: string, source: string, parse: () => Result): Result {
        return this.onceHere(kind, source, () => this.#onceOnDisk(kind, source, parse));
    }

    /** As `once`, for a source that hardly another process will ask for. */
    onceHere<Result>(kind: string, source: string, parse: () => Result): Result {
        const key = `${kind}\n${source}`;
        if (this.#known.has(key)) return this.#known.get(key) as Result;
        const result = parse();
        const [oldest] = this.#known.keys();
        if (this.#known.size >= this.#most && oldest !== undefined) this.#known.delete(oldest);
        this.#known.set(key, result);
        return result;
    }

    #onceOnDisk<Result>(kind: string, source: string, parse: () => Result): Result {
        const kept = this.#onDisk.find<Result>(kind, source);
        if (kept) return kept.result;
        const result = parse();
        if (this.#toWrite > 0) {
            this.#toWrite -= 1;
            this.#onDisk.keep(kind, source, result);
        }
        return result;
    }
}

/** The parser, and all that reads its trees. */
function makersOf(readers: string): Buffer[] {
    return [
        readFileSync(join(PROJECT_ROOT, 'node_modules/@apexdevtools/apex-parser/package.json')),
        ...readdirSync(readers, { withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => entry.name)
            .sort()
            .map((name) => readFileSync(join(readers, name)))
    ];
}
