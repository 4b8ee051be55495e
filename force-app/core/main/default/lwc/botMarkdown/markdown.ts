import { Lexer, Parser, Renderer, Tokenizer, type MarkedOptions, type Tokens } from './libraries';

/** Checkboxes of task lists as signs: a transcript has nothing to tick. */
class TranscriptRenderer extends Renderer {
    override checkbox({ checked }: Tokens.Checkbox): string {
        return checked ? '\u2611 ' : '\u2610 ';
    }
}

/** Chat texts are often indented by chance; code is what stands between fences or backticks. */
class TranscriptTokenizer extends Tokenizer {
    override code(): undefined {
        return undefined;
    }
}

const OPTIONS: MarkedOptions = {
    gfm: true,
    breaks: true,
    async: false,
    renderer: new TranscriptRenderer(),
    tokenizer: new TranscriptTokenizer()
};

/**
 * GitHub's Markdown, line breaks kept, raw HTML passed through: the outcome is NOT safe before it is sanitised.
 *
 * @throws RangeError where the nesting is deeper than the stack
 */
export function markdownToHtml(source: string): string {
    return Parser.parse(Lexer.lex(source, OPTIONS), OPTIONS);
}
