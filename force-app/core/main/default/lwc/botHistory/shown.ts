import { NO_FILTER, type Filter, type TimelineView } from 'c/botTimeline';
import type { FilterCounts } from 'c/botHistoryToolbar';
import { NOT_LOADED, type Loading } from './historySession';
import { NO_SEARCH, type SearchState } from './searchSession';

/** What a component shows. */
export interface Shown {
    loading: Loading;
    view: TimelineView | undefined;
    filter: Filter;
    /** What each entry of the filter would show; null while nobody looks at it. */
    filterCounts: FilterCounts | null;
    query: string;
    found: SearchState;
    /** Messages of the view that came while the reader was not at the newest one. */
    unread: number;
    /** How often the bot could not help, in what is loaded. */
    failures: number;
    /** Milliseconds since 1970, renewed every minute. */
    now: number;
}

/** Of a component that begins to load. */
export const nothingShown = (): Shown => ({
    loading: NOT_LOADED,
    view: undefined,
    filter: NO_FILTER,
    filterCounts: null,
    query: '',
    found: NO_SEARCH,
    unread: 0,
    failures: 0,
    now: Date.now()
});
