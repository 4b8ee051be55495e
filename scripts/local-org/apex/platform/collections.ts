import { runtime } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { compareForSort } from '../values/compare.ts';
import { castTo } from '../values/convert.ts';
import { valuesEqual } from '../values/equality.ts';
import { PlatformValue } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { hashCodeOf } from './object.ts';
import { define, platformClass } from './registry.ts';
import { sobjectToken } from './schema-tokens.ts';

function outOfBounds(index: number): Error {
    return apexError('ListException', `List index out of bounds: ${index}`);
}

function checked(list: ApexList, index: number, size = list.items.length): number {
    if (index < 0 || index >= size) {
        throw outOfBounds(index);
    }
    return index;
}

function itemsOf(source: Value): Value[] {
    if (source instanceof ApexList || source instanceof ApexSet) {
        return source.items;
    }
    throw apexError('TypeException', 'A List or a Set is expected');
}

/** The elements of another collection, as this one's element type. */
function taken(into: ApexList | ApexSet, source: Value): Value[] {
    const items = itemsOf(source);
    const from = (source as ApexList | ApexSet).type.element;
    return from === into.type.element ? items : items.map(castTo(into.type.element));
}

class IteratorValue extends PlatformValue {
    private readonly items: Value[];
    private position = 0;

    constructor(items: Value[]) {
        super(platformClass('System.Iterator')!.type());
        this.items = items;
    }

    hasNext(): boolean {
        return this.position < this.items.length;
    }

    next(): Value {
        if (!this.hasNext()) {
            throw apexError('NoSuchElementException', 'No more elements');
        }
        return this.items[this.position++]!;
    }
}

function sortWith(list: ApexList, comparator: Value): void {
    const compare = (left: Value, right: Value): number => {
        const result = runtime().userMethods.call(comparator, 'compare', [left, right]);
        if (!result) {
            throw notSupported('a Comparator that is not a class of Apex');
        }
        return result.value as number;
    };
    list.items.sort(compare);
}

/** Methods of an interface: the call always finds the class's own. */
function byClass(): never {
    throw notSupported('this method on a built-in object');
}

define(
    {
        name: 'System.Iterable',
        typeParameters: ['T'],
        isInterface: true,
        methods: { 'System.Iterator<T> iterator()': byClass }
    },
    {
        name: 'System.Iterator',
        typeParameters: ['T'],
        isInterface: true,
        methods: {
            'Boolean hasNext()': (self: IteratorValue) => self.hasNext(),
            'T next()': (self: IteratorValue) => self.next()
        }
    },
    { name: 'System.Comparable', isInterface: true, methods: { 'Integer compareTo(Object? other)': byClass } },
    {
        name: 'System.Comparator',
        typeParameters: ['T'],
        isInterface: true,
        methods: { 'Integer compare(T? left, T? right)': byClass }
    },
    {
        name: 'System.Callable',
        isInterface: true,
        methods: { 'Object call(String? action, Map<String, Object>? args)': byClass }
    },
    {
        name: 'System.List',
        typeParameters: ['T'],
        interfaces: ['System.Iterable<T>'],
        methods: {
            'void add(T? item)': (self: ApexList, item: Value) => void self.growing.push(item),
            'void add(Integer index, T? item)': (self: ApexList, index: number, item: Value) =>
                void self.growing.splice(checked(self, index, self.items.length + 1), 0, item),
            'void addAll(List<T> items)': (self: ApexList, source: ApexList) =>
                void self.growing.push(...taken(self, source)),
            'void addAll(Set<T> items)': (self: ApexList, source: ApexSet) =>
                void self.growing.push(...taken(self, source)),
            'void clear()': (self: ApexList) => self.replace([]),
            'List<T> clone()': (self: ApexList) => new ApexList(self.type, [...self.items]),
            'Boolean contains(T? item)': (self: ApexList, item: Value) =>
                self.items.some((each) => valuesEqual(each, item)),
            'List<T> deepClone()': (self: ApexList) => deepClone(self, false),
            'List<T> deepClone(Boolean preserveId)': deepClone,
            'List<T> deepClone(Boolean preserveId, Boolean preserveReadonly)': deepClone,
            'List<T> deepClone(Boolean preserveId, Boolean preserveReadonly, Boolean preserveAutonumber)': deepClone,
            'Boolean equals(Object? other)': valuesEqual,
            'T get(Integer index)': (self: ApexList, index: number) => self.items[checked(self, index)]!,
            'Schema.SObjectType getSObjectType()': (self: ApexList) =>
                self.type.element.describe ? sobjectToken(self.type.element.describe) : null,
            'Integer hashCode()': hashCodeOf,
            'Integer indexOf(T? item)': (self: ApexList, item: Value) =>
                self.items.findIndex((each) => valuesEqual(each, item)),
            'Boolean isEmpty()': (self: ApexList) => self.items.length === 0,
            'System.Iterator<T> iterator()': (self: ApexList) => new IteratorValue(self.items),
            'T remove(Integer index)': (self: ApexList, index: number) =>
                self.growing.splice(checked(self, index), 1)[0] ?? null,
            'void set(Integer index, T? item)': (self: ApexList, index: number, item: Value) => {
                self.items[checked(self, index)] = item;
            },
            'Integer size()': (self: ApexList) => self.items.length,
            'void sort()': (self: ApexList) => {
                if (self.type.element.kind === 'sobject') {
                    throw notSupported('List.sort() of records');
                }
                self.items.sort(compareForSort);
            },
            'void sort(System.Comparator<T> comparator)': sortWith
        }
    },
    {
        name: 'System.Set',
        typeParameters: ['T'],
        interfaces: ['System.Iterable<T>'],
        methods: {
            'Boolean add(T? item)': (self: ApexSet, item: Value) => self.add(item),
            'Boolean addAll(List<T> items)': addAll,
            'Boolean addAll(Set<T> items)': addAll,
            'void clear()': (self: ApexSet) => self.clear(),
            'Set<T> clone()': (self: ApexSet) => new ApexSet(self.type, self.items),
            'Boolean contains(T? item)': (self: ApexSet, item: Value) => self.has(item),
            'Boolean containsAll(List<T> items)': containsAll,
            'Boolean containsAll(Set<T> items)': containsAll,
            'Boolean equals(Object? other)': valuesEqual,
            'Integer hashCode()': hashCodeOf,
            'Boolean isEmpty()': (self: ApexSet) => self.size === 0,
            'System.Iterator<T> iterator()': (self: ApexSet) => new IteratorValue(self.items),
            'Boolean remove(T? item)': (self: ApexSet, item: Value) => self.remove(item),
            'Boolean removeAll(List<T> items)': removeAll,
            'Boolean removeAll(Set<T> items)': removeAll,
            'Boolean retainAll(List<T> items)': retainAll,
            'Boolean retainAll(Set<T> items)': retainAll,
            'Integer size()': (self: ApexSet) => self.size
        }
    },
    {
        name: 'System.Map',
        typeParameters: ['K', 'V'],
        methods: {
            'void clear()': (self: ApexMap) => self.clear(),
            'Map<K, V> clone()': (self: ApexMap) => new ApexMap(self.type, self.table.pairs()),
            'Boolean containsKey(K? key)': (self: ApexMap, key: Value) => self.table.has(key),
            'Map<K, V> deepClone()': (self: ApexMap) =>
                new ApexMap(
                    self.type,
                    self.table
                        .pairs()
                        .map(([key, value]) => [key, value instanceof SObjectValue ? value.clone(true, true) : value])
                ),
            'Boolean equals(Object? other)': valuesEqual,
            'V get(K? key)': (self: ApexMap, key: Value) => self.table.get(key) ?? null,
            'Schema.SObjectType getSObjectType()': (self: ApexMap) =>
                self.type.value.describe ? sobjectToken(self.type.value.describe) : null,
            'Integer hashCode()': hashCodeOf,
            'Boolean isEmpty()': (self: ApexMap) => self.table.size === 0,
            'Set<K> keySet()': (self: ApexMap) => ApexSet.keysOf(self),
            'V put(K? key, V? value)': (self: ApexMap, key: Value, value: Value) => self.put(key, value),
            'void putAll(Map<K, V> other)': putAll,
            'void putAll(List<V> records)': putRecords,
            'V remove(K? key)': (self: ApexMap, key: Value) => self.remove(key),
            'Integer size()': (self: ApexMap) => self.table.size,
            'List<V> values()': (self: ApexMap) => ApexList.of(self.type.value, self.table.values())
        }
    }
);

function deepClone(self: ApexList, preserveId: boolean): ApexList {
    const items = self.items.map((item) =>
        item instanceof SObjectValue ? item.clone(preserveId === true, true) : item
    );
    return new ApexList(self.type, items);
}

function addAll(self: ApexSet, source: Value): boolean {
    return taken(self, source)
        .map((item) => self.add(item))
        .includes(true);
}

function containsAll(self: ApexSet, source: Value): boolean {
    return taken(self, source).every((item) => self.has(item));
}

function removeAll(self: ApexSet, source: Value): boolean {
    return taken(self, source)
        .map((item) => self.remove(item))
        .includes(true);
}

function retainAll(self: ApexSet, source: Value): boolean {
    const kept = new ApexSet(self.type, taken(self, source));
    return self.items
        .filter((item) => !kept.has(item))
        .map((item) => self.remove(item))
        .includes(true);
}

function putAll(self: ApexMap, other: ApexMap): void {
    for (const [key, value] of other.table.pairs()) {
        self.put(key, value);
    }
}

/** Records go in under their ids. */
function putRecords(self: ApexMap, records: ApexList): void {
    if (records.type.element.kind !== 'sobject') {
        throw apexError('TypeException', 'Map.putAll takes a map or a list of records');
    }
    records.items.forEach((record, index) => {
        const id = record instanceof SObjectValue ? record.get('Id') : null;
        if (id === null) {
            throw apexError('ListException', `Row with null Id at index: ${index}`);
        }
        self.put(castTo(self.type.element)(id), record);
    });
}
