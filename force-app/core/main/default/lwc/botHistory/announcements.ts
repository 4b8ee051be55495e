import { fill, labels, plural } from 'c/botLabels';
import { count } from 'c/botTime';
import type { News } from './historySession';
import type { SearchState } from './searchSession';

/**
 * What a screen reader says when messages came or didn't, empty for nothing.
 *
 * @param isAgain the first messages come after they had failed to
 */
export function newsText(news: News, isAgain = false): string {
    if (news.kind === 'first' && isAgain) {
        return news.added === 0 ? labels.emptyTitle : newsText({ ...news, kind: 'anew' });
    }
    if (news.kind === 'nothing-new') {
        return labels.nothingNew;
    }
    if (news.kind === 'failed') {
        return news.reason;
    }
    if (news.kind === 'none' || news.kind === 'first' || news.added === 0) {
        return '';
    }
    if (news.kind === 'older' && news.isStep) {
        return '';
    }
    const [one, other] = {
        anew: [labels.messagesLoadedOne, labels.messagesLoadedOther] as const,
        newer: [labels.newMessagesOne, labels.newMessagesOther] as const,
        older: [labels.olderLoadedOne, labels.olderLoadedOther] as const
    }[news.kind];
    return plural(one, other, news.added, count(news.added));
}

/** The same, empty where it is known: who steps through the matches hears where she is, and a warning once. */
export function newHitsText(found: SearchState, before: SearchState): string {
    if (found.state === 'older' && before.state !== 'older') {
        return labels.loadingOlder;
    }
    const text = hitsText(found);
    const isKnown = text === hitsText(before) && found.query === before.query;
    return isKnown && (found.hits === before.hits || found.state === 'incomplete') ? '' : text;
}

/** What a screen reader says when a search is done, or has found something before it goes on; empty for nothing. */
function hitsText({ hits, query, state }: SearchState): string {
    const { length } = hits;
    if (state === 'incomplete') {
        return labels.searchIncomplete;
    }
    const isSaid = state === 'none' || (state === 'soon' && length > 0);
    if (query.trim() === '' || !isSaid) {
        return '';
    }
    return length === 0 ? labels.noHits : plural(labels.hitsOne, labels.hitsOther, length, count(length));
}

/** Which hit is shown: `2 of 5`. */
export function positionText({ hits, current }: SearchState): string {
    return fill(labels.hitPosition, count(hits.indexOf(current) + 1), count(hits.length));
}
