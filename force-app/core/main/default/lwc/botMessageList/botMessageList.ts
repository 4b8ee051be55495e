import { api, LightningElement } from 'lwc';
import { labels, plural, speakerName } from 'c/botLabels';
import { count, exactTime } from 'c/botTime';
import { nextFrame, NOTHING } from 'c/botTimers';
import { covers, HeightMap, type Range } from 'c/botWindow';
import type { Row, TimelineView } from 'c/botTimeline';
import type { Entry } from 'c/botTranscript';

/** State of the end of the list where older messages join. */
export type OlderState = 'more' | 'loading' | 'failed' | 'none';

interface ListItem {
    key: string;
    row: Row;
    index: number;
    position: string;
    label: string;
    tabIndex: string;
    isActive: boolean;
    isCurrent: boolean;
}

/** Where the reader is: a message and how many pixels it lies below the upper edge of the list. */
interface Anchor {
    id: string;
    top: number;
}

/** Rows beyond the visible ones, in pixels on each side. */
const OVERSCAN = 500;
/** New rows are made when the reader comes this close to the last made one. */
const MARGIN = 150;
/** Closer than this to the newest message counts as being there. */
const AT_END = 12;
/** Older messages are asked for when the reader comes this close to the oldest one. */
const LOAD_AHEAD = 800;
/** More rows than this are never made, however small they are. */
const MOST_ROWS = 60;
/** A list that fills its surroundings is taken to be at most this high until it was measured. */
const LIKELY_HEIGHT = 800;
/** Mouse moves are looked at again this long after the last scrolling, in milliseconds. */
const SCROLL_REST = 150;

/**
 * Shows a history of any length with the few rows that are near the screen. Heights are estimated until a row was on the
 * screen; the message that the reader looks at keeps its place when other ones arrive or change their height.
 *
 * Events: `loadolder`, `readnewest` (the reader came to the newest message), and those that messages send (`botaction`).
 */
export default class BotMessageList extends LightningElement {
    labels = labels;
    /** Largest height in pixels; a short history takes less. 0: as high as the element around it. */
    @api
    get height(): number {
        return this.heightSet;
    }
    set height(height: number) {
        this.heightSet = height;
        this.viewport = Math.min(height > 0 ? height : window.innerHeight, LIKELY_HEIGHT);
    }
    @api olderState: OlderState = 'none';
    /** Why older messages could not be loaded. */
    @api olderReason = '';
    /** Text that the search marks. */
    @api query = '';
    /** Messages that came since the reader left the newest one. */
    @api unread = 0;

    rows: ListItem[] = [];
    topSpace = 0;
    bottomSpace = 0;
    isAtNewest = true;
    private heightSet = 480;
    private shown: TimelineView | undefined;
    private heights = new HeightMap([]);
    private range: Range = { start: 0, end: 0 };
    private anchor: Anchor | null = null;
    private isPinned = true;
    private hasToAnchor = false;
    private topEdge = 0;
    private viewport = LIKELY_HEIGHT;
    private width = 0;
    /** Heights of messages that were on the screen, by id. */
    private readonly measured = new Map<string, number>();
    private focusedId = '';
    private hoveredId = '';
    private currentId = '';
    private focusWanted = '';
    private scrolledAt = 0;
    private cancelFrame = NOTHING;
    private observer: ResizeObserver | undefined;
    private readonly observed = new Set<Element>();

    /** What to show. The reader's place is kept when it changes. */
    @api
    get view(): TimelineView | undefined {
        return this.shown;
    }
    set view(view: TimelineView | undefined) {
        this.shown = view;
        this.rebuild();
    }

    get setSize(): string {
        return this.olderState === 'none' ? String(this.heights.length) : '-1';
    }
    get isLoadingOlder(): string {
        return String(this.olderState === 'loading');
    }
    get isOldestOnTop(): boolean {
        return this.shown?.isNewestFirst === false;
    }
    get isNewestOnTop(): boolean {
        return this.shown?.isNewestFirst === true;
    }
    get scrollerStyle(): string {
        return this.height > 0 ? `max-height:${this.height}px` : 'height:100%';
    }
    get topStyle(): string {
        return `height:${this.topSpace}px`;
    }
    get bottomStyle(): string {
        return `height:${this.bottomSpace}px`;
    }
    get chip(): string {
        if (this.unread > 0) {
            return plural(labels.newMessagesOne, labels.newMessagesOther, this.unread, count(this.unread));
        }
        return this.isAtNewest ? '' : labels.jumpLatest;
    }
    get chipClass(): string {
        return `chip ${this.unread > 0 ? 'chip_new' : ''} ${this.isNewestOnTop ? 'chip_top' : ''}`;
    }
    get chipTextClass(): string {
        return this.unread > 0 ? '' : 'slds-assistive-text';
    }
    get chipSign(): string {
        return this.isNewestOnTop ? 'M8 13V3M4 7l4-4 4 4' : 'M8 3v10M4 9l4 4 4-4';
    }

    /** Scrolls to a message, marks it, and moves the focus there if asked. Answers false if it isn't shown. */
    @api
    showMessage(id: string, options: { focus?: boolean; mark?: boolean } = {}): boolean {
        const position = this.shown?.positionOf(id) ?? -1;
        if (position < 0) {
            return false;
        }
        this.isPinned = false;
        this.anchor = { id, top: Math.min(96, this.viewport / 4) };
        this.currentId = options.mark === false ? this.currentId : id;
        this.focusWanted = options.focus ? id : '';
        if (options.focus) {
            this.focusedId = id;
        }
        this.hasToAnchor = true;
        this.show(this.rangeAround(this.heights.offset(position) - this.anchor.top));
        return true;
    }

    /** Takes the mark off the message that was shown last. */
    @api
    unmark(): void {
        this.currentId = '';
        this.show(this.range);
    }

    /** Scrolls to the newest message and stays there while new ones arrive. */
    @api
    showNewest(): void {
        this.isPinned = true;
        this.anchor = null;
        this.hasToAnchor = true;
        this.show(this.newestRange());
    }

    /** Whether the reader is at the newest message. */
    @api
    isAtNewestMessage(): boolean {
        return this.isAtNewest;
    }

    /** The message at the upper edge of the list, empty if there is none. */
    @api
    firstVisibleId(): string {
        const scroller = this.scroller;
        const position = scroller ? this.heights.at(Math.max(0, scroller.scrollTop - this.topEdge + 8)) : -1;
        return this.shown?.entries[position]?.id ?? '';
    }

    disconnectedCallback(): void {
        this.observer?.disconnect();
        this.observer = undefined;
        this.observed.clear();
        this.cancelFrame();
    }

    renderedCallback(): void {
        const isMeasuredLater = this.observe();
        if (this.hasToAnchor) {
            this.hasToAnchor = false;
            if (!isMeasuredLater) {
                this.restorePlace();
            }
        }
        if (this.focusWanted !== '') {
            const wanted = this.rowElement(this.focusWanted);
            this.focusWanted = '';
            wanted?.focus({ preventScroll: true });
        }
    }

    handleScroll(): void {
        const scroller = this.scroller;
        if (!scroller) {
            return;
        }
        this.scrolledAt = performance.now();
        this.readPlace(scroller);
        const top = scroller.scrollTop - this.topEdge;
        const needed = this.heights.between(top - MARGIN, top + this.viewport + MARGIN);
        if (!covers(this.range, needed)) {
            this.show(this.rangeAround(top));
        }
        this.askForOlder(scroller);
    }

    handleChip(): void {
        this.showNewest();
        this.focusedId = '';
        this.dispatchEvent(new CustomEvent('readnewest'));
    }

    handleFocusIn(event: FocusEvent): void {
        const id = this.idOf(event.target);
        if (id !== '' && id !== this.focusedId) {
            this.focusedId = id;
            this.show(this.range);
        }
    }

    handleMouseOver(event: MouseEvent): void {
        const id = this.idOf(event.target);
        if (id !== '' && id !== this.hoveredId && performance.now() - this.scrolledAt > SCROLL_REST) {
            this.hoveredId = id;
            this.show(this.range);
        }
    }

    handleMouseLeave(): void {
        this.hoveredId = '';
        this.show(this.range);
    }

    handleKey(event: KeyboardEvent): void {
        if (event.altKey || event.ctrlKey || event.metaKey || event.composedPath()[0] !== event.target) {
            return;
        }
        const current = this.shown?.positionOf(this.focusedId) ?? -1;
        const last = this.heights.length - 1;
        const page = this.heights.size(current) > 0 ? this.viewport * 0.8 : 0;
        const moves: Record<string, () => number> = {
            ArrowDown: () => current + 1,
            ArrowUp: () => current - 1,
            Home: () => 0,
            End: () => last,
            PageDown: () => Math.max(current + 1, this.heights.at(this.heights.offset(current) + page)),
            PageUp: () => Math.min(current - 1, this.heights.at(Math.max(0, this.heights.offset(current) - page)))
        };
        const move = moves[event.key];
        if (!move || last < 0) {
            return;
        }
        event.preventDefault();
        const entry = this.shown?.entries[Math.max(0, Math.min(last, move()))];
        if (entry) {
            this.focusMessage(entry.id);
        }
    }

    private focusMessage(id: string): void {
        const element = this.rowElement(id);
        this.focusedId = id;
        if (element) {
            element.focus({ preventScroll: true });
            element.scrollIntoView({ block: 'nearest' });
            this.show(this.range);
        } else {
            this.showMessage(id, { focus: true, mark: false });
        }
    }

    private get scroller(): HTMLElement | undefined {
        return this.refs?.scroller as HTMLElement | undefined;
    }

    private idOf(target: EventTarget | null): string {
        return (target as HTMLElement | null)?.dataset?.messageId ?? '';
    }

    private rowElement(id: string): HTMLElement | undefined {
        return this.rowElements().find((element) => element.dataset.messageId === id);
    }

    private rowElements(): HTMLElement[] {
        return [...(this.template?.querySelectorAll<HTMLElement>('.row') ?? [])];
    }

    /** A new view: the heights of all its messages, the range that keeps the reader's place. */
    private rebuild(): void {
        const entries = this.shown?.entries ?? [];
        const perLine = Math.max(20, ((this.width || 480) * 0.8) / 7);
        this.heights = new HeightMap(entries.map((entry) => this.measured.get(entry.id) ?? estimate(entry, perLine)));
        this.hasToAnchor = true;
        const anchored = this.anchor ? (this.shown?.positionOf(this.anchor.id) ?? -1) : -1;
        if (this.isPinned || anchored < 0) {
            this.isPinned = true;
            this.show(this.newestRange());
        } else {
            this.show(this.rangeAround(this.heights.offset(anchored) - (this.anchor?.top ?? 0)));
        }
    }

    private newestRange(): Range {
        if (this.isNewestOnTop) {
            return this.heights.between(0, this.viewport + OVERSCAN / 2);
        }
        return this.heights.between(this.heights.total - this.viewport - OVERSCAN / 2, this.heights.total);
    }

    private rangeAround(top: number): Range {
        return this.heights.between(top - OVERSCAN, top + this.viewport + OVERSCAN);
    }

    /** Makes the rows of a range; a row that looks as before keeps its object and so is not rendered again. */
    private show({ start, end }: Range): void {
        this.range = { start, end: Math.min(end, start + MOST_ROWS) };
        const items: ListItem[] = [];
        const focusable = this.focusableId();
        for (let i = this.range.start; i < this.range.end; i++) {
            const row = this.shown?.row(i);
            if (row) {
                items.push(this.toItem(row, i, focusable));
            }
        }
        this.rows = items;
        this.topSpace = this.heights.offset(this.range.start);
        this.bottomSpace = this.heights.total - this.heights.offset(this.range.end);
    }

    private toItem(row: Row, index: number, focusable: string): ListItem {
        const { entry } = row;
        return {
            key: entry.id,
            row,
            index,
            position: String(index + 1),
            label: nameOf(entry),
            tabIndex: entry.id === focusable ? '0' : '-1',
            isActive: entry.id === this.focusedId || entry.id === this.hoveredId,
            isCurrent: entry.id === this.currentId
        };
    }

    /** One message of those on the page takes part in the tab order: the last focused one, else the newest. */
    private focusableId(): string {
        const entries = this.shown?.entries ?? [];
        const focused = this.shown?.positionOf(this.focusedId) ?? -1;
        if (focused >= this.range.start && focused < this.range.end) {
            return this.focusedId;
        }
        return entries[this.isNewestOnTop ? this.range.start : this.range.end - 1]?.id ?? '';
    }

    /** Notes which message the reader looks at. */
    private readPlace(scroller: HTMLElement): void {
        const { scrollTop, scrollHeight, clientHeight } = scroller;
        const distance = this.isNewestOnTop ? scrollTop : scrollHeight - clientHeight - scrollTop;
        const isAtNewest = distance < AT_END;
        if (isAtNewest && !this.isAtNewest) {
            this.dispatchEvent(new CustomEvent('readnewest'));
        }
        this.isPinned = isAtNewest;
        this.isAtNewest = isAtNewest;
        this.anchor = this.anchorAt(scrollTop - this.topEdge);
    }

    /**
     * The message to hold on to: the first one that begins on the screen and whose height is known. One that is only
     * estimated would pull along what the reader looks at when it is measured.
     */
    private anchorAt(top: number): Anchor | null {
        const { start, end } = this.heights.between(top, top + this.viewport);
        const known = (entry: Entry | undefined) => entry !== undefined && this.measured.has(entry.id);
        let chosen = start;
        for (let i = start; i < end; i++) {
            if (known(this.shown?.entries[i]) && (this.heights.offset(i) >= top || i === end - 1)) {
                chosen = i;
                break;
            }
        }
        const entry = this.shown?.entries[chosen];
        return entry ? { id: entry.id, top: this.heights.offset(chosen) - top } : null;
    }

    private restorePlace(): void {
        const scroller = this.scroller;
        if (!scroller) {
            return;
        }
        if (this.isPinned) {
            scroller.scrollTop = this.isNewestOnTop ? 0 : scroller.scrollHeight;
        } else if (this.anchor && this.shown) {
            const position = this.shown.positionOf(this.anchor.id);
            if (position >= 0) {
                scroller.scrollTop = this.heights.offset(position) - this.anchor.top + this.topEdge;
            }
        }
    }

    private askForOlder(scroller: HTMLElement): void {
        if (this.olderState !== 'more') {
            return;
        }
        const { scrollTop, scrollHeight, clientHeight } = scroller;
        const distance = this.isNewestOnTop ? scrollHeight - clientHeight - scrollTop : scrollTop;
        if (distance < LOAD_AHEAD) {
            this.dispatchEvent(new CustomEvent('loadolder', { bubbles: true }));
        }
    }

    /** Watches the heights of the rows on the page; answers whether new ones came, which are measured before the paint. */
    private observe(): boolean {
        const before = this.observed.size;
        const observer = (this.observer ??= new ResizeObserver((entries) => this.handleResize(entries)));
        const rows = new Set<Element>(this.rowElements());
        const edges = [this.scroller, this.refs?.top as Element | undefined];
        for (const element of [...edges, ...rows]) {
            if (element && !this.observed.has(element)) {
                this.observed.add(element);
                observer.observe(element);
            }
        }
        const hasNew = this.observed.size > before;
        for (const element of this.observed) {
            if (!rows.has(element) && !edges.includes(element as HTMLElement)) {
                this.observed.delete(element);
                observer.unobserve(element);
            }
        }
        return hasNew;
    }

    /** Runs after the layout and before the paint: corrections here are never seen. */
    private handleResize(resized: readonly ResizeObserverEntry[]): void {
        const scroller = this.scroller;
        if (!scroller || !this.shown) {
            return;
        }
        for (const { target, borderBoxSize } of resized) {
            const size = borderBoxSize[0];
            if (target === scroller) {
                this.viewport = scroller.clientHeight;
                this.width = scroller.clientWidth;
            } else if (target === this.refs?.top) {
                this.topEdge = size?.blockSize ?? 0;
            } else {
                this.takeHeight(target as HTMLElement, size?.blockSize ?? 0);
            }
        }
        this.restorePlace();
        this.cancelFrame();
        // Not at once: rows made here would be measured in the next frame only, and the browser reports that as an error.
        this.cancelFrame = nextFrame(() => this.fill());
    }

    private takeHeight(element: HTMLElement, height: number): void {
        const position = this.shown?.positionOf(this.idOf(element)) ?? -1;
        if (position >= 0 && height > 0) {
            this.measured.set(this.idOf(element), height);
            this.heights.set(position, height);
        }
    }

    /** Makes the rows that are missing after rows turned out smaller than expected. */
    private fill(): void {
        const scroller = this.scroller;
        if (!scroller) {
            return;
        }
        const top = scroller.scrollTop - this.topEdge;
        if (!covers(this.range, this.heights.between(top - MARGIN, top + this.viewport + MARGIN))) {
            this.hasToAnchor = true;
            this.show(this.rangeAround(top));
        }
        this.askForOlder(scroller);
    }
}

function nameOf(entry: Entry): string {
    return `${speakerName(entry)}, ${exactTime(entry.instant) || labels.noTime}`;
}

/** A guess of the height of a message that was never on the screen, without reading its payload. */
function estimate({ message }: Entry, charactersPerLine: number): number {
    const lines = Math.ceil(Math.min(message.text?.length ?? 0, 10_000) / charactersPerLine);
    return 36 + Math.max(1, lines) * 20 + (message.payload ? 90 : 0);
}
