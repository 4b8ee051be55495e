import * as fastCheck from 'fast-check';
import { renderRichText } from 'c/botMarkdown';
import { LONGEST_MARKUP, needsMarkup, plainText } from 'c/botMarkup';
import { processorTime } from '../../../../../../../tests/fixtures/processor-time.ts';

const LINK = 'rel="noopener noreferrer nofollow" target="_blank"';

function markdown(source: string): string {
    return renderRichText(source, { format: 'markdown' });
}

function html(source: string): string {
    return renderRichText(source, { format: 'html' });
}

function plain(source: string): string {
    return renderRichText(source, { format: 'plain' });
}

/** What a reader sees. */
function seen(source: string): string {
    const page = document.implementation.createHTMLDocument('');
    page.body.innerHTML = source;
    return page.body.textContent ?? '';
}

describe('markdown', () => {
    it.each([
        ['**bold** and _slanted_', '<p><strong>bold</strong> and <em>slanted</em></p>'],
        ['one\ntwo *x*', '<p>one<br>two <em>x</em></p>'],
        ['# Title', '<h4>Title</h4>'],
        ['#### Deep', '<h6>Deep</h6>'],
        ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
        ['3. c', '<ol start="3">\n<li>c</li>\n</ol>'],
        ['- [x] done\n- [ ] open', '<ul>\n<li>\u2611 done</li>\n<li>\u2610 open</li>\n</ul>'],
        ['`a < b`', '<p><code>a &lt; b</code></p>'],
        ['```js\nif (a < b) {}\n```', '<pre><code>if (a &lt; b) {}\n</code></pre>'],
        ['> quoted', '<blockquote>\n<p>quoted</p>\n</blockquote>'],
        ['~~gone~~', '<p><del>gone</del></p>'],
        ['    four spaces *x*', '<p>    four spaces <em>x</em></p>'],
        ['a <u>b</u>', '<p>a <u>b</u></p>']
    ])('%s', (source, expected) => {
        expect(markdown(source).replace(/ {2,}/g, (spaces) => spaces)).toBe(expected);
    });

    it('opens links beside the page and names their host', () => {
        expect(markdown('[Order](https://www.example.com/1)')).toBe(
            `<p><a href="https://www.example.com/1" ${LINK}>Order<small> (www.example.com)</small></a></p>`
        );
        expect(markdown('https://www.example.com/1')).toBe(
            `<p><a href="https://www.example.com/1" ${LINK}>https://www.example.com/1</a></p>`
        );
    });

    it.each(['mailto:kim@example.com', 'tel:+4930123456'])('opens no tab for a program: %s', (href) => {
        expect(markdown(`[Ask](${href})`)).toContain(`<a href="${href}" rel="noopener noreferrer nofollow">Ask`);
    });

    it('shows a link that may not be followed as text', () => {
        expect(seen(markdown('[x](javascript:alert(1))'))).toBe('x (javascript:alert(1))');
        expect(markdown('[x](javascript:alert(1))')).not.toContain('<a');
    });

    it.each([
        '[WWW.Example.com](https://www.example.com/)',
        'HTTPS://Shop.Example.com/a',
        '[Kim@Example.com](mailto:kim@example.com)'
    ])('names a host once, whatever its case: %s', (text) => {
        expect(seen(markdown(text))).toBe(/^\[(.*)\]/.exec(text)?.[1] ?? text);
        expect(plainText(text, 'markdown', 'after')).not.toContain('\n');
    });

    it('says an address that may not be followed once', () => {
        for (const text of ['www.example.com/a', 'http://example.com/größe']) {
            expect(seen(markdown(text))).toBe(text);
        }
        expect(seen(markdown('[www.example.com](http://example.org/a)'))).toBe(
            'www.example.com (http://example.org/a)'
        );
    });

    it('makes a link of a picture, or shows it where the policy allows its host', () => {
        const source = '![A room](https://media.example.com/a.png)';
        expect(markdown(source)).toBe(
            `<p><a href="https://media.example.com/a.png" ${LINK}>A room<small> (media.example.com)</small></a></p>`
        );
        const policy = { mediaHosts: ['media.example.com'] };
        expect(renderRichText(source, { format: 'markdown', policy })).toBe(
            '<p><img src="https://media.example.com/a.png" alt="A room" loading="lazy" decoding="async" ' +
                'referrerpolicy="no-referrer"></p>'
        );
        expect(renderRichText('![x](https://example.org/a.png)', { format: 'markdown', policy })).not.toContain('<img');
    });

    it('puts on a line of its own what other elements have there, without what they are', () => {
        expect(markdown('<section>Our <main id="x"><i>rooms</i></main></section><center>Bye</center>')).toBe(
            '<div>Our <div><i>rooms</i></div></div><div>Bye</div>'
        );
    });

    it('links what would play', () => {
        const policy = { mediaHosts: ['media.example.com'] };
        const text = 'See <iframe src="https://media.example.com/1" title="How to"></iframe>';
        expect(renderRichText(text, { format: 'markdown', policy })).toBe(
            `<p>See <a href="https://media.example.com/1" ${LINK}>How to<small> (media.example.com)</small></a></p>`
        );
    });

    it('leaves out headers that say nothing: Markdown has no table without', () => {
        expect(markdown('| | |\n|-|-|\n|1|2|').replace(/\n/g, '')).toBe(
            '<div tabindex="0" role="group"><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>'
        );
        expect(markdown('| |b|\n|-|-|\n|1|2|').replace(/\n/g, '')).toContain(
            '<thead><tr><td></td><th scope="col">b</th></tr></thead>'
        );
        expect(html('<table><tr><th colspan="2"> </th><th>b</th></tr></table>')).toContain('<td colspan="2"></td>');
    });

    it('gives tables scopes and a box that scrolls by keyboard', () => {
        expect(markdown('| a | b |\n|---|---|\n| 1 | 2 |').replace(/\n/g, '')).toBe(
            '<div tabindex="0" role="group"><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
                '<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>'
        );
    });
});

describe('html', () => {
    it('keeps the subset and drops the rest', () => {
        expect(html('<p class="x" style="color:red">a <b id="y">b</b></p><script>1</script><form>c</form>')).toBe(
            '<p>a <b>b</b></p>c'
        );
    });

    it('knows row headers', () => {
        expect(html('<table><tbody><tr><th>a</th><td>1</td></tr></tbody></table>')).toContain('<th scope="row">a</th>');
    });

    it('puts no box into a box', () => {
        const nested = html(
            '<table><tbody><tr><td><table><tbody><tr><td>1</td></tr></tbody></table></td></tr></tbody></table>'
        );
        expect(nested.match(/<div/g)).toHaveLength(1);
    });
});

describe('plain', () => {
    it('escapes, keeps lines and links addresses', () => {
        expect(plain('a < b\n"c"')).toBe('a &#60; b<br>&#34;c&#34;');
        expect(plain('See https://example.com/a_(b), or (https://example.com/c).')).toBe(
            `See <a href="https://example.com/a_(b)" ${LINK}>https://example.com/a_(b)</a>, or ` +
                `(<a href="https://example.com/c" ${LINK}>https://example.com/c</a>).`
        );
        expect(plain('http://example.com')).toBe('http://example.com');
    });
});

describe('any text', () => {
    it('is shown whole in plain', () => {
        fastCheck.assert(
            fastCheck.property(fastCheck.string({ unit: 'binary' }), (text) => {
                const shown = seen(plain(text).replaceAll('<br>', '\n'));
                const parsed = text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '');
                expect(shown.replaceAll('\ufffd', '')).toBe(parsed.replaceAll('\ufffd', ''));
            })
        );
    });

    it('never throws, whatever the format', () => {
        const pieces = fastCheck.constantFrom(
            '*',
            '_',
            '`',
            '[',
            ']',
            '(',
            ')',
            '<',
            '>',
            '!',
            '#',
            '|',
            '-',
            '\n',
            ' ',
            '&',
            'a',
            '\ud800',
            '~',
            '\\'
        );
        const texts = fastCheck.array(pieces, { maxLength: 80 }).map((parts) => parts.join(''));
        fastCheck.assert(
            fastCheck.property(texts, fastCheck.constantFrom('markdown' as const, 'html' as const), (text, format) => {
                expect(typeof renderRichText(text, { format })).toBe('string');
            }),
            { numRuns: 500 }
        );
    });

    it('without markup costs no markup', () => {
        for (const text of [
            'Hello, how are you?',
            'Your order 1001 is on its way!',
            'a - b',
            '5 + 5 = 10',
            '¿Qué tal?'
        ]) {
            expect(needsMarkup(text, 'markdown')).toBe(false);
            expect(seen(markdown(text))).toBe(text);
        }
    });

    it('that needs no markup looks the same with it', () => {
        const words = fastCheck.string({ unit: 'grapheme', maxLength: 60 });
        fastCheck.assert(
            fastCheck.property(words, (text) => {
                fastCheck.pre(!needsMarkup(text, 'markdown') && text.trim() === text);
                // The same text with a bold end goes through the parser.
                const parsed = seen(markdown(`${text} **!**`));
                expect(parsed.replace(/\s+/g, ' ')).toBe(`${text} !`.replace(/\s+/g, ' '));
            }),
            { numRuns: 300 }
        );
    });
});

describe('hostile texts', () => {
    const size = LONGEST_MARKUP;
    const times: [string, string][] = [
        ['quotes', '>'.repeat(size)],
        ['brackets', '['.repeat(size)],
        ['links', '[a](b'.repeat(size / 5)],
        ['emphasis', '*a '.repeat(size / 3)],
        ['underscores', '_'.repeat(size - 1) + 'a'],
        ['nested emphasis', '*a**b'.repeat(size / 5)],
        ['backticks', '`'.repeat(size - 1) + 'a'],
        ['many backticks', Array.from({ length: 300 }, (_, n) => '`'.repeat(n)).join(' ')],
        ['tags', '<a '.repeat(size / 3)],
        // Browsers stop nesting at 512, jsdom goes on: not more than a browser would.
        ['nested tags', '<div>'.repeat(500)],
        ['nested lists', Array.from({ length: 200 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n')],
        ['table', '|'.repeat(size)],
        ['table rows', `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(size / 8)}`],
        ['references', '[a]: b\n'.repeat(size / 8)],
        ['comment', `<!--${'-'.repeat(size - 10)}`],
        ['escapes', '\\*'.repeat(size / 2)],
        ['autolinks', 'www.'.repeat(size / 4)],
        ['mails', 'a@'.repeat(size / 2)],
        ['entities', '&'.repeat(size)],
        ['spaces', `a${' '.repeat(size - 2)}*`],
        ['new lines', `*${'\n'.repeat(size - 2)}*`]
    ];

    it.each(times)('%s, up to 50,000 characters, are done in time', (_name, text) => {
        const took = processorTime(() => {
            expect(renderRichText(text.slice(0, size), { format: 'markdown' })).not.toBe('');
        });
        expect(took).toBeLessThan(5_000);
    });

    it('longer texts come without markup, at once', () => {
        const text = '**a** '.repeat(200_000);
        const took = processorTime(() => expect(markdown(text)).toBe(text));
        expect(took).toBeLessThan(5_000);
    });
});

describe('memory', () => {
    it('answers the same again', () => {
        const first = markdown('**a** [b](https://example.com)');
        for (let i = 0; i < 1_000; i++) {
            markdown(`**${i}**`);
        }
        expect(markdown('**a** [b](https://example.com)')).toBe(first);
    });
});
