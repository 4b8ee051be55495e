import type { Adapter, Block, BotMessage } from './blocks';
import { isObject, textOf } from './json';
import { FIRST_LOOK, SHOW_ALL } from './limits';
import { BlockMaker, parsePayload } from './maker';
import type { UrlPolicy } from './urls';

export interface BlockOptions {
    /** Media hosts; without it no media loads unasked. */
    policy?: UrlPolicy;
    /** What "show all" asks for: `SHOW_ALL` instead of `FIRST_LOOK`. */
    all?: boolean;
}

/**
 * What a message shows, in the vendor's order.
 *
 * Pure. Never throws: whatever the payload is, there are blocks or one `unknown` block with the raw data. An empty
 * array means that there is nothing to see (a pause, a typing mark).
 *
 * @param message one entry of `BotHistoryPage.messages`
 * @param adapter `BotHistoryPage.adapter`
 */
export function toBlocks(message: BotMessage, adapter: Adapter, options: BlockOptions = {}): Block[] {
    const make = new BlockMaker(options.all ? SHOW_ALL : FIRST_LOOK, options.policy ?? {});
    if (message.payload === undefined || message.payload === null || message.payload === '') {
        return make.text(message.text, textOf(message.sender) === 'bot' && adapter !== 'text' ? 'markdown' : 'plain');
    }
    const payload = parsePayload(message.payload);
    if (!isObject(payload)) {
        return [...make.text(message.text, 'plain'), make.unknown('', '', payload ?? message.payload)];
    }
    return [...make.text(message.text, 'plain'), make.unknown(adapter, '', payload)];
}
