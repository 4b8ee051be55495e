import { api, LightningElement } from 'lwc';
import { fill, labels, named } from 'c/botLabels';
import { LINK_REL, LINK_TARGET, type CheckedUrl } from 'c/botTranscript';

/**
 * A picture of the bot in a reserved space, loaded when it comes near the screen. What can't or may not be loaded says
 * why, with a link where there is one.
 *
 * Event: `botaction` with `{ name: 'enlarge', href, alt }`.
 */
export default class BotPicture extends LightningElement {
    labels = labels;
    target = LINK_TARGET;
    rel = LINK_REL;
    @api url!: CheckedUrl;
    @api alt = '';
    /** `large` for a message of its own, `small` for a thumbnail, `wide` for the head of a card. */
    @api size = 'large';
    /** Words beside it say its name: a note doesn't repeat it. */
    @api isNamed = false;
    isBroken = false;
    isLoaded = false;

    get isShown(): boolean {
        return this.url.state === 'ok' && !this.isBroken;
    }
    get isSmall(): boolean {
        return this.size === 'small';
    }
    get name(): string {
        return this.alt || labels.image;
    }
    get nameInNote(): string {
        return this.isNamed ? '' : this.name;
    }
    /** Why it isn't shown. */
    get why(): string {
        if (this.isBroken) {
            return labels.mediaBroken;
        }
        return this.url.state === 'foreign'
            ? fill(labels.mediaForeign, this.url.host)
            : `${this.url.text} (${labels.linkRefused})`;
    }
    get whole(): string {
        return named(this.name, this.why);
    }
    get isLink(): boolean {
        return /^https?:/.test(this.url.href);
    }
    get frameClass(): string {
        return `frame ${this.size} ${this.isLoaded ? 'loaded' : ''}`;
    }
    /** What was to be loaded keeps its space when it breaks; what may not be loaded never had one. */
    get noteClass(): string {
        return `missing ${this.isBroken ? this.size : ''}`;
    }
    get enlarge(): string {
        return fill(labels.enlargeImage, this.name);
    }
    get open(): string {
        return fill(labels.openAt, this.url.host);
    }

    handleLoad(): void {
        this.isLoaded = true;
    }

    handleError(): void {
        this.isBroken = true;
    }

    handleEnlarge(): void {
        const detail = { name: 'enlarge', href: this.url.href, alt: this.alt };
        this.dispatchEvent(new CustomEvent('botaction', { bubbles: true, composed: true, detail }));
    }
}
