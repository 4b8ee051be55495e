import { apexError, notSupported } from '../run/errors.ts';
import { formatDatetime, UnknownPattern } from '../values/date-format.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import { isTimeZone, zoneOffset } from '../../time-zone.ts';
import { fromWallClock, toWallClock } from '../values/time-zone.ts';
import { PlatformValue } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import { locale, userDate, zone } from './date-classes.ts';
import { define, platformClass } from './registry.ts';

function invalid(text: string): Error {
    return apexError('TypeException', `Invalid date/time: ${text}`);
}

/** `2026-01-31 09:30:00` as wall-clock parts. */
function parts(text: string): { date: ApexDate; time: ApexTime } {
    const match = /^(\d{4}-\d{1,2}-\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})$/.exec(text.trim());
    const date = ApexDate.parse(match?.[1] ?? '');
    if (!match || !date) {
        throw invalid(text);
    }
    return { date, time: ApexTime.of(Number(match[2]), Number(match[3]), Number(match[4]), 0) };
}

function local(date: ApexDate, time: ApexTime): ApexDatetime {
    return fromWallClock(date, time, zone());
}

function gmt(date: ApexDate, time: ApexTime): ApexDatetime {
    return new ApexDatetime(date.milliseconds + time.milliseconds);
}

function formatted(self: ApexDatetime, pattern: string, zoneName: string): string {
    try {
        return formatDatetime(self, pattern, isTimeZone(zoneName) ? zoneName : 'GMT', locale());
    } catch (error) {
        if (error instanceof UnknownPattern) {
            throw notSupported(error.message);
        }
        throw error;
    }
}

/** The short form of the user's locale: `1/31/2026, 9:30 AM`. */
function shortForm(self: ApexDatetime): string {
    return new Intl.DateTimeFormat(locale(), {
        timeZone: zone(),
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit'
    })
        .format(self.milliseconds)
        .replace(/[\u202f\u00a0]/g, ' ');
}

function wall(self: ApexDatetime): ApexDatetime {
    return toWallClock(self, zone());
}

function plus(self: ApexDatetime, milliseconds: number): ApexDatetime {
    return new ApexDatetime(self.milliseconds + milliseconds);
}

/** Months and years move the wall clock's date and keep its time. */
function plusMonths(self: ApexDatetime, count: number): ApexDatetime {
    const clock = wall(self);
    return local(clock.dateGmt.addMonths(count), clock.timeGmt);
}

type Make = (date: ApexDate, time: ApexTime) => ApexDatetime;

function makers(name: string, make: Make): Record<string, (...args: never[]) => ApexDatetime> {
    return {
        [`static Datetime ${name}(Date date, Time time)`]: make,
        [`static Datetime ${name}(Integer year, Integer month, Integer day)`]: (
            year: number,
            month: number,
            day: number
        ) => make(ApexDate.of(year, month, day), new ApexTime(0)),
        [`static Datetime ${name}(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)`]:
            (year: number, month: number, day: number, hour: number, minute: number, second: number) =>
                plus(make(ApexDate.of(year, month, day), new ApexTime(0)), ((hour * 60 + minute) * 60 + second) * 1000)
    };
}

class TimeZoneValue extends PlatformValue {
    readonly id: string;

    constructor(id: string) {
        super(platformClass('System.TimeZone')!.type());
        this.id = id;
    }

    override toText(): string {
        return this.id;
    }
}

/** A `System.TimeZone`; an unknown name is GMT, as in Apex. */
export function timeZoneValue(id: string): TimeZoneValue {
    return new TimeZoneValue(isTimeZone(id) ? id : 'GMT');
}

define(
    {
        name: 'System.Datetime',
        methods: {
            'static Datetime now()': () => new ApexDatetime(Date.now()),
            'static Datetime newInstance(Long milliseconds)': (milliseconds: bigint) =>
                new ApexDatetime(Number(milliseconds)),
            ...makers('newInstance', local),
            ...makers('newInstanceGmt', gmt),
            'static Datetime valueOf(String text)': (text: string) => {
                const { date, time } = parts(text);
                return local(date, time);
            },
            'static Datetime valueOfGmt(String text)': (text: string) => {
                const { date, time } = parts(text);
                return gmt(date, time);
            },
            'static Datetime valueOf(Object value)': (value: Value) => {
                if (!(value instanceof ApexDatetime)) {
                    throw apexError('TypeException', 'Invalid date/time');
                }
                return value;
            },
            'Datetime addDays(Integer count)': (self: ApexDatetime, count: number) => {
                const clock = wall(self);
                return local(clock.dateGmt.addDays(count), clock.timeGmt);
            },
            'Datetime addHours(Integer count)': (self: ApexDatetime, count: number) => plus(self, count * 3_600_000),
            'Datetime addMinutes(Integer count)': (self: ApexDatetime, count: number) => plus(self, count * 60_000),
            'Datetime addSeconds(Integer count)': (self: ApexDatetime, count: number) => plus(self, count * 1000),
            'Datetime addMonths(Integer count)': plusMonths,
            'Datetime addYears(Integer count)': (self: ApexDatetime, count: number) => plusMonths(self, count * 12),
            'Date date()': userDate,
            'Date dateGmt()': (self: ApexDatetime) => self.dateGmt,
            'Time time()': (self: ApexDatetime) => wall(self).timeGmt,
            'Time timeGmt()': (self: ApexDatetime) => self.timeGmt,
            'Long getTime()': (self: ApexDatetime) => BigInt(self.milliseconds),
            'Integer year()': (self: ApexDatetime) => wall(self).dateGmt.year,
            'Integer month()': (self: ApexDatetime) => wall(self).dateGmt.month,
            'Integer day()': (self: ApexDatetime) => wall(self).dateGmt.day,
            'Integer hour()': (self: ApexDatetime) => wall(self).timeGmt.hour,
            'Integer minute()': (self: ApexDatetime) => wall(self).timeGmt.minute,
            'Integer second()': (self: ApexDatetime) => self.timeGmt.second,
            'Integer millisecond()': (self: ApexDatetime) => self.timeGmt.millisecond,
            'Integer yearGmt()': (self: ApexDatetime) => self.dateGmt.year,
            'Integer monthGmt()': (self: ApexDatetime) => self.dateGmt.month,
            'Integer dayGmt()': (self: ApexDatetime) => self.dateGmt.day,
            'Integer hourGmt()': (self: ApexDatetime) => self.timeGmt.hour,
            'Integer minuteGmt()': (self: ApexDatetime) => self.timeGmt.minute,
            'Integer secondGmt()': (self: ApexDatetime) => self.timeGmt.second,
            'Integer millisecondGmt()': (self: ApexDatetime) => self.timeGmt.millisecond,
            'Boolean isSameDay(Datetime other)': (self: ApexDatetime, other: ApexDatetime) =>
                userDate(self).days === userDate(other).days,
            'String format()': shortForm,
            'String format(String pattern)': (self: ApexDatetime, pattern: string) => formatted(self, pattern, zone()),
            'String format(String pattern, String zone)': formatted,
            'String formatGmt(String pattern)': (self: ApexDatetime, pattern: string) => formatted(self, pattern, 'GMT')
        }
    },
    {
        name: 'System.TimeZone',
        methods: {
            'static System.TimeZone getTimeZone(String id)': timeZoneValue,
            'String getID()': (self: TimeZoneValue) => self.id,
            'Integer getOffset(Datetime moment)': (self: TimeZoneValue, moment: ApexDatetime) =>
                zoneOffset(moment.milliseconds, self.id)
        }
    }
);
