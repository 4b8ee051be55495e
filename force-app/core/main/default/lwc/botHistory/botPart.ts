import type { Prepared } from 'c/botTranscript';

/** How much is loaded, and from when to when the bot's part of it goes: milliseconds since 1970, null if unknown. */
export interface BotPart {
    loaded: number;
    firstAt: number | null;
    lastAt: number | null;
}

export function botPartOf(prepared: Prepared | undefined): BotPart {
    const { entries = [], handoffIndex = -1 } = prepared ?? {};
    const last = (handoffIndex > 0 ? handoffIndex : entries.length) - 1;
    return {
        loaded: entries.length,
        firstAt: entries[0]?.instant ?? null,
        lastAt: entries[last]?.instant ?? null
    };
}
