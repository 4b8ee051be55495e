/** One HTTP exchange as Apex knows it: text in, text out, its limits and its words for what goes wrong. */
import * as http from 'node:http';
import * as https from 'node:https';

import type { CalloutResponse } from '../types.ts';
import { CalloutError } from './failure.ts';
import type { Destination } from './hosts.ts';

export interface OutgoingRequest {
    method: string;
    destination: Destination;
    headers: Record<string, string>;
    body: string | null;
    timeoutMs: number;
}

/** Bytes of a response to a synchronous callout (https://developer.salesforce.com/docs "Apex Governor Limits"). */
const maxResponseSize = 6_000_000;

/**
 * Sends one request, follows no redirect.
 *
 * @throws CalloutError without an answer: time out, refused or broken connection, too large a response
 */
export function send(request: OutgoingRequest): Promise<CalloutResponse> {
    const { url, host } = request.destination;
    const body = request.body === null || request.body === '' ? undefined : Buffer.from(request.body, 'utf8');
    const headers: Record<string, string> = { 'User-Agent': 'SFDC-Callout/66.0', Accept: '*/*', ...request.headers };
    headers['Host'] = host;
    if (body || ['POST', 'PUT', 'PATCH'].includes(request.method)) {
        headers['Content-Length'] = String(body?.length ?? 0);
    }
    return new Promise((resolve, reject) => {
        const client = url.protocol === 'https:' ? https : http;
        // Apex keeps no connection from one transaction to the next.
        const outgoing = client.request(url, { method: request.method, headers, agent: false });
        const timer = setTimeout(() => fail(new CalloutError('Read timed out')), request.timeoutMs);
        let isDone = false;

        outgoing.on('error', (error: NodeJS.ErrnoException) => fail(new CalloutError(wordsFor(error))));
        outgoing.on('response', (response) => {
            const chunks: Buffer[] = [];
            let size = 0;
            response.on('data', (chunk: Buffer) => {
                size += chunk.length;
                chunks.push(chunk);
                if (size > maxResponseSize) {
                    const announced = Number(response.headers['content-length']) || size;
                    fail(
                        new CalloutError(
                            `Exceeded max size limit of ${maxResponseSize} with response size ${announced}`
                        )
                    );
                }
            });
            response.on('aborted', () => fail(new CalloutError('Unexpected end of file from server')));
            response.on('error', (error: NodeJS.ErrnoException) => fail(new CalloutError(wordsFor(error))));
            response.on('end', () => {
                if (!response.complete) {
                    fail(new CalloutError('Unexpected end of file from server'));
                    return;
                }
                settle(() => resolve(toResponse(response, Buffer.concat(chunks))));
            });
        });
        outgoing.end(body);

        function fail(error: CalloutError): void {
            settle(() => {
                reject(error);
                outgoing.destroy();
            });
        }

        function settle(finish: () => void): void {
            if (!isDone) {
                isDone = true;
                clearTimeout(timer);
                finish();
            }
        }
    });
}

function toResponse(response: http.IncomingMessage, body: Buffer): CalloutResponse {
    const headers: Record<string, string> = {};
    for (let index = 0; index < response.rawHeaders.length; index += 2) {
        const name = response.rawHeaders[index] as string;
        const value = response.rawHeaders[index + 1] as string;
        const known = Object.keys(headers).find((other) => other.toLowerCase() === name.toLowerCase());
        headers[known ?? name] = known === undefined ? value : `${headers[known]}, ${value}`;
    }
    return {
        statusCode: response.statusCode ?? 0,
        status: response.statusMessage ?? '',
        headers,
        body: decode(body, response.headers['content-type'])
    };
}

function decode(body: Buffer, contentType: string | undefined): string {
    const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
    try {
        return new TextDecoder(charset).decode(body);
    } catch (error) {
        if (error instanceof RangeError) {
            throw new CalloutError(`Unsupported charset: ${charset}`);
        }
        throw error;
    }
}

function wordsFor(error: NodeJS.ErrnoException): string {
    switch (error.code) {
        case 'ECONNREFUSED':
            return 'Connection refused (Connection refused)';
        case 'ECONNRESET':
        case 'EPIPE':
            return 'Unexpected end of file from server';
        case 'ENOTFOUND':
            return `Unknown host: ${(error as { hostname?: string }).hostname ?? ''}`;
        default:
            return `Invalid HTTP response: ${error.message}`;
    }
}
