import type { VendorAnswer } from '../server/bot-server.ts';
import { problem } from './problem.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

interface Page<T> {
    items: T[];
    total: number;
    next: string | null;
    previous: string | null;
}

type Query = Record<string, string | string[] | undefined>;

function wholeNumber(value: string | string[] | undefined, fallback: number): number {
    return value === undefined ? fallback : /^\d+$/.test(String(value)) ? Number(value) : NaN;
}

/**
 * One page of a list: `limit` (1 to 100, 25 unless told) and `skip`; `next` and `previous` are the addresses of the
 * neighbouring pages, null where there is none.
 */
export function pageOf<T>(url: string, all: readonly T[], query: Query): Page<T> | VendorAnswer {
    const limit = wholeNumber(query.limit, DEFAULT_LIMIT);
    const skip = wholeNumber(query.skip, 0);
    if (!(limit >= 1 && limit <= MAX_LIMIT)) {
        return problem(400, `limit must be a number from 1 to ${MAX_LIMIT}.`);
    }
    if (Number.isNaN(skip)) {
        return problem(400, 'skip must be a number from 0.');
    }
    const at = (offset: number): string => {
        const address = new URL(url, 'http://bot.invalid');
        address.searchParams.set('limit', String(limit));
        address.searchParams.set('skip', String(offset));
        return `${address.pathname}${address.search}`;
    };
    return {
        items: all.slice(skip, skip + limit),
        total: all.length,
        next: skip + limit < all.length ? at(skip + limit) : null,
        previous: skip > 0 ? at(Math.max(0, skip - limit)) : null
    };
}
