import type { DmlRecord } from '../../types.ts';
import { DmlFailure } from '../errors.ts';
import { normalizeId } from '../ids.ts';
import type { ObjectInfo } from '../schema/info.ts';
import {
    convertFields,
    demand,
    demandObject,
    demandQueueOwns,
    demandReferences,
    demandRequired,
    demandUnique,
    demandWritable
} from './check.ts';
import { auditChange, readRecord, updateRow, type Values, type WriteContext } from './context.ts';
import { denied } from './insert.ts';
import { afterUpdate, complete } from './rules.ts';

/**
 * Updates one record with the given fields.
 * @returns its id
 * @throws DmlFailure, DmlFailures
 */
export function updateRecord(context: WriteContext, record: DmlRecord): string {
    const object = demandObject(context, record.type);
    if (!record.id) throw new DmlFailure('MISSING_ARGUMENT', 'Id not specified in an update call');
    if (!object.updateable && !context.platform) {
        throw new DmlFailure('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support update`);
    }
    if (context.access && !context.access.may('edit', object)) throw denied(object);
    const { id, values: before } = demandRecord(context, object, record.id);
    demandVisible(context, object, before);

    const { given, failures } = convertFields(context, object, record);
    demand(failures);
    // What is given as it is already is no change, so that a record may be sent back as it was queried.
    const changed = given.filter(({ field, value }) => value !== before[field.name]);
    demandWritable(
        context,
        object,
        changed.map(({ field }) => field),
        'update'
    );
    const values: Values = { ...before };
    for (const { field, value } of changed) values[field.name] = value;
    complete(context, object, values, before);
    demandRequired(object, values);
    demandReferences(
        context,
        values,
        object.fields.filter((field) => values[field.name] !== before[field.name]),
        id
    );
    if (values.OwnerId !== before.OwnerId) demandQueueOwns(context, object, values.OwnerId);
    demandUnique(context, object, values, id);

    const changes: Values = { ...auditChange(context, object) };
    for (const field of object.fields) {
        if (values[field.name] !== before[field.name]) changes[field.name] = values[field.name] ?? null;
    }
    updateRow(context, object, id, changes);
    afterUpdate(context, object, id, values, before);
    return id;
}

/**
 * A record that is there and not deleted.
 * @throws DmlFailure
 */
export function demandRecord(context: WriteContext, object: ObjectInfo, given: string): { id: string; values: Values } {
    const id = normalizeId(given);
    if (id === undefined) throw new DmlFailure('MALFORMED_ID', `bad id ${given}`, ['Id']);
    if (id.slice(0, 3) !== object.keyPrefix) {
        throw new DmlFailure('MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${given}`, ['Id']);
    }
    const values = readRecord(context, object, id);
    if (!values) throw new DmlFailure('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    if (values.IsDeleted === true) throw new DmlFailure('ENTITY_IS_DELETED', 'entity is deleted', []);
    return { id, values };
}

/** In user mode, a private record of someone else is not the user's to change. */
export function demandVisible(context: WriteContext, object: ObjectInfo, values: Values): void {
    const { access } = context;
    if (!access?.seesOwnOnly(object) || typeof values.OwnerId !== 'string') return;
    if (access.owners().includes(values.OwnerId)) return;
    throw new DmlFailure('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}
