import { createElement } from 'lwc';
import BotOptions from 'c/botOptions';
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
