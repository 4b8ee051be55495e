import { ApexType } from '../types/apex-type.ts';
import { HashTable } from './hash-table.ts';
import type { Value } from './value.ts';

/** A collection that a loop is walking may not change its size: `modifications` tells the loop. */
export class ApexList {
    readonly type: ApexType;
    items: Value[];
    modifications = 0;

    constructor(type: ApexType, items: Value[] = []) {
        this.type = type;
        this.items = items;
    }

    static of(element: ApexType, items: Value[] = []): ApexList {
        return new ApexList(ApexType.listOf(element), items);
    }
}

export class ApexSet {
    readonly type: ApexType;
    readonly table = new HashTable();
    modifications = 0;

    constructor(type: ApexType, items: Iterable<Value> = []) {
        this.type = type;
        for (const item of items) {
            this.table.set(item, null);
        }
    }

    static of(element: ApexType, items: Iterable<Value> = []): ApexSet {
        return new ApexSet(ApexType.setOf(element), items);
    }

    get items(): Value[] {
        return this.table.keys();
    }

    /** True where the item was not there yet. */
    add(item: Value): boolean {
        if (this.table.has(item)) {
            return false;
        }
        this.table.set(item, null);
        this.modifications += 1;
        return true;
    }

    remove(item: Value): boolean {
        if (!this.table.has(item)) {
            return false;
        }
        this.table.delete(item);
        this.modifications += 1;
        return true;
    }
}

export class ApexMap {
    readonly type: ApexType;
    readonly table = new HashTable();

    constructor(type: ApexType, pairs: Iterable<readonly [Value, Value]> = []) {
        this.type = type;
        for (const [key, value] of pairs) {
            this.table.set(key, value);
        }
    }

    static of(key: ApexType, value: ApexType, pairs: Iterable<readonly [Value, Value]> = []): ApexMap {
        return new ApexMap(ApexType.mapOf(key, value), pairs);
    }
}
