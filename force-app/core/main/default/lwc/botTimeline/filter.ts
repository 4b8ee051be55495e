import {
    blocksWithin,
    isAnswer,
    optionsOf,
    type Block,
    type BlockKind,
    type Entry,
    type Sender
} from 'c/botTranscript';

/** Kinds of content that an agent filters by. */
export type ContentKind = 'text' | 'choices' | 'media' | 'files' | 'cards' | 'search' | 'events' | 'failures';

export const CONTENT_KINDS: readonly ContentKind[] = [
    'text',
    'choices',
    'media',
    'files',
    'cards',
    'search',
    'events',
    'failures'
];

/** What each kind of block counts as; the type checker sees to it that none is left out. */
const CONTENT_OF: Record<BlockKind, Exclude<ContentKind, 'failures'>> = {
    text: 'text',
    options: 'choices',
    suggestions: 'choices',
    form: 'choices',
    'date-picker': 'choices',
    image: 'media',
    video: 'media',
    audio: 'media',
    file: 'files',
    card: 'cards',
    carousel: 'cards',
    list: 'cards',
    grid: 'cards',
    table: 'cards',
    'adaptive-card': 'cards',
    link: 'cards',
    'search-results': 'search',
    citations: 'search',
    event: 'events',
    transfer: 'events',
    unknown: 'events'
};

/** What is shown: empty sets let everything through; within a set any one is enough, both sets must agree. */
export interface Filter {
    senders: ReadonlySet<Sender>;
    kinds: ReadonlySet<ContentKind>;
}

export const NO_FILTER: Filter = { senders: new Set(), kinds: new Set() };

export function isFiltering(filter: Filter): boolean {
    return filter.senders.size > 0 || filter.kinds.size > 0;
}

export function passes(entry: Entry, filter: Filter): boolean {
    if (filter.senders.size > 0 && !filter.senders.has(entry.sender)) {
        return false;
    }
    if (filter.kinds.size === 0) {
        return true;
    }
    for (const kind of filter.kinds) {
        if (kind === 'failures' ? entry.isFailure : has(entry, kind)) {
            return true;
        }
    }
    return false;
}

function has(entry: Entry, kind: ContentKind): boolean {
    return entry.message.payload ? entry.blocks.some((block) => holds(block, kind)) : kind === 'text';
}

/** Whether a block is of a kind, or shows it within; the words of a card are the card's. */
function holds(block: Block, kind: ContentKind): boolean {
    return (
        CONTENT_OF[block.kind] === kind ||
        (kind === 'media' && hasMedia(block)) ||
        (kind === 'choices' && optionsOf(block).some(isAnswer)) ||
        (kind !== 'text' && blocksWithin(block).some((inner) => holds(inner, kind)))
    );
}

function hasMedia(block: Block): boolean {
    return block.kind === 'file' ? block.media !== null && block.url !== undefined : 'image' in block;
}
