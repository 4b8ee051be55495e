import { ApexBlob } from './blob.ts';
import { ApexDate, ApexDatetime } from './dates.ts';
import { ApexDecimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexId } from './id.ts';
import type { Value } from './value.ts';

/**
 * A single value outside of Apex: numbers as numbers, ids and dates as texts, moments as ISO 8601 UTC, bytes as Base64.
 * Undefined for everything that has no one form there: times, collections, records, objects.
 */
export function plainValue(value: Value): string | number | boolean | null | undefined {
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
        return value;
    }
    if (typeof value === 'bigint') {
        return Number(value);
    }
    if (value instanceof ApexDecimal) {
        return value.toNumber();
    }
    if (value instanceof ApexDouble) {
        return value.value;
    }
    if (value instanceof ApexId || value instanceof ApexDate) {
        return value.toString();
    }
    if (value instanceof ApexDatetime) {
        return value.toIso();
    }
    return value instanceof ApexBlob ? Buffer.from(value.bytes).toString('base64') : undefined;
}
