import type { Adapter, Block, BotMessage } from './blocks';
import { cognigyBlocks } from './cognigy';
import { isObject, textOf, type JsonObject } from './json';
import { FIRST_LOOK, SHOW_ALL } from './limits';
import { BlockMaker, parsePayload } from './maker';
import { sendbirdBlocks } from './sendbird';
import { formatOf, textBlocks } from './text';
import type { UrlPolicy } from './urls';
import { watsonxBlocks } from './watsonx';

export interface BlockOptions {
    /** Media hosts; without it no media loads unasked. */
    policy?: UrlPolicy;
    /** What "show all" asks for: `SHOW_ALL` instead of `FIRST_LOOK`. */
    all?: boolean;
}

type ParsePayload = (message: BotMessage, payload: JsonObject, make: BlockMaker) => Block[];

const PARSERS: { readonly [adapter: string]: ParsePayload | undefined } = Object.assign(
    Object.create(null) as { [adapter: string]: ParsePayload },
    { cognigy: cognigyBlocks, watsonx: watsonxBlocks, sendbird: sendbirdBlocks }
);

/**
 * What a message shows, in the vendor's order.
 *
 * Pure. Never throws: whatever the payload is, there are blocks or one `unknown` block with the raw data. An empty
 * array means that there is nothing to see (a pause, a typing mark, no text at all).
 *
 * @param message one entry of `BotHistoryPage.messages`
 * @param adapter `BotHistoryPage.adapter`
 */
export function toBlocks(message: BotMessage, adapter: Adapter, options: BlockOptions = {}): Block[] {
    const make = new BlockMaker(options.all ? SHOW_ALL : FIRST_LOOK, options.policy ?? {});
    return finished(messageBlocks(message, adapter, make), make);
}

function messageBlocks(message: BotMessage, adapter: Adapter, make: BlockMaker): Block[] {
    const parse = PARSERS[textOf(adapter)];
    const hasPayload = message.payload !== undefined && message.payload !== null && message.payload !== '';
    if (!hasPayload) {
        return parse ? make.text(message.text, formatOf(message)) : textBlocks(message, make);
    }
    const payload = parsePayload(message.payload);
    if (parse && isObject(payload)) {
        return parse(message, payload, make);
    }
    return [...make.text(message.text, formatOf(message)), make.unknown('', '', payload ?? message.payload)];
}

function finished(blocks: Block[], make: BlockMaker): Block[] {
    const shown = blocks.length > make.limits.blocks ? blocks.slice(0, make.limits.blocks) : blocks;
    const last = shown[shown.length - 1];
    if (last === undefined) {
        return shown;
    }
    const cut = shown.length < blocks.length ? { shown: shown.length, total: blocks.length } : make.cut;
    // Whatever was cut inside, the message as a whole can offer the rest.
    return cut === undefined || shown.some((block) => block.cut) ? shown : [...shown.slice(0, -1), { ...last, cut }];
}
