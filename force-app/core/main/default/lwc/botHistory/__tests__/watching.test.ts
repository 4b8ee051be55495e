import type { HistoryPage } from 'c/botHistoryTypes';
import { find } from '../../botMessageList/__tests__/helpers/page';
import { ask, choose, everyTest, FULL, history, layout, NEWER, pass, refresh, search, shownIds } from './support';

const WITH_NEWER: HistoryPage = { ...FULL, messages: [...FULL.messages, NEWER] };
const TEXT: HistoryPage = {
    ...FULL,
    adapter: 'text',
    source: 'text',
    messages: [{ id: 'turn-1', sentAt: null, sender: 'customer', text: 'Hello' }]
};
const calls = () => ask.mock.calls.length;

describe('looking for new messages', () => {
    let isHidden = false;
    everyTest();

    beforeEach(() => {
        isHidden = false;
        jest.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
    });
    afterEach(() => jest.restoreAllMocks());

    function turn(isAway: boolean): void {
        isHidden = isAway;
        document.dispatchEvent(new CustomEvent('visibilitychange'));
    }

    it('happens once for who comes back to the page, however long it was hidden', async () => {
        const element = await history();
        await pass(5_100);
        turn(true);
        await pass(20 * 60_000);
        const before = calls();
        turn(false);
        await pass(5_100);
        expect(calls()).toBe(before + 1);
        // It is still silent: no reason to go on.
        await pass(120_000);
        expect(calls()).toBe(before + 1);
        turn(true);
        ask.mockResolvedValue({ page: WITH_NEWER });
        turn(false);
        await pass(5_100);
        expect(shownIds(element)).toContain('m6');
        // Somebody talks again.
        await pass(5_100);
        expect(calls()).toBe(before + 3);
    });

    it('happens again where the first one after a long sleep failed, for as long as a silence is watched', async () => {
        const element = await history();
        await pass(5_100);
        // No timer runs while a computer sleeps, and it has no network when it wakes.
        jest.setSystemTime(Date.now() + 20 * 60_000);
        ask.mockRejectedValue({ status: 0 });
        await pass(30_000);
        const before = calls();
        ask.mockResolvedValue({ page: FULL });
        await pass(60_000);
        expect(calls()).toBe(before + 1);
        // It was silent, and is.
        await pass(120_000);
        expect(calls()).toBe(before + 1);
        turn(true);
        ask.mockRejectedValue({ status: 0 });
        turn(false);
        await pass(20 * 60_000);
        const failed = calls();
        await pass(20 * 60_000);
        expect(calls()).toBe(failed);
        turn(true);
        ask.mockResolvedValue({ page: WITH_NEWER });
        turn(false);
        await pass(5_100);
        expect(shownIds(element)).toContain('m6');
    });

    it('happens in the tab of the console that is in front, and once for who comes back to it', async () => {
        const show = (isInFront: boolean): void => {
            layout.viewport = isInFront ? 400 : 0;
            layout.measure();
        };
        await history();
        layout.measure();
        await pass(5_100);
        show(false);
        const before = calls();
        await pass(20 * 60_000);
        expect(calls()).toBe(before);
        show(true);
        await pass(5_100);
        expect(calls()).toBe(before + 1);
        await pass(120_000);
        expect(calls()).toBe(before + 1);
    });

    it('goes on with another record that is loaded behind another tab, once it is in front', async () => {
        const element = await history();
        layout.measure();
        layout.viewport = 0;
        layout.measure();
        Object.assign(element, { recordId: '500000000000002AAA' });
        await pass(1_000);
        layout.measure();
        const before = calls();
        await pass(20_000);
        expect(calls()).toBe(before);
        layout.viewport = 400;
        layout.measure();
        await pass(5_100);
        expect(calls()).toBe(before + 1);
    });

    it('waits as long as the bot asks, also for who comes back meanwhile', async () => {
        await history();
        ask.mockResolvedValue({ error: { code: 'RATE_LIMITED', retryAfter: 40 } });
        await pass(5_100);
        turn(true);
        turn(false);
        await pass(30_000);
        expect(calls()).toBe(2);
        await pass(10_000);
        expect(calls()).toBe(3);
    });

    it.each([
        ['that failed for good', () => ask.mockResolvedValue({ error: { code: 'UNAUTHORIZED' } }), FULL],
        ['at a transcript', () => ask.mockResolvedValue({ page: TEXT }), FULL],
        ['at a transcript from the first', () => undefined, TEXT]
    ])('goes on after a look %s, once one by hand succeeds', async (_, fail, first) => {
        ask.mockResolvedValue({ page: first });
        const element = await history();
        fail();
        await pass(120_000);
        const before = calls();
        expect(before).toBe(first === TEXT ? 1 : 2);
        ask.mockResolvedValue({ page: WITH_NEWER });
        await refresh(element);
        expect(shownIds(element)).toContain('m6');
        await pass(5_100);
        expect(calls()).toBe(before + 2);
    });

    it('does not begin with a look by hand where it is not wanted', async () => {
        const element = await history({ refresh: 'manual' });
        await refresh(element);
        await pass(120_000);
        expect(calls()).toBe(2);
    });
});

describe('nothing is asked for once nobody waits for it', () => {
    everyTest();

    const limited = { error: { code: 'RATE_LIMITED', retryAfter: 20 } } as const;

    it.each([
        ['a copy', (element: Element) => choose(element, 'more', 'copy')],
        ['a jump', (element: Element) => choose(element, 'jump', 'first')],
        ['a search', (element: Element) => search(element, 'nothing like it').then(() => pass(600))]
    ])('the pages for %s', async (_, start) => {
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve(cursor === null ? { page: { ...FULL, nextCursor: 'c1' } } : limited)
        );
        const element = await history({ refresh: 'manual' });
        await start(element);
        expect(calls()).toBe(2);
        element.remove();
        await pass(300_000);
        expect(calls()).toBe(2);
    });

    it('the pages of a gap', async () => {
        const element = await history({ refresh: 'manual' });
        let arrive = () => undefined as void;
        ask.mockImplementation(({ cursor }) => {
            const page = { ...FULL, messages: [{ ...NEWER, id: `n${cursor}` }], nextCursor: `${cursor}+` };
            return new Promise((resolve) => (arrive = () => resolve({ page })));
        });
        find(element, '.refresh')?.click();
        element.remove();
        arrive();
        await pass(1_000);
        expect(calls()).toBe(2);
    });
});
