import { prepare, type Block } from 'c/botTranscript';
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

    it('is none where the customer wrote something else, or later', () => {
        const offer = message('bot', '', { data: quickReplies('Red', 'Blue') });
        const { entries } = prepare([offer, message('customer', 'Neither'), message('customer', 'BLUE')], 'cognigy');
        expect(chosen(entries[0]?.blocks ?? [])).toEqual([]);
        expect(entries[2]?.answers).toBeNull();
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

    it('of a date picker is the date that follows', () => {
        const picker = { _plugin: { type: 'date-picker', data: {} } };
        const pick = (text: string): unknown =>
            prepare([message('bot', 'When?', { data: picker }), message('customer', text)], 'cognigy').entries[0]
                ?.blocks[1];
        expect(pick('2026-05-03')).toMatchObject({ kind: 'date-picker', chosen: '2026-05-03' });
        expect(pick('I do not know')).toMatchObject({ chosen: null });
    });
});
