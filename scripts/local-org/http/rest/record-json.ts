/** Records between the record store's form and the REST API's. */
import type { DmlRecord, FieldType, FieldValue, RecordRow, RecordStore, SchemaCatalog } from '../../types.ts';
import { notSupported, RestError } from '../errors.ts';

export interface RestRecord {
    attributes: { type: string; url?: string };
    [field: string]: unknown;
}

/** One row with its `attributes`, parents and children the same way. */
export function toRestRecord(row: RecordRow, schema: SchemaCatalog, version: string): RestRecord {
    const id = row.fields['Id'];
    const attributes: RestRecord['attributes'] = { type: row.type };
    if (typeof id === 'string') {
        attributes.url = `/services/data/${version}/sobjects/${row.type}/${id}`;
    }
    const record: RestRecord = { attributes };
    for (const [name, value] of Object.entries(row.fields)) {
        const type = () => schema.field(row.type, name)?.type;
        record[name] =
            typeof value === 'string' && type() === 'base64'
                ? blobPath(version, row.type, row.id, name)
                : toRestValue(value, type, schema, version);
    }
    return record;
}

/** Where the bytes of a binary field are: an answer never carries them. */
const blobPath = (version: string, type: string, id: string | undefined, field: string): string =>
    `/services/data/${version}/sobjects/${type}/${id ?? ''}/${field}`;

function toRestValue(
    value: RecordRow['fields'][string],
    type: () => FieldType | undefined,
    schema: SchemaCatalog,
    version: string
): unknown {
    if (Array.isArray(value)) {
        const records = value.map((child) => toRestRecord(child, schema, version));
        return records.length === 0 ? null : { totalSize: records.length, done: true, records };
    }
    if (value !== null && typeof value === 'object') {
        return toRestRecord(value, schema, version);
    }
    return typeof value === 'string' && isMoment(value, type()) ? value.replace(/Z$/, '+0000') : value;
}

/** Aggregates have no field to ask for the type. */
function isMoment(value: string, type: FieldType | undefined): boolean {
    return type === 'datetime' || (type === undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value));
}

/**
 * A record from a request body.
 *
 * @throws RestError for unknown fields, and values that cannot be of the field's type
 */
export function fromRestRecord(type: string, body: unknown, records: RecordStore, id?: string): DmlRecord {
    if (body === null || typeof body !== 'object' || Array.isArray(body)) {
        throw new RestError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object.');
    }
    const object = records.schema.object(type);
    if (!object) {
        throw new RestError(404, 'NOT_FOUND', 'The requested resource does not exist');
    }
    const fields: Record<string, FieldValue> = {};
    for (const [name, value] of Object.entries(body)) {
        if (name === 'attributes') {
            continue;
        }
        const field = records.schema.field(type, name);
        if (!field) {
            throw new RestError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
        }
        fields[field.name] = toFieldValue(value, field.type, field.name);
    }
    const { Id: bodyId, ...rest } = fields;
    const recordId = id ?? (typeof bodyId === 'string' ? bodyId : undefined);
    return { type: object.name, ...(recordId !== undefined && { id: recordId }), fields: rest };
}

function toFieldValue(value: unknown, type: FieldType, name: string): FieldValue {
    if (value === null) {
        return null;
    }
    if (typeof value === 'object') {
        throw notSupported(`the nested value of ${name} in a record`);
    }
    switch (type) {
        case 'boolean':
            if (value === 'true' || value === 'false') {
                return value === 'true';
            }
            return expect(typeof value === 'boolean', value as boolean);
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return expect(value !== '' && Number.isFinite(Number(value)), Number(value));
        case 'datetime': {
            const moment = new Date(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
            return expect(!Number.isNaN(moment.getTime()), () => moment.toISOString());
        }
        default:
            return expect(['string', 'number', 'boolean'].includes(typeof value), String(value));
    }

    function expect(holds: boolean, result: FieldValue | (() => FieldValue)): FieldValue {
        if (!holds) {
            throw new RestError(
                400,
                'JSON_PARSER_ERROR',
                `Cannot deserialize instance of ${type} from value ${JSON.stringify(value)} of field ${name}`
            );
        }
        return typeof result === 'function' ? result() : result;
    }
}
