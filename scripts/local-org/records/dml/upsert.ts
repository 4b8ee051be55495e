import type { DmlRecord } from '../../types.ts';
import { quote, toSql } from '../database.ts';
import { DmlFailure } from '../errors.ts';
import { demandObject, matchSql } from './check.ts';
import type { WriteContext } from './context.ts';
import { insertRecord } from './insert.ts';
import { updateRecord } from './update.ts';
import { toFieldValue } from './values.ts';

/** Standard fields that records may be found by besides external ids. */
const LOOKUP_NAMES = new Set(['Name', 'Username', 'DeveloperName', 'Email']);

/**
 * Updates the record that the external id finds (the id, without one), or inserts.
 * @throws DmlFailure, DmlFailures
 */
export function upsertRecord(
    context: WriteContext,
    record: DmlRecord,
    externalIdField: string | undefined
): { id: string; created: boolean } {
    if (externalIdField === undefined || externalIdField.toLowerCase() === 'id') {
        if (record.id) return { id: updateRecord(context, record), created: false };
        return { id: insertRecord(context, record), created: true };
    }
    const object = demandObject(context, record.type);
    const field = context.schema.field(object.name, externalIdField);
    if (
        !field ||
        !(field.externalId || (LOOKUP_NAMES.has(field.name) && (field.unique || field.nameField || context.platform)))
    ) {
        throw new DmlFailure(
            'INVALID_FIELD',
            `Field name provided, ${externalIdField} does not match an External ID for ${object.name}`
        );
    }
    const given = Object.entries(record.fields).find(([name]) => name.toLowerCase() === field.name.toLowerCase());
    const value = given ? toFieldValue(field, given[1]) : null;
    if (value === null) throw new DmlFailure('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
    const found = context.db.all(
        `SELECT "Id" AS id FROM ${quote(object.name)} WHERE ${matchSql(field)}${object.recycles ? ' AND "IsDeleted" = 0' : ''} LIMIT 2`,
        toSql(value)
    );
    if (found.length > 1) {
        throw new DmlFailure(
            'DUPLICATE_EXTERNAL_ID',
            `${field.name}: more than one record found for external id field: [${found.map((row) => String(row.id)).join(', ')}]`,
            [field.name]
        );
    }
    const [present] = found;
    if (present) return { id: updateRecord(context, { ...record, id: String(present.id) }), created: false };
    return { id: insertRecord(context, { type: record.type, fields: record.fields }), created: true };
}
