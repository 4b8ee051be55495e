import getHistory from '@salesforce/apex/BotHistoryController.getHistory';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { salesforceError } from 'c/botHistoryError';
import { pause } from 'c/botTimers';
import { Timeline } from 'c/botTimeline';
import type { HistoryAnswer, HistoryError, HistoryPage } from 'c/botHistoryTypes';
import { languageTag } from './languageTag';

/** A refresh that finds no page in common with what is loaded fetches up to this many pages to close the gap. */
const MOST_GAP_PAGES = 20;
/** Pages in a row without a new message, after which a bot that goes on naming further ones is not believed. */
const MOST_EMPTY_PAGES = 5;
/** A bot that wants a longer wait, or one time after time, has failed, in seconds and times. */
const LONGEST_WAIT = 60;
const MOST_WAITS = 10;
/** The wait where a bot that is asked too often doesn't say how long, in seconds. */
const UNSAID_WAIT = 15;

export interface LoadOutcome {
    /** Entries that came. */
    added: number;
    /** They took the place of what another source had said. */
    isAnew?: boolean;
    error?: HistoryError;
}

/** Gets one record's history page by page and keeps what came. What a component shows stays out of here. */
export class HistoryLoader {
    readonly recordId: string;
    /** The newest page, its messages left out. Null until the first one came. */
    head: HistoryPage | null = null;
    timeline: Timeline | null = null;
    private readonly mediaHosts: readonly string[];
    private cursor: string | null = null;
    /** What older pages say is missing from them. */
    private olderWarnings: string[] = [];
    private older: Promise<LoadOutcome> | null = null;
    private patience: Promise<LoadOutcome> | null = null;
    private isClosed = false;

    /** @param mediaHosts hosts that pictures, videos and sounds may be loaded from */
    constructor(recordId: string, mediaHosts: readonly string[]) {
        this.recordId = recordId;
        this.mediaHosts = mediaHosts;
    }

    get hasOlder(): boolean {
        return this.cursor !== null;
    }

    /** The newest page, for the first time or again. */
    async loadNewest(): Promise<LoadOutcome> {
        const answer = await this.ask(null);
        if (!answer.page) {
            return { added: 0, error: answer.error ?? salesforceError() };
        }
        const outcome = await this.take(answer.page);
        if (!outcome.error) {
            this.head = { ...answer.page, messages: [] };
            this.warn([]);
        }
        return outcome;
    }

    /** The next older page, the same for all who ask while it is under way. Does nothing where there is none. */
    loadOlder(): Promise<LoadOutcome> {
        this.older ??= this.fetchOlder().finally(() => {
            this.older = null;
        });
        return this.older;
    }

    /** The same, as patiently as the bot asks; who joins while it waits does not ask earlier. */
    loadPatiently(): Promise<LoadOutcome> {
        this.patience ??= this.waitForOlder().finally(() => {
            this.patience = null;
        });
        return this.patience;
    }

    /** Nobody waits for pages any more: those that would come next are not asked for. */
    close(): void {
        this.isClosed = true;
    }

    private async waitForOlder(): Promise<LoadOutcome> {
        for (let waits = 0; ; waits++) {
            // eslint-disable-next-line no-await-in-loop -- once more after a wait
            const outcome = await this.loadOlder();
            const wait = outcome.error?.retryAfter ?? 0;
            if (wait === 0 || wait > LONGEST_WAIT || waits >= MOST_WAITS) {
                return outcome;
            }
            // eslint-disable-next-line no-await-in-loop -- the wait
            await pause(wait * 1000);
        }
    }

    private async fetchOlder(): Promise<LoadOutcome> {
        for (let empty = 0; this.cursor !== null && this.timeline !== null; empty++) {
            const { cursor } = this;
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            const answer = await this.ask(cursor);
            if (cursor !== this.cursor) {
                // What it is older than has given way to another source meanwhile.
                return { added: 0 };
            }
            if (!answer.page) {
                return { added: 0, error: answer.error ?? salesforceError() };
            }
            if (isOtherSession(answer.page, this.head)) {
                // The record names another one since; that comes with the next look for new messages.
                return { added: 0, error: { code: 'EXPIRED' } };
            }
            this.warn(answer.page.warnings ?? []);
            this.cursor = empty >= MOST_EMPTY_PAGES ? null : cursorAfter(answer.page, cursor);
            const added = this.timeline.addOlder(answer.page.messages ?? []);
            if (added > 0) {
                return { added };
            }
        }
        return { added: 0 };
    }

    /** The newest page tells what is missing from all that is loaded. */
    private warn(warnings: readonly string[]): void {
        this.olderWarnings = [...new Set([...this.olderWarnings, ...warnings])];
        const known = this.head?.warnings ?? [];
        const more = this.olderWarnings.filter((warning) => !known.includes(warning));
        if (this.head && more.length > 0) {
            this.head = { ...this.head, warnings: [...known, ...more] };
        }
    }

    /**
     * Keeps a newest page. A history is one session's and told by one source at a time: the same messages have other
     * ids in another.
     */
    private async take(page: HistoryPage): Promise<LoadOutcome> {
        const timeline = (this.timeline ??= new Timeline(page.adapter, {
            policy: { mediaHosts: this.mediaHosts },
            timeZone: TIME_ZONE
        }));
        const messages = page.messages ?? [];
        const isOther = isOtherSession(page, this.head);
        const isAnew = !timeline.isEmpty && (isOther || !isSameSource(page, this.head));
        if (isAnew && !isOther && (page.source === 'text' || messages.length === 0)) {
            // It says less than what is loaded, which is no longer handed out.
            return { added: 0, error: { code: 'EXPIRED' } };
        }
        timeline.handOff(page.handedOffAt ?? null);
        timeline.speak(languageTag(page.language));
        return isAnew || timeline.isEmpty
            ? { added: this.startOver(timeline, page, cursorAfter(page)), isAnew }
            : this.join(timeline, page);
    }

    private startOver(timeline: Timeline, { adapter, messages }: HistoryPage, cursor: string | null): number {
        this.cursor = cursor;
        this.olderWarnings = [];
        return timeline.startOver(adapter, messages ?? []);
    }

    /** Adds a newest page; where messages came faster than a page holds, the pages between are fetched too. */
    private async join(timeline: Timeline, page: HistoryPage): Promise<LoadOutcome> {
        let messages = page.messages ?? [];
        let cursor = cursorAfter(page);
        for (let pages = 0; cursor !== null && !timeline.joins(messages); pages++) {
            if (pages === MOST_GAP_PAGES) {
                // What is loaded comes again with the older pages: a gap in the middle would not be seen.
                return { added: this.startOver(timeline, { ...page, messages }, cursor) };
            }
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            const answer: HistoryAnswer = await this.ask(cursor);
            if (!answer.page) {
                // Nothing is added, for the same reason.
                return { added: 0, error: answer.error ?? salesforceError() };
            }
            this.warn(answer.page.warnings ?? []);
            messages = (answer.page.messages ?? []).concat(messages);
            cursor = cursorAfter(answer.page, cursor);
        }
        return { added: timeline.addNewest(messages) };
    }

    private async ask(cursor: string | null): Promise<HistoryAnswer> {
        if (this.isClosed) {
            return { error: salesforceError() };
        }
        try {
            const answer = (await getHistory({ recordId: this.recordId, cursor })) as HistoryAnswer | null;
            return answer ? withWait(answer) : { error: salesforceError() };
        } catch (error) {
            return { error: salesforceError(error) };
        }
    }
}

/** A limit passes by itself, whether the bot says when or not. */
function withWait(answer: HistoryAnswer): HistoryAnswer {
    const { error } = answer;
    return error?.code === 'RATE_LIMITED' && !error.retryAfter
        ? { ...answer, error: { ...error, retryAfter: UNSAID_WAIT } }
        : answer;
}

/** Where the next older page begins; null after the last one, and where a page names itself. */
function cursorAfter({ nextCursor }: HistoryPage, cursor: string | null = null): string | null {
    return nextCursor && nextCursor !== cursor ? nextCursor : null;
}

/** A record can come to name another session while it is open. Secret ones have no name here. */
function isOtherSession({ sessionId }: HistoryPage, head: HistoryPage | null): boolean {
    return Boolean(sessionId && head?.sessionId && sessionId !== head.sessionId);
}

function isSameSource(page: HistoryPage, head: HistoryPage | null): boolean {
    return page.adapter === head?.adapter && (page.source ?? 'live') === (head.source ?? 'live');
}
