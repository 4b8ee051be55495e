import type { Block, BotMessage, CitationsBlock, FormBlock, FormField, Sender } from './blocks';
import { withAnswer } from './cardAnswers';
import { arrayOf, firstText, isNothing, isObject, numberOf, objectOf, textOf, type JsonObject } from './json';
import { parsePayload, type BlockMaker } from './maker';
import { audioBlock, fileBlock, imageBlock, linkPreview, optionsBlock, videoBlock } from './parts';
import { deskBlocks, isOfDesk } from './sendbirdDesk';
import { templateBlocks } from './sendbirdTemplates';
import { valueBlocks } from './sendbirdValues';
import { formatOf } from './text';
import { fieldsThatSayMore } from './unread';

/**
 * Sendbird AI agent: `{type, custom_type, data, file, extended_message_payload, is_removed, updated_at}` of a channel
 * message. The order of the parts is the vendor's: message, button, citations, templates, form, feedback, replies. What
 * no part of it reads comes last, as one unknown block, where it says more than is shown (`unread.ts`).
 * Source: https://sendbird.com/docs (Platform API, messages) and
 * https://github.com/sendbird/delight-ai-docs (messages); not run against a live application.
 */
export function sendbirdBlocks(message: BotMessage, payload: JsonObject, make: BlockMaker): Block[] {
    if (payload.is_removed === true) {
        return [make.event('removed', '')];
    }
    const extended = extendedOf(payload);
    const blocks = shownBlocks(message, payload, extended, make);
    if (blocks.length > 0) {
        const unread = unreadOf(payload.data, extended);
        const more = fieldsThatSayMore(unread, blocks);
        const name = firstText(payload.custom_type, more.join(', '));
        return more.length > 0 ? [...blocks, make.unknown(name, '', unread)] : blocks;
    }
    return extended.is_thinking === true || !saysAnything(payload)
        ? []
        : [make.unknown(firstText(payload.custom_type, payload.type), '', payload)];
}

function shownBlocks(message: BotMessage, payload: JsonObject, extended: JsonObject, make: BlockMaker): Block[] {
    const desk = deskBlocks(parsePayload(payload.data), make) ?? [];
    if (payload.type === 'ADMM') {
        const said = textOf(message.text);
        const event = said.trim() === '' ? [] : [make.event('other', said)];
        return [...event, ...desk, ...extendedBlocks(extended, said, make)];
    }
    const { url } = objectOf(payload.file);
    const isListed = arrayOf(payload.files).some((file) => objectOf(file).url === url);
    const files = [
        ...(isListed ? [] : fileBlocks(payload.file, make)),
        ...make.each(payload.files, make.limits.items, (file) => fileBlocks(file, make)).made.flat()
    ];
    const preview = openGraph(payload.og_tag, make);
    const rich = [
        ...files,
        ...preview,
        ...desk.filter(({ kind }) => kind !== 'link' || preview.length === 0),
        ...extendedBlocks(extended, textOf(message.text), make)
    ];
    const text = isFileNames(message.text, payload) ? [] : make.text(message.text, formatOf(message));
    return [...text, ...rich];
}

/** Parts of the extended payload that are read here. */
const READ = new Set([
    'cta_button',
    'citations',
    'message_template',
    'custom_message_templates',
    'custom_view',
    'form',
    'message_form',
    'csat',
    'suggested_replies'
]);
/** Those that say what a message is, not what it says. */
const SILENT = new Set(['bot_message_type', 'is_thinking']);

/** What no part reads: parts of other names, words where a part should be, more questions, data beside the message. */
function unreadOf(data: unknown, extended: JsonObject): JsonObject {
    const isRead = (name: string): boolean =>
        SILENT.has(name) || (READ.has(name) && isObjectOrList(parsePayload(extended[name])));
    const parts = Object.entries(extended).filter(([name]) => !isRead(name));
    const { cre, follow_up: followUp } = objectOf(extended.csat);
    const beside = parsePayload(data) ?? data;
    return {
        ...Object.fromEntries(parts),
        ...(isNothing(cre) && isNothing(followUp) ? {} : { csat: { cre, follow_up: followUp } }),
        ...(isNothing(beside) || isOfDesk(beside) ? {} : { data: beside })
    };
}

function isObjectOrList(value: unknown): boolean {
    return isObject(value) || Array.isArray(value);
}

/** It has been sent as an object and as JSON text. */
function extendedOf(payload: JsonObject): JsonObject {
    return objectOf(parsePayload(payload.extended_message_payload));
}

const EMPTY_FIELDS = new Set(['type', 'custom_type', 'is_removed', 'updated_at']);

function saysAnything(payload: JsonObject): boolean {
    return Object.keys(payload).some((name) => !EMPTY_FIELDS.has(name) && !isNothing(payload[name]));
}

function extendedBlocks(extended: JsonObject, said: string, make: BlockMaker): Block[] {
    return [
        ...callToAction(extended.cta_button, make),
        ...citations(extended.citations, make),
        ...templateBlocks(extended, said, make),
        ...customView(extended.custom_view, make),
        ...challenge(extended.challenge, make),
        ...form(extended.form, make),
        ...form(extended.message_form, make),
        ...feedback(extended.csat, make),
        ...suggestedReplies(extended.suggested_replies, make)
    ];
}

/**
 * Without words of the customer's, the vendor fills in the names of the files, with commas
 * (https://github.com/sendbird/delight-ai-agent, js/react/CHANGELOG.md, 1.39.0).
 */
function isFileNames(text: unknown, { file, files }: JsonObject): boolean {
    const names = [file, ...arrayOf(files)].map(fileName).filter((name) => name !== '');
    const withPlainCommas = (list: string): string => list.trim().replace(/ *, */g, ',');
    return names.length > 0 && withPlainCommas(textOf(text)) === withPlainCommas(names.join(','));
}

function fileName(file: unknown): string {
    return firstText(objectOf(file).name, objectOf(file).file_name);
}

const MEDIA_BLOCKS: { readonly [type: string]: typeof videoBlock | undefined } = {
    image: imageBlock,
    video: videoBlock,
    audio: audioBlock
};

/** `{url, name, type, size}` of one file; in a list of several, `{url, file_name, file_type, file_size}`. */
function fileBlocks(file: unknown, make: BlockMaker): Block[] {
    if (!isObject(file) || Object.keys(file).length === 0) {
        return [];
    }
    const { url } = file;
    const name = fileName(file);
    const mimeType = firstText(file.type, file.file_type).toLowerCase();
    const size = file.size ?? file.file_size;
    const media = /^(image|video|audio)\/(?!svg)/.exec(mimeType)?.[1];
    const shown = media ? MEDIA_BLOCKS[media]?.(make, { url, title: name }) : undefined;
    return shown?.length ? shown : [fileBlock(make, { url, name: firstText(name, url), mimeType, size })];
}

/** What the server found behind an address in the text. */
function openGraph(tag: unknown, make: BlockMaker): Block[] {
    const { 'og:url': url, 'og:title': title, 'og:description': description, 'og:image': image } = objectOf(tag);
    const { secure_url: secure, url: plain } = objectOf(image);
    return linkPreview(make, { url, title, description, image: secure ?? plain });
}

function callToAction(button: unknown, make: BlockMaker): Block[] {
    return isObject(button) && firstText(button.label, button.url) !== ''
        ? optionsBlock(make, { options: [make.linkOption(button.label, button.url)] })
        : [];
}

function citations(list: unknown, make: BlockMaker): Block[] {
    const { made, cut } = make.each(list, make.limits.items, (entry) => {
        const citation = objectOf(entry);
        const url = make.url(citation.link ?? citation.url, 'link');
        return {
            key: make.key(),
            title: make.label(citation.title, url?.host, citation.source_type),
            text: make.label(citation.preview, citation.text),
            format: 'plain' as const,
            ...(url ? { url } : {})
        };
    });
    if (made.length === 0) {
        return [];
    }
    const block: CitationsBlock = { kind: 'citations', key: make.key(), title: '', citations: made };
    return [cut ? { ...block, cut } : block];
}

/** `["Yes", "No"]`, in older versions the same as JSON text; objects with a label are taken too. */
function suggestedReplies(value: unknown, make: BlockMaker): Block[] {
    const list = typeof value === 'string' ? parsePayload(value) : value;
    const { made, cut } = make.each(list, make.limits.items, (entry) => {
        const reply = isObject(entry) ? firstText(entry.text, entry.label, entry.value) : textOf(entry);
        return reply === '' ? null : make.option(reply, reply);
    });
    return made.length === 0 ? [] : optionsBlock(make, { kind: 'suggestions', options: made, cut });
}

/** Free JSON for a view of the customer's app. */
function customView(view: unknown, make: BlockMaker): Block[] {
    const value = parsePayload(view);
    return isNothing(value) ? [] : valueBlocks(value, make);
}

/**
 * What the customer had to prove (`{key, request_id, status}`, https://github.com/sendbird/delight-ai-agent,
 * js/react/docs/features/messages.md), and how it ended.
 */
function challenge(value: unknown, make: BlockMaker): Block[] {
    const { key, status } = objectOf(value);
    const said = [key, status].map(textOf).filter((part) => part !== '');
    return said.length > 0 ? [make.event('other', said.join(' · '))] : [];
}

/**
 * The vendor's fields: `items[{name, placeholder, required, style: {options}, submitted_values}]`; names of
 * neighbouring versions are taken too, also answers beside the items (the form's inner shape is not documented for the
 * AI agent). Forms of the chat (https://github.com/sendbird/sendbird-uikit-react, apps/visual-test) have `values`.
 */
function form(value: unknown, make: BlockMaker): Block[] {
    const data = objectOf(Array.isArray(value) ? value[0] : parsePayload(value));
    const items = data.items ?? data.fields ?? data.form_items;
    const answers = { ...objectOf(data.values), ...objectOf(data.answers) };
    const { made, cut } = make.each(items, make.limits.items, (entry) => {
        const item = objectOf(entry);
        const name = textOf(item.name ?? item.key ?? item.id);
        const own = item.submitted_values ?? item.submittedValues ?? item.values ?? item.value ?? item.answer;
        const given = own ?? answers[name] ?? answers[textOf(item.id)];
        const answer = Array.isArray(given) ? given.map(textOf).join(', ') : textOf(given);
        const field: FormField = {
            key: make.key(),
            label: make.label(item.label, item.title, item.name, item.placeholder, name),
            answer: answer === '' ? null : make.label(answer),
            isRequired: item.required === true
        };
        const { made: choices } = make.each(
            objectOf(item.style).options ?? item.options,
            make.limits.items,
            (option) => (textOf(option) === '' ? null : make.option(option, option))
        );
        return choices.length === 0 ? field : withAnswer({ ...field, choices }, answer);
    });
    if (made.length === 0) {
        return Object.keys(data).length === 0 ? [] : [make.unknown('form', data.title, value)];
    }
    const block: FormBlock = {
        kind: 'form',
        key: make.key(),
        title: make.label(data.title, data.label),
        fields: made,
        isSubmitted: data.is_submitted === true || made.some((field) => field.answer !== null)
    };
    return [cut ? { ...block, cut } : block];
}

/**
 * The satisfaction survey: what was asked, where it has words of its own (https://github.com/sendbird/delight-ai-agent,
 * ios/CHANGELOG.md, 1.1.0), and, once answered, the score and the comment.
 */
function feedback(value: unknown, make: BlockMaker): Block[] {
    if (!isObject(value) || Object.keys(value).length === 0) {
        return [];
    }
    const score = textOf(value.csat ?? value.score ?? value.rating);
    const reason = firstText(value.csat_reason, value.reason, value.comment);
    const said = [value.title, value.csat_question, score, reason].map(textOf).filter((part) => part !== '');
    return [make.event('rating', said.join(' · '))];
}

/** Templates whose server call failed carry this; it is the vendor's own sign of a failure. */
export function hasSendbirdError(payload: JsonObject): boolean {
    return arrayOf(extendedOf(payload).custom_message_templates).some(
        (template) => textOf(objectOf(template).error) !== ''
    );
}

/**
 * Whether its author changed it. Bots that write bit by bit change theirs until it is whole, and say so in its data
 * (https://github.com/sendbird/chat-ai-widget, messageExtension.ts); Desk changes its own when the customer answers.
 */
export function isChangedSendbird(sender: Sender, payload: JsonObject): boolean {
    const data = parsePayload(payload.data);
    const isStreamed = sender === 'bot' && 'stream' in objectOf(data);
    return payload.is_removed !== true && !isStreamed && !isOfDesk(data) && (numberOf(payload.updated_at) ?? 0) > 0;
}
