import { apexError } from '../run/errors.ts';
import { INTEGER, STRING } from '../types/apex-type.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexList } from '../values/collections.ts';
import { compareTexts } from '../values/compare.ts';
import type { Value } from '../values/value.ts';
import { javaRegex, replaceRegex, splitRegex } from './java-regex.ts';
import { hashCodeOf } from './object.ts';
import { define } from './registry.ts';
import { STRING_ESCAPES } from './string-escapes.ts';
import { STRING_STATICS } from './string-statics.ts';
import { ANY_WHITESPACE, EACH_WHITESPACE, ONLY_WHITESPACE } from './whitespace.ts';

function outOfBounds(index: number): Error {
    return apexError('StringException', `String index out of range: ${index}`);
}

function substring(text: string, start: number, end: number): string {
    if (start < 0 || end > text.length || start > end) {
        throw apexError(
            'StringException',
            start < 0 || start > text.length
                ? `Starting position out of bounds: ${start}`
                : `Ending position out of bounds: ${end}`
        );
    }
    return text.slice(start, end);
}

function pad(text: string, length: number, filler: string, left: boolean): string {
    return left ? text.padStart(length, filler) : text.padEnd(length, filler);
}

function center(text: string, length: number, filler: string): string {
    const missing = Math.max(0, length - text.length);
    return text.padStart(text.length + Math.floor(missing / 2), filler).padEnd(Math.max(length, text.length), filler);
}

function abbreviate(text: string, width: number): string {
    if (width < 4) {
        throw apexError('StringException', 'Minimum abbreviation width is 4');
    }
    return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}

function between(text: string, open: string, close: string): string | null {
    const start = text.indexOf(open);
    const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
    return end < 0 ? null : text.slice(start + open.length, end);
}

function count(text: string, part: string): number {
    return part === '' ? 0 : text.split(part).length - 1;
}

function charCodes(text: string): ApexList {
    return ApexList.of(
        INTEGER,
        Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
    );
}

function levenshtein(left: string, right: string): number {
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= right.length; j += 1) {
            const change = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
            next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
        }
        row = next;
    }
    return row[right.length]!;
}

function difference(left: string, right: string): string {
    let index = 0;
    while (index < right.length && left[index] === right[index]) {
        index += 1;
    }
    return left === right ? '' : right.slice(index);
}

/** Java's trim: every character up to a space. */
function trim(text: string): string {
    // eslint-disable-next-line no-control-regex
    return text.replace(/^[\u0000- ]+|[\u0000- ]+$/g, '');
}

const every =
    (pattern: RegExp): PlatformCode =>
    (self: string) =>
        pattern.test(self);

function indexOfAny(text: string, characters: string): number {
    return Array.from({ length: text.length }, (_, index) => text[index]!).findIndex((each) =>
        characters.includes(each)
    );
}

const SEARCH: Record<string, PlatformCode> = {
    'Boolean contains(String part)': (self: string, part: string) => self.includes(part),
    'Boolean containsIgnoreCase(String part)': (self: string, part: string) =>
        self.toLowerCase().includes(part.toLowerCase()),
    'Boolean containsAny(String? characters)': (self: string, characters: string | null) =>
        indexOfAny(self, characters ?? '') >= 0,
    'Boolean containsNone(String? characters)': (self: string, characters: string | null) =>
        indexOfAny(self, characters ?? '') < 0,
    'Boolean containsOnly(String? characters)': (self: string, characters: string | null) =>
        Array.from(self).every((each) => (characters ?? '').includes(each)),
    'Boolean containsWhitespace()': every(ANY_WHITESPACE),
    'Boolean startsWith(String part)': (self: string, part: string) => self.startsWith(part),
    'Boolean startsWithIgnoreCase(String part)': (self: string, part: string) =>
        self.toLowerCase().startsWith(part.toLowerCase()),
    'Boolean endsWith(String part)': (self: string, part: string) => self.endsWith(part),
    'Boolean endsWithIgnoreCase(String part)': (self: string, part: string) =>
        self.toLowerCase().endsWith(part.toLowerCase()),
    'Integer indexOf(String part)': (self: string, part: string) => self.indexOf(part),
    'Integer indexOf(String part, Integer from)': (self: string, part: string, from: number) =>
        self.indexOf(part, from),
    'Integer indexOfIgnoreCase(String part)': (self: string, part: string) =>
        self.toLowerCase().indexOf(part.toLowerCase()),
    'Integer indexOfIgnoreCase(String part, Integer from)': (self: string, part: string, from: number) =>
        self.toLowerCase().indexOf(part.toLowerCase(), from),
    'Integer indexOfChar(Integer character)': (self: string, character: number) =>
        self.indexOf(String.fromCharCode(character)),
    'Integer indexOfAny(String characters)': indexOfAny,
    'Integer indexOfAnyBut(String characters)': (self: string, characters: string) =>
        Array.from({ length: self.length }, (_, index) => self[index]!).findIndex((each) => !characters.includes(each)),
    'Integer indexOfDifference(String other)': (self: string, other: string) =>
        self === other
            ? -1
            : Array.from({ length: self.length + 1 }).findIndex((_, index) => self[index] !== other[index]),
    'Integer lastIndexOf(String part)': (self: string, part: string) => self.lastIndexOf(part),
    'Integer lastIndexOf(String part, Integer end)': (self: string, part: string, end: number) =>
        self.lastIndexOf(part, end),
    'Integer lastIndexOfIgnoreCase(String part)': (self: string, part: string) =>
        self.toLowerCase().lastIndexOf(part.toLowerCase()),
    'Integer countMatches(String part)': count,
    'Boolean equals(String? other)': (self: string, other: string | null) => self === other,
    'Boolean equals(Object? other)': (self: string, other: Value) => self === other,
    'Boolean equalsIgnoreCase(String? other)': (self: string, other: string | null) =>
        other !== null && self.toLowerCase() === other.toLowerCase(),
    'Integer compareTo(String other)': (self: string, other: string) => compareTexts(self, other),
    'Integer getLevenshteinDistance(String other)': levenshtein,
    'String difference(String other)': difference,
    'Integer hashCode()': hashCodeOf
};

const TESTS: Record<string, PlatformCode> = {
    'Boolean isAlpha()': every(/^\p{L}+$/u),
    'Boolean isAlphaSpace()': every(/^[\p{L} ]*$/u),
    'Boolean isAlphanumeric()': every(/^[\p{L}\p{Nd}]+$/u),
    'Boolean isAlphanumericSpace()': every(/^[\p{L}\p{Nd} ]*$/u),
    'Boolean isNumeric()': every(/^\p{Nd}+$/u),
    'Boolean isNumericSpace()': every(/^[\p{Nd} ]*$/u),
    'Boolean isWhitespace()': every(ONLY_WHITESPACE),
    'Boolean isAllLowerCase()': every(/^\p{Ll}+$/u),
    'Boolean isAllUpperCase()': every(/^\p{Lu}+$/u),
    'Boolean isAsciiPrintable()': every(/^[ -~]*$/)
};

const PARTS: Record<string, PlatformCode> = {
    'String substring(Integer start)': (self: string, start: number) => substring(self, start, self.length),
    'String substring(Integer start, Integer end)': substring,
    'String substringAfter(String separator)': (self: string, separator: string) => {
        const index = self.indexOf(separator);
        return index < 0 ? '' : self.slice(index + separator.length);
    },
    'String substringAfterLast(String separator)': (self: string, separator: string) => {
        const index = self.lastIndexOf(separator);
        return index < 0 ? '' : self.slice(index + separator.length);
    },
    'String substringBefore(String separator)': (self: string, separator: string) => {
        const index = self.indexOf(separator);
        return index < 0 ? self : self.slice(0, index);
    },
    'String substringBeforeLast(String separator)': (self: string, separator: string) => {
        const index = self.lastIndexOf(separator);
        return index < 0 ? self : self.slice(0, index);
    },
    'String substringBetween(String tag)': (self: string, tag: string) => between(self, tag, tag),
    'String substringBetween(String open, String close)': between,
    'String left(Integer length)': (self: string, length: number) => self.slice(0, Math.max(0, length)),
    'String right(Integer length)': (self: string, length: number) => (length <= 0 ? '' : self.slice(-length)),
    'String mid(Integer start, Integer length)': (self: string, start: number, length: number) =>
        length <= 0 ? '' : self.slice(Math.max(0, start), Math.max(0, start) + length),
    'Integer charAt(Integer index)': (self: string, index: number) => {
        if (index < 0 || index >= self.length) {
            throw outOfBounds(index);
        }
        return self.charCodeAt(index);
    },
    'Integer codePointAt(Integer index)': (self: string, index: number) => {
        const code = index < 0 ? undefined : self.codePointAt(index);
        if (code === undefined) {
            throw outOfBounds(index);
        }
        return code;
    },
    'Integer codePointCount(Integer start, Integer end)': (self: string, start: number, end: number) =>
        Array.from(substring(self, start, end)).length,
    'List<Integer> getChars()': charCodes,
    'List<String> split(String pattern)': (self: string, pattern: string) =>
        ApexList.of(STRING, splitRegex(self, javaRegex(pattern), 0)),
    'List<String> split(String pattern, Integer limit)': (self: string, pattern: string, limit: number) =>
        ApexList.of(STRING, splitRegex(self, javaRegex(pattern), limit)),
    'List<String> splitByCharacterType()': (self: string) =>
        ApexList.of(STRING, self.match(/\p{Lu}+|\p{Ll}+|\p{Nd}+|\s+|[^\p{L}\p{Nd}\s]+/gu) ?? []),
    'Integer length()': (self: string) => self.length
};

const CHANGES: Record<string, PlatformCode> = {
    'String abbreviate(Integer width)': abbreviate,
    'String capitalize()': (self: string) => self.slice(0, 1).toUpperCase() + self.slice(1),
    'String uncapitalize()': (self: string) => self.slice(0, 1).toLowerCase() + self.slice(1),
    'String center(Integer length)': (self: string, length: number) => center(self, length, ' '),
    'String center(Integer length, String filler)': center,
    'String deleteWhitespace()': (self: string) => self.replace(EACH_WHITESPACE, ''),
    'String normalizeSpace()': (self: string) => self.trim().replace(/\s+/g, ' '),
    'String leftPad(Integer length)': (self: string, length: number) => pad(self, length, ' ', true),
    'String leftPad(Integer length, String filler)': (self: string, length: number, filler: string) =>
        pad(self, length, filler, true),
    'String rightPad(Integer length)': (self: string, length: number) => pad(self, length, ' ', false),
    'String rightPad(Integer length, String filler)': (self: string, length: number, filler: string) =>
        pad(self, length, filler, false),
    'String remove(String part)': (self: string, part: string) => (part === '' ? self : self.replaceAll(part, '')),
    'String removeStart(String part)': (self: string, part: string) =>
        self.startsWith(part) ? self.slice(part.length) : self,
    'String removeStartIgnoreCase(String part)': (self: string, part: string) =>
        self.toLowerCase().startsWith(part.toLowerCase()) ? self.slice(part.length) : self,
    'String removeEnd(String part)': (self: string, part: string) =>
        part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self,
    'String removeEndIgnoreCase(String part)': (self: string, part: string) =>
        part !== '' && self.toLowerCase().endsWith(part.toLowerCase()) ? self.slice(0, -part.length) : self,
    'String repeat(Integer times)': (self: string, times: number) => self.repeat(Math.max(0, times)),
    'String repeat(String separator, Integer times)': (self: string, separator: string, times: number) =>
        new Array<string>(Math.max(0, times)).fill(self).join(separator),
    'String replace(String target, String replacement)': (self: string, target: string, replacement: string) =>
        self.split(target).join(replacement),
    'String replaceAll(String pattern, String replacement)': (self: string, pattern: string, replacement: string) =>
        replaceRegex(self, javaRegex(pattern), replacement, true),
    'String replaceFirst(String pattern, String replacement)': (self: string, pattern: string, replacement: string) =>
        replaceRegex(self, javaRegex(pattern), replacement, false),
    'String reverse()': (self: string) => Array.from(self).reverse().join(''),
    'String swapCase()': (self: string) =>
        Array.from(self, (each) => (each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase())).join(''),
    'String toLowerCase()': (self: string) => self.toLowerCase(),
    'String toUpperCase()': (self: string) => self.toUpperCase(),
    'String trim()': trim,
    'String toString()': (self: string) => self
};

define({
    name: 'System.String',
    methods: { ...STRING_STATICS, ...SEARCH, ...TESTS, ...PARTS, ...CHANGES, ...STRING_ESCAPES }
});
