/** Results of long work, kept below `.cache` by all that they depend on, from one process to the next. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { PROJECT_ROOT } from './project-root.ts';

export interface KeptResultsOptions {
    /** The folder below `.cache`. */
    name: string;
    /** Texts that change with whatever the results depend on besides their source; Node's version counts anyway. */
    makers: () => (string | Buffer)[];
    /** Where there are more, the older half goes. */
    most: number;
}

/** One kind of work's results. They are plain data: whatever `node:v8` writes and reads. */
export class KeptResults {
    readonly #options: KeptResultsOptions;
    #current: string | undefined;
    #hasRemovedOld = false;

    constructor(options: KeptResultsOptions) {
        this.#options = options;
    }

    /**
     * @param kind results of different kinds are kept apart
     * @param source all that the result depends on
     */
    find<Result>(kind: string, source: string): { result: Result } | undefined {
        try {
            return deserialize(readFileSync(this.#file(kind, source))) as { result: Result };
        } catch {
            // Not there, or damaged: it is made, and written, again.
            return undefined;
        }
    }

    keep(kind: string, source: string, result: unknown): void {
        const file = this.#file(kind, source);
        const unfinished = `${file}-${randomUUID()}`;
        try {
            mkdirSync(dirname(file), { recursive: true });
            if (!this.#hasRemovedOld) this.#removeOld(dirname(file));
            this.#hasRemovedOld = true;
            writeFileSync(unfinished, serialize({ result }));
            renameSync(unfinished, file);
        } catch {
            // A checkout that can't be written to costs the time of the work, nothing else.
            rmSync(unfinished, { force: true });
        }
    }

    get #folder(): string {
        return join(PROJECT_ROOT, '.cache', this.#options.name);
    }

    #file(kind: string, source: string): string {
        this.#current ??= join(this.#folder, versionOf(this.#options.makers()));
        return join(this.#current, `${kind}-${createHash('sha256').update(source).digest('hex').slice(0, 32)}`);
    }

    /** Other versions' results, and the older half of this one's where there are many. */
    #removeOld(current: string): void {
        for (const name of readdirSync(this.#folder)) {
            const path = join(this.#folder, name);
            if (path !== current) rmSync(path, { recursive: true, force: true });
        }
        const files = readdirSync(current).map((name) => join(current, name));
        if (files.length <= this.#options.most) return;
        const byAge = files.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => a.time - b.time);
        for (const { path } of byAge.slice(0, files.length >> 1)) rmSync(path, { force: true });
    }
}

function versionOf(makers: (string | Buffer)[]): string {
    const hash = createHash('sha256').update(process.version);
    makers.forEach((maker) => hash.update(maker));
    return hash.digest('hex').slice(0, 16);
}
