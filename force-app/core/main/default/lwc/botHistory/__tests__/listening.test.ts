import { find, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import { ask, choose, EMPTY, everyTest, FULL, history, layout, listen, older, pass, search, shownIds } from './support';

/** Pages before the newest one. */
const PAGES = 5;

/** Each older page has one message; the last one has no older page. */
const pageOf = (cursor: string | null) => {
    const page = Number(cursor ?? PAGES);
    return cursor === null ? { ...FULL, nextCursor: String(page) } : older(page, page > 1 ? String(page - 1) : null);
};

const edge = (element: Element) => find(element, 'c-bot-list-edge') as HTMLElement;

/** Collects what the end of the list has a screen reader say by itself, from now on. */
function listenAtEnd(element: Element): string[] {
    const said: string[] = [];
    new MutationObserver((changes) => {
        changes
            .flatMap(({ addedNodes }) => [...addedNodes])
            .filter((node): node is HTMLElement => node instanceof HTMLElement)
            .filter((added) => added.matches('[role="alert"], [role="status"]'))
            .forEach((added) => said.push(textIn(added)));
    }).observe(edge(element).shadowRoot as ShadowRoot, { subtree: true, childList: true });
    return said;
}

describe('who listens to the page while older messages come', () => {
    everyTest();

    beforeEach(() => ask.mockImplementation(({ cursor }) => Promise.resolve({ page: pageOf(cursor) })));

    it('hears once that a search loads them, however many pages come', async () => {
        const element = await history({ refresh: 'manual' });
        const said = [listen(element), listenAtEnd(element)];
        await search(element, 'older 1');
        await pass(1_000);
        expect(shownIds(element)).toContain('old1');
        expect(said).toEqual([['Loading older messages…', '1 message matches'], []]);
    });

    it('hears that they load where that was asked for', async () => {
        const element = await history({ refresh: 'manual' });
        const said = [listen(element), listenAtEnd(element)];
        find(edge(element), 'button')?.click();
        await pass(10);
        expect(said).toEqual([['Loading older messages…', '1 older message loaded'], []]);
    });

    it('hears with a filter only of pages that it shows something of, and of the last one', async () => {
        const element = await history({ refresh: 'manual' });
        await choose(element, 'filter', 'agent');
        const said = [listen(element), listenAtEnd(element)];
        for (let page = 0; page < PAGES; page++) {
            // As the list asks where it has room.
            layout.measure();
            // eslint-disable-next-line no-await-in-loop -- one page after the other
            await pass(50);
        }
        expect(ask).toHaveBeenCalledTimes(PAGES + 1);
        expect(said).toEqual([['1 older message loaded. Showing 1 of 10'], []]);
    });

    it('hears once that they failed, though they are tried again and again, and that they came', async () => {
        const limited = { error: { code: 'RATE_LIMITED' as const, retryAfter: 2 } };
        ask.mockImplementation(({ cursor }) => Promise.resolve(cursor === null ? { page: pageOf(null) } : limited));
        const element = await history({ refresh: 'manual' });
        const said = [listen(element), listenAtEnd(element)];
        layout.measure();
        await pass(10_000);
        expect(ask.mock.calls.length).toBeGreaterThan(4);
        expect(said).toEqual([[], ['Older messages couldn’t be loaded. The bot is answering too many requests']]);
        ask.mockResolvedValue({ page: older(5, null) });
        await pass(2_100);
        expect(said[0]).toEqual(['1 older message loaded']);
    });
});

describe('who listens to the page while a history is tried again', () => {
    everyTest();

    it.each([
        ['5 messages loaded', FULL],
        ['No messages to show', EMPTY]
    ])('hears what came of it: %s', async (words, page) => {
        ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
        ask.mockResolvedValueOnce({ page });
        const element = await history();
        const said = listen(element);
        find(find(element, 'c-bot-history-error') as Element, '[data-retry]')?.click();
        await pass(10);
        expect(said).toEqual([words]);
    });

    it('hears nothing of one that loads at once', async () => {
        const element = await history();
        const said = listen(element);
        await rendered();
        expect(said).toEqual([]);
        expect(textIn(find(element, '[aria-live="polite"]'))).toBe('');
    });
});
