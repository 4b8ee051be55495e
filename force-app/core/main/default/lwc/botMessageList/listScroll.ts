import type { RowWindow } from './rowWindow';

/** A scrolling under way when the list goes somewhere else goes on in the browser for about that long, in milliseconds. */
const SCROLL_END = 300;
/** What the reader does to go on by herself. */
const MOVES = ['keydown', 'wheel', 'touchmove', 'pointerdown'];
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
    /** When the list went somewhere else, and the reader did nothing since. */
    private jumpedAt = -SCROLL_END;
    private readonly endJump = () => {
        this.jumpedAt = -SCROLL_END;
    };

    /** @param window decides where she belongs */
    constructor(window: RowWindow) {
        this.window = window;
    }

    /** Nothing was scrolled for a moment: what the mouse is over, it was moved to. */
    get isResting(): boolean {
        return performance.now() - this.scrolledAt > REST;
    }

    /** Takes note of a scrolling; answers the element if its place can be read: not while rows are on their way. */
    take(): HTMLElement | undefined {
        this.scrolledAt = performance.now();
        if (this.scrolledAt - this.jumpedAt < SCROLL_END) {
            this.go();
        }
        if (this.isUnplaced) {
            this.follow();
            return undefined;
        }
        return this.element;
    }

    /** Takes along what was scrolled since the last event that told of it. */
    follow(): void {
        if (this.element) {
            this.window.follow(this.element);
        }
    }

    /** Goes somewhere else at once, as good as it is known; only what the reader does from now on leads away again. */
    jump(): void {
        this.jumpedAt = performance.now();
        for (const move of MOVES) {
            this.element?.addEventListener(move, this.endJump, { capture: true, passive: true });
        }
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
