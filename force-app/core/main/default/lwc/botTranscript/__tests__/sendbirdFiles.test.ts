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

describe('the size of a file', () => {
    it.each([
        ['2048', 2_048],
        [' ', null],
        ['2 kB', null],
        [NaN, null]
    ])('of %j is %j', (size, read) => {
        const files = [{ name: 'note.txt', type: 'text/plain', size, url: '' }];
        expect(toBlocks(message('customer', '', { data: { files } }), 'sendbird')).toMatchObject([{ size: read }]);
    });
});

describe('files that a message has several of', () => {
    it('are shown as what they are: the vendor names their parts otherwise than those of one', () => {
        const url = 'https://files.example.com/';
        const files = [
            { url: `${url}1`, file_name: 'front.png', file_type: 'image/png', file_size: 200, thumbnails: [] },
            { url: `${url}2`, file_name: 'note.txt', file_type: 'text/plain', file_size: 20 }
        ];
        expect(toBlocks(message('customer', '', { data: { type: 'FILE', files } }), 'sendbird')).toMatchObject([
            { kind: 'image', title: 'front.png', url: { text: `${url}1` } },
            { kind: 'file', name: 'note.txt', mimeType: 'text/plain', size: 20, url: { href: `${url}2` } }
        ]);
    });

    it('are shown once each, also where the first one stands beside them', () => {
        const url = 'https://files.example.com/';
        const file = { url: `${url}1`, name: 'front.png', type: 'image/png' };
        const titles = (files: unknown[]) =>
            toBlocks(message('customer', '', { data: { type: 'FILE', file, files } }), 'sendbird').map(
                (block) => block.kind === 'image' && block.title
            );
        const back = { url: `${url}2`, file_name: 'back.png', file_type: 'image/png' };
        expect(titles([{ url: `${url}1`, file_name: 'front.png', file_type: 'image/png' }, back])).toEqual([
            'front.png',
            'back.png'
        ]);
        expect(titles([back])).toEqual(['front.png', 'back.png']);
    });

    it.each(['front.png, note.txt', 'front.png,note.txt', ' front.png , note.txt '])(
        'need no text that is nothing but their names: %j',
        (text) => {
            const files = ['front.png', 'note.txt'].map((name) => ({ url: '', file_name: name, file_type: '' }));
            const kinds = (said: string): string[] =>
                toBlocks(message('customer', said, { data: { type: 'FILE', files } }), 'sendbird').map(
                    ({ kind }) => kind
                );
            expect(kinds(text)).toEqual(['file', 'file']);
            expect(kinds(`See ${text}`)).toEqual(['text', 'file', 'file']);
        }
    );
});
