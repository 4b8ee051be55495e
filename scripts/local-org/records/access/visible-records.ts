import { quote } from '../database.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { SchemaSnapshot } from '../schema/snapshot.ts';
import type { UserAccess } from './user-access.ts';

/**
 * SQL conditions that leave only the records which a user may see; none where the user sees every record.
 *
 * Private records belong to their owners, what hangs on a record is seen with it, and a file is seen by its owner and
 * by whoever sees a record, or is in the group, that it is linked to.
 *
 * @param alias of the object's table in the SQL
 */
export function visibleOnly(
    object: ObjectInfo,
    alias: string,
    access: UserAccess,
    schema: SchemaSnapshot
): readonly string[] {
    switch (object.name) {
        case 'ContentDocument':
            return files(`${alias}."Id"`, object, access, schema);
        case 'ContentVersion':
            return files(`${alias}."ContentDocumentId"`, object, access, schema);
        case 'ContentDocumentLink':
            return links(alias, object, access, schema);
        default:
            return object.controlledBy === null
                ? owned(object, alias, access)
                : withParent(alias, schema.object(object.controlledBy)!, access);
    }
}

/** Ids are letters and digits only. */
const idList = (ids: readonly string[]): string => `(${ids.map((id) => `'${id}'`).join(', ')})`;

function owned(object: ObjectInfo, alias: string, access: UserAccess): string[] {
    const isOwned = object.fields.some((field) => field.name === 'OwnerId');
    return isOwned && access.seesOwnOnly(object) ? [`${alias}."OwnerId" IN ${idList(access.owners())}`] : [];
}

function withParent(alias: string, parent: ObjectInfo, access: UserAccess): string[] {
    return owned(parent, 'p', access).map(
        (condition) => `${alias}."ParentId" IN (SELECT p."Id" FROM ${quote(parent.name)} p WHERE ${condition})`
    );
}

function files(documentId: string, object: ObjectInfo, access: UserAccess, schema: SchemaSnapshot): string[] {
    return access.may('viewAll', object) ? [] : [isFileSeen(documentId, access, schema)];
}

function links(alias: string, object: ObjectInfo, access: UserAccess, schema: SchemaSnapshot): string[] {
    if (access.may('viewAll', object)) return [];
    const people = idList(['User', 'Group'].map((name) => schema.object(name)!.keyPrefix));
    return [
        isFileSeen(`${alias}."ContentDocumentId"`, access, schema),
        `(substr(${alias}."LinkedEntityId", 1, 3) IN ${people} OR ${isPlaceSeen(alias, access, schema)})`
    ];
}

function isFileSeen(documentId: string, access: UserAccess, schema: SchemaSnapshot): string {
    return (
        `(${documentId} IN (SELECT d."Id" FROM "ContentDocument" d WHERE d."OwnerId" IN ${idList(access.owners())}) OR ` +
        `${documentId} IN (SELECT l."ContentDocumentId" FROM "ContentDocumentLink" l ` +
        `WHERE l."IsDeleted" = 0 AND ${isPlaceSeen('l', access, schema)}))`
    );
}

/** Whether a link leads to the user, to a group of the user's, or to a record that the user sees. */
function isPlaceSeen(alias: string, access: UserAccess, schema: SchemaSnapshot): string {
    const entity = `${alias}."LinkedEntityId"`;
    const records = schema
        .field('ContentDocumentLink', 'LinkedEntityId')!
        .referenceTo.map((name) => schema.object(name)!)
        .filter((object) => object.access === 'permission' && access.may('read', object))
        .map((object) => {
            const seen = owned(object, 'r', access).map(
                (condition) => ` AND ${entity} IN (SELECT r."Id" FROM ${quote(object.name)} r WHERE ${condition})`
            );
            return `(substr(${entity}, 1, 3) = '${object.keyPrefix}'${seen.join('')})`;
        });
    return `(${[`${entity} IN ${idList(access.owners())}`, ...records].join(' OR ')})`;
}
