import { NOTHING, whenIdle } from 'c/botTimers';
import { CONTENT_KINDS, passes, type ContentKind, type Filter, type Timeline } from 'c/botTimeline';
import type { FilterCounts } from 'c/botHistoryToolbar';
import type { BotMessage, Entry } from 'c/botTranscript';

/** Work at a stretch, in milliseconds. */
const STRETCH = 8;
/** Messages between two looks at the clock. */
const BATCH = 32;

class Counts implements FilterCounts {
    readonly loaded: number;
    private readonly numbers: ReadonlyMap<string, number>;

    constructor(loaded: number, numbers: ReadonlyMap<string, number>) {
        this.loaded = loaded;
        this.numbers = numbers;
    }

    of(name: string): number {
        return this.numbers.get(name) ?? 0;
    }
}

/**
 * Counts how many messages each sender and kind of the filter would show beside what is chosen in the other group. What
 * a message holds is read from its payload once, a little at a time, and only while somebody looks at the filter.
 */
export class FilterCounter {
    private readonly counted: (counts: FilterCounts) => void;
    private readonly kinds = new WeakMap<BotMessage, readonly ContentKind[]>();
    private cancel = NOTHING;

    constructor(counted: (counts: FilterCounts) => void) {
        this.counted = counted;
    }

    /** Begins, or begins anew with other messages or another filter. */
    start(timeline: Timeline | null, filter: Filter): void {
        this.stop();
        if (timeline) {
            this.go(timeline.prepared.entries, filter, 0, new Map());
        }
    }

    stop(): void {
        this.cancel();
        this.cancel = NOTHING;
    }

    private go(entries: readonly Entry[], filter: Filter, start: number, numbers: Map<string, number>): void {
        const end = performance.now() + STRETCH;
        for (let i = start; i < entries.length; i++) {
            if (i % BATCH === 0 && i > start && performance.now() > end) {
                this.cancel = whenIdle(() => this.go(entries, filter, i, numbers));
                return;
            }
            const entry = entries[i];
            if (entry) {
                this.add(entry, filter, numbers);
            }
        }
        this.counted(new Counts(entries.length, numbers));
    }

    private add(entry: Entry, { senders, kinds }: Filter, numbers: Map<string, number>): void {
        const kindsOfEntry = this.kindsOf(entry);
        const names: string[] = senders.size === 0 || senders.has(entry.sender) ? [...kindsOfEntry] : [];
        if (kinds.size === 0 || kindsOfEntry.some((kind) => kinds.has(kind))) {
            names.push(entry.sender);
        }
        names.forEach((name) => numbers.set(name, (numbers.get(name) ?? 0) + 1));
    }

    private kindsOf(entry: Entry): readonly ContentKind[] {
        let kinds = this.kinds.get(entry.message);
        if (kinds === undefined) {
            kinds = CONTENT_KINDS.filter((kind) => passes(entry, { senders: new Set(), kinds: new Set([kind]) }));
            this.kinds.set(entry.message, kinds);
        }
        return kinds;
    }
}
