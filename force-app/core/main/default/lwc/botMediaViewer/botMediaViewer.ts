import { api, LightningElement } from 'lwc';
import { labels } from 'c/botLabels';
import { LINK_REL, LINK_TARGET } from 'c/botTranscript';

/**
 * The large view of a picture: a modal dialog, closed by its button, Escape or a click beside the picture; the focus then
 * goes back to where it was.
 */
export default class BotMediaViewer extends LightningElement {
    labels = labels;
    target = LINK_TARGET;
    rel = LINK_REL;
    href = '';
    alt = '';

    get name(): string {
        return this.alt ? `${labels.largeImage}: ${this.alt}` : labels.largeImage;
    }
    get imageAlt(): string {
        return this.alt || labels.image;
    }
    get isLink(): boolean {
        return /^https?:/.test(this.href);
    }

    /** @param href checked address of a picture, @param alt what it shows */
    @api
    open(href: string, alt: string): void {
        this.href = href;
        this.alt = alt;
        this.dialog?.showModal();
    }

    handleClose(): void {
        this.dialog?.close();
    }

    handleClosed(): void {
        this.href = '';
    }

    handleBackdrop(event: MouseEvent): void {
        if (event.target === this.dialog) {
            this.handleClose();
        }
    }

    private get dialog(): HTMLDialogElement | undefined {
        return this.refs?.dialog as HTMLDialogElement | undefined;
    }
}
