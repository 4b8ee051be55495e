import { toBlocks } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

describe('a file of Sendbird without an address', () => {
    it.each(['image/png', 'video/mp4', 'audio/mpeg', 'application/pdf'])('of the type %s is named', (type) => {
        const files = [{ name: 'damage', type, size: 100, url: '' }];
        expect(toBlocks(message('customer', 'Look', { data: { files } }), 'sendbird')).toMatchObject([
            { kind: 'text', text: 'Look' },
            { kind: 'file', name: 'damage', size: 100 }
        ]);
    });
});
