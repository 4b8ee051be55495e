import { plainText, TEXT_ELEMENTS } from 'c/botMarkup';
import { adaptiveCard } from './adaptiveCard';
import type { Block, CardBlock, Option } from './blocks';
import { arrayOf, firstText, hasText, isNothing, isObject, objectOf, textOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { audioBlock, carouselOf, fileBlock, imageBlock, listOf, optionsBlock, videoBlock } from './parts';

/** Fields that say what a thing is, not what it says. */
const KINDS: ReadonlySet<string> = new Set(['type', 'template_type', 'content_type', 'contentType']);

/** What the customer's channel showed comes first; the channel-neutral form stands in where it can't be read. */
export const CHANNELS: readonly string[] = ['_webchat3', '_webchat', '_facebook', '_default', '_defaultPreview'];

/**
 * What a message shows in the first of its channels' forms that can be read; the other forms say the same for other
 * channels. No block where no form of these says anything.
 */
export function channelBlocks(cognigy: JsonObject, make: BlockMaker): Block[] {
    let unreadable: Block[] = [];
    for (const channel of CHANNELS) {
        const content = cognigy[channel];
        const blocks = isObject(content) ? contentBlocks(content, channel, make) : [];
        if (blocks.some((block) => block.kind !== 'unknown')) {
            return blocks;
        }
        if (unreadable.length === 0) {
            const isLost = blocks.length === 0 && hasText(content, KINDS);
            unreadable = isLost ? [make.unknown('', fallbackText(content), cognigy)] : blocks;
        }
    }
    return unreadable;
}

function fallbackText(content: unknown): string {
    const message = objectOf(objectOf(content).message);
    return firstText(message.text, objectOf(content).text);
}

function contentBlocks(content: JsonObject, channel: string, make: BlockMaker): Block[] {
    if (isObject(content.adaptiveCard)) {
        return adaptiveCard(content.adaptiveCard, make);
    }
    if (content.type === 'liveAgentEvent') {
        const text = textOf(objectOf(content.payload).text);
        return text.trim() === '' ? [] : [make.event('other', text)];
    }
    if (content.type === 'queueUpdate') {
        return [queueEvent(objectOf(content.payload), make)];
    }
    return isObject(content.message) ? webchatBlocks(content.message, make) : defaultBlocks(content, channel, make);
}

/** How many wait before the customer, or words instead (https://github.com/Cognigy/Webchat, QueueUpdates.tsx). */
function queueEvent({ position, alternativeText }: JsonObject, make: BlockMaker): Block {
    return hasText(alternativeText) ? make.event('other', alternativeText) : make.event('queue', position);
}

function webchatBlocks(message: JsonObject, make: BlockMaker): Block[] {
    const attached = attachmentBlocks(objectOf(message.attachment), make);
    return arrayOf(message.quick_replies).length > 0
        ? [...attached, ...choices(message.text, message.quick_replies, make)]
        : [...make.text(message.text, 'markdown'), ...attached];
}

function attachmentBlocks(attachment: JsonObject, make: BlockMaker): Block[] {
    const payload = objectOf(attachment.payload);
    const { url, altText: alt } = payload;
    const blocks = ((): Block[] => {
        switch (attachment.type) {
            case 'template':
                return templateBlocks(payload, make);
            case 'image':
                return imageBlock(make, { url, alt, buttons: buttonsOf(payload.buttons, make) });
            case 'video':
                return videoBlock(make, { url, ...told(alt), captions: payload.captionsUrl ?? payload.captions_url });
            case 'audio':
                return audioBlock(make, { url, ...told(alt) });
            case 'file':
                return [fileBlock(make, { url, name: payload.name, mimeType: '', size: null })];
            default:
                return attachment.type === undefined ? [] : [make.unknown(attachment.type, payload.text, attachment)];
        }
    })();
    return blocks.length === 0 && hasText(attachment.payload, KINDS)
        ? [make.unknown(attachment.type, firstText(payload.text, alt), attachment)]
        : blocks;
}

/**
 * The alternate text of what plays is its transcript (https://docs.cognigy.com/ai/build/node-reference/basic/say/); only
 * a short one can name it.
 */
function told(text: unknown): { alt: unknown } | { description: unknown } {
    return /\n|.{100}/.test(textOf(text).trim()) ? { description: text } : { alt: text };
}

function templateBlocks(payload: JsonObject, make: BlockMaker): Block[] {
    const { made, cut } = make.each(payload.elements, make.limits.items, (item) => cardOf(item, make));
    switch (payload.template_type) {
        case 'button':
            return choices(payload.text, payload.buttons, make);
        case 'generic':
            return [
                ...make.text(payload.text, 'markdown'),
                ...carouselOf(make, made, cut),
                ...choices('', payload.buttons, make)
            ];
        case 'list':
            return listOf(make, payload.text, made, buttonsOf(payload.buttons, make), cut);
        default:
            return [make.unknown(payload.template_type, payload.text, payload)];
    }
}

function defaultBlocks(content: JsonObject, channel: string, make: BlockMaker): Block[] {
    return Object.keys(content).flatMap((name) => {
        const raw = content[name];
        const part = objectOf(raw);
        const blocks = defaultPart(name, part, raw, make);
        const isLost = blocks ? blocks.length === 0 && hasText(raw, KINDS) : !isNothing(raw);
        return isLost && channel === '_default' && isObject(raw)
            ? [
                  make.unknown(
                      name.replace(/^_/, ''),
                      firstText(part.text, part.fallbackText, part.imageAltText, part.videoAltText, part.audioAltText),
                      raw
                  )
              ]
            : (blocks ?? []);
    });
}

/** Null where the name is none of a part. */
function defaultPart(name: string, part: JsonObject, raw: unknown, make: BlockMaker): Block[] | null {
    switch (name) {
        case '_quickReplies':
            return choices(part.text, part.quickReplies, make);
        case '_buttons':
            return choices(part.text, part.buttons, make);
        case '_gallery': {
            const { made, cut } = make.each(part.items, make.limits.items, (item) => cardOf(item, make));
            return carouselOf(make, made, cut);
        }
        case '_list': {
            const { made, cut } = make.each(part.items, make.limits.items, (item) => cardOf(item, make));
            return listOf(make, '', made, isObject(part.button) ? buttonsOf([part.button], make) : [], cut);
        }
        case '_image':
            return imageBlock(make, {
                url: part.imageUrl,
                alt: part.imageAltText,
                buttons: buttonsOf(part.buttons, make)
            });
        case '_video':
            return videoBlock(make, {
                url: part.videoUrl,
                ...told(part.videoAltText),
                captions: part.videoCaptionsUrl
            });
        case '_audio':
            return audioBlock(make, { url: part.audioUrl, ...told(part.audioAltText) });
        case '_text':
            return make.text(part.text ?? raw, 'markdown');
        case '_adaptiveCard':
            return adaptiveCard(part.adaptiveCard, make);
        default:
            return null;
    }
}

function choices(text: unknown, entries: unknown, make: BlockMaker): Block[] {
    const { made, cut } = make.each(entries, make.limits.items, (entry) => buttonOf(entry, make));
    return optionsBlock(make, { title: text, format: 'markdown', options: made, cut });
}

function buttonsOf(entries: unknown, make: BlockMaker): Option[] {
    return make.each(entries, make.limits.items, (entry) => buttonOf(entry, make)).made;
}

const HTML = new RegExp(`</?(?:${TEXT_ELEMENTS.join('|')}|font|center)\\b[^<>]*>|&#?\\w+;`, 'i');

/** The vendor's client shows titles of cards and buttons as HTML. */
function titleOf(value: unknown): string {
    const title = textOf(value);
    return HTML.test(title) ? plainText(title, 'html', 'beside') : title;
}

/** Messenger asks with a quick reply for the customer's number; with one of its own, the webchat calls that. */
function kindOf({ type, contentType, content_type: snakeCase, payload }: JsonObject): unknown {
    const kind = type ?? contentType ?? snakeCase;
    return kind === 'user_phone_number' && textOf(payload) !== '' ? 'phone_number' : kind;
}

/** A quick reply or button, in the names of either form. */
function buttonOf(entry: unknown, make: BlockMaker): Option | null {
    if (!isObject(entry)) {
        const label = textOf(entry);
        return label === '' ? null : make.option(label, label);
    }
    const { payload } = entry;
    const type = kindOf(entry);
    const imageAlt = make.label(entry.imageAltText, entry.image_alt_text);
    const title = titleOf(entry.title) || imageAlt;
    const option = ((): Option => {
        switch (type) {
            case 'web_url':
                return make.linkOption(title, entry.url ?? payload);
            case 'phone_number':
                return make.linkOption(firstText(title, payload), `tel:${textOf(payload)}`, 'call');
            case 'openXApp':
                return make.option(title, '', 'panel');
            default:
                return make.option(firstText(title, payload, type), firstText(payload, intentOf(entry), entry.title));
        }
    })();
    const image = make.url(entry.imageUrl ?? entry.image_url, 'media');
    if (image) {
        option.image = image;
        option.imageAlt = imageAlt;
    }
    return option;
}

/**
 * What a button of the type `trigger_intent` sends (https://docs.cognigy.com/ai/empower/nlu/intents/trigger-intent/).
 */
function intentOf({ intentName }: JsonObject): string {
    const name = textOf(intentName);
    return name === '' ? '' : `cIntent:${name}`;
}

function cardOf(item: unknown, make: BlockMaker): CardBlock | null {
    if (!isObject(item)) {
        return null;
    }
    const action = objectOf(item.default_action);
    const image = make.url(item.imageUrl ?? item.image_url, 'media');
    const url = make.url(item.defaultActionUrl ?? action.url, 'link');
    return make.card({
        title: make.label(titleOf(item.title)),
        subtitle: make.label(titleOf(item.subtitle)),
        imageAlt: make.label(item.imageAltText, item.image_alt_text),
        buttons: buttonsOf(item.buttons, make),
        ...(image ? { image } : {}),
        ...(url ? { url } : {})
    });
}
