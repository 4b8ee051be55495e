import type { FieldDescribe, FieldValue, RecordRow } from '../../types.ts';
import type { Program } from '../program/program.ts';
import {
    type ApexType,
    BLOB,
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    ID,
    INTEGER,
    OBJECT,
    SOBJECT,
    STRING
} from '../types/apex-type.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList } from '../values/collections.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import { ApexDecimal } from '../values/decimal.ts';
import { ApexId } from '../values/id.ts';
import { plainValue } from '../values/plain-value.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { notSupported } from './errors.ts';

/** The Apex type of a field. */
export function fieldType(field: FieldDescribe): ApexType {
    switch (field.type) {
        case 'id':
        case 'reference':
            return ID;
        case 'boolean':
            return BOOLEAN;
        case 'int':
            return INTEGER;
        case 'double':
        case 'currency':
        case 'percent':
            return DECIMAL;
        case 'date':
            return DATE;
        case 'datetime':
            return DATETIME;
        case 'base64':
            return BLOB;
        case 'address':
            return OBJECT;
        default:
            return STRING;
    }
}

function decimalOf(value: number, scale: number): ApexDecimal {
    const decimal = ApexDecimal.ofNumber(value);
    return decimal.scale < scale ? decimal.setScale(scale, 'UNNECESSARY') : decimal;
}

/** A stored value as Apex sees it. */
export function fromStore(value: FieldValue, field: FieldDescribe): Value {
    if (value === null) {
        return null;
    }
    switch (fieldType(field)) {
        case ID:
            return ApexId.ofStore(String(value));
        case BOOLEAN:
            return Boolean(value);
        case INTEGER:
            return Number(value);
        case DECIMAL:
            return decimalOf(Number(value), field.scale);
        case DATE:
            return ApexDate.parse(String(value)) ?? null;
        case DATETIME:
            return new ApexDatetime(Date.parse(String(value)));
        case BLOB:
            return new ApexBlob(Buffer.from(String(value), 'base64'));
        case OBJECT:
            throw notSupported(`reading the compound field ${field.name}`);
        default:
            return String(value);
    }
}

/** An Apex value as the store keeps it. */
export function toStore(value: Value): FieldValue {
    const plain = plainValue(value);
    if (plain !== undefined) {
        return plain;
    }
    if (value instanceof ApexTime) {
        return value.toString();
    }
    if (value instanceof SObjectValue) {
        return toStore(value.fields.get('Id') ?? null);
    }
    throw notSupported('a value of this type in a query or a record');
}

/** Numbers and texts of an aggregate row have no field to tell their type. */
function aggregateValue(value: FieldValue): Value {
    if (typeof value === 'number') {
        return Number.isInteger(value) ? value : ApexDecimal.ofNumber(value);
    }
    if (typeof value === 'string') {
        if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
            return ApexDate.parse(value) ?? value;
        }
        if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(value)) {
            return new ApexDatetime(Date.parse(value));
        }
        return /^[0-9A-Za-z]{18}$/.test(value) ? (ApexId.parse(value) ?? value) : value;
    }
    return value;
}

/** A queried row as a record that knows what was queried. */
export function recordOf(program: Program, row: RecordRow, aggregate: boolean): SObjectValue {
    const type = program.recordType(aggregate ? 'AggregateResult' : row.type);
    if (!type) {
        throw notSupported(`records of ${row.type}`);
    }
    const record = new SObjectValue(type);
    record.queried = new Set();
    if (row.id !== undefined) {
        record.fields.set('Id', ApexId.ofStore(row.id));
    }
    for (const [name, value] of Object.entries(row.fields)) {
        const read = readField(program, type, name, value, aggregate);
        record.queried.add(name);
        if (read !== null || aggregate) {
            record.fields.set(name, read);
        }
    }
    return record;
}

function readField(
    program: Program,
    type: ApexType,
    name: string,
    value: FieldValue | RecordRow | RecordRow[],
    aggregate: boolean
): Value {
    if (Array.isArray(value)) {
        const child = type.describe?.childRelationships.find((each) => each.relationshipName === name);
        const element = (child && program.recordType(child.childSObject)) ?? SOBJECT;
        return ApexList.of(
            element,
            value.map((each) => recordOf(program, each, false))
        );
    }
    if (value !== null && typeof value === 'object') {
        return recordOf(program, value, false);
    }
    const field = type.describe ? program.field(type.describe, name) : undefined;
    return field && !aggregate ? fromStore(value, field) : aggregateValue(value);
}
