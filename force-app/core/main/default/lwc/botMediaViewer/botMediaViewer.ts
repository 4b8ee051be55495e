import { api } from 'lwc';
import { DialogElement } from 'c/botDialog';
import { labels, named } from 'c/botLabels';
import { LINK_REL, LINK_TARGET } from 'c/botTranscript';

/** The large view of a picture. */
export default class BotMediaViewer extends DialogElement {
    labels = labels;
    target = LINK_TARGET;
    rel = LINK_REL;
    href = '';
    alt = '';

    get name(): string {
        return this.alt ? named(labels.largeImage, this.alt) : labels.largeImage;
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
        this.show();
    }

    override handleClosed(): void {
        super.handleClosed();
        this.href = '';
    }
}
