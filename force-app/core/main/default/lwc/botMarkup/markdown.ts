import { TEXT_ELEMENTS } from './elements';
import { Lexer, Parser, Renderer, Tokenizer, type MarkedOptions, type Tokens } from './libraries';

/** Checkboxes of task lists as signs: a transcript has nothing to tick. */
class TranscriptRenderer extends Renderer {
    override checkbox({ checked }: Tokens.Checkbox): string {
        return checked ? '\u2611 ' : '\u2610 ';
    }
}

/** Lines, then one that underlines them. */
const UNDERLINE = /^(?:[^\n]+\n)+? {0,3}(?:=+|-+)[ \t]*(?:\n|$)/;
/** A line, then one of the signs that part a table's head from its body. */
const TABLE_HEAD = /^[^\n]+\n {0,3}[|:-][-:| ]*(?:\n|$)/;
const QUOTE = /^ {0,3}>/;
const TAG = /^ {0,3}</;
/** Words in angle brackets, or a tag without values. */
const BRACKETED = /^ {0,3}<([a-z][\w-]*)(?: [\w-]+)*>/i;
const ELEMENTS = new Set(TEXT_ELEMENTS);
/** Of an unknown one: looking further for each would take too long in a text that is made of them. */
const LONGEST_ELEMENT = 5_000;

/** `<order number>`, which the reader is to see: no element that text is made of, and nothing closes it. */
function isPlaceholder(source: string): boolean {
    const name = BRACKETED.exec(source)?.[1];
    return (
        name !== undefined &&
        !ELEMENTS.has(name.toLowerCase()) &&
        !source.slice(0, LONGEST_ELEMENT).includes(`</${name}`)
    );
}

/** A line that no other can join: an empty one or the end comes next. */
const LONE_LINE = /^([^\n]+)(?=\n(?:[ \t]*\n|$)|$)/;

/** What begins none of the other blocks. A subclass of the tokenizer would change how paragraphs join. */
class ParagraphExpression extends RegExp {
    private readonly whole: RegExp;

    constructor(whole: RegExp) {
        super(whole);
        this.whole = whole;
    }

    override exec(source: string): RegExpExecArray | null {
        return LONE_LINE.exec(source) ?? this.whole.exec(source);
    }
}

const rules = Lexer.rules.block.gfm;
rules.paragraph = new ParagraphExpression(rules.paragraph);

/**
 * Chat texts are often indented by chance; code is what stands between fences or backticks.
 *
 * The parser's expressions for these four blocks, and for paragraphs above, are so long that the browser takes 1 to 5
 * ms to get each of them ready. They are asked only where short ones cannot tell; what they find is the same.
 */
class TranscriptTokenizer extends Tokenizer {
    override code(): undefined {
        return undefined;
    }
    override lheading(source: string): Tokens.Heading | undefined {
        return UNDERLINE.test(source) ? super.lheading(source) : undefined;
    }
    override table(source: string): Tokens.Table | undefined {
        return TABLE_HEAD.test(source) ? super.table(source) : undefined;
    }
    override blockquote(source: string): Tokens.Blockquote | undefined {
        return QUOTE.test(source) ? super.blockquote(source) : undefined;
    }
    override html(source: string): Tokens.HTML | undefined {
        return TAG.test(source) && !isPlaceholder(source) ? super.html(source) : undefined;
    }
    override tag(source: string): Tokens.Tag | undefined {
        return isPlaceholder(source) ? undefined : super.tag(source);
    }
}

const OPTIONS: MarkedOptions = {
    gfm: true,
    breaks: true,
    async: false,
    renderer: new TranscriptRenderer(),
    tokenizer: new TranscriptTokenizer()
};

/** At each blank, the parser looks for a line's end behind all that follow: 50,000 would take it seconds. */
const MANY_BLANKS = / {500,}/g;
const ENOUGH_BLANKS = ' '.repeat(500);

/**
 * GitHub's Markdown, line breaks kept, raw HTML passed through: the outcome is NOT safe before it is sanitised.
 *
 * @throws RangeError where the nesting is deeper than the stack
 */
export function markdownToHtml(source: string): string {
    return Parser.parse(Lexer.lex(source.replace(MANY_BLANKS, ENOUGH_BLANKS), OPTIONS), OPTIONS);
}
