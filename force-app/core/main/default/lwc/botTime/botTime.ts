/** Times and durations in the agent's language, locale and time zone. */
import LOCALE from '@salesforce/i18n/locale';
import LANGUAGE from '@salesforce/i18n/lang';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { dayKeysIn } from 'c/botTranscript';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Averages: 400 days say less than "13 months ago" and an exact time beside it. */
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

/** Making a formatter costs far more than using it: each is made once, when it is first needed. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    let found = formatters.get(name);
    if (found === undefined) {
        found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: TIME_ZONE || undefined });
        formatters.set(name, found);
    }
    return found;
}

const TIME_OF_DAY: Intl.DateTimeFormatOptions = { timeStyle: 'short' };

// The first formatter of a page takes the browser 10 to 20 ms, all others next to nothing: it is made with the module,
// before there is a conversation that would have to wait for it.
formatter('time', TIME_OF_DAY);

let relativeFormat: Intl.RelativeTimeFormat | undefined;

function relative(): Intl.RelativeTimeFormat {
    return (relativeFormat ??= new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto', style: 'long' }));
}

/** Milliseconds since 1970 of an ISO 8601 text; null where there is none or it is no time. */
export function toTime(iso: string | null | undefined): number | null {
    const time = iso ? Date.parse(iso) : Number.NaN;
    return Number.isNaN(time) ? null : time;
}

/** Time of day in the agent's zone and format, e.g. `10:32 AM`; empty for null. */
export function timeOfDay(time: number | null): string {
    return isUsable(time) ? formatter('time', TIME_OF_DAY).format(time) : '';
}

/** Date and time to the second with the zone, for tool tips and copies; empty for null. */
export function exactTime(time: number | null): string {
    return isUsable(time) ? formatter('exact', { dateStyle: 'full', timeStyle: 'long' }).format(time) : '';
}

/** Date and time, short, e.g. `11/21/26, 10:32:05 AM`; empty for null. */
export function shortDateTime(time: number | null): string {
    return isUsable(time) ? formatter('short', { dateStyle: 'short', timeStyle: 'medium' }).format(time) : '';
}

/** From when to when, with the zone, e.g. `11/21/26, 9:56 – 9:59 AM GMT+1`; empty where one of them is null. */
export function period(start: number | null, end: number | null): string {
    if (!isUsable(start) || !isUsable(end)) {
        return '';
    }
    const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
    const format = formatter('period', { year: 'numeric', month: 'numeric', day: 'numeric', ...time });
    return format.formatRange(Math.min(start, end), Math.max(start, end));
}

let dayKeys: ReturnType<typeof dayKeysIn> | undefined;

/** Names the day in the agent's zone, the same text for the same day: `2026-11-21`; empty for null. */
export function dayKey(time: number | null): string {
    return isUsable(time) ? (dayKeys ??= dayKeysIn(TIME_ZONE || undefined))(time) : '';
}

/** The day for people: today, yesterday, or the full date; empty for null. */
export function dayLabel(time: number | null, now: number): string {
    if (!isUsable(time)) {
        return '';
    }
    const full = formatter('dayLabel', { dateStyle: 'full' }).format(time);
    const days = daysBetween(now, time);
    return days === 0 || days === -1 ? `${capital(relative().format(days, 'day'))}, ${full}` : full;
}

/** Days of the calendar in the agent's zone: a day may have 23 hours or 25, and yesterday may be an hour ago. */
function daysBetween(start: number, end: number): number {
    return (Date.parse(dayKey(end)) - Date.parse(dayKey(start))) / DAY;
}

/** A day, and a time on it, as bots write them. */
const CALENDAR_DAY = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::[\d.]+)?(Z|[-+]\d\d:\d\d)?)?$/;

/**
 * A calendar day that a bot wrote as `2026-11-21`, in the agent's format, with its time where it has one
 * (`2026-11-21T15:42:00.000+02:00`); any other text as it is.
 */
export function calendarDay(text: string): string {
    const parts = CALENDAR_DAY.exec(text.trim());
    if (!parts) {
        return text;
    }
    const [, year, month, day, time, zone] = parts;
    // Without a zone: the day that the customer picked is that day everywhere.
    const instant = Date.UTC(Number(year), Number(month) - 1, Number(day));
    const shown = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' }).format(instant);
    return [shown, time, zone && `UTC${zone.replace('Z', '')}`].filter(Boolean).join(' ');
}

/** How long ago (or ahead), e.g. `3 minutes ago`; empty for null. */
export function timeAgo(time: number | null, now: number): string {
    if (!isUsable(time)) {
        return '';
    }
    const distance = time - now;
    const size = Math.abs(distance);
    if (size < MINUTE) {
        return relative().format(0, 'second');
    }
    if (size < HOUR) {
        return relative().format(Math.trunc(distance / MINUTE), 'minute');
    }
    const days = size < DAY ? 0 : daysBetween(now, time);
    if (days === 0) {
        return relative().format(Math.trunc(distance / HOUR), 'hour');
    }
    // From two on, where all languages say a number: "last month" may be the one before.
    if (size < 2 * MONTH) {
        return relative().format(days, 'day');
    }
    return size < 2 * YEAR
        ? relative().format(Math.trunc(distance / MONTH), 'month')
        : relative().format(Math.trunc(distance / YEAR), 'year');
}

/**
 * A stretch of time in its two largest units, e.g. `1 hr 5 min`; at least one second.
 *
 * @param isRough leaves the seconds out of all that is a minute or longer
 */
export function duration(milliseconds: number, isRough = false): string {
    const unitSize = isRough && milliseconds >= MINUTE ? MINUTE : SECOND;
    const seconds = Math.max(1, (Math.round(milliseconds / unitSize) * unitSize) / SECOND);
    const units: [string, number][] = [
        ['day', 86_400],
        ['hour', 3_600],
        ['minute', 60],
        ['second', 1]
    ];
    const first = units.findIndex(([, size]) => seconds >= size);
    let rest = seconds;
    const parts: string[] = [];
    for (const [unit, size] of units.slice(first, first + 2)) {
        const whole = Math.floor(rest / size);
        rest -= whole * size;
        if (whole > 0) {
            parts.push(new Intl.NumberFormat(LOCALE, { style: 'unit', unit, unitDisplay: 'short' }).format(whole));
        }
    }
    return parts.join(' ');
}

let numberFormat: Intl.NumberFormat | undefined;

/** Languages that write numbers with digits of their own. */
const OWN_DIGITS = /^(?:ar|as|bn|ckb|dz|fa|ks|ml|mni|mr|my|ne|pa|ps|sa|sat|sd|ur|uz)\b/;

/** A number in the agent's format. */
export function count(value: number): string {
    // Small ones look the same in all other languages; a formatter for them would be made before the first paint.
    if (Number.isInteger(value) && value >= 0 && value < 1_000 && !OWN_DIGITS.test(LOCALE)) {
        return String(value);
    }
    return (numberFormat ??= new Intl.NumberFormat(LOCALE)).format(value);
}

/** A size in bytes with one decimal at most, e.g. `1.4 MB`. */
export function fileSize(bytes: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
    let index = 0;
    let value = bytes;
    while (value >= 1000 && index < units.length - 1) {
        value /= 1000;
        index++;
    }
    // Short forms of bytes have no plural in English.
    const unitDisplay = index === 0 ? 'long' : 'short';
    const options = { style: 'unit', unit: units[index], unitDisplay, maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(LOCALE, options).format(value);
}

let languageNames: Intl.DisplayNames | undefined;

/** What a language is called, e.g. `Brazilian Portuguese` for `pt_BR`; empty for what is none or has no name. */
export function languageName(language: string): string {
    languageNames ??= new Intl.DisplayNames(LANGUAGE, { type: 'language', fallback: 'none' });
    try {
        return languageNames.of(language.trim().replaceAll('_', '-')) ?? '';
    } catch {
        return '';
    }
}

/** A list for people, e.g. `text, images and files`. */
export function listOf(parts: string[]): string {
    return new Intl.ListFormat(LANGUAGE, { style: 'long', type: 'conjunction' }).format(parts);
}

function isUsable(time: number | null): time is number {
    // The range that a Date can hold; formatters throw outside of it.
    return time !== null && Math.abs(time) <= 8.64e15;
}

function capital(text: string): string {
    return text.charAt(0).toLocaleUpperCase(LANGUAGE) + text.slice(1);
}
