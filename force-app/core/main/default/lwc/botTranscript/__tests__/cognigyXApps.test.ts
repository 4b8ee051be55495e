import { entryText, prepare, searchText, toBlocks } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const app = (parts: object): unknown => ({ _cognigy: { _app: parts } });
const blocksOf = (sender: 'customer' | 'bot', data: unknown, text = '') =>
    toBlocks(message(sender, text, { data }), 'cognigy');

describe('what a customer sends back from an xApp', () => {
    const sent = message('customer', '', {
        data: app({
            type: 'submit',
            payload: { fullName: 'Kim Example', orderNumber: 4711, address: { city: 'Oslo' } }
        })
    });

    it('is a form with its answers, which are found and copied', () => {
        expect(toBlocks(sent, 'cognigy')).toMatchObject([
            {
                kind: 'form',
                isSubmitted: true,
                fields: [
                    { label: 'fullName', answer: 'Kim Example' },
                    { label: 'orderNumber', answer: '4711' },
                    { label: 'address', answer: 'city: Oslo' }
                ]
            }
        ]);
        const { entries } = prepare([sent], 'cognigy');
        expect(entries.map((entry) => entryText(entry, { removed: '' }))).toEqual([
            'fullName: Kim Example\norderNumber: 4711\naddress: city: Oslo'
        ]);
        expect(searchText(sent, 'cognigy')).toContain('Kim Example');
    });

    it('is any value', () => {
        expect(blocksOf('customer', app({ type: 'submit', payload: 'yes' }))).toMatchObject([
            { kind: 'form', fields: [{ label: 'xApp', answer: 'yes' }] }
        ]);
        expect(blocksOf('customer', app({ payload: ['a', 'b'] }))).toMatchObject([
            { kind: 'form', fields: [{ label: 'xApp', answer: 'a, b' }] }
        ]);
    });

    it('can hold nothing', () => {
        expect(blocksOf('customer', app({ type: 'submit', payload: {} }))).toEqual([]);
        expect(blocksOf('customer', app({ type: 'submit' }))).toEqual([]);
    });
});

describe('an xApp that the bot opens', () => {
    const overlay = {
        url: 'https://apps.example.com/1',
        overlaySettings: { autoOpen: true, screenTitle: 'Claim form' }
    };

    it('is an event with its title', () => {
        expect(blocksOf('bot', app(overlay), 'Please fill in')).toMatchObject([
            { kind: 'text', text: 'Please fill in' },
            { kind: 'event', code: 'plugin', text: 'Claim form' }
        ]);
        expect(blocksOf('bot', app({ url: 'https://apps.example.com/1', overlaySettings: {} }))).toMatchObject([
            { kind: 'event', code: 'plugin', text: 'xApp' }
        ]);
    });
});
