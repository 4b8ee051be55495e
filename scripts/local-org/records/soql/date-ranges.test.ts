import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayRange, localDay, startOfDay } from './date-ranges.ts';

// A Wednesday.
const TODAY = '2024-05-15';

const TABLE: [string, number, string, string][] = [
    ['YESTERDAY', 0, '2024-05-14', '2024-05-15'],
    ['TODAY', 0, '2024-05-15', '2024-05-16'],
    ['TOMORROW', 0, '2024-05-16', '2024-05-17'],
    ['LAST_WEEK', 0, '2024-05-05', '2024-05-12'],
    ['THIS_WEEK', 0, '2024-05-12', '2024-05-19'],
    ['NEXT_WEEK', 0, '2024-05-19', '2024-05-26'],
    ['LAST_MONTH', 0, '2024-04-01', '2024-05-01'],
    ['THIS_MONTH', 0, '2024-05-01', '2024-06-01'],
    ['NEXT_MONTH', 0, '2024-06-01', '2024-07-01'],
    ['LAST_QUARTER', 0, '2024-01-01', '2024-04-01'],
    ['THIS_QUARTER', 0, '2024-04-01', '2024-07-01'],
    ['NEXT_QUARTER', 0, '2024-07-01', '2024-10-01'],
    ['LAST_YEAR', 0, '2023-01-01', '2024-01-01'],
    ['THIS_YEAR', 0, '2024-01-01', '2025-01-01'],
    ['NEXT_YEAR', 0, '2025-01-01', '2026-01-01'],
    ['LAST_90_DAYS', 0, '2024-02-15', '2024-05-16'],
    ['NEXT_90_DAYS', 0, '2024-05-16', '2024-08-14'],
    ['LAST_N_DAYS', 3, '2024-05-12', '2024-05-16'],
    ['NEXT_N_DAYS', 3, '2024-05-16', '2024-05-19'],
    ['N_DAYS_AGO', 3, '2024-05-12', '2024-05-13'],
    ['LAST_N_WEEKS', 2, '2024-04-28', '2024-05-12'],
    ['NEXT_N_WEEKS', 2, '2024-05-19', '2024-06-02'],
    ['N_WEEKS_AGO', 1, '2024-05-05', '2024-05-12'],
    ['LAST_N_MONTHS', 6, '2023-11-01', '2024-05-01'],
    ['NEXT_N_MONTHS', 2, '2024-06-01', '2024-08-01'],
    ['N_MONTHS_AGO', 5, '2023-12-01', '2024-01-01'],
    ['LAST_N_QUARTERS', 1, '2024-01-01', '2024-04-01'],
    ['N_QUARTERS_AGO', 2, '2023-10-01', '2024-01-01'],
    ['LAST_N_YEARS', 2, '2022-01-01', '2024-01-01'],
    ['NEXT_N_YEARS', 1, '2025-01-01', '2026-01-01'],
    ['N_YEARS_AGO', 4, '2020-01-01', '2021-01-01']
];

for (const [name, count, from, until] of TABLE) {
    test(`${name}${count ? `:${count}` : ''}`, () => assert.deepEqual(dayRange(name, count, TODAY), { from, until }));
}

test('days begin where the user is', () => {
    assert.equal(startOfDay('2024-05-15', 'GMT'), '2024-05-15T00:00:00.000Z');
    assert.equal(startOfDay('2024-05-15', 'Europe/Berlin'), '2024-05-14T22:00:00.000Z');
    assert.equal(startOfDay('2024-01-15', 'Europe/Berlin'), '2024-01-14T23:00:00.000Z');
    assert.equal(startOfDay('2024-05-15', 'America/Los_Angeles'), '2024-05-15T07:00:00.000Z');
    assert.equal(startOfDay('2024-05-15', 'Asia/Kolkata'), '2024-05-14T18:30:00.000Z');
});

test('days on which clocks change', () => {
    assert.equal(startOfDay('2024-03-31', 'Europe/Berlin'), '2024-03-30T23:00:00.000Z');
    assert.equal(startOfDay('2024-04-01', 'Europe/Berlin'), '2024-03-31T22:00:00.000Z');
    assert.equal(startOfDay('2024-10-28', 'Europe/Berlin'), '2024-10-27T23:00:00.000Z');
});

test('the calendar day depends on the time zone', () => {
    const moment = new Date('2024-05-15T23:30:00Z');
    assert.equal(localDay(moment, 'GMT'), '2024-05-15');
    assert.equal(localDay(moment, 'Asia/Tokyo'), '2024-05-16');
});
