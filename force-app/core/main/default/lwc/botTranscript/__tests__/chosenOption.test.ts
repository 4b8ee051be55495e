import { prepare, type Block, type BotMessage, type Prepared } from 'c/botTranscript';
import { processorTime } from '../../../../../../../tests/fixtures/processor-time.ts';
import { message, quickReplies, startAgain } from './messages';

beforeEach(startAgain);

function chosen(blocks: readonly Block[]): string[] {
    return blocks.flatMap((block) =>
        block.kind === 'options' || block.kind === 'suggestions'
            ? block.options
                  .filter((option) => option.isChosen && block.chosenKey === option.key)
                  .map((option) => option.label)
            : []
    );
}

const option = (...labels: string[]): unknown => ({
    generic: [
        {
            response_type: 'option',
            title: 'Which?',
            options: labels.map((label) => ({ label, value: { input: { text: `send_${label}` } } }))
        }
    ]
});

describe('the chosen option', () => {
    it('of Cognigy is the one whose payload or title follows', () => {
        for (const sent of ['BLUE', 'blue', 'Blue', ' blue ']) {
            const { entries } = prepare(
                [message('bot', '', { data: quickReplies('Red', 'Blue') }), message('customer', sent)],
                'cognigy'
            );
            expect(chosen(entries[0]?.blocks ?? [])).toEqual(['Blue']);
            expect(entries[1]?.answers).toMatchObject({
                entry: { id: entries[0]?.id },
                choice: { label: 'Blue', value: 'BLUE' }
            });
        }
    });

    it('is what the customer pressed, not what pressing sent', () => {
        const { entries } = prepare(
            [message('bot', '', { data: option('Red', 'Blue') }), message('customer', 'send_Blue')],
            'watsonx'
        );
        expect(entries[1]?.blocks).toMatchObject([{ kind: 'text', text: 'Blue', format: 'plain' }]);
    });

    it('of watsonx is known by the related message, also when others are nearer', () => {
        const first = message('bot', '', { data: option('Red', 'Blue') });
        const second = message('bot', '', { data: option('Blue', 'Green') });
        const answer = message('customer', 'Blue', {
            relatesTo: first.id,
            data: { input: { text: 'send_Blue' }, history: { label: 'Blue' } }
        });
        const { entries } = prepare([first, second, answer], 'watsonx');
        expect(entries.map((entry) => chosen(entry.blocks))).toEqual([['Blue'], [], []]);
    });

    it('is known where it stands below a list, or below a picture', () => {
        const button = { type: 'postback', title: 'See more', payload: 'MORE' };
        for (const attachment of [
            { type: 'template', payload: { template_type: 'list', elements: [{ title: 'Boots' }], buttons: [button] } },
            { type: 'image', payload: { url: 'https://media.example.com/boots.png', buttons: [button] } }
        ]) {
            const offer = { _cognigy: { _webchat: { message: { attachment } } } };
            const { entries } = prepare([message('bot', '', { data: offer }), message('customer', 'MORE')], 'cognigy');
            expect(entries.map((entry) => entry.blocks)).toMatchObject([
                [{ buttons: [{ label: 'See more', isChosen: true }] }],
                [{ kind: 'text', text: 'See more' }]
            ]);
        }
    });

    it('is known where it stands in an entry of a list', () => {
        const elements = ['Boots', 'Coat'].map((title) => ({
            title,
            buttons: [{ type: 'postback', title: 'Order it', payload: `ORDER_${title}` }]
        }));
        const attachment = { type: 'template', payload: { template_type: 'list', elements } };
        const offer = message('bot', '', { data: { _cognigy: { _webchat: { message: { attachment } } } } });
        const { entries } = prepare([offer, message('customer', 'ORDER_Coat')], 'cognigy');
        expect(entries.map((entry) => entry.blocks)).toMatchObject([
            [{ items: [{ buttons: [{ isChosen: false }] }, { buttons: [{ isChosen: true }] }] }],
            [{ kind: 'text', text: 'Order it' }]
        ]);
    });

    it('is known where it stands in a grid', () => {
        const button = { response_type: 'button', label: 'Sea view', value: { input: { text: 'ROOM_SEA' } } };
        const generic = [{ response_type: 'grid', rows: [{ cells: [{ items: [button] }] }] }];
        const { entries } = prepare(
            [message('bot', '', { data: { generic } }), message('customer', 'ROOM_SEA')],
            'watsonx'
        );
        expect(entries.map((entry) => entry.blocks)).toMatchObject([
            [{ kind: 'grid', rows: [{ cells: [{ blocks: [{ options: [{ isChosen: true }] }] }] }] }],
            [{ kind: 'text', text: 'Sea view' }]
        ]);
    });

    it('of Sendbird is the suggested reply that follows', () => {
        const { entries } = prepare(
            [
                message('bot', 'More?', { data: { extended_message_payload: { suggested_replies: ['Yes', 'No'] } } }),
                message('customer', 'No')
            ],
            'sendbird'
        );
        expect(chosen(entries[0]?.blocks ?? [])).toEqual(['No']);
    });

    it('of a reply in a thread of Sendbird is one of that thread', () => {
        const offer = (relatesTo?: string) =>
            message('bot', 'More?', {
                relatesTo: relatesTo ?? null,
                data: { extended_message_payload: { suggested_replies: ['Yes', 'No'] } }
            });
        const root = message('customer', 'Where is my order?');
        const [inThread, other] = [offer(root.id), offer()];
        const [reply, elsewhere] = [root.id, 'on an older page'].map((relatesTo) =>
            message('customer', 'Yes', { relatesTo })
        ) as [BotMessage, BotMessage];
        const { entries } = prepare([root, inThread, other, elsewhere], 'sendbird');
        expect(entries.map((entry) => chosen(entry.blocks))).toEqual([[], [], [], []]);
        const found = prepare([root, inThread, other, reply], 'sendbird').entries;
        expect(found.map((entry) => chosen(entry.blocks))).toEqual([[], ['Yes'], [], []]);
    });

    it('is found over what the bot said in between, at the nearest offer', () => {
        const { entries } = prepare(
            [
                message('bot', '', { data: quickReplies('Red', 'Blue') }),
                message('bot', '', { data: quickReplies('Blue', 'Green') }),
                message('bot', 'Take your time.'),
                message('customer', 'BLUE')
            ],
            'cognigy'
        );
        expect(entries.map((entry) => chosen(entry.blocks))).toEqual([[], ['Blue'], [], []]);
    });

    it('is none where the customer wrote something else, or the same words later', () => {
        const offer = message('bot', '', { data: quickReplies('Red', 'Blue') });
        const { entries } = prepare([offer, message('customer', 'Neither'), message('customer', 'Blue')], 'cognigy');
        expect(chosen(entries[0]?.blocks ?? [])).toEqual([]);
        expect(entries[2]?.answers).toBeNull();
    });

    it('is none where the words answer an agent, unless they were pressed', () => {
        const offer = message('bot', '', { data: quickReplies('Yes', 'No') });
        const offered = (sent: string) =>
            prepare([offer, message('agent', 'Shall I refund it?'), message('customer', sent)], 'cognigy').entries;
        expect(chosen(offered('yes')[0]?.blocks ?? [])).toEqual([]);
        expect(offered('yes')[2]?.answers).toBeNull();
        const own = { data: option('Yes', 'No') };
        const { entries } = prepare([message('agent', 'Refund?', own), message('customer', 'Yes')], 'watsonx');
        expect(chosen(entries[0]?.blocks ?? [])).toEqual(['Yes']);
        const pressed = prepare(
            [message('bot', '', { data: option('Red') }), message('agent', 'Hi'), message('customer', 'send_Red')],
            'watsonx'
        );
        expect(chosen(pressed.entries[0]?.blocks ?? [])).toEqual(['Red']);
    });

    it('is found on a card in a carousel', () => {
        const elements = ['Sea', 'Garden'].map((title) => ({
            title,
            buttons: [{ type: 'postback', title: `Book ${title}`, payload: `BOOK_${title}` }]
        }));
        const data = {
            _cognigy: {
                _webchat: {
                    message: { attachment: { type: 'template', payload: { template_type: 'generic', elements } } }
                }
            }
        };
        const { entries } = prepare([message('bot', '', { data }), message('customer', 'BOOK_Garden')], 'cognigy');
        const [block] = entries[0]?.blocks ?? [];
        expect(block?.kind === 'carousel' && block.cards.map((card) => card.buttons[0]?.isChosen)).toEqual([
            false,
            true
        ]);
    });

    it('leaves the blocks of an open offer as they are when the answer comes', () => {
        const offer = message('bot', '', { data: quickReplies('Red') });
        const before = prepare([offer], 'cognigy').entries[0]?.blocks ?? [];
        expect(chosen(before)).toEqual([]);
        expect(chosen(prepare([offer, message('customer', 'RED')], 'cognigy').entries[0]?.blocks ?? [])).toEqual([
            'Red'
        ]);
        expect(chosen(before)).toEqual([]);
    });
});

/** Cognigy quick replies, `[title, payload]` each. */
const replies = (...pairs: [string, string][]): unknown => ({
    _cognigy: {
        _webchat: { message: { text: 'Which?', quick_replies: pairs.map(([title, payload]) => ({ title, payload })) } }
    }
});

/** A watsonx carousel with a card for each value, all with a button of the same label. */
const cards = (label: string, ...values: string[]): unknown => ({
    generic: [
        {
            response_type: 'carousel',
            items: values.map((text) => ({
                response_type: 'card',
                body: [],
                footer: [{ response_type: 'button', button_type: 'post_back', label, value: { input: { text } } }]
            }))
        }
    ]
});

function chosenCards({ entries }: Prepared): boolean[] {
    const [block] = entries[0]?.blocks ?? [];
    return block?.kind === 'carousel'
        ? block.cards.map((card) => [...card.buttons, ...card.blocks.flatMap(buttonsIn)].some((one) => one.isChosen))
        : [];
}

const buttonsIn = (block: Block): { isChosen: boolean }[] => (block.kind === 'options' ? block.options : []);

const lastText = ({ entries }: Prepared): unknown => entries.at(-1)?.blocks[0];

describe('of options that look alike', () => {
    it('the one whose value was sent is chosen, not the first of that label', () => {
        const offer = message('bot', '', { data: cards('Book', 'book Sea view', 'book Garden view') });
        const prepared = prepare(
            [
                offer,
                message('customer', 'Book', {
                    relatesTo: offer.id,
                    data: {
                        input: { text: 'book Garden view' },
                        history: { label: 'Book', relatedMessageID: offer.id }
                    }
                })
            ],
            'watsonx'
        );
        expect(chosenCards(prepared)).toEqual([false, true]);
        expect(prepared.entries[1]?.answers?.choice).toMatchObject({ value: 'book Garden view' });
    });

    it('none is chosen where they sent the same, and what the customer sent stays', () => {
        const prepared = prepare(
            [message('bot', '', { data: replies(['Yes', 'next'], ['No', 'next']) }), message('customer', 'next')],
            'cognigy'
        );
        expect(chosen(prepared.entries[0]?.blocks ?? [])).toEqual([]);
        expect(lastText(prepared)).toMatchObject({ text: 'next' });
    });

    it('the label decides between those that sent the same', () => {
        const offer = message('bot', '', { data: option('Yes', 'No') });
        offer.payload = offer.payload?.replace(/send_\w+/g, 'next') ?? null;
        const answer = message('customer', 'No', { data: { input: { text: 'next' }, history: { label: 'No' } } });
        expect(chosen(prepare([offer, answer], 'watsonx').entries[0]?.blocks ?? [])).toEqual(['No']);
    });

    it('none is chosen where all have one label and one value, but it is that label which was pressed', () => {
        const prepared = prepare(
            [message('bot', '', { data: cards('Book', 'BOOK', 'BOOK') }), message('customer', 'BOOK')],
            'watsonx'
        );
        expect(chosenCards(prepared)).toEqual([false, false]);
        expect(lastText(prepared)).toMatchObject({ text: 'Book' });
    });

    it('an earlier offer is no way out', () => {
        const { entries } = prepare(
            [
                message('bot', '', { data: replies(['Maybe', 'next']) }),
                message('bot', '', { data: replies(['Yes', 'next'], ['No', 'next']) }),
                message('customer', 'next')
            ],
            'cognigy'
        );
        expect(chosen(entries[0]?.blocks ?? [])).toEqual([]);
    });
});

describe('a button that is pressed later', () => {
    const later = (sent: string, ...pairs: [string, string][]): Prepared =>
        prepare(
            [
                message('bot', '', { data: replies(...pairs) }),
                message('customer', 'hi'),
                message('bot', 'Hello. Which one?'),
                message('customer', sent)
            ],
            'cognigy'
        );

    it.each([
        ['Invoice', 'INVOICE'],
        ['My orders', 'SHOW_ORDERS'],
        ['My "orders"', '{"show":"orders"}'],
        ['My orders', 'intent:orders']
    ])('is known by what nobody types: %s, %s', (label, value) => {
        const prepared = later(value, ['Other', 'OTHER_1'], [label, value]);
        expect(chosen(prepared.entries[0]?.blocks ?? [])).toEqual([label]);
        expect(lastText(prepared)).toMatchObject({ text: label });
    });

    it.each([
        ['Yes, cancel my contract', 'yes'],
        ['Yes', 'YES'],
        ['Talk to somebody', 'AGENT'],
        ['Half past ten', '10:30'],
        ['Berlin', '10115'],
        ['SHOW_ORDERS', 'SHOW_ORDERS']
    ])('is not taken from words: %s, %s', (label, value) => {
        const prepared = later(value, [label, value]);
        expect(chosen(prepared.entries[0]?.blocks ?? [])).toEqual([]);
        expect(lastText(prepared)).toMatchObject({ text: value });
    });

    it('is one of several pressed on the same message', () => {
        const offer = message('bot', '', { data: option('A', 'B', 'C') });
        const press = (label: string): BotMessage =>
            message('customer', label, {
                relatesTo: offer.id,
                data: { input: { text: `send_${label}` }, history: { label, relatedMessageID: offer.id } }
            });
        const { entries } = prepare([offer, press('C'), message('bot', 'ok'), press('A')], 'watsonx');
        const [block] = entries[0]?.blocks ?? [];
        expect(block?.kind === 'options' && block.options.map((one) => one.isChosen)).toEqual([true, false, true]);
    });

    it('is looked for in so many messages only', () => {
        const offer = message('bot', '', { data: replies(['Red', 'RED_GONE_1'], ['Orders', 'SHOW_ORDERS']) });
        const press = message('customer', 'SHOW_ORDERS');
        const between = (count: number): BotMessage[] =>
            Array.from({ length: count }, (_, n) => message(n % 2 === 0 ? 'customer' : 'bot', 'hi'));
        expect(prepare([offer, ...between(98), press], 'cognigy').entries.at(-1)?.answers).not.toBeNull();
        expect(prepare([offer, ...between(150), press], 'cognigy').entries.at(-1)?.answers).toBeNull();

        const many = Array.from({ length: 4_000 }, (_, n) =>
            n % 2 === 0 ? { ...offer, id: `o${n}` } : message('customer', 'GONE_1')
        );
        const took = processorTime(() => {
            expect(prepare(many, 'cognigy').entries.flatMap((entry) => chosen(entry.blocks))).toEqual([]);
        });
        expect(took).toBeLessThan(2_000);
    });
});
