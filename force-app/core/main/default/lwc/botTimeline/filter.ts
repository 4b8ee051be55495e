import type { BlockKind, Entry, Sender } from 'c/botTranscript';

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

const BLOCKS_OF: Record<Exclude<ContentKind, 'failures'>, ReadonlySet<BlockKind>> = {
    text: new Set<BlockKind>(['text']),
    choices: new Set<BlockKind>(['options', 'suggestions', 'form', 'date-picker']),
    media: new Set<BlockKind>(['image', 'video', 'audio']),
    files: new Set<BlockKind>(['file']),
    cards: new Set<BlockKind>(['card', 'carousel', 'list', 'grid', 'table', 'adaptive-card', 'link']),
    search: new Set<BlockKind>(['search-results', 'citations']),
    events: new Set<BlockKind>(['event', 'transfer', 'unknown'])
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
        if (kind === 'failures' ? entry.isFailure : has(entry, BLOCKS_OF[kind])) {
            return true;
        }
    }
    return false;
}

function has(entry: Entry, kinds: ReadonlySet<BlockKind>): boolean {
    return entry.message.payload ? entry.blocks.some((block) => kinds.has(block.kind)) : kinds.has('text');
}
