import { after, NOTHING, pause } from 'c/botTimers';
import type { Timeline, TimelineView } from 'c/botTimeline';

export interface SearchState {
    query: string;
    /** Ids of the messages that match, in the order of the screen. */
    hits: readonly string[];
    /** The one to show, empty for none. */
    current: string;
    /**
     * `soon`: older pages will be searched; `older`: they are being fetched; `incomplete`: they could not be, or were
     * not.
     */
    state: 'none' | 'soon' | 'older' | 'incomplete';
}

export const NO_SEARCH: SearchState = { query: '', hits: [], current: '', state: 'none' };

const NOT_LOOKED: { query: string; view: TimelineView | undefined; hits: readonly string[] } = {
    query: '',
    view: undefined,
    hits: []
};

interface SearchHost {
    timeline(): Timeline | null;
    view(): TimelineView | undefined;
    hasOlder(): boolean;
    /** Fetches the next older page; false where it could not be had. */
    loadOlder(): Promise<boolean>;
    changed(state: SearchState): void;
    /** Shows the present hit; an empty id for none any more. */
    lead(id: string): Promise<void>;
}

/** Wait after a key before loaded messages are searched, and before older ones are fetched, in milliseconds. */
const TYPING = 60;
const FETCHING = 500;
/** A single letter is no reason to fetch a whole history. */
const SHORTEST_FOR_OLDER = 2;
/** But a single one of these can be a word. */
const WORD = /\p{Script=Han}/u;
/** Work at a stretch, in milliseconds: the page stays quick to answer. */
const STRETCH = 20;

/** One search as the agent types it: first what is loaded, then the older pages, until something else is asked for. */
export class SearchSession {
    private readonly host: SearchHost;
    private found = NO_SEARCH;
    private run = 0;
    /** What was typed was not looked for yet. */
    private isNew = false;
    /** It shows what it finds: until it is over, or something else was asked for. */
    private isLeading = false;
    /** The hit that the reader was led to, empty for none. */
    private led = '';
    /** What was looked for last, where, and what was found. */
    private last = NOT_LOOKED;
    private cancel = NOTHING;

    constructor(host: SearchHost) {
        this.host = host;
    }

    start(query: string): void {
        this.cancel();
        const run = ++this.run;
        if (query.trim() === '') {
            this.change({ ...NO_SEARCH, query });
            return;
        }
        this.found = { ...this.found, query };
        this.isNew = true;
        this.isLeading = true;
        this.cancel = after(TYPING, () => this.search(run));
    }

    /**
     * The messages or the filter changed: the same search again.
     *
     * @param isLeading shows a hit also where the search is over: who only gets messages stays where she reads
     */
    again(isLeading = this.isLeading): void {
        if (this.found.query.trim() !== '') {
            this.show(this.found.state, isLeading);
        }
    }

    /** The reader asked to be shown something else: what is found from now on is only counted. */
    giveWay(): void {
        this.isLeading = false;
    }

    /** Goes to the next hit or the one before, round and round; false where there is none. */
    step(by: 1 | -1): boolean {
        const { hits, current } = this.found;
        const at = hits.indexOf(current);
        // One that came while the reader was elsewhere is the first to be seen.
        const isUnseen = at >= 0 && current !== this.led;
        const next = isUnseen ? current : hits[at < 0 ? 0 : (at + by + hits.length) % hits.length];
        if (next === undefined) {
            return false;
        }
        this.led = '';
        this.change({ ...this.found, current: next });
        return true;
    }

    /** Tries once more to fetch older pages. */
    resume(): void {
        this.isLeading = true;
        this.searchOlder(++this.run);
    }

    stop(): void {
        this.cancel();
        this.run++;
        this.found = NO_SEARCH;
        this.last = NOT_LOOKED;
        this.led = '';
    }

    private async search(run: number): Promise<void> {
        while (this.host.timeline()?.prepareSearch(STRETCH) === false) {
            // eslint-disable-next-line no-await-in-loop -- one stretch of work after the other
            await pause(0);
            if (run !== this.run) {
                return;
            }
        }
        const isMore = this.host.hasOlder();
        this.show(isMore ? 'soon' : 'none');
        if (isMore) {
            const query = this.found.query.trim();
            const isEnough = query.length >= SHORTEST_FOR_OLDER || WORD.test(query);
            this.cancel = after(FETCHING, () => (isEnough ? this.searchOlder(run) : this.show('incomplete')));
        }
    }

    private async searchOlder(run: number): Promise<void> {
        while (this.host.hasOlder()) {
            this.show('older');
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            const isLoaded = await this.host.loadOlder();
            if (run !== this.run) {
                return;
            }
            if (!isLoaded) {
                this.show('incomplete');
                return;
            }
        }
        this.show('none');
    }

    private show(state: SearchState['state'], isLeading = this.isLeading): void {
        const { query, current } = this.found;
        const view = this.host.view();
        const hits = this.hitsIn(view);
        // The newest is what the handoff was about.
        const newest = (view?.isNewestFirst ? hits[0] : hits.at(-1)) ?? '';
        const isKept = !this.isNew && hits.includes(current);
        // What is looked for now may stand further down in the same message.
        this.led = this.isNew ? '' : this.led;
        this.isNew = false;
        const isComplete = state === 'incomplete' && !this.host.hasOlder();
        this.change({ query, hits, current: isKept ? current : newest, state: isComplete ? 'none' : state }, isLeading);
        this.isLeading &&= state === 'soon' || state === 'older';
    }

    /** Looks again only where there is something else to look through, or for. */
    private hitsIn(view: TimelineView | undefined): readonly string[] {
        const { query } = this.found;
        const { last } = this;
        if (last.view !== view || last.query !== query) {
            const hits = view ? this.host.timeline()?.search(query, view) : undefined;
            this.last = { view, query, hits: hits ?? [] };
        }
        return this.last.hits;
    }

    private change(found: SearchState, isLeading = true): void {
        this.found = found;
        this.host.changed(found);
        const led = isLeading || found.current === this.led ? found.current : '';
        if (led !== this.led) {
            this.led = led;
            this.host.lead(led);
        }
    }
}
