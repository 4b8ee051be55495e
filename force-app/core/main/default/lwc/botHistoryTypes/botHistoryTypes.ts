/** Shapes of what `BotHistoryController.getHistory` answers. Types only. */
import type { BotMessage } from 'c/botTranscript';

/** Every code that an answer may carry. */
export type HistoryErrorCode =
    | 'NOT_CONFIGURED'
    | 'NO_SESSION'
    | 'NOT_FOUND'
    | 'UNAUTHORIZED'
    | 'EXPIRED'
    | 'RATE_LIMITED'
    | 'UNAVAILABLE'
    | 'BAD_RESPONSE'
    | 'FORBIDDEN';

export interface HistoryError {
    /** `SALESFORCE` where the Apex call itself failed, so that there was no answer. */
    code: HistoryErrorCode | 'SALESFORCE';
    /** Seconds. */
    retryAfter?: number | null;
    /** Safe to show. */
    detail?: string | null;
}

export interface HistoryPage {
    /** Label of the provider. */
    provider?: string | null;
    adapter: string;
    sessionId?: string | null;
    source?: 'live' | 'archive' | 'text' | null;
    /** Oldest first. */
    messages: BotMessage[];
    /** Fetches the next older page; absent on the last. */
    nextCursor?: string | null;
    /** ISO 8601 in UTC. */
    startedAt?: string | null;
    /** ISO 8601 in UTC. */
    handedOffAt?: string | null;
    reason?: string | null;
    summary?: string | null;
    /** That the bot and the customer speak, as the bot passed it. */
    language?: string | null;
    facts?: { label: string; value: string; isLanguage?: boolean }[] | null;
    /** `MASKED`, `TRUNCATED`, `FELL_BACK_TO_TEXT`, `SKIPPED_ENTRIES`, and what may come. */
    warnings?: string[] | null;
}

/** Exactly one of the two. */
export interface HistoryAnswer {
    page?: HistoryPage | null;
    error?: HistoryError | null;
}
