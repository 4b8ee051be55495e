/**
 * `/composite` and `/composite/batch`: up to 25 requests in one
 * (https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm).
 */
import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify';

import { notSupported, RestError } from '../errors.ts';

interface BatchRequest {
    Params: { version: string };
    Body: { haltOnError?: boolean; batchRequests?: { method: string; url: string; richInput?: unknown }[] };
}

interface CompositeRequest {
    Params: { version: string };
    Body: {
        allOrNone?: boolean;
        compositeRequest?: { method: string; url: string; referenceId: string; body?: unknown }[];
    };
}

const mostRequests = 25;

/** @param app routes are added here; the requests themselves go through the whole server */
export function compositeRoutes(app: FastifyInstance): void {
    app.post<BatchRequest>('/composite/batch', async (request) => {
        const { batchRequests, haltOnError } = request.body ?? {};
        const parts = limited(batchRequests);
        const results: { statusCode: number; result: unknown }[] = [];
        for (const { method, url, richInput } of parts) {
            const hasFailed = results.some(({ statusCode }) => statusCode >= 400);
            if (haltOnError && hasFailed) {
                const error = new RestError(412, 'BATCH_PROCESSING_HALTED', 'Batch processing halted by request');
                results.push({ statusCode: error.status, result: error.body() });
            } else {
                const { statusCode, body } = await send(request, method, absolute(url), richInput);
                results.push({ statusCode, result: body });
            }
        }
        return { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results };
    });

    app.post<CompositeRequest>('/composite', async (request) => {
        const { compositeRequest, allOrNone } = request.body ?? {};
        if (allOrNone) {
            throw notSupported('composite requests with allOrNone');
        }
        const parts = limited(compositeRequest);
        const answers = new Map<string, unknown>();
        const compositeResponse = [];
        for (const { method, url, referenceId, body } of parts) {
            const target = resolve(url, answers);
            const sent = await send(
                request,
                method,
                target,
                body === undefined ? undefined : JSON.parse(resolve(JSON.stringify(body), answers))
            );
            answers.set(referenceId, sent.body);
            compositeResponse.push({ body: sent.body, httpHeaders: {}, httpStatusCode: sent.statusCode, referenceId });
        }
        return { compositeResponse };
    });

    async function send(request: FastifyRequest, method: string, url: string, body: unknown) {
        const options: InjectOptions = {
            method: method.toUpperCase() as 'GET',
            url,
            headers: { authorization: String(request.headers.authorization), host: String(request.headers.host) },
            ...(body !== undefined && { payload: body as object })
        };
        const response = await app.inject(options);
        return { statusCode: response.statusCode, body: response.payload === '' ? null : response.json<unknown>() };
    }
}

function limited<Part>(parts: Part[] | undefined): Part[] {
    if (!Array.isArray(parts) || parts.length === 0) {
        throw new RestError(400, 'JSON_PARSER_ERROR', 'There are no requests.');
    }
    if (parts.length > mostRequests) {
        throw new RestError(400, 'LIMIT_EXCEEDED', `The maximum number of requests is ${mostRequests}.`);
    }
    return parts;
}

/** Batches name their requests from the version on: `v66.0/query?q=…`. */
function absolute(url: string): string {
    return url.startsWith('/') ? url : `/services/data/${url}`;
}

/** `@{ref.records[0].Id}` becomes what the request `ref` answered there. */
function resolve(text: string, answers: ReadonlyMap<string, unknown>): string {
    return text.replace(/@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g, (whole, reference: string, path: string) => {
        const steps = path.match(/\w+/g) ?? [];
        const value = steps.reduce<unknown>(
            (current, step) => (current as Record<string, unknown> | null)?.[step],
            answers.get(reference)
        );
        if (value === undefined || value === null) {
            throw new RestError(
                400,
                'PROCESSING_HALTED',
                `Invalid reference specified. No value for ${whole.slice(2, -1)} found`
            );
        }
        return String(value);
    });
}
