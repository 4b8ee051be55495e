import { fill, labels } from 'c/botLabels';
import { count } from 'c/botTime';
import { isFiltering, type Timeline } from 'c/botTimeline';
import type { Shown } from './conversation';

/** One line between toolbar and messages: what the agent should know before trusting what is shown. */
export function noticeText({ found, filter, view, loading }: Shown, timeline: Timeline | null): string {
    const loaded = timeline?.prepared.entries.length ?? 0;
    if (found.state === 'older') {
        return fill(labels.searchingOlder, count(loaded));
    }
    if (found.state === 'incomplete') {
        return labels.searchIncomplete;
    }
    if (isFiltering(filter)) {
        const shown = view?.entries.length ?? 0;
        return shown === 0 ? labels.filterNone : fill(labels.filterActive, count(shown), count(loaded));
    }
    return loading.refreshFailure;
}

/** What the button beside the notice says, empty for none. */
export function noticeAction({ found, filter, loading }: Shown): string {
    if (found.state === 'older' || found.state === 'incomplete') {
        return found.state === 'incomplete' ? labels.searchOlder : '';
    }
    if (isFiltering(filter)) {
        return labels.clearFilter;
    }
    return loading.refreshFailure ? labels.retry : '';
}
