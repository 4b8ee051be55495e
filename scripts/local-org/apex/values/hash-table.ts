import { hashKey } from './equality.ts';
import type { Value } from './value.ts';

interface Entry {
    key: Value;
    value: Value;
}

/** Keys compared by value, as Apex does; iteration in order of insertion. */
export class HashTable {
    private readonly entries = new Map<unknown, Entry>();

    get size(): number {
        return this.entries.size;
    }

    has(key: Value): boolean {
        return this.entries.has(hashKey(key));
    }

    get(key: Value): Value | undefined {
        return this.entries.get(hashKey(key))?.value;
    }

    /** Returns the value that was there, undefined if none. */
    set(key: Value, value: Value): Value | undefined {
        const hash = hashKey(key);
        const known = this.entries.get(hash);
        if (known) {
            const before = known.value;
            known.value = value;
            return before;
        }
        this.entries.set(hash, { key, value });
        return undefined;
    }

    /** Returns the value that was there, undefined if none. */
    delete(key: Value): Value | undefined {
        const hash = hashKey(key);
        const known = this.entries.get(hash);
        this.entries.delete(hash);
        return known?.value;
    }

    clear(): void {
        this.entries.clear();
    }

    keys(): Value[] {
        return Array.from(this.entries.values(), (entry) => entry.key);
    }

    values(): Value[] {
        return Array.from(this.entries.values(), (entry) => entry.value);
    }

    pairs(): [Value, Value][] {
        return Array.from(this.entries.values(), (entry) => [entry.key, entry.value]);
    }
}
