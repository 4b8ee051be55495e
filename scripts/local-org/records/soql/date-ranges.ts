import { zoneOffset } from '../../time-zone.ts';
import { NotSupportedError } from '../errors.ts';

/** Whole days: from the first, up to but not with the second. As `YYYY-MM-DD`. */
export interface DayRange {
    from: string;
    until: string;
}

/** A calendar day as a UTC date at midnight; only its calendar parts mean anything. */
type Day = Date;

const day = (year: number, month: number, date: number): Day => new Date(Date.UTC(year, month, date));
const addDays = (from: Day, count: number): Day =>
    day(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate() + count);
const text = (value: Day): string => value.toISOString().slice(0, 10);

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/**
 * The first day of the unit that `today` is in, moved by `count` units. Weeks begin on Sunday, as in the en_US locale.
 */
function startOf(unit: Unit, today: Day, count: number): Day {
    const year = today.getUTCFullYear();
    const month = today.getUTCMonth();
    switch (unit) {
        case 'DAY':
            return addDays(today, count);
        case 'WEEK':
            return addDays(today, count * 7 - today.getUTCDay());
        case 'MONTH':
            return day(year, month + count, 1);
        case 'QUARTER':
            return day(year, month - (month % 3) + count * 3, 1);
        case 'YEAR':
            return day(year + count, 0, 1);
    }
}

/**
 * The days that a date literal stands for
 * (https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm).
 * @param name in upper case, e.g. `TODAY`, `LAST_N_DAYS`
 * @param today the calendar day in the user's time zone, `YYYY-MM-DD`
 */
export function dayRange(name: string, count: number, today: string): DayRange {
    const now = new Date(`${today}T00:00:00Z`);
    const range = (from: Day, until: Day): DayRange => ({ from: text(from), until: text(until) });
    const units = (unit: Unit, first: number, end: number): DayRange =>
        range(startOf(unit, now, first), startOf(unit, now, end));

    if (name === 'YESTERDAY') return units('DAY', -1, 0);
    if (name === 'TODAY') return units('DAY', 0, 1);
    if (name === 'TOMORROW') return units('DAY', 1, 2);
    if (name === 'LAST_90_DAYS') return units('DAY', -90, 1);
    if (name === 'NEXT_90_DAYS') return units('DAY', 1, 91);

    const single = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
    if (single) {
        const first = { LAST: -1, THIS: 0, NEXT: 1 }[single[1] as 'LAST' | 'THIS' | 'NEXT'];
        return units(single[2] as Unit, first, first + 1);
    }
    const several = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(name);
    if (several) {
        const unit = several[2] as Unit;
        // The last n days include today; other units are whole ones before the present one.
        if (several[1] === 'LAST') return units(unit, -count, unit === 'DAY' ? 1 : 0);
        return units(unit, 1, count + 1);
    }
    const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
    if (ago) return units(ago[1] as Unit, -count, 1 - count);
    throw new NotSupportedError(`date literal ${name}`);
}

/** The calendar day in a time zone at a moment, `YYYY-MM-DD`. */
export function localDay(moment: Date, timeZone: string): string {
    return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
        moment
    );
}

/** The moment at which a calendar day begins in a time zone, as ISO 8601 UTC. */
export function startOfDay(date: string, timeZone: string): string {
    const wanted = Date.parse(`${date}T00:00:00Z`);
    let guess = wanted;
    // Twice, because the offset at the guess may differ from the one at the result where clocks change.
    for (let round = 0; round < 2; round++) guess = wanted - zoneOffset(guess, timeZone);
    return new Date(guess).toISOString();
}
