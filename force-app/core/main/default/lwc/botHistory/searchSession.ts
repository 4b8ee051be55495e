import { after, NOTHING, pause } from 'c/botTimers';
import type { Timeline, TimelineView } from 'c/botTimeline';

export interface SearchState {
    /** Ids of the messages that match, in the order of the screen. */
    hits: readonly string[];
    /** The one to show, empty for none. */
    current: string;
    /** `older`: older pages are being fetched and searched; `incomplete`: they could not be. */
    state: 'none' | 'older' | 'incomplete';
}

interface SearchHost {
    timeline(): Timeline | null;
    view(): TimelineView | undefined;
    hasOlder(): boolean;
    /** Fetches the next older page; false where it could not be had. */
    loadOlder(): Promise<boolean>;
    changed(state: SearchState): void;
}

/** Wait after a key before loaded messages are searched, and before older ones are fetched, in milliseconds. */
const TYPING = 60;
const FETCHING = 500;
/** A single letter is no reason to fetch a whole history. */
const SHORTEST_FOR_OLDER = 2;
/** Work at a stretch, in milliseconds: the page stays quick to answer. */
const STRETCH = 20;

/** One search as the agent types it: first what is loaded, then the older pages, until something else is asked for. */
export class SearchSession {
    private readonly host: SearchHost;
    private query = '';
    private current = '';
    private run = 0;
    private cancel = NOTHING;

    constructor(host: SearchHost) {
        this.host = host;
    }

    start(query: string): void {
        this.cancel();
        this.query = query;
        this.current = '';
        const run = ++this.run;
        if (query.trim() === '') {
            this.host.changed({ hits: [], current: '', state: 'none' });
            return;
        }
        this.cancel = after(TYPING, () => this.search(run));
    }

    /** The messages or the filter changed: the same search again. */
    again(): void {
        if (this.query.trim() !== '') {
            this.show('none');
        }
    }

    /** Tries once more to fetch older pages. */
    resume(): void {
        this.searchOlder(++this.run);
    }

    stop(): void {
        this.cancel();
        this.run++;
        this.query = '';
        this.current = '';
    }

    private async search(run: number): Promise<void> {
        while (this.host.timeline()?.prepareSearch(STRETCH) === false) {
            // eslint-disable-next-line no-await-in-loop -- one stretch of work after the other
            await pause(0);
            if (run !== this.run) {
                return;
            }
        }
        this.show('none');
        if (this.host.hasOlder() && this.query.trim().length >= SHORTEST_FOR_OLDER) {
            this.cancel = after(FETCHING, () => this.searchOlder(run));
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

    private show(state: SearchState['state']): void {
        const view = this.host.view();
        const hits = view ? (this.host.timeline()?.search(this.query, view) ?? []) : [];
        if (!hits.includes(this.current)) {
            // The newest is what the handoff was about.
            this.current = (view?.isNewestFirst ? hits[0] : hits.at(-1)) ?? '';
        }
        this.host.changed({ hits, current: this.current, state });
    }
}
