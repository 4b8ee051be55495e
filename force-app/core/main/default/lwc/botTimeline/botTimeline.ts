/**
 * The messages of one history as the component keeps them: merged, in order, filtered, searchable. No UI, no network.
 */
import {
    createSearchIndex,
    prepare,
    search,
    type Adapter,
    type BotMessage,
    type Prepared,
    type PrepareOptions,
    type SearchIndex
} from 'c/botTranscript';
import { toTime } from 'c/botTime';
import { isFiltering, passes, type Filter } from './filter';
import type { Row } from './row';
import { TimelineView } from './timelineView';

export { Row } from './row';
export { TimelineView } from './timelineView';
export { CONTENT_KINDS, isFiltering, NO_FILTER, passes, type ContentKind, type Filter } from './filter';

/** Keeps what was loaded of a history, oldest first, each message once. */
export class Timeline {
    private messages: BotMessage[] = [];
    private transcript: Prepared | undefined;
    private index: SearchIndex | undefined;
    private adapter: Adapter;
    private options: PrepareOptions;
    private language: string | undefined;
    private counted = 0;
    private failureCount = 0;
    private readonly rows = new Map<string, Row>();
    private readonly whole = new Set<string>();

    /** @param adapter `BotHistoryPage.adapter` */
    constructor(adapter: Adapter, options: PrepareOptions) {
        this.adapter = adapter;
        this.options = options;
    }

    get prepared(): Prepared {
        return (this.transcript ??= prepare(this.messages, this.adapter, this.options));
    }

    get isEmpty(): boolean {
        return this.messages.length === 0;
    }

    /** Takes over when the handoff was: it may happen while the history is looked at. */
    handOff(handedOffAt: string | null): void {
        if (handedOffAt !== (this.options.handedOffAt ?? null)) {
            this.options = { ...this.options, handedOffAt };
            this.transcript = undefined;
        }
    }

    /** Takes over which language the bot and the customer speak, as HTML writes it; undefined where it is unknown. */
    speak(language: string | undefined): void {
        this.language = language;
    }

    /**
     * Gives up what is kept for the newest messages of another source, oldest first; answers how many entries they are.
     */
    startOver(adapter: Adapter, messages: readonly BotMessage[]): number {
        this.adapter = adapter;
        this.messages = [];
        this.transcript = undefined;
        return this.keep([...messages]);
    }

    /** Takes the next older page, oldest first; answers how many entries came with it. */
    addOlder(messages: readonly BotMessage[]): number {
        return this.keep(messages.concat(this.messages));
    }

    /** Whether messages follow on what is kept without a gap: there is nothing yet, or they have one in common. */
    joins(messages: readonly BotMessage[]): boolean {
        const known = new Set(this.messages.map((message) => message.id));
        return known.size === 0 || messages.some((message) => known.has(message.id));
    }

    /** Takes the newest messages again, oldest first; answers how many entries are new. */
    addNewest(messages: readonly BotMessage[]): number {
        const known = new Map(this.messages.map((message) => [message.id, message]));
        const changed = messages.filter((message) => !isSame(known.get(message.id), message));
        const edited = changed.filter(({ id }) => known.has(id));
        return changed.length === 0 ? 0 : this.keep(joined(this.messages, messages).concat(edited));
    }

    /** What to show. @param now milliseconds since 1970 */
    view(filter: Filter, isNewestFirst: boolean, now: number): TimelineView {
        const { prepared } = this;
        const passing = isFiltering(filter)
            ? prepared.entries.filter((entry) => passes(entry, filter))
            : prepared.entries;
        return new TimelineView(isNewestFirst ? [...passing].reverse() : passing, isNewestFirst, {
            prepared,
            filter,
            handedOffAt: toTime(this.options.handedOffAt),
            rows: this.rows,
            whole: this.whole,
            now,
            policy: this.options.policy ?? {},
            language: this.language
        });
    }

    /** Ids of the messages of a view that say a text, in the order of the screen. */
    search(query: string, view: TimelineView): string[] {
        const { entries } = this.prepared;
        const found = new Set(search(this.searchIndex(), query).hits.map((hit) => entries[hit.index]?.id));
        return found.size === 0 ? [] : view.entries.filter((entry) => found.has(entry.id)).map((entry) => entry.id);
    }

    /** Counts the bot's failures for about that many milliseconds; true when all messages were looked at. */
    countFailures(milliseconds: number): boolean {
        const end = performance.now() + milliseconds;
        const { entries } = this.prepared;
        for (; this.counted < entries.length; this.counted++) {
            if (this.counted % 32 === 0 && performance.now() > end) {
                return false;
            }
            this.failureCount += entries[this.counted]?.isFailure ? 1 : 0;
        }
        return true;
    }

    /** Failures counted so far. */
    get failures(): number {
        return this.failureCount;
    }

    /** Prepares the search for about that many milliseconds; true when nothing is left to do. Call it while idle. */
    prepareSearch(milliseconds: number): boolean {
        return this.searchIndex().extend(milliseconds);
    }

    private searchIndex(): SearchIndex {
        if (this.index?.prepared !== this.prepared) {
            this.index = createSearchIndex(this.prepared, this.index);
        }
        return this.index;
    }

    private keep(messages: BotMessage[]): number {
        const before = this.prepared.entries.length;
        this.messages = messages;
        this.transcript = undefined;
        this.counted = 0;
        this.failureCount = 0;
        return this.prepared.entries.length - before;
    }
}

/** What a later look can tell of a message: Sendbird's bot is known as one by what it sends later. */
const TOLD = ['text', 'payload', 'sender', 'senderName', 'sentAt', 'relatesTo'] as const;

function isSame(known: BotMessage | undefined, message: BotMessage): boolean {
    return known !== undefined && TOLD.every((name) => known[name] === message[name]);
}

/**
 * What is kept, with the new messages of a newest page behind what they follow there: bots store some late, and a page
 * reaches further back once a message of it is deleted.
 */
function joined(kept: readonly BotMessage[], page: readonly BotMessage[]): BotMessage[] {
    const places = new Map<string, number>();
    kept.forEach(({ id }, place) => places.has(id) || places.set(id, place));
    const first = page.find(({ id }) => places.has(id));
    let place = first ? (places.get(first.id) ?? 0) : kept.length;
    const present = new Set(page.map(({ id }) => id));
    const added = new Map<number, BotMessage[]>();
    for (const message of page) {
        const own = places.get(message.id);
        if (own === undefined) {
            // What the bot no longer has stays where it was said: what was said after it stands below.
            while (isGoneBefore(message, kept[place], present)) {
                place++;
            }
            added.set(place, [...(added.get(place) ?? []), message]);
        } else {
            place = Math.max(place, own + 1);
        }
    }
    const all = kept.flatMap((message, at) => [...(added.get(at) ?? []), message]);
    return all.concat(added.get(kept.length) ?? []);
}

/** Whether a message that is kept, and that the newest page no longer has, was said before a new one. */
function isGoneBefore(message: BotMessage, kept: BotMessage | undefined, present: ReadonlySet<string>): boolean {
    return (
        kept !== undefined &&
        !present.has(kept.id) &&
        (toTime(kept.sentAt) ?? 0) <= (toTime(message.sentAt) ?? Infinity)
    );
}
