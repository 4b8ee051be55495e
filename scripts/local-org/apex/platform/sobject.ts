import type { FieldDescribe } from '../../types.ts';
import { readRecordField } from '../compile/members.ts';
import { runtime } from '../run/active.ts';
import { apexError, ApexThrow, notSupported } from '../run/errors.ts';
import { fieldType } from '../run/record-values.ts';
import { DECIMAL, OBJECT, STRING } from '../types/apex-type.ts';
import { ApexMap } from '../values/collections.ts';
import { castTo } from '../values/convert.ts';
import { valuesEqual } from '../values/equality.ts';
import { runtimeTypeName } from '../values/runtime-type.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { define } from './registry.ts';
import { type FieldToken, sobjectToken } from './schema-tokens.ts';
import { hashCodeOf } from './object.ts';

function invalidField(record: SObjectValue, name: string): Error {
    return apexError('SObjectException', `Invalid field ${name} for ${record.type.name}`);
}

/** The field of a name; undefined for the aliases of aggregate rows, which have no describe. */
function fieldNamed(record: SObjectValue, name: string): FieldDescribe {
    const { describe } = record.type;
    const field = describe ? runtime().program.field(describe, name) : undefined;
    if (!field) {
        throw invalidField(record, name);
    }
    return field;
}

function aggregateField(record: SObjectValue, name: string): Value {
    const key = [...record.fields.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
    if (key === undefined) {
        throw invalidField(record, name);
    }
    return record.get(key);
}

function get(record: SObjectValue, name: string): Value {
    return record.type.describe ? readRecordField(record, fieldNamed(record, name).name) : aggregateField(record, name);
}

function put(record: SObjectValue, field: FieldDescribe, value: Value): Value {
    const before = record.get(field.name);
    const type = fieldType(field);
    // A decimal field takes whole numbers; the rest must fit as it is.
    const wanted = type === DECIMAL && value !== null ? castTo(DECIMAL) : castTo(type);
    let converted: Value;
    try {
        converted = wanted(value);
    } catch (error) {
        if (!(error instanceof ApexThrow)) {
            throw error;
        }
        throw apexError('SObjectException', `Illegal assignment from ${runtimeTypeName(value)} to ${type.name}`);
    }
    record.set(field.name, converted);
    return before;
}

/** A related record or list by relationship name, or by the token of the reference field. */
function related(record: SObjectValue, name: string): Value {
    const describe = record.type.describe;
    const key = name.toLowerCase();
    const parent = describe?.fields.find((each) => each.relationshipName?.toLowerCase() === key);
    const child = describe?.childRelationships.find((each) => each.relationshipName.toLowerCase() === key);
    const found = parent?.relationshipName ?? child?.relationshipName;
    if (found === undefined) {
        throw apexError('SObjectException', `Invalid relationship ${name} for ${record.type.name}`);
    }
    return readRecordField(record, found);
}

function relationshipOf(token: FieldToken): string {
    if (token.field.relationshipName === null) {
        throw apexError('SObjectException', `Invalid relationship ${token.field.name} for ${token.describe.name}`);
    }
    return token.field.relationshipName;
}

function isSet(record: SObjectValue, name: string): boolean {
    return record.fields.has(fieldNamed(record, name).name);
}

define({
    name: 'System.SObject',
    methods: {
        'Object get(String name)': get,
        'Object get(Schema.SObjectField field)': (self: SObjectValue, token: FieldToken) => get(self, token.field.name),
        'Object put(String name, Object? value)': (self: SObjectValue, name: string, value: Value) =>
            put(self, fieldNamed(self, name), value),
        'Object put(Schema.SObjectField field, Object? value)': (self: SObjectValue, token: FieldToken, value: Value) =>
            put(self, fieldNamed(self, token.field.name), value),
        'SObject getSObject(String relationship)': related,
        'SObject getSObject(Schema.SObjectField field)': (self: SObjectValue, token: FieldToken) =>
            related(self, relationshipOf(token)),
        'List<SObject> getSObjects(String relationship)': related,
        'SObject putSObject(String relationship, SObject? record)': (
            self: SObjectValue,
            name: string,
            record: Value
        ) => {
            const before = self.queried === null ? null : related(self, name);
            const parent = self.type.describe?.fields.find(
                (each) => each.relationshipName?.toLowerCase() === name.toLowerCase()
            );
            if (!parent?.relationshipName) {
                throw apexError('SObjectException', `Invalid relationship ${name} for ${self.type.name}`);
            }
            self.set(parent.relationshipName, record);
            return before;
        },
        'Schema.SObjectType getSObjectType()': (self: SObjectValue) => {
            if (!self.type.describe) {
                throw notSupported(`getSObjectType() of ${self.type.name}`);
            }
            return sobjectToken(self.type.describe);
        },
        'Map<String, Object> getPopulatedFieldsAsMap()': (self: SObjectValue) =>
            ApexMap.of(STRING, OBJECT, self.fields),
        'Boolean isSet(String name)': isSet,
        'Boolean isSet(Schema.SObjectField field)': (self: SObjectValue, token: FieldToken) =>
            isSet(self, token.field.name),
        'Boolean isClone()': () => {
            throw notSupported('SObject.isClone');
        },
        'void clear()': (self: SObjectValue) => self.fields.clear(),
        'SObject clone()': (self: SObjectValue) => self.clone(false, false),
        'SObject clone(Boolean? preserveId)': (self: SObjectValue, preserveId: boolean) =>
            self.clone(preserveId === true, false),
        'SObject clone(Boolean? preserveId, Boolean? deep)': (self: SObjectValue, preserveId: boolean, deep: boolean) =>
            self.clone(preserveId === true, deep === true),
        'SObject clone(Boolean? preserveId, Boolean? deep, Boolean? preserveReadonly)': cloneAs,
        'SObject clone(Boolean? preserveId, Boolean? deep, Boolean? preserveReadonly, Boolean? preserveAutonumber)':
            cloneAs,
        'Boolean equals(Object? other)': valuesEqual,
        'Integer hashCode()': hashCodeOf,
        'void addError(String message)': () => {
            throw notSupported('SObject.addError outside of triggers');
        }
    }
});

function cloneAs(self: SObjectValue, preserveId: boolean, deep: boolean): SObjectValue {
    return self.clone(preserveId === true, deep === true);
}
