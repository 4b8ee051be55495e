import type { DatabaseSync } from 'node:sqlite';

/** The record store's connection: `write` runs work that writes, inside the open transaction or as one of its own. */
export interface Connection {
    readonly database: DatabaseSync;
    write<Result>(work: () => Result): Result;
}
