/** `/sobjects/:object`: one record, by its id or by an external id. */
import type { FastifyInstance } from 'fastify';

import { normalizeId } from '../../records/index.ts';
import type { DmlOperation, DmlRecord, DmlResult, RecordStore } from '../../types.ts';
import { notFound, RestError } from '../errors.ts';
import { fromRestRecord, toRestRecord, type RestRecord } from './record-json.ts';
import { externalIdField, knownObject, noSuchExternalId } from './sobject-names.ts';

interface RecordRequest {
    Params: { version: string; object: string; id: string };
    Querystring: { fields?: string };
}

interface ExternalIdRequest {
    Params: { version: string; object: string; field: string; value: string };
    Querystring: { fields?: string };
}

/** Serves single records on the paths below `/services/data/:version`. */
export function recordRoutes(app: FastifyInstance, records: RecordStore): void {
    app.post<RecordRequest>('/sobjects/:object', async (request, reply) => {
        const record = fromRestRecord(request.params.object, request.body, records);
        if (record.id !== undefined) {
            throw new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
        }
        const { id } = write(records, 'insert', record, request.userId);
        return reply.code(201).send({ id, success: true, errors: [] });
    });
    app.get<RecordRequest>('/sobjects/:object/:id', (request) => {
        const { object, id } = request.params;
        return read(records, knownObject(records, object).name, 'Id', id, request);
    });
    app.patch<RecordRequest>('/sobjects/:object/:id', async (request, reply) => {
        const { object, id } = request.params;
        write(records, 'update', fromRestRecord(object, request.body, records, id), request.userId);
        return reply.code(204).send();
    });
    app.delete<RecordRequest>('/sobjects/:object/:id', async (request, reply) => {
        const { object, id } = request.params;
        write(records, 'delete', { type: knownObject(records, object).name, id, fields: {} }, request.userId);
        return reply.code(204).send();
    });

    // Also the bytes of a file: `/sobjects/ContentVersion/068…/VersionData`.
    app.get<ExternalIdRequest>('/sobjects/:object/:field/:value', (request, reply) => {
        const { object, field, value } = request.params;
        const { name } = knownObject(records, object);
        const blob = records.schema.field(name, value);
        if (blob?.type === 'base64' && normalizeId(field) !== undefined) {
            const bytes = readBytes(records, name, field, blob.name, request.userId);
            return reply.type('application/octetstream').send(bytes);
        }
        return read(records, name, externalIdField(records, object, field), value, request);
    });
    app.patch<ExternalIdRequest>('/sobjects/:object/:field/:value', async (request, reply) => {
        const { object, field, value } = request.params;
        const key = externalIdField(records, object, field);
        const record = fromRestRecord(object, request.body, records);
        record.fields[key] = value;
        const { id, created } = write(records, 'upsert', record, request.userId, key);
        return reply.code(created ? 201 : 200).send({ id, success: true, errors: [], created });
    });
}

/**
 * One record as a user sees it, with the fields that the request names: all, where it names none.
 *
 * @param key the field by which the record is found
 */
function read(
    records: RecordStore,
    object: string,
    key: string,
    value: string,
    { userId, params, query }: { userId: string; params: { version: string }; query: { fields?: string } }
): RestRecord {
    if (key === 'Id' && normalizeId(value) === undefined) {
        throw noSuchExternalId(value);
    }
    const names = query.fields === undefined ? ['FIELDS(ALL)'] : withId(query.fields.split(','));
    const literal = `'${value.replace(/[\\']/g, '\\$&')}'`;
    const { rows } = records.query(`SELECT ${names.join(', ')} FROM ${object} WHERE ${key} = ${literal} LIMIT 1`, {
        access: 'user',
        userId
    });
    const [row] = rows;
    if (!row) {
        throw noSuchExternalId(value);
    }
    return toRestRecord(row, records.schema, params.version);
}

/** A record that is read by its id answers with it, asked or not. */
function withId(fields: string[]): string[] {
    const names = fields.map((name) => name.trim());
    return names.some((name) => name.toLowerCase() === 'id') ? names : ['Id', ...names];
}

/** The bytes of a binary field, for whoever sees the record. */
function readBytes(records: RecordStore, object: string, id: string, field: string, userId: string): Buffer {
    const { rows } = records.query(`SELECT ${field} FROM ${object} WHERE Id = '${id}' LIMIT 1`, {
        access: 'user',
        userId
    });
    const value = rows[0]?.fields[field];
    if (typeof value !== 'string') {
        throw notFound();
    }
    return Buffer.from(value, 'base64');
}

/** @throws RestError where the record store refuses it */
function write(
    records: RecordStore,
    operation: DmlOperation,
    record: DmlRecord,
    userId: string,
    externalIdField?: string
): DmlResult {
    const [result] = records.dml(operation, [record], { access: 'user', userId, allOrNone: true, externalIdField });
    if (!result?.success) {
        const { statusCode, message, fields } = result?.errors[0] ?? {
            statusCode: 'UNKNOWN_EXCEPTION',
            message: 'no result',
            fields: []
        };
        const isGone = statusCode === 'ENTITY_IS_DELETED' || statusCode === 'INVALID_CROSS_REFERENCE_KEY';
        throw new RestError(isGone ? 404 : 400, statusCode, message, fields);
    }
    return result;
}
