/** The time inside a conversation: goes on by the seconds that a person or a bot takes. */
export class ConversationClock {
    #time: number;

    /** @param start milliseconds since 1970 */
    constructor(start: number) {
        this.#time = start;
    }

    /** Goes on and gives the new time in milliseconds. */
    after(seconds: number): number {
        this.#time += Math.round(seconds * 1000);
        return this.#time;
    }

    get time(): number {
        return this.#time;
    }
}

/** Seconds that a customer takes to read and type so many characters, between 4 and 70. */
export function typingTime(text: string): number {
    return Math.min(70, 4 + text.length / 6);
}
