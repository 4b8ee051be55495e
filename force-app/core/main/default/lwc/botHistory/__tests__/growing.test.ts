import type { HistoryAnswer, HistoryPage } from 'c/botHistoryTypes';
import { find, findAll, textIn } from '../../botMessageList/__tests__/helpers/page';
import {
    announced,
    ask,
    choose,
    EMPTY,
    everyTest,
    FULL,
    history,
    layout,
    NEWER,
    older,
    pass,
    refresh,
    search,
    shownIds
} from './support';

const LIVE_IDS = FULL.messages.map(({ id }) => id);
const WORDS = 'My order arrived broken.';
/** The same conversation as the record's transcript has it. */
const TEXT: HistoryPage = {
    ...FULL,
    adapter: 'text',
    source: 'text',
    warnings: ['FELL_BACK_TO_TEXT'],
    messages: FULL.messages
        .filter(({ text }) => text !== '')
        .map(({ sender, text }, index) => ({ id: `turn-${index + 1}`, sentAt: null, sender, text }))
};

const copied = () => String((navigator.clipboard.writeText as jest.Mock).mock.calls.at(-1)?.[0]);
const notice = (element: Element) => textIn(find(element, '.notice'));

/** Answers by cursor: the newest page under an empty name. */
function answer(pages: Record<string, HistoryPage>): void {
    ask.mockImplementation(({ cursor }) => Promise.resolve({ page: pages[cursor ?? ''] ?? EMPTY }));
}

describe('a history whose source changes while it is open', () => {
    everyTest();

    it('stays as it is when only its transcript is handed out any more, and is not watched further', async () => {
        const element = await history();
        ask.mockResolvedValue({ page: TEXT });
        await pass(120_000);
        expect(ask).toHaveBeenCalledTimes(2);
        expect([shownIds(element), notice(element)]).toEqual([LIVE_IDS, '']);
        expect(textIn(element)).not.toContain('Shown from the transcript');
        await refresh(element);
        expect(shownIds(element)).toEqual(LIVE_IDS);
        expect(notice(element)).toContain(
            'New messages couldn’t be looked up. Access to this conversation has expired'
        );
        await choose(element, 'more', 'copy');
        expect(copied().split(WORDS)).toHaveLength(2);
    });

    it('gives its transcript up for what the bot stored', async () => {
        ask.mockResolvedValue({ page: TEXT });
        const element = await history();
        expect(textIn(element)).toContain('Shown from the transcript');
        await search(element, 'order');
        answer({ '': { ...FULL, nextCursor: 'c1' }, c1: older(1, null) });
        await refresh(element);
        expect(shownIds(element)).toEqual(LIVE_IDS);
        expect(announced(element)).toBe('5 messages loaded');
        expect(textIn(element)).not.toContain('Shown from the transcript');
        expect(textIn(find(element, '[data-message-id="m4"]'))).not.toContain('Content that can’t be shown');
        await pass(1_000);
        expect(textIn(find(element, '.position'))).toBe('2 of 2');
        // The search goes on into the pages that the transcript did not have.
        expect(shownIds(element)).toEqual(['old1', ...LIVE_IDS]);
    });

    it('gives way to another session that its record names since', async () => {
        answer({ '': { ...FULL, sessionId: 'first', nextCursor: 'c1' }, c1: older(1, null) });
        const element = await history();
        answer({ '': { ...FULL, sessionId: 'second', messages: [NEWER], nextCursor: null } });
        await refresh(element);
        expect(shownIds(element)).toEqual(['m6']);
        expect(textIn(element)).toContain('Beginning of the conversation');
        answer({ '': { ...EMPTY, sessionId: 'third' } });
        await refresh(element);
        expect(shownIds(element)).toEqual([]);
        expect(notice(element)).toBe('');
    });

    it('leaves out an older page of the former source that is still under way', async () => {
        let arrive: (answer: HistoryAnswer) => void = () => undefined;
        ask.mockResolvedValueOnce({ page: { ...TEXT, nextCursor: 'transcript' } });
        ask.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
        const element = await history();
        await choose(element, 'more', 'copy');
        answer({ '': { ...FULL, nextCursor: 'c1' }, c1: older(1, null) });
        await refresh(element);
        arrive({ page: { ...TEXT, messages: [{ id: 'turn-0', sentAt: null, sender: 'bot', text: 'Welcome' }] } });
        await pass(100);
        expect(shownIds(element)).toEqual(['old1', ...LIVE_IDS]);
        expect(copied()).toContain('older 1');
        expect(copied()).not.toContain('Welcome');
    });

    it('is not emptied by an answer of another source that has no messages', async () => {
        ask.mockResolvedValue({ page: TEXT });
        const element = await history();
        ask.mockResolvedValue({ page: EMPTY });
        await refresh(element);
        expect(shownIds(element)).toHaveLength(TEXT.messages.length);
    });
});

describe('a history that grows by more than a page between two looks', () => {
    everyTest();

    it('has its older part where it was empty before', async () => {
        ask.mockResolvedValue({ page: EMPTY });
        const element = await history({ refresh: 'manual' });
        answer({ '': { ...FULL, nextCursor: 'c1' }, c1: older(1, null) });
        await refresh(element);
        expect(announced(element)).toBe('5 new messages');
        expect(textIn(element)).not.toContain('Beginning of the conversation');
        await choose(element, 'more', 'copy');
        expect(copied()).toContain('older 1');
        expect(shownIds(element)).toEqual(['old1', ...LIVE_IDS]);
    });

    it('has no gap, also where it is too long to be closed at once', async () => {
        const element = await history({ refresh: 'manual' });
        const pages: Record<string, HistoryPage> = { g30: { ...FULL, nextCursor: null } };
        for (let page = 0; page < 30; page++) {
            const messages = [{ ...NEWER, id: `n${30 - page}` }];
            pages[page === 0 ? '' : `g${page}`] = { ...FULL, messages, nextCursor: `g${page + 1}` };
        }
        answer(pages);
        await refresh(element);
        layout.measure();
        await pass(100);
        await choose(element, 'more', 'copy');
        expect(ask.mock.calls.map(([{ cursor }]) => cursor)).toContain('g30');
        const lines = copied().split('\n');
        expect(lines.filter((line) => line.includes(NEWER.text))).toHaveLength(30);
        expect(lines.findIndex((line) => line.includes(WORDS))).toBeLessThan(
            lines.findIndex((line) => line.includes(NEWER.text))
        );
    });

    it('is not fetched on and on by a page that names itself', async () => {
        const element = await history({ refresh: 'manual' });
        answer({ '': { ...FULL, messages: [NEWER], nextCursor: 'g' }, g: { ...FULL, messages: [], nextCursor: 'g' } });
        ask.mockClear();
        await refresh(element);
        expect(ask).toHaveBeenCalledTimes(2);
    });
});

describe('a handoff that happens while the history is open', () => {
    everyTest();

    const before = { ...FULL, handedOffAt: null, messages: FULL.messages.slice(0, 4) };
    const handedOffAt = '2026-01-31T20:05:30.000Z';

    beforeEach(() => ask.mockResolvedValue({ page: before }));

    it.each([
        ['with a new message', [...before.messages, NEWER], 'm6'],
        ['without one', before.messages, 'm4']
    ])('is marked, found and copied, %s', async (_, messages, id) => {
        const element = await history();
        expect(findAll(element, '.handoff')).toHaveLength(0);
        ask.mockResolvedValue({ page: { ...FULL, handedOffAt, messages } });
        await pass(5_100);
        expect(findAll(element, '.handoff')).toHaveLength(1);
        expect(announced(element)).toBe(id === 'm6' ? '1 new message' : '');
        await choose(element, 'jump', 'handoff');
        expect(find(find(element, `[data-message-id="${id}"]`) as Element, '.current')).not.toBeNull();
        await choose(element, 'more', 'copy');
        expect(copied()).toContain('--- Handed off to an agent');
    });
});
