import { visibleOnly } from '../access/visible-records.ts';
import { quote } from '../database.ts';
import { DmlFailure } from '../errors.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { Values, WriteContext } from './context.ts';

/** Object → its fields that name what a new record is put on. Other references are taken without this look. */
const PLACES: Partial<Record<string, string[]>> = {
    CaseComment: ['ParentId'],
    ContentVersion: ['ContentDocumentId', 'FirstPublishLocationId'],
    ContentDocumentLink: ['ContentDocumentId', 'LinkedEntityId']
};

/**
 * In user mode, nothing is put on a record that the user does not see.
 * @throws DmlFailure
 */
export function demandPlacesSeen(context: WriteContext, object: ObjectInfo, given: Values): void {
    for (const name of PLACES[object.name] ?? []) {
        const id = given[name];
        if (context.access === null || typeof id !== 'string' || isSeen(context, id)) continue;
        throw new DmlFailure(
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            'insufficient access rights on cross-reference id',
            [name]
        );
    }
}

function isSeen(context: WriteContext, id: string): boolean {
    const { access, db, schema } = context;
    const object = schema.objectOfId(id);
    // Of no object at all: the check of references says so in its own words.
    if (access === null || !object) return true;
    if (!access.may('read', object)) return false;
    const conditions = visibleOnly(object, 't', access, schema);
    if (conditions.length === 0) return true;
    return (
        db.get(
            `SELECT 1 AS found FROM ${quote(object.name)} t WHERE t."Id" = ? AND ${conditions.join(' AND ')}`,
            id
        ) !== undefined
    );
}
