import { zoneOffset } from '../../time-zone.ts';
import { ApexDate, ApexDatetime, ApexTime } from './dates.ts';

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
