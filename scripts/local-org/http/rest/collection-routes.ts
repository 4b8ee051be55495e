/** `/composite/sobjects`: up to 200 records at once. */
import type { FastifyInstance } from 'fastify';

import type { DmlRecord, DmlResult, RecordStore } from '../../types.ts';
import { RestError } from '../errors.ts';
import { fromRestRecord } from './record-json.ts';
import { externalIdField } from './sobject-names.ts';

interface CollectionRequest {
    Params: { object: string; field: string };
    Querystring: { ids?: string; allOrNone?: string };
    Body: { allOrNone?: boolean; records?: unknown };
}

const largestCollection = 200;

/** Serves collections on the paths below `/services/data/:version`. */
export function collectionRoutes(app: FastifyInstance, records: RecordStore): void {
    app.post<CollectionRequest>('/composite/sobjects', ({ body, userId }) => {
        const many = recordsOf(body, records);
        return records
            .dml('insert', many, { access: 'user', userId, allOrNone: Boolean(body.allOrNone) })
            .map(restResult);
    });
    app.patch<CollectionRequest>('/composite/sobjects', ({ body, userId }) => {
        const many = recordsOf(body, records);
        return records
            .dml('update', many, { access: 'user', userId, allOrNone: Boolean(body.allOrNone) })
            .map(restResult);
    });
    app.patch<CollectionRequest>('/composite/sobjects/:object/:field', ({ params, body, userId }) => {
        const many = recordsOf(body, records);
        const key = externalIdField(records, params.object, params.field);
        return records
            .dml('upsert', many, { access: 'user', userId, allOrNone: Boolean(body.allOrNone), externalIdField: key })
            .map((result) => ({ ...restResult(result), created: result.created }));
    });
    app.delete<CollectionRequest>('/composite/sobjects', ({ query, userId }) => {
        const ids = (query.ids ?? '').split(',').filter(Boolean);
        limit(ids.length);
        const many = ids.map((id): DmlRecord => ({ type: records.schema.objectOfId(id)?.name ?? '', id, fields: {} }));
        return records
            .dml('delete', many, { access: 'user', userId, allOrNone: query.allOrNone === 'true' })
            .map(restResult);
    });
}

/** @throws RestError where the body is no list of records with their types, or too long a one */
function recordsOf(body: CollectionRequest['Body'], records: RecordStore): DmlRecord[] {
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

function limit(count: number): void {
    if (count > largestCollection) {
        throw new RestError(400, 'INVALID_INPUT', `The maximum number of records allowed is ${largestCollection}.`);
    }
}

function restResult({ id, success, errors }: DmlResult) {
    return { ...(id !== null && success && { id }), success, errors };
}
