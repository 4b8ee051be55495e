import type { Block, BotMessage } from './blocks';
import { arrayOf, firstText, hasText, isObject, objectOf, textOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { fileBlock } from './parts';
import { formatOf } from './text';
import { watsonxItem } from './watsonxItems';

/** What a message is or where it belongs, in no words for a reader. */
const SILENT_NAMES = new Set([
    'type',
    'response_type',
    'message_type',
    'channel',
    'channels',
    'history',
    'is_welcome_request'
]);

/**
 * IBM watsonx Assistant: `{generic: […]}` of a response, `{input, history}` of a request.
 * Source: the v2 API reference and the types of `@carbon/ai-chat`
 * (https://github.com/carbon-design-system/carbon-ai-chat); not run against a live service.
 */
export function watsonxBlocks(message: BotMessage, payload: JsonObject, make: BlockMaker): Block[] {
    const items = payload.generic ?? objectOf(payload.output).generic;
    if (Array.isArray(items)) {
        const history = objectOf(payload.history);
        const isNobodyThere = history.agent_availability === 'offline';
        const blocks = make
            .each(items, make.limits.blocks, (item) => watsonxItem(isNobodyThere ? unavailable(item) : item, make))
            .made.flat()
            .concat(feedbackBlocks(history.feedback, make));
        // A message of nothing but pauses shows nothing; one whose items say nothing still has its text.
        const isSilent = items.length > 0 && items.every((item) => objectOf(item).response_type === 'pause');
        return blocks.length > 0 || isSilent ? blocks : textOrRaw(message, payload, make);
    }
    if (isObject(payload.input) || isObject(payload.history)) {
        return requestBlocks(message, payload, make);
    }
    const text = make.text(message.text, formatOf(message));
    return Object.keys(payload).length === 0 ? text : [...text, make.unknown('', '', payload)];
}

/** A request for a human of which the customer read that nobody is there. */
function unavailable(item: unknown): unknown {
    return objectOf(item).response_type === 'connect_to_agent' ? { ...objectOf(item), agent_available: null } : item;
}

/** What the customer thought of it: `{[id]: {is_positive, text, categories}}`. */
function feedbackBlocks(feedback: unknown, make: BlockMaker): Block[] {
    return make.each(Object.values(objectOf(feedback)), make.limits.items, (one) => {
        const { is_positive: isPositive, text, categories } = objectOf(one);
        // Screen readers say these in the reader's own language.
        const thumb = typeof isPositive === 'boolean' ? (isPositive ? '👍' : '👎') : '';
        const words = [thumb, textOf(text), ...arrayOf(categories).map(textOf)].filter((part) => part !== '');
        return words.length > 0 ? make.event('rating', words.join(' · ')) : null;
    }).made;
}

/** Of a payload from which nothing could be read: its own text, else the raw data where that says anything. */
function textOrRaw(message: BotMessage, payload: JsonObject, make: BlockMaker): Block[] {
    const text = make.text(message.text, formatOf(message));
    const isRaw = text.length === 0 && hasText(payload, SILENT_NAMES);
    return isRaw ? [make.unknown('', '', payload)] : text;
}

/**
 * What the customer saw of the own request: a pressed option's label rather than the text that it sent, a file that
 * went to a human by its name
 * (https://github.com/carbon-design-system/carbon-ai-chat/blob/main/packages/ai-chat/src/chat/utils/messageUtils.ts).
 */
function requestBlocks(message: BotMessage, payload: JsonObject, make: BlockMaker): Block[] {
    const input = objectOf(payload.input);
    const history = objectOf(payload.history);
    const said = firstText(history.label, input.text, message.text);
    const isUpload = input.message_type === 'file';
    const text = isUpload ? [] : make.text(said, 'plain');
    const uploads = isUpload ? [{ name: said }] : arrayOf(input.attachments);
    const files = make.each(uploads, make.limits.items, (entry) => {
        const file = objectOf(entry);
        return fileBlock(make, {
            url: file.url,
            name: firstText(file.name, file.file_name, lastPart(textOf(file.url)), file.url),
            mimeType: file.media_type,
            size: file.size
        });
    }).made;
    if (text.length > 0 || files.length > 0) {
        return [...text, ...files];
    }
    const event = objectOf(input.event);
    if (history.is_welcome_request === true) {
        return [make.event('session-started', '')];
    }
    return textOf(event.name) === '' ? emptyRequest(payload, make) : [make.event('other', event.name)];
}

/** What an address ends with: the API names files in no other way. */
function lastPart(address: string): string {
    const part = address.split(/[?#]/)[0]?.split('/').slice(3).pop() ?? '';
    try {
        return decodeURIComponent(part);
    } catch {
        // A percent sign of its own.
        return part;
    }
}

function emptyRequest(payload: JsonObject, make: BlockMaker): Block[] {
    const input = objectOf(payload.input);
    // The first request of a session has an empty text: it asks for the greeting.
    const isGreeting = Object.keys(input).every((name) => name === 'text' || name === 'message_type');
    const hasNothing = isGreeting && !hasText(payload, SILENT_NAMES);
    return hasNothing ? [] : [make.unknown(input.message_type, '', payload)];
}

/** True for a request or response that the vendor's own client hides (`history.silent`). */
export function isSilentWatsonx(payload: JsonObject): boolean {
    return objectOf(payload.history).silent === true;
}

/** The items that `update_history` events replace, by the id of the message that they change. */
export function watsonxUpdate(payload: JsonObject): { messageId: string; items: readonly unknown[] } | null {
    const event = objectOf(objectOf(payload.input).event);
    if (event.name !== 'update_history') {
        return null;
    }
    const partial = objectOf(event.partial_message ?? objectOf(event.parameters).partial_message);
    return {
        messageId: firstText(event.messageID, event.message_id, objectOf(event.parameters).messageID),
        items: arrayOf(objectOf(partial.output).generic)
    };
}
