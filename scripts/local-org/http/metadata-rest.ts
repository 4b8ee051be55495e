/**
 * Deploys by REST: multipart `deployRequest`, and its status
 * (https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_rest.htm).
 */
import type { FastifyInstance } from 'fastify';

import type { DeployOptions } from '../metadata/types.ts';
import { notFound, notSupported, RestError } from './errors.ts';
import type { HttpOrg } from './org.ts';

interface StatusRequest {
    Params: { version: string; id: string };
    Querystring: { includeDetails?: string };
}

export function metadataRestRoutes(app: FastifyInstance, org: HttpOrg): void {
    app.post<StatusRequest>('/metadata/deployRequest', async (request, reply) => {
        const type = String(request.headers['content-type'] ?? '');
        if (!/^multipart\/form-data/i.test(type)) {
            throw notSupported('a deploy request that is not multipart/form-data');
        }
        const form = await new Response(request.body as Buffer<ArrayBuffer>, {
            headers: { 'content-type': type }
        }).formData();
        // The documentation names the part "json", jsforce (and so sf) "entity_content".
        const options = deployOptions(await textOf(form.get('json') ?? form.get('entity_content')));
        const file = form.get('file');
        if (!(file instanceof Blob)) {
            throw new RestError(400, 'INVALID_INPUT', 'The part "file" with the zip is missing.');
        }
        const zip = new Uint8Array(await file.arrayBuffer());
        const id = org.startDeploy(zip, { ...options, userId: request.userId });
        const url = `${org.instanceUrl()}/services/data/${request.params.version}/metadata/deployRequest/${id}`;
        return reply.code(201).send({ id, url, deployOptions: options, deployResult: pending(id) });
    });

    app.get<StatusRequest>('/metadata/deployRequest/:id', (request) => {
        const result = org.metadata.deployResult(request.params.id);
        if (!result) {
            throw notFound();
        }
        const { details, ...summary } = result;
        const url = `${org.instanceUrl()}/services/data/${request.params.version}/metadata/deployRequest/${result.id}`;
        const withDetails = request.query.includeDetails === 'true';
        return {
            id: result.id,
            url,
            deployOptions: null,
            deployResult: withDetails ? { ...summary, details: { ...details, allComponentMessages: [] } } : summary
        };
    });
}

/** Most deploys are through already, but clients expect to ask. */
function pending(id: string) {
    return { id, done: false, status: 'Pending', success: false };
}

async function textOf(part: string | Blob | null): Promise<string> {
    if (part === null) {
        throw new RestError(400, 'INVALID_INPUT', 'The part "json" with the deploy options is missing.');
    }
    return typeof part === 'string' ? part : part.text();
}

function deployOptions(text: string): DeployOptions {
    let body: { deployOptions?: DeployOptions };
    try {
        body = JSON.parse(text) as { deployOptions?: DeployOptions };
    } catch (error) {
        throw new RestError(400, 'JSON_PARSER_ERROR', `The part "json" is not JSON: ${(error as Error).message}`);
    }
    const { checkOnly, rollbackOnError, ignoreWarnings, testLevel, runTests } = body.deployOptions ?? {};
    return {
        ...(checkOnly !== undefined && { checkOnly }),
        ...(rollbackOnError !== undefined && { rollbackOnError }),
        ...(ignoreWarnings !== undefined && { ignoreWarnings }),
        ...(testLevel !== undefined && { testLevel }),
        ...(runTests !== undefined && { runTests })
    };
}
