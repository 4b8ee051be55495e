import { NO_FILTER, type Filter } from 'c/botTimeline';
import { everyTest, layout, list, messages, ROW, scroller, scrollTo, settled, START, timelineOf } from './helpers/list';
import type { List } from './helpers/list';

const from = (...senders: Filter['senders'] extends ReadonlySet<infer T> ? T[] : never): Filter => ({
    senders: new Set(senders),
    kinds: new Set()
});

const first = (element: List) => Number(element.firstVisibleId().slice(1));

describe('place in the list when a filter comes and goes', () => {
    everyTest();

    const read = async (isNewestFirst = false) => {
        const timeline = timelineOf(1_000);
        const element = await list(timeline, {}, isNewestFirst);
        await scrollTo(element, 15_000);
        await settled();
        const show = async (filter: Filter) => {
            element.view = timeline.view(filter, isNewestFirst, START);
            await settled();
            await settled();
        };
        return { timeline, element, show, at: first(element) };
    };

    it.each([
        ['customer', false],
        ['bot', false],
        ['customer', true],
        ['bot', true]
    ] as const)('stays near the message and returns to it: %s, newest first: %s', async (sender, isNewestFirst) => {
        const { element, show, at } = await read(isNewestFirst);
        await show(from(sender));
        expect(Math.abs(first(element) - at)).toBeLessThanOrEqual(2);
        expect(element.isAtNewestMessage()).toBe(false);
        await show(NO_FILTER);
        expect(first(element)).toBe(at);
    });

    it('returns from a filter that lets nothing through, and from one after the other', async () => {
        const { element, show, at } = await read();
        await show(from('agent'));
        expect(element.firstVisibleId()).toBe('');
        await show(from('bot'));
        expect(Math.abs(first(element) - at)).toBeLessThanOrEqual(2);
        await show(from('customer'));
        await show(NO_FILTER);
        expect(first(element)).toBe(at);
    });

    it('returns from the few that a filter shows, though the newest is among them', async () => {
        const { timeline, element, show, at } = await read();
        timeline.addNewest([{ ...messages(1_000, 1_001)[0]!, sender: 'agent' }]);
        await show(from('agent'));
        expect(element.isAtNewestMessage()).toBe(true);
        await show(NO_FILTER);
        expect(first(element)).toBe(at);
    });

    it('stays where she went on to while a filter was on', async () => {
        const { element, show } = await read();
        await show(from('bot'));
        await scrollTo(element, scroller(element).scrollTop - 40 * ROW);
        await settled();
        const later = first(element);
        await show(NO_FILTER);
        expect(Math.abs(first(element) - later)).toBeLessThanOrEqual(2);
    });

    it.each([
        ['to the newest message', (element: List) => element.showNewest(), 999],
        ['to another one', (element: List) => element.showMessage('m701'), 701]
    ])('stays where a jump led %s while a filter was on', async (_, jump, expected) => {
        const { element, show } = await read();
        await show(from('bot'));
        jump(element);
        await settled();
        await show(NO_FILTER);
        expect(Math.abs(first(element) - expected)).toBeLessThan(layout.viewport / ROW + 3);
    });

    it('stays at the newest message', async () => {
        const timeline = timelineOf(1_000);
        const element = await list(timeline);
        for (const filter of [from('customer'), NO_FILTER]) {
            element.view = timeline.view(filter, false, START);
            // eslint-disable-next-line no-await-in-loop -- one filter after the other
            await settled();
            expect(element.isAtNewestMessage()).toBe(true);
        }
    });
});
