/** `/query` and `/queryAll`: pages of up to 2,000 rows. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { RecordStore, RecordRow } from '../../types.ts';
import type { AddedObjects } from '../added-objects.ts';
import { dropOldest } from '../../../drop-oldest.ts';
import { RestError } from '../errors.ts';
import { queryAnswer, select, tableOf } from '../tooling/soql-tables.ts';
import { columnMetadata } from './column-metadata.ts';
import { toRestRecord } from './record-json.ts';
import { userRecordAccess } from './user-record-access.ts';

const largestPage = 2000;
const smallestPage = 200;
/** Cursors that are kept; the oldest goes first. */
const keptCursors = 50;

interface Cursor {
    rows: RecordRow[];
    userId: string;
    totalSize: number;
}

interface QueryRequest {
    Params: { version: string; locator?: string };
    Querystring: { q?: string; columns?: string };
}

/** Serves queries on the paths below `/services/data/:version`. */
export function queryRoutes(app: FastifyInstance, records: RecordStore, addedObjects: AddedObjects): void {
    const cursors = new Map<string, Cursor>();
    let sequence = 0;

    app.get<QueryRequest>('/query', (request) => run(request, ''));
    app.get<QueryRequest>('/queryAll', (request) => run(request, ' ALL ROWS'));
    app.get<QueryRequest>('/query/:locator', (request) => {
        const [name, offset] = (request.params.locator ?? '').split('-') as [string, string | undefined];
        const cursor = cursors.get(name);
        if (!cursor || cursor.userId !== request.userId) {
            throw new RestError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
        }
        return page(cursor, name, Number(offset ?? 0), request);
    });

    function run(request: FastifyRequest<QueryRequest>, suffix: string) {
        const { q: soql, columns } = request.query;
        if (soql === undefined || soql.trim() === '') {
            throw new RestError(400, 'MALFORMED_QUERY', 'A query must be given as q.');
        }
        const added = addedObjects.find('data', tableOf(soql) ?? '');
        if (added) {
            return queryAnswer(select(soql, added.rows()));
        }
        if (tableOf(soql)?.toLowerCase() === 'userrecordaccess') {
            return queryAnswer(userRecordAccess(soql, records));
        }
        if (columns === 'true') {
            records.query(withoutRows(soql), { access: 'user', userId: request.userId });
            return columnMetadata(soql, records);
        }
        const { userId } = request;
        const { rows, totalSize } = records.query(`${soql}${suffix}`, { access: 'user', userId });
        const cursor = { rows, totalSize, userId };
        const name = `01g${String(++sequence).padStart(15, '0')}`;
        return page(cursor, name, 0, request);
    }

    function page(cursor: Cursor, name: string, offset: number, request: FastifyRequest<QueryRequest>) {
        const { version } = request.params;
        const size = pageSize(request);
        const rows = cursor.rows.slice(offset, offset + size);
        const next = offset + size;
        const isDone = next >= cursor.rows.length;
        if (isDone) {
            cursors.delete(name);
        } else {
            cursors.set(name, cursor);
            dropOldest(cursors, keptCursors);
        }
        return {
            totalSize: cursor.totalSize,
            done: isDone,
            ...(!isDone && { nextRecordsUrl: `/services/data/${version}/query/${name}-${next}` }),
            records: rows.map((row) => toRestRecord(row, records.schema, version))
        };
    }
}

/** The same query for its errors' sake only. */
function withoutRows(soql: string): string {
    return /\blimit\s+\d/i.test(soql) ? soql : `${soql} LIMIT 1`;
}

function pageSize(request: FastifyRequest): number {
    const wanted = /batchSize\s*=\s*(\d+)/i.exec(String(request.headers['sforce-query-options'] ?? ''))?.[1];
    return wanted === undefined ? largestPage : Math.min(largestPage, Math.max(smallestPage, Number(wanted)));
}
