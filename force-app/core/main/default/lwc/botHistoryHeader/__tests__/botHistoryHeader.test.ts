import BotHistoryHeader from 'c/botHistoryHeader';
import type { HistoryPage } from 'c/botHistoryTypes';
import { clearPage, find, findAll, listen, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const NOW = Date.parse('2026-01-31T20:30:00Z');
const PAGE: HistoryPage = {
    provider: 'Shop bot',
    adapter: 'cognigy',
    source: 'live',
    messages: [],
    startedAt: '2026-01-31T20:00:00.000Z',
    handedOffAt: '2026-01-31T20:24:00.000Z',
    reason: 'Refund above the limit',
    summary: 'Order 1001 arrived broken.',
    facts: [
        { label: 'Name', value: 'Kim Example' },
        { label: 'Email', value: 'kim@example.com' },
        { label: 'Empty', value: '' }
    ],
    warnings: []
};

function header(page: HistoryPage | null, more: object = {}) {
    const properties = { page, loaded: 12, isComplete: true, showDetails: true, now: NOW, canRefresh: true, ...more };
    return mount('c-bot-history-header', BotHistoryHeader, properties);
}

describe('what an agent needs before reading', () => {
    afterEach(clearPage);

    it('tells when, how long, how much, why, and what was collected', async () => {
        const element = await header(PAGE);
        expect(textIn(find(element, '.meta'))).toBe(
            'Shop bot · Handed off 6 minutes ago · 24 min with the bot · 12 messages'
        );
        expect(textIn(find(element, '.reason'))).toBe('Reason Refund above the limit');
        expect(textIn(find(element, '.summary'))).toBe('Summary Order 1001 arrived broken.');
        expect(findAll(element, '.fact').map(textIn)).toEqual(['Name Kim Example', 'Email kim@example.com']);
        expect(find<HTMLAnchorElement>(element, 'dd a')?.href).toBe('mailto:kim@example.com');
        expect(find(element, '.more')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it.each([
        ['en', 'English'],
        ['pt_BR', 'Brazilian Portuguese'],
        ['xx', 'xx'],
        ['en-1996-1996', 'en-1996-1996']
    ])('calls the language %s by its name, once the messages are painted', async (language, name) => {
        const facts = [
            { label: 'Bot Language', value: language, isLanguage: true },
            { label: 'Country', value: language }
        ];
        const element = await header({ ...PAGE, facts });
        expect(findAll(element, 'dd').map(textIn)).toEqual([language, language]);
        Object.assign(element, { isPainted: true });
        await rendered();
        expect(findAll(element, 'dd').map(textIn)).toEqual([name, language]);
    });

    it('does not have the handoff ahead where the clock of the computer is behind', async () => {
        const element = await header(PAGE, { now: Date.parse('2026-01-31T20:21:00Z') });
        expect(textIn(find(element, '.meta'))).toContain('Handed off now');
    });

    it('shows only its title while nothing is loaded', async () => {
        const element = await header(null, { canRefresh: false });
        expect(textIn(element)).toBe('Bot conversation');
        await expect(element).toBeAccessible();
    });

    it('leaves details out where a page has none, or where they are not wanted', async () => {
        const bare: HistoryPage = { adapter: 'text', messages: [], source: 'text' };
        const element = await header(bare, { isComplete: false, loaded: 1, firstAt: null, lastAt: null });
        expect(find(element, '.details')).toBeNull();
        expect(textIn(find(element, '.meta'))).toBe('1 message loaded');
        expect(textIn(find(element, '.badge'))).toBe('Text transcript');
        clearPage();
        expect(find(await header(PAGE, { showDetails: false }), '.details')).toBeNull();
    });

    it('takes the time with the bot from the messages where the page does not tell', async () => {
        const page = { ...PAGE, startedAt: null, handedOffAt: null };
        const complete = await header(page, { firstAt: NOW - 600_000, lastAt: NOW });
        expect(textIn(find(complete, '.meta'))).toBe('Shop bot · 10 min with the bot · 12 messages');
        clearPage();
        const partial = await header(page, { firstAt: NOW - 600_000, lastAt: NOW, isComplete: false });
        expect(textIn(find(partial, '.meta'))).toBe('Shop bot · 12 messages loaded');
    });

    it('keeps long summaries and many facts behind a button', async () => {
        const facts = [1, 2, 3, 4, 5, 6].map((number) => ({ label: `L${number}`, value: `v${number}` }));
        const element = await header({ ...PAGE, facts, summary: 'long '.repeat(80) });
        expect(findAll(element, '.fact')).toHaveLength(4);
        expect(find(element, '.clamped')).not.toBeNull();
        const more = find<HTMLButtonElement>(element, '.more');
        expect([more?.textContent, more?.getAttribute('aria-expanded')]).toEqual(['Show more', 'false']);
        more?.click();
        await rendered();
        expect(findAll(element, '.fact')).toHaveLength(6);
        expect(find(element, '.clamped')).toBeNull();
        expect(find(element, '.more')?.getAttribute('aria-expanded')).toBe('true');
        expect(textIn(find(element, '.more'))).toBe('Show less');
        await expect(element).toBeAccessible();
    });

    it('cuts no summary that has no button to show it whole, however narrow the page', async () => {
        const element = await header({ ...PAGE, summary: 'x'.repeat(220) });
        expect([find(element, '.clamped'), find(element, '.more')]).toEqual([null, null]);
        clearPage();
        const facts = [1, 2, 3, 4, 5].map((number) => ({ label: `L${number}`, value: `v${number}` }));
        const many = await header({ ...PAGE, facts });
        expect([find(many, '.clamped'), textIn(find(many, '.more'))]).toEqual([null, 'Show more']);
    });

    it('has the exact time of the handoff beside the relative one', async () => {
        const element = await header(PAGE);
        const time = find<HTMLTimeElement>(element, '.meta time');
        expect([textIn(time), time?.dateTime]).toEqual(['Handed off 6 minutes ago', PAGE.handedOffAt]);
        expect(time?.title).toMatch(/^Saturday, January 31, 2026.*12:24:00.PM PST$/);
    });

    it('says in plain words what is wrong with a history', async () => {
        const warnings = ['MASKED', 'TRUNCATED', 'FELL_BACK_TO_TEXT', 'SKIPPED_ENTRIES', 'NEW_ONE', 'MASKED'];
        const element = await header({ ...PAGE, warnings });
        const texts = findAll(element, '.warnings li').map(textIn);
        expect(texts).toHaveLength(5);
        expect(texts[0]).toContain('privacy settings');
        expect(texts[4]).toBe('Note from the bot’s connection: NEW_ONE');
        await expect(element).toBeAccessible();
    });

    it('offers the failures and a refresh', async () => {
        const element = await header(PAGE, { failures: 2 });
        const refreshes = listen(element, 'refresh');
        const failures = listen(element, 'failures');
        expect(textIn(find(element, '.failures'))).toBe('Bot couldn’t help 2 times');
        find(element, '.failures')?.click();
        find(element, '.refresh')?.click();
        expect([refreshes.length, failures.length]).toEqual([1, 1]);
        clearPage();
        const none = await header(PAGE, { failures: 0, canRefresh: false });
        expect([find(none, '.failures'), find(none, '.refresh')]).toEqual([null, null]);
    });

    it.each([
        ['archive', 'Archived copy'],
        ['text', 'Text transcript']
    ])('marks the source %s', async (source, badge) => {
        const element = await header({ ...PAGE, source: source as HistoryPage['source'] });
        expect(textIn(find(element, '.badge'))).toBe(badge);
    });
});
