import { userMethods } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { ApexDate, ApexDatetime, ApexTime } from './dates.ts';
import { ApexDecimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexId } from './id.ts';
import { ApexEnumValue, ApexObject } from './objects.ts';
import { runtimeTypeName } from './runtime-type.ts';
import { toDecimal } from './convert.ts';
import type { Value } from './value.ts';

/** Texts by their characters' codes: capital letters before small ones. */
export function compareTexts(left: string, right: string): number {
    return left === right ? 0 : left < right ? -1 : 1;
}

function isNumber(value: Value): boolean {
    return (
        typeof value === 'number' ||
        typeof value === 'bigint' ||
        value instanceof ApexDecimal ||
        value instanceof ApexDouble
    );
}

/**
 * The order of `List.sort()`: nulls first, then numbers, texts, dates and enums by value, objects by `compareTo`.
 * @throws ListException where the elements have no order
 */
export function compareForSort(left: Value, right: Value): number {
    if (left === null || right === null) {
        return left === right ? 0 : left === null ? -1 : 1;
    }
    if (isNumber(left) && isNumber(right)) {
        return toDecimal(left).compare(toDecimal(right));
    }
    if (typeof left === 'string' && typeof right === 'string') {
        return compareTexts(left, right);
    }
    if (left instanceof ApexId && right instanceof ApexId) {
        return compareTexts(left.value, right.value);
    }
    if (left instanceof ApexDate || left instanceof ApexDatetime || left instanceof ApexTime) {
        return left.milliseconds - (right as ApexDate | ApexDatetime | ApexTime).milliseconds;
    }
    if (left instanceof ApexEnumValue && right instanceof ApexEnumValue) {
        return left.ordinal - right.ordinal;
    }
    if (typeof left === 'boolean' && typeof right === 'boolean') {
        return Number(left) - Number(right);
    }
    if (left instanceof ApexObject) {
        const result = userMethods().call(left, 'compareTo', [right]);
        if (!result) {
            throw apexError(
                'ListException',
                `One or more of the items in this list is not Comparable: ${left.type.name}`
            );
        }
        return result.value as number;
    }
    throw notSupported(`sorting values of ${runtimeTypeName(left)}`);
}
