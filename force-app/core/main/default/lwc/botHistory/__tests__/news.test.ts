import type { HistoryAnswer, HistoryPage } from 'c/botHistoryTypes';
import { find, findAll, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import {
    accessible,
    announced,
    ask,
    choose,
    EMPTY,
    everyTest,
    FULL,
    history,
    listen,
    NEWER,
    older,
    pass,
    refresh,
    search,
    shownIds
} from './support';

const WITH_NEWER: HistoryPage = { ...FULL, messages: [...FULL.messages, NEWER] };
const FAILURE = 'New messages couldn’t be looked up. The bot can’t be reached';
const unavailable = () => ask.mockResolvedValue({ error: { code: 'UNAVAILABLE' } });
/** The list, its reader away from the newest message. */
function leftNewest(element: Element): HTMLElement & { unread: number } {
    const list = find(element, 'c-bot-message-list') as HTMLElement & { unread: number };
    return Object.assign(list, { isAtNewestMessage: () => false });
}

const notices = (element: Element) => findAll(element, '.notice').map((notice) => textIn(notice));

describe('what came of a refresh', () => {
    everyTest();

    it('is seen where it failed, beside what the filter shows, and each has its button', async () => {
        const element = await history({ refresh: 'manual' });
        await choose(element, 'filter', 'customer');
        unavailable();
        await refresh(element);
        expect(notices(element)).toEqual([`${FAILURE} Try again`, 'Showing 1 of 5 · Customer Show all']);
        await accessible(element);
        findAll(element, '.notice button')[1]?.click();
        await rendered();
        expect(shownIds(element)).toHaveLength(5);
        expect(notices(element)).toEqual([`${FAILURE} Try again`]);
        ask.mockResolvedValue({ page: WITH_NEWER });
        find(element, '.notice button')?.click();
        await pass(10);
        expect(shownIds(element)).toContain('m6');
        expect(notices(element)).toEqual([]);
    });

    it('is seen where it failed while a search could not reach older messages', async () => {
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        const element = await history({ refresh: 'manual' });
        unavailable();
        await search(element, 'order');
        await pass(600);
        await refresh(element);
        expect(notices(element)).toEqual([
            `${FAILURE} Try again`,
            'Older messages weren’t searched Search older messages too'
        ]);
        ask.mockResolvedValue({ page: older(1, null) });
        findAll(element, '.notice button')[1]?.click();
        await pass(10);
        expect(shownIds(element)).toContain('old1');
    });

    it('is seen where it failed and there are no messages yet', async () => {
        ask.mockResolvedValue({ page: EMPTY });
        const element = await history({ refresh: 'manual' });
        unavailable();
        await refresh(element);
        expect(textIn(find(element, '.empty'))).toContain(FAILURE);
    });

    it('stays on the page until a look succeeds', async () => {
        const element = await history();
        unavailable();
        await refresh(element);
        await pass(6_000);
        expect(ask).toHaveBeenCalledTimes(3);
        expect(notices(element)).toEqual([`${FAILURE} Try again`]);
        ask.mockResolvedValue({ page: FULL });
        await pass(20_000);
        expect(notices(element)).toEqual([]);
    });

    it('is said each time that it fails', async () => {
        const element = await history({ refresh: 'manual' });
        unavailable();
        await refresh(element);
        expect(announced(element)).toBe(FAILURE);
        await refresh(element);
        expect(announced(element)).toBe(FAILURE);
    });

    it.each([
        ['new messages', { page: WITH_NEWER }, '1 new message'],
        ['none', { page: FULL }, 'No new messages'],
        ['a failure', { error: { code: 'UNAVAILABLE' } }, FAILURE]
    ] as [string, HistoryAnswer, string][])(
        'is said to who asked while a look was under way: %s',
        async (_, answer, words) => {
            const element = await history();
            const held: ((answer: HistoryAnswer) => void)[] = [];
            ask.mockImplementation(() => new Promise((resolve) => held.push(resolve)));
            await pass(5_100);
            const said = listen(element);
            find(element, '.refresh')?.click();
            await rendered();
            expect(held).toHaveLength(1);
            held[0]?.(answer);
            await pass(10);
            expect(said).toEqual(['Looking for new messages…', words]);
        }
    );

    it('is said together with what a search finds now', async () => {
        const element = await history();
        await search(element, 'order');
        const said = listen(element);
        ask.mockResolvedValue({ page: WITH_NEWER });
        await pass(5_100);
        expect(said).toEqual(['1 new message. 2 messages match']);
    });

    it('counts as a match where a message was edited', async () => {
        const element = await history({ refresh: 'manual' });
        await search(element, 'order');
        const [first, ...rest] = FULL.messages;
        const edited = { ...first, text: 'How can I help with your order?' } as (typeof rest)[0];
        ask.mockResolvedValue({ page: { ...FULL, messages: [edited, ...rest] } });
        await refresh(element);
        expect(textIn(find(element, '.position'))).toBe('3 of 3');
        expect(announced(element)).toBe('No new messages. 3 messages match');
    });
});

describe('what the reader has not seen yet, and what the filter shows of it', () => {
    everyTest();

    it('is told of a filter together with what a search finds in it', async () => {
        const element = await history({ refresh: 'manual' });
        await search(element, 'order');
        await choose(element, 'filter', 'customer');
        expect(announced(element)).toBe('1 message matches. Showing 1 of 5');
        unavailable();
        await refresh(element);
        find(element, '[data-name="bot"]')?.click();
        await pass(10);
        expect(announced(element)).toBe('1 message matches. Showing 4 of 5');
    });

    it('is told of what came together with what the filter shows of it', async () => {
        const element = await history({ refresh: 'manual' });
        await choose(element, 'filter', 'agent');
        ask.mockResolvedValue({ page: WITH_NEWER });
        await refresh(element);
        expect(announced(element)).toBe('1 new message. Showing 1 of 6');
        await refresh(element);
        expect(announced(element)).toBe('No new messages');
    });

    it('counts as unread as far as the filter shows it', async () => {
        const element = await history();
        const list = leftNewest(element);
        await choose(element, 'filter', 'agent');
        const reply = { ...NEWER, id: 'm7', sender: 'agent' } as const;
        ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER, reply] } });
        await pass(5_100);
        expect(shownIds(element)).toEqual(['m5', 'm7']);
        expect(list.unread).toBe(1);
        find(element, '.notice button')?.click();
        await rendered();
        expect(list.unread).toBe(2);
        list.dispatchEvent(new CustomEvent('readnewest'));
        await choose(element, 'filter', 'agent');
        expect(list.unread).toBe(0);
    });

    it('stays unread where a refresh brings an edited message only', async () => {
        const element = await history();
        const list = leftNewest(element);
        ask.mockResolvedValue({ page: WITH_NEWER });
        await pass(5_100);
        expect(list.unread).toBe(1);
        const [first, ...rest] = WITH_NEWER.messages;
        ask.mockResolvedValue({
            page: { ...FULL, messages: [{ ...(first as (typeof rest)[0]), text: 'Good morning' }, ...rest] }
        });
        await refresh(element);
        expect(textIn(find(element, '[data-message-id="m1"]'))).toContain('Good morning');
        expect(list.unread).toBe(1);
    });
});
