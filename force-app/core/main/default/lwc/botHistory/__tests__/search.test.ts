import { Timeline } from 'c/botTimeline';
import type { BotMessage } from 'c/botTranscript';
import type { HistoryAnswer, HistoryPage } from 'c/botHistoryTypes';
import { find, findAll, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import {
    announced,
    ask,
    choose,
    everyTest,
    FULL,
    history,
    listen,
    NEWER,
    older,
    pass,
    refresh,
    search,
    slowDown
} from './support';

const OLD: BotMessage = { id: 'old1', sentAt: '2026-01-31T19:01:00.000Z', sender: 'customer', text: '' };

async function loadOlder(element: Element): Promise<void> {
    find(find(element, 'c-bot-list-edge') as Element, 'button')?.click();
    await pass(10);
}

describe('search in a history', () => {
    everyTest();

    it('counts, leads to the newest match, and steps on', async () => {
        const element = await history();
        await search(element, 'order');
        expect(textIn(find(element, '.position'))).toBe('2 of 2');
        expect(announced(element)).toBe('2 messages match');
        const said = listen(element);
        find(element, '[data-step="1"]')?.click();
        await rendered();
        expect(textIn(find(element, '.position'))).toBe('1 of 2');
        expect(said).toEqual(['1 of 2']);
        expect(find(find(element, '[data-message-id="m2"]') as Element, '.current')).not.toBeNull();
        await search(element, '');
        expect(find(element, '.current')).toBeNull();
        await search(element, 'nothing like it');
        expect(textIn(find(element, '.position'))).toBe('No matches');
    });

    it('does not say that nothing matches before it has looked', async () => {
        const element = await history();
        const field = find<HTMLInputElement>(element, 'input') as HTMLInputElement;
        field.value = 'order';
        field.dispatchEvent(new CustomEvent('input'));
        await rendered();
        expect(textIn(find(element, '.position'))).toBe('');
        await pass(100);
        expect(textIn(find(element, '.position'))).toBe('2 of 2');
    });

    it('stays at the match that was stepped to when new messages come', async () => {
        const element = await history({ refresh: 'manual' });
        await search(element, 'order');
        find(element, '[data-step="1"]')?.click();
        await rendered();
        const newer = {
            id: 'm6',
            sentAt: '2026-01-31T20:06:00.000Z',
            sender: 'customer',
            text: 'Same order'
        } as const;
        ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, newer] } });
        find(element, '.refresh')?.click();
        await pass(10);
        expect(textIn(find(element, '.position'))).toBe('1 of 3');
        expect(find(find(element, '[data-message-id="m2"]') as Element, '.current')).not.toBeNull();
    });

    it('counts a first match among new messages, and leads there when asked', async () => {
        const element = await history({ refresh: 'manual' });
        await search(element, 'are you there');
        ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER] } });
        await refresh(element);
        expect([textIn(find(element, '.position')), find(element, '.current')]).toEqual(['1 of 1', null]);
        find(element, '[data-step="1"]')?.click();
        await rendered();
        expect(find(element, '.current')?.textContent).toContain('Are you there?');
    });

    it('goes on into pages that are not loaded', async () => {
        ask.mockImplementation(({ cursor }) => {
            const pages: Record<string, HistoryPage> = { c1: older(2, 'c2'), c2: older(1, null) };
            return Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : pages[cursor] });
        });
        const element = await history({ refresh: 'manual' });
        await search(element, 'older');
        // Not that nothing matches: it has not looked everywhere yet.
        expect([textIn(find(element, '.position')), announced(element)]).toEqual(['', '']);
        const said = listen(element);
        await pass(600);
        expect(textIn(find(element, '.position'))).toBe('2 of 2');
        expect(find(element, '.notice')).toBeNull();
        // What came of it, and not each page on the way.
        expect([said.at(-1), said.filter((text) => text.includes('loaded'))]).toEqual(['2 messages match', []]);
    });

    it('goes on where it is when the filter changes meanwhile', async () => {
        let arrive: (answer: HistoryAnswer) => void = () => undefined;
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        ask.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
        const element = await history({ refresh: 'manual' });
        await search(element, 'older');
        await pass(600);
        expect(textIn(find(element, '.notice'))).toBe('Searching older messages… 5 searched');
        await choose(element, 'filter', 'customer');
        expect(textIn(find(element, '.notice'))).toBe('Searching older messages… 5 searched');
        expect(textIn(find(element, '.position'))).toBe('');
        arrive({ page: older(1, null) });
        await pass(10);
        expect(textIn(find(element, '.position'))).toBe('1 of 1');
    });

    it('says so where older pages could not be searched, and goes on when asked', async () => {
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
        ask.mockResolvedValueOnce({ page: older(1, null) });
        const element = await history({ refresh: 'manual' });
        await search(element, 'older');
        await pass(600);
        expect(textIn(find(element, '.notice'))).toBe('Older messages weren’t searched Search older messages too');
        find(element, '.notice button')?.click();
        await pass(10);
        expect(textIn(find(element, '.position'))).toBe('1 of 1');
    });

    it('says so beside a filter that is on, which may be why nothing is found', async () => {
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
        const element = await history({ refresh: 'manual' });
        await choose(element, 'filter', 'customer');
        await search(element, 'refund');
        await pass(600);
        expect(findAll(element, '.notice').map((notice) => textIn(notice))).toEqual([
            'Older messages weren’t searched Search older messages too',
            'Showing 1 of 5 · Customer Show all'
        ]);
        findAll(element, '.notice button')[1]?.click();
        await pass(10);
        expect(textIn(find(element, '.notice'))).toBe('Older messages weren’t searched Search older messages too');
        expect(findAll(element, '.notice')).toHaveLength(1);
    });

    it.each(['本', '本日'])('fetches older pages for %s, which is a word', async (query) => {
        const page = { ...older(1, null), messages: [{ ...OLD, text: '本日の注文' }] };
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : page })
        );
        const element = await history({ refresh: 'manual' });
        await search(element, query);
        await pass(600);
        expect(textIn(find(element, '.position'))).toBe('1 of 1');
    });

    it('fetches no older pages for a single letter, says so when typing rests, and counts those that come', async () => {
        ask.mockImplementation(({ cursor }) => {
            const pages: Record<string, HistoryPage> = { c1: older(2, 'c2'), c2: older(1, null) };
            return Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : pages[cursor] });
        });
        const element = await history({ refresh: 'manual' });
        await search(element, '2');
        expect([textIn(find(element, '.position')), find(element, '.notice')]).toEqual(['', null]);
        await pass(600);
        expect(ask.mock.calls).toHaveLength(1);
        expect(textIn(find(element, '.notice'))).toBe('Older messages weren’t searched Search older messages too');
        expect(announced(element)).toBe('Older messages weren’t searched');
        await loadOlder(element);
        expect(textIn(find(element, '.position'))).toBe('1 of 1');
        expect(find(element, '.notice')).not.toBeNull();
        await loadOlder(element);
        expect(textIn(find(element, '.position'))).toBe('1 of 1');
        expect([find(element, '.notice'), announced(element)]).toEqual([
            null,
            '1 older message loaded. 1 message matches'
        ]);
    });

    it('says once that older messages were not searched, however many pages come', async () => {
        ask.mockImplementation(({ cursor }) => {
            const pages: Record<string, HistoryPage> = { c1: older(2, 'c2'), c2: older(1, 'c3'), c3: older(0, 'c4') };
            const page = cursor === null ? { ...FULL, nextCursor: 'c1' } : pages[cursor];
            return Promise.resolve(page ? { page } : { error: { code: 'UNAVAILABLE' } });
        });
        const element = await history({ refresh: 'manual' });
        await search(element, 'o');
        await pass(600);
        const said = listen(element);
        await choose(element, 'more', 'copy');
        expect(said.filter((text) => text.includes('weren’t searched'))).toEqual([]);
    });

    it('asks a bot that limits requests no earlier for what is typed while it waits', async () => {
        let asked = 0;
        ask.mockImplementation(({ cursor }) => {
            asked += cursor === null ? 0 : 1;
            const limited: HistoryAnswer = { error: { code: 'RATE_LIMITED', retryAfter: 30 } };
            return Promise.resolve(cursor === null ? { page: { ...FULL, nextCursor: 'c1' } } : limited);
        });
        const element = await history({ refresh: 'manual' });
        for (const query of ['ol', 'old', 'older']) {
            // eslint-disable-next-line no-await-in-loop -- as it is typed
            await search(element, query);
            // eslint-disable-next-line no-await-in-loop -- as it is typed
            await pass(900);
        }
        expect(asked).toBe(1);
        await pass(30_000);
        expect(asked).toBe(2);
    });

    it('counts what comes when the list tries again where the search could not go on', async () => {
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
        ask.mockResolvedValueOnce({ page: older(1, null) });
        const element = await history({ refresh: 'manual' });
        await search(element, 'older');
        await pass(600);
        await loadOlder(element);
        expect([textIn(find(element, '.position')), find(element, '.notice')]).toEqual(['1 of 1', null]);
    });

    it('looks through each page once', async () => {
        const looks = jest.spyOn(Timeline.prototype, 'search');
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
        );
        const element = await history({ refresh: 'manual' });
        await search(element, 'older');
        await pass(600);
        expect(looks).toHaveBeenCalledTimes(2);
        looks.mockRestore();
    });

    it('finds what a pressed button says', async () => {
        const replies = [{ content_type: 'text', title: 'My orders', payload: 'SHOW_ORDERS' }];
        const payload = JSON.stringify({
            _cognigy: { _webchat: { message: { text: 'What now?', quick_replies: replies } } }
        });
        const messages = [
            { ...OLD, id: 'asked', sender: 'bot' as const, text: '', payload },
            { ...OLD, id: 'pressed', text: 'SHOW_ORDERS' }
        ];
        ask.mockResolvedValue({ page: { ...FULL, messages } });
        const element = await history({ refresh: 'manual' });
        await search(element, 'My orders');
        expect(textIn(find(element, '.position'))).toBe('2 of 2');
    });

    it('finds what is in more messages than can be read at a stretch', async () => {
        const messages = Array.from({ length: 200 }, (_, at) => older(at, null).messages).flat();
        ask.mockResolvedValue({ page: { ...FULL, messages } });
        slowDown();
        const element = await history({ refresh: 'manual' });
        await search(element, 'older 199');
        expect(textIn(find(element, '.position'))).toBe('1 of 1');
    });

    it('is reached by the keys of the browser from within the messages', async () => {
        const element = await history();
        const row = find(element, '[data-message-id="m2"]') as HTMLElement;
        const event = new KeyboardEvent('keydown', {
            key: 'f',
            ctrlKey: true,
            bubbles: true,
            composed: true,
            cancelable: true
        });
        row.dispatchEvent(event);
        expect(event.defaultPrevented).toBe(true);
        await search(element, 'order');
        row.dispatchEvent(new KeyboardEvent('keydown', { key: 'F3', bubbles: true, composed: true, cancelable: true }));
        await rendered();
        expect(textIn(find(element, '.position'))).toBe('1 of 2');
    });
});
