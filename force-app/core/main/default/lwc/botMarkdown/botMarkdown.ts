import type { TextFormat, UrlPolicy } from 'c/botTranscript';
import { markdownToHtml } from './markdown';
import { plainToHtml } from './plain';
import { Recent } from './recent';
import { sanitize } from './sanitize';

export interface RichTextOptions {
    format: TextFormat;
    /** With it, pictures from its hosts are shown; without it, every picture is a link. */
    policy?: UrlPolicy;
}

/** Beyond this, markup is not worth the time of the page: the text is shown as it was written. */
export const LONGEST_MARKUP = 50_000;

const HTML_SIGNS = /[<&]|https?:\/\//i;
// A sign that Markdown reads anywhere; or, at the start of a line, a list or an underline.
const MARKDOWN_SIGNS = /[*_`~<&|\\[\]]|https?:\/\/|www\.|\S@\S|^[ \t]{0,3}(?:[-+#>]|\d{1,9}[.)]|=+[ \t]*$|-+[ \t]*$)/im;

/**
 * Whether a text looks different from its plain self. Where not, a component may show it as text, which costs nothing.
 */
export function needsMarkup(source: string, format: TextFormat): boolean {
    switch (format) {
        case 'markdown':
            return MARKDOWN_SIGNS.test(source);
        case 'html':
            return HTML_SIGNS.test(source);
        default:
            return /https?:\/\//i.test(source);
    }
}

const recent = new Recent(300, 1_000_000);

/**
 * Text of a message → HTML that may be put into the page as it is (`innerHTML`).
 *
 * Markdown is GitHub's, with line breaks kept and the HTML subset of `sanitize.ts` inside; whatever else a text tries
 * comes out as text, and a text of which nothing would be left (a lone script, a comment) is shown as it was written.
 * Headings start at `h4`; tables have header scopes and a scrollable box; links carry
 * `rel="noopener noreferrer nofollow"`, open beside the page and name their host.
 *
 * Never throws; any text will do, lone surrogates and control characters included. Texts longer than
 * `LONGEST_MARKUP` characters are shown without markup.
 */
export function renderRichText(source: string, options: RichTextOptions): string {
    const { format, policy } = options;
    if (!needsMarkup(source, format) || format === 'plain' || source.length > LONGEST_MARKUP) {
        return plainToHtml(source);
    }
    const key = `${format} ${policy?.mediaHosts?.join(' ') ?? ''}\n${source}`;
    const known = recent.get(key);
    if (known !== undefined) {
        return known;
    }
    const made = rendered(source, format, policy);
    recent.set(key, made);
    return made;
}

function rendered(source: string, format: TextFormat, policy: UrlPolicy | undefined): string {
    try {
        const html = format === 'markdown' ? markdownToHtml(source) : source;
        return sanitize(html, policy)?.trim() ?? plainToHtml(source);
    } catch (error) {
        // Nested deeper than a parser's stack: nobody wrote that to be read as markup.
        if (isStackOverflow(error)) {
            return plainToHtml(source);
        }
        throw error;
    }
}

/** By name: Firefox has a class of its own for it, and a sandbox has classes of its own for all. */
function isStackOverflow(error: unknown): boolean {
    const { name } = (error ?? {}) as { name?: unknown };
    return name === 'RangeError' || name === 'InternalError';
}
