import type { HistoryAnswer } from 'c/botHistoryTypes';
import { find, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import { announced, ask, choose, everyTest, FULL, history, older, pass, search, shownIds } from './support';

/** Older pages that arrive when the test lets them. */
function heldPages(): { arrive(answer: HistoryAnswer): Promise<void> } {
    const held: ((answer: HistoryAnswer) => void)[] = [];
    ask.mockImplementation(({ recordId, cursor }) => {
        if (cursor !== null) {
            return new Promise((resolve) => held.push(resolve));
        }
        const messages = FULL.messages.map((message) => ({ ...message, id: `${recordId}-${message.id}` }));
        return Promise.resolve({ page: { ...FULL, messages, nextCursor: 'c1' } });
    });
    return {
        arrive: async (answer) => {
            held.shift()?.(answer);
            await pass(10);
        }
    };
}

const OTHER = '0Mw000000000002AAA';

describe('while older pages are under way, what was asked for last counts', () => {
    everyTest();

    const written = () => (navigator.clipboard.writeText as jest.Mock).mock.calls.map(([text]) => String(text));

    it('a later jump', async () => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'first');
        await choose(element, 'jump', 'handoff');
        const handoff = find(element, '.current')?.textContent;
        expect(handoff).toContain('Let me look');
        await pages.arrive({ page: older(1, null) });
        expect(find(element, '.current')?.textContent).toBe(handoff);
    });

    it('the way to the newest message, and no further page is asked for', async () => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'first');
        await choose(element, 'jump', 'latest');
        const asked = ask.mock.calls.length;
        expect(textIn(find(element, '.toast'))).toBe('Loading the whole conversation first…');
        await pages.arrive({ page: older(2, 'c2') });
        expect(ask.mock.calls).toHaveLength(asked);
        expect([find(element, '.current'), find(element, '.toast')]).toEqual([null, null]);
    });

    it('the button that leads to it', async () => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'first');
        (find(element, 'c-bot-message-list') as HTMLElement & { unread: number }).unread = 1;
        await rendered();
        find(element, 'c-bot-latest-button')?.click();
        await pages.arrive({ page: older(1, null) });
        expect(find(element, '.current')).toBeNull();
    });

    it('a search', async () => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'first');
        await search(element, 'order');
        const hit = find(element, '.current')?.textContent;
        expect(hit).toContain('order');
        await pages.arrive({ page: older(1, null) });
        expect(find(element, '.current')?.textContent).toBe(hit);
    });

    it.each(['older', '1'])('a jump, though the search for “%s” finds something meanwhile', async (query) => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await search(element, query);
        await pass(600);
        await choose(element, 'jump', 'first');
        await pages.arrive({ page: { ...older(12, 'c2') } });
        expect(find(element, '.current')).toBeNull();
        await pages.arrive({ page: older(5, null) });
        expect(find(element, '.current')?.textContent).toContain('older 5');
        expect(textIn(find(element, '.position'))).toMatch(/ of /);
    });

    it('another record: nothing jumps there, nothing of it is copied', async () => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'failure');
        await choose(element, 'more', 'copy');
        element.recordId = OTHER;
        await pass(10);
        await pages.arrive({ page: older(1, null) });
        expect(shownIds(element).every((id) => id?.startsWith(OTHER))).toBe(true);
        expect(find(element, '.current')).toBeNull();
        expect(written()).toEqual([]);
        expect(announced(element)).toBe('');
    });

    it('that the component is gone', async () => {
        const pages = heldPages();
        const element = await history({ refresh: 'manual' });
        await choose(element, 'more', 'copy');
        await choose(element, 'jump', 'first');
        element.remove();
        await pages.arrive({ page: older(1, null) });
        expect(written()).toEqual([]);
        document.body.append(element);
        await pass(10);
        expect(textIn(find(element, 'c-bot-message-list'))).toContain('arrived broken');
        expect(find(element, '.toast')).toBeNull();
    });
});
