import type { DmlRecord } from '../../types.ts';
import { quote } from '../database.ts';
import { DmlFailure } from '../errors.ts';
import { normalizeId } from '../ids.ts';
import type { FieldInfo, ObjectInfo } from '../schema/info.ts';
import { demandObject, demandUnique } from './check.ts';
import { auditChange, readRecord, updateRow, type WriteContext } from './context.ts';
import { denied } from './insert.ts';
import { demandRecord, demandVisible } from './update.ts';

/**
 * Deletes a record: details go with it, lookups to it are emptied. What has a recycle bin goes there.
 * @returns its id
 * @throws DmlFailure
 */
export function deleteRecord(context: WriteContext, record: DmlRecord): string {
    const object = demandObject(context, record.type);
    if (!record.id) throw new DmlFailure('MISSING_ARGUMENT', 'Id not specified in a delete call');
    if (!object.deletable && !context.platform) {
        throw new DmlFailure('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support delete`);
    }
    if (context.access && !context.access.may('delete', object)) throw denied(object);
    const { id, values } = demandRecord(context, object, record.id);
    demandVisible(context, object, values);
    // An earlier deletion of the same record is settled.
    context.db.run('DELETE FROM _deletion WHERE root = ?', id);
    remove(context, object, id, id);
    return id;
}

function remove(context: WriteContext, object: ObjectInfo, id: string, root: string): void {
    for (const { child, field } of context.schema.references(object.name)) {
        if (field.onDelete === 'none') continue;
        for (const childId of childrenOf(context, child, field, id)) {
            if (field.onDelete === 'restrict') throw restricted(context, object, id, child, childId);
            if (field.onDelete === 'cascade') {
                remove(context, child, childId, root);
            } else {
                log(context, root, child.name, childId, field.name, id);
                updateRow(context, child, childId, { [field.name]: null });
            }
        }
    }
    if (object.recycles) {
        log(context, root, object.name, id, null, null);
        updateRow(context, object, id, { IsDeleted: true, ...auditChange(context, object) });
    } else {
        context.db.run(`DELETE FROM ${quote(object.name)} WHERE "Id" = ?`, id);
    }
}

function childrenOf(context: WriteContext, child: ObjectInfo, field: FieldInfo, id: string): string[] {
    const alive = child.recycles ? ' AND "IsDeleted" = 0' : '';
    return context.db
        .all(`SELECT "Id" AS id FROM ${quote(child.name)} WHERE ${quote(field.name)} = ?${alive}`, id)
        .map((row) => String(row.id));
}

function restricted(
    context: WriteContext,
    object: ObjectInfo,
    id: string,
    child: ObjectInfo,
    childId: string
): DmlFailure {
    const nameOf = (info: ObjectInfo, recordId: string): string =>
        String(readRecord(context, info, recordId)?.[context.schema.nameField(info).name] ?? recordId);
    return new DmlFailure(
        'DELETE_FAILED',
        `Your attempt to delete ${nameOf(object, id)} could not be completed because it is associated with the following ` +
            `${child.labelPlural.toLowerCase()}.: ${nameOf(child, childId)}\n`
    );
}

function log(
    context: WriteContext,
    root: string,
    object: string,
    id: string,
    field: string | null,
    value: string | null
): void {
    context.db.run(
        'INSERT INTO _deletion (root, object, id, field, value) VALUES (?, ?, ?, ?, ?)',
        root,
        object,
        id,
        field,
        value
    );
}

/**
 * Takes a record out of the recycle bin, with the details that went with it; lookups that were emptied are filled again
 * unless something else is in them.
 * @throws DmlFailure
 */
export function undeleteRecord(context: WriteContext, record: DmlRecord): string {
    const object = demandObject(context, record.type);
    const id = normalizeId(record.id ?? '');
    const values = id === undefined ? undefined : readRecord(context, object, id);
    const entries = id === undefined ? [] : context.db.all('SELECT * FROM _deletion WHERE root = ?', id);
    if (id === undefined || values?.IsDeleted !== true || entries.length === 0) {
        throw new DmlFailure('UNDELETE_FAILED', 'Entity is not in the recycle bin');
    }
    if (context.access && !context.access.may('delete', object)) throw denied(object);
    for (const entry of entries) {
        const info = context.schema.object(String(entry.object));
        if (!info) continue;
        if (entry.field === null) {
            const restored = readRecord(context, info, String(entry.id));
            if (!restored) continue;
            demandUnique(context, info, restored, String(entry.id));
            updateRow(context, info, String(entry.id), { IsDeleted: false, ...auditChange(context, info) });
        } else if (context.schema.field(info.name, String(entry.field))) {
            const column = quote(String(entry.field));
            context.db.run(
                `UPDATE ${quote(info.name)} SET ${column} = ? WHERE "Id" = ? AND ${column} IS NULL`,
                String(entry.value),
                String(entry.id)
            );
        }
    }
    context.db.run('DELETE FROM _deletion WHERE root = ?', id);
    return id;
}
