/** Records as the platform's own services read and write them: in system mode, by whatever user runs the service. */
import type { SqliteRecordStore } from '../records/store.ts';
import type { FieldValue, RecordRow, SchemaCatalog } from '../types.ts';

export class PlatformRecords {
    readonly #store: SqliteRecordStore;
    readonly #userId: string;

    /** @param userId the automated process user */
    constructor(store: SqliteRecordStore, userId: string) {
        this.#store = store;
        this.#userId = userId;
    }

    get schema(): SchemaCatalog {
        return this.#store.schema;
    }

    /** @param binds values by name, as in `:name` */
    rows(soql: string, binds: Record<string, FieldValue | FieldValue[]> = {}): RecordRow[] {
        const lower = new Map(Object.entries(binds).map(([name, value]) => [name.toLowerCase(), value]));
        return this.#store.query(soql, { access: 'system', userId: this.#userId, binds: lower }).rows;
    }

    /** Id of the first row, or null. */
    id(soql: string, binds: Record<string, FieldValue | FieldValue[]> = {}): string | null {
        return this.rows(soql, binds)[0]?.id ?? null;
    }

    /** @throws Error with the store's words where the record is refused */
    insert(type: string, fields: Record<string, FieldValue>): string {
        return this.#write('insert', type, undefined, fields);
    }

    /** @throws Error with the store's words where the change is refused */
    update(type: string, id: string, fields: Record<string, FieldValue>): void {
        this.#write('update', type, id, fields);
    }

    /** Runs work in one transaction: all of it is kept, or nothing. */
    atomically<Result>(work: () => Result): Result {
        this.#store.begin();
        try {
            const result = work();
            this.#store.commit();
            return result;
        } catch (error) {
            this.#store.rollback();
            throw error;
        }
    }

    /** Marks a point of the open transaction. */
    setSavepoint(): string {
        return this.#store.setSavepoint();
    }

    /** Undoes what was written since a marked point. */
    rollbackTo(savepoint: string): void {
        this.#store.rollbackTo(savepoint);
    }

    #write(
        operation: 'insert' | 'update',
        type: string,
        id: string | undefined,
        fields: Record<string, FieldValue>
    ): string {
        const [result] = this.#store.platformWrite(operation, [{ type, ...(id ? { id } : {}), fields }], {
            userId: this.#userId
        });
        if (!result?.success) {
            const [problem] = result?.errors ?? [];
            throw new Error(`${type}: ${problem ? `${problem.statusCode}, ${problem.message}` : 'not written'}`);
        }
        return result.id ?? '';
    }
}
