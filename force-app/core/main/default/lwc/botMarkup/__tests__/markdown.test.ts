import * as fastCheck from 'fast-check';
import type * as Libraries from '../libraries';
import { markdownToHtml } from '../markdown';

/** The parser as it comes, a copy of its own, with all of its own expressions. */
let parser!: typeof Libraries;
jest.isolateModules(() => {
    parser = jest.requireActual<typeof Libraries>('marked');
});

/** But for what the transcript leaves out on purpose. */
class PlainTokenizer extends parser.Tokenizer {
    override code(): undefined {
        return undefined;
    }
}

const OPTIONS: Libraries.MarkedOptions = {
    gfm: true,
    breaks: true,
    async: false,
    renderer: new parser.Renderer(),
    tokenizer: new PlainTokenizer()
};

function asTheParser(source: string): string {
    return parser.Parser.parse(parser.Lexer.lex(source, OPTIONS), OPTIONS);
}

const PIECES = [
    ...['a', 'b c', '**x**', '`y`', '~~', '\\', '[q]', '(y)', '[q]: https://example.com', '&amp;'],
    ...['\n', '\n\n', '\r\n', '\r', '\u2028', ' ', '  ', '    ', '\t', '  \n'],
    ...['===', '---', '-', '=', '- ', '* ', '1. ', '> ', '>', '#', '# t', '```', '~~~'],
    ...['|', '| a | b |', '|---|---|', '|:-:|', ':-:', '-|-', 'a|b'],
    ...['<b>', '</b>', '<div>', '</div>', '<pre>', '<!-- x -->', '<?x?>', '<!X>']
];

it('reads paragraphs, quotes, tables, underlined headings and tags as the parser by itself does', () => {
    const text = fastCheck.array(fastCheck.constantFrom(...PIECES), { maxLength: 16 }).map((pieces) => pieces.join(''));
    fastCheck.assert(
        fastCheck.property(text, (source) => {
            expect(markdownToHtml(source)).toBe(asTheParser(source));
        }),
        { numRuns: 20_000 }
    );
});

it.each([
    ['Title\n===\ntext', '<h1>Title</h1>\n<p>text</p>\n'],
    ['two\nlines\n---', '<h2>two<br>lines</h2>\n'],
    ['a | b\n- | -\n1 | 2', '<table>'],
    ['   > quoted', '<blockquote>'],
    ['<div>\n*x*\n</div>', '<div>\n*x*\n</div>']
])('%j', (source, expected) => {
    expect(markdownToHtml(source)).toContain(expected);
});
