import { createElement } from 'lwc';
import { labels } from 'c/botLabels';
import BotMedia from 'c/botMedia';
import BotOptions from 'c/botOptions';
import BotRichText from 'c/botRichText';
import { rendered } from '../../botMessageList/__tests__/helpers/page';
import type { Option } from 'c/botTranscript';

const OPTIONS: Option[] = ['Book a room', 'Rebook', 'Cancel'].map((label, index) => ({
    key: String(index),
    label,
    value: label,
    action: 'reply',
    isChosen: false
}));

async function mountOptions(query: string): Promise<HTMLElement & { query: string }> {
    const element = createElement('c-bot-options', { is: BotOptions });
    Object.assign(element, { options: OPTIONS, query });
    document.body.append(element);
    await rendered();
    return element as unknown as HTMLElement & { query: string };
}

describe('marks of the search', () => {
    const marks = new Set<Range>();
    const registry = new Map<string, Set<Range>>();

    beforeEach(() => {
        registry.clear();
        marks.clear();
        Object.assign(globalThis, {
            Highlight: function Highlight() {
                return marks;
            },
            CSS: { highlights: registry }
        });
    });
    afterEach(() => {
        document.body.replaceChildren();
        Reflect.deleteProperty(globalThis, 'Highlight');
        Reflect.deleteProperty(globalThis, 'CSS');
    });

    const marked = () => [...marks].map(String);

    it('are put on every place that says it, without regard to case', async () => {
        await mountOptions('book');
        expect(marked()).toEqual(['Book', 'book']);
        expect(registry.get('bot-hit')).toBe(marks);
    });

    it('are put on the number and the host below a button', async () => {
        const element = createElement('c-bot-options', { is: BotOptions });
        const [call, page] = ['tel:+4930123456', 'https://www.example.com/'].map((url) => ({
            ...OPTIONS[0],
            url: { state: 'ok', href: url, host: url.replace(/^(?:tel:|https:..)|\/$/g, ''), text: url }
        }));
        Object.assign(element, { options: [call, page], query: '4930' });
        document.body.append(element);
        await rendered();
        expect(marked()).toEqual(['4930']);
        Object.assign(element, { query: 'www.example' });
        await rendered();
        expect(marked()).toEqual(['www.example']);
    });

    it('are put on an address that is no link, not on the words that say so, which are not counted', async () => {
        const element = createElement('c-bot-options', { is: BotOptions });
        const url = { state: 'refused', href: '', host: '', text: 'http://example.com/safe' };
        Object.assign(element, { options: [{ ...OPTIONS[0], url }], query: 'safe' });
        document.body.append(element);
        await rendered();
        expect(marked()).toEqual(['safe']);
        Object.assign(element, { query: 'link' });
        await rendered();
        expect(marked()).toEqual([]);
    });

    it('are not put on what only a screen reader says', async () => {
        const element = createElement('c-bot-media', { is: BotMedia });
        const url = { state: 'ok', href: 'https://example.com/', host: 'example.com', text: 'https://example.com/' };
        const block = { kind: 'link', key: '0', url, title: 'A new shop', description: '' };
        Object.assign(element, { block, query: 'new' });
        document.body.append(element);
        await rendered();
        expect(element.shadowRoot?.textContent).toContain(labels.opensNewTab);
        expect(marked()).toEqual(['new']);
        Object.assign(element, { query: labels.opensNewTab });
        await rendered();
        expect(marked()).toEqual([]);
    });

    it('are put on a link of a text, and on what stands around it, but not on where it opens', async () => {
        const element = createElement('c-bot-rich-text', { is: BotRichText });
        const text = 'a new [tab](https://example.com/) in a row';
        Object.assign(element, { text, format: 'markdown', query: 'new tab' });
        document.body.append(element);
        await rendered();
        expect(element.shadowRoot?.textContent).toContain(labels.opensNewTab);
        expect(marked()).toEqual(['new tab']);
        Object.assign(element, { query: labels.opensNewTab });
        await rendered();
        expect(marked()).toEqual([]);
        Object.assign(element, { query: '(example.com) in a' });
        await rendered();
        expect(marked()).toHaveLength(1);
    });

    it('are put on words that change their look, but not on the ends of two lines', async () => {
        const element = createElement('c-bot-rich-text', { is: BotRichText });
        const text = 'Order **1001** *is* here\nTwo\n\n- 7\n- 8 **Ord**er <b>1</b>001';
        Object.assign(element, { text, format: 'markdown', query: 'order 1001' });
        document.body.append(element);
        await rendered();
        expect(marked()).toEqual(['Order 1001', 'Order 1001']);
        for (const [query, found] of [
            ['1001 is h', ['1001 is h']],
            ['1', ['1', '1', '1', '1']],
            ['heretwo', []],
            ['two7', []],
            ['78', []],
            ['8 order 1001', ['8 Order 1001']]
        ] as const) {
            Object.assign(element, { query });
            expect(marked()).toEqual(found);
        }
    });

    it('change with the query and go with it, although nothing is rendered again', async () => {
        const element = await mountOptions('book');
        element.query = 'cancel';
        expect(marked()).toEqual(['Cancel']);
        element.query = '';
        expect(marked()).toEqual([]);
    });

    it('go with the component', async () => {
        const element = await mountOptions('book');
        element.remove();
        expect(marked()).toEqual([]);
    });

    it('leave the words as they are in a browser without highlights', async () => {
        Reflect.deleteProperty(globalThis, 'Highlight');
        const element = await mountOptions('book');
        expect(marked()).toEqual([]);
        expect(element.shadowRoot?.querySelectorAll('mark')).toHaveLength(0);
        await expect(element).toBeAccessible();
    });
});
