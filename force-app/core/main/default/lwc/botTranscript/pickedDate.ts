import { fold } from './fold';

/** Those whose names of months and weekdays are read; dates in numbers need no language. */
const LANGUAGES = [
    'en',
    'de',
    'fr',
    'es',
    'it',
    'pt',
    'nl',
    'pl',
    'cs',
    'sv',
    'da',
    'nb',
    'fi',
    'hu',
    'tr',
    'ru',
    'uk'
];

/** Folded text has no capitals: they stand for the name of a month or weekday. */
const MONTH = 'M';
const WEEKDAY = 'W';

const YEAR = '(?:19|20)\\d\\d';
const DAY = '(?:\\d\\d?[. ]*[-–] *)?\\d\\d?(?:st|nd|rd|th|er)?';
const GAP = '[ ,./-]*(?:del? )?';
const TIME =
    '(?:[ ,t]+(?:\\p{L}{1,4} )?\\d\\d?[:.h]\\d\\d(?:[:.]\\d\\d(?:\\.\\d+)?)?(?: ?[\\p{L}.]{1,5}|[+-]\\d\\d:?\\d\\d)?)?';

const FORMS = [
    // Of a picker without a calendar.
    '[0-2]?\\d:[0-5]\\d(?::[0-5]\\d)?(?: ?[ap]\\.?m\\.?)?',
    `${YEAR}[-./] ?\\d\\d?[-./] ?\\d\\d?\\.?`,
    `[0-3]?\\d[-./] ?[0-3]?\\d[-./] ?(?:${YEAR}|\\d\\d)\\.?`,
    '[0-3]?\\d[./][0-3]?\\d\\.?',
    `(?:(?:(?:${YEAR}|\\p{L}\\p{L}\\d\\d?) ?[年년] ?)?\\d\\d? ?[月월] ?)?\\d\\d? ?[日일]`.normalize('NFC'),
    `(?:(?:${WEEKDAY}|${YEAR})${GAP})?(?:${DAY}${GAP}${MONTH}|${MONTH}${GAP}${DAY})(?:${GAP}${YEAR})?\\.?`
];

const MOST_SIGNS = 100;

/** Arabic, Persian and Devanagari, of which the first two begin a block. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const asciiDigit = (digit: string): string => String((digit.charCodeAt(0) & 15) - (digit >= '\u0966' ? 6 : 0));
/** Dates of right-to-left languages have marks of direction between their parts. */
const DIRECTIONS = /[\u061c\u200e\u200f]/g;

let dates: RegExp | undefined;
let capitals: ReadonlyMap<string, string> | undefined;

/**
 * Whether all of a text is a date, with or without a time, a time alone, or several: what a date picker sends
 * (https://github.com/Cognigy/chat-components: the day in the locale's numbers or in a format of its own, ranges and
 * lists of them), or what somebody types instead.
 */
export function isDate(text: string): boolean {
    // Folded Hangul is in parts.
    const folded = fold(text.replace(DIRECTIONS, '').replace(DIGITS, asciiDigit)).normalize('NFC').trim();
    if (folded.length > MOST_SIGNS || !/\d/.test(folded)) {
        return false;
    }
    dates ??= anyOf(FORMS);
    return dates.test(folded) || dates.test(withCapitals(folded));
}

function anyOf(forms: string[]): RegExp {
    const date = `(?:${forms.join('|')})${TIME}`;
    return new RegExp(`^${date}(?:(?: *[-–—~,;] *| \\p{L}{1,6} )${date}){0,9}$`, 'u');
}

function withCapitals(folded: string): string {
    const known = (capitals ??= capitalsOfNames());
    return folded.replace(/\p{L}+/gu, (word) => known.get(word) ?? word);
}

/** Names as they stand alone and in a date, in full and short. */
function capitalsOfNames(): Map<string, string> {
    const found = new Map<string, string>();
    for (const language of LANGUAGES) {
        for (const style of ['long', 'short'] as const) {
            for (const day of ['numeric', undefined] as const) {
                const format = new Intl.DateTimeFormat(language, {
                    day,
                    month: style,
                    weekday: style,
                    timeZone: 'UTC'
                });
                for (let month = 0; month < 12; month++) {
                    // The first days of this year's months are all the days of a week.
                    for (const { type, value } of format.formatToParts(Date.UTC(2026, month, 1))) {
                        const name = fold(value).replace(/\.$/, '');
                        if (type === 'weekday' && !found.has(name)) {
                            found.set(name, WEEKDAY);
                        } else if (type === 'month') {
                            found.set(name, MONTH);
                        }
                    }
                }
            }
        }
    }
    return found;
}
