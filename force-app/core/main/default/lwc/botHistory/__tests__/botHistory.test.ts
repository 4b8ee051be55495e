import * as navigation from 'lightning/navigation';
import type { HistoryAnswer, HistoryPage } from 'c/botHistoryTypes';
import { clearPage, find, findAll, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import {
    accessible,
    ask,
    choose,
    EMPTY,
    errorCode,
    everyTest,
    FULL,
    history,
    mountHistory,
    older,
    pass,
    RECORD,
    refresh,
    search,
    shownIds,
    slowDown,
    TOOLS
} from './support';

describe('history of a record', () => {
    everyTest();

    it('says that it is loading until Apex answers', async () => {
        let answer: (answer: HistoryAnswer) => void = () => undefined;
        ask.mockReturnValue(new Promise((resolve) => (answer = resolve)));
        const element = await history();
        expect(find(element, '[aria-busy="true"]')).not.toBeNull();
        expect(textIn(element)).toContain('Loading the bot conversation…');
        expect(ask).toHaveBeenCalledWith({ recordId: RECORD, cursor: null });
        await accessible(element);
        answer({ page: FULL });
        await rendered();
        expect(find(element, '[aria-busy="true"]')).toBeNull();
        expect(shownIds(element)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    });

    it('shows messages, reason, summary and facts', async () => {
        const element = await history();
        expect(textIn(find(element, '.reason'))).toContain('Refund above the limit');
        expect(textIn(find(element, '.meta'))).toContain(
            'Shop bot · Handed off 2 minutes ago · 4 min with the bot · 5 messages'
        );
        expect(textIn(find(element, '[data-message-id="m5"]'))).toContain('Let me look at your order.');
        expect(findAll(element, '.handoff')).toHaveLength(1);
        await accessible(element);
    });

    it.each([
        ['es', 'es'],
        ['pt_BR', 'pt-BR'],
        [' zh-Hant-TW ', 'zh-Hant-TW'],
        ['Spanish', null],
        ['e', null],
        ['es" onclick="x', null],
        ['', null],
        [null, null]
    ])('tells screen readers the language %j of a conversation as %j', async (language, spoken) => {
        ask.mockResolvedValue({ page: { ...FULL, language } });
        const element = await history();
        const languages = findAll(element, '[lang]').map((text) => text.getAttribute('lang'));
        expect([...new Set(languages)]).toEqual(spoken === null ? [] : [spoken]);
        await accessible(element);
    });

    it('shows the messages first and the tools a moment later, for each record anew', async () => {
        const element = await mountHistory();
        const tools = () => find(element, 'c-bot-history-toolbar');
        expect(shownIds(element)).toHaveLength(5);
        expect(tools()).toBeNull();
        await pass(TOOLS);
        expect(tools()).not.toBeNull();
        Object.assign(element, { recordId: '0Mw000000000002AAA' });
        await rendered();
        expect(shownIds(element)).toHaveLength(5);
        expect(tools()).toBeNull();
        await pass(TOOLS);
        expect(tools()).not.toBeNull();
    });

    it('leaves the details out where App Builder says so, and turns the order', async () => {
        const element = await history({ hideDetails: true, messageOrder: 'newest' });
        expect(find(element, '.details')).toBeNull();
        expect(shownIds(element)[0]).toBe('m5');
    });

    it('says so when there are no messages', async () => {
        ask.mockResolvedValue({ page: EMPTY });
        const element = await history();
        expect(textIn(element)).toContain('No messages to show');
        expect(find(element, 'c-bot-message-list')).toBeNull();
        await accessible(element);
    });

    it('asks for nothing without a record, and starts over for another one', async () => {
        const element = await history({ recordId: undefined });
        expect(ask).not.toHaveBeenCalled();
        Object.assign(element, { recordId: RECORD });
        await rendered();
        expect(shownIds(element)).toHaveLength(5);
        ask.mockResolvedValue({ error: { code: 'NO_SESSION' } });
        Object.assign(element, { recordId: '0Mw000000000002AAA' });
        await rendered();
        expect(errorCode(element)).toBe('NO_SESSION');
        expect(shownIds(element)).toEqual([]);
    });

    it.each([
        [
            'another record is shown',
            (element: HTMLElement) => Object.assign(element, { recordId: '0Mw000000000002AAA' })
        ],
        [
            'it comes back to the page',
            (element: HTMLElement) => {
                element.remove();
                document.body.append(element);
            }
        ]
    ])('starts over without filter and search when %s', async (_, change) => {
        const element = await history();
        await search(element, 'order');
        await choose(element, 'filter', 'customer');
        expect(shownIds(element)).toEqual(['m2']);
        change(element);
        await pass(TOOLS);
        expect(shownIds(element)).toHaveLength(5);
        expect(find(element, '.notice')).toBeNull();
        expect(find<HTMLInputElement>(element, 'input')?.value).toBe('');
        expect(find(element, '.current')).toBeNull();
    });

    it('forgets an answer that comes after another record was asked for', async () => {
        const answers: ((answer: HistoryAnswer) => void)[] = [];
        ask.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
        const element = await history();
        Object.assign(element, { recordId: '0Mw000000000002AAA' });
        await rendered();
        answers[1]?.({ page: EMPTY });
        await rendered();
        answers[0]?.({ page: FULL });
        await rendered();
        expect(textIn(element)).toContain('No messages to show');
    });

    it('shows an error, and the messages when trying again succeeds', async () => {
        ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE', detail: 'HTTP 503' } });
        const element = await history();
        expect(errorCode(element)).toBe('UNAVAILABLE');
        expect(textIn(find(element, '.detail'))).toBe('Detail: HTTP 503');
        await accessible(element);
        find(element, '[data-retry]')?.click();
        await rendered();
        expect(errorCode(element)).toBeUndefined();
        expect(shownIds(element)).toHaveLength(5);
    });

    it('waits as long as the bot asks, then tries again by itself', async () => {
        ask.mockResolvedValueOnce({ error: { code: 'RATE_LIMITED', retryAfter: 5 } });
        const element = await history();
        expect(textIn(find(element, '.wait'))).toBe('Trying again in 5 sec');
        await pass(6_000);
        expect(shownIds(element)).toHaveLength(5);
        expect(ask).toHaveBeenCalledTimes(2);
    });

    it.each([undefined, null, 0])(
        'tries again by itself, as it says, where the bot asks for no time: %s',
        async (none) => {
            ask.mockResolvedValueOnce({ error: { code: 'RATE_LIMITED', retryAfter: none } });
            const element = await history();
            expect(textIn(find(element, '.advice'))).toContain('It loads by itself');
            expect(textIn(find(element, '.wait'))).toBe('Trying again in 15 sec');
            await pass(16_000);
            expect(shownIds(element)).toHaveLength(5);
        }
    );

    it.each([
        [{ status: 500, body: { message: 'Internal error with a stack' } }, 'SALESFORCE', 'Detail: HTTP 500'],
        [{ status: 400, body: { message: 'You do not have access to the Apex class named X' } }, 'FORBIDDEN', ''],
        [undefined, 'SALESFORCE', '']
    ])('reads a call that failed by itself (%#)', async (error, code, detail) => {
        ask.mockRejectedValueOnce(error);
        const element = await history();
        expect(errorCode(element)).toBe(code);
        expect(textIn(find(element, '.detail'))).toBe(detail);
        expect(textIn(element)).not.toContain('stack');
    });

    it('reads an answer without anything in it as a failure', async () => {
        ask.mockResolvedValueOnce(null as unknown as HistoryAnswer);
        expect(errorCode(await history())).toBe('SALESFORCE');
        clearPage();
        ask.mockResolvedValueOnce({});
        expect(errorCode(await history())).toBe('SALESFORCE');
    });

    it('filters, says what is shown, and shows all again', async () => {
        const element = await history();
        await choose(element, 'filter', 'customer');
        expect(shownIds(element)).toEqual(['m2']);
        expect(textIn(find(element, '.notice'))).toBe('Showing 1 of 5 · Customer Show all');
        await accessible(element);
        find(element, '[data-name="files"]')?.click();
        await rendered();
        expect(textIn(find(element, '.notice'))).toMatch(/^No loaded message matches the filter · Customer · Files/);
        find(element, '.notice button')?.click();
        await rendered();
        expect(shownIds(element)).toHaveLength(5);
    });

    it.each([
        ['first', 'm1'],
        ['handoff', 'm5'],
        ['failure', 'm3']
    ])('jumps to %s', async (to, id) => {
        const element = await history();
        await pass(100);
        await choose(element, 'jump', to);
        expect(find(find(element, `[data-message-id="${id}"]`) as Element, '.current')).not.toBeNull();
    });

    it('counts the failures on top and leads to them', async () => {
        const element = await history();
        await pass(300);
        expect(textIn(find(element, '.failures'))).toBe('Bot couldn’t help 1 time');
        find(element, '.failures')?.click();
        await pass(10);
        expect(find(find(element, '[data-message-id="m3"]') as Element, '.current')).not.toBeNull();
    });

    it('says so where there is nothing to jump to', async () => {
        ask.mockResolvedValue({ page: { ...FULL, messages: FULL.messages.slice(0, 2) } });
        const element = await history();
        await choose(element, 'jump', 'failure');
        expect(textIn(find(element, '.toast'))).toBe('No failure of the bot in what is loaded');
        await pass(5_000);
        expect(find(element, '.toast')).toBeNull();
    });

    it('opens pictures large, from hosts that are allowed', async () => {
        const element = await history({ mediaHosts: 'cdn.example.com' });
        find(element, '[aria-label="Enlarge image: Broken cup"]')?.click();
        await rendered();
        expect(find<HTMLDialogElement>(element, 'dialog')?.open).toBe(true);
        expect(find<HTMLImageElement>(element, 'dialog img')?.src).toBe('https://cdn.example.com/a.png');
        await accessible(element);
        clearPage();
        expect(find(await history(), 'img')).toBeNull();
    });

    it('follows a link to a message, into pages that are not loaded', async () => {
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
        );
        const element = await history({ recordId: undefined });
        (navigation.CurrentPageReference as unknown as { emit(value: object): void }).emit({
            state: { c__botMessage: 'old1' }
        });
        Object.assign(element, { recordId: RECORD });
        await pass(50);
        expect(find(find(element, '[data-message-id="old1"]') as Element, '.current')).not.toBeNull();
    });

    it('takes a filter off that hides the message of a link, and says so where there is no such message', async () => {
        const lead = (id: string) =>
            (navigation.CurrentPageReference as unknown as { emit(value: object): void }).emit({
                state: { c__botMessage: id }
            });
        const element = await history();
        await choose(element, 'filter', 'customer');
        expect(shownIds(element)).toEqual(['m2']);
        lead('m4');
        await pass(10);
        expect(shownIds(element)).toHaveLength(5);
        expect(find(find(element, '[data-message-id="m4"]') as Element, '.current')).not.toBeNull();
        lead('gone');
        await pass(10);
        expect(textIn(find(element, '.toast'))).toBe('The message that the link leads to isn’t in this conversation');
    });

    it('fetches older pages for a jump, until there is what it leads to', async () => {
        const handedOffAt = '2026-01-31T19:01:30.000Z';
        ask.mockImplementation(({ cursor }) => {
            const pages: Record<string, HistoryPage> = { c1: older(2, 'c2'), c2: older(1, 'c3') };
            const page = cursor === null ? { ...FULL, nextCursor: 'c1' } : (pages[cursor] ?? older(0, null));
            return Promise.resolve({ page: { ...page, handedOffAt } });
        });
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'handoff');
        expect(ask.mock.calls.map(([{ cursor }]) => cursor)).toEqual([null, 'c1', 'c2']);
        expect(find(find(element, '[data-message-id="old2"]') as Element, '.current')).not.toBeNull();
    });

    it.each([
        ['first', 'm4'],
        ['handoff', undefined]
    ])('says so where older pages for a jump to %s could not be had', async (to, id) => {
        const page = {
            ...FULL,
            messages: FULL.messages.slice(3),
            nextCursor: 'c1',
            handedOffAt: FULL.messages[0]?.sentAt
        };
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve(cursor === null ? { page } : { error: { code: 'UNAVAILABLE' } })
        );
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', to);
        expect(textIn(find(element, '.toast'))).toBe('Older messages are missing: they couldn’t be loaded');
        expect(find(element, '[aria-current]')?.dataset.messageId).toBe(id);
    });

    it('counts what the filter would show, anew when it changes', async () => {
        const element = await history();
        find(element, '[data-menu="filter"]')?.click();
        await pass(60);
        const counts = () =>
            ['customer', 'bot', 'failures', 'media'].map((name) =>
                textIn(find(element, `[data-name="${name}"] .aside`))
            );
        expect(counts()).toEqual(['1', '3', '1', '1']);
        find(element, '[data-name="customer"]')?.click();
        await pass(60);
        expect(counts()).toEqual(['1', '3', '0', '0']);
    });

    it('counts what the filter would show of more messages than can be read at a stretch', async () => {
        const messages = Array.from({ length: 200 }, (_, at) => older(at, null).messages).flat();
        ask.mockResolvedValue({ page: { ...FULL, messages } });
        const element = await history({ refresh: 'manual' });
        slowDown();
        find(element, '[data-menu="filter"]')?.click();
        await pass(10);
        expect(textIn(find(element, '[data-name="customer"] .aside'))).toBe('');
        await pass(1_000);
        expect(textIn(find(element, '[data-name="customer"] .aside'))).toBe('200');
    });

    it('says what is yesterday once it is, without a new answer', async () => {
        jest.setSystemTime(Date.parse('2026-02-01T07:59:30Z'));
        const element = await history({ refresh: 'manual' });
        expect(textIn(find(element, '.day'))).toMatch(/^Today/);
        const row = find(element, '[data-message-id="m5"]');
        await pass(60_000);
        expect(textIn(find(element, '.day'))).toMatch(/^Yesterday/);
        expect(find(element, '[data-message-id="m5"]')).toBe(row);
    });

    it('says so also where the first to notice the new day is a look for new messages that brings none', async () => {
        jest.setSystemTime(Date.parse('2026-02-01T07:59:30Z'));
        const element = await history({ refresh: 'manual' });
        await pass(35_000);
        await refresh(element);
        await pass(30_000);
        expect(textIn(find(element, '.day'))).toMatch(/^Yesterday/);
    });

    it('renews "minutes ago" every minute, and leaves the messages alone', async () => {
        const element = await history({ refresh: 'manual' });
        await pass(200);
        const rows = findAll(element, '[data-message-id]');
        const changes: string[] = [];
        const observer = new MutationObserver((records) => changes.push(...records.map(({ type }) => type)));
        for (const row of rows) {
            observer.observe(row.shadowRoot as ShadowRoot, { subtree: true, childList: true, characterData: true });
        }
        expect(textIn(find(element, '.meta'))).toContain('2 minutes ago');
        await pass(60_000);
        expect(textIn(find(element, '.meta'))).toContain('3 minutes ago');
        expect(changes).toEqual([]);
        expect(findAll(element, '[data-message-id]')).toEqual(rows);
    });
});
