/** `/tooling`: queries, anonymous Apex, test runs. */
import type { FastifyInstance } from 'fastify';

import { newRow } from '../added-objects.ts';
import { notFound, RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import { columnMetadata } from '../rest/column-metadata.ts';
import { describeGlobal, describeObject } from '../rest/describe.ts';
import { toRestRecord } from '../rest/record-json.ts';
import { componentRows } from './component-tables.ts';
import { flowRoutes } from './flows.ts';
import { queryAnswer, select, tableOf } from './soql-tables.ts';
import { TestRuns, type TestSelection } from './test-runs.ts';

interface ToolingRequest {
    Params: { version: string; object: string; id: string };
    Querystring: { q?: string; columns?: string; anonymousBody?: string };
    Body: TestSelection;
}

/** Objects of the Tooling API that are records here too. */
const recordTables = new Set([
    'apexclass',
    'entitydefinition',
    'organization',
    'user',
    'flowdefinitionview',
    'profile'
]);

export function toolingRoutes(app: FastifyInstance, org: HttpOrg): void {
    const runs = new TestRuns(org.apex, org.metadata);

    app.get<ToolingRequest>('/tooling/query', (request) => {
        const soql = request.query.q ?? '';
        const table = tableOf(soql) ?? '';
        if (request.query.columns === 'true') {
            return columnMetadata(soql, org.records);
        }
        if (recordTables.has(table.toLowerCase())) {
            const { rows, totalSize } = org.records.query(soql, { access: 'user', userId: request.userId });
            return queryAnswer(
                rows.map((row) => toRestRecord(row, org.records.schema, request.params.version)),
                totalSize
            );
        }
        const added = org.addedObjects.find('tooling', table);
        const rows = added?.rows() ?? runs.rows(table) ?? componentRows(table, org.metadata);
        if (!rows) {
            throw new RestError(400, 'INVALID_TYPE', `not supported by the local org: the tooling object ${table}`);
        }
        return queryAnswer(rows.length === 0 && !added ? [] : select(soql, rows));
    });
    app.get<ToolingRequest>('/tooling/sobjects', (request) =>
        describeGlobal(org.records.schema, request.params.version)
    );

    // Clients ask for SourceMember here to find out whether sources are tracked: they are not.
    app.get<ToolingRequest>('/tooling/sobjects/:object/describe', (request) => {
        const object = org.records.schema.object(request.params.object);
        if (!object || !recordTables.has(object.name.toLowerCase())) {
            throw notFound();
        }
        return describeObject(object, request.params.version);
    });

    app.post<ToolingRequest>('/tooling/sobjects/:object', async (request, reply) => {
        const create = org.addedObjects.find('tooling', request.params.object)?.create;
        if (!create) {
            throw notFound();
        }
        const id = await create(await newRow(request.headers['content-type'] ?? '', request.body));
        return reply.code(201).send({ id, success: true, errors: [], warnings: [], infos: [] });
    });
    app.get<ToolingRequest>('/tooling/sobjects/:object/:id', (request) => {
        const { object, id } = request.params;
        const row = org.addedObjects
            .find('tooling', object)
            ?.rows()
            .find((candidate) => candidate['Id'] === id);
        if (!row) {
            throw notFound();
        }
        return row;
    });

    flowRoutes(app, org);

    app.post<ToolingRequest>('/tooling/runTestsAsynchronous', (request, reply) =>
        // A bare string, as JSON.
        reply.type('application/json').send(JSON.stringify(runs.start(request.body, request.userId)))
    );
    app.post<ToolingRequest>('/tooling/runTestsSynchronous', (request) => runs.runNow(request.body, request.userId));
    app.get<ToolingRequest>('/tooling/executeAnonymous', (request) =>
        org.apex.executeAnonymous(request.query.anonymousBody ?? '', request.userId)
    );
}
