import type { ApexType } from '../types/apex-type.ts';
import { STRING } from '../types/apex-type.ts';
import { ApexId } from '../values/id.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';

/** All records of a custom metadata type, without counting a query: that is what sets these methods apart from SOQL. */
function records(type: ApexType): SObjectValue[] {
    const { program, records: store } = runtime();
    const { describe } = type;
    if (!describe) {
        return [];
    }
    const fields = describe.fields.map((field) => field.name).join(', ');
    const list: ApexList = store.uncounted(`SELECT ${fields} FROM ${describe.name}`, program.recordType(describe.name));
    const found = list.items.filter((item) => item instanceof SObjectValue);
    // Every field may be read, whether it has a value or not.
    found.forEach((record) => {
        record.queried = null;
    });
    return found;
}

function developerName(record: SObjectValue): string {
    return String(record.get('DeveloperName'));
}

/** `X__mdt.getAll()` and `X__mdt.getInstance(developer name or record id)`. */
export const customMetadata = {
    all(type: ApexType): ApexMap {
        const pairs = records(type).map((record): [Value, Value] => [developerName(record), record]);
        return ApexMap.of(STRING, type, pairs);
    },

    one(type: ApexType, key: string | null): SObjectValue | null {
        const wanted = key?.toLowerCase();
        const found = records(type).find((record) => {
            const id = record.get('Id');
            const isId = id instanceof ApexId && key !== null && ApexId.parse(key)?.value === id.value;
            return isId || developerName(record).toLowerCase() === wanted;
        });
        return found ?? null;
    }
};
