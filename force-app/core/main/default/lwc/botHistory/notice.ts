import { fill, kindLabel, labels, senderLabel } from 'c/botLabels';
import { count } from 'c/botTime';
import { isFiltering, type Filter, type Timeline } from 'c/botTimeline';
import type { Shown } from './shown';

/** A line between toolbar and messages: what the agent should know before trusting what is shown. */
export interface Notice {
    about: 'refresh' | 'search' | 'filter';
    text: string;
    /** What the button beside it says, empty for none. */
    action: string;
}

export function noticesOf(shown: Shown, timeline: Timeline | null): Notice[] {
    const { refreshFailure } = shown.loading;
    const isSearching = shown.found.state === 'older';
    const lines: Notice[] = [
        { about: 'refresh', text: refreshFailure, action: labels.retry },
        searchNotice(shown, timeline),
        // It comes back with what the search came to.
        { about: 'filter', text: isSearching ? '' : filterNotice(shown, timeline), action: labels.clearFilter }
    ];
    return lines.filter(({ text }) => text !== '');
}

function searchNotice({ found }: Shown, timeline: Timeline | null): Notice {
    if (found.state === 'older') {
        return { about: 'search', text: fill(labels.searchingOlder, count(loadedIn(timeline))), action: '' };
    }
    const text = found.state === 'incomplete' ? labels.searchIncomplete : '';
    return { about: 'search', text, action: labels.searchOlder };
}

/** Said with the filter itself, since its menu is closed. */
function filterNotice(shown: Shown, timeline: Timeline | null): string {
    const text = filterText(shown, timeline);
    return text === '' ? '' : [text, ...namesOf(shown.filter)].join(' · ');
}

function namesOf({ senders, kinds }: Filter): string[] {
    return [...[...senders].map(senderLabel), ...[...kinds].map(kindLabel)];
}

/** How many messages the filter shows, empty without a filter. */
export function filterText({ filter, view }: Shown, timeline: Timeline | null): string {
    if (!isFiltering(filter)) {
        return '';
    }
    const shown = view?.entries.length ?? 0;
    return shown === 0 ? labels.filterNone : fill(labels.filterActive, count(shown), count(loadedIn(timeline)));
}

function loadedIn(timeline: Timeline | null): number {
    return timeline?.prepared.entries.length ?? 0;
}
