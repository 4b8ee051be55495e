import type { Adapter, BotMessage } from './blocks';
import { isObject, isShallow, numberOf, textOf } from './json';
import { parsePayload } from './maker';
import { withWholeStreams } from './streams';
import { toBlocks } from './toBlocks';
import { isSilentWatsonx, watsonxUpdate } from './watsonx';

export interface Merged {
    messages: { message: BotMessage; id: string }[];
    /** Messages that a later one changed. */
    edited: ReadonlySet<BotMessage>;
}

/**
 * Each message once (by id; the newest version at the first one's place), watsonx updates merged into what they
 * change, streamed texts put together, silent messages and those that show nothing left out.
 */
export function mergeMessages(messages: readonly BotMessage[], adapter: Adapter): Merged {
    const kept: { message: BotMessage; id: string }[] = [];
    const places = new Map<string, number>();
    const edited = new Set<BotMessage>();
    const used = new Set<string>();
    for (const message of withWholeStreams(messages, adapter)) {
        if (!isObject(message) || isHidden(message, adapter)) {
            continue;
        }
        const update = updateOf(message, adapter);
        if (update) {
            applyUpdate(update, kept, places, edited);
            continue;
        }
        const id = textOf(message.id);
        const place = id === '' ? undefined : places.get(id);
        const earlier = place === undefined ? undefined : kept[place];
        if (earlier) {
            if (versionOf(message) >= versionOf(earlier.message)) {
                earlier.message = message;
            }
            continue;
        }
        if (id !== '') {
            places.set(id, kept.length);
        }
        kept.push({ message, id: uniqueId(id, kept.length, used) });
    }
    return { messages: kept.filter(({ message }) => showsSomething(message, adapter)), edited };
}

function uniqueId(id: string, position: number, used: Set<string>): string {
    let unique = id === '' ? `#${position}` : id;
    while (used.has(unique)) {
        unique += '#';
    }
    used.add(unique);
    return unique;
}

function isHidden(message: BotMessage, adapter: Adapter): boolean {
    if (adapter !== 'watsonx' || typeof message.payload !== 'string' || !message.payload.includes('"silent"')) {
        return false;
    }
    const payload = parsePayload(message.payload);
    return isObject(payload) && isSilentWatsonx(payload);
}

function updateOf(message: BotMessage, adapter: Adapter): ReturnType<typeof watsonxUpdate> {
    if (adapter !== 'watsonx' || typeof message.payload !== 'string' || !message.payload.includes('"update_history"')) {
        return null;
    }
    const payload = parsePayload(message.payload);
    return isObject(payload) ? watsonxUpdate(payload) : null;
}

function applyUpdate(
    update: NonNullable<ReturnType<typeof watsonxUpdate>>,
    kept: { message: BotMessage; id: string }[],
    places: Map<string, number>,
    edited: Set<BotMessage>
): void {
    const target = kept[places.get(update.messageId) ?? -1];
    // An update without items changes what only the vendor's client shows (feedback, upload states).
    if (target && update.items.length > 0 && isShallow(update.items)) {
        target.message = { ...target.message, payload: JSON.stringify({ generic: update.items }) };
        edited.add(target.message);
    }
}

/** Nothing comes after a removal. */
function versionOf({ payload }: BotMessage): number {
    if (typeof payload !== 'string' || !/"(?:updated_at|is_removed)"/.test(payload)) {
        return 0;
    }
    const parsed = parsePayload(payload);
    if (!isObject(parsed)) {
        return 0;
    }
    return parsed.is_removed === true ? Infinity : (numberOf(parsed.updated_at) ?? 0);
}

/**
 * Payloads that may have nothing to show, and any text that is no name of a field; others needn't be parsed to know.
 */
const MAY_BE_EMPTY = /"(?:pause|is_thinking)"/;
const HAS_TEXT = /[:[]\s*"[^"]/;
const SHORT_PAYLOAD = 100;

function showsSomething(message: BotMessage, adapter: Adapter): boolean {
    if (typeof message.text === 'string' && message.text.trim() !== '') {
        return true;
    }
    const { payload } = message;
    const isLong = typeof payload === 'string' && payload.length > SHORT_PAYLOAD;
    if (isLong && HAS_TEXT.test(payload) && !MAY_BE_EMPTY.test(payload)) {
        return true;
    }
    return toBlocks(message, adapter).length > 0;
}
