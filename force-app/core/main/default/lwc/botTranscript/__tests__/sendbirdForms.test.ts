import { toBlocks } from 'c/botTranscript';
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

    it('is open while it has none', () => {
        expect(formOf({ items, values: {} })).toMatchObject({
            isSubmitted: false,
            fields: [{ answer: null }, { answer: null, choices: [{ label: 'Any' }, { label: 'Vegetarian' }] }, {}]
        });
    });
});
