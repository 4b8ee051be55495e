import { api, LightningElement } from 'lwc';
import { labels } from 'c/botLabels';
import { markHits, unmarkHits } from 'c/botHighlight';
import type { TableBlock } from 'c/botTranscript';

/** A table of the bot, scrolled sideways where it is wider than the message. */
export default class BotTable extends LightningElement {
    @api block!: TableBlock;
    /** Text that the search marks, empty for none. */
    @api query = '';

    get name(): string {
        return this.block.title || labels.table;
    }
    get hasHeaders(): boolean {
        return this.block.headers.length > 0;
    }

    renderedCallback(): void {
        markHits(this, this.query);
    }

    disconnectedCallback(): void {
        unmarkHits(this);
    }
}
