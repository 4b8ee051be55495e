import type { Block, BotMessage, TextFormat } from './blocks';
import type { BlockMaker } from './maker';

/**
 * What a plain transcript carries instead of a rich message when its sender could not put it into words
 * (seen in Cognigy transcripts; vendor docs, not run against a live tenant).
 */
const UNSUPPORTED = 'UNSUPPORTED_STRUCTURE_DATA';

/**
 * Bots write Markdown in all three products; what people type is shown as they typed it, so that `*` stays `*`.
 */
export function formatOf(message: BotMessage): TextFormat {
    return message.sender === 'bot' ? 'markdown' : 'plain';
}

/** A turn of a transcript text: there is nothing but the words, and nothing says which markup they use. */
export function textBlocks(message: BotMessage, make: BlockMaker): Block[] {
    return typeof message.text === 'string' && message.text.trim() === UNSUPPORTED
        ? [make.unknown('', '', message.text)]
        : make.text(message.text, 'plain');
}
