/** Apex `Date`, `Datetime` and `Time`. All arithmetic is on whole days or milliseconds of UTC. */

const DAY = 86_400_000;

function pad(value: number, width: number): string {
    return String(value).padStart(width, '0');
}

export class ApexDate {
    /** Days since 1970-01-01. */
    readonly days: number;

    constructor(days: number) {
        this.days = days;
    }

    /** Months and days may overflow, as in Apex: month 13 is January of the next year. */
    static of(year: number, month: number, day: number): ApexDate {
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        return new ApexDate(Math.floor(date.getTime() / DAY));
    }

    /** `2026-01-31`, also with single digits; undefined where the text is not a date. */
    static parse(text: string): ApexDate | undefined {
        const match = /^(\d{1,4})-(\d{1,2})-(\d{1,2})$/.exec(text);
        if (!match) {
            return undefined;
        }
        const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
        const date = ApexDate.of(year, month, day);
        return date.month === month && date.day === day ? date : undefined;
    }

    private get utc(): Date {
        return new Date(this.days * DAY);
    }

    get year(): number {
        return this.utc.getUTCFullYear();
    }

    get month(): number {
        return this.utc.getUTCMonth() + 1;
    }

    get day(): number {
        return this.utc.getUTCDate();
    }

    get milliseconds(): number {
        return this.days * DAY;
    }

    addDays(count: number): ApexDate {
        return new ApexDate(this.days + count);
    }

    /** The last day of a shorter month where the day does not exist there: 31 January + 1 month = 28 February. */
    addMonths(count: number): ApexDate {
        const first = ApexDate.of(this.year, this.month + count, 1);
        return ApexDate.of(first.year, first.month, Math.min(this.day, daysInMonth(first.year, first.month)));
    }

    /** ISO 8601: `2026-01-31`. */
    toString(): string {
        return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
    }
}

export function daysInMonth(year: number, month: number): number {
    return ApexDate.of(year, month + 1, 0).day;
}

export class ApexDatetime {
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    readonly milliseconds: number;

    constructor(milliseconds: number) {
        this.milliseconds = milliseconds;
    }

    /** Date of the UTC calendar. */
    get dateGmt(): ApexDate {
        return new ApexDate(Math.floor(this.milliseconds / DAY));
    }

    get timeGmt(): ApexTime {
        return new ApexTime(this.milliseconds - this.dateGmt.milliseconds);
    }

    /** `2026-01-31 09:30:00`, UTC: what string concatenation shows. */
    toString(): string {
        return this.toIso().slice(0, 19).replace('T', ' ');
    }

    /** `2026-01-31T09:30:00.000Z`. */
    toIso(): string {
        return new Date(this.milliseconds).toISOString();
    }
}

export class ApexTime {
    /** Milliseconds since midnight, always within one day. */
    readonly milliseconds: number;

    constructor(milliseconds: number) {
        this.milliseconds = ((milliseconds % DAY) + DAY) % DAY;
    }

    static of(hour: number, minute: number, second: number, millisecond: number): ApexTime {
        return new ApexTime(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
    }

    get hour(): number {
        return Math.floor(this.milliseconds / 3_600_000);
    }

    get minute(): number {
        return Math.floor(this.milliseconds / 60_000) % 60;
    }

    get second(): number {
        return Math.floor(this.milliseconds / 1000) % 60;
    }

    get millisecond(): number {
        return this.milliseconds % 1000;
    }

    /** `09:30:00.000Z`. */
    toString(): string {
        return `${pad(this.hour, 2)}:${pad(this.minute, 2)}:${pad(this.second, 2)}.${pad(this.millisecond, 3)}Z`;
    }
}
