import type { Timeline } from 'c/botTimeline';
import type { SearchState } from './searchSession';
import type { Shown } from './shown';

/** What follows from what is shown, as the template asks for it. */
export interface Screen {
    /** There are messages, or there will be. */
    isReady: boolean;
    isEmpty: boolean;
    /** New messages can be looked for. */
    canRefresh: boolean;
    /** All of the history is loaded. */
    isComplete: boolean;
    /** Messages that are loaded. */
    loaded: number;
    /** From when to when the loaded part of the bot goes: milliseconds since 1970, null if unknown. */
    firstAt: number | null;
    lastAt: number | null;
    /** Seconds after which a failed load is tried again; 0 for never. */
    retryAfter: number;
    hitCount: number;
    /** Which hit is shown, 0 for none. */
    hitPosition: number;
    /** What was typed was not looked for yet, or not everywhere, and nothing was found so far. */
    isSearchPending: boolean;
}

export function screenOf({ view, loading, query, found }: Shown, timeline: Timeline | null): Screen {
    const { entries = [], handoffIndex = -1 } = (view && timeline?.prepared) ?? {};
    const isComplete = loading.olderState === 'none';
    const isEmpty = loading.head !== null && entries.length === 0 && isComplete;
    const last = (handoffIndex > 0 ? handoffIndex : entries.length) - 1;
    return {
        isReady: view !== undefined && !isEmpty,
        isEmpty,
        canRefresh: loading.head !== null,
        isComplete,
        loaded: entries.length,
        firstAt: entries[0]?.instant ?? null,
        lastAt: entries[last]?.instant ?? null,
        retryAfter: loading.error?.retryAfter ?? 0,
        hitCount: found.hits.length,
        hitPosition: found.hits.indexOf(found.current) + 1,
        isSearchPending: query.trim() !== '' && (found.query.trim() === '' || isSearchingOn(found))
    };
}

/** Nothing was found so far, and older pages are still to be searched. */
function isSearchingOn({ hits, state }: SearchState): boolean {
    return hits.length === 0 && (state === 'soon' || state === 'older');
}
