import { api, LightningElement } from 'lwc';
import { fill, labels } from 'c/botLabels';
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
    isBroken = false;
    isLoaded = false;

    get isShown(): boolean {
        return this.url.state === 'ok' && !this.isBroken;
    }
    get isForeign(): boolean {
        return this.url.state === 'foreign';
    }
    get name(): string {
        return this.alt || labels.image;
    }
    get frameClass(): string {
        return `frame ${this.size} ${this.isLoaded ? 'loaded' : ''}`;
    }
    get noteClass(): string {
        return `missing ${this.size}`;
    }
    get enlarge(): string {
        return fill(labels.enlargeImage, this.name);
    }
    get notLoaded(): string {
        return fill(labels.mediaForeign, this.url.host);
    }
    get open(): string {
        return fill(labels.openAt, this.url.host);
    }
    get refused(): string {
        return `${this.url.text} (${labels.linkRefused})`;
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
