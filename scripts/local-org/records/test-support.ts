import type { DmlOperation, DmlResult, FieldValue, QueryResult, RecordRow } from '../types.ts';
import { createRecordStore, type RecordQueryError, type SqliteRecordStore } from './index.ts';

/** What the tests of this room share: a fresh org in memory, and short ways to write and to ask. */
export class TestOrg {
    readonly store: SqliteRecordStore;
    readonly adminId: string;

    constructor(features: string[] = ['LiveAgent', 'LiveMessage', 'OmniChannel'], file = ':memory:') {
        this.store = createRecordStore({ file, features });
        this.adminId = this.store.setupIds().adminUserId;
    }

    /** Inserts one record in system mode and answers its id; a refusal fails the test. */
    insert(type: string, fields: Record<string, FieldValue>): string {
        const [result] = this.dml('insert', [{ type, fields }]);
        if (!result?.success) throw new Error(`${type} was refused: ${JSON.stringify(result?.errors)}`);
        return result.id!;
    }

    update(type: string, id: string, fields: Record<string, FieldValue>): DmlResult {
        return this.dml('update', [{ type, id, fields }])[0]!;
    }

    dml(
        operation: DmlOperation,
        records: { type: string; id?: string; fields?: Record<string, FieldValue> }[],
        options: { allOrNone?: boolean; externalIdField?: string; userId?: string; access?: 'system' | 'user' } = {}
    ): DmlResult[] {
        return this.store.dml(
            operation,
            records.map((record) => ({ fields: {}, ...record })),
            { access: 'system', userId: this.adminId, allOrNone: true, ...options }
        );
    }

    query(
        soql: string,
        binds: Record<string, FieldValue | FieldValue[]> = {},
        options: { userId?: string; access?: 'system' | 'user' } = {}
    ): QueryResult {
        return this.store.query(soql, {
            access: 'system',
            userId: this.adminId,
            ...options,
            binds: new Map(Object.entries(binds))
        });
    }

    /** The rows as plain objects: parents nested, children as arrays. */
    rows(...query: Parameters<TestOrg['query']>): unknown[] {
        return this.query(...query).rows.map(plain);
    }

    /** The values of the first column of each row. */
    column(...query: Parameters<TestOrg['query']>): unknown[] {
        return this.query(...query).rows.map((row) => Object.values(row.fields)[0]);
    }

    /** The error that a query ends in. */
    refusal(...query: Parameters<TestOrg['query']>): RecordQueryError {
        try {
            this.query(...query);
        } catch (error) {
            return error as RecordQueryError;
        }
        throw new Error(`no error from: ${query[0]}`);
    }

    /** A user with a profile and, if given, permission sets. */
    user(alias: string, profileId: string, permissionSets: string[] = []): string {
        const id = this.insert('User', {
            FirstName: 'Uma',
            LastName: alias,
            Username: `${alias}@local-org.example.com`,
            Email: `${alias}@example.com`,
            Alias: alias.slice(0, 8),
            ProfileId: profileId,
            TimeZoneSidKey: 'Europe/Berlin',
            LocaleSidKey: 'en_US',
            LanguageLocaleKey: 'en_US',
            EmailEncodingKey: 'UTF-8'
        });
        for (const set of permissionSets) {
            this.insert('PermissionSetAssignment', { AssigneeId: id, PermissionSetId: set });
        }
        return id;
    }

    /** A permission set; rights as `Case: 'Read Edit'`, fields as `'Case.Subject': 'Read'`. */
    permissionSet(name: string, objects: Record<string, string>, fields: Record<string, 'Read' | 'Edit'> = {}): string {
        const id = this.insert('PermissionSet', { Name: name, Label: name });
        for (const [type, rights] of Object.entries(objects)) {
            const flags = rights.split(' ').map((right) => [`Permissions${right}`, true]);
            this.insert('ObjectPermissions', { ParentId: id, SobjectType: type, ...Object.fromEntries(flags) });
        }
        for (const [field, right] of Object.entries(fields)) {
            const flags = { PermissionsRead: true, PermissionsEdit: right === 'Edit' };
            this.insert('FieldPermissions', {
                ParentId: id,
                SobjectType: field.split('.')[0]!,
                Field: field,
                ...flags
            });
        }
        return id;
    }
}

function plain(row: RecordRow): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(row.fields).map(([key, value]) => {
            if (Array.isArray(value)) return [key, value.map(plain)];
            return [key, typeof value === 'object' && value !== null ? plain(value) : value];
        })
    );
}
