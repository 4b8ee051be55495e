import { apexError, notSupported } from '../run/errors.ts';

const SPACE = ' \\t\\n\\x0B\\f\\r';
const HORIZONTAL = ' \\t\\u00A0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';

/** Java ends a line at U+0085 too. */
const ANY_BUT_LINE_END = '[^\\n\\r\\u0085\\u2028\\u2029]';

/** POSIX classes: ASCII only, as in Java. */
const POSIX: Record<string, string> = {
    Lower: 'a-z',
    Upper: 'A-Z',
    ASCII: '\\x00-\\x7F',
    Alpha: 'a-zA-Z',
    Digit: '0-9',
    Alnum: 'a-zA-Z0-9',
    Punct: '!-\\/:-@\\[-`\\{-~',
    Graph: '!-~',
    Print: ' -~',
    Blank: ' \\t',
    Cntrl: '\\x00-\\x1F\\x7F',
    XDigit: '0-9a-fA-F',
    Space: SPACE
};

const SYNTAX = new Set('^$\\.*+?()[]{}|/-'.split(''));

/** Punctuation that JavaScript's `v` mode reserves when doubled inside a class. */
const CLASS_SYNTAX = new Set('()[]{}/-\\|&!#$%*+,.:;<=>?@^`~'.split(''));

/** Rewrites a Java pattern for JavaScript; what has no counterpart is refused, never approximated. */
export class JavaPattern {
    private readonly pattern: string;
    private position = 0;
    private output = '';
    flags = 'v';

    constructor(pattern: string) {
        this.pattern = pattern;
    }

    private get rest(): string {
        return this.pattern.slice(this.position);
    }

    private refuse(what: string): Error {
        return notSupported(`${what} in the regular expression ${this.pattern}`);
    }

    private literal(character: string, inClass: boolean): string {
        return (inClass ? CLASS_SYNTAX : SYNTAX).has(character) ? `\\${character}` : character;
    }

    private property(negated: boolean): string {
        const match = /^\{(\w+)\}|^(\w)/.exec(this.rest);
        const name = match?.[1] ?? match?.[2] ?? '';
        this.position += match?.[0].length ?? 0;
        const posix = POSIX[name];
        if (posix !== undefined) {
            return `[${negated ? '^' : ''}${posix}]`;
        }
        const unicode = name.replace(/^Is(?=[A-Z])/, '');
        try {
            new RegExp(`\\p{${unicode}}`, 'v');
        } catch {
            throw this.refuse(`\\p{${name}}`);
        }
        return `\\${negated ? 'P' : 'p'}{${unicode}}`;
    }

    private quotation(inClass: boolean): string {
        const end = this.pattern.indexOf('\\E', this.position);
        const text = end < 0 ? this.rest : this.pattern.slice(this.position, end);
        this.position = end < 0 ? this.pattern.length : end + 2;
        return Array.from(text, (character) => this.literal(character, inClass)).join('');
    }

    /** After a backslash. */
    private escape(inClass: boolean): string {
        const character = this.pattern[this.position++];
        if (character === undefined) {
            throw apexError(
                'StringException',
                `Invalid regex: Illegal/unsupported escape sequence near index ${this.position}`
            );
        }
        switch (character) {
            case 'd':
            case 'D':
            case 'w':
            case 'W':
            case 'n':
            case 'r':
            case 't':
            case 'f':
                return `\\${character}`;
            case 's':
                return `[${SPACE}]`;
            case 'S':
                return `[^${SPACE}]`;
            case 'h':
                return `[${HORIZONTAL}]`;
            case 'H':
                return `[^${HORIZONTAL}]`;
            case 'p':
            case 'P':
                return this.property(character === 'P');
            case 'Q':
                return this.quotation(inClass);
            case 'x':
            case 'u': {
                const digits = character === 'x' ? 2 : 4;
                const code = this.rest.slice(0, digits);
                this.position += digits;
                return `\\${character}${code}`;
            }
        }
        if (!inClass) {
            switch (character) {
                case 'b':
                case 'B':
                    return `\\${character}`;
                case 'A':
                    return '(?<![\\s\\S])';
                case 'z':
                    return '(?![\\s\\S])';
                case 'Z':
                    return '(?=(?:\\r\\n|[\\n\\r])?(?![\\s\\S]))';
                case 'R':
                    return '(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])';
                case 'k':
                    return '\\k';
            }
            if (/[1-9]/.test(character)) {
                return `\\${character}`;
            }
        }
        if (/[0-9A-Za-z]/.test(character)) {
            throw this.refuse(`\\${character}`);
        }
        return this.literal(character, inClass);
    }

    /** After an opening bracket. */
    private characterClass(): string {
        let text = '[';
        if (this.rest.startsWith('^')) {
            text += '^';
            this.position += 1;
        }
        for (let first = true; ; first = false) {
            const character = this.pattern[this.position++];
            if (character === undefined) {
                throw apexError(
                    'StringException',
                    `Invalid regex: Unclosed character class near index ${this.pattern.length - 1}`
                );
            }
            if (character === ']' && !first) {
                return `${text}]`;
            }
            if (character === '\\') {
                text += this.escape(true);
            } else if (character === '[') {
                text += this.characterClass();
            } else if (character === '&' && this.rest.startsWith('&')) {
                throw this.refuse('&& in a character class');
            } else if (character === '-') {
                const isRange = !first && !this.rest.startsWith(']') && !this.rest.startsWith('[');
                text += isRange ? '-' : '\\-';
            } else {
                text += this.literal(character, true);
            }
        }
    }

    /** After an opening parenthesis. */
    private group(): string {
        const { rest } = this;
        const inline = /^\?([a-zA-Z-]+)\)/.exec(rest);
        if (inline) {
            if (this.position !== 1) {
                throw this.refuse(`(?${inline[1]}) after the start`);
            }
            for (const flag of inline[1]!) {
                if (!'ims'.includes(flag)) {
                    throw this.refuse(`(?${flag})`);
                }
                this.flags += flag;
            }
            this.position += inline[0].length;
            return '';
        }
        const head = /^\?(?:[:=!]|<[=!]|<[A-Za-z]\w*>)/.exec(rest);
        if (rest.startsWith('?') && !head) {
            throw this.refuse(`(${rest.slice(0, 2)}`);
        }
        this.position += head?.[0].length ?? 0;
        return `(${head?.[0] ?? ''}`;
    }

    translate(): string {
        while (this.position < this.pattern.length) {
            const character = this.pattern[this.position++]!;
            if (character === '\\') {
                this.output += this.escape(false);
            } else if (character === '[') {
                this.output += this.characterClass();
            } else if (character === '(') {
                this.output += this.group();
            } else if (character === '.') {
                this.output += this.flags.includes('s') ? '.' : ANY_BUT_LINE_END;
            } else if (character === '$') {
                this.output += this.flags.includes('m') ? '$' : '(?=(?:\\r\\n|[\\n\\r])?(?![\\s\\S]))';
            } else if (
                character === '+' &&
                /(?:^|[^\\])(?:\\\\)*(?:[*+?]|\{\d+,?\d*\})$/.test(this.pattern.slice(0, this.position - 1))
            ) {
                throw this.refuse('a possessive quantifier');
            } else if (
                character === '/' ||
                (character === '}' && !/\{\d*,?\d*$/.test(this.pattern.slice(0, this.position - 1)))
            ) {
                this.output += `\\${character}`;
            } else {
                this.output += character;
            }
        }
        // Without a flag of its own, Java's (?i) leaves letters beyond ASCII as they are.
        if (this.flags.includes('i') && /[\p{L}--\p{ASCII}]/v.test(this.pattern)) {
            throw this.refuse('(?i) with letters beyond ASCII');
        }
        return this.output;
    }
}
