import { ApexDatetime, type ApexDate } from './dates.ts';
import { zoneOffset } from '../../time-zone.ts';
import { toWallClock } from './time-zone.ts';

/** A pattern letter that this formatter does not know. */
export class UnknownPattern extends Error {}

function zoneText(moment: ApexDatetime, zone: string, style: string): string {
    const minutes = Math.round(zoneOffset(moment.milliseconds, zone) / 60_000);
    const sign = minutes < 0 ? '-' : '+';
    const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
    const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
    switch (style) {
        case 'Z':
        case 'ZZ':
        case 'ZZZ':
            return `${sign}${hours}${rest}`;
        case 'X':
            return minutes === 0 ? 'Z' : `${sign}${hours}`;
        case 'XX':
            return minutes === 0 ? 'Z' : `${sign}${hours}${rest}`;
        case 'XXX':
            return minutes === 0 ? 'Z' : `${sign}${hours}:${rest}`;
        default:
            return zoneName(moment, zone, style.length >= 4 ? 'long' : 'short');
    }
}

/** Unicode's data has the short name of a zone for those places only where people use it. */
const REGIONS = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-CA'];

function zoneName(moment: ApexDatetime, zone: string, style: 'long' | 'short'): string {
    if (zone === 'GMT') {
        return style === 'long' ? 'Greenwich Mean Time' : 'GMT';
    }
    const names = REGIONS.map((region) => named(moment, zone, region, { timeZoneName: style }, 'timeZoneName'));
    const found = names.find((name) => !name.startsWith('GMT'));
    if (found === undefined) {
        throw new UnknownPattern(`the name of the time zone ${zone}`);
    }
    return found;
}

/** The year that a date's week belongs to, where weeks begin on Sunday and the first one holds January 1. */
function weekYear(date: ApexDate, locale: string): number {
    if (!/^en-US\b/.test(locale)) {
        throw new UnknownPattern(`the date pattern letter Y in the locale ${locale}`);
    }
    return date.addDays(6 - ((((date.days + 4) % 7) + 7) % 7)).year;
}

function named(
    moment: ApexDatetime,
    zone: string,
    locale: string,
    options: Intl.DateTimeFormatOptions,
    part: Intl.DateTimeFormatPartTypes
): string {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).formatToParts(moment.milliseconds);
    return parts.find((each) => each.type === part)?.value ?? '';
}

/**
 * Formats as Java's SimpleDateFormat (https://docs.oracle.com/javase/8/docs/api/java/text/SimpleDateFormat.html).
 * @param locale BCP 47, for the names of months and days.
 * @throws UnknownPattern for the letters G, w, W, F, k, K, for Y outside of the United States, and for a zone whose
 * short name is not known.
 */
export function formatDatetime(moment: ApexDatetime, pattern: string, zone: string, locale: string): string {
    const wall = toWallClock(moment, zone);
    const date = wall.dateGmt;
    const time = wall.timeGmt;
    const number = (value: number, width: number): string => String(value).padStart(width, '0');
    const letters = (run: string): string => {
        const width = run.length;
        switch (run[0]) {
            case 'y':
                return width === 2 ? number(date.year % 100, 2) : number(date.year, width);
            case 'Y':
                return width === 2 ? number(weekYear(date, locale) % 100, 2) : number(weekYear(date, locale), width);
            case 'M':
            case 'L':
                return width > 2
                    ? named(moment, zone, locale, { month: width > 3 ? 'long' : 'short' }, 'month')
                    : number(date.month, width);
            case 'd':
                return number(date.day, width);
            case 'D':
                return number(date.days - new ApexDatetime(Date.UTC(date.year, 0, 1)).dateGmt.days + 1, width);
            case 'E':
                return named(moment, zone, locale, { weekday: width > 3 ? 'long' : 'short' }, 'weekday');
            case 'u':
                return number(((date.days + 3) % 7) + 1, width);
            case 'H':
                return number(time.hour, width);
            case 'h':
                return number(time.hour % 12 || 12, width);
            case 'a':
                return time.hour < 12 ? 'AM' : 'PM';
            case 'm':
                return number(time.minute, width);
            case 's':
                return number(time.second, width);
            case 'S':
                return number(time.millisecond, width);
            case 'z':
            case 'Z':
            case 'X':
                return zoneText(moment, zone, run);
            default:
                throw new UnknownPattern(`the date pattern letter ${run[0]}`);
        }
    };
    return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run: string, quoted: string | undefined) =>
        quoted === undefined ? letters(run) : quoted === '' ? "'" : quoted.replaceAll("''", "'")
    );
}
