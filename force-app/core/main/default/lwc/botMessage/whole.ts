import { PRINTED } from 'c/botBlockWords';
import { count } from 'c/botTime';
import { entryText, findHits, type Block, type Entry } from 'c/botTranscript';

/** A message after "show all". */
export interface Whole {
    blocks: Block[];
    /** All of it as one text, where blocks for all of it would be too many; else empty. */
    text: string;
}

const MOST_LINES = 200;
const MOST_CHARACTERS = 30_000;

/**
 * Everything that a message holds. What a page can hold becomes blocks; of more than that (a text of a megabyte, ten
 * thousand options) the first look stays, with all of it as one text: one node, whatever its length.
 */
export function wholeOf(entry: Entry, firstLook: readonly Block[]): Whole {
    const blocks = entry.allBlocks();
    const text = entryText(entry, PRINTED);
    if (text.length <= MOST_CHARACTERS && text.split('\n', MOST_LINES + 1).length <= MOST_LINES) {
        return { blocks, text: '' };
    }
    const cut = blocks.find((block) => block.cut)?.cut;
    return {
        blocks: firstLook.filter((block) => block.kind !== 'text' || !block.cut),
        text: cut ? `${text}\n… ${count(cut.shown)} / ${count(cut.total)}` : text
    };
}

/** Whether all of a message says a text. */
export function saysIt(entry: Entry, query: string): boolean {
    return findHits(entryText(entry, PRINTED), query, 1).length > 0;
}
