/** `/query` and `/queryAll`: pages of up to 2,000 rows. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { QueryError, RecordStore, RecordRow } from '../../types.ts';
import { RestError } from '../errors.ts';
import { toRestRecord } from './record-json.ts';

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
export function queryRoutes(app: FastifyInstance, records: RecordStore, path = '/query'): void {
    const cursors = new Map<string, Cursor>();
    let sequence = 0;

    app.get<QueryRequest>(path, (request) => run(request, ''));
    if (path === '/query') {
        app.get<QueryRequest>('/queryAll', (request) => run(request, ' ALL ROWS'));
    }
    app.get<QueryRequest>(`${path}/:locator`, (request) => {
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
        if (columns === 'true') {
            return columnMetadata(soql, request.userId, records);
        }
        const { rows, totalSize } = runQuery(records, `${soql}${suffix}`, request.userId);
        const cursor = { rows, totalSize, userId: request.userId };
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
            dropOldest(cursors);
        }
        return {
            totalSize: cursor.totalSize,
            done: isDone,
            ...(!isDone && { nextRecordsUrl: `/services/data/${version}${path}/${name}-${next}` }),
            records: rows.map((row) => toRestRecord(row, records.schema, version))
        };
    }
}

/**
 * Runs a query as a user.
 *
 * @throws RestError with the code and words of the query's error
 */
export function runQuery(records: RecordStore, soql: string, userId: string) {
    try {
        return records.query(soql, { access: 'user', userId });
    } catch (error) {
        if (isQueryError(error)) {
            const message = (error as { restMessage?: string }).restMessage ?? error.message;
            throw new RestError(400, error.errorCode, message);
        }
        throw error;
    }
}

function isQueryError(error: unknown): error is QueryError {
    return error instanceof Error && typeof (error as Partial<QueryError>).errorCode === 'string';
}

function pageSize(request: FastifyRequest): number {
    const wanted = /batchSize\s*=\s*(\d+)/i.exec(String(request.headers['sforce-query-options'] ?? ''))?.[1];
    return wanted === undefined ? largestPage : Math.min(largestPage, Math.max(smallestPage, Number(wanted)));
}

function dropOldest(cursors: Map<string, Cursor>): void {
    const [oldest] = cursors.keys();
    if (cursors.size > keptCursors && oldest !== undefined) {
        cursors.delete(oldest);
    }
}

/** What `sf data query` asks for to know the columns of its table. */
function columnMetadata(soql: string, userId: string, records: RecordStore) {
    const entity = /\bfrom\s+(\w+)/i.exec(soql.replace(/\([^()]*\)/g, ''))?.[1] ?? '';
    const selected = /^\s*select\s+(.*?)\s+from\s/is.exec(soql)?.[1] ?? '';
    runQuery(records, /\blimit\b/i.test(soql) ? soql : `${soql} LIMIT 1`, userId);
    return {
        columnMetadata: splitColumns(selected).map((column) => columnOf(column, entity, records)),
        entityName: records.schema.object(entity)?.name ?? entity,
        groupBy: /\bgroup\s+by\b/i.test(soql),
        idSelected: splitColumns(selected).some((column) => column.toLowerCase() === 'id'),
        keyPrefix: records.schema.object(entity)?.keyPrefix ?? null
    };
}

/** Column texts at the top level: commas inside of parentheses do not count. */
function splitColumns(text: string): string[] {
    const columns: string[] = [];
    let depth = 0;
    let column = '';
    for (const character of text) {
        depth += character === '(' ? 1 : character === ')' ? -1 : 0;
        if (character === ',' && depth === 0) {
            columns.push(column.trim());
            column = '';
        } else {
            column += character;
        }
    }
    return [...columns, column.trim()].filter((part) => part !== '');
}

interface ColumnMetadata {
    aggregate: boolean;
    apexType: string | null;
    booleanType: boolean;
    columnName: string;
    custom: boolean;
    displayName: string;
    foreignKeyName: string | null;
    insertable: boolean;
    joinColumns: ColumnMetadata[];
    numberType: boolean;
    textType: boolean;
    updatable: boolean;
}

function columnOf(column: string, entity: string, records: RecordStore): ColumnMetadata {
    const subquery = /^\(\s*select\s+(.*?)\s+from\s+(\w+)/is.exec(column);
    if (subquery) {
        const child = records.schema
            .object(entity)
            ?.childRelationships.find(
                (relationship) => relationship.relationshipName.toLowerCase() === (subquery[2] as string).toLowerCase()
            );
        const joinColumns = splitColumns(subquery[1] as string).map((part) =>
            columnOf(part, child?.childSObject ?? '', records)
        );
        return emptyColumn(subquery[2] as string, { aggregate: true, joinColumns });
    }
    const [expression, alias] = column.split(/\s+(?=\w+$)/) as [string, string | undefined];
    const [first, ...rest] = expression.split('.') as [string, ...string[]];
    const parent = records.schema
        .object(entity)
        ?.fields.find((field) => field.relationshipName?.toLowerCase() === first.toLowerCase());
    if (rest.length > 0 && parent) {
        const inner = columnOf(rest.join('.'), parent.referenceTo[0] ?? '', records);
        return emptyColumn(parent.relationshipName as string, { joinColumns: [inner], foreignKeyName: parent.name });
    }
    const field = records.schema.field(entity, expression);
    if (!field) {
        return emptyColumn(alias ?? expression.replace(/\W+/g, '_'), { aggregate: true, numberType: true });
    }
    const isNumber = ['int', 'double', 'currency', 'percent'].includes(field.type);
    return emptyColumn(field.name, {
        booleanType: field.type === 'boolean',
        custom: field.custom,
        numberType: isNumber,
        textType: !isNumber && field.type !== 'boolean',
        insertable: field.createable,
        updatable: field.updateable
    });
}

function emptyColumn(name: string, more: Partial<ColumnMetadata>): ColumnMetadata {
    return {
        aggregate: false,
        apexType: null,
        booleanType: false,
        columnName: name,
        custom: false,
        displayName: name,
        foreignKeyName: null,
        insertable: false,
        joinColumns: [],
        numberType: false,
        textType: false,
        updatable: false,
        ...more
    };
}
