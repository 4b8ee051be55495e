/**
 * Counts requests in a sliding window, a key at a time.
 */
export class RateWindow {
    readonly limit: number;
    readonly windowMs: number;
    readonly #now: () => number;
    readonly #hits = new Map<string, number[]>();

    /**
     * @param limit requests allowed within the window
     * @param windowMs length of the window in milliseconds
     * @param now the clock, milliseconds
     */
    constructor(limit: number, windowMs: number, now: () => number) {
        this.limit = limit;
        this.windowMs = windowMs;
        this.#now = now;
    }

    /**
     * Counts one request. A refused request does not count.
     * @returns what is left, and the seconds (at least 1) until the next request is allowed if this one is refused
     */
    hit(key: string): { allowed: boolean; remaining: number; retryAfter: number; resetAt: number } {
        const now = this.#now();
        const hits = (this.#hits.get(key) ?? []).filter((at) => at > now - this.windowMs);
        const oldest = hits[0] ?? now;
        const allowed = hits.length < this.limit;
        if (allowed) {
            hits.push(now);
        }
        this.#hits.set(key, hits);
        const resetAt = oldest + this.windowMs;
        return {
            allowed,
            remaining: this.limit - hits.length,
            retryAfter: allowed ? 0 : Math.max(1, Math.ceil((resetAt - now) / 1000)),
            resetAt
        };
    }

    reset(): void {
        this.#hits.clear();
    }
}
