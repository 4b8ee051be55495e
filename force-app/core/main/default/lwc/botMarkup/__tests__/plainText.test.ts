import * as fastCheck from 'fast-check';
import { renderRichText } from 'c/botMarkdown';
import { LONGEST_MARKUP, plainText } from 'c/botMarkup';
import { findHits, fold, type TextFormat } from 'c/botTranscript';
import { processorTime } from '../../../../../../../tests/fixtures/processor-time.ts';

const onPaper = (text: string, format: TextFormat = 'markdown') => plainText(text, format, 'beside');
const toSearch = (text: string, format: TextFormat = 'markdown') => plainText(text, format, 'after');

const SHOP = 'https://shop.example.com/';

/** What a bot wrote, and how it reads on paper. */
const MARKDOWN: [string, string][] = [
    [
        'Track: <https://track.example.com/p/1001> or <kim@example.com>',
        'Track: https://track.example.com/p/1001 or kim@example.com'
    ],
    ['Card **** **** **** 1234', 'Card **** **** **** 1234'],
    ['Gr&uuml;&szlig;e &hellip; &#8364; &#x20ac; &NotKnown;', 'Grüße … € € &NotKnown;'],
    [`${SHOP}t?_ga=2.1&id=_abc- and ${SHOP}Foo_(bar)`, `${SHOP}t?_ga=2.1&id=_abc- and ${SHOP}Foo_(bar)`],
    [`${SHOP}größe?a=%20b`, `${SHOP}größe?a=%20b`],
    ['pass__word, 2**8, snake_case_name, a * b * c', 'pass__word, 2**8, snake_case_name, a * b * c'],
    [
        `<a href="${SHOP}1"><b>Track it</b></a>, <a href='tel:+4930123'>Call us</a>`,
        `Track it (${SHOP}1), Call us (+4930123)`
    ],
    [`<img src="${SHOP}map.png" alt="Map">`, `Map (${SHOP}map.png)`],
    ['<img src="data:image/png;base64,AAAA" alt="Map">', 'Map'],
    [`See <iframe src="${SHOP}clip" title="How to"></iframe> it`, `See How to (${SHOP}clip) it`],
    [`See <video src="${SHOP}a.mp4" controls>No videos here</video> it`, `See ${SHOP}a.mp4 it`],
    [
        `See <audio controls><source src='${SHOP}a.mp3'><source src="${SHOP}a.ogg">None here</audio> it`,
        `See ${SHOP}a.mp3 it`
    ],
    ['See <iframe></iframe><video>No videos here</video> it', 'See it'],
    ['See <iframe src="javascript:alert(1)"></iframe> it', 'See javascript:alert(1) it'],
    [`[![Map](${SHOP}map.png)](${SHOP}way)`, `Map (${SHOP}way)`],
    ['**a *b* c** and ***d*** and ~~e~~', 'a b c and d and e'],
    ['Choose:\n- one\n- two\n  - *three*', 'Choose:\n- one\n- two\n  - three'],
    ['3. c\n4. d\n\n   more of d', '3. c\n4. d\n\nmore of d'],
    ['- [x] done\n- [ ] open', '- ☑ done\n- ☐ open'],
    ['<ul><li>a</li><li>b</li></ul><ol start="2"><li>c</li></ol>', '- a\n- b\n2. c'],
    [`[![](${SHOP}map.png)](${SHOP}way)`, `${SHOP}map.png (${SHOP}way)`],
    ['a<hr>b', 'a\n---\nb'],
    ['<OL><LI>a</LI></OL><UL><LI>b</LI></UL>', '1. a\n- b'],
    ['<pre>a\n<b>b</b>\n\n  c</pre>', 'a\nb\n\n  c'],
    [
        'Run `npm  run **x**` or\n```sh\n  a **b**\n\n  c &amp; d\n```\ndone',
        'Run npm run **x** or\n  a **b**\n\n  c &amp; d\n\ndone'
    ],
    ['| Room | EUR |\n|---|---|\n| Sea 2 | 120 |\n| | 80 |', 'Room | EUR\nSea 2 | 120\n | 80'],
    ['| | |\n|---|---|\n| Order | 4711 |\n| State | sent |', 'Order | 4711\nState | sent'],
    ['**Yours**:\n\n| | |\n|---|---|\n| Order | 4711 |\n\n- a', 'Yours:\nOrder | 4711\n- a'],
    ['> **Yours**:\n>\n> | | |\n> |---|---|\n> | Order | 4711 |\n\ndone', '> Yours:\n> Order | 4711\n\ndone'],
    [
        '<table><tr><td><p>Sea 2</p></td><td>120</td></tr><tr><td>Hill</td><td>80</td></tr></table>',
        'Sea 2 | 120\nHill | 80'
    ],
    ['# Title\nText\n\nOver\n---\nmore', 'Title\n\nText\n\nOver\n\nmore'],
    [
        `[Terms](${SHOP}terms "All of them") & [more][1]\n\n[1]: ${SHOP}more`,
        `Terms (${SHOP}terms) & more (${SHOP}more)`
    ],
    ['At www.example.com/a, [here](http://www.example.com)', 'At www.example.com/a, here (http://www.example.com)'],
    ['[x](javascript:alert(1)) [y](/terms)', 'x (javascript:alert(1)) y (/terms)'],
    [`[${SHOP}a](https://other.example.com/a)`, `${SHOP}a (https://other.example.com/a)`],
    ['one  \ntwo<br>three<br/><br/>four\n\nfive *!*', 'one\ntwo\nthree\n\nfour\n\nfive !'],
    ['`&uuml;` &amp;uuml; \\*not slanted\\* \\# 1\\. \\`', '&uuml; &uuml; *not slanted* # 1. `'],
    ['مرحبا **بك** في <b dir="rtl">متجرنا</b>', 'مرحبا بك في متجرنا'],
    ['a\tb *c*<!-- not said --> d', 'a b c d'],
    ['Order <ORDER-ID>, dear <first name>: <script>', 'Order <ORDER-ID>, dear <first name>: <script>'],
    ['<ORDER-ID>\n**is** on its way', '<ORDER-ID>\nis on its way'],
    ['Order <ORDER-ID> <!-- not said -->came\n\n*b*', 'Order <ORDER-ID> came\n\nb'],
    ['<speak>Hello <break time="1s"/>you</speak>', 'Hello you'],
    ['> quoted\n> *twice*\n\nanswered', '> quoted\n> twice\n\nanswered'],
    ['a\n\n---\n\n*b*', 'a\n---\n\nb'],
    ['<style>p { color: red }</style><b>a</b><template>b</template>', 'a'],
    // Nothing would be left, so the page shows it as it was written.
    ['<!-- a -->', '<!-- a -->'],
    ['5 < 6 > 4 <3 *you* a<b', '5 < 6 > 4 <3 you a<b'],
    ['<p>a</p>\n<p>b<span>c</span></p>', 'a\n\nbc'],
    ['<dl><dt>When</dt><dd>Now</dd></dl>', 'When\nNow'],
    ['<center>Welcome</center><section>Our <b>rooms</b></section><footer>Bye</footer>', 'Welcome\nOur rooms\nBye'],
    ['<details><summary>Terms</summary>No refunds</details>', 'Terms\nNo refunds']
];

const HTML: [string, string][] = [
    ['<p>You can <em>return</em>\n  it</p><p>within\u00a0a week</p>', 'You can return it\n\nwithin\u00a0a week'],
    ['**a** &lt;b&gt; &#150; &#xD800;', '**a** <b> – \ufffd']
];

/** The texts of the page, one for each text node: what the search can mark. */
function textsOnPage(text: string, format: TextFormat): string[] {
    const page = document.implementation.createHTMLDocument('');
    page.body.innerHTML = renderRichText(text, { format });
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode()) {
        texts.push(oneSpaced(walker.currentNode.nodeValue ?? ''));
    }
    return texts.filter((one) => one !== '');
}

function oneSpaced(text: string): string {
    return text.replace(/[ \t\r\n\f]+/g, ' ').trim();
}

function withoutEntities(text: string): string {
    const area = document.createElement('textarea');
    area.innerHTML = text.replaceAll('<', '&lt;');
    return area.value;
}

/** The first of these that the text does not have after those before it; undefined where it has all. */
function missing(wanted: readonly string[], text: string): string | undefined {
    let at = 0;
    for (const one of wanted) {
        const found = text.indexOf(one, at);
        if (found < 0) {
            return one;
        }
        at = found + one.length;
    }
    return undefined;
}

const wordsOf = (texts: readonly string[]) => texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []);

describe('on paper', () => {
    it.each(MARKDOWN)('%j', (text, expected) => {
        expect(onPaper(text)).toBe(expected);
    });

    it.each(HTML)('HTML: %j', (text, expected) => {
        expect(onPaper(text, 'html')).toBe(expected);
    });

    it('says what is not markup as it stands', () => {
        expect(onPaper('**a** <b>', 'plain')).toBe('**a** <b>');
        const long = '**a** '.repeat(LONGEST_MARKUP / 5);
        expect(onPaper(long)).toBe(long);
        const deep = '>'.repeat(LONGEST_MARKUP);
        expect(onPaper(deep)).toBe(deep);
    });
});

describe('says what the page says', () => {
    const all = [
        ...MARKDOWN.map(([text]) => ({ text, format: 'markdown' as const })),
        ...[...MARKDOWN, ...HTML].map(([text]) => ({ text, format: 'html' as const }))
    ];

    it.each(all)('$format: $text', ({ text, format }) => {
        const shown = textsOnPage(text, format);
        expect(shown.length).toBeGreaterThan(0);
        expect(missing(wordsOf(shown), onPaper(text, format))).toBeUndefined();
        const searched = fold(oneSpaced(toSearch(text, format)));
        expect(shown.filter((one) => findHits(searched, one).length === 0)).toEqual([]);
    });

    it('whatever is put together', () => {
        // A broken tag before it leaves the page what such an element holds.
        const hasHidden = /^<style>|<(?:iframe|video|audio)\b/;
        const pieces = fastCheck.constantFrom(
            ...MARKDOWN.map(([text]) => text).filter((text) => !hasHidden.test(text) && !text.includes('größe')),
            ...[
                'a',
                ' ',
                '  ',
                '\n',
                '\n\n',
                '\t',
                '*',
                '**',
                '_',
                '`',
                '```\n',
                '\\',
                '[',
                '](',
                ')',
                '|',
                '- ',
                '1. '
            ],
            ...[
                '> ',
                '<',
                '>',
                '<b>',
                '</b>',
                '<p>',
                '</p>',
                '<td>',
                '<br>',
                '</a>',
                '<li>',
                '&amp;',
                '&lt',
                '"',
                'é',
                '<x y>'
            ]
        );
        const texts = fastCheck.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));
        fastCheck.assert(
            fastCheck.property(texts, (text) => {
                // Letters, since broken tags part words otherwise than a browser does.
                const shown = textsOnPage(text, 'markdown');
                const letters = wordsOf(shown).join('');
                // A broken tag may leave the page nothing, which then spells the text out, tags and all.
                const isSpeltOut = /<[a-z/]/i.test(text) && letters === wordsOf([text]).join('');
                const [said, told] = isSpeltOut ? [wordsOf([onPaper(text)]).join(''), text] : [letters, onPaper(text)];
                // Spelt out, the page leaves entities as they were written.
                const asWritten = missing([...said], told);
                expect(asWritten && missing([...said], withoutEntities(told))).toBeUndefined();
            }),
            {
                numRuns: 3_000,
                examples: [
                    ['<p><pass__word, 2**8'],
                    ['</p><Choose:\n- one\n- two'],
                    ['<p><Gr&uuml;&szlig;e &hellip; &#8364; &#x20ac; &NotKnown;']
                ]
            }
        );
    });
});

describe('to search', () => {
    it.each([
        [`See [our terms](${SHOP}terms) & go`, 'See our terms & go\n(shop.example.com)'],
        ['[Call us](tel:+4930123)', 'Call us\n(+4930123)'],
        ['[x](javascript:alert(1))', 'x (javascript:alert(1))'],
        ['<https://track.example.com/p/1001>', 'https://track.example.com/p/1001']
    ])('%s reads as spoken, what leads away comes after it', (text, expected) => {
        expect(toSearch(text)).toBe(expected);
    });
});

describe('hostile texts', () => {
    const size = LONGEST_MARKUP;
    it.each([
        ['comments', '<!--'.repeat(size / 4)],
        ['tags', '<a '.repeat(size / 3)],
        ['placeholders', '<x>'.repeat(size / 3)],
        ['scripts', '<script '.repeat(size / 8)],
        ['open scripts', '<p><script>'.repeat(size / 11)],
        ['quotes', '<a href="'.repeat(size / 9)],
        ['attributes', `<a ${'href '.repeat(size / 5 - 2)}>`],
        ['links', `<a href=x>`.repeat(size / 10)],
        ['spaces', `<p>${' '.repeat(size - 5)}a`],
        ['lists', '<li><ul>'.repeat(size / 8)],
        ['entities', '&'.repeat(size)]
    ])('%s, up to 50,000 characters, are read in time', (_name, text) => {
        const took = processorTime(() => {
            expect(onPaper(text)).not.toBe('');
            expect(onPaper(text, 'html')).not.toBe('');
        });
        expect(took).toBeLessThan(2_000);
    });
});
