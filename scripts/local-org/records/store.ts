import type { DatabaseSync } from 'node:sqlite';
import type {
    DmlOperation,
    DmlOptions,
    DmlRecord,
    DmlResult,
    FieldValue,
    QueryOptions,
    QueryResult,
    RecordStore
} from '../types.ts';
import { AccessControl } from './access/access-control.ts';
import type { UserAccess } from './access/user-access.ts';
import { Database, quote } from './database.ts';
import { deployCustomMetadata } from './dml/custom-metadata.ts';
import type { WriteContext } from './dml/context.ts';
import { runDml } from './dml/run-dml.ts';
import { Catalog } from './schema/catalog.ts';
import { holdsData } from './schema/info.ts';
import { seedSetup, type SetupIds } from './seed.ts';
import { Sequences } from './sequence.ts';
import { runQuery } from './soql/run-query.ts';
import { Transaction } from './transaction.ts';

export interface OpenOptions {
    /** Path of the database file; `:memory:` for one that only this connection sees. */
    file: string;
    /** How long a write waits for another connection's transaction; 10 seconds without. */
    busyTimeoutMs?: number;
    /** Whether administrators see custom fields only where a permission set lets them, as in a real org. */
    customFieldsByPermission?: boolean;
}

const BUSY_TIMEOUT_MS = 10_000;

/** One connection to the records of a local org. */
export class SqliteRecordStore implements RecordStore {
    readonly schema: Catalog;
    readonly #db: Database;
    readonly #transaction: Transaction;
    readonly #sequences: Sequences;
    readonly #control: AccessControl;

    constructor({ file, busyTimeoutMs = BUSY_TIMEOUT_MS, customFieldsByPermission = false }: OpenOptions) {
        this.#db = new Database(file, busyTimeoutMs);
        this.#sequences = new Sequences(this.#db);
        this.#control = new AccessControl(this.#db, customFieldsByPermission);
        this.#transaction = new Transaction(this.#db, () => {
            this.schema.forget();
            this.#control.forget();
        });
        this.schema = new Catalog(this.#db, this.#transaction, this.#sequences);
    }

    query(soql: string, options: QueryOptions): QueryResult {
        return runQuery(soql, options, this.#db, this.schema.snapshot(), this.#control);
    }

    /** How SQLite answers a query, step by step: shows whether it uses an index. The query is run, too. */
    explain(soql: string, options: QueryOptions): string[] {
        const statements = this.#db.record(() => this.query(soql, options));
        return statements.flatMap(({ sql, parameters }) =>
            this.#db.all(`EXPLAIN QUERY PLAN ${sql}`, ...parameters).map((row) => String(row.detail))
        );
    }

    dml(operation: DmlOperation, records: DmlRecord[], options: DmlOptions): DmlResult[] {
        return this.#write(operation, records, options, false);
    }

    /**
     * Writes as the platform itself or a deploy does: in system mode, and fields and objects that are read-only to
     * users (`ConversationId`, audit fields, custom metadata, …) may be written too. Values are checked all the same.
     */
    platformWrite(
        operation: DmlOperation,
        records: DmlRecord[],
        options: { userId: string; allOrNone?: boolean; externalIdField?: string }
    ): DmlResult[] {
        return this.#write(operation, records, { allOrNone: true, ...options, access: 'system' }, true);
    }

    /**
     * Puts a record of a custom metadata type, new or changed, as a deploy does; fields that are not named are emptied.
     * @param type e.g. `Bot_Provider__mdt`
     * @throws DmlFailure where the record is refused
     */
    deployCustomMetadata(
        type: string,
        record: { developerName: string; label: string; values: Record<string, FieldValue> },
        userId: string
    ): { id: string; created: boolean } {
        return this.#transaction.write(() => deployCustomMetadata(this.#context(userId, null, true), type, record));
    }

    /** What a user may do, in user mode. */
    accessOf(userId: string): UserAccess {
        return this.#control.forUser(userId);
    }

    /** The ids of what every org has from the start. */
    setupIds(): SetupIds {
        const row = this.#db.get(`SELECT value FROM _meta WHERE key = 'setupIds'`);
        if (!row) throw new Error('The database was not made by createRecordStore.');
        return JSON.parse(String(row.value)) as SetupIds;
    }

    begin(): void {
        this.#transaction.begin();
    }

    commit(): void {
        this.#transaction.commit();
    }

    rollback(): void {
        this.#transaction.rollback();
    }

    setSavepoint(): string {
        return this.#transaction.setSavepoint();
    }

    rollbackTo(savepoint: string): void {
        this.#transaction.rollbackTo(savepoint);
    }

    /** Whether a transaction is open. */
    get inTransaction(): boolean {
        return this.#transaction.active;
    }

    /** The connection itself, for rooms that keep tables of their own beside the records; for reading. */
    get database(): DatabaseSync {
        return this.#db.raw;
    }

    /** Runs work that writes to such tables: inside the open transaction, or as one of its own. */
    write<Result>(work: () => Result): Result {
        return this.#transaction.write(work);
    }

    /**
     * Makes a further database with this org's schema, set-up records and custom metadata, but none of its data: what
     * Apex tests see. Writing to it holds up nobody here. Not inside a transaction.
     * @param file where; it must not exist yet
     */
    copyForTests(file: string): SqliteRecordStore {
        this.#db.run('VACUUM INTO ?', file);
        const copy = new SqliteRecordStore({ file });
        copy.#clearData();
        return copy;
    }

    /** Closes the connection; what an open transaction wrote is undone. */
    close(): void {
        this.#db.close();
    }

    [Symbol.dispose](): void {
        this.close();
    }

    /** Makes the tables and what every org has from the start, if they are not there yet. Idempotent. */
    prepare(features: string[], organizationName: string): void {
        this.schema.prepare();
        if (features.length > 0) this.schema.enableFeature(...features);
        if (this.#db.get(`SELECT 1 AS found FROM _meta WHERE key = 'setupIds'`)) return;
        this.#transaction.write(() => {
            const ids = seedSetup(this.#context('', null, true), organizationName);
            this.#db.run(`INSERT INTO _meta VALUES ('setupIds', ?)`, JSON.stringify(ids));
        });
    }

    #clearData(): void {
        this.#transaction.write(() => {
            for (const object of this.schema.objects()) {
                if (holdsData(object)) this.#db.run(`DELETE FROM ${quote(object.name)}`);
            }
            this.#db.run('DELETE FROM _deletion');
        });
    }

    #write(operation: DmlOperation, records: DmlRecord[], options: DmlOptions, platform: boolean): DmlResult[] {
        if (records.length === 0) return [];
        return runDml(operation, records, options, this.#transaction, () =>
            this.#context(
                options.userId,
                options.access === 'user' ? this.#control.forUser(options.userId) : null,
                platform
            )
        );
    }

    #context(userId: string, access: UserAccess | null, platform: boolean): WriteContext {
        return {
            db: this.#db,
            schema: this.schema.snapshot(),
            sequences: this.#sequences,
            access,
            userId,
            now: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(),
            platform
        };
    }
}
