import { adaptiveCard } from './adaptive-card';
import type { Block, BotMessage, CardBlock, DatePickerBlock, Option } from './blocks';
import { arrayOf, firstText, isObject, objectOf, textOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { answersOf, audioBlock, carouselOf, fileBlock, imageBlock, listOf, optionsBlock, videoBlock } from './parts';
import { formatOf } from './text';

/**
 * Cognigy.AI: the entry's `inputData`, `{_cognigy, _plugin, attachments, …}`.
 * Source: type definitions of `@cognigy/socket-client` and `@cognigy/chat-components`
 * (https://github.com/Cognigy/chat-components); not run against a live tenant.
 */
export function cognigyBlocks(message: BotMessage, data: JsonObject, make: BlockMaker): Block[] {
    const rich = [
        ...channelBlocks(objectOf(data._cognigy), make),
        ...pluginBlocks(data._plugin ?? objectOf(data._cognigy)._plugin, make),
        ...answersOf(make, '', objectOf(data.adaptivecards)),
        ...attachmentBlocks(data.attachments, make),
        ...ratingBlocks(objectOf(data._cognigy).controlCommands, make)
    ];
    const text = saysAlready(rich, message.text) ? [] : make.text(message.text, formatOf(message));
    const blocks = [...text, ...rich];
    return blocks.length > 0 || Object.keys(data).length === 0 ? blocks : [make.unknown('', '', data)];
}

/** What the customer's channel showed comes first; the channel-neutral form stands in where it can't be read. */
const CHANNELS = ['_webchat3', '_webchat', '_facebook', '_default', '_defaultPreview'];

function channelBlocks(cognigy: JsonObject, make: BlockMaker): Block[] {
    let failed: unknown;
    for (const channel of CHANNELS) {
        const content = cognigy[channel];
        if (isObject(content) && Object.keys(content).length > 0) {
            const blocks = contentBlocks(content, channel, make);
            if (blocks.length > 0) {
                return blocks;
            }
            failed ??= content;
        }
    }
    return failed === undefined ? [] : [make.unknown('', fallbackText(failed), failed)];
}

function fallbackText(content: unknown): string {
    const message = objectOf(objectOf(content).message);
    return firstText(message.text, objectOf(content).text);
}

function contentBlocks(content: JsonObject, channel: string, make: BlockMaker): Block[] {
    if (isObject(content.adaptiveCard)) {
        return adaptiveCard(content.adaptiveCard, make);
    }
    return isObject(content.message) ? webchatBlocks(content.message, make) : defaultBlocks(content, channel, make);
}

function webchatBlocks(message: JsonObject, make: BlockMaker): Block[] {
    const replies = arrayOf(message.quick_replies);
    if (replies.length > 0) {
        return choices(message.text, replies, make);
    }
    const attachment = objectOf(message.attachment);
    const payload = objectOf(attachment.payload);
    const title = make.text(message.text, 'markdown');
    switch (attachment.type) {
        case 'template':
            return [...title, ...templateBlocks(payload, make)];
        case 'image':
            return [
                ...title,
                ...imageBlock(make, {
                    url: payload.url,
                    alt: payload.altText,
                    buttons: buttonsOf(payload.buttons, make)
                })
            ];
        case 'video':
            return [
                ...title,
                ...videoBlock(make, {
                    url: payload.url,
                    alt: payload.altText,
                    captions: payload.captionsUrl ?? payload.captions_url
                })
            ];
        case 'audio':
            return [...title, ...audioBlock(make, { url: payload.url, alt: payload.altText })];
        case 'file':
            return [...title, fileBlock(make, { url: payload.url, name: payload.name, mimeType: '', size: null })];
        default:
            return attachment.type === undefined
                ? title
                : [...title, make.unknown(attachment.type, payload.text, attachment)];
    }
}

function templateBlocks(payload: JsonObject, make: BlockMaker): Block[] {
    switch (payload.template_type) {
        case 'button':
            return choices(payload.text, payload.buttons, make);
        case 'generic': {
            const { made, cut } = make.each(payload.elements, make.limits.items, (item) => cardOf(item, make));
            return carouselOf(make, made, cut);
        }
        case 'list': {
            const { made, cut } = make.each(payload.elements, make.limits.items, (item) => cardOf(item, make));
            return listOf(make, payload.text, made, buttonsOf(payload.buttons, make), cut);
        }
        default:
            return [make.unknown(payload.template_type, payload.text, payload)];
    }
}

function defaultBlocks(content: JsonObject, channel: string, make: BlockMaker): Block[] {
    const blocks: Block[] = [];
    for (const name of Object.keys(content)) {
        const part = objectOf(content[name]);
        blocks.push(...defaultPart(name, part, content[name], channel, make));
    }
    return blocks;
}

function defaultPart(name: string, part: JsonObject, raw: unknown, channel: string, make: BlockMaker): Block[] {
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
                alt: part.videoAltText,
                captions: part.videoCaptionsUrl
            });
        case '_audio':
            return audioBlock(make, { url: part.audioUrl, alt: part.audioAltText });
        case '_text':
            return make.text(part.text ?? raw, 'markdown');
        case '_adaptiveCard':
            return adaptiveCard(part.adaptiveCard, make);
        default:
            return channel === '_default' && isObject(raw)
                ? [make.unknown(name.replace(/^_/, ''), part.text, raw)]
                : [];
    }
}

function choices(text: unknown, entries: unknown, make: BlockMaker): Block[] {
    const { made, cut } = make.each(entries, make.limits.items, (entry) => buttonOf(entry, make));
    return optionsBlock(make, { title: text, titleFormat: 'markdown', options: made, cut });
}

function buttonsOf(entries: unknown, make: BlockMaker): Option[] {
    return make.each(entries, make.limits.items, (entry) => buttonOf(entry, make)).made;
}

/** A quick reply or button, in the names of either form. */
function buttonOf(entry: unknown, make: BlockMaker): Option | null {
    if (!isObject(entry)) {
        const label = textOf(entry);
        return label === '' ? null : make.option(label, label);
    }
    const { title, payload } = entry;
    const option = ((): Option => {
        switch (entry.type ?? entry.contentType ?? entry.content_type) {
            case 'web_url':
                return make.linkOption(title, entry.url ?? payload);
            case 'phone_number':
                return make.linkOption(firstText(title, payload), `tel:${textOf(payload)}`, 'call');
            case 'openXApp':
                return make.option(title, '', 'panel');
            default:
                return make.option(title, firstText(payload, title));
        }
    })();
    const image = make.url(entry.imageUrl ?? entry.image_url, 'media');
    if (image) {
        option.image = image;
        option.imageAlt = make.label(entry.imageAltText, entry.image_alt_text);
    }
    return option;
}

function cardOf(item: unknown, make: BlockMaker): CardBlock | null {
    if (!isObject(item)) {
        return null;
    }
    const action = objectOf(item.default_action);
    const image = make.url(item.imageUrl ?? item.image_url, 'media');
    const url = make.url(item.defaultActionUrl ?? action.url, 'link');
    return make.card({
        title: make.label(item.title),
        subtitle: make.label(item.subtitle),
        imageAlt: make.label(item.imageAltText, item.image_alt_text),
        buttons: buttonsOf(item.buttons, make),
        ...(image ? { image } : {}),
        ...(url ? { url } : {})
    });
}

function pluginBlocks(plugin: unknown, make: BlockMaker): Block[] {
    if (!isObject(plugin)) {
        return [];
    }
    const data = objectOf(plugin.data);
    switch (plugin.type) {
        case 'date-picker':
            return [datePicker(data, make)];
        case 'x-app':
            return [make.event('plugin', firstText(data.headerTitle, data.openButtonLabel, 'xApp'))];
        case 'x-app-submit': {
            const answers = answersOf(make, '', data);
            return answers.length > 0 ? answers : [make.event('plugin', 'xApp')];
        }
        case 'adaptivecards':
            return adaptiveCard(data.adaptiveCard ?? plugin.payload ?? plugin.data, make);
        default:
            return [make.unknown(plugin.type, firstText(data.text, data.title), plugin)];
    }
}

function datePicker(data: JsonObject, make: BlockMaker): DatePickerBlock {
    return {
        kind: 'date-picker',
        key: make.key(),
        label: make.label(data.eventName, data.openPickerButtonText),
        earliest: make.label(data.minDate),
        latest: make.label(data.maxDate),
        chosen: null
    };
}

function attachmentBlocks(attachments: unknown, make: BlockMaker): Block[] {
    return make.each(attachments, make.limits.items, (entry) =>
        isObject(entry)
            ? fileBlock(make, {
                  url: entry.url,
                  name: entry.fileName ?? entry.name,
                  mimeType: entry.mimeType,
                  size: entry.size,
                  status: entry.status
              })
            : make.unknown('', '', entry)
    ).made;
}

function ratingBlocks(commands: unknown, make: BlockMaker): Block[] {
    return make.each(commands, make.limits.items, (command) => {
        const { type, parameters } = objectOf(command);
        const { rating, comment } = objectOf(parameters);
        const words = [textOf(rating), textOf(comment)].filter((part) => part !== '').join(' · ');
        return type === 'setRating' ? make.event('rating', words) : null;
    }).made;
}

/** The entry's text often repeats the rich part's own. */
function saysAlready(blocks: Block[], text: unknown): boolean {
    const wanted = textOf(text).trim();
    return blocks.some(
        (block) =>
            ((block.kind === 'text' || block.kind === 'unknown') && block.text.trim() === wanted) ||
            (block.kind === 'options' && block.title.trim() === wanted) ||
            (block.kind === 'adaptive-card' && block.fallbackText.trim() === wanted)
    );
}
