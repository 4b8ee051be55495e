/** Time zones by their IANA names, for Apex and SOQL alike. */
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
