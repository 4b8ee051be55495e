import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { ApexTime } from '../values/dates.ts';
import { ApexEnumValue, ApexObject } from '../values/objects.ts';
import { plainValue } from '../values/plain-value.ts';
import { runtimeTypeName } from '../values/runtime-type.ts';
import { SObjectValue } from '../values/sobject.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';
import { notSupported } from './errors.ts';

function record(value: SObjectValue): Record<string, unknown> {
    const fields = [...value.fields].filter(([, field]) => field !== null);
    return Object.fromEntries(fields.map(([name, field]) => [name, auraValue(field)]));
}

/** Only `@AuraEnabled` members; those that are null are left out, as Lightning does. */
function object(value: ApexObject): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const field of value.type.userClass?.instanceSlots ?? []) {
        if (!field.readable || !field.annotations.some((each) => each.name === 'auraenabled')) {
            continue;
        }
        const each = field.getter
            ? runtime().invoker.invoke(field.getter, value, [])
            : (value.slots[field.slot] ?? null);
        if (each !== null) {
            result[field.name] = auraValue(each);
        }
    }
    return result;
}

/** A return value as Lightning gives it to a component: plain JSON values. */
export function auraValue(value: Value): unknown {
    const plain = plainValue(value);
    if (plain !== undefined) {
        return plain;
    }
    if (value instanceof ApexTime) {
        return value.milliseconds;
    }
    if (value instanceof ApexEnumValue) {
        return value.name;
    }
    if (value instanceof ApexList || value instanceof ApexSet) {
        return value.items.map(auraValue);
    }
    if (value instanceof ApexMap) {
        return Object.fromEntries(value.table.pairs().map(([key, item]) => [toText(key), auraValue(item)]));
    }
    if (value instanceof SObjectValue) {
        return record(value);
    }
    if (value instanceof ApexObject && !value.exception) {
        return object(value);
    }
    throw notSupported(`returning ${runtimeTypeName(value)} to a component`);
}
