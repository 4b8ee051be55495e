import { runtime } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { fieldType } from '../run/record-values.ts';
import type { ApexClass } from '../types/apex-class.ts';
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
    SOBJECT,
    STRING,
    TIME
} from '../types/apex-type.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { castTo } from '../values/convert.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { ApexId } from '../values/id.ts';
import { ApexEnumValue, ApexObject } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { type Json, parseJson } from './text.ts';

function jsonError(message: string): Error {
    return apexError('JSONException', message);
}

function illegal(json: Json): Error {
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
    return match ? ApexTime.of(Number(match[1]), Number(match[2]), Number(match[3]), Number((match[4] ?? '0').padEnd(3, '0'))) : undefined;
}

function primitive(json: Json, type: ApexType): Value {
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

/** Builds values of a wanted type from JSON. */
class Deserializer {
    private readonly strict: boolean;

    constructor(strict: boolean) {
        this.strict = strict;
    }

    private userObject(json: Json, owner: ApexClass): Value {
        owner.ensureMembers();
        if (owner.kind === 'enum') {
            const name = json.kind === 'string' ? json.text.toLowerCase() : '';
            const found = owner.enumValues.find((each) => each instanceof ApexEnumValue && each.name.toLowerCase() === name);
            if (found === undefined) {
                throw illegal(json);
            }
            return found;
        }
        if (json.kind !== 'object') {
            throw jsonError("Malformed JSON: Expected '{' at the beginning of object");
        }
        if (owner.isAbstract || owner.platformBase) {
            throw jsonError(`Apex Type unsupported in JSON: ${owner.fullName}`);
        }
        // Neither a constructor nor initialisers run.
        const object = new ApexObject(owner.type, owner.instanceSlots.length);
        for (const [name, value] of json.entries) {
            this.setField(object, owner, name, value);
        }
        return object;
    }

    private setField(object: ApexObject, owner: ApexClass, name: string, json: Json): void {
        const field = owner.findField(name);
        if (!field || field.isStatic || field.isTransient) {
            if (this.strict) {
                throw jsonError(`Unknown field: ${owner.fullName}.${name}`);
            }
            return;
        }
        const value = this.value(json, field.type);
        if (field.setter) {
            runtime().invoker.invoke(field.setter, object, [value]);
        } else {
            object.slots[field.slot] = value;
        }
    }

    private record(json: Json, wanted: ApexType): SObjectValue {
        if (json.kind !== 'object') {
            throw jsonError("Malformed JSON: Expected '{' at the beginning of object");
        }
        const attributes = json.entries.find(([name]) => name === 'attributes')?.[1];
        const named = attributes?.kind === 'object' ? attributes.entries.find(([name]) => name === 'type')?.[1] : undefined;
        const { program } = runtime();
        const type = named?.kind === 'string' && wanted === SOBJECT ? program.recordType(named.text) : wanted;
        const describe = type?.describe;
        if (!type || !describe) {
            throw jsonError('Cannot deserialize instance of sobject: no type given');
        }
        const record = new SObjectValue(type);
        for (const [name, value] of json.entries) {
            if (name !== 'attributes') {
                this.setRecordField(record, name, value);
            }
        }
        return record;
    }

    private setRecordField(record: SObjectValue, name: string, json: Json): void {
        const describe = record.type.describe!;
        const { program } = runtime();
        const field = program.field(describe, name);
        if (field) {
            record.fields.set(field.name, this.value(json, fieldType(field)));
            return;
        }
        const key = name.toLowerCase();
        const parent = describe.fields.find((each) => each.relationshipName?.toLowerCase() === key);
        if (parent?.relationshipName) {
            const type = (parent.referenceTo.length === 1 && program.recordType(parent.referenceTo[0]!)) || SOBJECT;
            record.fields.set(parent.relationshipName, this.value(json, type));
            return;
        }
        const child = describe.childRelationships.find((each) => each.relationshipName.toLowerCase() === key);
        if (!child) {
            throw jsonError(`No such column '${name}' on sobject of type ${describe.name}`);
        }
        const records = json.kind === 'object' ? json.entries.find(([each]) => each === 'records')?.[1] : json;
        const element = program.recordType(child.childSObject) ?? SOBJECT;
        record.fields.set(child.relationshipName, this.value(records ?? { kind: 'array', items: [] }, ApexType.listOf(element)));
    }

    private map(json: Json, type: ApexType): ApexMap {
        if (json.kind !== 'object') {
            throw jsonError("Malformed JSON: Expected '{' at the beginning of object");
        }
        return new ApexMap(
            type,
            json.entries.map(([name, value]) => [mapKey(name, type.element), this.value(value, type.value)])
        );
    }

    value(json: Json, type: ApexType): Value {
        if (json.kind === 'null') {
            return null;
        }
        switch (type.kind) {
            case 'primitive':
                return primitive(json, type);
            case 'object':
            case 'unknown':
                return untyped(json);
            case 'list':
            case 'set': {
                if (json.kind !== 'array') {
                    throw jsonError("Malformed JSON: Expected '[' at the beginning of List/Set");
                }
                const items = json.items.map((item) => this.value(item, type.element));
                return type.kind === 'list' ? new ApexList(type, items) : new ApexSet(type, items);
            }
            case 'map':
                return this.map(json, type);
            case 'sobject':
                return this.record(json, type);
            case 'class':
                return this.userObject(json, type.userClass!);
            default:
                throw notSupported(`JSON.deserialize into ${type.name}`);
        }
    }
}

function mapKey(name: string, type: ApexType): Value {
    if (type === STRING || type === OBJECT) {
        return name;
    }
    if (type === ID) {
        return castTo(ID)(name);
    }
    return primitive({ kind: /^-?\d/.test(name) && type !== DATE && type !== DATETIME ? 'number' : 'string', text: name }, type);
}

/** A value of a type from parsed JSON. @throws JSONException */
export function deserialize(json: Json, type: ApexType, strict: boolean): Value {
    return new Deserializer(strict).value(json, type);
}

/** `JSON.deserialize`, `deserializeStrict`. @throws JSONException */
export function deserializeJson(text: string, type: ApexType, strict: boolean): Value {
    return deserialize(parseJson(text), type, strict);
}
