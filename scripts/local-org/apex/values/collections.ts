import { ApexType } from '../types/apex-type.ts';
import { apexError } from '../run/errors.ts';
import { HashTable } from './hash-table.ts';
import type { Value } from './value.ts';

/** What loops and changes have to agree on: while a loop walks a collection, its size may not change. */
abstract class Walkable {
    private walkers = 0;

    startIteration(): void {
        this.walkers += 1;
    }

    endIteration(): void {
        this.walkers -= 1;
    }

    /** @throws FinalException */
    protected changing(): void {
        if (this.walkers > 0) {
            throw apexError('FinalException', 'Cannot modify a collection while it is being iterated.');
        }
    }
}

export class ApexList extends Walkable {
    readonly type: ApexType;
    private list: Value[];

    constructor(type: ApexType, items: Value[] = []) {
        super();
        this.type = type;
        this.list = items;
    }

    static of(element: ApexType, items: Value[] = []): ApexList {
        return new ApexList(ApexType.listOf(element), items);
    }

    /** The items themselves: for reading, and for changes that keep the size. */
    get items(): Value[] {
        return this.list;
    }

    /** The items, to add to or to take from. */
    get growing(): Value[] {
        this.changing();
        return this.list;
    }

    replace(items: Value[]): void {
        this.changing();
        this.list = items;
    }
}

export class ApexMap extends Walkable {
    readonly type: ApexType;
    readonly table: HashTable;

    constructor(type: ApexType, pairs: Iterable<readonly [Value, Value]> = [], table = new HashTable()) {
        super();
        this.type = type;
        this.table = table;
        for (const [key, value] of pairs) {
            this.table.set(key, value);
        }
    }

    static of(key: ApexType, value: ApexType, pairs: Iterable<readonly [Value, Value]> = []): ApexMap {
        return new ApexMap(ApexType.mapOf(key, value), pairs);
    }

    /** Returns what was there before. */
    put(key: Value, value: Value): Value {
        if (!this.table.has(key)) {
            this.changing();
        }
        return this.table.set(key, value) ?? null;
    }

    remove(key: Value): Value {
        if (this.table.has(key)) {
            this.changing();
        }
        return this.table.delete(key) ?? null;
    }

    clear(): void {
        this.changing();
        this.table.clear();
    }
}

export class ApexSet extends Walkable {
    readonly type: ApexType;
    private readonly table = new HashTable();
    /** For a key set: the map whose keys these are, which a loop over them also holds still. */
    private readonly source: ApexMap | null;

    constructor(type: ApexType, items: Iterable<Value> = [], source: ApexMap | null = null) {
        super();
        this.type = type;
        this.source = source;
        for (const item of items) {
            this.table.set(item, null);
        }
    }

    static of(element: ApexType, items: Iterable<Value> = []): ApexSet {
        return new ApexSet(ApexType.setOf(element), items);
    }

    /** `map.keySet()`. */
    static keysOf(map: ApexMap): ApexSet {
        return new ApexSet(ApexType.setOf(map.type.element), map.table.keys(), map);
    }

    override startIteration(): void {
        super.startIteration();
        this.source?.startIteration();
    }

    override endIteration(): void {
        super.endIteration();
        this.source?.endIteration();
    }

    get items(): Value[] {
        return this.table.keys();
    }

    get size(): number {
        return this.table.size;
    }

    has(item: Value): boolean {
        return this.table.has(item);
    }

    /** True where the item was not there yet. */
    add(item: Value): boolean {
        if (this.table.has(item)) {
            return false;
        }
        this.changing();
        this.table.set(item, null);
        return true;
    }

    remove(item: Value): boolean {
        if (!this.table.has(item)) {
            return false;
        }
        this.changing();
        this.table.delete(item);
        return true;
    }

    clear(): void {
        this.changing();
        this.table.clear();
    }
}
