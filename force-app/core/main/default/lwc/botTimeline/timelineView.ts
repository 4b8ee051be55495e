import type { Entry, Prepared, UrlPolicy } from 'c/botTranscript';
import type { Filter } from './filter';
import { Row } from './row';

/** What a view takes over from the timeline. */
export interface ViewSource {
    prepared: Prepared;
    /** What the entries passed. */
    filter: Filter;
    /** Milliseconds since 1970 of the handoff, null if unknown. */
    handedOffAt: number | null;
    /** Rows made so far, by message id. */
    rows: Map<string, Row>;
    /** Ids of the messages that the agent has opened. */
    whole: Set<string>;
    /** Milliseconds since 1970, for "today". */
    now: number;
    /** Hosts that pictures may be loaded from. */
    policy: UrlPolicy;
    /** That the bot and the customer speak, as HTML writes it; undefined where it is unknown. */
    language: string | undefined;
}

/** What the list shows: entries in the order of the screen. A class, so that LWC passes it on as it is. */
export class TimelineView {
    readonly entries: readonly Entry[];
    readonly isNewestFirst: boolean;
    private readonly source: ViewSource;
    private positions: Map<string, number> | undefined;
    private hasTimes: boolean | undefined;

    constructor(entries: readonly Entry[], isNewestFirst: boolean, source: ViewSource) {
        this.entries = entries;
        this.isNewestFirst = isNewestFirst;
        this.source = source;
    }

    get filter(): Filter {
        return this.source.filter;
    }

    /** The row at a position, the same object as before if it looks the same. */
    row(position: number): Row | undefined {
        const entry = this.entries[position];
        if (entry === undefined) {
            return undefined;
        }
        const { rows, whole, handedOffAt, now, policy, language } = this.source;
        const { isTimed } = this;
        const before = this.entries[position - 1];
        const handoff = this.handoffAt(position);
        const dayBefore = entry.dayKey === '' && handoff === '' ? '' : this.dayBefore(position);
        const context = { before, dayBefore, handoff, handedOffAt, now, isTimed, policy, language, whole };
        const row = new Row(entry, context);
        const known = rows.get(entry.id);
        if (known?.equals(row)) {
            return known;
        }
        rows.set(entry.id, row);
        return row;
    }

    /** Position of a message, -1 if it isn't shown. */
    positionOf(id: string): number {
        this.positions ??= new Map(this.entries.map((entry, position) => [entry.id, position]));
        return this.positions.get(id) ?? -1;
    }

    /** The message itself, or of those that are shown the nearest one to it; empty if there is none. */
    nearestTo(id: string): string {
        const wanted = this.source.prepared.entry(id)?.index;
        const { entries } = this;
        if (wanted === undefined || entries.length === 0) {
            return '';
        }
        const distance = (position: number) =>
            ((entries[position]?.index ?? Infinity) - wanted) * (this.isNewestFirst ? -1 : 1);
        let low = 0;
        let high = entries.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (distance(middle) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        const isBefore = low > 0 && -distance(low - 1) < Math.abs(distance(low));
        return entries[isBefore ? low - 1 : low]?.id ?? '';
    }

    /** The message to jump to for the handoff: the first one after it, else the last one before it. */
    handoffId(): string {
        const { handoffIndex } = this.source.prepared;
        if (handoffIndex < 0) {
            return '';
        }
        const inOrder = this.isNewestFirst ? [...this.entries].reverse() : this.entries;
        return (inOrder.find((entry) => entry.index >= handoffIndex) ?? inOrder.at(-1))?.id ?? '';
    }

    /** The next failure of the bot below a message (above the first for an empty id), going round; empty if none. */
    nextFailureId(after: string): string {
        const start = this.positionOf(after);
        for (let i = 1; i <= this.entries.length; i++) {
            const entry = this.entries[(start + i) % this.entries.length];
            if (entry?.isFailure) {
                return entry.id;
            }
        }
        return '';
    }

    /** A transcript that is text only has no times at all. */
    private get isTimed(): boolean {
        return (this.hasTimes ??= this.source.prepared.entries.some((entry) => entry.instant !== null));
    }

    private dayBefore(position: number): string {
        for (let i = position - 1; i >= 0; i--) {
            const day = this.entries[i]?.dayKey ?? '';
            if (day !== '') {
                return day;
            }
        }
        return '';
    }

    private handoffAt(position: number): Row['handoff'] {
        const { handoffIndex } = this.source.prepared;
        const entry = this.entries[position];
        if (handoffIndex < 0 || entry === undefined) {
            return '';
        }
        const before = this.entries[position - 1];
        const isHuman = (one: Entry) => one.index >= handoffIndex;
        if (before) {
            if (isHuman(before) !== isHuman(entry)) {
                return 'above';
            }
        } else if (this.isNewestFirst && !isHuman(entry)) {
            return 'above';
        }
        const isLast = position === this.entries.length - 1;
        return isLast && !this.isNewestFirst && !isHuman(entry) ? 'below' : '';
    }
}
