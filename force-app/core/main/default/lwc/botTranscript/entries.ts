import { Answers, type Answered } from './answers';
import type { Adapter, Block, BotMessage, Sender } from './blocks';
import { withFormAnswers, type Said } from './cardAnswers';
import { dayKeysIn, instantOf } from './days';
import { isFailure } from './failures';
import { handoffIndex } from './handoff';
import { isObject, textOf } from './json';
import { parsePayload } from './maker';
import { mergeMessages } from './merge';
import { asPressed, offersChoice } from './relations';
import { isChangedSendbird } from './sendbird';
import { toBlocks } from './toBlocks';
import type { UrlPolicy } from './urls';

export interface PrepareOptions {
    /** Media hosts, as for `toBlocks`. */
    policy?: UrlPolicy;
    /** IANA name of the agent's zone, for days; UTC by default. */
    timeZone?: string;
    /** `BotHistoryPage.handedOffAt`; without it the handoff is read from the messages. */
    handedOffAt?: string | null;
}

/** A transcript with its relations. Cheap to make; what a message shows is worked out when it is asked for. */
export interface Prepared {
    readonly adapter: Adapter;
    /** Oldest first, each message once, without those that show nothing. */
    readonly entries: readonly Entry[];
    /** The handoff marker stands before this entry; `entries.length` for after the last, -1 where none is known. */
    readonly handoffIndex: number;
    entry(id: string): Entry | undefined;
    /** Index of the nearest failure after (`step` 1) or before (-1) an index; -1 if there is none. */
    nextFailure(from: number, step: 1 | -1): number;
}

/** One message in its place. Everything beyond the message itself is worked out on first use. */
export class Entry {
    readonly message: BotMessage;
    /** Unique in the transcript, also where the vendor's id is missing. */
    readonly id: string;
    readonly index: number;
    /** Milliseconds; null where the vendor gave no usable time. */
    readonly instant: number | null;
    private readonly transcript: Transcript;
    private shown: Block[] | undefined;
    private answered: Answered | null | undefined;

    constructor(message: BotMessage, id: string, index: number, transcript: Transcript) {
        this.message = message;
        this.id = id;
        this.index = index;
        this.instant = instantOf(message.sentAt);
        this.transcript = transcript;
    }

    get sender(): Sender {
        const { sender } = this.message;
        return sender === 'customer' || sender === 'bot' || sender === 'agent' ? sender : 'system';
    }

    get senderName(): string {
        return textOf(this.message.senderName);
    }

    /** What it shows, with the chosen option marked; the same array on every call. */
    get blocks(): Block[] {
        return (this.shown ??= this.related(this.transcript.baseBlocks(this.message)));
    }

    /** The same without the first look's limits. Not kept. */
    allBlocks(): Block[] {
        const { adapter, policy } = this.transcript;
        return this.related(toBlocks(this.message, adapter, { policy, all: true }));
    }

    /** `YYYY-MM-DD` in the agent's zone; empty where the time is unknown. */
    get dayKey(): string {
        return this.transcript.dayKey(this.instant);
    }

    /** The bot's message that this one answered by choosing, and what was chosen. */
    get answers(): Answered | null {
        if (this.answered === undefined) {
            this.answered = this.sender === 'customer' ? this.transcript.answers.answeredBy(this) : null;
        }
        return this.answered;
    }

    get isFailure(): boolean {
        return isFailure(this.message, this.transcript.adapter);
    }

    get isEdited(): boolean {
        if (this.transcript.edited.has(this.message)) {
            return true;
        }
        const { payload } = this.message;
        if (typeof payload !== 'string' || !payload.includes('"updated_at"')) {
            return false;
        }
        const parsed = parsePayload(payload);
        return isObject(parsed) && isChangedSendbird(this.sender, parsed);
    }

    get isRemoved(): boolean {
        return this.blocks.some((block) => block.kind === 'event' && block.code === 'removed');
    }

    private related(read: Block[]): Block[] {
        const blocks = withFormAnswers(read, this.index, (index) => this.transcript.saidAt(index));
        if (this.sender === 'customer') {
            const answered = this.answers;
            return answered ? asPressed(blocks, answered.choice) : blocks;
        }
        return offersChoice(blocks) ? this.transcript.answers.withAnswers(this, blocks) : blocks;
    }
}

/** Blocks that were shown lately; the rest is cheap to make again, and 10,000 messages' worth would weigh too much. */
const KEPT_BLOCKS = 500;

class Transcript implements Prepared {
    readonly adapter: Adapter;
    readonly policy: UrlPolicy;
    readonly entries: Entry[];
    readonly handoffIndex: number;
    readonly edited: ReadonlySet<BotMessage>;
    readonly dayKey: (instant: number | null) => string;
    readonly answers: Answers;
    private readonly byId = new Map<string, Entry>();
    private readonly made = new Map<BotMessage, Block[]>();

    constructor(messages: readonly BotMessage[], adapter: Adapter, options: PrepareOptions) {
        this.adapter = adapter;
        this.policy = options.policy ?? {};
        this.dayKey = dayKeysIn(options.timeZone ?? 'UTC');
        const merged = mergeMessages(messages, adapter);
        this.edited = merged.edited;
        this.entries = merged.messages.map(({ message, id }, index) => new Entry(message, id, index, this));
        for (const entry of this.entries) {
            this.byId.set(entry.id, entry);
        }
        this.answers = new Answers(this);
        this.handoffIndex = handoffIndex(this.entries, options.handedOffAt);
    }

    entry(id: string): Entry | undefined {
        return this.byId.get(id);
    }

    nextFailure(from: number, step: 1 | -1): number {
        for (let i = from + step; i >= 0 && i < this.entries.length; i += step) {
            if (this.entries[i]?.isFailure) {
                return i;
            }
        }
        return -1;
    }

    baseBlocks(message: BotMessage): Block[] {
        let blocks = this.made.get(message);
        if (blocks === undefined) {
            blocks = toBlocks(message, this.adapter, { policy: this.policy });
            const oldest = this.made.size >= KEPT_BLOCKS ? this.made.keys().next().value : undefined;
            if (oldest !== undefined) {
                this.made.delete(oldest);
            }
            this.made.set(message, blocks);
        }
        return blocks;
    }

    saidAt(index: number): Said | undefined {
        const entry = this.entries[index];
        return entry && { sender: entry.sender, blocks: this.baseBlocks(entry.message) };
    }
}

/**
 * Puts all loaded messages into one transcript: each once, edits merged, answers related to what they answered.
 * Call it again with all messages whenever pages or new messages arrive (10,000 take a few milliseconds).
 *
 * @param messages oldest first; pages may overlap
 * @param adapter `BotHistoryPage.adapter`
 */
export function prepare(messages: readonly BotMessage[], adapter: Adapter, options: PrepareOptions = {}): Prepared {
    return new Transcript(messages, adapter, options);
}
