import type { Range } from 'c/botWindow';
import type { Marks } from './listItems';
import { positionAfter } from './place';
import type { ListScroll } from './listScroll';
import type { RowElements } from './rowElements';
import type { RowWindow } from './rowWindow';

/** Part of the screen that PageUp and PageDown go. */
const PAGE = 0.8;

interface FocusHost {
    /** Other rows stand out now. */
    changed(): void;
    /** Leads the focus to a message that is not on the page. */
    lead(id: string): void;
}

/** Which messages stand out, and where the keyboard is. */
export class RowFocus {
    readonly marks: Marks = { focused: '', hovered: '', current: '' };
    private readonly elements: RowElements;
    private readonly window: RowWindow;
    private readonly scroll: ListScroll;
    private readonly host: FocusHost;

    constructor(elements: RowElements, window: RowWindow, scroll: ListScroll, host: FocusHost) {
        this.elements = elements;
        this.window = window;
        this.scroll = scroll;
        this.host = host;
    }

    mark(kind: keyof Marks, id: string): void {
        if (this.marks[kind] !== id) {
            this.marks[kind] = id;
            this.host.changed();
        }
    }

    /** The focus came to something in the list. */
    enter(): void {
        // Not where the event says: Tab first enters the links of a message that takes no part in the tab order, and
        // synthetic shadow then goes on from there, within that event. Its second event comes here before the first.
        const id = this.elements.focusedId();
        if (id !== '') {
            this.mark('focused', id);
        }
    }

    /** Something leads to a message, with these rows around it; to be called before they are made. */
    lead(id: string, range: Range, { focus, mark }: { focus?: boolean; mark?: boolean }): void {
        if (mark !== false) {
            this.marks.current = id;
        }
        if (focus) {
            this.elements.wantFocus(id);
        }
        // Tab and the arrows go on from there, unless the focus is at a message that stays.
        if (focus || !this.isWithin(range)) {
            this.marks.focused = id;
        }
    }

    /** Goes to the message that a key stands for. */
    press(event: KeyboardEvent): void {
        if (event.altKey || event.ctrlKey || event.metaKey || event.composedPath()[0] !== event.target) {
            return;
        }
        const { heights, view, viewport } = this.window;
        const current = this.window.positionOf(this.marks.focused);
        // The browser scrolls to the rest of it first.
        if (/Up|Down/.test(event.key) && this.window.goesOn(current, event.key.endsWith('Down'))) {
            return;
        }
        const position = positionAfter(event.key, current, heights, viewport * PAGE);
        const entry = position === undefined ? undefined : view?.entries[position];
        if (entry) {
            event.preventDefault();
            this.goTo(entry.id);
        }
    }

    /** A message that leaves the page while it has the focus hands it to the list: the next key goes on from there. */
    keep(range: Range, list: HTMLElement | undefined): void {
        if (this.elements.focusedId() !== '' && !this.isWithin(range)) {
            list?.focus({ preventScroll: true });
        }
    }

    private goTo(id: string): void {
        const element = this.elements.of(id);
        if (element) {
            element.focus({ preventScroll: true });
            this.scroll.bring(element, id);
            this.mark('focused', id);
        } else {
            this.host.lead(id);
        }
    }

    /** Whether the focus is at one of these messages. */
    private isWithin({ start, end }: Range): boolean {
        const position = this.window.positionOf(this.elements.focusedId());
        return position >= start && position < end;
    }
}
