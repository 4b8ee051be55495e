import type { Database } from './database.ts';

/**
 * Numbers that go up: ids and auto numbers. A number given out once is not given out again by this connection, even if
 * the transaction that took it was undone.
 */
export class Sequences {
    readonly #db: Database;
    readonly #reached = new Map<string, number>();

    constructor(db: Database) {
        this.#db = db;
    }

    /** Only while the write lock is held. */
    next(name: string, first = 1): number {
        const row = this.#db.get('SELECT next FROM _sequence WHERE name = ?', name);
        const number = Math.max(row ? Number(row.next) : first, this.#reached.get(name) ?? 0);
        this.#db.run(
            'INSERT INTO _sequence (name, next) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = excluded.next',
            name,
            number + 1
        );
        this.#reached.set(name, number + 1);
        return number;
    }
}
