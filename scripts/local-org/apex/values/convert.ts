import {
    type ApexType,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    LONG,
    NULL,
    numericRank,
    OBJECT,
    SOBJECT,
    STRING,
    UNKNOWN
} from '../types/apex-type.ts';
import { apexError } from '../run/errors.ts';
import { ApexList } from './collections.ts';
import { ApexDate, ApexDatetime } from './dates.ts';
import { ApexDecimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexId } from './id.ts';
import { isInstance, runtimeTypeName } from './runtime-type.ts';
import type { Value } from './value.ts';

export type Conversion = (value: Value) => Value;

export function toId(text: string): ApexId {
    const id = ApexId.parse(text);
    if (!id) {
        throw apexError('StringException', `Invalid id: ${text}`);
    }
    return id;
}

function toLong(value: Value): bigint {
    if (typeof value === 'number') {
        return BigInt(value);
    }
    if (value instanceof ApexDouble) {
        return BigInt.asIntN(64, BigInt(Math.trunc(Number.isFinite(value.value) ? value.value : 0)));
    }
    return BigInt.asIntN(64, value instanceof ApexDecimal ? value.toBigInt() : (value as bigint));
}

function toDouble(value: Value): ApexDouble {
    if (value instanceof ApexDouble) {
        return value;
    }
    return new ApexDouble(value instanceof ApexDecimal ? value.toNumber() : Number(value));
}

export function toDecimal(value: Value): ApexDecimal {
    if (value instanceof ApexDouble) {
        return ApexDecimal.ofDouble(value.value);
    }
    return value instanceof ApexDecimal ? value : ApexDecimal.ofInteger(value as number | bigint);
}

/** A conversion between number types; narrowing ones cut off. */
function numeric(to: ApexType): Conversion {
    switch (to) {
        case INTEGER:
            return (value) =>
                value === null || typeof value === 'number' ? value : Number(BigInt.asIntN(32, toLong(value)));
        case LONG:
            return (value) => (value === null || typeof value === 'bigint' ? value : toLong(value));
        case DOUBLE:
            return (value) => (value === null ? null : toDouble(value));
        default:
            return (value) => (value === null ? null : toDecimal(value));
    }
}

/**
 * What an assignment does to a value: undefined where nothing. The pair must be assignable.
 * The compiler knows both types, so most assignments cost nothing at run time.
 */
export function conversion(from: ApexType, to: ApexType): Conversion | undefined {
    if (from === to || from === NULL || to === UNKNOWN || to === OBJECT) {
        return undefined;
    }
    if (from === UNKNOWN) {
        return castTo(to);
    }
    if (numericRank(to) >= 0 && numericRank(from) >= 0) {
        return numeric(to);
    }
    if (to === STRING) {
        return (value) => (value instanceof ApexId ? value.value : value);
    }
    if (to === ID) {
        return (value) => (typeof value === 'string' ? toId(value) : value);
    }
    if (from === DATE && to === DATETIME) {
        return (value) => (value instanceof ApexDate ? new ApexDatetime(value.milliseconds) : value);
    }
    if (from.kind === 'list' && to.kind === 'list' && (from.element === ID || to.element === ID)) {
        return convertIds(to);
    }
    // A list of generic records goes into a typed one without a cast, and is checked now.
    return from.kind === 'list' && from.element === SOBJECT ? castTo(to) : undefined;
}

/** List<Id> to List<String> and back: the elements change, so the list is copied. */
function convertIds(to: ApexType): Conversion | undefined {
    const each = conversion(to.element === ID ? STRING : ID, to.element);
    return each && ((value) => (value instanceof ApexList ? new ApexList(to, value.items.map(each)) : value));
}

function invalidConversion(value: Value, to: ApexType): Error {
    return apexError('TypeException', `Invalid conversion from runtime type ${runtimeTypeName(value)} to ${to.name}`);
}

/** Records of a list that says only SObject may all be of the wanted type. */
function recordsFit(value: Value, to: ApexType): boolean {
    return (
        value instanceof ApexList &&
        to.kind === 'list' &&
        value.type.element.kind === 'sobject' &&
        to.element.kind === 'sobject' &&
        value.items.every((item) => item === null || isInstance(item, to.element))
    );
}

/**
 * A cast of a value whose type is known only at run time.
 * @returns a function that throws TypeException where the value does not fit.
 */
export function castTo(to: ApexType): Conversion {
    return (value) => {
        // Before all else: a Date is an instance of Datetime as it stands.
        if (to === DATETIME && value instanceof ApexDate) {
            return new ApexDatetime(value.milliseconds);
        }
        if (value === null || isInstance(value, to)) {
            return value;
        }
        if (to === STRING && value instanceof ApexId) {
            return value.value;
        }
        if (to === ID && typeof value === 'string') {
            return toId(value);
        }
        if (widens(value, to)) {
            return numeric(to)(value);
        }
        if (recordsFit(value, to)) {
            return value;
        }
        throw invalidConversion(value, to);
    };
}

/** In an Object, a number may come out as a wider type than it went in, never as a narrower one. */
function widens(value: Value, to: ApexType): boolean {
    const rank = typeof value === 'number' ? 0 : typeof value === 'bigint' ? 1 : value instanceof ApexDouble ? 2 : 3;
    const isNumber = rank < 3 || value instanceof ApexDecimal;
    return isNumber && (numericRank(to) > rank || (to === DOUBLE && rank === 3));
}

/** The conversion of `(Type) expression`. */
export function castConversion(from: ApexType, to: ApexType): Conversion | undefined {
    if (numericRank(from) >= 0 && numericRank(to) >= 0) {
        return from === to ? undefined : numeric(to);
    }
    if (to === DECIMAL || from === OBJECT || from === UNKNOWN) {
        return castTo(to);
    }
    return from === to ? undefined : castTo(to);
}
