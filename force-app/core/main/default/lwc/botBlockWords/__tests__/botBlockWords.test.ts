import { datesText, eventText, fileFacts, PRINTED, printedWords, transferFacts, unknownText } from 'c/botBlockWords';
import { entryText } from 'c/botTranscript';
import type {
    Block,
    CardBlock,
    DatePickerBlock,
    Entry,
    EventBlock,
    FileBlock,
    FormBlock,
    TransferBlock
} from 'c/botTranscript';

const event = (code: EventBlock['code'], text = ''): EventBlock => ({ kind: 'event', key: 'k', code, text });
const dates = (parts: Partial<DatePickerBlock>): DatePickerBlock => ({
    kind: 'date-picker',
    key: 'k',
    label: '',
    earliest: '',
    latest: '',
    chosen: null,
    ...parts
});
const file: FileBlock = {
    kind: 'file',
    key: 'k',
    name: 'a.pdf',
    mimeType: 'application/pdf',
    size: 2_048,
    scan: 'infected',
    media: null
};
const ADDRESS = 'https://example.com/boots.png';
const NO_CARD: CardBlock = { kind: 'card', key: 'k', title: '', subtitle: '', imageAlt: '', blocks: [], buttons: [] };

describe('words of blocks', () => {
    it.each([
        [event('session-ended'), 'Conversation ended'],
        [event('rating', '5 · Quick'), 'Rating: 5 · Quick'],
        [event('queue', '3'), 'Place in the queue: 3'],
        [event('other', 'panel_opened'), 'panel_opened'],
        [event('other'), 'Event']
    ])('of an event', (block, expected) => {
        expect(eventText(block)).toBe(expected);
        expect(printedWords(block)).toBe(expected);
    });

    it('of dates: a range, one end, or any, and what was picked', () => {
        expect(datesText(dates({ earliest: '2026-05-01', latest: '2026-05-31' }))).toBe(
            'From May 1, 2026 to May 31, 2026'
        );
        expect(datesText(dates({ earliest: '2026-05-01' }))).toBe('From May 1, 2026');
        expect(datesText(dates({ latest: '2026-05-31' }))).toBe('Until May 31, 2026');
        expect(datesText(dates({}))).toBe('');
        expect(printedWords(dates({ latest: '2026-05-31', chosen: '2026-05-03' }))).toBe(
            'Date choice · Until May 31, 2026 · Chosen: May 3, 2026'
        );
        // As on the page; a message of nothing else would be empty.
        expect([printedWords(dates({})), printedWords(dates({ label: 'Your visit' }))]).toEqual(['Date choice', '']);
    });

    it('of a file: size, type and what the virus scan said', () => {
        expect(fileFacts(file)).toEqual(['2 kB', 'application/pdf', 'Infected: blocked']);
        expect(fileFacts({ ...file, size: null, mimeType: '', scan: 'clean' })).toEqual(['Checked, no virus found']);
        expect(printedWords(file)).toBe('2 kB · application/pdf · Infected: blocked');
    });

    it('of a transfer: what it tells the agent, each once', () => {
        const block: TransferBlock = {
            kind: 'transfer',
            key: 'k',
            text: 'One moment',
            messageToAgent: 'Wants a refund',
            topic: 'Refund',
            summary: 'Wants a refund',
            facts: [{ key: 'f', label: 'Order', value: '17' }]
        };
        expect(transferFacts(block).map(({ label, value }) => `${label}: ${value}`)).toEqual([
            'For the agent: Wants a refund',
            'Topic: Refund',
            'Order: 17'
        ]);
        const entry = { allBlocks: (): Block[] => [block] } as Entry;
        expect(entryText(entry, PRINTED)).toBe(
            'Asked for a human\nOne moment\nFor the agent: Wants a refund\nTopic: Refund\nOrder: 17'
        );
    });

    it('of a card of nothing but a picture, with its address', () => {
        const picture: CardBlock = {
            ...NO_CARD,
            image: { state: 'foreign', href: ADDRESS, host: 'example.com', text: ADDRESS }
        };
        const told = (card: CardBlock) => entryText({ allBlocks: (): Block[] => [card] } as Entry, PRINTED);
        expect([
            told(picture),
            told({ ...picture, imageAlt: 'Boots' }),
            told({ ...picture, title: 'Our boots' }),
            told(NO_CARD)
        ]).toEqual([`Image (${ADDRESS})`, `Boots (${ADDRESS})`, 'Our boots', '']);
    });

    it('of what can not be shown, or shows no words', () => {
        expect([unknownText('seat-map'), unknownText('')]).toEqual([
            'Content that can’t be shown: seat-map',
            'Content that can’t be shown'
        ]);
        const form: FormBlock = { kind: 'form', key: 'k', title: '', fields: [], isSubmitted: false };
        const kinds = ['image', 'video', 'audio', 'transfer', 'text'] as const;
        expect(kinds.map((kind) => printedWords({ kind } as Block))).toEqual([
            'Image',
            'Video',
            'Audio',
            'Asked for a human',
            ''
        ]);
        expect([false, true, null].map((isSubmitted) => printedWords({ ...form, isSubmitted }))).toEqual([
            'Not submitted',
            'Submitted',
            ''
        ]);
    });
});
