import { firstMarkIn, holderOf } from 'c/botHighlight';
import { nextFrame, NOTHING } from 'c/botTimers';
import type { Range as RowRange } from 'c/botWindow';
import type { ListScroll } from './listScroll';
import type { RowElements } from './rowElements';
import type { RowWindow } from './rowWindow';

/** A row, as far as it is asked here. */
type MessageElement = HTMLElement & { goOn(query: string): boolean };

/**
 * Brings the place on the screen that the search found in a message: further down in one that is higher than the
 * screen, in a part that is scrolled by itself, or in what its first look leaves out.
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
    start(id: string, query: string): void {
        this.cancel();
        this.cancel = nextFrame(() => this.lead(id, query));
    }

    /** To be called when the list leaves the page. */
    stop(): void {
        this.cancel();
    }

    /** @param query empty where the message shows the rest already */
    private lead(id: string, query: string): void {
        const row = this.elements.of(id) as MessageElement | undefined;
        if (!row || !this.scroll.isLed) {
            return;
        }
        const mark = firstMarkIn(row);
        if (!mark) {
            if (query !== '' && row.goOn(query)) {
                this.start(id, '');
            }
            return;
        }
        turnTo(mark, row);
        const box = row.getBoundingClientRect();
        const { top, bottom } = mark.getBoundingClientRect();
        const range =
            !this.window.shows(box.height) && !this.window.shows(bottom - box.top)
                ? this.window.lead(id, top - box.top)
                : undefined;
        if (range) {
            this.jump(range);
        }
    }
}

/** Room beside a mark, in pixels. */
const ROOM = 24;

/** Wide tables, rows of cards and very long texts within a message are scrolled until a mark in them can be seen. */
function turnTo(mark: Range, row: Element): void {
    for (let part = mark.startContainer.parentElement; part && part !== row; part = holderOf(part)) {
        const { overflowX, overflowY } = getComputedStyle(part);
        const { left, right, top, bottom } = mark.getBoundingClientRect();
        const box = part.getBoundingClientRect();
        if (part.scrollWidth > part.clientWidth && /auto|scroll/.test(overflowX)) {
            part.scrollLeft += Math.max(0, right + ROOM - box.right) || Math.min(0, left - ROOM - box.left);
        }
        if (part.scrollHeight > part.clientHeight && /auto|scroll/.test(overflowY)) {
            part.scrollTop += Math.max(0, bottom + ROOM - box.bottom) || Math.min(0, top - ROOM - box.top);
        }
    }
}
