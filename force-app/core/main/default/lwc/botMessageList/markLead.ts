import { firstMarkIn } from 'c/botHighlight';
import { nextFrame, NOTHING } from 'c/botTimers';
import type { Range } from 'c/botWindow';
import type { ListScroll } from './listScroll';
import type { RowElements } from './rowElements';
import type { RowWindow } from './rowWindow';

/** Of a message that is higher than the screen, brings the place there that the search found. */
export class MarkLead {
    private readonly elements: RowElements;
    private readonly window: RowWindow;
    private readonly scroll: ListScroll;
    private readonly jump: (range: Range) => void;
    private cancel = NOTHING;

    /** @param jump goes somewhere else, with these rows around it */
    constructor(elements: RowElements, window: RowWindow, scroll: ListScroll, jump: (range: Range) => void) {
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
        const box = this.elements.of(id)?.getBoundingClientRect();
        if (!box || this.window.shows(box.height) || !this.scroll.isLed) {
            return;
        }
        const mark = firstMarkIn(box);
        const range = mark && !this.window.shows(mark.bottom - box.top) && this.window.lead(id, mark.top - box.top);
        if (range) {
            this.jump(range);
        }
    }
}
