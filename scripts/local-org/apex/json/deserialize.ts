import { runtime } from '../run/active.ts';
import { notSupported } from '../run/errors.ts';
import { fieldType } from '../run/record-values.ts';
import type { ApexClass } from '../types/apex-class.ts';
import { ApexType, SOBJECT } from '../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { ApexEnumValue, ApexObject } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { type Json, parseJson } from './text.ts';

import { illegal, jsonError, mapKey, primitive, untyped } from './primitives.ts';

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
            const found = owner.enumValues.find(
                (each) => each instanceof ApexEnumValue && each.name.toLowerCase() === name
            );
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
        const named =
            attributes?.kind === 'object' ? attributes.entries.find(([name]) => name === 'type')?.[1] : undefined;
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
        record.fields.set(
            child.relationshipName,
            this.value(records ?? { kind: 'array', items: [] }, ApexType.listOf(element))
        );
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

/** A value of a type from parsed JSON. @throws JSONException */
export function deserialize(json: Json, type: ApexType, strict: boolean): Value {
    return new Deserializer(strict).value(json, type);
}

/** `JSON.deserialize`, `deserializeStrict`. @throws JSONException */
export function deserializeJson(text: string, type: ApexType, strict: boolean): Value {
    return deserialize(parseJson(text), type, strict);
}
