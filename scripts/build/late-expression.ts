/**
 * A regular expression that is read when it is first asked, not when it is made. A class like `\p{P}` takes the browser
 * as long to read as a thousand ordinary signs, and a library that offers several dialects makes expressions with more
 * than a hundred of them while the page waits, most of them for dialects that nobody asks for.
 *
 * It behaves as the expression itself would, except that a mistake in it shows only when it is first asked.
 */
class LateExpression extends RegExp {
    readonly #source: string;
    #read: RegExp | undefined;

    /** @param pattern another one where a text is split: that asks a copy of its own */
    constructor(pattern: string | RegExp, flags: string | undefined) {
        super('', flags);
        this.#source = typeof pattern === 'string' ? pattern : pattern.source;
    }

    override get source(): string {
        return this.#source;
    }

    override exec(text: string): RegExpExecArray | null {
        this.#read ??= new RegExp(this.#source, this.flags);
        this.#read.lastIndex = this.lastIndex;
        const found = this.#read.exec(text);
        this.lastIndex = this.#read.lastIndex;
        return found;
    }
}

/** Takes the place of the global `RegExp` in a library: what has no such class is read at once, as ever. */
export const LateRegExp = function (source: string, flags?: string): RegExp {
    return source.includes('\\p{') ? new LateExpression(source, flags) : new RegExp(source, flags);
} as unknown as RegExpConstructor;
