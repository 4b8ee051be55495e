import { firstMarkIn } from 'c/botHighlight';
import { nextFrame, NOTHING } from 'c/botTimers';
import type { Range as RowRange } from 'c/botWindow';
import type { ListScroll } from './listScroll';
import type { RowElements } from './rowElements';
import type { RowWindow } from './rowWindow';

/**
 * Brings the place on the screen that the search found in a message: further down in one that is higher than the screen,
 * or in a part that is scrolled sideways.
 */
export class MarkLead {
    private readonly elements: RowElements;
    private readonly window: RowWindow;
    private readonly scroll: ListScroll;
    private readonly jump: (range: RowRange) => void;
    private cancel = NOTHING;

    /** @param jump goes somewhere else, with these rows around it */
    constructor(elements: RowElements, window: RowWindow, scroll: ListScroll, jump: (range: RowRange) => void) {
        this.elements = elements;
        this.window = window;
        this.scroll = scroll;
        this.jump = jump;
    }

    /** To be called when the list was led to the message: its marks are there with the next frame. */
    start(id: string): void {
        this.cancel();
        this.cancel = nextFrame(() => this.lead(id));
    }

    /** To be called when the list leaves the page. */
    stop(): void {
        this.cancel();
    }

    private lead(id: string): void {
        const row = this.elements.of(id);
        const box = row?.getBoundingClientRect();
        const mark = box && this.scroll.isLed ? firstMarkIn(box) : undefined;
        if (!row || !box || !mark) {
            return;
        }
        const { top, bottom } = mark.getBoundingClientRect();
        const range =
            !this.window.shows(box.height) && !this.window.shows(bottom - box.top)
                ? this.window.lead(id, top - box.top)
                : undefined;
        if (range) {
            this.jump(range);
        }
        turnTo(mark, row);
    }
}

/** Room beside a mark, in pixels. */
const ROOM = 24;

/** Wide tables and rows of cards within a message are scrolled sideways until a mark in them can be seen. */
function turnTo(mark: Range, row: Element): void {
    for (let part = mark.startContainer.parentElement; part && part !== row; part = holderOf(part)) {
        if (part.scrollWidth > part.clientWidth && /auto|scroll/.test(getComputedStyle(part).overflowX)) {
            const { left, right } = mark.getBoundingClientRect();
            const box = part.getBoundingClientRect();
            const beyond = Math.max(0, right + ROOM - box.right) || Math.min(0, left - ROOM - box.left);
            part.scrollLeft += beyond;
        }
    }
}

/** The element around another one, or the component that it is the outermost of. */
function holderOf(part: Element): HTMLElement | null {
    return part.parentElement ?? ((part.getRootNode() as ShadowRoot).host as HTMLElement | undefined) ?? null;
}
