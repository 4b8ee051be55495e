import BotMessageList from 'c/botMessageList';
import { NO_FILTER, Timeline, type TimelineView } from 'c/botTimeline';
import { nextFrame } from 'c/botTimers';
import type { BotMessage } from 'c/botTranscript';
import { clearPage, FakeLayout, find, findAll, mount, rendered } from './page';

export const START = Date.parse('2026-01-31T20:00:00Z');
export const ROW = 50;

export interface List extends HTMLElement {
    view: TimelineView;
    unread: number;
    olderState: string;
    showMessage(id: string, options?: { focus?: boolean; mark?: boolean }): boolean;
    showNewest(options?: { focus?: boolean }): void;
    unmark(): void;
    firstVisibleId(): string;
    isInView(id: string): boolean;
    isAtNewestMessage(): boolean;
}

export function messages(from: number, to: number): BotMessage[] {
    return Array.from({ length: to - from }, (_, index) => {
        const number = from + index;
        const sentAt = new Date(START + number * 1_000).toISOString();
        return { id: `m${number}`, sentAt, sender: number % 2 ? 'bot' : 'customer', text: `text ${number}` };
    });
}

export const layout = new FakeLayout();

/** A list whose rows are 50 pixels high each, in a window of 400. */
export async function list(timeline: Timeline, more: object = {}, isNewestFirst = false): Promise<List> {
    const view = timeline.view(NO_FILTER, isNewestFirst, START);
    const element = (await mount('c-bot-message-list', BotMessageList, {
        height: 400,
        olderState: 'none',
        ...more,
        view
    })) as unknown as List;
    layout.giveScroll(scroller(element), () => totalHeight(element));
    layout.measure();
    await frame();
    return element;
}

export async function frame(): Promise<void> {
    await new Promise((resolve) => {
        nextFrame(() => resolve(undefined));
    });
    await rendered();
}

export function scroller(element: Element): HTMLElement {
    return find(element, '.scroller') as HTMLElement;
}

/** Edges of the list, above and below its messages. */
const EDGES = 80;

/** How high all of the list is, with its rows as high as the layout has them now. */
export function totalHeight(element: Element): number {
    return findAll(element, '.row').reduce((sum, row) => sum + layout.heightOf(row), spaces(element) + EDGES);
}

export function spaces(element: Element): number {
    return findAll(element, '.rows > div[style]').reduce(
        (sum, space) => sum + parseFloat(space.style.height || '0'),
        0
    );
}

export function shownIds(element: Element): string[] {
    return findAll(element, '.row').map((row) => row.dataset.messageId ?? '');
}

export async function scrollTo(element: Element, top: number): Promise<void> {
    scroller(element).scrollTop = top;
    scroller(element).dispatchEvent(new CustomEvent('scroll'));
    await settled();
}

/** Renders, measures what was rendered, and lets the list act on it. */
export async function settled(): Promise<void> {
    await rendered();
    layout.measure();
    await frame();
}

export function timelineOf(count: number): Timeline {
    const timeline = new Timeline('text', {});
    timeline.addNewest(messages(0, count));
    return timeline;
}

/** A layout and a page of its own for each test. */
export function everyTest(): void {
    beforeEach(() => {
        layout.heightOf = () => ROW;
        layout.viewport = 400;
        layout.install();
    });
    afterEach(clearPage);
}
