import { toBlocks } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const labelOf = (button: object): unknown => {
    const data = { generic: [{ response_type: 'button', image_url: 'https://media.example.com/a.png', ...button }] };
    const [block] = toBlocks(message('bot', '', { data }), 'watsonx');
    return block?.kind === 'options' ? block.options[0]?.label : block;
};

describe('a button of watsonx that is a picture', () => {
    it.each([
        ['url', { url: 'https://www.example.com/book?room=1' }],
        ['post_back', { value: { input: { text: 'book_room_1' } } }],
        ['custom_event', { custom_event_name: 'book' }],
        ['show_panel', { panel: { body: [{ response_type: 'text', text: 'The room' }] } }]
    ])('of the type %s is called what the picture says', (type, more) => {
        expect(labelOf({ button_type: type, alt_text: 'Book the room', ...more })).toBe('Book the room');
    });

    it('keeps its own label', () => {
        expect(labelOf({ button_type: 'post_back', label: 'Book', alt_text: 'A room' })).toBe('Book');
    });
});
