import { api } from 'lwc';
import LANGUAGE from '@salesforce/i18n/lang';
import { MarkedElement } from 'c/botHighlight';
import { labels } from 'c/botLabels';
import { renderRichText } from 'c/botMarkdown';
import type { TextFormat, UrlPolicy } from 'c/botTranscript';

/**
 * A text with markup. The only place where HTML reaches the page: it is what `c/botMarkdown` made and sanitised.
 */
export default class BotRichText extends MarkedElement {
    private readonly given: { text: string; format: TextFormat; policy: UrlPolicy | undefined } = {
        text: '',
        format: 'plain',
        policy: undefined
    };
    private shownHtml: string | undefined;

    /** Of the bot's and the customer's words, as HTML writes it; undefined where it is unknown. */
    @api language: string | undefined;

    @api
    get text(): string {
        return this.given.text;
    }
    set text(text: string) {
        this.given.text = text;
        this.showAgain();
    }

    @api
    get format(): TextFormat {
        return this.given.format;
    }
    set format(format: TextFormat) {
        this.given.format = format;
        this.showAgain();
    }

    /** Hosts that pictures may be loaded from; without it pictures become links. */
    @api
    get policy(): UrlPolicy | undefined {
        return this.given.policy;
    }
    set policy(policy: UrlPolicy | undefined) {
        this.given.policy = policy;
        this.showAgain();
    }

    override renderedCallback(): void {
        this.show();
        super.renderedCallback();
    }

    /** The template names none of the properties: nothing would be rendered again by itself. */
    private showAgain(): void {
        if (this.shownHtml !== undefined) {
            this.renderedCallback();
        }
    }

    private show(): void {
        const { text, format, policy } = this.given;
        const holder = this.template?.querySelector<HTMLElement>('.text');
        const html = renderRichText(text, { format, policy });
        if (holder && html !== this.shownHtml) {
            this.shownHtml = html;
            // eslint-disable-next-line @lwc/lwc/no-inner-html -- sanitised by c/botMarkdown, see there
            holder.innerHTML = html;
            holder.querySelectorAll('a[target]').forEach(sayWhereItOpens);
            holder.querySelectorAll('[tabindex]').forEach((box) => box.setAttribute('aria-label', labels.table));
        }
    }
}

function sayWhereItOpens(link: Element): void {
    const words = document.createElement('span');
    words.className = 'slds-assistive-text';
    // Around it the bot's language is spoken.
    words.lang = LANGUAGE;
    words.textContent = labels.opensNewTab;
    link.append(words);
}
