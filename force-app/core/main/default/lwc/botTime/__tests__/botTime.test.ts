import {
    calendarDay,
    count,
    dayKey,
    dayLabel,
    duration,
    exactTime,
    fileSize,
    listOf,
    shortDateTime,
    timeAgo,
    timeOfDay,
    toTime
} from 'c/botTime';

// The agent of these tests: en-US in Los Angeles, eight hours behind UTC in winter.
const NOON = Date.parse('2026-01-31T20:00:00Z');
const MINUTE = 60_000;

/** Intl writes narrow and unbreakable spaces. */
function plainSpaces(text: string): string {
    return text.replace(/[\u00a0\u202f]/g, ' ');
}

describe('times in the zone of the agent', () => {
    it('tells time of day, date and zone', () => {
        expect(plainSpaces(timeOfDay(NOON))).toBe('12:00 PM');
        expect(plainSpaces(exactTime(NOON))).toMatch(/^Saturday, January 31, 2026.*12:00:00 PM PST$/);
        expect(plainSpaces(shortDateTime(NOON))).toBe('1/31/26, 12:00:00 PM');
    });

    it('puts a message after midnight UTC on the day of the agent', () => {
        expect(dayKey(Date.parse('2026-02-01T07:59:00Z'))).toBe('2026-01-31');
        expect(dayKey(Date.parse('2026-02-01T08:00:00Z'))).toBe('2026-02-01');
    });

    it('names today and yesterday besides the date', () => {
        expect(dayLabel(NOON - 60 * MINUTE, NOON)).toBe('Today, Saturday, January 31, 2026');
        expect(dayLabel(NOON - 24 * 60 * MINUTE, NOON)).toBe('Yesterday, Friday, January 30, 2026');
        expect(dayLabel(NOON - 48 * 60 * MINUTE, NOON)).toBe('Thursday, January 29, 2026');
    });

    it.each([
        ['the night after clocks went forward', '2026-03-09T07:30:00Z', '2026-03-08T20:00:00Z', 'Yesterday, Sunday'],
        ['two days before that night', '2026-03-09T07:30:00Z', '2026-03-08T04:00:00Z', 'Saturday'],
        ['the last hour of the day they go back', '2026-11-02T07:30:00Z', '2026-10-31T20:00:00Z', 'Yesterday, Saturday']
    ])('counts days of the calendar: %s', (_, now, then, expected) => {
        expect(dayLabel(Date.parse(then), Date.parse(now)).startsWith(`${expected}, `)).toBe(true);
    });

    it.each([
        [
            'two days of the calendar, though less than 48 hours',
            '2026-01-28T18:00:00Z',
            '2026-01-26T23:00:00Z',
            '2 days ago'
        ],
        ['the day before', '2026-01-28T18:00:00Z', '2026-01-27T08:00:00Z', 'yesterday'],
        ['less than a day', '2026-01-28T18:00:00Z', '2026-01-27T20:00:00Z', '22 hours ago'],
        ['the same day of 25 hours', '2026-11-02T07:45:00Z', '2026-11-01T07:15:00Z', '24 hours ago'],
        ['two days ahead', '2026-01-26T23:00:00Z', '2026-01-28T18:00:00Z', 'in 2 days']
    ])('tells how long ago by the calendar: %s', (_, now, then, expected) => {
        expect(timeAgo(Date.parse(then), Date.parse(now))).toBe(expected);
    });

    it('has words for any time that there is', () => {
        for (const time of [8.64e15, -8.64e15, Date.parse('-002026-01-31T20:00:00Z')]) {
            expect([timeAgo(time, NOON), dayLabel(time, NOON)]).not.toContain('');
        }
    });

    it.each([
        [0, 'now'],
        [-30_000, 'now'],
        [-3 * MINUTE, '3 minutes ago'],
        [-61 * MINUTE, '1 hour ago'],
        [-26 * 60 * MINUTE, 'yesterday'],
        [-72 * 60 * MINUTE, '3 days ago'],
        [-59 * 24 * 60 * MINUTE, '59 days ago'],
        [-60 * 24 * 60 * MINUTE, '60 days ago'],
        [-61 * 24 * 60 * MINUTE, '2 months ago'],
        [-95 * 24 * 60 * MINUTE, '3 months ago'],
        [-800 * 24 * 60 * MINUTE, '2 years ago'],
        [5 * MINUTE, 'in 5 minutes']
    ])('%d ms from now is "%s"', (distance, expected) => {
        expect(timeAgo(NOON + distance, NOON)).toBe(expected);
    });

    it('says nothing where there is no time, or none that a calendar has', () => {
        for (const time of [null, Number.NaN, 1e300]) {
            expect([timeOfDay(time), exactTime(time), dayKey(time), dayLabel(time, NOON), timeAgo(time, NOON)]).toEqual(
                ['', '', '', '', '']
            );
        }
        expect([toTime(undefined), toTime(''), toTime('soon')]).toEqual([null, null, null]);
        expect(toTime('2026-01-31T20:00:00.000Z')).toBe(NOON);
    });
});

describe('amounts', () => {
    it.each([
        [0, false, '1 sec'],
        [42_000, false, '42 sec'],
        [65_000, false, '1 min 5 sec'],
        [65_000, true, '1 min'],
        [1_421_000, true, '24 min'],
        [3_600_000, true, '1 hr'],
        [3_900_000, true, '1 hr 5 min'],
        [90_000_000, true, '1 day 1 hr']
    ])('%d ms (rough: %s) are %s', (milliseconds, isRough, expected) => {
        expect(plainSpaces(duration(milliseconds, isRough))).toBe(expected);
    });

    it('writes sizes, numbers, lists and days as people do', () => {
        expect([fileSize(999), fileSize(1_400), fileSize(2_340_000)].map(plainSpaces)).toEqual([
            '999 bytes',
            '1.4 kB',
            '2.3 MB'
        ]);
        expect(count(12_345)).toBe('12,345');
        expect(listOf(['a', 'b', 'c'])).toBe('a, b, and c');
        expect(calendarDay('2026-05-03')).toBe('May 3, 2026');
        expect(calendarDay('next week')).toBe('next week');
    });

    it('keeps the time of such a day, and its zone', () => {
        expect(calendarDay('2026-05-03T15:42:00.000+02:00')).toBe('May 3, 2026 15:42 UTC+02:00');
        expect(calendarDay('2026-05-03T22:00:00Z')).toBe('May 3, 2026 22:00 UTC');
        expect(calendarDay('2026-05-03 15:42')).toBe('May 3, 2026 15:42');
        expect(calendarDay('2026-05-03 to 2026-05-07')).toBe('2026-05-03 to 2026-05-07');
    });
});
