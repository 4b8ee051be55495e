import { prepare, toBlocks } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const formOf = (form: unknown) =>
    toBlocks(message('bot', '', { data: { extended_message_payload: { form } } }), 'sendbird')[0];

describe('a form of Sendbird whose answers stand beside its fields', () => {
    const items = [
        { id: 'n1', name: 'name', type: 'text', label: 'Name', required: true, placeholder: ['First and last'] },
        { id: 'm1', name: 'meal', type: 'chip', label: 'Meal', options: ['Any', 'Vegetarian'] },
        { id: 'x1', name: 'note', type: 'textarea', label: 'Anything else?' }
    ];

    it.each(['values', 'answers'])('has them, by the names of the fields, from its %s', (place) => {
        expect(formOf({ key: 'passenger', items, [place]: { name: 'Kim', meal: 'Vegetarian' } })).toMatchObject({
            kind: 'form',
            isSubmitted: true,
            fields: [
                { label: 'Name', answer: 'Kim' },
                { label: 'Meal', answer: 'Vegetarian', choices: [{ isChosen: false }, { isChosen: true }] },
                { label: 'Anything else?', answer: null }
            ]
        });
    });

    it('has them by the ids of the fields as well', () => {
        expect(formOf({ items, values: { n1: 'Kim', m1: ['Any'] } })).toMatchObject({
            fields: [{ answer: 'Kim' }, { answer: 'Any' }, { answer: null }]
        });
    });

    it('is told as it came where it has no fields', () => {
        expect(formOf({ key: 'passenger', title: 'Who travels?' })).toMatchObject({
            kind: 'unknown',
            name: 'form',
            text: 'Who travels?'
        });
    });

    it('is open while it has none', () => {
        expect(formOf({ items, values: {} })).toMatchObject({
            isSubmitted: false,
            fields: [{ answer: null }, { answer: null, choices: [{ label: 'Any' }, { label: 'Vegetarian' }] }, {}]
        });
    });
});

describe("a form of Sendbird's chat", () => {
    const extended = (values?: string[]): unknown => ({
        extended_message_payload: {
            message_form: {
                id: 75,
                name: 'Repair',
                version: 1,
                items: [
                    { id: 1, name: 'Your name', required: true, placeholder: 'Kim', style: { layout: 'text' }, values },
                    { id: 2, name: 'Topics', required: false, style: { layout: 'chip', options: ['Lid', 'Handle'] } }
                ]
            }
        }
    });
    const shown = (values?: string[]) => toBlocks(message('bot', '', { data: extended(values) }), 'sendbird');

    it('is a form, open or with its answers', () => {
        expect(shown()).toMatchObject([
            {
                kind: 'form',
                isSubmitted: false,
                fields: [
                    { label: 'Your name', answer: null, isRequired: true },
                    { label: 'Topics', choices: [{ label: 'Lid' }, { label: 'Handle' }] }
                ]
            }
        ]);
        expect(shown(['Kim Example'])).toMatchObject([
            { kind: 'form', isSubmitted: true, fields: [{ answer: 'Kim Example' }, { answer: null }] }
        ]);
    });
});

describe('a challenge of Sendbird', () => {
    const challenged = (text: string, challenge: unknown) =>
        toBlocks(message('bot', text, { data: { extended_message_payload: { challenge } } }), 'sendbird');

    it('says which it is and how it ended', () => {
        const challenge = { key: 'identity_check', request_id: 'r-1', status: 'succeeded' };
        expect(challenged('Please prove who you are', challenge)).toMatchObject([
            { kind: 'text' },
            { kind: 'event', code: 'other', text: 'identity_check · succeeded' }
        ]);
        expect(challenged('', { ...challenge, status: 'pending' })).toMatchObject([
            { kind: 'event', text: 'identity_check · pending' }
        ]);
    });

    it('can be none', () => {
        expect(challenged('Hello', null)).toMatchObject([{ kind: 'text' }]);
        expect(challenged('Hello', 'Prove it')).toMatchObject([{ kind: 'text' }, { kind: 'unknown' }]);
        expect(challenged('', { hint: 'Your code' })).toMatchObject([{ kind: 'unknown' }]);
    });
});

describe('a view of its own of Sendbird', () => {
    it.each([{ title: 'Parcel 7', eta: '5 May' }, '{"title":"Parcel 7","eta":"5 May"}'])(
        'says all it has: %j',
        (view) => {
            const data = { extended_message_payload: { custom_view: view } };
            expect(toBlocks(message('bot', 'Here it is', { data }), 'sendbird')).toMatchObject([
                { kind: 'text' },
                { kind: 'card', title: 'Parcel 7', blocks: [{ kind: 'table' }] }
            ]);
        }
    );
});

describe('a rating of Sendbird', () => {
    it.each([
        [{ csat: 2, csat_reason: 'Too slow' }, '2 · Too slow'],
        [{ csat: 5 }, '5'],
        [{ score: 4, comment: 'Quick' }, '4 · Quick'],
        [{ csat: null, csat_reason: 'Too slow' }, 'Too slow']
    ])('says what the customer said: %j', (csat, text) => {
        const data = { extended_message_payload: { csat } };
        expect(toBlocks(message('customer', '', { data }), 'sendbird')).toMatchObject([
            { kind: 'event', code: 'rating', text }
        ]);
    });

    const survey = {
        type: 'CSAT5',
        title: 'Your opinion',
        csat_question: 'How was our chat?',
        csat_submit_label: 'Send it',
        csat_scores: [
            { score: 1, label: 'Very bad' },
            { score: 5, label: 'Very good' }
        ]
    };
    const asked = (csat: object) =>
        toBlocks(message('system', '', { data: { type: 'ADMM', extended_message_payload: { csat } } }), 'sendbird');

    it('says what was asked, as one event', () => {
        expect(asked(survey)).toMatchObject([
            { kind: 'event', code: 'rating', text: 'Your opinion · How was our chat?' }
        ]);
        expect(asked(survey)).toHaveLength(1);
        expect(asked({ ...survey, csat: 4 })).toMatchObject([{ text: 'Your opinion · How was our chat? · 4' }]);
    });

    it('keeps what else was asked and answered as raw data', () => {
        const blocks = asked({ ...survey, follow_up: [{ title: 'What was missing?', answer: 'A map' }] });
        expect(blocks).toMatchObject([{ code: 'rating' }, { kind: 'unknown', name: 'csat' }]);
        expect(JSON.stringify(blocks[1])).toContain('A map');
    });
});

describe('an admin message of Sendbird without words', () => {
    it('is nothing by itself', () => {
        expect(toBlocks(message('system', ' ', { data: { type: 'ADMM' } }), 'sendbird')).toEqual([]);
    });
});

describe('a template of Sendbird whose fallback repeats the message', () => {
    const said = 'A lamp for 12 EUR';
    const shown = (template: object) =>
        toBlocks(
            message('bot', said, {
                data: { extended_message_payload: { message_template: { key: 'lamp', ...template } } }
            }),
            'sendbird'
        );

    it('says it once, beside its values or without any', () => {
        expect(shown({ variables: { title: 'Lamp' }, fallback_message: ` ${said} ` })).toMatchObject([
            { kind: 'text', text: said },
            { kind: 'card', title: 'Lamp' }
        ]);
        expect(shown({ fallback_message: said })).toMatchObject([
            { kind: 'text', text: said },
            { kind: 'unknown', name: 'lamp', text: '' }
        ]);
    });

    it('says it beside other words', () => {
        expect(shown({ variables: { title: 'Lamp' }, fallback_message: 'Lamp' })).toMatchObject([
            { kind: 'text', text: said },
            { kind: 'text', text: 'Lamp', tone: 'note' },
            { kind: 'card' }
        ]);
    });
});

describe('a message of Sendbird that was changed since', () => {
    const isEdited = (sender: 'bot' | 'customer', data: object) =>
        prepare([message(sender, 'At nine', { data: { updated_at: 1_767_225_700_000, ...data } })], 'sendbird')
            .entries[0]?.isEdited;

    it('is edited, unless the bot wrote it bit by bit', () => {
        expect(isEdited('bot', {})).toBe(true);
        expect(isEdited('bot', { data: '{"stream":false,"respond_mesg_id":7}' })).toBe(false);
        expect(isEdited('bot', { data: '{"note":1}' })).toBe(true);
        expect(isEdited('bot', { data: 'stream' })).toBe(true);
        expect(isEdited('customer', { data: '{"stream":false}' })).toBe(true);
    });
});

describe('what comes beside a message of Sendbird and is none of its known parts', () => {
    const shown = (data: object, text = 'Choose a seat') => toBlocks(message('bot', text, { data }), 'sendbird');

    it.each([
        ['a new part', { extended_message_payload: { seat_map: { title: 'Row 12' } } }, 'seat_map', 'Row 12'],
        ['data of the bot', { custom_type: 'seats', data: '{"hint":"Left is free"}' }, 'seats', 'Left is free'],
        ['data that is no JSON', { data: 'Left is free' }, 'data', 'Left is free'],
        ['a part that is none', { extended_message_payload: { cta_button: 'Open it' } }, 'cta_button', 'Open it'],
        ['data of an event', { type: 'ADMM', data: '{"why":"She asked for it"}' }, 'data', 'She asked']
    ])('comes once, as raw data: %s', (_what, data, name, raw) => {
        const blocks = shown({ type: 'MESG', ...data });
        expect(blocks).toMatchObject([{ text: 'Choose a seat' }, { kind: 'unknown', name }]);
        expect(JSON.stringify(blocks[1])).toContain(raw);
    });

    it.each([
        ['the state of its writing', { data: '{"stream":false,"respond_mesg_id":12}' }],
        ['what stands in it already', { data: '{"label":"choose a seat"}' }],
        ['codes', { custom_type: 'seat_map', data: '{"kind":"seat_map","row":12}' }],
        [
            'known parts',
            {
                extended_message_payload: {
                    bot_message_type: 'Greeting',
                    is_thinking: false,
                    suggested_replies: '["Yes"]'
                }
            }
        ]
    ])('does not come where it says no more: %s', (_what, data) => {
        expect(shown({ type: 'MESG', ...data }).map(({ kind }) => kind)).not.toContain('unknown');
    });
});
