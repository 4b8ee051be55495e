/** Random numbers that are the same for the same seed (mulberry32), so that every start tells the same stories. */
export class SeededRandom {
    #state: number;

    constructor(seed: number) {
        this.#state = seed >>> 0;
    }

    /** From 0 up to, but not including, 1. */
    next(): number {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    }

    /** A whole number from `low` to `high`, both included. */
    between(low: number, high: number): number {
        return low + Math.floor(this.next() * (high - low + 1));
    }

    /** One of the given things. @throws if there is none */
    pick<T>(things: readonly T[]): T {
        const thing = things[this.between(0, things.length - 1)];
        if (thing === undefined) {
            throw new Error('Nothing to pick from');
        }
        return thing;
    }

    /** True in so many of 100 cases. */
    chance(percent: number): boolean {
        return this.next() * 100 < percent;
    }
}
