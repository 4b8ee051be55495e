const ASCII = /^[\0-\x7f]*$/;
/** Longer texts are not looked through each time that an expression is asked. */
const SHORT = 4_096;
const BRACKETS = /\[[^\]]*\]/g;
/** The punctuation and the symbols of ASCII, as they stand within brackets. */
const PUNCTUATION = String.raw`!-#%-*,-\/:;?@\[-\]_{}`;
const SYMBOLS = '$+<->^`|~';

/** The brackets of an expression without what ASCII has not. */
const inAscii = (brackets: string): string =>
    brackets.replaceAll('\\p{P}', () => PUNCTUATION).replaceAll('\\p{S}', () => SYMBOLS);

/**
 * A regular expression that is read when it is first asked, not when it is made. A class like `\p{P}` takes the browser
 * as long to read as a thousand ordinary signs, and a library that offers several dialects makes expressions with more
 * than a hundred of them while the page waits, most of them for dialects that nobody asks for.
 *
 * It behaves as the expression itself would, except that a mistake in it shows only when it is first asked. A short text
 * in ASCII is asked for the few signs of such a class that ASCII has, which take next to nothing to read.
 */
class LateExpression extends RegExp {
    readonly #source: string;
    #read: RegExp | undefined;
    #readForAscii: RegExp | undefined;

    /** @param pattern another one where a text is split: that asks a copy of its own */
    constructor(pattern: string | RegExp, flags: string | undefined) {
        super('', flags);
        this.#source = typeof pattern === 'string' ? pattern : pattern.source;
    }

    override get source(): string {
        return this.#source;
    }

    override exec(text: string): RegExpExecArray | null {
        const read = text.length <= SHORT && ASCII.test(text) ? this.#forAscii() : this.#forAll();
        read.lastIndex = this.lastIndex;
        const found = read.exec(text);
        this.lastIndex = read.lastIndex;
        return found;
    }

    #forAll(): RegExp {
        this.#read ??= new RegExp(this.#source, this.flags);
        return this.#read;
    }

    #forAscii(): RegExp {
        if (!this.#readForAscii) {
            const source = this.#source.replace(BRACKETS, inAscii);
            this.#readForAscii = source.includes('\\p{') ? this.#forAll() : new RegExp(source, this.flags);
        }
        return this.#readForAscii;
    }
}

/** Takes the place of the global `RegExp` in a library: what has no such class is read at once, as ever. */
export const LateRegExp = function (source: string, flags?: string): RegExp {
    return source.includes('\\p{') ? new LateExpression(source, flags) : new RegExp(source, flags);
} as unknown as RegExpConstructor;
