import * as fastCheck from 'fast-check';
import {
    createSearchIndex,
    findHits,
    fold,
    prepare,
    search,
    searchText,
    type BotMessage,
    type SearchIndex
} from 'c/botTranscript';
import { shapeMessage, VENDOR_SHAPES } from '../../../../../../../tests/fixtures/vendor-shapes.ts';

function messages(...texts: string[]): BotMessage[] {
    return texts.map((text, n) => ({ id: `m${n}`, sentAt: null, sender: n % 2 === 0 ? 'bot' : 'customer', text }));
}

describe('fold', () => {
    it.each([
        ['Größe', 'grosse'],
        ['GROSSE', 'grosse'],
        ['Ça va', 'ca va'],
        ['İstanbul', 'istanbul'],
        ['naïve Café', 'naive cafe'],
        ['ｆｕｌｌ', 'full'],
        ['ﬁn', 'fin'],
        ['a\u00a0b\tc\nd', 'a b c d'],
        ['مُحَمَّد', 'محمد'],
        ['が', 'か\u3099'],
        ['I don’t know, d‘accord', "i don't know, d'accord"],
        ['the “black” „Haus“', 'the "black" "haus"'],
        ['A\u20111234 – now', 'a-1234 - now'],
        ['Kunden\u00adser\u200bvice', 'kundenservice'],
        ['می\u200cخواهم', 'میخواهم'],
        ['❤\ufe0f', '❤'],
        ['Łódź, Đà Nẵng, Ħamrun', 'lodz, da nang, hamrun'],
        ['Ærøskøbing', 'aeroskobing'],
        ['Diyarbakır', 'diyarbakir'],
        ['cœur', 'coeur']
    ])('%s → %s', (text, folded) => {
        expect(fold(text)).toBe(folded);
    });
});

describe('findHits', () => {
    it.each([
        ['Die Größe der Größen', 'grosse', ['Größe', 'Größe']],
        ['Straße', 'ss', ['ß']],
        ['Café', 'cafe', ['Café']],
        ['Cafe\u0301s', 'café', ['Cafe\u0301']],
        ['aaa', 'aa', ['aa']],
        ['one\ntwo', 'one two', ['one\ntwo']],
        ['😀 x 😀', '😀', ['😀', '😀']],
        ['abc', '', []],
        ['Οδός, ΟΔΟΣ', 'οδος', ['Οδός', 'ΟΔΟΣ']],
        ['Η ΠΑΡΑΔΟΣΗ', 'ΠΑΡΑΔΟΣ', ['ΠΑΡΑΔΟΣ']],
        ['παράδοση', 'παραδος', ['παράδοσ']],
        ['Kunden\u00adservice da', 'kundenservice', ['Kunden\u00adservice']],
        ['I don’t', "don't", ['don’t']],
        ["I don't", 'don’t', ["don't"]],
        ['\u200bend', 'end', ['end']],
        ['abc', '\u200b', []],
        ['Ærø', 'r', ['r']],
        ['Ærø', 'ae', ['Æ']],
        ['ペンギン', 'ペンキ', []],
        ['ﾍﾟﾝｷﾞﾝとペンキ', 'ペンキ', ['ペンキ']],
        ['ばは', 'は', ['は']],
        ['ｶﾞｽとか\u3099', 'が', ['か\u3099']],
        ['ばか', 'か', ['か']],
        ['ｶﾞｽとか\u3099', 'ガ', ['ｶﾞ']],
        ['각', '가', ['각']],
        ['abc', '  ', []],
        ['abc', 'd', []]
    ])('%s, %s', (text, query, found) => {
        expect(findHits(text, query).map(({ start, end }) => text.slice(start, end))).toEqual(found);
    });

    it('finds what was put in, in any text', () => {
        const words = fastCheck.string({ unit: 'grapheme', maxLength: 20 });
        fastCheck.assert(
            fastCheck.property(words, words, words, (before, wanted, after) => {
                fastCheck.pre(fold(wanted).trim() !== '');
                const text = `${before} ${wanted} ${after}`;
                const hits = findHits(text, wanted);
                expect(hits.length).toBeGreaterThan(0);
                hits.forEach(({ start, end }, n) => {
                    expect(start).toBeLessThan(end);
                    expect(start).toBeGreaterThanOrEqual(hits[n - 1]?.end ?? 0);
                    expect(end).toBeLessThanOrEqual(text.length);
                });
            })
        );
    });
});

describe('search', () => {
    it('finds texts, counts, and goes by the order of messages', () => {
        const prepared = prepare(messages('Order, order!', 'nothing', 'Bestellung', 'the ORDER'), 'text');
        const index = createSearchIndex(prepared);
        expect(search(index, ' order ')).toEqual({
            hits: [
                { index: 0, count: 2 },
                { index: 3, count: 1 }
            ],
            total: 3
        });
        expect(search(index, 'order', { senders: ['customer'] })).toEqual({ hits: [{ index: 3, count: 1 }], total: 1 });
        expect(search(index, '')).toEqual({ hits: [], total: 0 });
        expect(search(index, 'o.*r')).toEqual({ hits: [], total: 0 });
    });

    it('is built bit by bit, and goes on from an earlier index', () => {
        const all = messages(...Array.from({ length: 500 }, (_, n) => `word${n}`));
        const later = prepare(all.slice(200), 'text');
        const first = createSearchIndex(later);
        while (!first.extend(0)) {
            expect(first.texts.length).toBeLessThanOrEqual(300);
        }
        const second = createSearchIndex(prepare(all, 'text'), first);
        expect(search(second, 'word199').hits).toEqual([{ index: 199, count: 1 }]);
        expect(search(second, 'word499').hits).toEqual([{ index: 499, count: 1 }]);
    });

    it('sees through markup', () => {
        const prepared = prepare(
            [{ id: '1', sentAt: null, sender: 'bot', text: 'a **bold** [link](https://example.com) &amp; <b>tag</b>' }],
            'cognigy'
        );
        const index = createSearchIndex(prepared);
        expect(search(index, 'a bold link & tag').total).toBe(1);
        expect(search(index, '<b>').total).toBe(0);
    });

    it.each([
        ['Track: <https://track.example.com/p/1001>', 'track.example.com'],
        ['[Track it](https://track.example.com/p/1001)', 'track.example.com'],
        ['<table><tr><td>Sea 2</td><td>120</td></tr></table>', '120'],
        ['Sea 2 | 120', 'sea 2 | 120'],
        ['Gr&uuml;&szlig;e', 'Grüße'],
        ['pass__word', 'pass__word'],
        ['Order <ORDER-ID>', '<order-id>'],
        ['<!-- a -->', '<!-- a -->']
    ])('finds in %s what the page shows: %s', (text, query) => {
        const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text }], 'cognigy');
        expect(search(createSearchIndex(prepared), query).total).toBe(1);
    });

    it('finds every word that a message shows, in every kind of content', () => {
        const inside: Record<string, string[]> = {
            'cognigy gallery': ['sea view', 'two beds', 'refund'],
            'cognigy adaptive-card': ['booking', 'arrival', '240 eur', 'pets are welcome', 'confirm'],
            'watsonx table': ['prices', 'garden view', '120'],
            'watsonx search': ['you can return it', 'within a week'],
            'watsonx connect-to-agent': ['order 1001, damaged', 'wants a refund', 'ordernumber'],
            'sendbird form': ['kim example', 'your details'],
            'sendbird message-template': ['our rooms', 'book'],
            'cognigy attachments': ['invoice.pdf', 'files.example.com'],
            'cognigy buttons': ['call us', '+4930123456', 'www.example.com'],
            'cognigy list': ['www.example.com'],
            'cognigy video': ['media.example.com'],
            'watsonx iframe': ['www.example.com'],
            'sendbird button-and-citations': ['www.example.com']
        };
        const shapes = VENDOR_SHAPES.filter((shape) => inside[`${shape.adapter} ${shape.name}`]);
        expect(shapes).toHaveLength(Object.keys(inside).length);
        for (const shape of shapes) {
            const text = fold(searchText(shapeMessage(shape), shape.adapter));
            inside[`${shape.adapter} ${shape.name}`]?.forEach((words) => expect(text).toContain(words));
        }
    });

    describe('of what a customer pressed', () => {
        const generic = [
            { response_type: 'option', options: [{ label: 'My orders', value: { input: { text: 'SHOW' } } }] }
        ];
        const question: BotMessage = {
            id: 'q',
            sentAt: null,
            sender: 'bot',
            text: '',
            payload: JSON.stringify({ generic })
        };
        const pressed: BotMessage = { id: 'p', sentAt: null, sender: 'customer', text: 'SHOW' };
        const found = (index: SearchIndex, query: string) => search(index, query).hits.map((hit) => hit.index);

        it('finds the words that are shown, not the value that was sent', () => {
            const index = createSearchIndex(prepare([question, pressed], 'watsonx'));
            expect([found(index, 'my orders'), found(index, 'show')]).toEqual([[0, 1], []]);
        });

        it('finds them also where the question comes with older messages', () => {
            const first = createSearchIndex(prepare([pressed, { ...pressed, id: 'p2', text: 'thanks' }], 'watsonx'));
            expect(found(first, 'show')).toEqual([0]);
            const second = createSearchIndex(
                prepare([question, ...first.prepared.entries.map((one) => one.message)], 'watsonx'),
                first
            );
            expect([found(second, 'my orders'), found(second, 'show'), found(second, 'thanks')]).toEqual([
                [0, 1],
                [],
                [2]
            ]);
        });

        it('finds what else was said with it', () => {
            const named = { ...pressed, text: 'my orders', senderName: 'Kim' };
            const index = createSearchIndex(prepare([question, named], 'watsonx'));
            expect([found(index, 'my orders'), found(index, 'kim')]).toEqual([[0, 1], [1]]);
        });
    });

    it('finds no boxes, which only a copy has, beside the words of buttons', () => {
        const payload = JSON.stringify({
            generic: [{ response_type: 'option', title: '', options: [{ label: 'Yes' }] }]
        });
        const asked: BotMessage = { id: 'a', sentAt: null, sender: 'bot', text: '', payload };
        const answered: BotMessage = { id: 'b', sentAt: null, sender: 'customer', text: 'Yes' };
        const index = createSearchIndex(prepare([asked, answered], 'watsonx'));
        expect(search(index, 'yes').hits).toHaveLength(2);
        expect(search(index, 'x').hits).toEqual([]);
        expect(search(index, '[').hits).toEqual([]);
    });

    it('finds beyond what is shown at first', () => {
        const options = Array.from({ length: 5_000 }, (_, n) => ({ label: `Option ${n}` }));
        const payload = JSON.stringify({ generic: [{ response_type: 'option', options }] });
        const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text: '', payload }], 'watsonx');
        expect(search(createSearchIndex(prepared), 'option 4999').total).toBe(1);
    });
});
