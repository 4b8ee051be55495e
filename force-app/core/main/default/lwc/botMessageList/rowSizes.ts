import { after, nextFrame, NOTHING } from 'c/botTimers';
import type { Range } from 'c/botWindow';
import { Front, isHidden } from './front';
import type { ListScroll } from './listScroll';
import { idOf } from './rowElements';
import type { RowWindow } from './rowWindow';
import { SizeWatch } from './sizeWatch';

/** Rows beyond the screen are made this long after those on it, in milliseconds. */
const AFTER_FIRST_LOOK = 100;

interface SizesHost {
    /** What stands above the first row. */
    topEdge(): Element | undefined;
    /** The list's tab of the console came to the front, or left it. */
    front(isInFront: boolean): void;
    /** These rows are missing on the screen. */
    missing(range: Range): void;
    /** The rows are as high as they are; says whether the reader is at the newest message. */
    settled(isAtNewest: boolean, scroller: HTMLElement): void;
}

/**
 * Rows turn out higher or lower than expected: keeps the reader's place, and has made what is then missing on the
 * screen.
 */
export class RowSizes {
    private readonly window: RowWindow;
    private readonly scroll: ListScroll;
    private readonly host: SizesHost;
    private readonly front: Front;
    private readonly sizes = new SizeWatch((resized) => this.take(resized));
    private cancelFrame = NOTHING;

    constructor(window: RowWindow, scroll: ListScroll, host: SizesHost) {
        this.window = window;
        this.scroll = scroll;
        this.host = host;
        this.front = new Front((isInFront) => host.front(isInFront));
    }

    /**
     * To be called after each rendering; answers whether there are new rows, whose sizes are told before the next
     * paint.
     */
    watch(rows: readonly Element[]): boolean {
        return this.sizes.watch([this.scroll.element, this.host.topEdge(), ...rows]);
    }

    /** Puts the rows in their place for whoever can't wait until the browser tells how high they are. */
    settle(rows: readonly Element[]): void {
        this.scroll.follow();
        this.window.topEdge = heightOf(this.host.topEdge());
        rows.forEach((row) => this.window.measure(idOf(row), heightOf(row)));
        this.scroll.place();
    }

    /** To be called when the list leaves the page. */
    stop(): void {
        this.sizes.stop();
        this.cancelFrame();
    }

    private take(resized: readonly ResizeObserverEntry[]): void {
        const { element: scroller } = this.scroll;
        if (!scroller || !this.front.look(scroller)) {
            return;
        }
        const isReflowed = this.window.isMeasured && this.window.width !== scroller.clientWidth;
        const keepPlace = isReflowed && !this.scroll.isUnplaced ? this.window.reflow() : NOTHING;
        for (const { target, borderBoxSize } of resized) {
            const height = borderBoxSize[0]?.blockSize ?? 0;
            if (target === scroller) {
                this.window.viewport = scroller.clientHeight;
                this.window.width = scroller.clientWidth;
            } else if (target === this.host.topEdge()) {
                this.window.topEdge = height;
            } else {
                this.window.measure(idOf(target), height);
            }
        }
        keepPlace();
        this.scroll.place();
        this.cancelFrame();
        // Not at once: rows made here would be measured in the next frame only, and the browser reports that as an
        // error.
        this.cancelFrame = nextFrame(() => this.fill());
    }

    /** Has made the rows that are missing after rows turned out smaller than expected. */
    private fill(): void {
        const { element: scroller } = this.scroll;
        // Other rows are on their way: their sizes lead here again.
        if (!scroller || isHidden(scroller) || this.scroll.isUnplaced) {
            return;
        }
        // Where rows come out as expected, nothing is scrolled any more that would tell. Who is kept at the newest
        // message is there, though rows that still change their height may just have moved it.
        const isAtNewest = this.window.isPinned || this.window.read(scroller);
        const missing = this.window.missing(scroller);
        if (missing) {
            this.scroll.follow();
            this.host.missing(missing);
        } else if (this.window.isFirstLook) {
            this.cancelFrame = after(AFTER_FIRST_LOOK, () => {
                this.window.isFirstLook = false;
                this.fill();
            });
        }
        this.host.settled(isAtNewest, scroller);
    }
}

function heightOf(element: Element | undefined): number {
    return element?.getBoundingClientRect().height ?? 0;
}
