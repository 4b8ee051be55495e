import { runtime } from '../run/active.ts';
import { apexError } from '../run/errors.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import type { ApexDate, ApexDatetime } from '../values/dates.ts';
import { formatDatetime } from '../values/date-format.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { ONLY_WHITESPACE } from './whitespace.ts';

/**
 * `{0}` and quotes as Java's MessageFormat reads them: a pair of quotes is one, text between single ones stays as is.
 */
function formatMessage(template: string, args: readonly Value[]): string {
    let result = '';
    let quoted = false;
    for (let index = 0; index < template.length; index += 1) {
        const character = template[index]!;
        if (character === "'") {
            if (template[index + 1] === "'") {
                result += "'";
                index += 1;
            } else {
                quoted = !quoted;
            }
            continue;
        }
        const place = quoted || character !== '{' ? null : /^\{(\d+)\}/.exec(template.slice(index));
        if (place) {
            const number = Number(place[1]);
            result += number < args.length ? toText(args[number]!) : place[0];
            index += place[0].length - 1;
        } else {
            result += character;
        }
    }
    return result;
}

function escapeSingleQuotes(text: string): string {
    return text.replace(/\\/g, '\\\\').replace(/'/g, "\\'");
}

function isBlank(text: string | null): boolean {
    return text === null || ONLY_WHITESPACE.test(text);
}

function itemsOf(source: Value): Value[] {
    if (source instanceof ApexList || source instanceof ApexSet) {
        return source.items;
    }
    throw apexError('TypeException', 'String.join takes a List or a Set');
}

export const STRING_STATICS: Record<string, PlatformCode> = {
    'static Boolean isBlank(String? text)': isBlank,
    'static Boolean isNotBlank(String? text)': (text: string | null) => !isBlank(text),
    'static Boolean isEmpty(String? text)': (text: string | null) => text === null || text === '',
    'static Boolean isNotEmpty(String? text)': (text: string | null) => text !== null && text !== '',
    'static String valueOf(Date? value)': (value: ApexDate | null) => value?.toString() ?? null,
    'static String valueOf(Datetime? value)': (value: ApexDatetime | null) =>
        value && formatDatetime(value, 'yyyy-MM-dd HH:mm:ss', runtime().transaction.user.timeZone, 'en-US'),
    'static String valueOf(Object? value)': (value: Value) => (value === null ? null : toText(value)),
    'static String valueOfGmt(Datetime? value)': (value: ApexDatetime | null) => value?.toString() ?? null,
    'static String join(Object values, String separator)': (values: Value, separator: string) =>
        itemsOf(values)
            .map((each) => (each === null ? '' : toText(each)))
            .join(separator),
    'static String format(String template, List<Object> values)': (template: string, values: ApexList) =>
        formatMessage(template, values.items),
    'static String escapeSingleQuotes(String text)': escapeSingleQuotes,
    'static String fromCharArray(List<Integer> characters)': (characters: ApexList) =>
        String.fromCharCode(...(characters.items as number[])),
    'static String getCommonPrefix(List<String> texts)': (texts: ApexList) => {
        const [first = '', ...rest] = texts.items.map(String);
        let length = first.length;
        for (const each of rest) {
            while (!each.startsWith(first.slice(0, length))) {
                length -= 1;
            }
        }
        return first.slice(0, length);
    }
};
