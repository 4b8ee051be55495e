/**
 * What texts with markup say: as HTML that is yet to be sanitised (`c/botMarkdown` does), and as plain text for the
 * search and for all that is taken away. One parser for both, so that they say the same. No DOM.
 */
import type { TextFormat } from 'c/botTranscript';
import { markdownToHtml } from './markdown';
import { PlainWriter } from './plainWriter';

export { LINE_ELEMENTS, TEXT_ELEMENTS } from './elements';
export { beside, readAddress } from './addresses';

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

/** Whether the page shows a text as it stands: it has no markup, or more than is worth its time. */
export function isAsWritten(source: string, format: TextFormat): boolean {
    return format === 'plain' || source.length > LONGEST_MARKUP || !needsMarkup(source, format);
}

/**
 * A text as HTML, NOT safe before it is sanitised.
 *
 * @returns null where it is nested deeper than the parser's stack: nobody wrote that to be read as markup
 */
export function unsafeHtml(source: string, format: TextFormat): string | null {
    if (format === 'html') {
        return source;
    }
    try {
        return markdownToHtml(source);
    } catch (error) {
        if (isStackOverflow(error)) {
            return null;
        }
        throw error;
    }
}

/** By name: Firefox has a class of its own for it, and a sandbox has classes of its own for all. */
export function isStackOverflow(error: unknown): boolean {
    const { name } = (error ?? {}) as { name?: unknown };
    return name === 'RangeError' || name === 'InternalError';
}

/**
 * The words that the page shows of a text, in its lines, without markup.
 *
 * @param addresses `beside`: behind what leads there, as on paper; `after`: below all words, which then read as they
 *     were spoken, and only as much of them as the page names: for the search
 */
export function plainText(source: string, format: TextFormat, addresses: 'beside' | 'after'): string {
    const html = isAsWritten(source, format) ? null : unsafeHtml(source, format);
    return html === null ? source : new PlainWriter(addresses).write(html) || source;
}
