import type { ObjectRight } from '../records/access/user-access.ts';
import { holdsData, type SqliteRecordStore } from '../records/index.ts';
import type { ApexHost, UserPermissions } from '../types.ts';

const NOTHING = { read: false, create: false, edit: false, delete: false };

/** Object and field permissions, as the record store's user mode knows them. For `ApexHost.permissions`. */
export function permissionsOf(store: SqliteRecordStore): NonNullable<ApexHost['permissions']> {
    return (userId: string): UserPermissions => {
        const access = store.accessOf(userId);
        return {
            object(name) {
                const info = store.schema.object(name);
                if (!info) {
                    return NOTHING;
                }
                const may = (right: ObjectRight): boolean => access.may(right, info);
                return {
                    read: may('read'),
                    create: info.createable && may('create'),
                    edit: info.updateable && may('edit'),
                    delete: info.deletable && may('delete')
                };
            },
            field(objectName, fieldName) {
                const info = store.schema.object(objectName);
                const field = store.schema.field(objectName, fieldName);
                if (!info || !field || !access.may('read', info)) {
                    return { read: false, edit: false };
                }
                return { read: access.mayReadField(info, field), edit: access.mayEditField(info, field) };
            }
        };
    };
}

/**
 * Empties the tables of all objects that hold data rather than setup, inside of the open transaction. For
 * `ApexHost.hideRecords`.
 */
export function hideRecordsOf(store: SqliteRecordStore): () => void {
    return () => {
        const data = store.schema.objects().filter(holdsData);
        store.write(() => {
            for (const { name } of data) {
                store.database.exec(`DELETE FROM "${name}"`);
            }
        });
    };
}
