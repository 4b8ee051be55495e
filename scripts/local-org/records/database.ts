import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { FieldValue } from '../types.ts';

export type SqlRow = Record<string, SQLOutputValue>;

const MOST_STATEMENTS = 500;

/** How texts are compared: without regard to case. */
export function fold(text: string): string {
    return text.normalize('NFC').toLowerCase();
}

/** How texts are ordered: letters with accents beside those without. */
function sortKey(text: string): string {
    return text
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase();
}

/** One connection to the database file: prepared statements are kept, own SQL functions are registered. */
export class Database {
    readonly raw: DatabaseSync;
    readonly #statements = new Map<string, StatementSync>();
    #recorded: { sql: string; parameters: SQLInputValue[] }[] | undefined;

    /**
     * @param file path of the database, or `:memory:`
     * @param busyTimeoutMs how long a write waits for another connection's transaction
     */
    constructor(file: string, busyTimeoutMs: number) {
        this.raw = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: false });
        this.raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY');
        this.raw.function('fold', { deterministic: true }, (value) =>
            typeof value === 'string' ? fold(value) : value
        );
        this.raw.function('sort_key', { deterministic: true }, (value) =>
            typeof value === 'string' ? sortKey(value) : value
        );
    }

    exec(sql: string): void {
        this.raw.exec(sql);
    }

    run(sql: string, ...parameters: SQLInputValue[]): number {
        return Number(this.#prepare(sql).run(...parameters).changes);
    }

    get(sql: string, ...parameters: SQLInputValue[]): SqlRow | undefined {
        return this.#prepare(sql).get(...parameters);
    }

    all(sql: string, ...parameters: SQLInputValue[]): SqlRow[] {
        return this.#prepare(sql).all(...parameters);
    }

    /** Rows as arrays, in the order of the columns. */
    arrays(sql: string, ...parameters: SQLInputValue[]): SQLOutputValue[][] {
        this.#recorded?.push({ sql, parameters });
        const key = `arrays:${sql}`;
        let statement = this.#statements.get(key);
        if (!statement) {
            statement = this.raw.prepare(sql);
            statement.setReturnArrays(true);
            this.#keep(key, statement);
        }
        return statement.all(...parameters) as unknown as SQLOutputValue[][];
    }

    /** The statements that some work runs through `arrays`. */
    record(work: () => void): { sql: string; parameters: SQLInputValue[] }[] {
        this.#recorded = [];
        try {
            work();
            return this.#recorded;
        } finally {
            this.#recorded = undefined;
        }
    }

    close(): void {
        this.#statements.clear();
        this.raw.close();
    }

    #prepare(sql: string): StatementSync {
        let statement = this.#statements.get(sql);
        if (!statement) {
            statement = this.raw.prepare(sql);
            this.#keep(sql, statement);
        }
        return statement;
    }

    #keep(key: string, statement: StatementSync): void {
        if (this.#statements.size >= MOST_STATEMENTS) {
            const oldest = this.#statements.keys().next().value;
            if (oldest !== undefined) this.#statements.delete(oldest);
        }
        this.#statements.set(key, statement);
    }
}

/** A name as SQL identifier. Names come from the schema, never from a query's text. */
export function quote(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** A field's value as SQLite keeps it. */
export function toSql(value: FieldValue): SQLInputValue {
    return typeof value === 'boolean' ? (value ? 1 : 0) : value;
}
