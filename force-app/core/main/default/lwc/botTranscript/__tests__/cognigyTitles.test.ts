import { prepare, toBlocks } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const gallery = (...elements: object[]): unknown => ({
    _cognigy: {
        _webchat: { message: { attachment: { type: 'template', payload: { template_type: 'generic', elements } } } }
    }
});
const cardOf = (element: object) => toBlocks(message('bot', '', { data: gallery(element) }), 'cognigy')[0];

describe('titles of cards and buttons, which the vendor shows as HTML', () => {
    it('are shown without its signs', () => {
        expect(
            cardOf({
                title: '<b>Bed &amp; breakfast</b>',
                subtitle: 'Two beds<br/>from <a href="https://www.example.com/">120&nbsp;EUR</a>',
                buttons: [{ type: 'postback', title: '<font color="red">Book</font>', payload: 'BOOK' }]
            })
        ).toMatchObject({
            title: 'Bed & breakfast',
            subtitle: 'Two beds\nfrom 120\u00a0EUR (https://www.example.com/)',
            buttons: [{ label: 'Book', value: 'BOOK' }]
        });
    });

    it.each(['1 < 2 & 3 > 2', 'R&D', 'Reply with <order number>', 'List<String>', '*new*'])(
        'are as they are where they have none: %s',
        (title) => {
            expect(cardOf({ title, subtitle: title, buttons: [{ type: 'postback', title }] })).toMatchObject({
                title,
                subtitle: title,
                buttons: [{ label: title, value: title }]
            });
        }
    );

    it('are what the picture says, else what is sent or asked for, where there are none', () => {
        const image = { image_url: 'https://media.example.com/a.png', image_alt_text: 'A red shoe' };
        const buttons = [
            { content_type: 'text', payload: 'RED', ...image },
            { type: 'web_url', url: 'https://www.example.com/', ...image },
            { content_type: 'text', payload: 'BLUE' },
            { content_type: 'user_email' }
        ];
        expect(cardOf({ title: 'Shoes', buttons })).toMatchObject({
            buttons: [
                { label: 'A red shoe', value: 'RED' },
                { label: 'A red shoe' },
                { label: 'BLUE' },
                { label: 'user_email' }
            ]
        });
    });

    it('name what was chosen', () => {
        const buttons = [{ type: 'postback', title: '<i>Sea</i>', payload: 'SEA_VIEW' }];
        const { entries } = prepare(
            [message('bot', '', { data: gallery({ title: 'Rooms', buttons }) }), message('customer', 'SEA_VIEW')],
            'cognigy'
        );
        expect(entries[0]?.blocks).toMatchObject([{ buttons: [{ label: 'Sea', isChosen: true }] }]);
        expect(entries[1]?.blocks).toMatchObject([{ kind: 'text', text: 'Sea' }]);
    });
});

describe('a button that triggers an intent', () => {
    it('is the one whose intent was sent, and the customer said what it says', () => {
        const quickReplies = [
            { title: 'Back', payload: 'BACK', contentType: 'postback' },
            { title: 'Go on', payload: '', contentType: 'trigger_intent', intentName: 'Continue Booking' }
        ];
        const data = { _cognigy: { _default: { _quickReplies: { text: 'Which?', quickReplies } } } };
        const { entries } = prepare(
            [message('bot', '', { data }), message('customer', 'cIntent:Continue Booking')],
            'cognigy'
        );
        expect(entries[0]?.blocks).toMatchObject([{ options: [{ isChosen: false }, { isChosen: true }] }]);
        expect(entries[1]?.blocks).toMatchObject([{ kind: 'text', text: 'Go on' }]);
    });
});

describe('a quick reply for the phone', () => {
    const reply = (parts: object) =>
        toBlocks(
            message('bot', '', {
                data: { _cognigy: { _webchat: { message: { text: 'Yes?', quick_replies: [parts] } } } }
            }),
            'cognigy'
        );

    it('calls where it has a number, and asks for the customer’s where it has none', () => {
        expect(reply({ content_type: 'user_phone_number', title: 'Call us', payload: '0111 222' })).toMatchObject([
            { options: [{ label: 'Call us', action: 'call', url: { href: 'tel:0111222' } }] }
        ]);
        expect(reply({ content_type: 'user_phone_number' })).toMatchObject([
            { options: [{ label: 'user_phone_number', action: 'reply' }] }
        ]);
    });
});

describe('the alternate text of a video or sound, which the webchat offers as its transcript', () => {
    const url = 'https://media.example.com/a';
    const shown = (cognigy: object) => toBlocks(message('bot', '', { data: { _cognigy: cognigy } }), 'cognigy');
    const attached = (type: string, altText: string) =>
        shown({ _webchat: { message: { attachment: { type, payload: { url, altText } } } } });
    const LINES = 'Unplug it first.\nThen take off the lid.';
    const LONG = 'Unplug it first, and then take off the lid. '.repeat(4).trim();

    it.each(['video', 'audio'])('names a %s where it is short, and describes it where it is not', (type) => {
        expect(attached(type, 'How to descale')).toMatchObject([{ alt: 'How to descale', description: '' }]);
        for (const words of [LINES, LONG]) {
            expect(attached(type, words)).toMatchObject([{ kind: type, alt: '', description: words }]);
        }
    });

    it('does so in the form for all channels too', () => {
        const parts = {
            _video: { videoUrl: url, videoAltText: LINES },
            _audio: { audioUrl: url, audioAltText: LINES }
        };
        expect(shown({ _default: parts })).toMatchObject([
            { kind: 'video', alt: '', description: LINES },
            { kind: 'audio', alt: '', description: LINES }
        ]);
    });
});
