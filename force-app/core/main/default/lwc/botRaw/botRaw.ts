import { api, LightningElement } from 'lwc';
import { labels } from 'c/botLabels';

/** What could not be shown, with the raw data one click away. Raw data is only ever shown as text. */
export default class BotRaw extends LightningElement {
    /** Says what it is. */
    @api text = '';
    @api raw = '';
    isOpen = false;

    get expanded(): string {
        return String(this.isOpen);
    }
    get toggleLabel(): string {
        return this.isOpen ? labels.hideRaw : labels.showRaw;
    }

    handleToggle(): void {
        this.isOpen = !this.isOpen;
    }
}
