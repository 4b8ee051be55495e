import type { Block, Option } from './blocks';

/** The blocks that a block shows within itself, in order. */
export function blocksWithin(block: Block): readonly Block[] {
    switch (block.kind) {
        case 'card':
        case 'adaptive-card':
            return block.blocks;
        case 'carousel':
            return block.cards;
        case 'list':
            return block.items;
        case 'grid':
            return block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks));
        default:
            return [];
    }
}

/** What can be pressed on a block itself; the blocks within have their own. */
export function optionsOf(block: Block): readonly Option[] {
    switch (block.kind) {
        case 'options':
        case 'suggestions':
            return block.options;
        case 'card':
        case 'list':
        case 'image':
            return block.buttons;
        case 'adaptive-card':
            return block.actions;
        default:
            return [];
    }
}

/** Whether pressing it answers the bot, instead of leading elsewhere. */
export function isAnswer({ action }: Option): boolean {
    return action !== 'link' && action !== 'call';
}
