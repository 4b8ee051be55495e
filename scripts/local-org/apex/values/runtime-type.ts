import {
    type ApexType,
    BLOB,
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    LONG,
    NULL,
    OBJECT,
    SOBJECT,
    STRING,
    TIME,
    UNKNOWN
} from '../types/apex-type.ts';
import { isAssignable } from '../types/assignable.ts';
import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate, ApexDatetime, ApexTime } from './dates.ts';
import { ApexDecimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexId } from './id.ts';
import type { Value } from './value.ts';

/** The type of a value at run time. */
export function typeOfValue(value: Value): ApexType {
    switch (typeof value) {
        case 'string':
            return STRING;
        case 'number':
            return INTEGER;
        case 'boolean':
            return BOOLEAN;
        case 'bigint':
            return LONG;
    }
    if (value === null) {
        return NULL;
    }
    if (value instanceof ApexDecimal) {
        return DECIMAL;
    }
    if (value instanceof ApexDouble) {
        return DOUBLE;
    }
    if (value instanceof ApexId) {
        return ID;
    }
    if (value instanceof ApexDate) {
        return DATE;
    }
    if (value instanceof ApexDatetime) {
        return DATETIME;
    }
    if (value instanceof ApexTime) {
        return TIME;
    }
    return value instanceof ApexBlob ? BLOB : value.type;
}

/** `List<ANY>` for a list of Object, as in a real org's conversion errors. */
export function runtimeTypeName(value: Value): string {
    const type = typeOfValue(value);
    const shown = (arg: ApexType): string => (arg === OBJECT ? 'ANY' : arg.name);
    if (type.kind === 'list' || type.kind === 'set') {
        return `${type.kind === 'list' ? 'List' : 'Set'}<${shown(type.element)}>`;
    }
    return type.kind === 'map' ? `Map<${shown(type.element)},${shown(type.value)}>` : type.name;
}

/** `value instanceof Type`. Null is an instance of nothing; a Date is a Datetime too. */
export function isInstance(value: Value, type: ApexType): boolean {
    if (value === null) {
        return false;
    }
    if (type === OBJECT || type === UNKNOWN) {
        return true;
    }
    const actual = typeOfValue(value);
    if (actual === type || (type === SOBJECT && actual.kind === 'sobject') || (actual === DATE && type === DATETIME)) {
        return true;
    }
    if (value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap) {
        return isAssignable(actual, type);
    }
    return (actual.kind === 'class' || actual.kind === 'platform') && isAssignable(actual, type);
}
