import { api } from 'lwc';
import { labels } from 'c/botLabels';
import { MarkedElement } from 'c/botHighlight';
import type { TableBlock } from 'c/botTranscript';

/** A table of the bot, scrolled sideways where it is wider than the message. */
export default class BotTable extends MarkedElement {
    @api block!: TableBlock;
    /** Of the bot's and the customer's words, as HTML writes it; undefined where it is unknown. */
    @api language: string | undefined;

    get name(): string {
        return this.block.title || labels.table;
    }
    get hasHeaders(): boolean {
        return this.block.headers.length > 0;
    }
    /** A screen reader says a header with each cell of its column: one without a word is none. */
    get headers(): { key: string; text: string; hasWords: boolean }[] {
        return this.block.headers.map(({ key, text }) => ({ key, text, hasWords: text.trim() !== '' }));
    }
}
