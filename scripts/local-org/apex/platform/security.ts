import { runtime } from '../run/active.ts';
import { INTEGER, STRING } from '../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { type ApexEnumValue, PlatformValue } from '../values/objects.ts';
import { apexError } from '../run/errors.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { define, platformClass } from './registry.ts';
import { permissions } from './schema.ts';

class AccessDecision extends PlatformValue {
    readonly records: ApexList;
    readonly removed: ApexMap;
    readonly modified: ApexSet;

    constructor(records: ApexList, removed: ApexMap, modified: ApexSet) {
        super(platformClass('System.SObjectAccessDecision')!.type());
        this.records = records;
        this.removed = removed;
        this.modified = modified;
    }
}

type Check = (object: string, field: string) => boolean;

function checkFor(access: ApexEnumValue): { mayObject: (object: string) => boolean; mayField: Check } {
    const rights = permissions();
    const { program } = runtime();
    const describe = (object: string, field: string) => program.field(program.recordType(object)!.describe!, field)!;
    switch (access.name) {
        case 'READABLE':
            return {
                mayObject: (object) => rights.object(object).read,
                mayField: (object, field) => rights.field(object, field).read
            };
        case 'CREATABLE':
            return {
                mayObject: (object) => rights.object(object).create,
                mayField: (object, field) => describe(object, field).createable && rights.field(object, field).edit
            };
        default:
            return {
                mayObject: (object) =>
                    rights.object(object).edit && (access.name === 'UPDATABLE' || rights.object(object).create),
                mayField: (object, field) => describe(object, field).updateable && rights.field(object, field).edit
            };
    }
}

/** Copies records without the fields that the user may not use; ids stay. @throws NoAccessException */
function strip(access: ApexEnumValue, source: ApexList, enforceObject: boolean): AccessDecision {
    const { mayObject, mayField } = checkFor(access);
    const removed = new Map<string, Set<string>>();
    const modified: number[] = [];
    const { program } = runtime();
    const clean = (record: SObjectValue, index: number): SObjectValue => {
        const { describe } = record.type;
        const name = record.type.name;
        if (enforceObject && !mayObject(name)) {
            throw apexError('NoAccessException', `No access to entity: ${name}`);
        }
        const copy = record.clone(true, false);
        for (const [key, value] of record.fields) {
            const field = describe ? program.field(describe, key) : undefined;
            if (field && key !== 'Id' && !mayField(name, field.name)) {
                copy.fields.delete(key);
                copy.queried?.delete(key);
                removed.set(name, (removed.get(name) ?? new Set()).add(key));
                modified.push(index);
            } else if (value instanceof SObjectValue) {
                copy.fields.set(key, clean(value, index));
            } else if (value instanceof ApexList) {
                copy.fields.set(
                    key,
                    new ApexList(
                        value.type,
                        value.items.map((item) => clean(item as SObjectValue, index))
                    )
                );
            }
        }
        return copy;
    };
    const records = source.items.map((record, index) =>
        record instanceof SObjectValue ? clean(record, index) : record
    );
    const setType = ApexSet.of(STRING).type;
    const pairs = [...removed].map(([name, fields]): [Value, Value] => [name, new ApexSet(setType, fields)]);
    return new AccessDecision(
        new ApexList(source.type, records),
        ApexMap.of(STRING, setType, pairs),
        ApexSet.of(INTEGER, modified)
    );
}

define(
    {
        name: 'System.AccessType',
        superclass: 'System.Enum',
        enumValues: ['READABLE', 'CREATABLE', 'UPDATABLE', 'UPSERTABLE']
    },
    {
        name: 'System.SObjectAccessDecision',
        methods: {
            'List<SObject> getRecords()': (self: AccessDecision) => self.records,
            'Map<String, Set<String>> getRemovedFields()': (self: AccessDecision) => self.removed,
            'Set<Integer> getModifiedIndexes()': (self: AccessDecision) => self.modified
        }
    },
    {
        name: 'System.Security',
        methods: {
            'static System.SObjectAccessDecision stripInaccessible(System.AccessType access, List<SObject> records)': (
                access: ApexEnumValue,
                records: ApexList
            ) => strip(access, records, true),
            'static System.SObjectAccessDecision stripInaccessible(System.AccessType access, List<SObject> records, Boolean enforceObject)':
                strip
        }
    }
);
