import type { TextFormat } from 'c/botTranscript';

export interface RichTextOptions {
    format: TextFormat;
}

/** Text of a message → HTML that may be put into the page as it is. */
export function renderRichText(source: string, options: RichTextOptions): string {
    const escaped = source.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return options.format === 'plain' ? escaped : escaped.replaceAll('\n', '<br>');
}
