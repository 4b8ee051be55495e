import { NO_FILTER, Timeline } from 'c/botTimeline';
import { pause } from 'c/botTimers';
import { idOf } from '../rowElements';
import {
    everyTest,
    frame,
    layout,
    list,
    messages,
    ROW,
    totalHeight,
    scroller,
    scrollTo,
    settled,
    shownIds,
    START,
    timelineOf
} from './helpers/list';
import { clearPage, find, listen, rendered, textIn } from './helpers/page';

describe('place in the list of messages', () => {
    everyTest();

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
        await pause(400);
        await scrollTo(element, 19_600);
        expect(scroller(element).scrollTop).toBeLessThan(20_000);
        expect(element.isAtNewestMessage()).toBe(false);
    });

    it('stays where it went though a busy page is told late of what was scrolled', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        element.showNewest();
        const until = performance.now() + 400;
        while (performance.now() < until) {
            // Nothing else runs.
        }
        await scrollTo(element, 19_600);
        expect(element.isAtNewestMessage()).toBe(true);
        expect(shownIds(element).at(-1)).toBe('m999');
    });

    it.each(['keydown', 'wheel', 'touchmove', 'pointerdown'])(
        'lets the reader go on after a jump by %s',
        async (move) => {
            const element = await list(timelineOf(1_000));
            await scrollTo(element, 20_000);
            element.showNewest();
            await settled();
            scroller(element).dispatchEvent(new CustomEvent(move, { bubbles: true }));
            const first = () => Number(element.firstVisibleId().slice(1));
            const before = first();
            await scrollTo(element, scroller(element).scrollTop - 6 * ROW);
            expect(first()).toBe(before - 6);
            expect(element.isAtNewestMessage()).toBe(false);
        }
    );

    it.each([
        ['at its beginning', 'm0', 250, 0, 0],
        ['in the middle of it', 'm5', 1_000, 40 + 5 * ROW + 500, 40 + 5 * ROW + 1_000]
    ])('is kept in a long message whose lines break elsewhere, %s', async (_, long, height, before, after) => {
        let width = 400;
        layout.heightOf = (row) => (idOf(row) === long ? (height * 400) / width : ROW);
        const element = await list(timelineOf(40));
        Object.defineProperty(scroller(element), 'clientWidth', { get: () => width });
        await scrollTo(element, 0);
        await scrollTo(element, before);
        width = 200;
        await settled();
        expect(scroller(element).scrollTop).toBe(after);
        width = 400;
        await settled();
        expect(scroller(element).scrollTop).toBe(before);
    });

    it('is kept where a message above becomes so low that the browser scrolls to the end', async () => {
        const element = await list(timelineOf(100));
        let opened = 3_000;
        layout.heightOf = (row) => (idOf(row) === 'm70' ? opened : ROW);
        element.showMessage('m70');
        await settled();
        scroller(element).dispatchEvent(new CustomEvent('wheel', { bubbles: true }));
        await scrollTo(element, scroller(element).scrollTop + 3_100);
        await settled();
        const before = element.firstVisibleId();
        expect(before).not.toBe('m70');
        opened = 200;
        // Less is left to scroll than lies above her.
        scroller(element).scrollTop = totalHeight(element);
        await scrollTo(element, totalHeight(element));
        expect([element.firstVisibleId(), element.isAtNewestMessage()]).toEqual([before, false]);
    });

    it.each([
        ['in the middle', 'm70', false],
        ['the newest one', 'm99', true]
    ])('is kept in a message that is opened whole, %s: it goes on below', async (_, id, isAtNewest) => {
        const element = await list(timelineOf(100));
        let opened = 1_000;
        layout.heightOf = (row) => (idOf(row) === id ? opened : ROW);
        if (!isAtNewest) {
            element.showMessage(id);
            await settled();
            scroller(element).dispatchEvent(new CustomEvent('wheel', { bubbles: true }));
            await scrollTo(element, scroller(element).scrollTop + 800);
        }
        await settled();
        expect(element.isAtNewestMessage()).toBe(isAtNewest);
        const before = scroller(element).scrollTop;
        find(element, `[data-message-id="${id}"]`)?.dispatchEvent(new CustomEvent('botopen', { bubbles: true }));
        opened = 1_500;
        await settled();
        await settled();
        expect([scroller(element).scrollTop, element.isAtNewestMessage()]).toEqual([before, false]);
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

    it('knows which messages are on the screen', async () => {
        const element = await list(timelineOf(1_000));
        element.showMessage('m500');
        await settled();
        const inView = messages(0, 1_000).filter(({ id }) => element.isInView(id));
        // 400 pixels of rows that are 50 high, the first of them perhaps less than half.
        expect(inView.length).toBeGreaterThanOrEqual(8);
        expect(inView.length).toBeLessThanOrEqual(9);
        expect(inView.slice(0, 2).map(({ id }) => id)).toContain(element.firstVisibleId());
        expect([element.isInView('m500'), element.isInView('m0'), element.isInView('none')]).toEqual([
            true,
            false,
            false
        ]);
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
        await settled();
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

    it('stays where it was while another tab of the console is in front', async () => {
        const element = await list(timelineOf(1_000), { olderState: 'more' });
        const asked = listen(element, 'loadolder');
        const front = listen(element, 'front');
        await scrollTo(element, 20_000);
        const before = { first: element.firstVisibleId(), shown: shownIds(element) };
        layout.viewport = 0;
        layout.heightOf = () => 0;
        // Some browsers forget it with the size.
        scroller(element).scrollTop = 0;
        await settled();
        layout.viewport = 400;
        layout.heightOf = () => ROW;
        await settled();
        expect({ first: element.firstVisibleId(), shown: shownIds(element) }).toEqual(before);
        expect(element.isAtNewestMessage()).toBe(false);
        expect(asked).toHaveLength(0);
        expect(front).toEqual([{ isInFront: false }, { isInFront: true }]);
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
        await settled();
        expect(element.isAtNewestMessage()).toBe(true);
        expect(read).toHaveLength(1);
        expect(shownIds(element).at(-1)).toBe('m999');
        expect(scroller(element).scrollTop).toBe(scroller(element).scrollHeight - 400);
    });

    it('stays at the newest message though what is above it has just moved it', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        element.showNewest();
        await rendered();
        layout.measure();
        // Rows became smaller and larger again since the list was put in its place; no event told of it yet.
        scroller(element).scrollTop -= 40;
        await frame();
        expect(element.isAtNewestMessage()).toBe(true);
        expect(find(element, '.chip')).toBeNull();
    });

    it('stays at the newest message though new rows leave less to scroll until they were measured', async () => {
        const timeline = timelineOf(1_000);
        const element = await list(timeline);
        const { scrollTop, scrollHeight } = scroller(element);
        expect(scrollTop).toBe(scrollHeight - layout.viewport);
        timeline.addNewest(messages(1_000, 1_001));
        element.view = timeline.view(NO_FILTER, false, START);
        await rendered();
        // What the browser does once something asks for the layout before the next frame.
        layout.giveScroll(scroller(element), () => scrollHeight - 60);
        scroller(element).scrollTop = scrollTop;
        expect(scroller(element).scrollTop).toBe(scrollTop - 60);
        scroller(element).dispatchEvent(new CustomEvent('scroll'));
        layout.giveScroll(scroller(element), () => scrollHeight + 50);
        scroller(element).scrollTop = scrollTop - 60;
        await settled();
        expect(element.isAtNewestMessage()).toBe(true);
        expect(scroller(element).scrollTop).toBe(scrollTop + 50);
    });

    it('stays at the end while new messages arrive', async () => {
        const timeline = timelineOf(100);
        const element = await list(timeline);
        timeline.addNewest(messages(100, 105));
        element.view = timeline.view(NO_FILTER, false, START);
        await settled();
        expect(shownIds(element).at(-1)).toBe('m104');
        expect(scroller(element).scrollTop).toBe(scroller(element).scrollHeight - 400);
    });

    it('leads to a message wherever it is, and marks it', async () => {
        const element = await list(timelineOf(1_000));
        expect(element.showMessage('m20')).toBe(true);
        await settled();
        expect(shownIds(element)).toContain('m20');
        expect(find(element, '.current')).not.toBeNull();
        expect(element.isAtNewestMessage()).toBe(false);
        expect(textIn(find(element, '.chip'))).toBe('Latest message');
        element.unmark();
        await rendered();
        expect(find(element, '.current')).toBeNull();
        expect(element.showMessage('gone')).toBe(false);
    });
});
