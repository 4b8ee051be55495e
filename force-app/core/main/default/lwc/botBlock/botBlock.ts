import { api } from 'lwc';
import { eventText, unknownText } from 'c/botBlockWords';
import { fill, labels } from 'c/botLabels';
import { listOf } from 'c/botTime';
import { MarkedElement } from 'c/botHighlight';
import {
    blocksWithin,
    LINK_REL,
    linkTarget,
    optionsOf,
    type Block,
    type BlockKind,
    type CardBlock,
    type Option
} from 'c/botTranscript';

/** Which part of the template shows a kind; the rest is shown as unknown. */
const PARTS: Partial<Record<BlockKind, string>> = {
    text: 'text',
    options: 'options',
    suggestions: 'options',
    card: 'card',
    carousel: 'carousel',
    list: 'list',
    grid: 'grid',
    table: 'table',
    image: 'media',
    video: 'media',
    audio: 'media',
    file: 'media',
    link: 'media',
    form: 'details',
    'search-results': 'details',
    citations: 'details',
    'date-picker': 'details',
    transfer: 'details',
    'adaptive-card': 'adaptiveCard',
    event: 'event'
};

/** Whether the customer pressed something on a card. */
function isChosen(card: CardBlock): boolean {
    return [card, ...blocksWithin(card)].flatMap(optionsOf).some((option) => option.isChosen);
}

/** One displayable part of a message; blocks within blocks are shown by the same component. */
export default class BotBlock extends MarkedElement {
    labels = labels;
    rel = LINK_REL;
    @api block!: Block;
    /** Of the bot's and the customer's words, as HTML writes it; undefined where it is unknown. */
    @api language: string | undefined;
    /** `entry`: a card as an entry of a list. */
    @api look = '';
    /** There are more cards than fit beside each other. */
    isTurnable = false;
    private watch: ResizeObserver | undefined;

    get is(): Record<string, boolean> {
        return { [PARTS[this.block.kind] ?? 'unknown']: true };
    }
    get optionsName(): string {
        return this.block.kind === 'suggestions' ? labels.suggestions : labels.options;
    }
    get cardClass(): string {
        return this.look === 'entry' ? 'entry' : 'card';
    }
    get pictureSize(): string {
        return this.look === 'entry' ? 'small' : 'wide';
    }
    get href(): string {
        const url = this.block.kind === 'card' ? this.block.url : undefined;
        return url?.state === 'ok' ? url.href : '';
    }
    get target(): string | null {
        return linkTarget(this.href);
    }
    get host(): string {
        return this.block.kind === 'card' ? (this.block.url?.host ?? '') : '';
    }
    /** An address that may not be followed, as it came. */
    get refused(): string {
        const url = this.block.kind === 'card' ? this.block.url : undefined;
        return url?.state === 'refused' ? url.text : '';
    }
    get hasButtons(): boolean {
        const { block } = this;
        const buttons: readonly Option[] = 'buttons' in block ? block.buttons : 'actions' in block ? block.actions : [];
        return buttons.length > 0;
    }
    get cards(): { key: string; block: CardBlock; className: string; position: string }[] {
        const cards = this.block.kind === 'carousel' ? this.block.cards : [];
        return cards.map((block, index) => ({
            key: block.key,
            block,
            className: `carousel-card ${isChosen(block) ? 'chosen' : ''}`,
            position: fill(labels.carouselPosition, index + 1, cards.length)
        }));
    }
    get cardsStyle(): string {
        return `--bot-cards:${this.cards.length}`;
    }
    get cells(): { key: string; blocks: Block[]; style: string }[] {
        const { block } = this;
        if (block.kind !== 'grid') {
            return [];
        }
        return block.rows.flatMap((row) => {
            const total = row.cells.reduce((sum, _, index) => sum + (block.columns[index]?.weight ?? 1), 0);
            return row.cells.map((cell, index) => ({
                key: cell.key,
                blocks: cell.blocks,
                style: `flex-basis:calc(${(100 * (block.columns[index]?.weight ?? 1)) / total}% - 0.5rem)`
            }));
        });
    }
    get fallback(): string {
        const { block } = this;
        return block.kind === 'adaptive-card' && block.blocks.length === 0 ? block.fallbackText : '';
    }
    get isPartial(): boolean {
        return this.block.kind === 'adaptive-card' && this.block.unsupported.length > 0;
    }
    get partialText(): string {
        const names = this.block.kind === 'adaptive-card' ? this.block.unsupported : [];
        return fill(labels.unknownNamed, listOf(names));
    }
    get unknownText(): string {
        const name = this.block.kind === 'unknown' ? this.block.name : this.block.kind;
        return unknownText(name);
    }
    get eventText(): string {
        return this.block.kind === 'event' ? eventText(this.block) : '';
    }
    get toneClass(): string {
        return this.block.kind === 'text' ? this.block.tone : '';
    }

    override renderedCallback(): void {
        super.renderedCallback();
        const cards = this.refs?.cards;
        if (cards && !this.watch) {
            this.watch = new ResizeObserver(() => {
                this.isTurnable = cards.scrollWidth > cards.clientWidth + 1;
            });
            this.watch.observe(cards);
        }
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watch?.disconnect();
        this.watch = undefined;
    }

    handlePrevious(): void {
        this.turn(-1);
    }

    handleNext(): void {
        this.turn(1);
    }

    private turn(step: 1 | -1): void {
        const cards = this.template?.querySelector<HTMLElement>('.cards');
        const card = this.template?.querySelector<HTMLElement>('.carousel-card');
        if (cards && card) {
            const direction = getComputedStyle(cards).direction === 'rtl' ? -step : step;
            cards.scrollBy({ left: direction * (card.offsetWidth + 8) });
        }
    }
}
