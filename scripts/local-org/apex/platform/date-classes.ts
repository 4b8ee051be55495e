import { runtime } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { ApexDate, ApexDatetime, ApexTime, daysInMonth } from '../values/dates.ts';
import { toWallClock } from '../values/time-zone.ts';
import type { Value } from '../values/value.ts';
import { define } from './registry.ts';

export function zone(): string {
    return runtime().transaction.user.timeZone;
}

export function locale(): string {
    return runtime().transaction.user.locale.replace('_', '-');
}

function invalidDate(text: string): Error {
    return apexError('TypeException', `Invalid date: ${text}`);
}

/** Only the ISO form: what a locale's own form means would be a guess. */
function parseDate(text: string): ApexDate {
    const date = ApexDate.parse(/^(\d{4}-\d{1,2}-\d{1,2})(?: |T|$)/.exec(text)?.[1] ?? text);
    if (!date) {
        throw invalidDate(text);
    }
    return date;
}

export function userDate(moment: ApexDatetime): ApexDate {
    return toWallClock(moment, zone()).dateGmt;
}

/** Monday is the first day, except in locales whose week starts on Sunday. */
function firstWeekday(): number {
    return ['en-US', 'en-CA', 'pt-BR', 'ja-JP'].includes(locale()) ? 0 : 1;
}

/** 0 is Sunday. */
function weekday(date: ApexDate): number {
    return (((date.days + 4) % 7) + 7) % 7;
}

function format(date: ApexDate): string {
    const options = { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    if (locale() === 'en-US') {
        return `${date.month}/${date.day}/${date.year}`;
    }
    return new Intl.DateTimeFormat(locale(), options).format(date.milliseconds);
}

function asDate(value: Value): ApexDate {
    if (value instanceof ApexDate) {
        return value;
    }
    if (value instanceof ApexDatetime) {
        return userDate(value);
    }
    if (typeof value === 'string') {
        return parseDate(value);
    }
    throw apexError('TypeException', 'Invalid date');
}

define(
    {
        name: 'System.Date',
        methods: {
            'static Date newInstance(Integer year, Integer month, Integer day)': (
                year: number,
                month: number,
                day: number
            ) => ApexDate.of(year, month, day),
            'static Date today()': () => userDate(new ApexDatetime(Date.now())),
            'static Date valueOf(String text)': parseDate,
            'static Date valueOf(Object value)': asDate,
            'static Date parse(String text)': (text: string) => {
                const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
                if (locale() !== 'en-US') {
                    throw notSupported(`Date.parse in the locale ${locale()}`);
                }
                if (!match) {
                    throw invalidDate(text);
                }
                return ApexDate.of(Number(match[3]), Number(match[1]), Number(match[2]));
            },
            'static Integer daysInMonth(Integer year, Integer month)': daysInMonth,
            'static Boolean isLeapYear(Integer year)': (year: number) => daysInMonth(year, 2) === 29,
            'Date addDays(Integer count)': (self: ApexDate, count: number) => self.addDays(count),
            'Date addMonths(Integer count)': (self: ApexDate, count: number) => self.addMonths(count),
            'Date addYears(Integer count)': (self: ApexDate, count: number) => self.addMonths(count * 12),
            'Integer day()': (self: ApexDate) => self.day,
            'Integer month()': (self: ApexDate) => self.month,
            'Integer year()': (self: ApexDate) => self.year,
            'Integer dayOfYear()': (self: ApexDate) => self.days - ApexDate.of(self.year, 1, 1).days + 1,
            'Integer daysBetween(Date other)': (self: ApexDate, other: ApexDate) => other.days - self.days,
            'Integer monthsBetween(Date other)': (self: ApexDate, other: ApexDate) =>
                (other.year - self.year) * 12 + other.month - self.month,
            'Boolean isSameDay(Date other)': (self: ApexDate, other: ApexDate) => self.days === other.days,
            'Date toStartOfMonth()': (self: ApexDate) => ApexDate.of(self.year, self.month, 1),
            'Date toStartOfWeek()': (self: ApexDate) => self.addDays(-((weekday(self) - firstWeekday() + 7) % 7)),
            'String format()': format
        }
    },
    {
        name: 'System.Time',
        methods: {
            'static Time newInstance(Integer hour, Integer minute, Integer second, Integer millisecond)': (
                hour: number,
                minute: number,
                second: number,
                millisecond: number
            ) => ApexTime.of(hour, minute, second, millisecond),
            'Time addHours(Integer count)': (self: ApexTime, count: number) =>
                new ApexTime(self.milliseconds + count * 3_600_000),
            'Time addMinutes(Integer count)': (self: ApexTime, count: number) =>
                new ApexTime(self.milliseconds + count * 60_000),
            'Time addSeconds(Integer count)': (self: ApexTime, count: number) =>
                new ApexTime(self.milliseconds + count * 1000),
            'Time addMilliseconds(Integer count)': (self: ApexTime, count: number) =>
                new ApexTime(self.milliseconds + count),
            'Integer hour()': (self: ApexTime) => self.hour,
            'Integer minute()': (self: ApexTime) => self.minute,
            'Integer second()': (self: ApexTime) => self.second,
            'Integer millisecond()': (self: ApexTime) => self.millisecond
        }
    }
);
