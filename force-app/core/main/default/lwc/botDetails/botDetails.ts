import { api } from 'lwc';
import { datesText, formState, transferFacts } from 'c/botBlockWords';
import { labels } from 'c/botLabels';
import { calendarDay } from 'c/botTime';
import { MarkedElement } from 'c/botHighlight';
import {
    LINK_REL,
    linkTarget,
    type CitationsBlock,
    type DatePickerBlock,
    type FormBlock,
    type FormField,
    type Option,
    type SearchResult,
    type SearchResultsBlock,
    type TransferBlock
} from 'c/botTranscript';

type DetailsBlock = FormBlock | SearchResultsBlock | CitationsBlock | DatePickerBlock | TransferBlock;

interface Pair {
    key: string;
    label: string;
    value: string;
    className: string;
    choices: readonly Option[];
}

/** Blocks that are facts: forms and their answers, search results and sources, date choices, transfer requests. */
export default class BotDetails extends MarkedElement {
    labels = labels;
    /**
     * A template leaves out blanks between elements: a title and its host would be copied, and wrapped, as one word.
     */
    apart = ' ';
    rel = LINK_REL;
    @api block!: DetailsBlock;
    /** Of the bot's and the customer's words, as HTML writes it; undefined where it is unknown. */
    @api language: string | undefined;

    get heading(): string {
        const { block } = this;
        switch (block.kind) {
            case 'form':
                return block.title || labels.form;
            case 'search-results':
                return block.title || labels.searchResults;
            case 'citations':
                return block.title || labels.sources;
            case 'date-picker':
                return block.label || labels.datePicker;
            default:
                return labels.transfer;
        }
    }
    get state(): string {
        return this.block.kind === 'form' ? formState(this.block) : '';
    }
    get lead(): string {
        const { block } = this;
        return block.kind === 'transfer' ? block.text : block.kind === 'date-picker' ? datesText(block) : '';
    }
    get pairs(): Pair[] {
        const { block } = this;
        if (block.kind === 'form') {
            return block.fields.map((field) => fieldPair(field, block.isSubmitted));
        }
        if (block.kind === 'date-picker') {
            return block.chosen === null ? [] : [pair('chosen', labels.chosen, calendarDay(block.chosen))];
        }
        return block.kind === 'transfer'
            ? transferFacts(block).map(({ key, label, value }) => pair(key, label, value))
            : [];
    }
    get hasPairs(): boolean {
        return this.pairs.length > 0;
    }
    get results(): (Pick<SearchResult, 'key' | 'title' | 'text' | 'format'> & {
        href: string;
        target: string | null;
        host: string;
        refused: string;
    })[] {
        const { block } = this;
        const found =
            block.kind === 'search-results' ? block.results : block.kind === 'citations' ? block.citations : [];
        return found.map(({ key, title, text, format, url }) => ({
            key,
            title: title || (url?.text ?? ''),
            text,
            format,
            href: url?.state === 'ok' ? url.href : '',
            target: linkTarget(url?.href ?? ''),
            host: url?.state === 'refused' ? '' : (url?.host ?? ''),
            refused: url?.state === 'refused' ? url.text : ''
        }));
    }
    get hasResults(): boolean {
        return this.results.length > 0;
    }
}

function pair(key: string, label: string, value: string): Pair {
    return { key, label, value, className: 'text', choices: [] };
}

/** A field and its answer; what was picked of its choices is marked there. */
function fieldPair(field: FormField, isSubmitted: boolean | null): Pair {
    const { key, answer, choices = [] } = field;
    const isMarked = choices.some((choice) => choice.isChosen);
    const isOpen = isSubmitted === null && choices.length > 0;
    return {
        key,
        label: field.isRequired ? `${field.label} (${labels.required})` : field.label,
        value: isMarked ? '' : answer || (isOpen ? '' : labels.noAnswer),
        className: answer ? 'text' : 'note',
        choices
    };
}
