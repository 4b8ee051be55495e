import type { DmlRecord } from '../../types.ts';
import { DmlFailure } from '../errors.ts';
import { makeId } from '../ids.ts';
import type { ObjectInfo } from '../schema/info.ts';
import { nextAutoNumber } from './auto-number.ts';
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
import { insertRow, type Values, type WriteContext } from './context.ts';
import { demandPlacesSeen } from './parent-access.ts';
import { afterInsert, complete } from './rules.ts';

/**
 * Inserts one record.
 * @returns its id
 * @throws DmlFailure, DmlFailures
 */
export function insertRecord(context: WriteContext, record: DmlRecord): string {
    const object = demandObject(context, record.type);
    if (record.id)
        throw new DmlFailure('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
    if (!object.createable && !context.platform) {
        throw new DmlFailure('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support create`);
    }
    if (context.access && !context.access.may('create', object)) throw denied(object);

    const { given, failures } = convertFields(context, object, record);
    // Nothing may be given for any field.
    const written = given.filter(({ empty }) => !empty).map(({ field }) => field);
    demandWritable(context, object, written, 'create');
    demand(failures);

    const fields = Object.fromEntries(given.map(({ field, value }) => [field.name, value]));
    demandPlacesSeen(context, object, fields);
    const id = makeId(object.keyPrefix, context.sequences.next(`id:${object.name}`));
    const values = withDefaults(context, object, id, fields);
    complete(context, object, values, null);
    demandRequired(object, values);
    demandReferences(context, values, object.fields, id);
    demandQueueOwns(context, object, values.OwnerId);
    for (const field of object.fields) {
        if (field.autoNumberFormat && (values[field.name] ?? null) === null) {
            values[field.name] = nextAutoNumber(context.sequences, object, field, context.now);
        }
    }
    demandUnique(context, object, values, id);
    insertRow(context, object, values);
    afterInsert(context, object, id, values);
    return id;
}

export function denied(object: ObjectInfo): DmlFailure {
    return new DmlFailure('INSUFFICIENT_ACCESS_OR_READONLY', `Access to entity '${object.name}' denied`);
}

function withDefaults(context: WriteContext, object: ObjectInfo, id: string, given: Values): Values {
    const values: Values = {};
    for (const field of object.fields) {
        const fallback =
            field.defaultFormula === 'TODAY()'
                ? context.now.slice(0, 10)
                : field.defaultFormula === 'NOW()'
                  ? context.now
                  : field.defaultValue;
        values[field.name] = given[field.name] ?? (field.name in given && field.nillable ? null : fallback);
    }
    values.Id = id;
    const audit: Values = {
        CreatedDate: context.now,
        CreatedById: context.userId,
        LastModifiedDate: context.now,
        LastModifiedById: context.userId,
        SystemModstamp: context.now,
        OwnerId: context.userId
    };
    for (const [name, value] of Object.entries(audit)) {
        if (name in values && values[name] === null) values[name] = value;
    }
    return values;
}
