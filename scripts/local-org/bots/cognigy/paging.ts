import type { VendorAnswer } from '../server/bot-server.ts';
import { problem } from './problem.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

interface Page<T> {
    items: T[];
    total: number;
    nextCursor: string | null;
    previousCursor: string | null;
}

type Query = Record<string, string | string[] | undefined>;

function wholeNumber(value: string | string[] | undefined, fallback: number): number {
    return value === undefined ? fallback : /^\d+$/.test(String(value)) ? Number(value) : NaN;
}

/** 24 characters, as the vendor's are. */
const cursorAt = (offset: number): string => offset.toString(16).padStart(24, '0');

/**
 * One page of a list: `limit` (1 to 100, 25 unless told) from `skip` on, or where the cursor `next` or `previous` leads.
 * Its own cursors lead to the neighbouring pages, null where there is none. Shapes of the vendor's public client
 * (https://www.npmjs.com/package/@cognigy/rest-api-client).
 */
export function pageOf<T>(all: readonly T[], query: Query): Page<T> | VendorAnswer {
    const limit = wholeNumber(query.limit, DEFAULT_LIMIT);
    if (!(limit >= 1 && limit <= MAX_LIMIT)) {
        return problem(400, `limit must be a number from 1 to ${MAX_LIMIT}.`);
    }
    const cursor = query.next ?? query.previous;
    if (cursor !== undefined && !/^[0-9a-f]{24}$/.test(String(cursor))) {
        return problem(400, 'next and previous must be cursors.');
    }
    const skip = cursor === undefined ? wholeNumber(query.skip, 0) : Number.parseInt(String(cursor), 16);
    if (Number.isNaN(skip)) {
        return problem(400, 'skip must be a number from 0.');
    }
    return {
        items: all.slice(skip, skip + limit),
        total: all.length,
        nextCursor: skip + limit < all.length ? cursorAt(skip + limit) : null,
        previousCursor: skip > 0 ? cursorAt(Math.max(0, skip - limit)) : null
    };
}
