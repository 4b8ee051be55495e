import { prepare, toBlocks, type Sender } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const desk = (data: unknown, more: object = {}) => ({
    data: { type: 'MESG', custom_type: 'SENDBIRD_DESK_RICH_MESSAGE', data: JSON.stringify(data), ...more }
});
const shown = (data: unknown, text: string, more: object = {}, sender: Sender = 'agent') =>
    toBlocks(message(sender, text, desk(data, more)), 'sendbird');

describe("Sendbird Desk's survey", () => {
    const survey = (body: object) => ({
        type: 'SENDBIRD_DESK_CUSTOMER_SATISFACTION',
        body: { ticketId: 12, state: 'CONFIRMED', ...body }
    });

    it('has the score and the comment', () => {
        const answered = survey({ customerSatisfactionScore: 2, customerSatisfactionComment: 'Took very long' });
        expect(shown(answered, 'How was it?', { type: 'ADMM' }, 'system')).toMatchObject([
            { kind: 'event', code: 'other', text: 'How was it?' },
            { kind: 'event', code: 'rating', text: '2 · Took very long' }
        ]);
        const scored = survey({ customerSatisfactionScore: 5, customerSatisfactionComment: null });
        expect(shown(scored, 'How was it?')).toMatchObject([{ kind: 'text' }, { code: 'rating', text: '5' }]);
    });

    it('is the question alone while nobody has answered', () => {
        const open = survey({ state: 'WAITING', customerSatisfactionScore: null, customerSatisfactionComment: null });
        expect(shown(open, 'How was it?')).toMatchObject([{ kind: 'text', text: 'How was it?' }]);
    });
});

describe("Sendbird Desk's question whether a ticket may be closed", () => {
    const closure = (state: string) => ({ type: 'SENDBIRD_DESK_INQUIRE_TICKET_CLOSURE', body: { ticketId: 1, state } });

    it('has what the customer chose, nothing while they have not', () => {
        expect(shown(closure('DECLINED'), 'May we close?')).toMatchObject([
            { kind: 'text', text: 'May we close?' },
            { kind: 'event', code: 'other', text: 'DECLINED' }
        ]);
        expect(shown(closure('WAITING'), 'May we close?')).toMatchObject([{ kind: 'text' }]);
    });
});

describe("Sendbird Desk's preview of a link", () => {
    const url = 'https://shop.example.com/lamp';
    const body = { url, site_name: 'Shop', title: 'A lamp', description: 'Bright', image: `${url}.png` };
    const preview = { type: 'SENDBIRD_DESK_URL_PREVIEW', body };

    it('is a link, once where the message has one of its own', () => {
        const link = { kind: 'link', title: 'A lamp', description: 'Bright', url: { href: url } };
        expect(shown(preview, url)).toMatchObject([{ kind: 'text' }, link]);
        const og = { og_tag: { 'og:title': 'A lamp', 'og:description': 'Bright', 'og:url': url } };
        expect(shown(preview, url, og)).toMatchObject([{ kind: 'text' }, link]);
    });
});

describe("what Sendbird Desk's bot found", () => {
    it('is a card for each question, with its answer', () => {
        const results = [
            { category: 'Orders', question: 'Where is it?', answer: 'On its way.', keyword: 'where', objectID: '1' },
            {
                category: 'Orders',
                question: 'When?',
                answer: 'Soon.',
                url: 'https://www.example.com/faq',
                objectID: '2'
            }
        ];
        const found = { type: 'SENDBIRD_DESK_BOT_MESSAGE_FAQ_ANSWERS', faqFileId: 1, results };
        expect(shown(found, 'This may help', {}, 'bot')).toMatchObject([
            { kind: 'text' },
            {
                kind: 'carousel',
                cards: [
                    { title: 'Where is it?', subtitle: 'On its way.' },
                    { title: 'When?', subtitle: 'Soon.', url: { href: 'https://www.example.com/faq' } }
                ]
            }
        ]);
    });
});

describe('what Sendbird Desk writes into a message', () => {
    it('is no edit of its author', () => {
        const data = { type: 'SENDBIRD_DESK_CUSTOMER_SATISFACTION', body: { customerSatisfactionScore: 5 } };
        const written = message('agent', 'How was it?', desk(data, { updated_at: 1_767_600_000_000 }));
        expect(prepare([written], 'sendbird').entries[0]?.isEdited).toBe(false);
    });

    it.each(['SENDBIRD_DESK_CUSTOMER_SATISFACTION', 'SENDBIRD_DESK_BOT_MESSAGE_FAQ_ANSWERS', 'constructor'])(
        'is told as it came where it has another form: %s',
        (type) => {
            expect(shown({ type, body: 'Some words' }, 'Hello')).toMatchObject([{ kind: 'text' }, { kind: 'unknown' }]);
        }
    );
});
