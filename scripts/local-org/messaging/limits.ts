/** Limits of the messaging API, as its documentation states them. */

/** Characters of one text message. */
export const longestMessage = 4096;
/** Characters of one routing attribute's value. */
export const longestAttribute = 255;
/** Inbound messages per conversation and minute. */
export const messagesPerMinute = 22;
/** Access tokens per org and minute. */
export const tokensPerMinute = 200;
/** Most entries of one page. */
export const mostEntries = 50;
export const defaultEntries = 20;

/** Counts what happened within the last minute, per key. */
export class PerMinute {
    readonly #most: number;
    readonly #now: () => number;
    readonly #times = new Map<string, number[]>();

    constructor(most: number, now: () => number) {
        this.#most = most;
        this.#now = now;
    }

    /** Counts one more; answers 0, or how many seconds to wait where the limit is reached (then nothing is counted). */
    take(key: string): number {
        const now = this.#now();
        const times = (this.#times.get(key) ?? []).filter((time) => now - time < 60_000);
        this.#times.set(key, times);
        if (times.length >= this.#most) return Math.ceil((60_000 - (now - (times[0] ?? now))) / 1000);
        times.push(now);
        return 0;
    }
}
