import { ApexDate, ApexDatetime, ApexTime } from './dates.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
    let known = formatters.get(zone);
    if (!known) {
        known = new Intl.DateTimeFormat('en-US', {
            timeZone: zone,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric'
        });
        formatters.set(zone, known);
    }
    return known;
}

/** True where the runtime knows the IANA name (`GMT` and `UTC` too). */
export function isTimeZone(zone: string): boolean {
    try {
        formatter(zone);
        return true;
    } catch (error) {
        if (error instanceof RangeError) {
            return false;
        }
        throw error;
    }
}

/** Milliseconds to add to UTC to get the wall clock of a zone at a moment. */
export function zoneOffset(milliseconds: number, zone: string): number {
    if (zone === 'GMT' || zone === 'UTC') {
        return 0;
    }
    const parts = new Map(
        formatter(zone)
            .formatToParts(milliseconds)
            .map((part) => [part.type, Number(part.value)])
    );
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return wall - Math.floor(milliseconds / 1000) * 1000;
}

/** The wall clock of a zone, as a moment whose UTC fields are the wall clock's. */
export function toWallClock(moment: ApexDatetime, zone: string): ApexDatetime {
    return new ApexDatetime(moment.milliseconds + zoneOffset(moment.milliseconds, zone));
}

/** The moment at which a zone's wall clock shows a date and time. */
export function fromWallClock(date: ApexDate, time: ApexTime, zone: string): ApexDatetime {
    const wall = date.milliseconds + time.milliseconds;
    const guess = wall - zoneOffset(wall, zone);
    return new ApexDatetime(wall - zoneOffset(guess, zone));
}
