import { api } from 'lwc';
import { labels } from 'c/botLabels';
import { MarkedElement } from 'c/botHighlight';
import { LINK_REL, linkTarget, type Option } from 'c/botTranscript';

interface Item {
    key: string;
    label: string;
    href: string;
    target: string | null;
    host: string;
    /** An address that may not be followed, as it came. */
    refused: string;
    image: string;
    imageAlt: string;
    isChosen: boolean;
    className: string;
}

/** Whether the label says what a picture is called: it would be read, and copied, twice. */
const isSaid = (imageAlt: string | undefined, label: string): boolean =>
    imageAlt?.trim().toLowerCase() === label.trim().toLowerCase();

/** What the customer could choose, and what was chosen; links can be followed, all else is only shown. */
export default class BotOptions extends MarkedElement {
    labels = labels;
    rel = LINK_REL;
    @api options: readonly Option[] = [];
    /** Of the bot's and the customer's words, as HTML writes it; undefined where it is unknown. */
    @api language: string | undefined;
    /** What a screen reader calls the list. */
    @api name = labels.options;

    get items(): Item[] {
        return this.options.map((option) => {
            const isOpen = option.url?.state === 'ok';
            const href = isOpen ? (option.url?.href ?? '') : '';
            return {
                key: option.key,
                label: option.label,
                href,
                target: linkTarget(href),
                host: option.url?.host ?? '',
                refused: option.url && !isOpen ? option.url.text : '',
                image: option.image?.state === 'ok' ? option.image.href : '',
                imageAlt: isSaid(option.imageAlt, option.label) ? '' : (option.imageAlt ?? ''),
                isChosen: option.isChosen,
                className: `option ${option.isChosen ? 'chosen' : ''}`
            };
        });
    }

    handleBroken(event: Event): void {
        (event.currentTarget as HTMLElement).hidden = true;
    }
}
