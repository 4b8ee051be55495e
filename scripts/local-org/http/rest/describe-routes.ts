/** `/sobjects`, and what each of them is. */
import type { FastifyInstance } from 'fastify';

import type { RecordStore } from '../../types.ts';
import { notFound } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import { describeGlobal, describeObject } from './describe.ts';
import { knownObject } from './sobject-names.ts';

interface DescribeRequest {
    Params: { version: string; object: string };
}

/** Serves describes on the paths below `/services/data/:version`. */
export function describeRoutes(
    app: FastifyInstance,
    { records, permissions, metadata }: Pick<HttpOrg, 'records' | 'permissions' | 'metadata'>
): void {
    app.get<DescribeRequest>('/sobjects', (request) => describeGlobal(records.schema, request.params.version));

    app.get<DescribeRequest>('/sobjects/:object', (request) => {
        const { name } = knownObject(records, request.params.object);
        const { sobjects } = describeGlobal(records.schema, request.params.version);
        return { objectDescribe: sobjects.find((object) => object.name === name), recentItems: [] };
    });

    app.get<DescribeRequest>('/sobjects/:object/describe', (request) => {
        const object = knownObject(records, request.params.object);
        const may = permissions(request.userId);
        if (!may.object(object.name).read) {
            throw notFound();
        }
        const language = languageOf(request.userId, records);
        const fields = object.fields
            .filter(({ name }) => may.field(object.name, name).read)
            .map((field) => ({
                ...field,
                label: metadata.fieldLabel(object.name, field.name, language) ?? field.label
            }));
        return describeObject({ ...object, fields }, request.params.version);
    });
}

function languageOf(userId: string, records: RecordStore): string {
    const { rows } = records.query('SELECT LanguageLocaleKey FROM User WHERE Id = :userId', {
        access: 'system',
        userId,
        binds: new Map([['userid', userId]])
    });
    return String(rows[0]?.fields['LanguageLocaleKey'] ?? '');
}
