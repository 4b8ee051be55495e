import { api } from 'lwc';
import { fill, labels, speakerName } from 'c/botLabels';
import { count, exactTime, shortDateTime, timeOfDay } from 'c/botTime';
import { MarkedElement } from 'c/botHighlight';
import { needsMarkup } from 'c/botMarkup';
import { cutText, type Block, type BlockKind, type TextFormat } from 'c/botTranscript';
import type { Row } from 'c/botTimeline';
import { saysIt, wholeOf } from './whole';

/** Outlines within 16 × 16, one for each sender: told apart without colour. */
const SENDER_SIGNS: Record<string, string> = {
    customer: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 14a5.500 4.500 0 0 1 11 0z',
    bot: 'M3 5.500h10v8h-10zM8 5.500v-3M6 9v.6M10 9v.6M6 11.500h4',
    agent: 'M3 9.500v-1.500a5 5 0 0 1 10 0v1.500M3 9h2v4h-2zM11 9h2v4h-2zM13 13c0 1.500-2 2-4 2',
    system: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 7.500v3.500M8 5v.2'
};

/** Of a sender's name, in characters: more of it would fill the screen. */
const LONGEST_NAME = 200;

/** A block as the template tells them apart. */
interface Part {
    key: string;
    block: Block;
    isPlain: boolean;
    isRich: boolean;
    text: string;
    format: TextFormat;
    toneClass: string;
}

/** Kinds that stand on their own, without a bubble around them. */
const BARE: ReadonlySet<BlockKind> = new Set<BlockKind>([
    'card',
    'carousel',
    'list',
    'table',
    'grid',
    'image',
    'video',
    'audio',
    'file',
    'link',
    'adaptive-card',
    'form',
    'search-results',
    'date-picker',
    'transfer',
    'citations',
    'unknown'
]);

/**
 * One message: who, when, its blocks, and what can be done with it while it is active. Plain text is rendered right
 * here, since most messages are nothing else; text with markup and all other blocks have components of their own.
 *
 * Events: `botaction` with `{ name: 'copy' | 'link', id }`; `botopen` when it is about to go on with the rest of what
 * it shows.
 */
export default class BotMessage extends MarkedElement {
    labels = labels;
    /** Shows the actions; the list sets it for the message under the pointer and the focused one. */
    @api isActive = false;
    /** The message that a search or jump led to. */
    @api isCurrent = false;
    private given!: Row;
    private blocks: Block[] = [];
    /** All of a message that is too large for blocks. */
    wholeText = '';

    /** What to show and what stands above it. */
    @api
    get row(): Row {
        return this.given;
    }
    set row(row: Row) {
        this.given = row;
        this.show();
    }

    get parts(): Part[] {
        return this.blocks.map(toPart);
    }
    get frameClass(): string {
        const { sender } = this.given.entry;
        const side = sender === 'customer' ? 'left' : sender === 'system' ? 'middle' : 'right';
        return `frame ${side} ${this.isCurrent ? 'current' : ''} ${this.given.hasHead ? 'first' : ''}`;
    }
    get bubbleClass(): string {
        const isBare = this.blocks.every((block) => BARE.has(block.kind));
        return `bubble ${this.given.entry.sender} ${isBare ? 'bare' : ''}`;
    }
    get senderSign(): string {
        return SENDER_SIGNS[this.given.entry.sender] ?? SENDER_SIGNS.system ?? '';
    }
    get speaker(): string {
        return speakerName(this.given.entry);
    }
    get shownName(): string {
        return this.wholeName === undefined ? this.speaker : `${cutText(this.speaker, LONGEST_NAME)}…`;
    }
    /** For the tool tip of a name that is cut. */
    get wholeName(): string | undefined {
        return this.speaker.length > LONGEST_NAME ? this.speaker : undefined;
    }
    get iso(): string | undefined {
        return this.given.entry.message.sentAt ?? undefined;
    }
    get time(): string {
        return timeOfDay(this.given.entry.instant) || (this.given.isTimed ? labels.noTime : '');
    }
    get exact(): string {
        return exactTime(this.given.entry.instant);
    }
    get handedOffAt(): string {
        const { handedOffAt, isHandoffDated } = this.given;
        return isHandoffDated ? shortDateTime(handedOffAt) : timeOfDay(handedOffAt);
    }
    get handedOffExact(): string {
        return exactTime(this.given.handedOffAt);
    }
    get handedOffIso(): string | undefined {
        const { handedOffAt } = this.given;
        return handedOffAt === null ? undefined : new Date(handedOffAt).toISOString();
    }
    get hasHandoffAbove(): boolean {
        return this.given.handoff === 'above';
    }
    get hasHandoffBelow(): boolean {
        return this.given.handoff === 'below';
    }
    get isCut(): boolean {
        return this.given.blocks.some((block) => block.cut);
    }
    private get isWhole(): boolean {
        return this.given.whole.has(this.given.entry.id);
    }
    get showAllLabel(): string {
        if (this.isWhole) {
            return labels.showLess;
        }
        const cut = this.blocks.find((block) => block.cut)?.cut;
        return this.blocks.some((block) => block.cut?.isText)
            ? labels.showWhole
            : fill(labels.showAll, count(cut?.total ?? 0));
    }

    /** Goes on with the rest of what it shows where only that says a text; answers whether it does. */
    @api
    goOn(query: string): boolean {
        const { entry } = this.given;
        const isLeftOut = this.isCut && !this.isWhole && saysIt(entry, query);
        if (isLeftOut) {
            this.handleShowAll();
        }
        return isLeftOut;
    }

    handleShowAll(): void {
        const { entry, whole } = this.given;
        if (!whole.delete(entry.id)) {
            whole.add(entry.id);
        }
        this.show();
        if (this.isWhole && this.wholeText === '') {
            this.dispatchEvent(new CustomEvent('botopen', { bubbles: true }));
        }
    }

    private show(): void {
        const { entry, blocks } = this.given;
        const look = this.isWhole ? wholeOf(entry, blocks) : { blocks, text: '' };
        this.blocks = look.blocks;
        this.wholeText = look.text;
    }

    handleCopy(): void {
        this.act('copy');
    }

    handleLink(): void {
        this.act('link');
    }

    private act(name: string): void {
        const detail = { name, id: this.given.entry.id };
        this.dispatchEvent(new CustomEvent('botaction', { bubbles: true, composed: true, detail }));
    }
}

function toPart(block: Block): Part {
    const isText = block.kind === 'text';
    const isRich = isText && (block.tone !== 'normal' || needsMarkup(block.text, block.format));
    return {
        key: block.key,
        block,
        isPlain: isText && !isRich,
        isRich,
        text: isText ? block.text : '',
        format: isText ? block.format : 'plain',
        toneClass: isText ? block.tone : ''
    };
}
