import type { RowWindow } from './rowWindow';

/** A scrolling under way when the list goes somewhere else goes on in the browser for about that long, in milliseconds. */
const SCROLL_END = 300;
/** The list rests this long after the last scrolling, in milliseconds. */
const REST = 150;

/** The scrolling element of a list: takes note of where the reader goes, and puts her where she belongs. */
export class ListScroll {
    /** Once it is on the page. */
    element: HTMLElement | undefined;
    /** Rows changed and were not put in their place yet. */
    isUnplaced = false;
    private readonly window: RowWindow;
    private scrolledAt = -REST;
    private jumpedAt = -SCROLL_END;

    /** @param window decides where she belongs */
    constructor(window: RowWindow) {
        this.window = window;
    }

    /** Nothing was scrolled for a moment: what the mouse is over, it was moved to. */
    get isResting(): boolean {
        return performance.now() - this.scrolledAt > REST;
    }

    /** Takes note of a scrolling; answers whether its place can be read, which it can't while rows are on their way. */
    take(element: HTMLElement): boolean {
        this.scrolledAt = performance.now();
        if (this.scrolledAt - this.jumpedAt < SCROLL_END) {
            this.go();
        }
        if (this.isUnplaced) {
            this.window.follow(element);
        }
        return !this.isUnplaced;
    }

    /** Takes along what was scrolled since the last event that told of it. */
    follow(): void {
        if (this.element) {
            this.window.follow(this.element);
        }
    }

    /** Goes somewhere else at once, as good as it is known. */
    jump(): void {
        this.jumpedAt = performance.now();
        this.go();
    }

    /** Puts the reader where she belongs, now that the rows are there. */
    place(): void {
        this.isUnplaced = false;
        this.go();
    }

    private go(): void {
        const { element } = this;
        const top = element && this.window.place(element.scrollHeight);
        if (element && top !== undefined) {
            element.scrollTop = top;
            this.window.placed(element);
        }
    }
}
