import { prepare, type BotMessage } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const piece = (text: string, more: object = {}, stream = 's1'): BotMessage =>
    message('bot', text, { data: { _cognigy: { _messageId: stream, ...more } } });
const texts = (messages: BotMessage[]) => prepare(messages, 'cognigy').entries.map(({ message: { text } }) => text);

describe("a text that Cognigy's bot says bit by bit", () => {
    it('is one message, as the bits follow each other, where the first one stands', () => {
        const asked = message('customer', 'Where is it?');
        const pieces = ['Your order:\n\n1. **Lea', 'ves** today', '\n', '2. Arrives', ' on Friday.'].map((text) =>
            piece(text)
        );
        const { entries } = prepare([asked, ...pieces, piece('', { _finishReason: 'stop' })], 'cognigy');
        expect(entries.map((entry) => entry.message.text)).toEqual([
            'Where is it?',
            'Your order:\n\n1. **Leaves** today\n2. Arrives on Friday.'
        ]);
        expect(entries[1]).toMatchObject({ id: pieces[0]?.id, message: { sentAt: pieces[0]?.sentAt } });
        expect(entries[1]?.blocks).toMatchObject([{ kind: 'text', format: 'markdown' }]);
    });

    it('goes on after what the customer wrote meanwhile', () => {
        expect(texts([piece('One'), message('customer', 'Stop'), piece(', two')])).toEqual(['One, two', 'Stop']);
    });

    it('has each bit once where pages overlap', () => {
        const [one, two, three] = [piece('One'), piece(', two'), piece(', three')];
        expect(texts([one, two, one, two, three])).toEqual(['One, two, three']);
    });

    it('has what comes with its end, unless that repeats it', () => {
        const pieces = [piece('One'), piece(', two')];
        expect(texts([...pieces, piece(', three', { _finishReason: 'stop' })])).toEqual(['One, two, three']);
        expect(texts([...pieces, piece('One, two', { _finishReason: 'stop' })])).toEqual(['One, two']);
    });

    it('has the rating of any bit, also one that came later', () => {
        const [one, two] = [piece('One'), piece(', two')];
        const rated = { ...two, payload: JSON.stringify({ _cognigy: { _messageId: 's1' }, _rating: { rating: 1 } }) };
        const { entries } = prepare([one, two, rated], 'cognigy');
        expect(entries.map((entry) => entry.blocks)).toMatchObject([
            [
                { kind: 'text', text: 'One, two' },
                { kind: 'event', code: 'rating', text: '👍' }
            ]
        ]);
    });

    it('is one message also where each bit names the node that spoke', () => {
        const metadata = { nodeType: 'aiAgentJob', nodeLabel: 'AI Agent' };
        const bits = ['One', ', two', ''].map((text) =>
            message('bot', text, { data: { metadata, _cognigy: { _messageId: 's1' } } })
        );
        expect(texts([...bits, message('bot', '', { data: { metadata } })])).toEqual(['One, two']);
    });

    it('leaves apart what belongs to another text, or has more than a text', () => {
        const rich = piece('Which?', { _default: { _quickReplies: { quickReplies: [{ title: 'Yes' }] } } });
        const plain = message('bot', 'Bye');
        expect(texts([piece('One'), piece('Two', {}, 's2'), rich, plain])).toEqual(['One', 'Two', 'Which?', 'Bye']);
    });
});
