import type { DmlRecord, FieldValue } from '../../types.ts';
import { quote, toSql } from '../database.ts';
import { DmlFailure } from '../errors.ts';
import type { FieldInfo, ObjectInfo } from '../schema/info.ts';
import type { Values, WriteContext } from './context.ts';
import { toFieldValue } from './values.ts';

/** Several failures of one record; by itself it says what the first of them says. */
export class DmlFailures extends DmlFailure {
    readonly failures: DmlFailure[];

    constructor(first: DmlFailure, failures: DmlFailure[]) {
        super(first.statusCode, first.message, first.fields);
        this.failures = failures;
    }
}

export function demand(failures: DmlFailure[]): void {
    const [first] = failures;
    if (first) throw new DmlFailures(first, failures);
}

/** @throws DmlFailure if the org does not have the object */
export function demandObject(context: WriteContext, type: string): ObjectInfo {
    const object = context.schema.object(type);
    if (!object) throw new DmlFailure('INVALID_TYPE', `sObject type '${type}' is not supported.`);
    return object;
}

export interface GivenField {
    field: FieldInfo;
    /** In the form in which the field keeps it. */
    value: FieldValue;
    /** Nothing was given, so that the value is null or, of a checkbox, the default. */
    empty: boolean;
}

/** The given fields, looked up and in the form in which they are kept; with what is given but may not be written. */
export function convertFields(
    context: WriteContext,
    object: ObjectInfo,
    record: DmlRecord
): { given: GivenField[]; failures: DmlFailure[] } {
    const given: GivenField[] = [];
    const failures: DmlFailure[] = [];
    for (const [name, value] of Object.entries(record.fields)) {
        const field = context.schema.field(object.name, name);
        if (!field) {
            failures.push(
                new DmlFailure('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`, [name])
            );
            continue;
        }
        try {
            given.push({ field, value: toFieldValue(field, value), empty: value === null || value === '' });
        } catch (error) {
            if (!(error instanceof DmlFailure)) throw error;
            failures.push(error);
        }
    }
    return { given, failures };
}

/** Fields that the platform keeps, or that the user may not edit. */
export function demandWritable(
    context: WriteContext,
    object: ObjectInfo,
    fields: FieldInfo[],
    operation: 'create' | 'update'
): void {
    const refused = fields.filter((field) => {
        const writable = context.platform || (operation === 'create' ? field.createable : field.updateable);
        return !writable || (context.access !== null && !context.access.mayEditField(object, field));
    });
    if (refused.length === 0) return;
    const names = refused.map((field) => field.name);
    throw new DmlFailure(
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify ` +
            'that it is read/write for your profile or permission set.',
        names
    );
}

export function demandRequired(object: ObjectInfo, values: Values): void {
    const missing = object.fields
        .filter(
            (field) => !field.nillable && field.type !== 'id' && field.type !== 'boolean' && !field.autoNumberFormat
        )
        .filter((field) => (values[field.name] ?? null) === null)
        .map((field) => field.name);
    if (missing.length > 0) {
        throw new DmlFailure('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
    }
}

/** References must lead to records that are there and of a right object. */
export function demandReferences(
    context: WriteContext,
    values: Values,
    fields: FieldInfo[],
    ownId: string | null
): void {
    for (const field of fields) {
        const id = values[field.name];
        if (field.type !== 'reference' || typeof id !== 'string') continue;
        const target = context.schema.objectOfId(id);
        if (!target || !field.referenceTo.includes(target.name)) {
            throw new DmlFailure('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [
                field.name
            ]);
        }
        if (id === ownId && field.onDelete === 'cascade') {
            throw new DmlFailure('FIELD_INTEGRITY_EXCEPTION', `${field.label}: a record cannot be its own master`, [
                field.name
            ]);
        }
        const alive = target.recycles ? ' AND "IsDeleted" = 0' : '';
        if (
            id !== ownId &&
            !context.db.get(`SELECT 1 AS found FROM ${quote(target.name)} WHERE "Id" = ?${alive}`, id)
        ) {
            throw new DmlFailure('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
        }
    }
}

/** No other record may have the same value in a unique field, or the same values in fields that are unique together. */
export function demandUnique(context: WriteContext, object: ObjectInfo, values: Values, id: string): void {
    const sets = [
        ...object.fields.filter((field) => field.unique).map((field) => [field]),
        ...object.uniqueTogether.map((names) => names.map((name) => context.schema.field(object.name, name)!))
    ];
    for (const set of sets) {
        if (set.some((field) => (values[field.name] ?? null) === null)) continue;
        const conditions = set.map((field) => matchSql(field));
        const other = context.db.get(
            `SELECT "Id" AS id FROM ${quote(object.name)}
             WHERE ${conditions.join(' AND ')} AND "Id" <> ?${object.recycles ? ' AND "IsDeleted" = 0' : ''} LIMIT 1`,
            ...set.map((field) => toSql(values[field.name]!)),
            id
        );
        if (!other) continue;
        const names = set.map((field) => field.name);
        throw new DmlFailure(
            'DUPLICATE_VALUE',
            `duplicate value found: ${names.join(', ')} duplicates value on record with id: ${String(other.id).slice(0, 15)}`,
            names
        );
    }
}

/** SQL that finds a field's value as a query's `=` does. */
export function matchSql(field: FieldInfo): string {
    const textual = ['string', 'email', 'phone', 'url', 'picklist', 'textarea'].includes(field.type);
    return textual && !field.caseSensitive ? `fold(${quote(field.name)}) = fold(?)` : `${quote(field.name)} = ?`;
}

/** A queue owns records only of the objects that it was set up for. */
export function demandQueueOwns(context: WriteContext, object: ObjectInfo, ownerId: FieldValue | undefined): void {
    if (typeof ownerId !== 'string' || context.schema.objectOfId(ownerId)?.name !== 'Group') return;
    const supports = context.db.get(
        `SELECT 1 AS found FROM "Group" g JOIN "QueueSobject" q ON q."QueueId" = g."Id"
         WHERE g."Id" = ? AND g."Type" = 'Queue' AND fold(q."SobjectType") = fold(?)`,
        ownerId,
        object.name
    );
    if (!supports)
        throw new DmlFailure('INVALID_OPERATION', 'Queue not associated with this SObject type', ['OwnerId']);
}
