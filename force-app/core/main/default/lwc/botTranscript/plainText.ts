import { beside, plainText, readAddress } from 'c/botMarkup';
import type { Block, Option, SearchResult, TextFormat, TransferBlock } from './blocks';
import type { CheckedUrl } from './urls';

/** What is written down beside the words that a block shows. */
export interface Printing {
    /** The address stands beside what leads to it; else what the page shows of it, its host or number. */
    hasAddresses: boolean;
    /** A box before each option says whether it was chosen, a dash where a card of several begins. */
    hasBoxes: boolean;
    /** What the page says of a block beside the block's own words, in its language; empty for nothing. */
    says(block: Block): string;
    /** What a transfer tells the agent, each with its name in the page's language, if it has one. */
    transferFacts(block: TransferBlock): readonly Fact[];
}

/** A value and what it is called; empty for nothing. */
export interface Fact {
    label: string;
    value: string;
}

const unnamed = (value: string): Fact => ({ label: '', value });

/** The words alone, as for search. */
export const WORDS: Printing = {
    hasAddresses: false,
    hasBoxes: false,
    says: () => '',
    transferFacts: ({ messageToAgent, topic, summary, facts }) => [
        ...[messageToAgent, topic, summary].map(unnamed),
        ...facts
    ]
};

/** Every text that a block shows, one line each, in reading order. Raw data is not part of it. */
function blockLines(block: Block, print: Printing): string[] {
    const option = (one: Option) => optionLine(one, print);
    const result = (one: SearchResult) => resultLines(one, print);
    const read = (text: string, format: TextFormat) => textLine(text, format, print);
    const leading = (text: string, url?: CheckedUrl) => withAddress(text, url, print);
    const inner = (blocks: readonly Block[]) => blocksLines(blocks, print);
    const items = (blocks: readonly Block[]) => blocks.flatMap((one) => itemLines(inner([one]), print));
    switch (block.kind) {
        case 'text':
            return [read(block.text, block.format)];
        case 'options':
        case 'suggestions':
            return [
                read(block.title, block.format),
                read(block.description, block.format),
                ...block.options.map(option)
            ];
        case 'card': {
            const lines = [
                leading(block.title, block.url),
                block.subtitle,
                ...inner(block.blocks),
                ...block.buttons.map(option)
            ];
            const isPicture = lines.every((line) => line.trim() === '');
            const picture = print.hasAddresses ? block.image : undefined;
            return isPicture ? [leading(block.imageAlt || print.says(block), picture)] : lines;
        }
        case 'carousel':
            return items(block.cards);
        case 'list':
            return [block.title, ...items(block.items), ...block.buttons.map(option)];
        case 'grid':
            return block.rows.flatMap((row) => row.cells.flatMap((cell) => inner(cell.blocks)));
        case 'table':
            return [
                block.title,
                block.description,
                block.headers.map((cell) => cell.text).join(' | '),
                ...block.rows.map((row) => row.cells.map((cell) => cell.text).join(' | '))
            ];
        case 'image':
        case 'video':
        case 'audio': {
            const [name = print.says(block), ...more] = namesOf(block);
            const buttons = block.kind === 'image' ? block.buttons.map(option) : [];
            // A picture stands by itself.
            const isPicture = block.kind === 'image' && !print.hasAddresses;
            return [isPicture ? name : leading(name, block.url), ...more, ...buttons];
        }
        case 'file':
            return [leading(joined(block.name, print.says(block)), block.url)];
        case 'link':
            return [block.title, block.description, addressLine(block.url, print)];
        case 'form':
            return [
                joined(block.title, print.says(block)),
                ...block.fields.flatMap((field) => [
                    `${field.label}: ${field.answer ?? ''}`.trim(),
                    ...(field.choices ?? []).map(option)
                ])
            ];
        case 'search-results':
            return [block.title, ...block.results.flatMap(result)];
        case 'citations':
            return [block.title, ...block.citations.flatMap(result)];
        case 'date-picker':
            return [joined(block.label, print.says(block))];
        case 'adaptive-card':
            return [
                ...(block.blocks.length > 0 ? inner(block.blocks) : [block.fallbackText]),
                ...block.actions.map(option)
            ];
        case 'transfer':
            return [
                print.says(block),
                block.text,
                ...print.transferFacts(block).map(({ label, value }) => (label === '' ? value : `${label}: ${value}`))
            ];
        case 'event':
            return [print.says(block) || block.text];
        case 'unknown':
            return [block.text || print.says(block)];
    }
}

/** All lines of several blocks, without the empty ones. */
export function blocksLines(blocks: readonly Block[], print = WORDS): string[] {
    return blocks.flatMap((block) => blockLines(block, print)).filter((line) => line.trim() !== '');
}

/** What a picture or a recording is called, each name once. */
function namesOf({ title, alt, description }: { title: string; alt: string; description: string }): string[] {
    return [...new Set([title, alt, description])].filter((name) => name.trim() !== '');
}

function joined(...parts: string[]): string {
    return parts.filter((part) => part.trim() !== '').join(' · ');
}

function optionLine(option: Option, print: Printing): string {
    const label = withAddress(option.label, option.url, print);
    return print.hasBoxes ? `${option.isChosen ? '[x]' : '[ ]'} ${label}` : label;
}

/** What belongs to an item is indented, so that its buttons are not read as those of the next one. */
function itemLines(lines: string[], { hasBoxes }: Printing): string[] {
    const split = lines.flatMap((line) => line.split('\n'));
    return hasBoxes ? split.map((line, place) => `${place === 0 ? '- ' : '  '}${line}`) : lines;
}

function textLine(text: string, format: TextFormat, { hasAddresses }: Printing): string {
    return plainText(text, format, hasAddresses ? 'beside' : 'after');
}

function resultLines(result: SearchResult, print: Printing): string[] {
    return [result.title, textLine(result.text, result.format, print), addressLine(result.url, print)];
}

/** An address by itself: as it came, whole where it is to be followed. */
function addressLine(url: CheckedUrl | undefined, { hasAddresses }: Printing): string {
    return (hasAddresses && url?.href) || (url?.text ?? '');
}

/** A text with the address that it leads to, or would; pictures within the message have none that could be read. */
function withAddress(text: string, url: CheckedUrl | undefined, { hasAddresses }: Printing): string {
    if (!url) {
        return text;
    }
    return hasAddresses ? beside(text, readAddress(url.href || url.text)) : joinedLines(text, url.host || url.text);
}

function joinedLines(...lines: string[]): string {
    return lines.filter((line) => line !== '').join('\n');
}
