import { plainText } from 'c/botMarkup';
import type { AdaptiveCardBlock, Block, FormBlock, FormField, GridBlock, Option, TableBlock } from './blocks';
import { arrayOf, firstText, isNothing, isObject, objectOf, textOf, wordsOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { answersOf, audioBlock, factsOf, imageBlock, optionsBlock, videoBlock } from './parts';
import { blocksLines, WORDS } from './plainText';

/**
 * Adaptive Cards (https://adaptivecards.io/explorer/), the subset that transcripts need.
 *
 * Shown natively: TextBlock, RichTextBlock, Image, ImageSet, FactSet, Container, Column, ColumnSet, Table, Media,
 * ActionSet, every `Input.*` (as a form), what a press on an element does, and the actions OpenUrl, Submit, Execute,
 * ShowCard (its card's content follows) and ToggleVisibility. Layout and style properties, templating, backgrounds and
 * visibility are left out: what a card can show is shown. Anything else: its texts, and its name in `unsupported`. What
 * the customer answered is in another message (`cardAnswers.ts`).
 */
export function adaptiveCard(card: unknown, make: BlockMaker): Block[] {
    if (!isObject(card)) {
        return card === undefined || card === null ? [] : [make.unknown('AdaptiveCard', '', card)];
    }
    const reader = new CardReader(make);
    const blocks = [...reader.elements(card.body), ...reader.press(card)];
    const actions = reader.actions(card.actions);
    const block: Omit<AdaptiveCardBlock, 'raw'> = {
        kind: 'adaptive-card',
        key: make.key(),
        blocks: [...blocks, ...reader.form(), ...reader.shownByActions],
        actions,
        fallbackText: make.label(card.fallbackText, card.speak),
        unsupported: [...reader.unsupported]
    };
    return [make.withRaw(block, card)];
}

class CardReader {
    readonly unsupported = new Set<string>();
    readonly shownByActions: Block[] = [];
    private readonly make: BlockMaker;
    private readonly fields: FormField[] = [];

    constructor(make: BlockMaker) {
        this.make = make;
    }

    elements(list: unknown): Block[] {
        return this.make.within(list, (element) => this.element(element)).blocks;
    }

    /** All inputs of the card, in order, as one form. */
    form(): FormBlock[] {
        return this.fields.length === 0
            ? []
            : [{ kind: 'form', key: this.make.key(), title: '', fields: this.fields, isSubmitted: null }];
    }

    actions(list: unknown): Option[] {
        return this.make.each(list, this.make.limits.items, (action) => this.action(objectOf(action))).made;
    }

    private action(action: JsonObject): Option {
        const { make } = this;
        const label = firstText(action.title, action.url, action.type);
        switch (action.type) {
            case 'Action.OpenUrl':
                return make.linkOption(label, action.url);
            case 'Action.ShowCard':
                this.shownByActions.push(...this.shownCard(action.card));
                return make.option(label, '', 'panel');
            case 'Action.ToggleVisibility':
                return make.option(label, '', 'panel');
            default:
                return this.submitOption(label, action.data);
        }
    }

    private submitOption(label: string, data: unknown): Option {
        const { make } = this;
        const option = make.option(label, firstText(data, objectOf(data).value, label), 'submit');
        const sends = answersOf(make, objectOf(data)).flatMap(({ fields }) => fields);
        return sends.length === 0
            ? option
            : { ...option, sends: Object.fromEntries(sends.map((field) => [field.label, field.answer ?? ''])) };
    }

    private shownCard(card: unknown): Block[] {
        return this.make.within([objectOf(card)], (shown) => {
            const { body, actions } = objectOf(shown);
            return [...this.elements(body), ...this.actionSet(actions)];
        }).blocks;
    }

    /** Where a press on an element leads, if that has a name or an address. */
    press(element: unknown): Block[] {
        const action = objectOf(objectOf(element).selectAction);
        return firstText(action.title, action.url) === '' ? [] : this.actionSet([action]);
    }

    private element(element: unknown): Block[] {
        return [...this.content(element), ...this.press(element)];
    }

    private content(element: unknown): Block[] {
        const { make } = this;
        const parts = objectOf(element);
        const type = textOf(parts.type);
        if (type.startsWith('Input.')) {
            this.field(parts, type);
            return [];
        }
        switch (type) {
            case 'TextBlock':
                return make.text(worded(parts.text), 'markdown');
            case 'RichTextBlock':
                return this.richText(arrayOf(parts.inlines));
            case 'Image':
                return imageBlock(make, { url: parts.url, alt: parts.altText });
            case 'ImageSet':
                return this.elements(parts.images);
            case 'FactSet':
                return factsOf(
                    this.make,
                    arrayOf(parts.facts).map((fact) => [factText(objectOf(fact).title), factText(objectOf(fact).value)])
                );
            case 'Container':
            case 'Column':
            case 'TableCell':
                return this.elements(parts.items);
            case 'ColumnSet':
                return this.grid([parts.columns]);
            case 'Table':
                return this.table(parts);
            case 'Media':
                return this.media(parts);
            case 'ActionSet':
                return this.actionSet(parts.actions);
            default:
                return this.rest(parts, type, element);
        }
    }

    private richText(inlines: readonly unknown[]): Block[] {
        const words = inlines.map((inline) => worded(isObject(inline) ? inline.text : inline));
        return [...this.make.text(words.join(''), 'plain'), ...inlines.flatMap((inline) => this.press(inline))];
    }

    private field(parts: JsonObject, type: string): void {
        const { make } = this;
        this.fields.push({
            key: make.key(),
            name: make.label(parts.id),
            label: make.label(parts.label, parts.placeholder, parts.title, parts.id, type.slice(6)),
            answer: null,
            isRequired: parts.isRequired === true,
            choices: make.each(choicesOf(parts, type), make.limits.items, (choice) => {
                const { title, value } = objectOf(choice);
                return firstText(title, value) === '' ? null : make.option(title, value);
            }).made
        });
    }

    private grid(rows: readonly unknown[]): GridBlock[] {
        const { make } = this;
        const { made, cut } = make.each(rows, make.limits.rows, (row) => {
            const cells = make.each(row, make.limits.columns, (cell) => ({
                key: make.key(),
                blocks: [...this.elements(objectOf(cell).items), ...this.press(cell)]
            })).made;
            // Inputs leave nothing here: they are in the form.
            return cells.some((cell) => cell.blocks.length > 0) ? { key: make.key(), cells } : null;
        });
        return made.length === 0
            ? []
            : [{ kind: 'grid', key: make.key(), columns: [], rows: made, ...(cut ? { cut } : {}) }];
    }

    /** Texts alone are a table, which can be read by row and column; with anything else in its cells it is a grid. */
    private table({ rows, firstRowAsHeaders }: JsonObject): Block[] {
        const { make } = this;
        const cells = arrayOf(rows).map((row) => objectOf(row).cells);
        return this.grid(cells).map((grid): GridBlock | TableBlock => {
            if (grid.rows.some((row) => row.cells.some((cell) => !cell.blocks.every(isText)))) {
                return grid;
            }
            const texts = grid.rows.map((row) => ({
                key: row.key,
                cells: row.cells.map(({ key, blocks }) => ({ key, text: make.label(wordsIn(blocks)) }))
            }));
            const hasHeaders = firstRowAsHeaders !== false && texts.length > 1;
            return {
                kind: 'table',
                key: grid.key,
                title: '',
                description: '',
                headers: hasHeaders ? (texts[0]?.cells ?? []) : [],
                rows: hasHeaders ? texts.slice(1) : texts,
                ...(grid.cut ? { cut: grid.cut } : {})
            };
        });
    }

    private media(parts: JsonObject): Block[] {
        const source = objectOf(arrayOf(parts.sources)[0]);
        const media = { url: source.url, alt: parts.altText };
        return textOf(source.mimeType).startsWith('audio/')
            ? audioBlock(this.make, media)
            : videoBlock(this.make, media);
    }

    private actionSet(actions: unknown): Block[] {
        return optionsBlock(this.make, { options: this.actions(actions) });
    }

    private rest(parts: JsonObject, type: string, element: unknown): Block[] {
        const { make } = this;
        this.unsupported.add(make.label(type) || typeof element);
        if (isObject(parts.fallback)) {
            return this.elements([parts.fallback]);
        }
        const { items, body, ...own } = parts;
        const name = firstText(own.text, own.title, own.label, own.altText);
        const words = wordsOf(own);
        return [...make.text(words.includes(name) ? words : name, 'plain', 'note'), ...this.elements(items ?? body)];
    }
}

const isText = (block: Block): boolean => block.kind === 'text';
const wordsIn = (blocks: readonly Block[]): string => blocksLines(blocks, { ...WORDS, hasAddresses: true }).join('\n');

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
const MOMENT =
    /\{\{(DATE|TIME)\((\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(Z|[-+]\d\d:\d\d)(?:, ?(?:COMPACT|SHORT|LONG))?\)\}\}/g;

/** Dates and times that every client writes in its own way stand as the bot gave them, times with their zone. */
function worded(value: unknown): string {
    const text = textOf(value);
    return text.includes('{{')
        ? text.replace(MOMENT, (_, name: string, day: string, time: string, zone: string) =>
              name === 'DATE' ? day : `${time} UTC${zone === 'Z' ? '' : zone}`
          )
        : text;
}

/** `+ 3` is no list where nothing else is Markdown. */
const INLINE_MARKUP = /[*_[&\\]/;

/** Facts are Markdown, like every text of a card. */
function factText(value: unknown): string {
    const text = worded(value);
    return INLINE_MARKUP.test(text) ? plainText(text, 'markdown', 'beside') : text;
}

/** A default is none of the answers: it is listed like a choice where it isn't one already. */
function choicesOf(parts: JsonObject, type: string): readonly unknown[] {
    const { title, value } = parts;
    if (type === 'Input.Toggle') {
        // Without a label, its title is the field's.
        return isNothing(parts.label) || isNothing(title) ? [] : [{ title, value: parts.valueOn ?? 'true' }];
    }
    const choices = arrayOf(parts.choices);
    return choices.length > 0 ? choices : [{ value }];
}
