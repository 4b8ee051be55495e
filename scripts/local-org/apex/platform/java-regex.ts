import { apexError, limitExceeded } from '../run/errors.ts';
import { JavaPattern } from './java-pattern.ts';

const compiled = new Map<string, RegExp>();

/**
 * A Java pattern as a JavaScript one (flags `v` and, where the pattern starts with them, `i`, `m`, `s`).
 * @throws StringException (`Invalid regex: …`) for a bad pattern; NotSupported for Java-only constructs
 */
export function javaRegex(pattern: string): RegExp {
    let known = compiled.get(pattern);
    if (!known) {
        const translator = new JavaPattern(pattern);
        const source = translator.translate();
        try {
            known = new RegExp(source, [...new Set(translator.flags)].join(''));
        } catch (error) {
            throw apexError(
                'StringException',
                `Invalid regex: ${error instanceof Error ? error.message : String(error)}`
            );
        }
        compiled.set(pattern, known);
    }
    return known;
}

/** How often a pattern may look at its text on the platform. */
const MOST_LOOKS = 1_000_000;

/** Java tries these at the start alone, or leaps over parts of the text (four letters and more). */
const LOOKS_SELDOM = /^(?:\^|\(\?<!\[\\s\\S\]\)|(?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9]){4,}$)/;

/**
 * Ends the transaction where a pattern has gone over more characters than the platform lets it look at. Each is counted
 * once, though a pattern can look at one many times: what is refused here an org refuses too, not the other way round.
 *
 * @throws LimitException, uncatchable
 */
export function demandLooks(pattern: RegExp, characters: number): void {
    if (characters > MOST_LOOKS && !LOOKS_SELDOM.test(pattern.source)) {
        throw limitExceeded('Regex too complicated');
    }
}

/** Java's replacement text: `$1`, `${name}`, and backslash for the next character. */
function expandReplacement(template: string, match: RegExpExecArray): string {
    return template.replace(
        /\\(.)|\$(?:\{(\w+)\}|(\d))|\$/gs,
        (_, escaped: string | undefined, name: string | undefined, digit: string | undefined) => {
            if (escaped !== undefined) {
                return escaped;
            }
            if (name !== undefined) {
                return match.groups?.[name] ?? '';
            }
            if (digit === undefined) {
                throw apexError('StringException', 'Illegal group reference');
            }
            if (Number(digit) >= match.length) {
                throw apexError('StringException', `No group ${digit}`);
            }
            return match[Number(digit)] ?? '';
        }
    );
}

/** `text.replaceAll(pattern, replacement)` or only the first match. */
export function replaceRegex(text: string, pattern: RegExp, replacement: string, all: boolean): string {
    const regex = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
    let result = '';
    let from = 0;
    if (all) {
        demandLooks(pattern, text.length);
    }
    for (let match = regex.exec(text); match; match = regex.exec(text)) {
        result += text.slice(from, match.index) + expandReplacement(replacement, match);
        from = match.index + match[0].length;
        if (match[0] === '') {
            regex.lastIndex += 1;
        }
        if (!all) {
            break;
        }
    }
    // The first match alone is looked for up to its end.
    demandLooks(pattern, from > 0 ? from : text.length);
    return result + text.slice(from);
}

/** Java's split: empty texts at the end fall away where no limit is given. */
export function splitRegex(text: string, pattern: RegExp, limit: number): string[] {
    const regex = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
    const parts: string[] = [];
    let from = 0;
    if (limit <= 0) {
        demandLooks(pattern, text.length);
    }
    for (let match = regex.exec(text); match; match = regex.exec(text)) {
        if (match[0] === '') {
            regex.lastIndex += 1;
        }
        if (limit > 0 && parts.length === limit - 1) {
            break;
        }
        // A match of nothing at the very start makes no empty first part; one at the end is none.
        if (match[0] !== '' || (match.index > 0 && match.index < text.length)) {
            parts.push(text.slice(from, match.index));
            from = match.index + match[0].length;
        }
    }
    parts.push(text.slice(from));
    if (limit === 0) {
        while (parts.length > 1 && parts[parts.length - 1] === '') {
            parts.pop();
        }
    }
    return parts;
}
