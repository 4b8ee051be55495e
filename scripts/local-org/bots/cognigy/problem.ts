import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { VendorAnswer } from '../server/bot-server.ts';

/**
 * An error as Cognigy.AI gives it (RFC 7807).
 * @param code the vendor's own number; where it is not public, the status times ten
 */
export function problem(status: number, detail: string, code = status * 10): VendorAnswer {
    const title = STATUS_CODES[status] ?? 'Error';
    return {
        status,
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
        body: JSON.stringify({
            type: `${title.replaceAll(' ', '')}Error`,
            title,
            status,
            detail,
            code,
            traceId: randomUUID(),
            details: {}
        })
    };
}
