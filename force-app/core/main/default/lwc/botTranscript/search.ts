import { plainText } from 'c/botMarkup';
import type { Adapter, Block, BotMessage, Sender } from './blocks';
import { REACH } from './answers';
import type { Entry, Prepared } from './entries';
import { fold, foldedIndexOf } from './fold';
import { textOf } from './json';
import { blocksLines } from './plainText';
import { asPressed, type Choice } from './relations';
import { formatOf } from './text';
import { toBlocks } from './toBlocks';

/**
 * All that can be searched for in a message: its text, everything its blocks show, its sender's name.
 *
 * @param choice what it chose: of a value that was sent for a label, the label is shown
 * @param shown what the page shows of it: what a form sent back is shown in the form's words
 */
export function searchText(message: BotMessage, adapter: Adapter, choice?: Choice, shown?: () => Block[]): string {
    const text = plainText(textOf(message.text), adapter === 'text' ? 'plain' : formatOf(message), 'after');
    if (!message.payload && !choice) {
        return joined(text, textOf(message.senderName));
    }
    let blocks = toBlocks(message, adapter);
    if (shown && blocks.some(({ kind }) => kind === 'form')) {
        blocks = shown();
    } else if (blocks.some((block) => block.cut)) {
        blocks = toBlocks(message, adapter, { all: true });
    }
    const lines = choice
        ? blocksLines(asPressed(blocks, choice))
        : [text, ...blocksLines(blocks).filter((line) => line !== text)];
    return joined(...lines, textOf(message.senderName));
}

function joined(...lines: string[]): string {
    return lines.filter((line) => line !== '').join('\n');
}

/** Names of senders come after the words; they count for finding, not for marking. */
export interface SearchHit {
    /** Index into `Prepared.entries`. */
    index: number;
    /** How often the query occurs in that message. */
    count: number;
}

export interface SearchOutcome {
    /** In the order of the messages. */
    hits: SearchHit[];
    /** Sum of the counts. */
    total: number;
}

export interface SearchFilter {
    senders?: readonly Sender[];
}

/** Folded texts of a transcript, made once per message and kept over new `prepare` calls. */
export interface SearchIndex {
    /** Works through messages for about that long; true when all are in. Call it while idle. */
    extend(milliseconds: number): boolean;
    readonly prepared: Prepared;
    readonly texts: readonly string[];
}

/**
 * @param previous an index over fewer or older versions of the same messages: its texts are taken over
 */
export function createSearchIndex(prepared: Prepared, previous?: SearchIndex): SearchIndex {
    return new Index(prepared, previous);
}

class Index implements SearchIndex {
    readonly prepared: Prepared;
    readonly texts: string[] = [];

    constructor(prepared: Prepared, previous?: SearchIndex) {
        this.prepared = prepared;
        if (previous && previous.texts.length > 0 && previous.prepared.adapter === prepared.adapter) {
            this.takeOver(previous);
        }
    }

    /** Holes stay for `extend` to fill. */
    private takeOver(previous: SearchIndex): void {
        const known = new Map<BotMessage, string>();
        const { entries } = previous.prepared;
        // What these chose may be told only by what has come with older messages.
        const firstOfCustomer = entries.findIndex(({ sender }) => sender === 'customer');
        const mayChange = ({ sender, index }: Entry) =>
            sender === 'customer' && (index === firstOfCustomer || index < REACH);
        entries.forEach((entry, index) => {
            const text = previous.texts[index];
            if (text !== undefined && !mayChange(entry)) {
                known.set(entry.message, text);
            }
        });
        this.known = known;
    }

    private known: Map<BotMessage, string> | undefined;

    private textOf(entry: Entry, adapter: Adapter): string {
        const shown = entry.sender === 'customer' ? () => entry.allBlocks() : undefined;
        return searchText(entry.message, adapter, entry.answers?.choice, shown);
    }

    extend(milliseconds: number): boolean {
        const { entries, adapter } = this.prepared;
        const end = performance.now() + milliseconds;
        while (this.texts.length < entries.length) {
            const entry = entries[this.texts.length];
            if (entry === undefined) {
                break;
            }
            this.texts.push(this.known?.get(entry.message) ?? fold(this.textOf(entry, adapter)));
            if (this.texts.length % 32 === 0 && performance.now() > end) {
                return this.texts.length === entries.length;
            }
        }
        this.known = undefined;
        return true;
    }
}

/**
 * Finds a phrase, without regard to case and accents, in every message; what the index lacks yet is added first.
 * 10,000 messages take well under 50 ms once they are in the index.
 */
export function search(index: SearchIndex, query: string, filter: SearchFilter = {}): SearchOutcome {
    const wanted = fold(query).trim();
    const result: SearchOutcome = { hits: [], total: 0 };
    if (wanted === '') {
        return result;
    }
    index.extend(Infinity);
    const { entries } = index.prepared;
    index.texts.forEach((text, at) => {
        const first = foldedIndexOf(text, wanted);
        const entry = entries[at];
        if (first < 0 || entry === undefined || (filter.senders && !filter.senders.includes(entry.sender))) {
            return;
        }
        let count = 0;
        for (let next = first; next >= 0; next = foldedIndexOf(text, wanted, next + wanted.length)) {
            count++;
        }
        result.hits.push({ index: at, count });
        result.total += count;
    });
    return result;
}
