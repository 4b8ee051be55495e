import getHistory from '@salesforce/apex/BotHistoryController.getHistory';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { salesforceError } from 'c/botHistoryError';
import { Timeline } from 'c/botTimeline';
import type { HistoryAnswer, HistoryError, HistoryPage } from 'c/botHistoryTypes';

/** A refresh that finds no page in common with what is loaded fetches up to this many pages to close the gap. */
const MOST_GAP_PAGES = 20;
/** Pages in a row without a new message, after which a bot that goes on naming further ones is not believed. */
const MOST_EMPTY_PAGES = 5;

export interface LoadOutcome {
    /** Entries that came. */
    added: number;
    error?: HistoryError;
}

/**
 * Gets one record's history page by page and keeps what came. One call at a time; whoever asks while one is under way
 * gets its outcome. What a component shows stays out of here.
 */
export class HistoryLoader {
    readonly recordId: string;
    /** The newest page, its messages left out. Null until the first one came. */
    head: HistoryPage | null = null;
    timeline: Timeline | null = null;
    private readonly mediaHosts: readonly string[];
    private cursor: string | null = null;
    private older: Promise<LoadOutcome> | null = null;

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
        const { page } = answer;
        if (this.timeline === null) {
            this.cursor = page.nextCursor || null;
            this.timeline = new Timeline(page.adapter, {
                policy: { mediaHosts: this.mediaHosts },
                timeZone: TIME_ZONE,
                handedOffAt: page.handedOffAt
            });
        }
        const outcome = await this.join(page, this.timeline);
        this.head = { ...page, messages: [] };
        return outcome;
    }

    /** The next older page. Does nothing where there is none. */
    loadOlder(): Promise<LoadOutcome> {
        this.older ??= this.fetchOlder().finally(() => {
            this.older = null;
        });
        return this.older;
    }

    private async fetchOlder(): Promise<LoadOutcome> {
        for (let empty = 0; this.cursor !== null && this.timeline !== null; empty++) {
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            const answer = await this.ask(this.cursor);
            if (!answer.page) {
                return { added: 0, error: answer.error ?? salesforceError() };
            }
            const next = answer.page.nextCursor || null;
            this.cursor = next === this.cursor || empty >= MOST_EMPTY_PAGES ? null : next;
            const added = this.timeline.addOlder(answer.page.messages ?? []);
            if (added > 0) {
                return { added };
            }
        }
        return { added: 0 };
    }

    /** Adds a newest page; where messages came faster than a page holds, the pages between are fetched too. */
    private async join(page: HistoryPage, timeline: Timeline): Promise<LoadOutcome> {
        let messages = page.messages ?? [];
        let cursor = page.nextCursor || null;
        for (let pages = 0; pages < MOST_GAP_PAGES && cursor !== null && !timeline.joins(messages); pages++) {
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            const answer: HistoryAnswer = await this.ask(cursor);
            if (!answer.page) {
                // Nothing is added: a gap in the middle of a conversation would not be seen.
                return { added: 0, error: answer.error ?? salesforceError() };
            }
            messages = (answer.page.messages ?? []).concat(messages);
            cursor = answer.page.nextCursor || null;
        }
        return { added: timeline.addNewest(messages) };
    }

    private async ask(cursor: string | null): Promise<HistoryAnswer> {
        try {
            const answer = (await getHistory({ recordId: this.recordId, cursor })) as HistoryAnswer | null;
            return answer ?? { error: salesforceError() };
        } catch (error) {
            return { error: salesforceError(error) };
        }
    }
}
