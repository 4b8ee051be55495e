/** A text of the bot as HTML that is safe to put into the page. */
import { isAsWritten, isStackOverflow, unsafeHtml } from 'c/botMarkup';
import type { TextFormat, UrlPolicy } from 'c/botTranscript';
import { plainToHtml } from './plain';
import { Recent } from './recent';
import { sanitize } from './sanitize';

export interface RichTextOptions {
    format: TextFormat;
    /** With it, pictures from its hosts are shown; without it, every picture is a link. */
    policy?: UrlPolicy;
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
 * `LONGEST_MARKUP` (`c/botMarkup`) characters are shown without markup.
 */
export function renderRichText(source: string, options: RichTextOptions): string {
    const { format, policy } = options;
    if (isAsWritten(source, format)) {
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
        const html = unsafeHtml(source, format);
        return (html === null ? null : sanitize(html, policy)?.trim()) ?? plainToHtml(source);
    } catch (error) {
        // The sanitizer goes down as well.
        if (isStackOverflow(error)) {
            return plainToHtml(source);
        }
        throw error;
    }
}
