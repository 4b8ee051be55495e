/** `/sobjects` and `/composite/sobjects`: describes, and records one by one or up to 200 at once. */
import type { FastifyInstance } from 'fastify';

import type { DmlOperation, DmlRecord, DmlResult, SObjectDescribe } from '../../types.ts';
import { normalizeId } from '../../records/index.ts';
import { notFound, RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import { describeGlobal, describeObject } from './describe.ts';
import { fromRestRecord, toRestRecord } from './record-json.ts';

interface ObjectRequest {
    Params: { version: string; object: string; id: string; field: string; value: string };
    Querystring: { fields?: string };
}

interface CollectionRequest {
    Params: { version: string; object: string; field: string };
    Querystring: { ids?: string; allOrNone?: string };
    Body: { allOrNone?: boolean; records?: unknown };
}

const largestCollection = 200;

export function sobjectRoutes(
    app: FastifyInstance,
    { records, permissions, metadata }: Pick<HttpOrg, 'records' | 'permissions' | 'metadata'>
): void {
    app.get<ObjectRequest>('/sobjects', (request) => describeGlobal(records.schema, request.params.version));
    app.get<ObjectRequest>('/sobjects/:object', (request) => {
        const object = known(request.params.object);
        return {
            objectDescribe: describeGlobal(records.schema, request.params.version).sobjects.find(
                ({ name }) => name === object.name
            ),
            recentItems: []
        };
    });
    app.get<ObjectRequest>('/sobjects/:object/describe', (request) => {
        const object = known(request.params.object);
        const may = permissions(request.userId);
        if (!may.object(object.name).read) {
            throw notFound();
        }
        const language = languageOf(request.userId);
        const fields = object.fields
            .filter(({ name }) => may.field(object.name, name).read)
            .map((field) => ({
                ...field,
                label: metadata.fieldLabel(object.name, field.name, language) ?? field.label
            }));
        return describeObject({ ...object, fields }, request.params.version);
    });

    app.post<ObjectRequest>('/sobjects/:object', async (request, reply) => {
        const record = fromRestRecord(request.params.object, request.body, records);
        if (record.id !== undefined) {
            throw new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
        }
        const { id } = one('insert', record, request.userId);
        return reply.code(201).send({ id, success: true, errors: [] });
    });
    app.get<ObjectRequest>('/sobjects/:object/:id', (request) => {
        const { object, id, version } = request.params;
        return read(known(object), 'Id', id, request.query.fields, request.userId, version);
    });
    app.patch<ObjectRequest>('/sobjects/:object/:id', async (request, reply) => {
        const { object, id } = request.params;
        one('update', fromRestRecord(object, request.body, records, id), request.userId);
        return reply.code(204).send();
    });
    app.delete<ObjectRequest>('/sobjects/:object/:id', async (request, reply) => {
        const { object, id } = request.params;
        one('delete', { type: known(object).name, id, fields: {} }, request.userId);
        return reply.code(204).send();
    });

    app.get<ObjectRequest>('/sobjects/:object/:field/:value', (request, reply) => {
        const { object, field, value, version } = request.params;
        const blob = records.schema.field(known(object).name, value);
        if (blob?.type === 'base64' && normalizeId(field) !== undefined) {
            const bytes = readBlob(known(object), field, blob.name, request.userId);
            return reply.type('application/octetstream').send(bytes);
        }
        return read(known(object), externalId(object, field), value, request.query.fields, request.userId, version);
    });
    app.patch<ObjectRequest>('/sobjects/:object/:field/:value', async (request, reply) => {
        const { object, field, value } = request.params;
        const externalIdField = externalId(object, field);
        const record = fromRestRecord(object, request.body, records);
        record.fields[externalIdField] = value;
        const result = one('upsert', record, request.userId, externalIdField);
        return reply
            .code(result.created ? 201 : 200)
            .send({ id: result.id, success: true, errors: [], created: result.created });
    });

    app.post<CollectionRequest>('/composite/sobjects', (request) => {
        const many = collection(request.body);
        return restResults(dml('insert', many, request.userId, Boolean(request.body.allOrNone)), false);
    });
    app.patch<CollectionRequest>('/composite/sobjects', (request) => {
        const many = collection(request.body);
        return restResults(dml('update', many, request.userId, Boolean(request.body.allOrNone)), false);
    });
    app.patch<CollectionRequest>('/composite/sobjects/:object/:field', (request) => {
        const { object, field } = request.params;
        const many = collection(request.body);
        const allOrNone = Boolean(request.body.allOrNone);
        return restResults(dml('upsert', many, request.userId, allOrNone, externalId(object, field)), true);
    });
    app.delete<CollectionRequest>('/composite/sobjects', (request) => {
        const ids = (request.query.ids ?? '').split(',').filter(Boolean);
        const many = ids.map((id): DmlRecord => ({ type: records.schema.objectOfId(id)?.name ?? '', id, fields: {} }));
        limit(many.length);
        return restResults(dml('delete', many, request.userId, request.query.allOrNone === 'true'), false);
    });

    function known(name: string): SObjectDescribe {
        const object = records.schema.object(name);
        if (!object) {
            throw notFound();
        }
        return object;
    }

    function languageOf(userId: string): string {
        const { rows } = records.query('SELECT LanguageLocaleKey FROM User WHERE Id = :userId', {
            access: 'system',
            userId,
            binds: new Map([['userid', userId]])
        });
        return String(rows[0]?.fields['LanguageLocaleKey'] ?? '');
    }

    function externalId(objectName: string, fieldName: string): string {
        const field = records.schema.field(known(objectName).name, fieldName);
        if (!field || !(field.externalId || field.name === 'Id')) {
            throw notFound('Provided external ID field does not exist or is not accessible: ' + fieldName);
        }
        return field.name;
    }

    function read(
        object: SObjectDescribe,
        key: string,
        value: string,
        fields: string | undefined,
        userId: string,
        version: string
    ) {
        const missing = 'Provided external ID field does not exist or is not accessible: ' + value;
        if (key === 'Id' && normalizeId(value) === undefined) {
            throw notFound(missing);
        }
        const names = fields === undefined ? ['FIELDS(ALL)'] : withId(fields.split(',').map((name) => name.trim()));
        const literal = `'${value.replace(/[\\']/g, '\\$&')}'`;
        const { rows } = records.query(
            `SELECT ${names.join(', ')} FROM ${object.name} WHERE ${key} = ${literal} LIMIT 1`,
            { access: 'user', userId }
        );
        const [row] = rows;
        if (!row) {
            throw notFound(missing);
        }
        return toRestRecord(row, records.schema, version);
    }

    /** The bytes of a binary field, for whoever sees the record. */
    function readBlob(object: SObjectDescribe, id: string, field: string, userId: string): Buffer {
        const { rows } = records.query(`SELECT ${field} FROM ${object.name} WHERE Id = '${id}' LIMIT 1`, {
            access: 'user',
            userId
        });
        const value = rows[0]?.fields[field];
        if (typeof value !== 'string') {
            throw notFound();
        }
        return Buffer.from(value, 'base64');
    }

    function one(operation: DmlOperation, record: DmlRecord, userId: string, externalIdField?: string): DmlResult {
        const [result] = dml(operation, [record], userId, true, externalIdField);
        if (!result?.success) {
            const error = result?.errors[0];
            const status =
                error?.statusCode === 'ENTITY_IS_DELETED' || error?.statusCode === 'INVALID_CROSS_REFERENCE_KEY'
                    ? 404
                    : 400;
            throw new RestError(
                status,
                error?.statusCode ?? 'UNKNOWN_EXCEPTION',
                error?.message ?? 'no result',
                error?.fields ?? []
            );
        }
        return result;
    }

    function dml(
        operation: DmlOperation,
        many: DmlRecord[],
        userId: string,
        allOrNone: boolean,
        externalIdField?: string
    ): DmlResult[] {
        return records.dml(operation, many, {
            access: 'user',
            userId,
            allOrNone,
            ...(externalIdField !== undefined && { externalIdField })
        });
    }

    function collection(body: CollectionRequest['Body']): DmlRecord[] {
        if (!Array.isArray(body?.records)) {
            throw new RestError(400, 'JSON_PARSER_ERROR', 'records must be a list.');
        }
        limit(body.records.length);
        return body.records.map((entry: { attributes?: { type?: string }; id?: string }) => {
            const type = entry.attributes?.type;
            if (type === undefined) {
                throw new RestError(400, 'INVALID_INPUT', 'Include an entity type for sobject in attributes.');
            }
            const { id, ...fields } = entry;
            return fromRestRecord(type, fields, records, id);
        });
    }
}

/** A record that is read by its id answers with it, asked or not. */
function withId(names: string[]): string[] {
    return names.some((name) => name.toLowerCase() === 'id') ? names : ['Id', ...names];
}

function limit(count: number): void {
    if (count > largestCollection) {
        throw new RestError(400, 'INVALID_INPUT', `The maximum number of records allowed is ${largestCollection}.`);
    }
}

function restResults(results: DmlResult[], withCreated: boolean) {
    return results.map(({ id, success, created, errors }) => ({
        ...(id !== null && success && { id }),
        success,
        errors,
        ...(withCreated && { created })
    }));
}
