import type { FieldValue } from '../../types.ts';
import { DmlFailure } from '../errors.ts';
import { normalizeId } from '../ids.ts';
import { demandObject } from './check.ts';
import type { WriteContext } from './context.ts';
import { upsertRecord } from './upsert.ts';

/** Writes one record of a custom metadata type. A relationship's value is the developer name of the other record. */
export function deployCustomMetadata(
    context: WriteContext,
    type: string,
    record: { developerName: string; label: string; values: Record<string, FieldValue> }
): { id: string; created: boolean } {
    const object = demandObject(context, type);
    if (!object.customMetadata) throw new DmlFailure('INVALID_TYPE', `${object.name} is not a custom metadata type`);
    const fields: Record<string, FieldValue> = {};
    for (const field of object.fields) if (field.custom && field.type !== 'boolean') fields[field.name] = null;
    for (const [name, value] of Object.entries(record.values)) {
        const field = context.schema.field(object.name, name);
        const key = field?.name ?? name;
        fields[key] = field?.type === 'reference' ? idOf(context, field.referenceTo[0]!, value) : value;
    }
    fields.DeveloperName = record.developerName;
    fields.MasterLabel = record.label;
    return upsertRecord(context, { type: object.name, fields }, 'DeveloperName');
}

function idOf(context: WriteContext, type: string, value: FieldValue): FieldValue {
    if (value === null || (typeof value === 'string' && normalizeId(value)?.startsWith('m'))) return value;
    const row = context.db.get(`SELECT "Id" AS id FROM "${type}" WHERE fold("DeveloperName") = fold(?)`, String(value));
    if (!row) throw new DmlFailure('INVALID_CROSS_REFERENCE_KEY', `no ${type} record named ${value} found`);
    return String(row.id);
}
