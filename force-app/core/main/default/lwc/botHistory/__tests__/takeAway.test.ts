import { find, findAll, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import { ask, choose, everyTest, FULL, history, older, pass, RECORD } from './support';

describe('taking a history away', () => {
    everyTest();

    const written = () => (navigator.clipboard.writeText as jest.Mock).mock.calls.map(([text]) => String(text));

    const tidy = (text = '') => text.replace(/[\u202f\u2009]/g, ' ');

    it('saves as JSON what stands above the messages, too', async () => {
        const element = await history();
        const saved: Blob[] = [];
        URL.createObjectURL = jest.fn((blob: Blob) => `blob:${saved.push(blob)}`);
        URL.revokeObjectURL = jest.fn();
        await choose(element, 'more', 'json');
        const text = await new Promise<string>((resolve) => {
            const reader = new FileReader();
            reader.onload = () => resolve(String(reader.result));
            reader.readAsText(saved[0] as Blob);
            jest.useRealTimers();
        });
        const { provider, sessionId, handedOffAt, reason, summary, facts } = FULL;
        expect(JSON.parse(text)).toMatchObject({ provider, sessionId, handedOffAt, reason, summary, facts });
    });

    it('copies a message with who and when', async () => {
        const element = await history();
        find(element, '[data-message-id="m2"]')?.focus();
        await rendered();
        find(element, '[title="Copy message"]')?.click();
        await rendered();
        expect(written()[0]?.replace(/\u202f/g, ' ')).toBe('[1/31/26, 12:01:00 PM] Customer: My order arrived broken.');
        expect(textIn(find(element, '.toast'))).toBe('Copied');
    });

    it('says of a message that it was edited since', async () => {
        const sentAt = '2026-01-31T20:01:00.000Z';
        const edited = {
            id: 'm2',
            sentAt,
            sender: 'customer',
            text: 'It is 18.',
            payload: '{"updated_at":1769889700000}'
        };
        ask.mockResolvedValue({ page: { ...FULL, adapter: 'sendbird', messages: [edited] } as typeof FULL });
        const element = await history();
        find(element, '[data-message-id="m2"]')?.focus();
        await rendered();
        find(element, '[title="Copy message"]')?.click();
        await choose(element, 'more', 'copy');
        expect(written().map((text) => text.includes('Customer (Edited): It is 18.'))).toEqual([true, true]);
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
        expect(tidy(written()[0])).toContain('--- Handed off to an agent, 1/31/26, 12:04:00 PM ---');
        expect(written()[0]).toContain('Reason: Refund above the limit');
        // All times are in one zone, and a reader elsewhere can tell which.
        expect(tidy(written()[0])).toMatch(/^[^\n]+\n1\/31\/2026, 11:01 AM – 12:05 PM PST\n/);
    });

    it('calls the language of the conversation by its name', async () => {
        const facts = [{ label: 'Bot Language', value: 'en', isLanguage: true }];
        ask.mockResolvedValue({ page: { ...FULL, facts } as typeof FULL });
        await choose(await history(), 'more', 'copy');
        expect(written()[0]).toContain('Bot Language: English');
    });

    it('says that it loads as long as it does, and no longer', async () => {
        const pages: ((answer: object) => void)[] = [];
        ask.mockImplementation(({ cursor }) =>
            cursor === null
                ? Promise.resolve({ page: { ...FULL, nextCursor: 'c1' } })
                : new Promise((resolve) => pages.push(resolve))
        );
        const element = await history({ refresh: 'manual' });
        const toast = () => textIn(find(element, '.toast'));
        await choose(element, 'more', 'copy');
        await pass(30_000);
        expect(toast()).toBe('Loading the whole conversation first…');
        pages[0]?.({ page: older(1, null) });
        await pass(10);
        expect(toast()).toBe('Copied');
        await pass(5_000);
        expect(toast()).toBe('');
    });

    it('waits where the bot is asked too often, and then goes on', async () => {
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        ask.mockResolvedValueOnce({ error: { code: 'RATE_LIMITED', retryAfter: 2 } });
        ask.mockResolvedValueOnce({ page: older(1, null) });
        const element = await history({ refresh: 'manual' });
        await choose(element, 'more', 'copy');
        expect(written()).toEqual([]);
        expect(textIn(find(element, 'c-bot-list-edge'))).toContain('Loading older messages');
        await pass(2_100);
        expect(written()[0]).toContain('older 1');
        expect(textIn(find(element, '.toast'))).toBe('Copied');
    });

    it('has had enough of a bot that asks for a wait ten times in a row, and takes what there is', async () => {
        ask.mockResolvedValue({ error: { code: 'RATE_LIMITED', retryAfter: 1 } });
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        const element = await history({ refresh: 'manual' });
        await choose(element, 'more', 'copy');
        for (let waits = 0; waits < 9; waits++) {
            // eslint-disable-next-line no-await-in-loop -- one wait after the other
            await pass(1_100);
        }
        expect(written()).toEqual([]);
        await pass(1_100);
        expect(written()[0]).toContain('Older messages are missing');
    });

    it('says so where a part is missing', async () => {
        ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
        ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
        const element = await history();
        await choose(element, 'more', 'copy');
        expect(textIn(find(element, '.toast'))).toBe('Copied. Older messages are missing: they couldn’t be loaded');
        expect(written()[0]).toContain('PST\nOlder messages are missing: they couldn’t be loaded\nReason: ');
    });

    it('says above the messages what the component says is not as it was', async () => {
        ask.mockResolvedValue({ page: { ...FULL, warnings: ['TRUNCATED', 'MASKED', 'MASKED', 'X'] } });
        const element = await history();
        const lines = [
            'The bot handed out only a part of this conversation.',
            'The bot’s privacy settings hide parts of this conversation.',
            'Note from the bot’s connection: X'
        ];
        expect(findAll(element, '.warnings li').map((line) => textIn(line))).toEqual(lines);
        await choose(element, 'more', 'copy');
        expect(written()[0]).toContain(`PST\n${lines.join('\n')}\nReason: `);
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
