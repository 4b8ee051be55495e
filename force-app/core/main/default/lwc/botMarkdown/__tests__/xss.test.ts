import { renderRichText } from 'c/botMarkdown';
import { safeUrl, type TextFormat } from 'c/botTranscript';
import { xssVectors } from '../../../../../../../tests/fixtures/xss-vectors.ts';

const TAGS = new Set(
    (
        'p br hr wbr div span blockquote pre code kbd samp var q cite abbr strong b em i u s del ins mark small sub sup ' +
        'bdi bdo h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td a'
    ).split(' ')
);
const ATTRIBUTES = new Set('href title dir lang start colspan rowspan rel target scope tabindex role'.split(' '));

/** Everything in the HTML that has no business there. */
function offences(html: string): string[] {
    const page = document.implementation.createHTMLDocument('');
    page.body.innerHTML = html;
    const found: string[] = [];
    for (const element of page.body.querySelectorAll('*')) {
        if (!TAGS.has(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') {
            found.push(`<${element.localName}>`);
        }
        for (const { name, value } of element.attributes) {
            if (!ATTRIBUTES.has(name)) {
                found.push(`${name}="${value}"`);
            }
            if (name === 'href' && safeUrl(value, 'link')?.state !== 'ok') {
                found.push(`href ${value}`);
            }
        }
        if (element.localName === 'a' && element.getAttribute('rel') !== 'noopener noreferrer nofollow') {
            found.push('a link without rel');
        }
    }
    return found;
}

const vectors = xssVectors();
/** `url 3 in 4` → `url`; `img onerror 2` → `img`. */
const groupOf = (vector: { name: string }): string => vector.name.split(' ')[0] ?? '';
const groups = [...new Set(vectors.map(groupOf))];
const formats: TextFormat[] = ['markdown', 'html', 'plain'];

describe('XSS corpus', () => {
    it('has several hundred vectors, each with its own name', () => {
        expect(vectors.length).toBeGreaterThan(900);
        expect(new Set(vectors.map((vector) => vector.name)).size).toBe(vectors.length);
    });

    it('can tell an offence', () => {
        expect(offences('<img src=x onerror=1><a href="javascript:1">x</a><svg></svg>')).toEqual([
            '<img>',
            'src="x"',
            'onerror="1"',
            'href javascript:1',
            'a link without rel',
            '<svg>'
        ]);
    });

    describe.each(formats)('as %s', (format) => {
        it.each(groups)('%s', (group) => {
            const broken = vectors
                .filter((vector) => groupOf(vector) === group)
                .map(({ name, text }) => ({ name, offences: offences(renderRichText(text, { format })) }))
                .filter((vector) => vector.offences.length > 0);
            expect(broken).toEqual([]);
        });
    });

    it('stays the same when it is parsed and written again', () => {
        for (const { name, text } of vectors) {
            const page = document.implementation.createHTMLDocument('');
            const html = renderRichText(text, { format: 'markdown' });
            page.body.innerHTML = html;
            const again = page.body.innerHTML;
            page.body.innerHTML = again;
            expect({ name, html: page.body.innerHTML }).toEqual({ name, html: again });
            expect(offences(again)).toEqual([]);
        }
    });

    it('loads no picture but from a host that the policy names', () => {
        const policy = { mediaHosts: ['media.example.com'] };
        for (const { text } of vectors) {
            const page = document.implementation.createHTMLDocument('');
            page.body.innerHTML = renderRichText(text, { format: 'markdown', policy });
            for (const image of page.body.querySelectorAll('img')) {
                expect(image.getAttribute('src')).toMatch(
                    /^(?:https:\/\/media\.example\.com\/|data:image\/(?:png|jpeg|gif|webp);base64,)/
                );
                expect([...image.attributes].map(({ name }) => name).sort()).toEqual([
                    'alt',
                    'decoding',
                    'loading',
                    'referrerpolicy',
                    'src'
                ]);
            }
        }
    });
});
