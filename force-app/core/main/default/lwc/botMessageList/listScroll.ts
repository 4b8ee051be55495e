import { after, nextFrame, NOTHING } from 'c/botTimers';
import type { RowWindow } from './rowWindow';

/**
 * A scrolling that was under way when the list went somewhere else is over when none was told of for that long, in
 * milliseconds.
 */
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
    /** When the list went somewhere else. */
    private jumpedAt = 0;
    /** It stays there, whatever the browser goes on to scroll. */
    private isHeld = false;
    private cancelRelease = NOTHING;
    private readonly release = ({ timeStamp }: Event) => {
        // The browser may tell of a turn of the wheel later than of the click that came after it.
        if (timeStamp > this.jumpedAt) {
            this.isHeld = false;
        }
    };

    /** @param window decides where she belongs */
    constructor(window: RowWindow) {
        this.window = window;
    }

    /** Nothing was scrolled for a moment: what the mouse is over, it was moved to. */
    get isResting(): boolean {
        return performance.now() - this.scrolledAt > REST;
    }

    /** It stays where it was led to: the reader has not gone on by herself. */
    get isLed(): boolean {
        return this.isHeld;
    }

    /** Takes note of a scrolling; answers the element if its place can be read: not while rows are on their way. */
    take(): HTMLElement | undefined {
        this.scrolledAt = performance.now();
        if (this.isHeld) {
            this.go();
        }
        if (this.isUnplaced) {
            this.follow();
            return undefined;
        }
        return this.element && !this.window.hasGivenWay(this.element) ? this.element : undefined;
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
            this.element?.addEventListener(move, this.release, { capture: true, passive: true });
        }
        this.isHeld = true;
        this.go();
    }

    /**
     * Scrolls a row of the page into view, and keeps it there: while rows are on their way, they lie where they were
     * guessed to be, and what the list was led to before would move it out again.
     */
    bring(row: HTMLElement, id: string): void {
        row.scrollIntoView({ block: 'nearest' });
        if (this.element && (this.isUnplaced || this.isHeld)) {
            const top = row.getBoundingClientRect().top - this.element.getBoundingClientRect().top;
            this.window.keep({ id, top: top - this.element.clientTop }, this.element);
        }
    }

    /** Puts the reader where she belongs, now that the rows are there. */
    place(): void {
        this.isUnplaced = false;
        this.go();
    }

    /** To be called when the list leaves the page. */
    stop(): void {
        this.cancelRelease();
        this.isHeld = false;
    }

    /** Each time that it had to go there, the browser gets a while to come to an end. */
    private releaseLater(): void {
        this.cancelRelease();
        this.cancelRelease = after(SCROLL_END, () => {
            // A busy page is told late of what was scrolled, but before it draws the next frame.
            this.cancelRelease = nextFrame(() => {
                this.isHeld = false;
            });
        });
    }

    private go(): void {
        if (this.isHeld) {
            this.releaseLater();
        }
        const { element } = this;
        const top = element && this.window.place(element.scrollHeight);
        if (element && top !== undefined) {
            element.scrollTop = top;
            this.window.placed(element);
        }
    }
}
