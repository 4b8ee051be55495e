/** Reads values of any JSON without ever throwing: what isn't there or has another type reads as nothing. */

export type JsonObject = { [name: string]: unknown };

const NOTHING: JsonObject = Object.freeze({}) as JsonObject;
const NO_ENTRIES: readonly unknown[] = Object.freeze([]);

export function isObject(value: unknown): value is JsonObject {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one. */
export function objectOf(value: unknown): JsonObject {
    return isObject(value) ? value : NOTHING;
}

/** The array, or an empty one. */
export function arrayOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : NO_ENTRIES;
}

/** Text of a string, number or boolean; empty for anything else. Lone surrogates become U+FFFD, NUL goes. */
export function textOf(value: unknown): string {
    if (typeof value === 'string') {
        return wellFormed(value);
    }
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Null, blank text, an empty array or object. */
export function isNothing(value: unknown): boolean {
    if (typeof value === 'object' && value !== null) {
        return Object.keys(value).length === 0;
    }
    return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** The first of the values that has any text. */
export function firstText(...values: unknown[]): string {
    for (const value of values) {
        const text = textOf(value);
        if (text.trim() !== '') {
            return text;
        }
    }
    return '';
}

export function numberOf(value: unknown): number | null {
    if (typeof value === 'number') {
        return Number.isFinite(value) ? value : null;
    }
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
    return Number.isFinite(read) ? read : null;
}

const UNPAIRED = /\p{Surrogate}/gu;
// eslint-disable-next-line no-control-regex -- HTML parsers drop or replace it, so it can hide what follows
const NUL = /\u0000/g;

/** The text as Unicode allows it. */
export function wellFormed(text: string): string {
    const withoutNul = text.includes('\u0000') ? text.replace(NUL, '') : text;
    return hasSurrogate(withoutNul) ? withoutNul.replace(UNPAIRED, '\ufffd') : withoutNul;
}

function hasSurrogate(text: string): boolean {
    return /[\ud800-\udfff]/.test(text);
}

/** At most `length` characters, never half a surrogate pair. */
export function cutText(text: string, length: number): string {
    if (text.length <= length) {
        return text;
    }
    const last = text.charCodeAt(length - 1);
    return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** A part of a payload that has no parts, or that the reader takes as a whole. */
interface Leaf {
    /** Of the field; entries of a list have the list's. */
    name: string;
    /** From the top, `items › 1 › sku`; entries are counted from 1. */
    path: string;
    part: unknown;
}

const isScalar = (part: unknown): boolean => typeof part !== 'object' || part === null;

/** All leaves of a value, in reading order. */
export function* leavesOf(
    value: unknown,
    isLeaf: (part: unknown, name: string) => boolean = isScalar
): Generator<Leaf> {
    // By hand: payloads can be nested deeper than the stack.
    const waiting: Leaf[] = [{ name: '', path: '', part: value }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const { name, path, part } = next;
        if (isScalar(part) || isLeaf(part, name)) {
            yield next;
            continue;
        }
        const isList = Array.isArray(part);
        const names = Object.keys(part as object);
        for (let i = names.length - 1; i >= 0; i--) {
            const key = names[i] ?? '';
            const step = isList ? String(i + 1) : key;
            waiting.push({
                name: isList ? name : key,
                path: path === '' ? step : `${path} › ${step}`,
                part: (part as JsonObject)[key]
            });
        }
    }
}

const WORDS = /^(?:text|title|subtitle|label|description|body|message)$/;
const MOST_WORDS = 1_000;

/** What a value of any depth says to a reader, a line for each text, up to about `MOST_WORDS` characters. */
export function wordsOf(value: unknown): string {
    const lines: string[] = [];
    let left = MOST_WORDS;
    for (const { name, part } of leavesOf(value)) {
        if (left <= 0) {
            break;
        }
        if (WORDS.test(name) && textOf(part).trim() !== '') {
            const line = cutText(textOf(part), left);
            left -= line.length;
            lines.push(line);
        }
    }
    return lines.join('\n');
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Whether any text of any depth says something; what fields of these names hold counts for nothing. */
export function hasText(value: unknown, silentNames = NO_NAMES): boolean {
    for (const { name, part } of leavesOf(value, (_, field) => silentNames.has(field))) {
        if (typeof part === 'string' && part.trim() !== '' && !silentNames.has(name)) {
            return true;
        }
    }
    return false;
}

const LONGEST_LINES = 10_000;

/**
 * A value as lines to read, `items › 1 › sku: A1`; a text or a list of texts by itself. What is empty says nothing.
 * Ends behind about `LONGEST_LINES` characters.
 */
export function linesOf(value: unknown): string {
    const lines: string[] = [];
    let left = LONGEST_LINES;
    for (const { path, part } of leavesOf(value, (inner) => Array.isArray(inner) && inner.every(isScalar))) {
        if (left <= 0) {
            break;
        }
        const text = Array.isArray(part) ? part.map(textOf).join(', ') : textOf(part);
        if (text.trim() !== '') {
            const line = path === '' ? text : `${path}: ${text}`;
            left -= line.length;
            lines.push(line);
        }
    }
    return lines.join('\n');
}

const DEEPEST_PRINT = 64;

/**
 * Indented JSON for the eye, stopped after about `length` characters: payloads can be large, deep, and full of arrays,
 * where `JSON.stringify` would take long or overflow the stack.
 */
export function printJson(value: unknown, length: number): string {
    const parts: string[] = [];
    let left = length;
    const put = (part: string): void => {
        parts.push(part);
        left -= part.length;
    };
    const print = (part: unknown, indent: string): void => {
        if (left <= 0) {
            return;
        }
        if (typeof part !== 'object' || part === null) {
            put(scalar(part, left));
        } else if (indent.length / 2 > DEEPEST_PRINT) {
            put(Array.isArray(part) ? '[…]' : '{…}');
        } else {
            printParts(part, indent);
        }
    };
    const printParts = (part: object, indent: string): void => {
        const names = Array.isArray(part) ? null : Object.keys(part);
        const size = names ? names.length : (part as unknown[]).length;
        put(names ? '{' : '[');
        for (let i = 0; i < size && left > 0; i++) {
            put(`${i > 0 ? ',' : ''}\n${indent}  `);
            const name = names?.[i];
            if (name !== undefined) {
                put(`${scalar(name, left)}: `);
            }
            print(name === undefined ? (part as unknown[])[i] : (part as JsonObject)[name], `${indent}  `);
        }
        put(size > 0 ? `\n${indent}` : '');
        put(names ? '}' : ']');
    };
    print(value, '');
    const text = parts.join('');
    return left < 0 || text.length > length ? `${cutText(text, length)}\n…` : text;
}

function scalar(value: unknown, length: number): string {
    const short = typeof value === 'string' ? cutText(value, Math.max(1, length)) : value;
    return wellFormed(JSON.stringify(short) ?? 'null');
}

const DEEPEST = 500;

/** Whether `JSON.stringify` can take it: nested less deep than its stack is. */
export function isShallow(value: unknown): boolean {
    let level: unknown[] = [value];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > DEEPEST) {
            return false;
        }
        level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
    }
    return true;
}
