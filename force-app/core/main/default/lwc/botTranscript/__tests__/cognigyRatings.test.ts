import { toBlocks } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const rated = (rating: unknown, comment?: string): unknown => ({
    _cognigy: { controlCommands: [{ type: 'setRating', parameters: { rating, comment } }] }
});
const shown = (data: unknown) => toBlocks(message('customer', '', { data }), 'cognigy');

describe('what a customer of Cognigy thought of it', () => {
    it('is the thumb that was pressed: 1 is no point of five but the best there is', () => {
        expect(shown(rated(1, 'Quick'))).toMatchObject([{ kind: 'event', code: 'rating', text: '👍 · Quick' }]);
        expect(shown(rated(-1))).toMatchObject([{ kind: 'event', code: 'rating', text: '👎' }]);
        expect(shown(rated('-1', ''))).toMatchObject([{ kind: 'event', code: 'rating', text: '👎' }]);
    });

    it('is any other value as it is, or the comment alone', () => {
        expect(shown(rated(8, 'Quick'))).toMatchObject([{ text: '8 · Quick' }]);
        expect(shown(rated(null, 'Quick'))).toMatchObject([{ text: 'Quick' }]);
    });

    it('stands beside what was said, once', () => {
        const _rating = { rating: -1, comment: 'Too slow' };
        expect(toBlocks(message('bot', 'Bye', { data: { _rating } }), 'cognigy')).toMatchObject([
            { kind: 'text', text: 'Bye' },
            { kind: 'event', code: 'rating', text: '👎 · Too slow' }
        ]);
        expect(shown({ ...Object(rated(-1, 'Too slow')), _rating })).toMatchObject([{ text: '👎 · Too slow' }]);
        expect(shown({ ...Object(rated(1)), _rating: { rating: null, comment: null } })).toHaveLength(1);
    });

    it('is nothing where a bot only switches rating on: “Rating” alone reads as if there were one', () => {
        const data = { _cognigy: { controlCommands: [{ type: 'setRating', parameters: { enabled: true } }] } };
        expect(toBlocks(message('bot', 'Hello', { data }), 'cognigy')).toMatchObject([{ kind: 'text', text: 'Hello' }]);
    });

    it('is asked for in the words of the bot', () => {
        const data = {
            _plugin: {
                type: 'request-rating',
                data: {
                    ratingScreenTitleText: 'Feedback',
                    ratingTitleText: 'How was it?',
                    ratingCommentText: 'Tell us more',
                    ratingSubmitButtonText: 'Send'
                }
            }
        };
        expect(toBlocks(message('bot', '', { data }), 'cognigy')).toMatchObject([
            { kind: 'event', code: 'rating', text: 'Feedback · How was it? · Tell us more' }
        ]);
        expect(
            toBlocks(message('bot', '', { data: { _plugin: { type: 'request-rating' } } }), 'cognigy')
        ).toMatchObject([{ kind: 'event', code: 'rating', text: '' }]);
    });
});
