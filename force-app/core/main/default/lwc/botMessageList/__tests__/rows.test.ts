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
    scroller,
    scrollTo,
    settled,
    shownIds,
    spaces,
    START,
    timelineOf
} from './helpers/list';
import { find, findAll, rendered, textIn } from './helpers/page';

describe('rows of the list of messages', () => {
    everyTest();

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

    it.each([
        [400, 20],
        [1_500, 28],
        [2_000, 28]
    ])('fills a screen of %i pixels with rows of %i, the newest included', async (viewport, row) => {
        layout.viewport = viewport;
        layout.heightOf = () => row;
        const element = await list(timelineOf(1_000), { height: viewport });
        layout.giveScroll(scroller(element), () => spaces(element) + findAll(element, '.row').length * row + 80);
        const measured = async () => {
            for (let i = 0; i < 4; i++) {
                // eslint-disable-next-line no-await-in-loop -- rows that are measured make room for others
                await settled();
            }
        };
        await measured();
        await pause(120);
        await measured();
        expect(shownIds(element).at(-1)).toBe('m999');
        element.showMessage('m300');
        await measured();
        const above = parseFloat(find(element, '.rows > div[style]')?.style.height ?? '') + 40;
        expect(above + shownIds(element).length * row).toBeGreaterThanOrEqual(scroller(element).scrollTop + viewport);
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
        expect(find(element, '.rows')?.getAttribute('role')).toBe('feed');
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

    it('never takes a row that stays off the page, so that focus and players go on', async () => {
        const element = await list(timelineOf(1_000));
        await scrollTo(element, 20_000);
        const stays = find(element, `[data-message-id="${shownIds(element).at(-5)}"]`) as HTMLElement;
        const moved: Node[] = [];
        const observer = new MutationObserver((changes) => changes.forEach((one) => moved.push(...one.removedNodes)));
        observer.observe(find(element, '.rows') as HTMLElement, { childList: true });
        await scrollTo(element, 20_400);
        expect(findAll(element, '.row')).toContain(stays);
        expect(moved.length).toBeGreaterThan(0);
        expect(moved).not.toContain(stays);
        observer.disconnect();
    });

    it('nor one that fills the screen and more, on the way up', async () => {
        const element = await list(timelineOf(100));
        layout.heightOf = (row) => (idOf(row) === 'm50' ? 3_000 : ROW);
        element.showMessage('m50');
        await settled();
        scroller(element).dispatchEvent(new CustomEvent('wheel', { bubbles: true }));
        await scrollTo(element, scroller(element).scrollTop + 3_800);
        await scrollTo(element, scroller(element).scrollTop - 600);
        const stays = find(element, '[data-message-id="m50"]') as HTMLElement;
        const moved: Node[] = [];
        const observer = new MutationObserver((changes) => changes.forEach((one) => moved.push(...one.removedNodes)));
        observer.observe(find(element, '.rows') as HTMLElement, { childList: true });
        for (let top = scroller(element).scrollTop; top > 2_000; top -= 200) {
            // eslint-disable-next-line no-await-in-loop -- one turn of the wheel after the other
            await scrollTo(element, top);
        }
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

    it('keeps them also when older messages come on top', async () => {
        const timeline = new Timeline('text', {});
        timeline.addNewest(messages(500, 1_000));
        const element = await list(timeline);
        await scrollTo(element, 2_500);
        const selection = jest.spyOn(document, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection);
        scroller(element).dispatchEvent(new CustomEvent('selectstart', { bubbles: true }));
        await scrollTo(element, 300);
        const before = shownIds(element);
        timeline.addOlder(messages(400, 500));
        element.view = timeline.view(NO_FILTER, false, START);
        await settled();
        expect(shownIds(element)).toEqual(expect.arrayContaining(before));
        selection.mockRestore();
    });

    it('keeps the row of a sound while it plays', async () => {
        const element = await list(timelineOf(1_000));
        const player = document.createElement('audio');
        let isPaused = false;
        Object.defineProperty(player, 'paused', { get: () => isPaused });
        const playing = new CustomEvent('botplay', { bubbles: true, composed: true, detail: { player } });
        find(element, '[data-message-id="m999"]')?.dispatchEvent(playing);
        await scrollTo(element, scroller(element).scrollTop - 1_500);
        expect(shownIds(element).at(-1)).toBe('m999');
        isPaused = true;
        await scrollTo(element, scroller(element).scrollTop - 1_500);
        expect(shownIds(element)).not.toContain('m999');
    });

    it('stands on its head for newest first', async () => {
        const element = await list(timelineOf(1_000), {}, true);
        expect(shownIds(element)[0]).toBe('m999');
        expect(scroller(element).scrollTop).toBe(0);
        await scrollTo(element, 10_000);
        expect(shownIds(element)).toContain('m820');
        element.showNewest();
        await settled();
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
