import type { Entry } from './entries';
import { instantOf } from './days';

const TRANSFER = /"response_type"\s*:\s*"connect_to_agent"/;
/** The customer read that nobody was there. */
const REFUSED = /"agent_availability"\s*:\s*"offline"/;

/** Date/time fields of records leave out what is less than a second: what was said within it came before. */
const SECOND = 1_000;

/**
 * Where the handoff stands: by the time of the record as far as the messages' own times tell; among those without a
 * time, before the first human or after the request for one.
 *
 * @returns the index of the entry after it, `entries.length` for the end, -1 where nothing tells
 */
export function handoffIndex(entries: readonly Entry[], handedOffAt: string | null | undefined): number {
    const at = instantOf(handedOffAt);
    const latest = at === null ? null : at % SECOND === 0 ? at + SECOND - 1 : at;
    const after = latest === null ? -1 : entries.findIndex(({ instant }) => instant !== null && instant > latest);
    const until = after < 0 ? entries.length : after;
    let from = until;
    while (from > 0 && (at === null || entries[from - 1]?.instant === null)) {
        from--;
    }
    const open = entries.slice(from, until);
    const agent = open.findIndex((entry) => entry.sender === 'agent');
    if (agent >= 0) {
        return from + agent;
    }
    for (let i = open.length - 1; i >= 0; i--) {
        const payload = open[i]?.message.payload;
        if (typeof payload === 'string' && TRANSFER.test(payload) && !REFUSED.test(payload)) {
            return from + i + 1;
        }
    }
    return at !== null && entries.length > 0 ? until : -1;
}
