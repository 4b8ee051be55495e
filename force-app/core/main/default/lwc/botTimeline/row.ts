import { dayKey, dayLabel } from 'c/botTime';
import type { Block, Entry, UrlPolicy } from 'c/botTranscript';

/** Messages of one sender further apart than this get a heading of their own. */
const GROUP_GAP = 5 * 60_000;
const MINUTE = 60_000;

/** What a row's place in the list adds to its message. */
export interface RowContext {
    /** The message shown above it, if any. */
    before: Entry | undefined;
    /** Day of the last message above it that says when it was sent, empty for none. */
    dayBefore: string;
    /** The handoff marker stands above it, or below it. */
    handoff: 'above' | 'below' | '';
    /** Milliseconds since 1970 of the handoff, null if unknown. */
    handedOffAt: number | null;
    /** Milliseconds since 1970, for "today". */
    now: number;
    /** Some message of the history says when it was sent. */
    isTimed: boolean;
    /** Hosts that pictures may be loaded from. */
    policy: UrlPolicy;
    /** That the bot and the customer speak, as HTML writes it; undefined where it is unknown. */
    language: string | undefined;
    /** Ids of the messages that the agent has opened: they stay open when they leave the screen and come back. */
    whole: Set<string>;
}

/**
 * One message in its place in the list. Never changed after it was made.
 *
 * A class, so that LWC passes it on as it is, without a proxy around it.
 */
export class Row {
    readonly entry: Entry;
    readonly blocks: Block[];
    readonly policy: UrlPolicy;
    /** Of what people and the bot said; undefined where it is unknown. */
    readonly language: string | undefined;
    readonly whole: Set<string>;
    /** Text of the day separator above it, empty for none. */
    readonly day: string;
    readonly handoff: RowContext['handoff'];
    readonly handedOffAt: number | null;
    /**
     * The handoff was on another day than the messages around it, or nothing tells theirs: its time alone would be read
     * wrong.
     */
    readonly isHandoffDated: boolean;
    /** It starts a group: who and when are shown. */
    readonly hasHead: boolean;
    /** It continues a group, some minutes later: the time is shown. */
    readonly hasTime: boolean;
    /** Messages of its history say when they were sent: one that does not is worth a word. */
    readonly isTimed: boolean;
    readonly isFailure: boolean;
    readonly isEdited: boolean;
    private readonly look: string;

    constructor(entry: Entry, context: RowContext) {
        const { before, dayBefore, handoff, handedOffAt, now, isTimed, policy, language, whole } = context;
        this.entry = entry;
        this.policy = policy;
        this.language = entry.sender === 'system' ? undefined : language;
        this.whole = whole;
        this.blocks = entry.blocks;
        const isNewDay = entry.dayKey !== '' && entry.dayKey !== dayBefore;
        this.day = isNewDay && entry.instant !== null ? dayLabel(entry.instant, now) : '';
        this.handoff = handoff;
        this.handedOffAt = handedOffAt;
        this.isHandoffDated = handoff !== '' && dayKey(handedOffAt) !== (entry.dayKey || dayBefore);
        const gap = Math.abs((entry.instant ?? 0) - (before?.instant ?? 0));
        this.hasHead =
            before === undefined ||
            isNewDay ||
            handoff === 'above' ||
            before.sender !== entry.sender ||
            before.senderName !== entry.senderName ||
            (entry.instant !== null && before.instant !== null && gap > GROUP_GAP);
        this.hasTime = !this.hasHead && minuteOf(entry) !== null && minuteOf(entry) !== minuteOf(before);
        this.isTimed = isTimed;
        this.isFailure = entry.isFailure;
        this.isEdited = entry.isEdited;
        // What depends on other messages; the rest follows from the message. What a customer pressed stands in another
        // one.
        const mayChange = entry.message.payload || entry.sender === 'customer';
        const blocks = mayChange ? JSON.stringify(this.blocks) : '';
        const { day, isHandoffDated, hasHead, hasTime, isEdited } = this;
        const look = [day, handoff, handedOffAt, isHandoffDated, hasHead, hasTime, isTimed, isEdited, language, blocks];
        this.look = look.join('\n');
    }

    /** Says whether the other one looks the same, so that the one on the screen can stay. */
    equals(other: Row): boolean {
        return this.entry.message === other.entry.message && this.look === other.look;
    }
}

function minuteOf(entry: Entry | undefined): number | null {
    return entry === undefined || entry.instant === null ? null : Math.floor(entry.instant / MINUTE);
}
