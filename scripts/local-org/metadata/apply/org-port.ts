/** What applying a deploy needs of the record store. */
import { DmlFailure, type SqliteRecordStore } from '../../records/index.ts';
import type { DmlRecord, FieldValue } from '../../types.ts';

/** A row of a set-up object, found again by a field of its own. */
export interface SetupRow {
    object: string;
    /** Fields that tell which row it is; all others are set. */
    key: Record<string, FieldValue>;
    fields: Record<string, FieldValue>;
}

/** Finds, writes and removes rows of set-up objects as the platform does, inside the deploy's transaction. */
export class SetupRows {
    private readonly records: SqliteRecordStore;
    private readonly userId: string;

    constructor(records: SqliteRecordStore, userId: string) {
        this.records = records;
        this.userId = userId;
    }

    has(object: string): boolean {
        return this.records.schema.object(object) !== undefined;
    }

    /** Names of an object's fields. */
    fields(object: string): string[] {
        return this.records.schema.object(object)?.fields.map((field) => field.name) ?? [];
    }

    ids(object: string, key: Record<string, FieldValue>): string[] {
        const conditions = Object.keys(key).map((field, index) => `${field} = :v${index}`);
        const binds = new Map(Object.values(key).map((value, index) => [`v${index}`, value]));
        const soql = `SELECT Id FROM ${object} WHERE ${conditions.join(' AND ')}`;
        const { rows } = this.records.query(soql, { access: 'system', userId: this.userId, binds });
        return rows.map((row) => row.fields['Id'] as string);
    }

    id(object: string, key: Record<string, FieldValue>): string | undefined {
        return this.ids(object, key)[0];
    }

    /** Updates the row with this key, or inserts it. */
    save({ object, key, fields }: SetupRow): string {
        const id = this.id(object, key);
        if (id !== undefined) {
            this.write('update', { type: object, id, fields });
            return id;
        }
        return this.insert(object, { ...key, ...fields });
    }

    insert(object: string, fields: Record<string, FieldValue>): string {
        return this.write('insert', { type: object, fields });
    }

    remove(object: string, key: Record<string, FieldValue>): void {
        for (const id of this.ids(object, key)) {
            this.write('delete', { type: object, id, fields: {} });
        }
    }

    private write(operation: 'insert' | 'update' | 'delete', record: DmlRecord): string {
        const [result] = this.records.platformWrite(operation, [record], { userId: this.userId });
        if (!result?.success) {
            const [first] = result?.errors ?? [];
            throw new DmlFailure(
                first?.statusCode ?? 'UNKNOWN_EXCEPTION',
                first?.message ?? 'no result',
                first?.fields
            );
        }
        return result.id as string;
    }
}
