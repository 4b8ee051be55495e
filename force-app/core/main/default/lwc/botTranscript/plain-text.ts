import type { Block, Option, SearchResult, TextFormat } from './blocks';

const MARKUP_SIGNS = /[*_`#<~[\]|&>]/;

/** Text without its markup, near enough for search and plain copies; a renderer is not worth its time here. */
export function withoutMarkup(text: string, format: TextFormat): string {
    if (format === 'plain' || !MARKUP_SIGNS.test(text)) {
        return text;
    }
    const withoutTags = text.includes('<')
        ? text.replace(/<br\s*\/?>|<\/(?:p|li|div|tr|h[1-6])>/gi, '\n').replace(TAG, '')
        : text;
    const words = withoutTags.includes('&')
        ? withoutTags.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, entity)
        : withoutTags;
    if (format === 'html') {
        return words;
    }
    return words
        .replace(/!?\[([^\]\n]{0,1000})\]\([^)\n]{0,2000}\)/g, '$1')
        .replace(/^[ \t]{0,3}#{1,6}[ \t]+/gm, '')
        .replace(/(\*\*|__|~~|`+)/g, '')
        .replace(/(^|[^\p{L}\p{N}*_])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gmu, '$1');
}

const TAG = /<\/?[a-z][^<>]{0,2000}>/gi;

const ENTITIES: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&nbsp;': '\u00a0'
};

function entity(name: string): string {
    return ENTITIES[name] ?? name;
}

/** Every text that a block shows, one line each, in reading order. Raw data is not part of it. */
export function blockLines(block: Block): string[] {
    switch (block.kind) {
        case 'text':
            return [withoutMarkup(block.text, block.format)];
        case 'options':
        case 'suggestions':
            return [withoutMarkup(block.title, block.titleFormat), block.description, ...block.options.map(optionLine)];
        case 'card':
            return [block.title, block.subtitle, ...blocksLines(block.blocks), ...block.buttons.map(optionLine)];
        case 'carousel':
            return block.cards.flatMap(blockLines);
        case 'list':
            return [block.title, ...block.items.flatMap(blockLines), ...block.buttons.map(optionLine)];
        case 'grid':
            return block.rows.flatMap((row) => row.cells.flatMap((cell) => blocksLines(cell.blocks)));
        case 'table':
            return [
                block.title,
                block.description,
                block.headers.map((cell) => cell.text).join(' | '),
                ...block.rows.map((row) => row.cells.map((cell) => cell.text).join(' | '))
            ];
        case 'image':
        case 'video':
        case 'audio':
            return [block.title, block.alt === block.title ? '' : block.alt, block.description];
        case 'file':
            return [block.name];
        case 'link':
            return [block.title, block.description, block.url?.text ?? ''];
        case 'form':
            return [block.title, ...block.fields.map((field) => `${field.label}: ${field.answer ?? ''}`.trim())];
        case 'search-results':
            return [block.title, ...block.results.flatMap(resultLines)];
        case 'citations':
            return [block.title, ...block.citations.flatMap(resultLines)];
        case 'date-picker':
            return [block.label];
        case 'adaptive-card':
            return [...blocksLines(block.blocks), ...block.actions.map(optionLine), block.fallbackText];
        case 'transfer':
            return [
                block.text,
                block.messageToAgent,
                block.topic,
                block.summary,
                ...block.facts.map((fact) => `${fact.label}: ${fact.value}`)
            ];
        case 'event':
        case 'unknown':
            return [block.text];
    }
}

/** All lines of several blocks, without the empty ones. */
export function blocksLines(blocks: readonly Block[]): string[] {
    return blocks.flatMap(blockLines).filter((line) => line.trim() !== '');
}

function optionLine(option: Option): string {
    return option.isChosen ? `[x] ${option.label}` : `[ ] ${option.label}`;
}

function resultLines(result: SearchResult): string[] {
    return [result.title, withoutMarkup(result.text, result.format), result.url?.text ?? ''];
}
