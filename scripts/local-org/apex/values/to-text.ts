import { userMethods } from '../run/active.ts';
import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate } from './dates.ts';
import { ApexEnumValue, ApexObject, PlatformValue } from './objects.ts';
import { SObjectValue } from './sobject.ts';
import type { Value } from './value.ts';

/** Text of a value inside string concatenation, System.debug and collections. Dates show a time there. */
export function toText(value: Value): string {
    if (typeof value === 'string') {
        return value;
    }
    if (value === null || typeof value !== 'object') {
        return String(value);
    }
    if (value instanceof ApexDate) {
        return `${value.toString()} 00:00:00`;
    }
    if (value instanceof ApexList) {
        return `(${value.items.map(toText).join(', ')})`;
    }
    if (value instanceof ApexSet) {
        return `{${value.items.map(toText).join(', ')}}`;
    }
    if (value instanceof ApexMap) {
        return `{${value.table
            .pairs()
            .map(([key, item]) => `${toText(key)}=${toText(item)}`)
            .join(', ')}}`;
    }
    if (value instanceof SObjectValue) {
        const fields = [...value.fields].map(([name, field]) => `${name}=${toText(field)}`);
        return `${value.type.name}:{${fields.join(', ')}}`;
    }
    if (value instanceof ApexObject) {
        return userMethods().toText(value);
    }
    if (value instanceof ApexEnumValue) {
        return value.name;
    }
    if (value instanceof ApexBlob) {
        return `Blob[${value.bytes.length}]`;
    }
    return value instanceof PlatformValue ? value.toText() : value.toString();
}
