import { api, LightningElement } from 'lwc';
import { labels, plural } from 'c/botLabels';
import { count } from 'c/botTime';

/**
 * The way back to the newest message, laid over the end of the list where that one is: an arrow, or how many came
 * meanwhile.
 *
 * Its `click` is for the list.
 */
export default class BotLatestButton extends LightningElement {
    /** Messages that came since the reader left the newest one. */
    @api unread = 0;
    /** The newest message is the first of the list. */
    @api isOnTop = false;

    get text(): string {
        return this.unread > 0
            ? plural(labels.newMessagesOne, labels.newMessagesOther, this.unread, count(this.unread))
            : labels.jumpLatest;
    }
    get buttonClass(): string {
        return `chip ${this.unread > 0 ? 'chip_new' : ''} ${this.isOnTop ? 'chip_top' : ''}`;
    }
    get textClass(): string {
        return this.unread > 0 ? '' : 'slds-assistive-text';
    }
    /** An arrow that looks to the newest message. */
    get sign(): string {
        return this.isOnTop ? 'M8 13V3M4 7l4-4 4 4' : 'M8 3v10M4 9l4 4 4-4';
    }
}
