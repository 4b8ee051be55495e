import type { TimelineView } from 'c/botTimeline';
import { covers, type Range } from 'c/botWindow';
import { anchorAt, type Anchor } from './place';
import { RowLayout } from './rowLayout';

/** Rows beyond the visible ones, in pixels on each side. */
const OVERSCAN = 500;
/** The same for the first look: messages on the screen are there sooner without those that nobody sees yet. */
const FIRST_OVERSCAN = 100;
/** New rows are made when the reader comes this close to the last made one. */
const MARGIN = 150;
/** Closer than this to the newest message counts as being there. */
const AT_NEWEST = 12;
/** No row is lower, in pixels: so many are not made more, whatever was measured. */
const LOWEST_ROW = 20;
/** While text is selected or something plays, rows up to that many. */
const MOST_HELD_ROWS = 200;

/** What a scrolling element tells of itself, in pixels. */
export type Scrolled = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;

/** Pixels between the screen and an end of the list. */
function distanceTo(isTop: boolean, { scrollTop, scrollHeight, clientHeight }: Scrolled): number {
    return isTop ? scrollTop : scrollHeight - clientHeight - scrollTop;
}

/**
 * Which rows of a long list are on the page, and where the reader is. Numbers only: what it decides is put on the page
 * by the component.
 */
export class RowWindow extends RowLayout {
    range: Range = { start: 0, end: 0 };
    /** The reader is at the newest message and stays there while new ones come. */
    isPinned = true;
    /** Else: the message that keeps its place. */
    anchor: Anchor | null = null;
    /**
     * The one that kept it when a filter was set: she returns there when it is taken off, unless she went on meanwhile.
     */
    private left: Anchor | null = null;
    /** Only what is on the screen is needed: the reader has not moved yet, and nothing was made beyond it. */
    isFirstLook = true;
    /** Where the list was scrolled to when that was last looked at, and how high all of it was, in pixels. */
    private lastTop = 0;
    private lastHeight = 0;

    /** Takes a new view over; answers the range that keeps the reader's place. */
    take(view: TimelineView | undefined): Range {
        if (this.view && view?.filter !== this.view.filter) {
            this.left ??= this.isPinned ? null : this.anchor;
            this.anchor = this.left ?? this.anchor;
            this.isPinned = this.left === null;
        }
        this.moveRange(view);
        this.layOut(view);
        const nearest = this.anchor ? (view?.nearestTo(this.anchor.id) ?? '') : '';
        this.isPinned ||= nearest === '';
        if (this.isPinned || !this.anchor) {
            return this.newest();
        }
        const { top } = this.anchor;
        this.anchor = { id: nearest, top };
        return this.around(this.heights.offset(this.positionOf(nearest)) - top);
    }

    /** The rows of a new look at the newest messages: little beyond the screen, so that they are there at once. */
    newest(): Range {
        const { total } = this.heights;
        const size = this.viewport + (this.isFirstLook ? FIRST_OVERSCAN : OVERSCAN / 2);
        return this.isNewestFirst ? this.heights.between(0, size) : this.heights.between(total - size, total);
    }

    /** The rows around a screen that begins at a distance from the first row. */
    around(top: number): Range {
        const overscan = this.isFirstLook ? FIRST_OVERSCAN : OVERSCAN;
        return this.heights.between(top - overscan, top + this.viewport + overscan);
    }

    /** The range that a screen needs now; undefined while the present one is enough. */
    missing({ scrollTop }: Scrolled): Range | undefined {
        const top = scrollTop - this.topEdge;
        // Until then, what the list scrolled by itself tells only how good the guesses were.
        if (this.isFirstLook && !this.isMeasured) {
            return undefined;
        }
        const margin = this.isFirstLook ? 0 : MARGIN;
        const needed = this.heights.between(top - margin, top + this.viewport + margin);
        return covers(this.range, needed) ? undefined : this.around(top);
    }

    /**
     * Makes a message the one that keeps its place, a little below the upper edge; answers the rows around it.
     *
     * @param below that place in it, instead of its upper edge: pixels below that one
     */
    lead(id: string, below = 0): Range | undefined {
        const position = this.positionOf(id);
        if (position < 0) {
            return undefined;
        }
        this.isPinned = false;
        this.left = null;
        this.isFirstLook = false;
        this.anchor = { id, top: this.leadTop - below };
        return this.around(this.heights.offset(position) - this.anchor.top);
    }

    /** Whether so much of a message that is led to is on the screen, in pixels. */
    shows(height: number): boolean {
        return this.leadTop + height <= this.viewport;
    }

    private get leadTop(): number {
        return Math.min(96, this.viewport / 4);
    }

    /** Has a message keep the place of its upper edge while it becomes higher. */
    hold(id: string, scroller: Scrolled): void {
        const position = this.positionOf(id);
        if (position >= 0) {
            this.keep({ id, top: this.heights.offset(position) - (scroller.scrollTop - this.topEdge) }, scroller);
        }
    }

    /** Has a message keep the place that it has on the page. */
    keep(anchor: Anchor, { scrollTop }: Scrolled): void {
        this.isPinned = false;
        this.lastTop = scrollTop;
        this.anchor = anchor;
    }

    /**
     * The list has another width, so that lines break elsewhere: what the screen begins with stays there, be it in the
     * middle of a long message. To be called before the heights change; what it answers, when they are known.
     */
    reflow(): () => void {
        const top = this.lastTop - this.topEdge;
        const position = this.heights.at(Math.max(0, top));
        const gone = top - this.heights.offset(position);
        const part = Math.max(0, gone) / Math.max(1, this.heights.size(position));
        return () => {
            const id = this.view?.entries[position]?.id ?? '';
            if (!this.isPinned && id !== '') {
                this.anchor = { id, top: gone > 0 ? -part * this.heights.size(position) : -gone };
            }
        };
    }

    /** Goes to the newest message and stays there; answers the rows around it. */
    leadToNewest(): Range {
        this.isPinned = true;
        this.left = null;
        return this.newest();
    }

    /**
     * Sets the range, within limits. Rows that hold selected text, or something that plays, stay as long as it does.
     */
    setRange({ start, end }: Range, isHeld: boolean): void {
        const wider = { start: Math.min(start, this.range.start), end: Math.max(end, this.range.end) };
        const canBeWider = isHeld && wider.end - wider.start <= MOST_HELD_ROWS;
        const most = Math.ceil((this.viewport + 2 * OVERSCAN) / LOWEST_ROW);
        this.range = canBeWider ? wider : { start, end: Math.min(end, start + most) };
    }

    /** The rows on the page have other positions in another view. */
    private moveRange(view: TimelineView | undefined): void {
        const { start, end } = this.range;
        const first = view?.positionOf(this.view?.entries[start]?.id ?? '') ?? -1;
        const last = Math.min(first + end - start, view?.entries.length ?? 0);
        this.range = first < 0 ? { start: Infinity, end: 0 } : { start: first, end: last };
    }

    /** Notes where the reader is; answers whether that is at the newest message. */
    read(scroller: Scrolled): boolean {
        const { scrollTop } = scroller;
        if (Math.abs(scrollTop - this.lastTop) >= 1) {
            this.left = null;
        }
        // A list that grew under a reader at its end has not moved her away from there.
        this.isPinned =
            this.distanceToNewest(scroller) < AT_NEWEST || (this.isPinned && this.awayFromNewest(scrollTop) <= 0);
        this.isFirstLook &&= this.isPinned;
        this.holdOn(scrollTop);
        return this.isPinned;
    }

    /**
     * Notes by how much the reader went on, while the rows are not yet where they will be: what lies at which place
     * can't be read off the page then, but how far it was scrolled can.
     */
    follow(scroller: Scrolled): void {
        const { scrollTop } = scroller;
        // All of it can have become lower, too: in a wider list, rows that were never on the page are estimated anew.
        if (this.hasGivenWay(scroller)) {
            this.lastTop = scrollTop;
        }
        if (this.anchor) {
            // Rows that came out smaller than expected leave less to scroll: the browser moves who is at the end.
            this.isPinned &&= this.awayFromNewest(scrollTop) < AT_NEWEST || this.distanceToNewest(scroller) < AT_NEWEST;
            this.anchor = { id: this.anchor.id, top: this.anchor.top - (scrollTop - this.lastTop) };
            this.lastTop = scrollTop;
        }
    }

    /**
     * Whether rows that became lower have left less to scroll, so that the browser moved who read further up to the
     * end. Their sizes, which tell where she belongs, come before the next paint.
     */
    hasGivenWay(scroller: Scrolled): boolean {
        const isLower = scroller.scrollHeight < this.lastHeight;
        this.lastHeight = scroller.scrollHeight;
        return isLower && !this.isPinned && distanceTo(false, scroller) < 1;
    }

    /** Takes note of where the list was scrolled to when the rows were put in their place. */
    placed({ scrollTop, scrollHeight }: Scrolled): void {
        this.lastHeight = scrollHeight;
        if (this.isPinned) {
            this.holdOn(scrollTop);
        } else {
            this.lastTop = scrollTop;
        }
    }

    private holdOn(scrollTop: number): void {
        this.lastTop = scrollTop;
        this.anchor = this.view
            ? anchorAt(this.view, this.heights, scrollTop - this.topEdge, this.viewport, (id) => this.wasMeasured(id))
            : null;
    }

    private distanceToNewest(scroller: Scrolled): number {
        return distanceTo(this.isNewestFirst, scroller);
    }

    private awayFromNewest(scrollTop: number): number {
        return this.isNewestFirst ? scrollTop - this.lastTop : this.lastTop - scrollTop;
    }

    /** Pixels between the screen and the end where older messages join. */
    distanceToOldest(scroller: Scrolled): number {
        return distanceTo(!this.isNewestFirst, scroller);
    }

    /** Whether a message that is higher than the screen goes on below it, or above. */
    goesOn(position: number, isBelow: boolean): boolean {
        const { viewport } = this;
        const size = this.heights.size(position);
        const top = this.heights.offset(position) + this.topEdge - this.lastTop;
        const bottom = top + size;
        return size > viewport && (isBelow ? top < viewport && bottom > viewport + 1 : top < -1 && bottom > 0);
    }

    /** Where to scroll to so that the reader stays where she is; undefined where there is nothing to hold on to. */
    place(scrollHeight: number): number | undefined {
        if (this.isPinned) {
            return this.isNewestFirst ? 0 : scrollHeight;
        }
        const position = this.anchor ? this.positionOf(this.anchor.id) : -1;
        return position < 0 ? undefined : this.heights.offset(position) - (this.anchor?.top ?? 0) + this.topEdge;
    }
}
