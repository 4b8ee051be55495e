import { api, LightningElement } from 'lwc';
import { labels } from 'c/botLabels';
import type { Range } from 'c/botWindow';
import type { TimelineView } from 'c/botTimeline';
import { HeldRows } from './heldRows';
import { itemsOf, stepBetween, type ListItem } from './listItems';
import { heightStyle, type ListHeight } from './listHeight';
import { ListScroll } from './listScroll';
import { MarkLead } from './markLead';
import { idOf, RowElements } from './rowElements';
import { RowFocus } from './rowFocus';
import { RowSizes } from './rowSizes';
import { RowWindow } from './rowWindow';
import { TabOrder } from './tabOrder';

export type { ListHeight } from './listHeight';

/** State of the end of the list where older messages join. */
export type OlderState = 'more' | 'loading' | 'failed' | 'none';

/** Older messages are asked for when the reader comes this close to the oldest one, in pixels. */
const LOAD_AHEAD = 800;

/**
 * Shows a history of any length with the few rows that are near the screen. Heights are estimated until a row was on
 * the page; the message that the reader looks at keeps its place when other ones arrive or change their height.
 *
 * Events: `loadolder`, `readnewest` (the reader came to the newest message), `latest` (she asked for it), `front` with
 * `{ isInFront }` (whether its tab of the console is the one in front), and those that messages send (`botaction`).
 */
export default class BotMessageList extends LightningElement {
    labels = labels;
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
    private heightSet: ListHeight;
    private readonly window = new RowWindow();
    private readonly scroll = new ListScroll(this.window);
    private readonly elements = new RowElements(() => this.template);
    private readonly rowFocus = new RowFocus(this.elements, this.window, this.scroll, {
        changed: () => this.show(this.window.range),
        lead: (id) => this.showMessage(id, { focus: true, mark: false })
    });
    private readonly sizes = new RowSizes(this.window, this.scroll, {
        topEdge: () => this.refs?.top as Element | undefined,
        front: (isInFront) => {
            this.dispatchEvent(new CustomEvent('front', { detail: { isInFront } }));
        },
        missing: (range) => this.showInPlace(range),
        settled: (isAtNewest, scroller) => {
            this.noteNewest(isAtNewest);
            this.askForOlder(scroller);
        }
    });
    private readonly markLead = new MarkLead(this.elements, this.window, this.scroll, (range) => this.jump(range));
    private readonly tabOrder = new TabOrder();
    private readonly held = new HeldRows();
    private nextRows: ListItem[] | undefined;
    private hasToPlace = false;

    /** Largest height; a short history takes less. */
    @api
    get height(): ListHeight {
        return this.heightSet;
    }
    set height(height: ListHeight) {
        this.heightSet = height;
        this.window.expectHeight(height);
    }

    /** Width in pixels, as far as it is known before the list is on the page; to be set before `view`. */
    @api
    get width(): number {
        return this.window.width;
    }
    set width(width: number) {
        this.window.expectWidth(width);
    }

    /** What to show. The reader's place is kept when it changes. */
    @api
    get view(): TimelineView | undefined {
        return this.window.view;
    }
    set view(view: TimelineView | undefined) {
        this.scroll.follow();
        if (view && this.view && view.isNewestFirst !== this.view.isNewestFirst) {
            // Rows that change their order leave the page for a moment.
            this.elements.wantFocus(this.elements.focusedId(), false);
        }
        this.showInPlace(this.window.take(view));
    }

    get setSize(): string {
        return this.olderState === 'none' ? String(this.window.heights.length) : '-1';
    }
    /** A feed has articles and nothing else, so not its ends; where a filter lets no message through it is none. */
    get rowsRole(): string | undefined {
        return this.rows.length > 0 ? 'feed' : undefined;
    }
    get isLoadingOlder(): string {
        return String(this.olderState === 'loading');
    }
    get isOldestOnTop(): boolean {
        return this.view?.isNewestFirst === false;
    }
    get isNewestOnTop(): boolean {
        return this.view?.isNewestFirst === true;
    }
    private get newestId(): string {
        return this.view?.entries.at(this.isNewestOnTop ? 0 : -1)?.id ?? '';
    }
    get scrollerStyle(): string {
        return heightStyle(this.height);
    }
    get topStyle(): string {
        return `height:${this.topSpace}px`;
    }
    get bottomStyle(): string {
        return `height:${this.bottomSpace}px`;
    }
    /** The reader has left the newest message, or was not shown it yet. */
    get isAway(): boolean {
        return !this.isAtNewest || this.unread > 0;
    }

    /**
     * Scrolls to a message, marks it, and moves the focus there if asked. Answers false if it isn't shown.
     *
     * @param options.isHit to what the search found in it
     */
    @api
    showMessage(id: string, options: { focus?: boolean; mark?: boolean; isHit?: boolean } = {}): boolean {
        const range = this.window.lead(id);
        if (!range) {
            return false;
        }
        this.rowFocus.lead(id, range, options);
        this.jump(range);
        if (options.isHit) {
            this.markLead.start(id, this.query);
        }
        return true;
    }

    /** Takes the mark off the message that was shown last. */
    @api
    unmark(): void {
        this.rowFocus.mark('current', '');
    }

    /** Scrolls to the newest message, moves the focus there if asked, and stays there while new ones arrive. */
    @api
    showNewest(options: { focus?: boolean } = {}): void {
        if (options.focus) {
            this.elements.wantFocus(this.newestId);
        }
        this.jump(this.window.leadToNewest());
        this.noteNewest(true, this.isAway);
    }

    /** Whether the reader is at the newest message. */
    @api
    isAtNewestMessage(): boolean {
        return this.isAtNewest;
    }

    /** The message at the upper edge of the list, empty if there is none. */
    @api
    firstVisibleId(): string {
        const top = (this.scroll.element?.scrollTop ?? 0) - this.window.topEdge + 8;
        return this.view?.entries[this.window.heights.at(Math.max(0, top))]?.id ?? '';
    }

    /** Whether any of a message is on the screen. */
    @api
    isInView(id: string): boolean {
        return this.window.isInView(id, this.scroll.element?.scrollTop ?? 0);
    }

    connectedCallback(): void {
        this.tabOrder.start();
    }

    disconnectedCallback(): void {
        this.tabOrder.stop();
        this.sizes.stop();
        this.scroll.stop();
        this.markLead.stop();
    }

    renderedCallback(): void {
        this.scroll.element = this.refs?.scroller as HTMLElement | undefined;
        this.tabOrder.watch(this.scroll.element);
        if (this.nextRows) {
            this.rows = this.nextRows;
            this.nextRows = undefined;
            return;
        }
        const isMeasuredLater = this.sizes.watch(this.elements.all());
        if (this.hasToPlace) {
            this.hasToPlace = false;
            // The first rows go where they belong at once, as good as it is known; later ones when they were measured.
            if (!isMeasuredLater || !this.window.isMeasured) {
                // Synthetic shadow gives text with markup its styles in a microtask: before, it is laid out in vain.
                Promise.resolve().then(() => this.scroll.place());
            }
        }
        this.elements.focusWanted();
    }

    handleScroll(): void {
        const scroller = this.scroll.take();
        if (!scroller) {
            return;
        }
        this.noteNewest(this.window.read(scroller));
        const missing = this.window.missing(scroller);
        if (missing) {
            this.show(missing);
        }
        this.askForOlder(scroller);
    }

    handleSelectStart(): void {
        this.held.select();
    }

    handlePlay(event: CustomEvent<{ player: HTMLMediaElement }>): void {
        this.held.player = event.detail.player;
    }

    /** What a message goes on with stands below what was read of it, not in its place. */
    handleOpen({ target }: Event): void {
        const scroller = this.scroll.element;
        if (scroller) {
            if (this.scroll.isUnplaced) {
                this.sizes.settle(this.elements.all());
            }
            this.window.hold(idOf(target), scroller);
            // Once it is higher: a scrolling that the browser tells of first would be read with its height of before.
            Promise.resolve().then(() => this.sizes.settle(this.elements.all()));
        }
    }

    /** The button goes away while it loads: the next key goes on from the message beside it. */
    handleAskedForOlder({ detail }: CustomEvent<{ isByKey: boolean }>): void {
        if (detail.isByKey) {
            this.elements.focus(this.view?.entries.at(this.isNewestOnTop ? -1 : 0)?.id ?? '');
        }
    }

    handleLatest({ detail: clicks }: MouseEvent): void {
        this.rowFocus.marks.focused = '';
        if (clicks === 0) {
            // It goes away: whoever pressed it by key goes on from where it led.
            this.elements.wantFocus(this.newestId, false);
        }
        this.showNewest();
        this.dispatchEvent(new CustomEvent('latest'));
    }

    handleFocusIn(): void {
        this.rowFocus.enter();
    }

    handleMouseOver(event: MouseEvent): void {
        const id = idOf(event.target);
        if (id !== '' && this.scroll.isResting) {
            this.rowFocus.mark('hovered', id);
        }
    }

    handleMouseLeave(): void {
        this.rowFocus.mark('hovered', '');
    }

    handleKey(event: KeyboardEvent): void {
        this.rowFocus.press(event);
    }

    private showInPlace(range: Range): void {
        this.hasToPlace = true;
        this.scroll.isUnplaced = true;
        this.show(range);
    }

    /** The same, somewhere else: goes there at once, as good as it is known. */
    private jump(range: Range): void {
        this.showInPlace(range);
        this.scroll.jump();
    }

    /** Puts the rows of a range on the page. */
    private show(range: Range): void {
        this.window.setRange(range, this.held.look());
        this.rowFocus.keep(this.window.range, this.scroll.element);
        const { heights, view, range: shown } = this.window;
        const wanted = view ? itemsOf(view, shown, this.rowFocus.marks) : [];
        const step = stepBetween(this.rows, wanted);
        this.rows = step ?? wanted;
        this.nextRows = step ? wanted : undefined;
        this.topSpace = heights.offset(shown.start);
        this.bottomSpace = heights.total - heights.offset(shown.end);
    }

    private noteNewest(isAtNewest: boolean, isNews = isAtNewest && !this.isAtNewest): void {
        if (isNews) {
            this.dispatchEvent(new CustomEvent('readnewest'));
        }
        this.isAtNewest = isAtNewest;
    }

    private askForOlder(scroller: HTMLElement): void {
        if (this.olderState === 'more' && this.window.distanceToOldest(scroller) < LOAD_AHEAD) {
            this.dispatchEvent(new CustomEvent('loadolder', { bubbles: true }));
        }
    }
}
