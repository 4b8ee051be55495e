import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { VendorAnswer } from '../server/bot-server.ts';

/** An error as Cognigy.AI gives it (RFC 7807). */
export function problem(status: number, detail: string): VendorAnswer {
    const title = STATUS_CODES[status] ?? 'Error';
    return {
        status,
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
        body: JSON.stringify({
            type: `${title.replaceAll(' ', '')}Error`,
            title,
            status,
            detail,
            // The vendor's own numbers are not public.
            code: status * 10,
            traceId: randomUUID(),
            details: {}
        })
    };
}
