import type { Block } from './blocks';
import { fold } from './fold';
import { leavesOf, textOf, type JsonObject } from './json';

/** Names of what a message is, comes from or is measured by. */
const TECHNICAL_NAME =
    /^_*(?:type|version|locale|language|channel|source|intent|nlu|flow|node|event|session|analytics|tracking|debug|meta|metadata|user_?[aA]gent|time_?[sS]tamp|time_?[zZ]one)s?(?![a-z])|(?:^|_)ids?$|I[dD]s?$/;

/** One word without a capital first, with an underscore or of many letters: a code, an address, an id, a time. */
const CODE = /^(?:[a-z][!-~]*|[!-~]*_[!-~]*|[!-~]{16,})$/;

/** More texts or fields than the forms of one message repeat. */
const MOST_TEXTS = 200;

/** Whether a payload holds any words or numbers at all; what fields of these names hold counts for nothing. */
export function saysAnything(payload: JsonObject, silentNames: ReadonlySet<string>): boolean {
    for (const { name, part } of leavesOf(payload, (_, field) => silentNames.has(field))) {
        const isSaid = typeof part === 'number' || (typeof part === 'string' && part.trim() !== '');
        if (isSaid && name !== 'type' && !silentNames.has(name)) {
            return true;
        }
    }
    return false;
}

/**
 * Which fields of what was not read say more to an agent than the blocks of their message do: those with any text that
 * stands in none of the blocks and is not technical by its name (`intent`, `userAgent`, `orderId`) or its look
 * (`book_flight`, an address, a time). Bots send such data beside many messages, and the same words in other forms; a
 * line about raw data under each of them would help nobody.
 */
export function fieldsThatSayMore(unread: JsonObject, blocks: readonly Block[]): string[] {
    const names = Object.keys(unread);
    if (names.length === 0) {
        return names;
    }
    const said = wordsAlone([...leavesOf(blocks)].map(({ part }) => textOf(part)).join(' '));
    return names.filter((name, at) => at >= MOST_TEXTS || saysMore({ [name]: unread[name] }, said));
}

function saysMore(unread: JsonObject, said: string): boolean {
    let count = 0;
    for (const { name, part } of leavesOf(unread, (_, field) => TECHNICAL_NAME.test(field))) {
        const isText = typeof part === 'string' && !TECHNICAL_NAME.test(name) && !CODE.test(part.trim());
        const words = isText ? wordsAlone(part) : '';
        if (words.trim() !== '' && (!said.includes(words) || ++count > MOST_TEXTS)) {
            return true;
        }
    }
    return false;
}

/** Words between single spaces, without marks and tags: forms for other channels differ in these. */
function wordsAlone(text: string): string {
    const words = fold(text.replace(/<[^<>]{0,500}>/g, ' ')).replace(/[^\p{L}\p{N}]+/gu, ' ');
    return ` ${words.trim()} `;
}
