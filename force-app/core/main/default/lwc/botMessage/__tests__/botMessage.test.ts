import BotMessage from 'c/botMessage';
import { NO_FILTER, Timeline } from 'c/botTimeline';
import type { BotMessage as Message } from 'c/botTranscript';
import { clearPage, find, findAll, listen, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const AT = '2026-01-31T20:00:00.000Z';
const NOW = Date.parse('2026-01-31T20:30:00Z');

function plain(text: string): string {
    return text.replace(/[\u00a0\u202f]/g, ' ');
}

async function message(parts: Partial<Message>, more: object = {}, handedOffAt?: string) {
    const timeline = new Timeline('cognigy', { timeZone: 'America/Los_Angeles', handedOffAt });
    timeline.addNewest([{ id: 'm1', sentAt: AT, sender: 'bot', text: 'Hello', ...parts }]);
    const row = timeline.view(NO_FILTER, false, NOW).row(0);
    return mount('c-bot-message', BotMessage, { row, ...more });
}

describe('a message', () => {
    afterEach(clearPage);

    it.each([
        ['customer', 'Customer', 'left'],
        ['bot', 'Bot', 'right'],
        ['agent', 'Agent', 'right'],
        ['system', 'System', 'middle']
    ])('of %s is told apart by name, sign and side', async (sender, name, side) => {
        const element = await message({ sender: sender as Message['sender'] });
        expect(textIn(find(element, '.name'))).toBe(name);
        expect(find(element, '.frame')?.classList.contains(side)).toBe(true);
        expect(find(element, '.head path')?.getAttribute('d')).toBeTruthy();
        await expect(element).toBeAccessible();
    });

    it('cuts a name of thousands of characters; the whole stands in its tool tip', async () => {
        const senderName = 'Kim '.repeat(1_000).trim();
        const name = find(await message({ senderName }), '.name');
        expect(textIn(name)).toMatch(/^Bot: Kim Kim .{1,200}…$/);
        expect(name?.title).toBe(`Bot: ${senderName}`);
        clearPage();
        expect(find(await message({ senderName: 'Kim' }), '.name')?.title).toBe('');
    });

    it('tells when: the time at once, everything else in the tool tip and for machines', async () => {
        const element = await message({});
        const time = find<HTMLTimeElement>(element, '.head time');
        expect(plain(textIn(time))).toBe('12:00 PM');
        expect(time?.getAttribute('datetime')).toBe(AT);
        expect(plain(time?.title ?? '')).toContain('Saturday, January 31, 2026');
        expect(textIn(find(element, '.day'))).toBe('Today, Saturday, January 31, 2026');
    });

    it('says so where there is no time', async () => {
        const timeline = new Timeline('cognigy', {});
        timeline.addNewest([
            { id: 'm1', sentAt: null, sender: 'bot', text: 'Hello' },
            { id: 'm2', sentAt: AT, sender: 'customer', text: 'Hi' }
        ]);
        const row = timeline.view(NO_FILTER, false, NOW).row(0);
        const element = await mount('c-bot-message', BotMessage, { row });
        expect(row?.entry.id).toBe('m1');
        expect(textIn(find(element, '.head time'))).toBe('Time unknown');
        expect(find(element, '.day')).toBeNull();
    });

    it('does not say so at every message where none has a time', async () => {
        const element = await message({ sentAt: null });
        expect(textIn(find(element, '.head'))).toBe('Bot');
        expect(find(element, '.head time')).toBeNull();
    });

    it('says in which language people and the bot speak, to screen readers', async () => {
        const spoken = async (parts: Partial<Message>, language: string | undefined) => {
            const timeline = new Timeline('cognigy', {});
            timeline.speak(language);
            timeline.addNewest([{ id: 'm1', sentAt: AT, sender: 'bot', text: 'Hola', ...parts }]);
            const row = timeline.view(NO_FILTER, false, NOW).row(0);
            const element = await mount('c-bot-message', BotMessage, { row });
            await expect(element).toBeAccessible();
            const found = findAll(element, '.text').map((text) => text.getAttribute('lang'));
            expect(find(element, '.head')?.closest('[lang]')).toBeNull();
            clearPage();
            return found;
        };
        expect(await spoken({}, 'es')).toEqual(['es']);
        expect(await spoken({ text: '**Hola**' }, 'es')).toEqual(['es']);
        expect(await spoken({ sender: 'customer' }, 'es')).toEqual(['es']);
        const payload = JSON.stringify({
            _cognigy: { _webchat: { message: { text: '¿Cuál?', quick_replies: [{ title: 'Roja', payload: 'R' }] } } }
        });
        expect(await spoken({ payload }, 'es')).toEqual(['es', 'es', 'es']);
        expect(await spoken({ sender: 'system' }, 'es')).toEqual([null]);
        expect(await spoken({}, undefined)).toEqual([null]);
    });

    it('shows plain text in its own direction, without a component for it', async () => {
        const element = await message({ sender: 'customer', text: 'שלום <b>x</b>' });
        const text = find(element, 'p.text');
        expect([text?.textContent, text?.getAttribute('dir')]).toEqual(['שלום <b>x</b>', 'auto']);
        expect(find(element, 'c-bot-rich-text')).toBeNull();
    });

    it('shows Markdown of the bot, blocks, and failures with words', async () => {
        const payload = JSON.stringify({
            _cognigy: { _webchat: { message: { text: 'Pick', quick_replies: [{ title: 'A', payload: 'A' }] } } }
        });
        const element = await message({ text: 'Sorry, I did not understand that.', payload });
        expect(textIn(find(element, 'c-bot-block'))).toBe('Pick A');
        expect(findAll(element, 'li').map(textIn)).toEqual(['A']);
        expect(textIn(find(element, '.failure'))).toBe('Bot couldn’t help');
        await expect(element).toBeAccessible();
    });

    it('marks where the bot handed off', async () => {
        const element = await message({}, {}, '2026-01-31T20:05:00.000Z');
        expect(plain(textIn(find(element, '.handoff')))).toBe('Handed off to an agent 12:05 PM');
        clearPage();
        expect(find(await message({}), '.handoff')).toBeNull();
    });

    it.each([
        ['on a later day than the messages', AT, '2026-02-02T17:05:00.000Z', '2/2/26, 9:05:00 AM'],
        ['where nothing tells when they were sent', null, '2026-01-31T20:05:00.000Z', '1/31/26, 12:05:00 PM'],
        ['on the same day in the agent’s zone', AT, '2026-02-01T07:05:00.000Z', '11:05 PM']
    ])('dates a handoff %s', async (_, sentAt, handedOffAt, said) => {
        const element = await message({ sentAt }, {}, handedOffAt);
        expect(plain(textIn(find(element, '.handoff time')))).toBe(said);
    });

    it('says that it was edited', async () => {
        const timeline = new Timeline('sendbird', {});
        const payload = JSON.stringify({ type: 'MESG', updated_at: 1769889700000 });
        timeline.addNewest([{ id: 'm1', sentAt: AT, sender: 'bot', text: 'Hello', payload }]);
        const row = timeline.view(NO_FILTER, false, NOW).row(0);
        const element = await mount('c-bot-message', BotMessage, { row });
        expect(textIn(find(element, '.note'))).toBe('Edited');
    });

    it('offers actions while it is active', async () => {
        const element = await message({}, { isActive: false });
        const actions = listen(element, 'botaction');
        expect(find(element, '.actions')).toBeNull();
        Object.assign(element, { isActive: true });
        await rendered();
        find(element, '[title="Copy message"]')?.click();
        find(element, '[title="Copy link to this message"]')?.click();
        expect(actions).toEqual([
            { name: 'copy', id: 'm1' },
            { name: 'link', id: 'm1' }
        ]);
        await expect(element).toBeAccessible();
    });

    it('shows the rest of a long text when asked', async () => {
        const long = 'word '.repeat(4_000);
        const element = await message({ sender: 'customer', text: long });
        expect(textIn(find(element, '.text')).length).toBeLessThan(11_000);
        const button = find(element, '.show-all');
        const opened = listen(element, 'botopen');
        expect(textIn(button)).toBe('Show the whole text');
        button?.click();
        await rendered();
        expect(textIn(find(element, '.text')).length).toBe(long.trim().length);
        expect(textIn(button)).toBe('Show less');
        button?.click();
        await rendered();
        expect(textIn(find(element, '.text')).length).toBeLessThan(11_000);
        expect(opened).toHaveLength(1);
    });

    it('stays whole when it leaves the screen and comes back', async () => {
        const element = await message({ sender: 'customer', text: 'word '.repeat(4_000) });
        find(element, '.show-all')?.click();
        element.remove();
        const again = await mount('c-bot-message', BotMessage, { row: element.row });
        expect(textIn(find(again, '.show-all'))).toBe('Show less');
    });

    it('shows all of a text of a megabyte in one place of its own', async () => {
        const long = `${'word '.repeat(200_000)}end`;
        const element = await message({ sender: 'customer', text: long });
        find(element, '.show-all')?.click();
        await rendered();
        expect(findAll(element, '.text')).toHaveLength(1);
        expect(find(element, '.whole')?.textContent).toBe(long);
        await expect(element).toBeAccessible();
    });

    it('shows ten thousand options as one text below the first of them', async () => {
        const replies = Array.from({ length: 10_000 }, (_, n) => ({ title: `Option ${n}`, payload: `O${n}` }));
        const payload = JSON.stringify({
            _cognigy: { _webchat: { message: { text: 'Pick', quick_replies: replies } } }
        });
        const element = await message({ text: '', payload });
        expect(textIn(find(element, '.show-all'))).toBe('Show all 10,000');
        find(element, '.show-all')?.click();
        await rendered();
        expect(findAll(element, 'li')).toHaveLength(50);
        const lines = find(element, '.whole')?.textContent?.split('\n') ?? [];
        expect([lines.length, lines[0], lines.at(-1)]).toEqual([10_001, 'Pick', '[ ] Option 9999']);
    });

    it('offers the rest of a long passage as text, not as so many entries', async () => {
        const passage = `It can be returned. ${'word '.repeat(200)}`.trim();
        const sources = {
            generic: [{ response_type: 'conversational_search', text: 'Yes', citations: [{ text: passage }] }]
        };
        const timeline = new Timeline('watsonx', {});
        timeline.addNewest([{ id: 'm1', sentAt: AT, sender: 'bot', text: '', payload: JSON.stringify(sources) }]);
        const element = await mount('c-bot-message', BotMessage, { row: timeline.view(NO_FILTER, false, NOW).row(0) });
        expect(textIn(find(element, '.show-all'))).toBe('Show the whole text');
    });

    it('says how many even that leaves out', async () => {
        const replies = Array.from({ length: 12_000 }, (_, n) => ({ title: `Option ${n}`, payload: `O${n}` }));
        const payload = JSON.stringify({
            _cognigy: { _webchat: { message: { text: 'Pick', quick_replies: replies } } }
        });
        const element = await message({ text: '', payload });
        find(element, '.show-all')?.click();
        await rendered();
        expect(find(element, '.whole')?.textContent).toMatch(/… 10,000 \/ 12,000$/);
    });

    it('shows some hundred options as what they are', async () => {
        const replies = Array.from({ length: 150 }, (_, n) => ({ title: `Option ${n}`, payload: `O${n}` }));
        const payload = JSON.stringify({
            _cognigy: { _webchat: { message: { text: 'Pick', quick_replies: replies } } }
        });
        const element = await message({ text: '', payload });
        find(element, '.show-all')?.click();
        await rendered();
        expect(findAll(element, 'li')).toHaveLength(150);
        expect(find(element, '.whole')).toBeNull();
    });

    it('is marked when a search or a jump leads to it', async () => {
        const element = await message({}, { isCurrent: true });
        expect(find(element, '.current')).not.toBeNull();
    });
});
