import type { Database } from './database.ts';
import { DmlFailure } from './errors.ts';

/**
 * The transaction of one connection. The write lock is taken at the first write, not at `begin`: until then other
 * connections write freely, and reads see what is committed at their own moment, as on the platform.
 */
export class Transaction {
    readonly #db: Database;
    readonly #onUndo: () => void;
    #active = false;
    #writing = false;
    #counter = 0;
    #depth = 0;
    #savepoints: { name: string; beforeFirstWrite: boolean }[] = [];

    /** @param onUndo called whenever something written may have been undone */
    constructor(db: Database, onUndo: () => void) {
        this.#db = db;
        this.#onUndo = onUndo;
    }

    get active(): boolean {
        return this.#active;
    }

    begin(): void {
        if (this.#active) throw new Error('A transaction is open already.');
        this.#active = true;
    }

    commit(): void {
        this.#demandActive();
        if (this.#writing) this.#db.exec('COMMIT');
        this.#end();
    }

    rollback(): void {
        this.#demandActive();
        if (this.#writing) this.#db.exec('ROLLBACK');
        this.#end();
        this.#onUndo();
    }

    setSavepoint(): string {
        this.#demandActive();
        const name = `savepoint_${++this.#counter}`;
        if (this.#writing) this.#db.exec(`SAVEPOINT ${name}`);
        this.#savepoints.push({ name, beforeFirstWrite: !this.#writing });
        return name;
    }

    /** Undoes what was written since; the savepoint stays and can be used again, later ones are gone. */
    rollbackTo(savepoint: string): void {
        this.#demandActive();
        const index = this.#savepoints.findIndex((candidate) => candidate.name === savepoint);
        const found = this.#savepoints[index];
        if (!found) throw new Error(`There is no savepoint ${savepoint} in this transaction.`);
        this.#savepoints = this.#savepoints.slice(0, index + 1);
        if (!this.#writing) return;
        if (found.beforeFirstWrite) {
            this.#db.exec('ROLLBACK');
            this.#writing = false;
        } else {
            this.#db.exec(`ROLLBACK TO ${savepoint}`);
        }
        this.#onUndo();
    }

    /**
     * Runs work that writes. All of it stays, or none if it throws. Outside of a transaction it is one of its own.
     * @throws DmlFailure UNABLE_TO_LOCK_ROW if other connections keep the database locked for too long
     */
    write<Result>(work: () => Result): Result {
        if (!this.#writing) this.#lock();
        const own = !this.#active && this.#depth === 0;
        const name = `write_${++this.#counter}`;
        if (!own) this.#db.exec(`SAVEPOINT ${name}`);
        this.#depth++;
        try {
            const result = work();
            this.#db.exec(own ? 'COMMIT' : `RELEASE ${name}`);
            return result;
        } catch (error) {
            this.#db.exec(own ? 'ROLLBACK' : `ROLLBACK TO ${name}; RELEASE ${name}`);
            this.#onUndo();
            throw error;
        } finally {
            this.#depth--;
            if (own) this.#writing = false;
        }
    }

    #lock(): void {
        try {
            this.#db.exec('BEGIN IMMEDIATE');
        } catch (error) {
            if (isBusy(error)) {
                throw new DmlFailure(
                    'UNABLE_TO_LOCK_ROW',
                    'unable to obtain exclusive access to this record or 1 records'
                );
            }
            throw error;
        }
        this.#writing = true;
    }

    #demandActive(): void {
        if (!this.#active) throw new Error('No transaction is open.');
    }

    #end(): void {
        this.#active = false;
        this.#writing = false;
        this.#savepoints = [];
    }
}

function isBusy(error: unknown): boolean {
    const SQLITE_BUSY = 5;
    return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}
