import type { TimelineView } from 'c/botTimeline';
import { HeightMap } from 'c/botWindow';
import { likelyListHeight, type ListHeight } from './listHeight';
import { likelyHeight } from './listItems';

/** Until they were measured. */
const LIKELY_WIDTH = 480;
const LIKELY_HEIGHT = 800;

/** How high the rows of a list are, and where each of them lies: guessed until it was on the page. */
export class RowLayout {
    view: TimelineView | undefined;
    heights = new HeightMap([]);
    /** Pixels of what stands above the first row. */
    topEdge = 0;
    viewport = LIKELY_HEIGHT;
    width = LIKELY_WIDTH;
    /** Heights of messages that were on the page, by id. */
    private readonly measured = new Map<string, number>();

    expectHeight(height: ListHeight): void {
        this.viewport = Math.min(likelyListHeight(height, window.innerHeight), LIKELY_HEIGHT);
    }

    /** @param width of the list, 0 for unknown */
    expectWidth(width: number): void {
        this.width = width > 0 ? width : LIKELY_WIDTH;
    }

    /** Whether rows were on the page already. */
    get isMeasured(): boolean {
        return this.measured.size > 0;
    }

    get isNewestFirst(): boolean {
        return this.view?.isNewestFirst === true;
    }

    positionOf(id: string): number {
        return id === '' ? -1 : (this.view?.positionOf(id) ?? -1);
    }

    /** Whether any of a message is on a screen that begins at `scrollTop`. */
    isInView(id: string, scrollTop: number): boolean {
        const position = this.positionOf(id);
        if (position < 0) {
            return false;
        }
        const top = this.heights.offset(position) + this.topEdge - scrollTop;
        return top < this.viewport && top + this.heights.size(position) > 0;
    }

    /** Takes the height of a row on the page. */
    measure(id: string, height: number): void {
        const position = this.positionOf(id);
        if (position >= 0 && height > 0) {
            this.measured.set(id, height);
            this.heights.set(position, height);
        }
    }

    protected wasMeasured(id: string): boolean {
        return this.measured.has(id);
    }

    /** The rows of a view from now on, as high as they were, or are likely to be. */
    protected layOut(view: TimelineView | undefined): void {
        this.view = view;
        this.heights = new HeightMap(
            (view?.entries ?? []).map((entry) => this.measured.get(entry.id) ?? likelyHeight(entry, this.width))
        );
    }
}
