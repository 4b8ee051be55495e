import type { Block, BotMessage, DatePickerBlock, OptionsBlock, TextBlock } from './blocks';
import { fold } from './fold';
import { firstText, isObject, objectOf, textOf } from './json';
import { parsePayload } from './maker';

/** What a customer's message chose. */
export interface Choice {
    /** Key of the option within the bot's message. */
    optionKey: string;
    label: string;
    value: string;
}

/** Which option of these blocks an answer chose, if any: its label or value is what the customer sent. */
export function choiceOf(blocks: readonly Block[], answer: BotMessage): Choice | null {
    const sent = sentTexts(answer);
    for (const block of optionBlocks(blocks)) {
        for (const option of block.options) {
            const isSent = sent.has(fold(option.value).trim()) || sent.has(fold(option.label).trim());
            if (isSent && option.action !== 'link' && option.action !== 'call') {
                return { optionKey: option.key, label: option.label, value: option.value };
            }
        }
    }
    return null;
}

/** All that the customer's message says it sent: text, the pressed label, a postback's payload. */
function sentTexts(answer: BotMessage): Set<string> {
    const texts = [textOf(answer.text)];
    const payload = answer.payload ? parsePayload(answer.payload) : undefined;
    if (isObject(payload)) {
        const cognigy = objectOf(payload._cognigy);
        texts.push(
            textOf(objectOf(payload.history).label),
            textOf(objectOf(payload.input).text),
            firstText(payload.postback, objectOf(payload.postback).payload, cognigy.postback)
        );
    }
    return new Set(texts.map((text) => fold(text).trim()).filter((text) => text !== ''));
}

function* optionBlocks(blocks: readonly Block[]): Generator<OptionsBlock> {
    for (const block of blocks) {
        if (block.kind === 'options' || block.kind === 'suggestions') {
            yield block;
        } else if (block.kind === 'card') {
            yield* optionBlocks(block.blocks);
            yield asOptions(block.buttons);
        } else if (block.kind === 'carousel') {
            yield* optionBlocks(block.cards);
        } else if (block.kind === 'list') {
            yield* optionBlocks(block.items);
            yield asOptions(block.buttons);
        } else if (block.kind === 'image') {
            yield asOptions(block.buttons);
        } else if (block.kind === 'grid') {
            yield* optionBlocks(block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks)));
        } else if (block.kind === 'adaptive-card') {
            yield* optionBlocks(block.blocks);
            yield asOptions(block.actions);
        }
    }
}

function asOptions(options: OptionsBlock['options']): OptionsBlock {
    return {
        kind: 'options',
        key: '',
        title: '',
        titleFormat: 'plain',
        description: '',
        presentation: 'buttons',
        options,
        chosenKey: null
    };
}

export function offersChoice(blocks: readonly Block[]): boolean {
    for (const block of optionBlocks(blocks)) {
        if (block.options.length > 0) {
            return true;
        }
    }
    return blocks.some((block) => block.kind === 'date-picker');
}

/** The blocks with that option marked, wherever it is; the blocks given stay as they are. */
export function withChoice(blocks: readonly Block[], choice: Choice): Block[] {
    return blocks.map((block) => marked(block, choice.optionKey));
}

function marked<T extends Block>(block: T, key: string): T;
function marked(block: Block, key: string): Block {
    const mark = <O extends { key: string; isChosen: boolean }>(options: O[]): O[] =>
        options.some((option) => option.key === key)
            ? options.map((option) => (option.key === key ? { ...option, isChosen: true } : option))
            : options;
    switch (block.kind) {
        case 'options':
        case 'suggestions': {
            const options = mark(block.options);
            return options === block.options ? block : { ...block, options, chosenKey: key };
        }
        case 'card':
            return { ...block, buttons: mark(block.buttons), blocks: block.blocks.map((part) => marked(part, key)) };
        case 'carousel':
            return { ...block, cards: block.cards.map((card) => marked(card, key)) };
        case 'list':
            return { ...block, buttons: mark(block.buttons), items: block.items.map((item) => marked(item, key)) };
        case 'image':
            return { ...block, buttons: mark(block.buttons) };
        case 'grid':
            return {
                ...block,
                rows: block.rows.map((row) => ({
                    ...row,
                    cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map((part) => marked(part, key)) }))
                }))
            };
        case 'adaptive-card':
            return { ...block, actions: mark(block.actions), blocks: block.blocks.map((part) => marked(part, key)) };
        default:
            return block;
    }
}

/** A year, or numbers with a date's signs between or behind them; the rest of it can be in any language. */
const DATE = /\b(?:19|20)\d\d\b|\d{1,4}[-./]\d{1,2}\b|\d[日일]/;

/** A date picker's answer is the text that follows it, where that looks like a date at all. */
export function withPickedDate(blocks: readonly Block[], answer: BotMessage): Block[] {
    const picked = textOf(answer.text).trim();
    const isDate = picked.length <= 60 && DATE.test(picked);
    return blocks.map((block): Block => {
        const changed: DatePickerBlock | null =
            isDate && block.kind === 'date-picker' ? { ...block, chosen: picked } : null;
        return changed ?? block;
    });
}

/** A customer who presses "My orders" sends `SHOW_ORDERS`: shown is what they pressed. */
export function asPressed(blocks: Block[], choice: Choice): Block[] {
    const isSent = (block: Block): block is TextBlock =>
        block.kind === 'text' && fold(block.text).trim() === fold(choice.value).trim();
    return blocks.map((block) => (isSent(block) ? { ...block, text: choice.label, format: 'plain' } : block));
}
