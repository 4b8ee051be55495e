import type { FieldInfo, ObjectInfo } from '../schema/info.ts';
import type { Sequences } from '../sequence.ts';

/**
 * The next number of an auto-number field. The display format has one place for the number (`{0000}`) and may have the
 * day's date (`{YYYY}`, `{YY}`, `{MM}`, `{DD}`).
 * @param now ISO 8601
 */
export function nextAutoNumber(sequences: Sequences, object: ObjectInfo, field: FieldInfo, now: string): string {
    const number = String(sequences.next(`auto:${object.name}.${field.name}`, field.startingNumber));
    return field.autoNumberFormat!.replace(/\{(0+|YYYY|YY|MM|DD)\}/g, (_whole, part: string) => {
        switch (part) {
            case 'YYYY':
                return now.slice(0, 4);
            case 'YY':
                return now.slice(2, 4);
            case 'MM':
                return now.slice(5, 7);
            case 'DD':
                return now.slice(8, 10);
            default:
                return number.padStart(part.length, '0');
        }
    });
}
