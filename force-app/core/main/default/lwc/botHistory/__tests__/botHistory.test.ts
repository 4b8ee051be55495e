import BotHistory from 'c/botHistory';
import getHistory from '@salesforce/apex/BotHistoryController.getHistory';
import * as navigation from 'lightning/navigation';
import type { HistoryAnswer, HistoryPage } from 'c/botHistoryTypes';
import {
    clearPage,
    FakeLayout,
    find,
    findAll,
    giveDialogs,
    mount,
    rendered,
    textIn
} from '../../botMessageList/__tests__/helpers/page';
import emptyPage from './data/emptyPage.json';
import fullPage from './data/fullPage.json';

jest.mock('@salesforce/apex/BotHistoryController.getHistory', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const FULL = fullPage as unknown as HistoryPage;
const EMPTY = emptyPage as unknown as HistoryPage;
const NOW = Date.parse('2026-01-31T20:06:00Z');
const RECORD = '0Mw000000000001AAA';
const ask = getHistory as unknown as jest.Mock<Promise<HistoryAnswer>, [{ recordId: string; cursor: string | null }]>;
const layout = new FakeLayout();

const history = (properties: object = {}) =>
    mount('c-bot-history', BotHistory, { recordId: RECORD, objectApiName: 'MessagingSession', ...properties });

/** Lets timers run for a while and everything be rendered. */
async function pass(milliseconds: number): Promise<void> {
    await jest.advanceTimersByTimeAsync(milliseconds);
    await rendered();
}

/** The check wants real timers; those that are under way are lost. */
async function accessible(element: Element): Promise<void> {
    jest.useRealTimers();
    await expect(element).toBeAccessible();
    jest.useFakeTimers({ now: NOW });
}

const shownIds = (element: Element) => findAll(element, '[data-message-id]').map((row) => row.dataset.messageId);
const errorCode = (element: Element) => find(element, '[data-error-code]')?.dataset.errorCode;
const announced = (element: Element) => textIn(find(element, '[aria-live="polite"]'));

function older(number: number, nextCursor: string | null): HistoryPage {
    const sentAt = new Date(Date.parse('2026-01-31T19:00:00Z') + number * 60_000).toISOString();
    return {
        ...FULL,
        messages: [{ id: `old${number}`, sentAt, sender: 'customer', text: `older ${number}` }],
        nextCursor
    };
}

async function search(element: Element, query: string): Promise<void> {
    const field = find<HTMLInputElement>(element, 'input') as HTMLInputElement;
    field.value = query;
    field.dispatchEvent(new CustomEvent('input'));
    await pass(100);
}

async function choose(element: Element, menu: string, item: string): Promise<void> {
    find(element, `[data-menu="${menu}"]`)?.click();
    await rendered();
    find(element, `[data-name="${item}"]`)?.click();
    await pass(10);
}

describe('history of a record', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW });
        layout.install();
        giveDialogs();
        ask.mockReset();
        ask.mockResolvedValue({ page: FULL });
        Object.assign(navigator, { clipboard: { writeText: jest.fn(() => Promise.resolve()) } });
    });
    afterEach(() => {
        clearPage();
        jest.useRealTimers();
    });

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

    describe('older pages', () => {
        beforeEach(() => {
            ask.mockImplementation(({ cursor }) =>
                Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
            );
        });

        it('load when the reader comes near them', async () => {
            const element = await history();
            layout.measure();
            await pass(50);
            expect(ask).toHaveBeenLastCalledWith({ recordId: RECORD, cursor: 'c1' });
            expect(shownIds(element)).toEqual(['old1', 'm1', 'm2', 'm3', 'm4', 'm5']);
            expect(announced(element)).toBe('1 older message loaded');
            expect(textIn(element)).toContain('Beginning of the conversation');
        });

        it('that fail leave what is there and can be tried again', async () => {
            ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
            ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
            const element = await history();
            layout.measure();
            await pass(50);
            expect(shownIds(element)).toHaveLength(5);
            expect(textIn(element)).toContain('Older messages couldn’t be loaded. The bot can’t be reached');
            expect(errorCode(element)).toBeUndefined();
            await accessible(element);
            find(find(element, 'c-bot-list-edge') as Element, 'button')?.click();
            await rendered();
            expect(shownIds(element)).toHaveLength(6);
        });

        it('that are limited are tried again by themselves', async () => {
            ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
            ask.mockResolvedValueOnce({ error: { code: 'RATE_LIMITED', retryAfter: 2 } });
            const element = await history();
            layout.measure();
            await pass(50);
            expect(shownIds(element)).toHaveLength(5);
            await pass(2_100);
            expect(shownIds(element)).toHaveLength(6);
        });

        it('that name themselves again and again end', async () => {
            ask.mockImplementation(() => Promise.resolve({ page: { ...FULL, nextCursor: 'c1' } }));
            const element = await history();
            layout.measure();
            await pass(200);
            expect(textIn(element)).toContain('Beginning of the conversation');
            expect(ask.mock.calls.length).toBeLessThan(4);
        });
    });

    describe('new messages', () => {
        const NEWER = {
            id: 'm6',
            sentAt: '2026-01-31T20:06:00.000Z',
            sender: 'customer',
            text: 'Are you there?'
        } as const;

        it('are looked for while the conversation goes on, ever more seldom', async () => {
            const element = await history();
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            await pass(5_000);
            expect(ask).toHaveBeenCalledTimes(3);
            ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER] } });
            await pass(21_000);
            expect(shownIds(element)).toContain('m6');
            expect(announced(element)).toBe('1 new message');
            const calls = ask.mock.calls.length;
            await pass(5_100);
            expect(ask.mock.calls.length).toBe(calls + 1);
        });

        it.each([
            ['by hand only', { refresh: 'manual' }, FULL],
            ['in an archive', {}, { ...FULL, source: 'archive' as const }]
        ])('are not looked for %s', async (_, properties, page) => {
            ask.mockResolvedValue({ page });
            await history(properties);
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it('are not looked for in a conversation that is over', async () => {
            jest.setSystemTime(Date.parse('2026-02-01T20:06:00Z'));
            await history();
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it('are not looked for any more once the component is gone', async () => {
            const element = await history();
            element.remove();
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it('come when asked for, and it is said when there are none', async () => {
            const element = await history({ refresh: 'manual' });
            find(element, '.refresh')?.click();
            await rendered();
            expect(announced(element)).toBe('No new messages');
            ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER] } });
            find(element, '.refresh')?.click();
            await rendered();
            expect(shownIds(element)).toContain('m6');
        });

        it('that can not be looked up leave what is there, and say so only when asked for', async () => {
            const element = await history();
            ask.mockResolvedValue({ error: { code: 'UNAVAILABLE' } });
            await pass(5_100);
            expect(find(element, '.notice')).toBeNull();
            find(element, '.refresh')?.click();
            await rendered();
            expect(textIn(find(element, '.notice'))).toBe(
                'New messages couldn’t be looked up. The bot can’t be reached Try again'
            );
            expect(shownIds(element)).toHaveLength(5);
            await accessible(element);
            ask.mockResolvedValue({ page: FULL });
            find(element, '.notice button')?.click();
            await rendered();
            expect(find(element, '.notice')).toBeNull();
        });

        it('that are more than a page close the gap before they are shown', async () => {
            const element = await history({ refresh: 'manual' });
            ask.mockResolvedValueOnce({ page: { ...FULL, messages: [{ ...NEWER, id: 'm9' }], nextCursor: 'gap' } });
            ask.mockResolvedValueOnce({
                page: { ...FULL, messages: [...FULL.messages.slice(-1), NEWER], nextCursor: 'c' }
            });
            find(element, '.refresh')?.click();
            await rendered();
            expect(shownIds(element)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm9']);
            ask.mockResolvedValueOnce({ page: { ...FULL, messages: [{ ...NEWER, id: 'm20' }], nextCursor: 'gap' } });
            ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
            find(element, '.refresh')?.click();
            await rendered();
            expect(shownIds(element)).not.toContain('m20');
        });
    });

    describe('search', () => {
        it('counts, leads to the newest match, and steps on', async () => {
            const element = await history();
            await search(element, 'order');
            expect(textIn(find(element, '.position'))).toBe('2 of 2');
            expect(announced(element)).toBe('2 messages match');
            find(element, '[data-step="1"]')?.click();
            await rendered();
            expect(textIn(find(element, '.position'))).toBe('1 of 2');
            expect(find(find(element, '[data-message-id="m2"]') as Element, '.current')).not.toBeNull();
            await search(element, '');
            expect(find(element, '.current')).toBeNull();
            await search(element, 'nothing like it');
            expect(textIn(find(element, '.position'))).toBe('No matches');
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

        it('goes on into pages that are not loaded', async () => {
            ask.mockImplementation(({ cursor }) => {
                const pages: Record<string, HistoryPage> = { c1: older(2, 'c2'), c2: older(1, null) };
                return Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : pages[cursor] });
            });
            const element = await history({ refresh: 'manual' });
            await search(element, 'older');
            expect(textIn(find(element, '.position'))).toBe('No matches');
            await pass(600);
            expect(textIn(find(element, '.position'))).toBe('2 of 2');
            expect(find(element, '.notice')).toBeNull();
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
            row.dispatchEvent(
                new KeyboardEvent('keydown', { key: 'F3', bubbles: true, composed: true, cancelable: true })
            );
            await rendered();
            expect(textIn(find(element, '.position'))).toBe('1 of 2');
        });
    });

    it('filters, says what is shown, and shows all again', async () => {
        const element = await history();
        await choose(element, 'filter', 'customer');
        expect(shownIds(element)).toEqual(['m2']);
        expect(textIn(find(element, '.notice'))).toBe('Showing 1 of 5 Show all');
        await accessible(element);
        find(element, '[data-name="files"]')?.click();
        await rendered();
        expect(textIn(find(element, '.notice'))).toContain('No loaded message matches the filter');
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
        await pass(100);
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

    describe('taking it away', () => {
        const written = () => (navigator.clipboard.writeText as jest.Mock).mock.calls.map(([text]) => String(text));

        it('copies a message with who and when', async () => {
            const element = await history();
            find(element, '[data-message-id="m2"]')?.focus();
            await rendered();
            find(element, '[title="Copy message"]')?.click();
            await rendered();
            expect(written()[0]?.replace(/\u202f/g, ' ')).toBe(
                '[1/31/26, 12:01:00 PM] Customer: My order arrived broken.'
            );
            expect(textIn(find(element, '.toast'))).toBe('Copied');
        });

        it('copies a link to a message', async () => {
            const element = await history();
            find(element, '[data-message-id="m2"]')?.focus();
            await rendered();
            find(element, '[title="Copy link to this message"]')?.click();
            await rendered();
            expect(written()[0]).toMatch(/^https?:\/\//);
        });

        it('copies the whole conversation, pages that were not loaded included', async () => {
            ask.mockImplementation(({ cursor }) =>
                Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
            );
            const element = await history();
            await choose(element, 'more', 'copy');
            expect(written()[0]).toContain('older 1');
            expect(written()[0]).toContain('--- Handed off to an agent ---');
            expect(written()[0]).toContain('Reason: Refund above the limit');
        });

        it('says so where a part is missing', async () => {
            ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
            ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
            const element = await history();
            await choose(element, 'more', 'copy');
            expect(textIn(find(element, '.toast'))).toBe('Copied. Older messages are missing: they couldn’t be loaded');
        });

        it('copies the older way where the clipboard is closed, and says so where nothing helps', async () => {
            (navigator.clipboard.writeText as jest.Mock).mockRejectedValue(new Error('not allowed'));
            const copy = jest.fn(() => true);
            Object.assign(document, { execCommand: copy });
            const element = await history();
            await choose(element, 'more', 'copy');
            expect([copy.mock.calls.length, textIn(find(element, '.toast'))]).toEqual([1, 'Copied']);
            copy.mockReturnValue(false);
            await choose(element, 'more', 'copy');
            expect(textIn(find(element, '.toast'))).toBe('The browser didn’t allow copying');
        });

        it.each([
            ['text', 'txt', 'Bot: Aria: Hello, how can I help?'],
            ['html', 'html', '<!doctype html>'],
            ['json', 'json', '"adapter": "cognigy"']
        ])('saves as %s', async (format, ending, part) => {
            const blobs: Blob[] = [];
            Object.assign(URL, {
                createObjectURL: jest.fn((blob: Blob) => {
                    blobs.push(blob);
                    return 'blob:1';
                }),
                revokeObjectURL: jest.fn()
            });
            const names: string[] = [];
            const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(
                this: HTMLAnchorElement
            ) {
                names.push(this.download);
            });
            const element = await history();
            await choose(element, 'more', format);
            click.mockRestore();
            expect(names).toEqual([`bot-conversation-${RECORD}.${ending}`]);
            expect(blobs[0]?.type).toBe('text/plain;charset=utf-8');
            const reader = new FileReader();
            const text = await new Promise((resolve) => {
                reader.onload = () => resolve(reader.result);
                reader.readAsText(blobs[0] as Blob);
                jest.advanceTimersByTime(100);
            });
            expect(text).toContain(part);
            expect(textIn(find(element, '.toast'))).toBe(`Saved as bot-conversation-${RECORD}.${ending}`);
            await pass(10_000);
            expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:1');
        });
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
});
