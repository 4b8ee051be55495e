import type { ApexType } from '../types/apex-type.ts';
import type { Value } from './value.ts';

/**
 * A record in memory. Field names are the schema's own spelling.
 * `fields` holds what was set or queried with a value; `queried` what a query asked for, null values included.
 */
export class SObjectValue {
    readonly type: ApexType;
    readonly fields = new Map<string, Value>();
    /** Null for a record that did not come from a query: then every field may be read. */
    queried: Set<string> | null = null;
    /** Fields that code set, on a queried record. */
    readonly assigned = new Set<string>();

    constructor(type: ApexType) {
        this.type = type;
    }

    /** True where reading the field of a queried record is an error. */
    isUnqueried(name: string): boolean {
        return this.queried !== null && !this.queried.has(name) && !this.fields.has(name) && name !== 'Id';
    }

    /** Reads without the check for unqueried fields; null where nothing is there. */
    get(name: string): Value {
        return this.fields.get(name) ?? null;
    }

    set(name: string, value: Value): void {
        this.fields.set(name, value);
        if (this.queried) {
            this.assigned.add(name);
        }
    }

    clone(preserveId: boolean, deep: boolean): SObjectValue {
        const copy = new SObjectValue(this.type);
        for (const [name, value] of this.fields) {
            if (name !== 'Id' || preserveId) {
                copy.fields.set(name, deep && value instanceof SObjectValue ? value.clone(true, true) : value);
            }
        }
        copy.queried = this.queried === null ? null : new Set(this.queried);
        return copy;
    }
}
