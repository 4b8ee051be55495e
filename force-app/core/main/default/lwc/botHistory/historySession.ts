import { fill, labels } from 'c/botLabels';
import { errorWords } from 'c/botHistoryError';
import { after, NOTHING } from 'c/botTimers';
import type { HistoryError, HistoryErrorCode, HistoryPage } from 'c/botHistoryTypes';
import type { OlderState } from 'c/botMessageList';
import type { Timeline } from 'c/botTimeline';
import { HistoryLoader, type LoadOutcome } from './historyLoader';
import { RefreshClock } from './refreshClock';

/** What is loaded and what is going on, as a component shows it. */
export interface Loading {
    /** The first page is under way. */
    isLoading: boolean;
    /** New messages are looked for because somebody asked. */
    isRefreshing: boolean;
    /** Why there is nothing to show. */
    error: HistoryError | null;
    /** The newest page, its messages left out. */
    head: HistoryPage | null;
    olderState: OlderState;
    /** Why older messages could not be loaded, in words. */
    olderReason: string;
    /** Why new messages could not be looked up, in words. */
    refreshFailure: string;
}

/** What came with a change. */
export type News =
    | { kind: 'first' | 'newer'; added: number }
    /** Messages that took the place of all that were loaded. */
    | { kind: 'anew'; added: number }
    /** `isStep`: one page of many that are fetched for something else, which says itself how it went. */
    | { kind: 'older'; added: number; isStep: boolean }
    /** Asked for new messages, and there were none. */
    | { kind: 'nothing-new' }
    /** Asked for new messages, and they could not be looked up. */
    | { kind: 'failed'; reason: string }
    | { kind: 'none' };

/** Until it is looked whether somebody sees a page that is to be tried again, in milliseconds. */
const UNSEEN = 1_000;

/** Nothing more will come, however often it is asked for. */
const FINAL: ReadonlySet<string> = new Set<HistoryErrorCode>([
    'NOT_CONFIGURED',
    'NO_SESSION',
    'NOT_FOUND',
    'UNAUTHORIZED',
    'EXPIRED',
    'FORBIDDEN'
]);

type Changed = (loading: Loading, news: News) => void;

export const NOT_LOADED: Loading = {
    isLoading: false,
    isRefreshing: false,
    error: null,
    head: null,
    olderState: 'none',
    olderReason: '',
    refreshFailure: ''
};

/** Loads one record's history after the other, and keeps the present one up to date while it goes on. */
export class HistorySession {
    private readonly changed: Changed;
    private loading = NOT_LOADED;
    private loader: HistoryLoader | null = null;
    private readonly clock = new RefreshClock(() => this.refresh(false));
    private isWatching = false;
    /** New messages are looked for, asked for or not. */
    private looking: Promise<void> | null = null;
    private cancelOlder = NOTHING;
    private isInFront = true;

    /** @param changed told of every change, with what came */
    constructor(changed: Changed) {
        this.changed = changed;
    }

    get timeline(): Timeline | null {
        return this.loader?.timeline ?? null;
    }

    get hasOlder(): boolean {
        return this.loader?.hasOlder === true;
    }

    /**
     * Starts over with a record; a blank id shows nothing.
     *
     * @param isWatching looks for new messages by itself while the conversation goes on
     */
    async load(recordId: string, mediaHosts: readonly string[], isWatching: boolean): Promise<void> {
        this.stop();
        this.setFront(true);
        const loader = new HistoryLoader(recordId, mediaHosts);
        this.loader = loader;
        this.isWatching = isWatching;
        this.loading = { ...NOT_LOADED, isLoading: recordId !== '' };
        this.change({});
        if (recordId === '') {
            return;
        }
        const { added, error } = await loader.loadNewest();
        if (loader !== this.loader) {
            return;
        }
        if (error) {
            this.change({ isLoading: false, error });
            return;
        }
        this.change({ isLoading: false, head: loader.head, olderState: this.olderState }, { kind: 'first', added });
        this.watch(this.isWatching);
    }

    /** Looks for new messages by itself from now on, or no more. A conversation that is over is not watched. */
    watch(isWatching: boolean): void {
        this.isWatching = isWatching;
        const { timeline } = this;
        if (isWatching && timeline && !this.isOver) {
            // A conversation without a word yet may begin any moment.
            this.clock.start(timeline.prepared.entries.at(-1)?.instant ?? Date.now());
        } else {
            this.clock.stop();
        }
    }

    /** Whether its tab of the console is the one in front: new messages are looked for only then. */
    setFront(isInFront: boolean): void {
        this.isInFront = isInFront;
        this.clock.setFront(isInFront);
    }

    /**
     * The next older page; false where there is none, or where it could not be had.
     *
     * @param isPatient waits as long as a bot asks that is asked too often; without, the agent sees that it failed
     */
    async loadOlder(isPatient = false): Promise<boolean> {
        const { loader } = this;
        if (!loader?.hasOlder) {
            return false;
        }
        this.cancelOlder();
        this.change({ olderState: 'loading' });
        const outcome = await (isPatient ? loader.loadPatiently() : loader.loadOlder());
        return loader === this.loader && this.takeOlder(loader, outcome, isPatient);
    }

    private takeOlder({ head, hasOlder }: HistoryLoader, { added, error }: LoadOutcome, isStep: boolean): boolean {
        if (error) {
            this.change({ olderState: 'failed', olderReason: errorWords(error.code).title });
            if (error.retryAfter) {
                this.cancelOlder = after(error.retryAfter * 1000, () => this.retryOlder());
            }
            return false;
        }
        this.change({ head, olderState: hasOlder ? 'more' : 'none' }, { kind: 'older', added, isStep });
        return true;
    }

    /** Nobody asked again: it stays said that it failed until the page comes, and a page that nobody sees can wait. */
    private async retryOlder(): Promise<void> {
        const { loader } = this;
        if (document.hidden || !this.isInFront) {
            this.cancelOlder = after(UNSEEN, () => this.retryOlder());
            return;
        }
        const outcome = await loader?.loadOlder();
        // Whoever asked for it meanwhile takes it.
        if (loader && outcome && loader === this.loader && this.loading.olderState === 'failed') {
            this.takeOlder(loader, outcome, false);
        }
    }

    /** Everything that is left, or everything until something is there; false where something could not be had. */
    async loadAll(isThere: () => boolean = () => false): Promise<boolean> {
        while (this.hasOlder && !isThere()) {
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            if (!(await this.loadOlder(true))) {
                return false;
            }
        }
        return true;
    }

    /** Looks for new messages. Who asks while that is under way is told what comes of it. */
    async refresh(isAsked: boolean): Promise<void> {
        const { loader } = this;
        if (!loader?.timeline) {
            return;
        }
        if (isAsked) {
            this.change({ isRefreshing: true });
        }
        await (this.looking ??= this.look(loader));
    }

    /** Looks for what is new by now: a look that is under way may have been too early for it. */
    async loadNews(): Promise<void> {
        await this.looking;
        await this.refresh(false);
    }

    private async look(loader: HistoryLoader): Promise<void> {
        const outcome = await loader.loadNewest();
        if (loader === this.loader) {
            this.looking = null;
            this.takeNewest(loader, outcome);
        }
    }

    private takeNewest({ head }: HistoryLoader, { added, isAnew, error }: LoadOutcome): void {
        const isAsked = this.loading.isRefreshing;
        if (error) {
            this.fail(error, isAsked);
            return;
        }
        if (isAsked || this.isOver) {
            // What an earlier look stopped at is over, or this one came to the end of the conversation.
            this.watch(this.isWatching);
        }
        this.clock.succeeded(added > 0);
        const kind = isAnew ? 'anew' : 'newer';
        const news: News = added > 0 || !isAsked ? { kind, added } : { kind: 'nothing-new' };
        this.change({ isRefreshing: false, refreshFailure: '', head, olderState: this.olderState }, news);
    }

    private fail({ code, retryAfter }: HistoryError, isAsked: boolean): void {
        if (FINAL.has(code)) {
            this.clock.stop();
        } else {
            this.clock.failed((retryAfter ?? 0) * 1000);
        }
        // A look that nobody asked for fails in silence: what is loaded stays right, the next look may succeed.
        if (isAsked) {
            const reason = fill(labels.refreshFailed, errorWords(code).title);
            this.change({ isRefreshing: false, refreshFailure: reason }, { kind: 'failed', reason });
        }
    }

    /** Lets go of what is under way. */
    stop(): void {
        this.clock.stop();
        this.cancelOlder();
        this.loader?.close();
        this.loader = null;
        this.looking = null;
    }

    /** The present one, unless a newest page brought older ones with it, or did away with them. */
    private get olderState(): OlderState {
        const { olderState } = this.loading;
        if (this.hasOlder) {
            return olderState === 'none' ? 'more' : olderState;
        }
        return 'none';
    }

    /** It comes from an archive, or the bot ended it. */
    private get isOver(): boolean {
        const last = this.timeline?.prepared.entries.at(-1)?.blocks ?? [];
        return (
            (this.loader?.head?.source ?? 'live') !== 'live' ||
            last.some((block) => block.kind === 'event' && block.code === 'session-ended')
        );
    }

    private change(changes: Partial<Loading>, news: News = { kind: 'none' }): void {
        this.loading = { ...this.loading, ...changes };
        this.changed(this.loading, news);
    }
}
