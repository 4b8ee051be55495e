import { userMethods } from '../run/active.ts';
import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate, ApexDatetime, ApexTime } from './dates.ts';
import { ApexDecimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexId } from './id.ts';
import { ApexObject, PlatformValue } from './objects.ts';
import { SObjectValue } from './sobject.ts';
import type { Value } from './value.ts';

/** Objects whose class defines equals and hashCode, by hash code: the first one seen stands for all equal ones. */
const identities = new WeakMap<object, number>();
let nextIdentity = 1;

function identityNumber(object: object): number {
    let known = identities.get(object);
    if (known === undefined) {
        known = nextIdentity++;
        identities.set(object, known);
    }
    return known;
}

/** Text of a part of a composite key. Lengths tell parts apart: quoted, each level in another would double its text. */
function part(value: Value): string {
    const key = hashKey(value);
    if (typeof key === 'string') {
        return `"${key.length}:${key}"`;
    }
    return typeof key === 'object' && key !== null ? `#${identityNumber(key)}` : `${typeof key}:${String(key)}`;
}

/** What a collection files a value under: equal values have the same key, compared with `===`. */
export function hashKey(value: Value): unknown {
    if (value === null || typeof value !== 'object') {
        return value;
    }
    if (value instanceof ApexId) {
        return `\0id:${value.value}`;
    }
    if (value instanceof ApexDecimal) {
        return `\0decimal:${value.withoutTrailingZeros().toPlainString()}`;
    }
    if (value instanceof ApexDouble) {
        return `\0double:${value.value}`;
    }
    if (value instanceof ApexDate) {
        return `\0date:${value.days}`;
    }
    if (value instanceof ApexDatetime) {
        return `\0datetime:${value.milliseconds}`;
    }
    if (value instanceof ApexTime) {
        return `\0time:${value.milliseconds}`;
    }
    if (value instanceof ApexBlob) {
        return `\0blob:${Buffer.from(value.bytes).toString('base64')}`;
    }
    if (value instanceof SObjectValue) {
        const fields = [...value.fields].map(([name, field]) => `${name}=${part(field)}`).sort();
        return `\0record:${value.type.name}{${fields.join(',')}}`;
    }
    if (value instanceof ApexList) {
        return `\0list:[${value.items.map(part).join(',')}]`;
    }
    if (value instanceof ApexSet) {
        return `\0set:{${value.items.map(part).sort().join(',')}}`;
    }
    if (value instanceof ApexMap) {
        const pairs = value.table.pairs().map(([key, item]) => `${part(key)}=${part(item)}`);
        return `\0map:{${pairs.sort().join(',')}}`;
    }
    if (value instanceof ApexObject) {
        return userMethods().canonical(value);
    }
    return value instanceof PlatformValue ? value.identity() : value;
}

function numeric(value: Value): ApexDecimal | number | undefined {
    if (typeof value === 'number') {
        return ApexDecimal.ofInteger(value);
    }
    if (typeof value === 'bigint') {
        return ApexDecimal.ofInteger(value);
    }
    if (value instanceof ApexDouble) {
        return Number.isFinite(value.value) ? ApexDecimal.ofDouble(value.value) : value.value;
    }
    return value instanceof ApexDecimal ? value : undefined;
}

/** Numbers of different types are equal where their values are; undefined where one is not a number. */
function numbersEqual(left: Value, right: Value): boolean | undefined {
    const a = numeric(left);
    const b = numeric(right);
    if (a === undefined || b === undefined) {
        return undefined;
    }
    return a instanceof ApexDecimal && b instanceof ApexDecimal ? a.compare(b) === 0 : a === b;
}

function moment(value: Value): number | undefined {
    return value instanceof ApexDate || value instanceof ApexDatetime ? value.milliseconds : undefined;
}

/** Equality of `equals()` and of collections: strings compare with case. */
export function valuesEqual(left: Value, right: Value): boolean {
    if (left === right) {
        return true;
    }
    if (left === null || right === null) {
        return false;
    }
    if (left instanceof ApexObject || right instanceof ApexObject) {
        return left instanceof ApexObject && userMethods().equal(left, right);
    }
    if (left instanceof ApexId || right instanceof ApexId) {
        return idsEqual(left, right);
    }
    const time = moment(left);
    if (time !== undefined && moment(right) !== undefined) {
        return time === moment(right);
    }
    return numbersEqual(left, right) ?? hashKey(left) === hashKey(right);
}

function idsEqual(left: Value, right: Value): boolean {
    const text = (value: Value): string | undefined =>
        value instanceof ApexId ? value.value : typeof value === 'string' ? ApexId.parse(value)?.value : undefined;
    const known = text(left);
    return known !== undefined && known === text(right);
}

/** Equality of the `==` operator: as `valuesEqual`, but strings compare without regard to case. */
export function operatorEqual(left: Value, right: Value): boolean {
    if (typeof left === 'string' && typeof right === 'string') {
        return left === right || left.toLowerCase() === right.toLowerCase();
    }
    return valuesEqual(left, right);
}
