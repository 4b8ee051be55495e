import BotMessageList from 'c/botMessageList';
import { NO_FILTER, Timeline, type TimelineView } from 'c/botTimeline';
import { nextFrame, pause } from 'c/botTimers';
import type { BotMessage } from 'c/botTranscript';
import { clearPage, FakeLayout, find, findAll, inside, listen, mount, rendered, textIn } from './helpers/page';

const START = Date.parse('2026-01-31T20:00:00Z');
const ROW = 50;

interface List extends HTMLElement {
    view: TimelineView;
    unread: number;
    olderState: string;
    showMessage(id: string, options?: { focus?: boolean; mark?: boolean }): boolean;
    showNewest(): void;
    unmark(): void;
    firstVisibleId(): string;
    isAtNewestMessage(): boolean;
}

function messages(from: number, to: number): BotMessage[] {
    return Array.from({ length: to - from }, (_, index) => {
        const number = from + index;
        const sentAt = new Date(START + number * 1_000).toISOString();
        return { id: `m${number}`, sentAt, sender: number % 2 ? 'bot' : 'customer', text: `text ${number}` };
    });
}

const layout = new FakeLayout();

/** A list whose rows are 50 pixels high each, in a window of 400. */
async function list(timeline: Timeline, more: object = {}, isNewestFirst = false): Promise<List> {
    const view = timeline.view(NO_FILTER, isNewestFirst, START);
    const element = (await mount('c-bot-message-list', BotMessageList, {
        height: 400,
        olderState: 'none',
        ...more,
        view
    })) as unknown as List;
    layout.giveScroll(scroller(element), () => spaces(element) + findAll(element, '.row').length * ROW + 80);
    layout.measure();
    await frame();
    return element;
}

async function frame(): Promise<void> {
    await new Promise((resolve) => {
        nextFrame(() => resolve(undefined));
    });
    await rendered();
}

function scroller(element: Element): HTMLElement {
    return find(element, '.scroller') as HTMLElement;
}

function spaces(element: Element): number {
    return findAll(element, '.scroller > div[style]').reduce(
        (sum, space) => sum + parseFloat(space.style.height || '0'),
        0
    );
}

function shownIds(element: Element): string[] {
    return findAll(element, '.row').map((row) => row.dataset.messageId ?? '');
}

async function scrollTo(element: Element, top: number): Promise<void> {
    scroller(element).scrollTop = top;
    scroller(element).dispatchEvent(new CustomEvent('scroll'));
    await rendered();
    layout.measure();
    await frame();
}

function timelineOf(count: number): Timeline {
    const timeline = new Timeline('text', {});
    timeline.addNewest(messages(0, count));
    return timeline;
}

describe('list of messages', () => {
    beforeEach(() => {
        layout.heightOf = () => ROW;
        layout.install();
    });
    afterEach(clearPage);

    it('makes only the rows near the newest message and stays at its end', async () => {
        const element = await list(timelineOf(5_000));
        const ids = shownIds(element);
        expect(ids.at(-1)).toBe('m4999');
        expect(ids.length).toBeLessThan(60);
        expect(scroller(element).scrollTop).toBe(scroller(element).scrollHeight - 400);
        expect(element.isAtNewestMessage()).toBe(true);
        await expect(element).toBeAccessible();
    });

    it('makes the rows on the screen first and those beyond it a moment later', async () => {
        const element = await list(timelineOf(1_000));
        const first = shownIds(element);
        expect(first.at(-1)).toBe('m999');
        expect(first.length * ROW).toBeGreaterThanOrEqual(layout.viewport);
        expect(first.length * ROW).toBeLessThan(layout.viewport + 150);
        await pause(120);
        await rendered();
        expect(shownIds(element).length * ROW).toBeGreaterThan(layout.viewport + 400);
        expect(shownIds(element).at(-1)).toBe('m999');
    });

    it('fills the screen at once where rows turn out lower than expected', async () => {
        const element = await list(timelineOf(1_000));
        layout.heightOf = () => 20;
        layout.giveScroll(scroller(element), () => spaces(element) + findAll(element, '.row').length * 20);
        layout.measure();
        await frame();
        layout.measure();
        await frame();
        expect(shownIds(element).length * 20).toBeGreaterThanOrEqual(layout.viewport);
    });

    it('makes the rows beyond the screen as soon as the reader leaves the end', async () => {
        const element = await list(timelineOf(1_000));
        const first = shownIds(element).length;
        scroller(element).scrollTop -= 60;
        scroller(element).dispatchEvent(new CustomEvent('scroll'));
        await rendered();
        expect(shownIds(element).length).toBeGreaterThan(first + 5);
    });

    it('expects higher rows in a narrow list', async () => {
        const long = messages(0, 100).map((message) => ({ ...message, text: 'word '.repeat(60) }));
        const timeline = new Timeline('text', {});
        timeline.addNewest(long);
        const wide = await list(timeline, { width: 800 });
        const narrow = await list(timeline, { width: 320 });
        expect(spaces(narrow)).toBeGreaterThan(spaces(wide) * 1.5);
    });

    it('shows nothing but the end of an empty list', async () => {
        const element = await list(new Timeline('text', {}));
        expect(shownIds(element)).toEqual([]);
        expect(textIn(element)).toBe('Beginning of the conversation');
        expect(element.firstVisibleId()).toBe('');
        await expect(element).toBeAccessible();
    });

    it('announces positions also where most rows are not on the page', async () => {
        const element = await list(timelineOf(5_000));
        const row = find(element, '[data-message-id="m4999"]');
        expect(scroller(element).getAttribute('role')).toBe('feed');
        expect(['role', 'aria-posinset', 'aria-setsize', 'tabindex'].map((name) => row?.getAttribute(name))).toEqual([
            'article',
            '5000',
            '5000',
            '0'
        ]);
        expect(row?.getAttribute('aria-label')).toMatch(/^Bot, Saturday, January 31, 2026/);
    });

    it('does not pretend to know how many messages there are', async () => {
        const element = await list(timelineOf(10), { olderState: 'more' });
        expect(find(element, '.row')?.getAttribute('aria-setsize')).toBe('-1');
    });

    it('makes other rows when the reader scrolls, and forgets those that are far', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        const ids = shownIds(element);
        // Rows that were never shown are taken to be higher than they are here.
        expect(ids).toContain('m350');
        expect(ids).not.toContain('m999');
        expect(ids.length).toBeLessThan(60);
        expect(layout.watched).toBeLessThan(70);
        expect(element.isAtNewestMessage()).toBe(false);
        expect(ids).toContain(element.firstVisibleId());
    });

    it('goes to the latest message though a scrolling is still under way in the browser', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        element.showNewest();
        await scrollTo(element, 19_700);
        await scrollTo(element, 19_600);
        const { scrollTop, scrollHeight } = scroller(element);
        expect(scrollTop).toBe(scrollHeight - layout.viewport);
        expect(element.isAtNewestMessage()).toBe(true);
        expect(shownIds(element).at(-1)).toBe('m999');
        await pause(320);
        await scrollTo(element, 19_600);
        expect(scroller(element).scrollTop).toBeLessThan(20_000);
        expect(element.isAtNewestMessage()).toBe(false);
    });

    it('shows a message though a scrolling is still under way in the browser', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        element.showMessage('m700');
        const { scrollTop } = scroller(element);
        await scrollTo(element, scrollTop - 300);
        await scrollTo(element, scrollTop - 500);
        expect(shownIds(element)).toContain('m700');
        const first = Number(element.firstVisibleId().slice(1));
        expect(first).toBeGreaterThan(695);
        expect(first).toBeLessThanOrEqual(700);
    });

    it('keeps the place of what is read when older messages arrive', async () => {
        const timeline = new Timeline('text', {});
        timeline.addNewest(messages(500, 1_000));
        const element = await list(timeline, { olderState: 'more' });
        await scrollTo(element, 5_000);
        const before = scroller(element).scrollTop;
        const first = element.firstVisibleId();
        timeline.addOlder(messages(400, 500));
        element.view = timeline.view(NO_FILTER, false, START);
        await rendered();
        layout.measure();
        await frame();
        // A hundred estimated rows came in above; the message that was on top still is.
        const top = scroller(element).scrollTop;
        expect(top).toBeGreaterThan(before + 100 * 40);
        expect(shownIds(element)).toContain(first);
        expect(element.firstVisibleId()).toBe(first);
    });

    it('keeps the place when a row above it grows', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        const anchor = element.firstVisibleId();
        const first = shownIds(element)[0];
        const before = scroller(element).scrollTop;
        layout.heightOf = (row) => ((row as HTMLElement).dataset.messageId === first ? 350 : ROW);
        layout.measure();
        await frame();
        expect(scroller(element).scrollTop - before).toBe(300);
        expect(element.firstVisibleId()).toBe(anchor);
    });

    it('asks for older messages near the oldest one, and when the list is not full', async () => {
        const few = await list(timelineOf(3), { olderState: 'more' });
        const asked = listen(few, 'loadolder');
        layout.measure();
        await frame();
        expect(asked.length).toBeGreaterThan(0);
        clearPage();
        const many = await list(timelineOf(1_000), { olderState: 'more' });
        const later = listen(many, 'loadolder');
        await scrollTo(many, 20_000);
        expect(later).toHaveLength(0);
        await scrollTo(many, 100);
        expect(later.length).toBeGreaterThan(0);
    });

    it.each(['loading', 'failed', 'none'])('does not ask again while older messages are %s', async (olderState) => {
        const element = await list(timelineOf(3), { olderState });
        const asked = listen(element, 'loadolder');
        layout.measure();
        await frame();
        expect(asked).toHaveLength(0);
    });

    it('offers the way back to the newest message, and counts what came meanwhile', async () => {
        const element = await list(timelineOf(1_000));
        expect(find(element, '.chip')).toBeNull();
        await scrollTo(element, 20_000);
        expect(textIn(find(element, '.chip'))).toBe('Latest message');
        await expect(element).toBeAccessible();
        element.unread = 3;
        await rendered();
        expect(textIn(find(element, '.chip'))).toBe('3 new messages');
        const read = listen(element, 'readnewest');
        find(element, '.chip')?.click();
        await rendered();
        layout.measure();
        await frame();
        expect(read).toHaveLength(1);
        expect(shownIds(element).at(-1)).toBe('m999');
        expect(scroller(element).scrollTop).toBe(scroller(element).scrollHeight - 400);
    });

    it('stays at the end while new messages arrive', async () => {
        const timeline = timelineOf(100);
        const element = await list(timeline);
        timeline.addNewest(messages(100, 105));
        element.view = timeline.view(NO_FILTER, false, START);
        await rendered();
        layout.measure();
        await frame();
        expect(shownIds(element).at(-1)).toBe('m104');
        expect(scroller(element).scrollTop).toBe(scroller(element).scrollHeight - 400);
    });

    it('leads to a message wherever it is, and marks it', async () => {
        const element = await list(timelineOf(1_000));
        expect(element.showMessage('m20')).toBe(true);
        await rendered();
        layout.measure();
        await frame();
        expect(shownIds(element)).toContain('m20');
        expect(find(element, '.current')).not.toBeNull();
        element.unmark();
        await rendered();
        expect(find(element, '.current')).toBeNull();
        expect(element.showMessage('gone')).toBe(false);
    });

    it('moves by keys from message to message', async () => {
        const element = await list(timelineOf(1_000));
        const focused = () => (inside(element).activeElement as HTMLElement | null)?.dataset.messageId;
        const press = async (key: string): Promise<void> => {
            inside(element).activeElement?.dispatchEvent(
                new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true })
            );
            await rendered();
            layout.measure();
            await frame();
        };
        find(element, '[data-message-id="m999"]')?.focus();
        await rendered();
        await press('ArrowUp');
        expect(focused()).toBe('m998');
        await press('ArrowDown');
        await press('ArrowDown');
        expect(focused()).toBe('m999');
        await press('PageUp');
        expect(['m992', 'm993', 'm994']).toContain(focused());
        await press('PageDown');
        await press('PageDown');
        expect(focused()).toBe('m999');
        await press('Home');
        expect(focused()).toBe('m0');
        expect(find(element, '[data-message-id="m0"]')?.getAttribute('tabindex')).toBe('0');
        await press('End');
        expect(focused()).toBe('m999');
        await press('x');
        expect(focused()).toBe('m999');
    });

    it('shows what can be done with the message that has the focus or the pointer', async () => {
        const element = await list(timelineOf(10));
        expect(find(element, '.actions')).toBeNull();
        find(element, '[data-message-id="m5"]')?.focus();
        await rendered();
        expect(findAll(element, '.actions')).toHaveLength(1);
        await pause(160);
        find(element, '[data-message-id="m7"]')?.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
        await rendered();
        expect(findAll(element, '.actions')).toHaveLength(2);
        scroller(element).dispatchEvent(new MouseEvent('mouseleave'));
        await rendered();
        expect(findAll(element, '.actions')).toHaveLength(1);
        await expect(element).toBeAccessible();
    });

    it('keeps the focus when the focused message leaves the page, and goes on from there', async () => {
        const element = await list(timelineOf(1_000));
        find(element, '[data-message-id="m999"]')?.focus();
        await rendered();
        await scrollTo(element, 10_000);
        expect(shownIds(element)).not.toContain('m999');
        expect(inside(element).activeElement).toBe(scroller(element));
        scroller(element).dispatchEvent(
            new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, composed: true, cancelable: true })
        );
        await rendered();
        expect((inside(element).activeElement as HTMLElement | null)?.dataset.messageId).toBe('m998');
    });

    it('never takes a row that stays off the page, so that focus and players go on', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        const stays = find(element, `[data-message-id="${shownIds(element).at(-5)}"]`) as HTMLElement;
        const moved: Node[] = [];
        const observer = new MutationObserver((changes) => changes.forEach((one) => moved.push(...one.removedNodes)));
        observer.observe(scroller(element), { childList: true });
        await scrollTo(element, 20_400);
        expect(findAll(element, '.row')).toContain(stays);
        expect(moved.length).toBeGreaterThan(0);
        expect(moved).not.toContain(stays);
        observer.disconnect();
    });

    it('keeps rows while text in them is selected', async () => {
        const element = await list(timelineOf(1_000));
        const selection = jest.spyOn(document, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection);
        scroller(element).dispatchEvent(new CustomEvent('selectstart', { bubbles: true }));
        await scrollTo(element, scroller(element).scrollTop - 1_500);
        expect(shownIds(element).at(-1)).toBe('m999');
        selection.mockReturnValue({ isCollapsed: true } as Selection);
        await scrollTo(element, scroller(element).scrollTop - 1_500);
        expect(shownIds(element)).not.toContain('m999');
        selection.mockRestore();
    });

    it('stands on its head for newest first', async () => {
        const element = await list(timelineOf(1_000), {}, true);
        expect(shownIds(element)[0]).toBe('m999');
        expect(scroller(element).scrollTop).toBe(0);
        await scrollTo(element, 10_000);
        expect(shownIds(element)).toContain('m820');
        element.showNewest();
        await rendered();
        layout.measure();
        await frame();
        expect(scroller(element).scrollTop).toBe(0);
        await expect(element).toBeAccessible();
    });

    it('stops measuring when it leaves the page', async () => {
        const element = await list(timelineOf(10));
        expect(layout.watched).toBeGreaterThan(10);
        element.remove();
        expect(layout.watched).toBe(0);
    });
});
