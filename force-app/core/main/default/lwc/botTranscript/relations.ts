import type { Block, BotMessage, DatePickerBlock, Option, TextBlock } from './blocks';
import { fold } from './fold';
import { firstText, objectOf, textOf } from './json';
import { parsePayload } from './maker';
import { isDate } from './pickedDate';
import { blocksWithin, isAnswer, optionsOf } from './within';

/** What a customer's message chose. */
export interface Choice {
    /** Key of the option within the bot's message; null where several sent the same. */
    optionKey: string | null;
    /** Null where those have several labels. */
    label: string | null;
    value: string;
}

/** What a customer's message says it sent. */
export interface Sent {
    /** What the bot was given: a pressed option's value, else the text. */
    value: string;
    /** What a pressed option was called; empty where the vendor doesn't tell. */
    label: string;
    text: string;
    /** Whether it was surely pressed: the vendor says so, or nobody types such a thing. */
    isPressed: boolean;
}

/** Signs of a value that is no words: `SHOW_ORDERS`, `intent:orders`, JSON. */
const CODE = /_|[{}]|[a-z][:=#|/][a-z]/i;

export function sentBy(answer: BotMessage): Sent {
    const payload = objectOf(answer.payload ? parsePayload(answer.payload) : undefined);
    const text = textOf(answer.text).trim();
    const label = textOf(objectOf(payload.history).label).trim();
    const postback = firstText(
        payload.postback,
        objectOf(payload.postback).payload,
        objectOf(payload._cognigy).postback,
        payload.adaptivecards
    );
    const value = firstText(postback, objectOf(payload.input).text, text).trim();
    return { value, label, text: text || value, isPressed: postback !== '' || label !== '' || CODE.test(value) };
}

/**
 * Which option of these blocks an answer chose: the one whose value it sent, else the one whose label it says.
 *
 * @param isOld whether others wrote since: then words may answer something newer, and only what was pressed counts
 * @returns null where none has that value or label
 */
export function choiceOf(blocks: readonly Block[], sent: Sent, isOld = false): Choice | null {
    const options = [...optionsIn(blocks)].filter(isAnswer).filter((option) => !isOld || isPress(option, sent));
    const byValue = options.filter((option) => isSame(option.value, sent.value));
    const label = sent.label || (byValue.length > 0 ? '' : sent.text);
    const byLabel = (byValue.length > 0 ? byValue : options).filter((option) => isSame(option.label, label));
    const found = byLabel.length > 0 ? byLabel : byValue;
    const [first] = found;
    return first === undefined
        ? null
        : {
              optionKey: found.length === 1 ? first.key : null,
              label: found.every((option) => option.label === first.label) ? first.label : null,
              value: first.value
          };
}

function isSame(ours: string, sent: string): boolean {
    return sent !== '' && fold(ours).trim() === fold(sent).trim();
}

/** Long enough that a customer who writes in capitals rarely meets it. */
const SHORTEST_CAPITALS = 5;

/** Whether this very value was sent, and not by typing. */
function isPress({ value, label }: Option, sent: Sent): boolean {
    const isCapitals = value.length >= SHORTEST_CAPITALS && value === label.toUpperCase();
    return value.trim() === sent.value && value !== label && (sent.isPressed || isCapitals);
}

/** Whether an earlier message may hold what was pressed: quick to tell, without reading its payload. */
export function mayOffer({ payload }: BotMessage, { value, isPressed }: Sent): boolean {
    return (
        typeof payload === 'string' &&
        (isPressed || value === value.toUpperCase()) &&
        payload.includes(JSON.stringify(value).slice(1, -1))
    );
}

/** Whatever could be pressed, in order. */
function* optionsIn(blocks: readonly Block[]): Generator<Option> {
    for (const block of blocks) {
        yield* optionsIn(blocksWithin(block));
        yield* optionsOf(block);
    }
}

export function offersChoice(blocks: readonly Block[]): boolean {
    return optionsIn(blocks).next().done !== true || blocks.some(isDatePicker);
}

/** The blocks with that option marked, wherever it is; the blocks given stay as they are. */
export function withChoice(blocks: Block[], { optionKey }: Choice): Block[] {
    return optionKey === null ? blocks : blocks.map((block) => marked(block, optionKey));
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

/** With the date that was sent, where that is one: the value is plainer than what the customer read. */
export function withPickedDate(blocks: Block[], answer: BotMessage): Block[] {
    if (!blocks.some(isDatePicker)) {
        return blocks;
    }
    const { value, text } = sentBy(answer);
    const chosen = [value, text].find(isDate);
    return chosen === undefined ? blocks : blocks.map((block) => (isDatePicker(block) ? { ...block, chosen } : block));
}

function isDatePicker(block: Block): block is DatePickerBlock {
    return block.kind === 'date-picker';
}

/** A customer who presses "My orders" sends `SHOW_ORDERS`: shown is what they pressed. */
export function asPressed(blocks: Block[], { label, value }: Choice): Block[] {
    const isSent = (block: Block): block is TextBlock => block.kind === 'text' && isSame(block.text, value);
    return label === null
        ? blocks
        : blocks.map((block) => (isSent(block) ? { ...block, text: label, format: 'plain' } : block));
}
