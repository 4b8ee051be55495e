import type { Block, CardBlock, Cut, EventBlock, Option, TextBlock, TextFormat, UnknownBlock } from './blocks';
import { arrayOf, cutText, isObject, printJson, textOf, wordsOf } from './json';
import type { Limits } from './limits';
import { safeUrl, type CheckedUrl, type UrlKind, type UrlPolicy } from './urls';

/**
 * Makes the parts of one message's blocks: gives out keys, keeps the limits, checks URLs.
 * Parsers say what a thing is; everything that must hold for every vendor is here.
 */
export class BlockMaker {
    readonly limits: Readonly<Limits>;
    private readonly policy: UrlPolicy;
    /** The largest cut so far, wherever it was: the message as a whole then has more to show. */
    cut: Cut | undefined;
    private nextKey = 0;
    private depth = 0;
    private itemsLeft: number;

    constructor(limits: Readonly<Limits>, policy: UrlPolicy) {
        this.limits = limits;
        this.policy = policy;
        this.itemsLeft = limits.total;
    }

    key(): string {
        return String(this.nextKey++);
    }

    url(value: unknown, kind: UrlKind): CheckedUrl | undefined {
        return safeUrl(value, kind, this.policy);
    }

    /** A title, label or name, cut. */
    label(...values: unknown[]): string {
        for (const value of values) {
            const text = textOf(value);
            if (text.trim() !== '') {
                return text.length > this.limits.label ? this.cutLabel(text) : text;
            }
        }
        return '';
    }

    private cutLabel(text: string): string {
        const shown = cutText(text, this.limits.label);
        this.noteText(shown.length, text.length);
        return `${shown}…`;
    }

    private noteText(shown: number, total: number): Cut {
        return this.note({ shown, total, isText: true });
    }

    private note(cut: Cut): Cut {
        const { shown, total } = cut;
        if (this.cut === undefined || total - shown > this.cut.total - this.cut.shown) {
            this.cut = cut;
        }
        return cut;
    }

    /** Empty where there is no text. */
    text(value: unknown, format: TextFormat, tone: TextBlock['tone'] = 'normal'): TextBlock[] {
        const text = textOf(value);
        if (text.trim() === '') {
            return [];
        }
        const shown = cutText(text, this.limits.text);
        const block: TextBlock = { kind: 'text', key: this.key(), text: shown, format, tone };
        if (shown.length < text.length) {
            block.cut = this.noteText(shown.length, text.length);
        }
        return [block];
    }

    event(code: EventBlock['code'], text: unknown): EventBlock {
        return { kind: 'event', key: this.key(), code, text: this.label(text) };
    }

    unknown(name: unknown, text: unknown, raw: unknown): UnknownBlock {
        const all = textOf(text);
        const block: UnknownBlock = this.withRaw(
            { kind: 'unknown', key: this.key(), name: this.label(name), text: cutText(all, this.limits.text) },
            raw
        );
        if (block.text.length < all.length) {
            block.cut = this.noteText(block.text.length, all.length);
        }
        return block;
    }

    /** Adds the raw data to a block. It is printed when it is asked for: that takes longer than the block, and few ask. */
    withRaw<Parts extends object>(block: Parts, raw: unknown): Parts & { raw: string } {
        const { raw: limit } = this.limits;
        let printed: string | undefined;
        const print = (): string => (typeof raw === 'string' ? cutText(textOf(raw), limit) : printJson(raw, limit));
        return Object.defineProperty(block, 'raw', {
            enumerable: true,
            configurable: true,
            get: () => (printed ??= print())
        }) as Parts & { raw: string };
    }

    /** Up to `limit` results of `make`, in order; the holder is told what was left out. */
    each<T>(
        entries: unknown,
        limit: number,
        make: (entry: unknown, position: number) => T | null
    ): { made: T[]; cut?: Cut } {
        const all = arrayOf(entries);
        const made: T[] = [];
        const size = Math.min(all.length, limit, this.itemsLeft);
        this.itemsLeft -= size;
        for (let i = 0; i < size; i++) {
            const one = make(all[i], i);
            if (one !== null) {
                made.push(one);
            }
        }
        return all.length > size ? { made, cut: this.note({ shown: size, total: all.length }) } : { made };
    }

    /** Blocks within a block; beyond the depth limit they are kept as one unknown block. */
    within(entries: unknown, make: (entry: unknown) => Block[]): { blocks: Block[]; cut?: Cut } {
        if (this.depth >= this.limits.depth) {
            const deep = arrayOf(entries);
            return deep.length === 0 ? { blocks: [] } : { blocks: [this.unknown('', wordsOf(deep), entries)] };
        }
        this.depth++;
        const { made, cut } = this.each(entries, this.limits.items, make);
        this.depth--;
        const blocks = made.flat();
        return cut ? { blocks, cut } : { blocks };
    }

    option(label: unknown, value: unknown, action: Option['action'] = 'reply'): Option {
        const sent = textOf(value);
        return {
            key: this.key(),
            label: this.label(label, value),
            value: cutText(sent, this.limits.text),
            action,
            isChosen: false
        };
    }

    /** An option that opens a page, a mail or a phone; without a usable URL it still shows its label. */
    linkOption(label: unknown, url: unknown, action: 'link' | 'call' = 'link'): Option {
        const option = this.option(this.label(label, url), '', action);
        const checked = this.url(url, 'link');
        return checked ? { ...option, url: checked } : option;
    }

    card(parts: Partial<CardBlock>): CardBlock {
        return {
            kind: 'card',
            key: this.key(),
            title: '',
            subtitle: '',
            imageAlt: '',
            blocks: [],
            buttons: [],
            ...parts
        };
    }
}

/** How any JSON begins. Each message of Sendbird has empty data, and an exception takes longer than all else of it. */
const BEGINS_AS_JSON = /^\s*[[{"\d\-tfn]/;

/** JSON text → value; `undefined` where it isn't JSON. An object is taken as it is. */
export function parsePayload(payload: unknown): unknown {
    if (typeof payload !== 'string') {
        return isObject(payload) || Array.isArray(payload) ? payload : undefined;
    }
    if (!BEGINS_AS_JSON.test(payload)) {
        return undefined;
    }
    try {
        return JSON.parse(payload) as unknown;
    } catch {
        // Not JSON: the caller shows the payload as it came.
        return undefined;
    }
}
