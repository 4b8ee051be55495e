/** Every zone's offset is a multiple of this; so one formatted time serves a whole quarter of an hour. */
const QUARTER_HOUR = 900_000;

/**
 * Answers the day on which an instant falls in a zone, as `YYYY-MM-DD`; empty for no instant.
 * Formatting is slow and transcripts are long, so each quarter of an hour is formatted once.
 *
 * @param timeZone IANA name; an unknown one reads as UTC, none as the browser's own
 */
export function dayKeysIn(timeZone: string | undefined): (milliseconds: number | null) => string {
    const format = dayFormat(timeZone);
    const known = new Map<number, string>();
    return (milliseconds) => {
        if (milliseconds === null) {
            return '';
        }
        const quarter = Math.floor(milliseconds / QUARTER_HOUR);
        let key = known.get(quarter);
        if (key === undefined) {
            key = format.format(quarter * QUARTER_HOUR);
            known.set(quarter, key);
        }
        return key;
    };
}

function dayFormat(timeZone: string | undefined): Intl.DateTimeFormat {
    const parts = {
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        calendar: 'gregory',
        numberingSystem: 'latn'
    } as const;
    try {
        // Swedish dates are ISO dates.
        return new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone });
    } catch (error) {
        if (error instanceof RangeError) {
            return new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: 'UTC' });
        }
        throw error;
    }
}

/** Earliest and latest instants that all platforms can format. */
const LATEST = 253_402_300_799_999;

/** Milliseconds of an ISO time; null where there is none, or none that a calendar shows. */
export function instantOf(time: unknown): number | null {
    if (typeof time !== 'string' || time.length < 10) {
        return null;
    }
    const milliseconds = Date.parse(time);
    return Number.isFinite(milliseconds) && milliseconds >= 0 && milliseconds <= LATEST ? milliseconds : null;
}
