import type { Block, Option, SearchResult, TextFormat } from './blocks';
import type { CheckedUrl } from './urls';

const MARKUP_SIGNS = /[*_`#<~[\]|&>]/;

/** What is written down beside the words that a block shows. */
export interface Printing {
    /** The address stands beside what leads to it. */
    hasAddresses: boolean;
    /** What the page says of a block beside the block's own words, in its language; empty for nothing. */
    says(block: Block): string;
}

/** The words alone, as for search. */
const WORDS: Printing = { hasAddresses: false, says: () => '' };

/** Text without its markup, near enough for search and plain copies; a renderer is not worth its time here. */
export function withoutMarkup(text: string, format: TextFormat, hasAddresses = false): string {
    if (format === 'plain' || !MARKUP_SIGNS.test(text)) {
        return text;
    }
    const linked = hasAddresses ? text.replace(TAG_LINK, '$3 ($2)') : text;
    const withoutTags = linked.includes('<')
        ? linked.replace(/<br\s*\/?>|<\/(?:p|li|div|tr|h[1-6])>/gi, '\n').replace(TAG, '')
        : linked;
    const words = withoutTags.includes('&')
        ? withoutTags.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, entity)
        : withoutTags;
    if (format === 'html') {
        return words;
    }
    return words
        .replace(/!?\[([^\]\n]{0,1000})\]\(([^)\n]{0,2000})\)/g, hasAddresses ? '$1 ($2)' : '$1')
        .replace(/^[ \t]{0,3}#{1,6}[ \t]+/gm, '')
        .replace(/(\*\*|__|~~|`+)/g, '')
        .replace(/(^|[^\p{L}\p{N}*_])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gmu, '$1');
}

const TAG_LINK = /<a\b[^<>]{0,500}?\bhref=(["'])(https?:[^"'<>]{1,2000})\1[^<>]{0,500}>([^<]{0,1000})<\/a>/gi;
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
function blockLines(block: Block, print: Printing): string[] {
    const option = (one: Option) => optionLine(one, print);
    const result = (one: SearchResult) => resultLines(one, print);
    const beside = (text: string, url?: CheckedUrl) => withAddress(text, url, print);
    const inner = (blocks: readonly Block[]) => blocksLines(blocks, print);
    switch (block.kind) {
        case 'text':
            return [withoutMarkup(block.text, block.format, print.hasAddresses)];
        case 'options':
        case 'suggestions':
            return [
                withoutMarkup(block.title, block.titleFormat, print.hasAddresses),
                block.description,
                ...block.options.map(option)
            ];
        case 'card':
            return [
                beside(block.title, block.url),
                block.subtitle,
                ...inner(block.blocks),
                ...block.buttons.map(option)
            ];
        case 'carousel':
            return inner(block.cards);
        case 'list':
            return [block.title, ...inner(block.items), ...block.buttons.map(option)];
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
            return [beside(name, block.url), ...more, ...buttons];
        }
        case 'file':
            return [beside(joined(block.name, print.says(block)), block.url)];
        case 'link':
            return [block.title, block.description, block.url?.text ?? ''];
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
            return [...inner(block.blocks), ...block.actions.map(option), block.fallbackText];
        case 'transfer':
            return [
                print.says(block),
                block.text,
                block.messageToAgent,
                block.topic,
                block.summary,
                ...block.facts.map((fact) => `${fact.label}: ${fact.value}`)
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
    return `${option.isChosen ? '[x]' : '[ ]'} ${withAddress(option.label, option.url, print)}`;
}

function resultLines(result: SearchResult, print: Printing): string[] {
    return [result.title, withoutMarkup(result.text, result.format, print.hasAddresses), result.url?.text ?? ''];
}

/** A text with the address that it leads to; pictures within the message have none that could be read. */
function withAddress(text: string, url: CheckedUrl | undefined, { hasAddresses }: Printing): string {
    const isReadable = url !== undefined && url.state !== 'refused' && !url.href.startsWith('data:');
    if (!hasAddresses || !isReadable) {
        return text;
    }
    const address = url.href.replace(/^(?:tel|mailto):/, '');
    return text === '' || text.includes(address) ? text || address : `${text} (${address})`;
}
