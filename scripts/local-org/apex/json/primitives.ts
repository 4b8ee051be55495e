import { apexError } from '../run/errors.ts';
import {
    ApexType,
    BLOB,
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    LONG,
    OBJECT,
    STRING,
    TIME
} from '../types/apex-type.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { castTo } from '../values/convert.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { ApexId } from '../values/id.ts';
import type { Value } from '../values/value.ts';
import { type Json } from './text.ts';

export function jsonError(message: string): Error {
    return apexError('JSONException', message);
}

export function illegal(json: Json): Error {
    const shown = 'text' in json ? json.text : json.kind;
    return jsonError(`Illegal value for primitive: ${shown}`);
}

function untypedNumber(text: string): Value {
    if (/^-?\d+$/.test(text)) {
        const whole = BigInt(text);
        if (BigInt.asIntN(32, whole) === whole) {
            return Number(whole);
        }
        if (BigInt.asIntN(64, whole) === whole) {
            return whole;
        }
    }
    return ApexDecimal.parse(text) ?? null;
}

/** What `JSON.deserializeUntyped` makes: maps, lists, texts, Integer, Long or Decimal, Boolean, null. */
export function untyped(json: Json): Value {
    switch (json.kind) {
        case 'object':
            return ApexMap.of(
                STRING,
                OBJECT,
                json.entries.map(([name, value]) => [name, untyped(value)])
            );
        case 'array':
            return ApexList.of(OBJECT, json.items.map(untyped));
        case 'string':
            return json.text;
        case 'number':
            return untypedNumber(json.text);
        case 'boolean':
            return json.value;
        case 'null':
            return null;
    }
}

function isoDatetime(text: string): ApexDatetime | undefined {
    const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
    if (!match) {
        return undefined;
    }
    const [, date = '', time = '00:00:00', offset = 'Z'] = match;
    const zone = offset.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
    const milliseconds = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}${zone}`);
    return Number.isNaN(milliseconds) ? undefined : new ApexDatetime(milliseconds);
}

function momentOf(text: string, type: ApexType): Value | undefined {
    if (type === DATE) {
        return ApexDate.parse(text.slice(0, 10));
    }
    if (type === DATETIME) {
        return isoDatetime(text);
    }
    const match = /^(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z?$/.exec(text);
    return match
        ? ApexTime.of(Number(match[1]), Number(match[2]), Number(match[3]), Number((match[4] ?? '0').padEnd(3, '0')))
        : undefined;
}

/** A primitive of a wanted type. @throws JSONException */
export function primitive(json: Json, type: ApexType): Value {
    if (type === STRING) {
        if (json.kind === 'object' || json.kind === 'array' || json.kind === 'null') {
            throw illegal(json);
        }
        return json.kind === 'boolean' ? String(json.value) : json.text;
    }
    if (type === BOOLEAN && json.kind === 'boolean') {
        return json.value;
    }
    if (json.kind === 'number') {
        return numberOf(json, type);
    }
    if (json.kind !== 'string') {
        throw illegal(json);
    }
    const value =
        type === ID
            ? ApexId.parse(json.text)
            : type === BLOB
              ? new ApexBlob(Buffer.from(json.text, 'base64'))
              : type === DATE || type === DATETIME || type === TIME
                ? momentOf(json.text, type)
                : undefined;
    if (value === undefined) {
        throw type === DATE || type === DATETIME || type === TIME
            ? jsonError(`Invalid format: "${json.text}"`)
            : illegal(json);
    }
    return value;
}

function numberOf(json: Json & { kind: 'number' }, type: ApexType): Value {
    const value = untypedNumber(json.text);
    if (type === INTEGER && typeof value === 'number') {
        return value;
    }
    if (type === LONG && (typeof value === 'number' || typeof value === 'bigint')) {
        return BigInt(value);
    }
    if (type === DECIMAL) {
        return ApexDecimal.parse(json.text) ?? null;
    }
    if (type === DOUBLE) {
        return new ApexDouble(Number(json.text));
    }
    throw illegal(json);
}

/** The key of a map from the name of a JSON field. @throws JSONException */
export function mapKey(name: string, type: ApexType): Value {
    if (type === STRING || type === OBJECT) {
        return name;
    }
    if (type === ID) {
        return castTo(ID)(name);
    }
    return primitive(
        { kind: /^-?\d/.test(name) && type !== DATE && type !== DATETIME ? 'number' : 'string', text: name },
        type
    );
}
