import { NO_FILTER } from 'c/botTimeline';
import { pause } from 'c/botTimers';
import { idOf } from '../rowElements';
import { everyTest, layout, list, ROW, scroller, scrollTo, settled, shownIds, START, timelineOf } from './helpers/list';
import { find, findAll, inside, rendered } from './helpers/page';

describe('focus in the list of messages', () => {
    everyTest();

    it('moves by keys from message to message', async () => {
        const element = await list(timelineOf(1_000));
        const focused = () => (inside(element).activeElement as HTMLElement | null)?.dataset.messageId;
        const press = async (key: string): Promise<void> => {
            inside(element).activeElement?.dispatchEvent(
                new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true })
            );
            await settled();
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

    it.each(['m2', 'm0', 'm4'])('stays at its message when the order is turned: %s', async (id) => {
        const timeline = timelineOf(5);
        const element = await list(timeline);
        find(element, `[data-message-id="${id}"]`)?.focus();
        await rendered();
        const turn = async (isNewestFirst: boolean) => {
            element.view = timeline.view(NO_FILTER, isNewestFirst, START);
            await settled();
            expect((inside(element).activeElement as HTMLElement | null)?.dataset.messageId).toBe(id);
        };
        await turn(true);
        await turn(false);
    });

    it('leaves the keys to the browser as long as they scroll through a message that is higher than the screen', async () => {
        const element = await list(timelineOf(100));
        layout.heightOf = (row) => (idOf(row) === 'm50' ? 1_000 : ROW);
        element.showMessage('m50', { focus: true });
        await settled();
        const row = () => find(element, '[data-message-id="m50"]');
        const isTaken = (key: string) => {
            const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
            row()?.dispatchEvent(event);
            return event.defaultPrevented;
        };
        expect([isTaken('PageDown'), isTaken('ArrowDown')]).toEqual([false, false]);
        await scrollTo(element, scroller(element).scrollTop + 300);
        expect([isTaken('PageUp'), isTaken('ArrowUp'), isTaken('ArrowDown')]).toEqual([false, false, false]);
        await scrollTo(element, scroller(element).scrollTop + 500);
        row()?.focus();
        expect(isTaken('ArrowDown')).toBe(true);
        element.showMessage('m50', { focus: true });
        await settled();
        expect(isTaken('ArrowUp')).toBe(true);
    });

    const stops = (element: Element) => findAll(element, '.row[tabindex="0"]').map((row) => row.dataset.messageId);
    const current = (element: Element) => findAll(element, '.row[aria-current]').map((row) => row.dataset.messageId);

    it.each(['m970', 'm20'])('comes by Tab to the message that something led to, which is named: %s', async (id) => {
        const element = await list(timelineOf(1_000));
        expect([stops(element), current(element)]).toEqual([['m999'], []]);
        element.showMessage(id);
        await settled();
        expect([stops(element), current(element)]).toEqual([[id], [id]]);
        expect(find(element, '.row[aria-current]')?.getAttribute('aria-current')).toBe('true');
        await expect(element).toBeAccessible();
        element.unmark();
        await rendered();
        expect(current(element)).toEqual([]);
    });

    it('lets in what brings the focus without Tab, and leads Tab past', async () => {
        const element = await list(timelineOf(1_000));
        const row = (id: string) => find(element, `[data-message-id="${id}"]`);
        const come = (id: string) => {
            row(id)?.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
            return row(id)?.getAttribute('tabindex');
        };
        const press = (key: string) =>
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        press('Tab');
        expect(come('m998')).toBe('-1');
        await pause(0);
        expect(come('m998')).toBe('0');
        press('ArrowUp');
        expect(come('m997')).toBe('0');
        press('Tab');
        element.remove();
        document.body.append(element);
        await rendered();
        expect(come('m996')).toBe('0');
        press('Tab');
        expect(come('m995')).toBe('-1');
    });

    it('stays at the message that has it while another one is marked', async () => {
        const element = await list(timelineOf(1_000));
        find(element, '[data-message-id="m999"]')?.focus();
        await rendered();
        element.showMessage('m995');
        await settled();
        expect([stops(element), current(element)]).toEqual([['m999'], ['m995']]);
    });

    it('goes on from the marked message where the one that had it left the page', async () => {
        const element = await list(timelineOf(1_000));
        find(element, '[data-message-id="m999"]')?.focus();
        await rendered();
        element.showMessage('m300');
        await settled();
        expect([stops(element), inside(element).activeElement]).toEqual([['m300'], scroller(element)]);
        scroller(element).dispatchEvent(
            new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true, cancelable: true })
        );
        await rendered();
        expect((inside(element).activeElement as HTMLElement | null)?.dataset.messageId).toBe('m301');
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
});
