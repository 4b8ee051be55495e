import { labels } from 'c/botLabels';
import { dayKey } from 'c/botTime';
import { every, NOTHING } from 'c/botTimers';
import { isFiltering, NO_FILTER, type Filter, type Timeline } from 'c/botTimeline';
import type { Entry, Prepared } from 'c/botTranscript';
import { newHitsText, newsText, positionText } from './announcements';
import { FilterCounter } from './filterCounter';
import { HistorySession, type Loading, type News } from './historySession';
import { IdleWork } from './idleWork';
import { filterText, noticesOf, type Notice } from './notice';
import { SearchSession, type SearchState } from './searchSession';
import { nothingShown, type Shown } from './shown';

/** "3 minutes ago" is true for a minute, in milliseconds. */
const MINUTE = 60_000;

export interface LoadSettings {
    mediaHosts: readonly string[];
    isNewestFirst: boolean;
    /** Looks for new messages by itself while the conversation goes on. */
    isWatching: boolean;
}

interface ConversationHost {
    changed(shown: Shown): void;
    /** Has a screen reader say something. */
    announce(text: string): void;
    /** The first messages are there. */
    ready(): void;
    /** Shows a message; an empty id for none any more. */
    lead(id: string): Promise<void>;
    /** Whether the reader is at the newest message. */
    isAtNewest(): boolean;
}

/**
 * One record's conversation: loaded, kept up to date, filtered and searched. Says what is to be shown, draws nothing.
 */
export class Conversation {
    shown = nothingShown();
    readonly session = new HistorySession((loading, news) => this.take(loading, news));
    private readonly host: ConversationHost;
    private readonly search = new SearchSession({
        timeline: () => this.timeline,
        view: () => this.shown.view,
        hasOlder: () => this.session.hasOlder,
        loadOlder: () => this.session.loadOlder(true),
        changed: (found) => this.takeHits(found),
        lead: (id) => this.host.lead(id)
    });
    private readonly idleWork = new IdleWork((failures) => this.change({ failures }));
    private readonly counter = new FilterCounter((filterCounts) => this.change({ filterCounts }));
    private isCounting = false;
    /** What the present view was made from. */
    private prepared: Prepared | undefined;
    /** Ids of what came while the reader was not at the newest message, also of what the filter hides. */
    private unread: readonly string[] = [];
    /** To be said at the end of this turn. */
    private words: string[] = [];
    private isNewestFirst = false;
    /** The history is loaded again after it had failed to. */
    private isAgain = false;
    private cancelMinute = NOTHING;

    constructor(host: ConversationHost) {
        this.host = host;
    }

    get timeline(): Timeline | null {
        return this.session.timeline;
    }

    /** Starts over with a record; a blank id shows nothing. */
    load(recordId: string, { mediaHosts, isNewestFirst, isWatching }: LoadSettings): void {
        this.stop();
        this.isNewestFirst = isNewestFirst;
        this.prepared = undefined;
        this.unread = [];
        this.isAgain = this.shown.loading.error !== null;
        this.change(nothingShown());
        this.announce('');
        this.cancelMinute = every(MINUTE, () => this.tick());
        this.session.load(recordId, mediaHosts, isWatching);
    }

    /** Lets go of what is under way. */
    stop(): void {
        this.session.stop();
        this.search.stop();
        this.idleWork.stop();
        this.countForFilter(false);
        this.cancelMinute();
    }

    /** Turns the list around. */
    turn(isNewestFirst: boolean): void {
        if (isNewestFirst !== this.isNewestFirst) {
            this.isNewestFirst = isNewestFirst;
            this.renew();
            this.search.again();
        }
    }

    /** Looks for new messages because somebody asked. */
    refresh(): void {
        this.announce(labels.refreshing);
        this.session.refresh(true);
    }

    /** @param isAsked somebody asked, so that what failed is tried again */
    loadOlder(isAsked: boolean): void {
        if (this.shown.loading.olderState === 'more' || isAsked) {
            this.session.loadOlder();
        }
        if (isAsked) {
            this.announce(labels.loadingOlder);
        }
    }

    /** The reader came to the newest message. */
    readNewest(): void {
        this.unread = [];
        this.change({ unread: 0 });
    }

    filterBy(filter: Filter): void {
        this.change({ filter });
        this.renew();
        this.search.again(true);
        this.announce(filterText(this.shown, this.timeline));
    }

    /** Counts what each entry of the filter would show, from now on or no more. */
    countForFilter(isCounting: boolean): void {
        this.isCounting = isCounting;
        if (isCounting) {
            this.counter.start(this.timeline, this.shown.filter);
        } else {
            this.counter.stop();
            this.change({ filterCounts: null });
        }
    }

    find(query: string): void {
        this.change({ query });
        this.search.start(query);
    }

    /** Something else than the search leads now. */
    leadElsewhere(): void {
        this.search.giveWay();
    }

    /** Goes to the next hit or the one before. */
    step(by: 1 | -1): void {
        if (this.search.step(by)) {
            this.announce(positionText(this.shown.found));
        }
    }

    get notices(): Notice[] {
        return noticesOf(this.shown, this.timeline);
    }

    /** Does what the button beside a notice says. */
    actOn(about: Notice['about']): void {
        if (about === 'search') {
            this.search.resume();
        } else if (about === 'filter') {
            this.filterBy(NO_FILTER);
        } else {
            this.refresh();
        }
    }

    /** Takes over what the session says, and tells the agent what came. */
    private take(loading: Loading, news: News): void {
        this.change({ loading });
        if (news.kind === 'none') {
            return;
        }
        const isNewDay = this.renewTime();
        const isChanged = this.timeline?.prepared !== this.prepared;
        const before = this.shown.view?.entries.length;
        if (isChanged) {
            this.noteUnread(news);
        }
        if (isChanged || isNewDay) {
            this.renew();
        }
        const text = newsText(news, this.isAgain);
        if (text !== '' && !this.isOnlyFetched(news, before)) {
            this.announce(text);
            // Whoever goes to look for them meets as many as it says.
            this.announce(isChanged ? filterText(this.shown, this.timeline) : '');
        }
        if (news.kind === 'first') {
            this.host.ready();
        } else if (news.kind === 'anew') {
            this.find(this.shown.query);
        } else if (isChanged) {
            this.search.again();
        }
    }

    /**
     * Where the filter leaves room, page after page is fetched: who hears of each that it shows nothing of hears no
     * end.
     */
    private isOnlyFetched({ kind }: News, before: number | undefined): boolean {
        const { view, filter } = this.shown;
        return kind === 'older' && this.session.hasOlder && isFiltering(filter) && view?.entries.length === before;
    }

    private noteUnread({ kind }: News): void {
        if (kind === 'anew' || (kind === 'newer' && this.host.isAtNewest())) {
            this.unread = [];
        } else if (kind === 'newer') {
            const { prepared } = this;
            const isNew = ({ id }: Entry) => prepared?.entry(id) === undefined;
            const came = this.timeline?.prepared.entries.filter(isNew) ?? [];
            this.unread = this.unread.concat(came.map(({ id }) => id));
        }
    }

    private takeHits(found: SearchState): void {
        const text = newHitsText(found, this.shown.found);
        this.change({ found });
        if (text !== '') {
            this.announce(text);
        }
    }

    private tick(): void {
        if (this.renewTime()) {
            this.renew();
        }
    }

    /** Takes note of what time it is; answers whether what was today is yesterday. */
    private renewTime(): boolean {
        const { now } = this.shown;
        this.change({ now: Date.now() });
        return dayKey(now) !== dayKey(this.shown.now);
    }

    private renew(): void {
        this.prepared = this.timeline?.prepared;
        const view = this.timeline?.view(this.shown.filter, this.isNewestFirst, this.shown.now);
        this.change({ view, unread: this.unread.filter((id) => (view?.positionOf(id) ?? -1) >= 0).length });
        this.idleWork.start(this.timeline);
        if (this.isCounting) {
            this.counter.start(this.timeline, this.shown.filter);
        }
    }

    /** What is said in one turn is said together: only the last of it would be on the page to be read. */
    private announce(text: string): void {
        this.words.push(text);
        if (this.words.length === 1) {
            Promise.resolve().then(() => {
                this.host.announce(this.words.filter((words) => words !== '').join('. '));
                this.words = [];
            });
        }
    }

    private change(changes: Partial<Shown>): void {
        this.shown = { ...this.shown, ...changes };
        this.host.changed(this.shown);
    }
}
