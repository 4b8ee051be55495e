import { api } from 'lwc';
import { renderRichText } from 'c/botMarkdown';
import type { TextFormat, UrlPolicy } from 'c/botTranscript';
import { MarkedElement } from 'c/botHighlight';

/**
 * A text with markup. The only place where HTML reaches the page: it is what `c/botMarkdown` made and sanitised.
 */
export default class BotRichText extends MarkedElement {
    @api text = '';
    @api format: TextFormat = 'plain';
    /** Hosts that pictures may be loaded from; without it pictures become links. */
    @api policy: UrlPolicy | undefined;
    private shown: string | undefined;

    override renderedCallback(): void {
        const holder = this.template?.querySelector<HTMLElement>('.text');
        if (!holder) {
            return;
        }
        const wanted = `${this.format} ${this.text}`;
        if (wanted !== this.shown) {
            this.shown = wanted;
            // eslint-disable-next-line @lwc/lwc/no-inner-html -- sanitised by c/botMarkdown, see there
            holder.innerHTML = renderRichText(this.text, { format: this.format, policy: this.policy });
        }
        super.renderedCallback();
    }
}
