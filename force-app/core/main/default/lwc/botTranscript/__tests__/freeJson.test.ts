import * as fastCheck from 'fast-check';
import { toBlocks, type Block } from 'c/botTranscript';

/** Names that mean something to the parser, and some that don't. */
const names = fastCheck.constantFrom(
    ...['title', 'name', 'header', 'price', 'sale_price', 'subtitle', 'description', 'text', 'body', 'url', 'link'],
    ...['image', 'image_url', 'thumbnail', 'image_alt', 'buttons', 'button', 'actions', 'label', 'variables'],
    ...['orders', 'status', 'eta', 'color', 'address', '', 'constructor', '__proto__']
);

/** Free JSON of which each text is a word of its own: `{word}`, counted when it is written. */
const freeJson = fastCheck.letrec((tie) => ({
    value: fastCheck.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fastCheck.constantFrom('word', 'https://example.com/word', null, true),
        fastCheck.array(tie('value'), { maxLength: 4 }),
        fastCheck.dictionary(names, tie('value'), { maxKeys: 6, noNullPrototype: true })
    )
})).value;

function numbered(value: unknown): { json: string; words: string[] } {
    const words: string[] = [];
    const json = JSON.stringify(value).replace(/word/g, () => {
        words.push(`word${words.length}end`);
        return words.at(-1) ?? '';
    });
    return { json, words };
}

function blocksOf(extended: unknown): Block[] {
    const payload = JSON.stringify({ type: 'MESG', extended_message_payload: extended });
    return toBlocks({ id: '1', sentAt: null, sender: 'bot', text: '', payload }, 'sendbird', { all: true });
}

const custom = (content: string): Block[] =>
    blocksOf({ custom_message_templates: [{ id: 'a', response: { status: 200, content }, error: null }] });

describe('every text of free JSON is told', () => {
    it('in the content of a custom template', () => {
        fastCheck.assert(
            fastCheck.property(freeJson, (value) => {
                const { json, words } = numbered(value);
                const shown = JSON.stringify(custom(json));
                expect(words.filter((word) => !shown.includes(word))).toEqual([]);
            }),
            { numRuns: 3_000 }
        );
    });

    it('in the variables and views of a message template', () => {
        fastCheck.assert(
            fastCheck.property(freeJson, freeJson, (one, other) => {
                const { json, words } = numbered([one, other]);
                const [variables, views] = JSON.parse(json) as unknown[];
                const template = { key: 'k', variables, view_variables: views, fallback_message: 'Fallback' };
                const shown = JSON.stringify(blocksOf({ message_template: template }));
                expect([...words, 'Fallback'].filter((word) => !shown.includes(word))).toEqual([]);
            }),
            { numRuns: 3_000 }
        );
    });

    it('also where the vendor adds a field to a template', () => {
        const blocks = blocksOf({ message_template: { key: 'k', variables: { title: 'A' }, footer: 'New words' } });
        expect(blocks).toMatchObject([{ kind: 'card', title: 'A' }, { kind: 'unknown' }]);
        expect(JSON.stringify(blocks)).toContain('New words');
    });
});

describe('templates within a template', () => {
    it('say their values, not which templates they are', () => {
        const lamps = ['Lamp', 'Bulb'].map((title) => ({ type: 'default', key: 'lamp_card', variables: { title } }));
        const template = { type: 'default', key: 'k', view_variables: { lamps }, container_options: { profile: true } };
        expect(blocksOf({ message_template: template })).toMatchObject([
            {
                kind: 'carousel',
                cards: [
                    { title: 'Lamp', blocks: [] },
                    { title: 'Bulb', blocks: [] }
                ]
            }
        ]);
        expect(blocksOf({ message_template: template })).toHaveLength(1);
    });

    it('are told whole where they have more', () => {
        const lamps = [{ key: 'SAVE20', variables: { title: 'Lamp' }, note: 'Until Sunday' }];
        expect(JSON.stringify(blocksOf({ message_template: { view_variables: { lamps } } }))).toMatch(
            /SAVE20.*Until Sunday/
        );
    });
});

describe('free JSON', () => {
    it('takes a picture out of a list, and no colour for a word', () => {
        const template = {
            variables: { number: 'R-3097', title: 'Trail shoe', price: '119.00 EUR', title_color: '#ff0000' },
            view_variables: { image: [{ url: 'https://media.example.com/shoe.png' }] }
        };
        expect(blocksOf({ message_template: template })).toMatchObject([
            {
                kind: 'card',
                title: 'Trail shoe',
                subtitle: '119.00 EUR',
                image: { host: 'media.example.com' },
                blocks: [{ kind: 'table', rows: [{ cells: [{ text: 'number' }, { text: 'R-3097' }] }] }]
            }
        ]);
    });

    it('has a card for each entry of a list that says something', () => {
        expect(custom('["Boots", "", " ", null, {}, "Coat"]')).toMatchObject([
            { kind: 'carousel', cards: [{ title: 'Boots' }, { title: 'Coat' }] }
        ]);
    });

    it('has where a button leads from its action', () => {
        const action = { type: 'web', data: 'https://www.example.com/track' };
        expect(custom(JSON.stringify({ title: 'Order', buttons: [{ label: 'Track', action }] }))).toMatchObject([
            { kind: 'card', buttons: [{ label: 'Track', action: 'link', url: { href: action.data } }] }
        ]);
    });

    it('has what a button sends, by default what it says', () => {
        const buttons = [{ label: 'Yes' }, { label: 'No', value: 'NO_THANKS' }];
        expect(custom(JSON.stringify({ title: 'Order?', buttons }))).toMatchObject([
            { buttons: [{ value: 'Yes' }, { value: 'NO_THANKS' }] }
        ]);
    });

    it('is told as it came where it is none', () => {
        expect(custom('We are open')).toMatchObject([{ kind: 'unknown', name: 'a', text: 'We are open' }]);
        expect(custom('{}')).toMatchObject([{ kind: 'unknown', name: 'a', text: '' }]);
    });

    it('takes a list of actions for buttons only where it says no more than buttons do', () => {
        const actions = [{ title: 'Refund', text: 'Issued on 5 May' }];
        expect(custom(JSON.stringify({ title: 'Order', buttons: [{ label: 'Track' }], actions }))).toMatchObject([
            { kind: 'card', title: 'Order', buttons: [{ label: 'Track' }] },
            { kind: 'card', title: 'Refund', subtitle: 'Issued on 5 May', buttons: [] }
        ]);
    });
});
