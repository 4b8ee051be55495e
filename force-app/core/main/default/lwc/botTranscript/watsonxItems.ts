import type { Block, CardBlock, GridBlock, LinkBlock, Option, TableBlock, TransferBlock } from './blocks';
import {
    arrayOf,
    firstText,
    hasText,
    isNothing,
    isObject,
    linesOf,
    objectOf,
    textOf,
    wordsOf,
    type JsonObject
} from './json';
import type { BlockMaker } from './maker';
import { audioBlock, carouselOf, imageBlock, optionsBlock, videoBlock } from './parts';
import { markupOf } from './watsonxMarkup';
import { conversationalSearch, searchItem } from './watsonxSearch';

/** One item of `output.generic`, by its `response_type`. */
export function watsonxItem(item: unknown, make: BlockMaker): Block[] {
    if (!isObject(item)) {
        const text = textOf(item);
        return text === '' ? [make.unknown('', '', item)] : make.text(markupOf(text), 'markdown');
    }
    const parse = ITEMS[textOf(item.response_type)];
    const blocks = parse?.(item, make);
    if (blocks) {
        return blocks;
    }
    const agentEvent = textOf(item.agent_message_type);
    if (parse === undefined && agentEvent !== '') {
        return [...make.text(markupOf(item.text), 'markdown'), make.event('other', agentEvent)];
    }
    return [make.unknown(item.response_type, firstText(item.text, item.title, item.description), item)];
}

/** Answers null where the item lacks what makes it one of its kind: then it is shown as unknown. */
type ParseItem = (item: JsonObject, make: BlockMaker) => Block[] | null;

const ITEMS: { readonly [name: string]: ParseItem | undefined } = Object.assign(
    Object.create(null) as { [name: string]: ParseItem },
    {
        text: (item: JsonObject, make: BlockMaker) => textItem(item, make),
        option: (item: JsonObject, make: BlockMaker) => choiceItem(item, 'options', make),
        suggestion: (item: JsonObject, make: BlockMaker) => choiceItem(item, 'suggestions', make),
        image: (item: JsonObject, make: BlockMaker) => orNull(imageBlock(make, mediaParts(item))),
        video: (item: JsonObject, make: BlockMaker) =>
            orNull(videoBlock(make, { ...mediaParts(item), captions: captionsOf(item) })),
        audio: (item: JsonObject, make: BlockMaker) => orNull(audioItem(item, make)),
        iframe: linkItem,
        preview_card: previewCard,
        pause: () => [],
        search: (item: JsonObject, make: BlockMaker) => orNull(searchItem(item, make)),
        conversational_search: (item: JsonObject, make: BlockMaker) => orNull(conversationalSearch(item, make)),
        connect_to_agent: transferItem,
        channel_transfer: (item: JsonObject, make: BlockMaker) => orNull(channelTransfer(item, make)),
        user_defined: userDefined,
        table: tableItem,
        card: (item: JsonObject, make: BlockMaker) => [cardOf(item, make)],
        panel: (item: JsonObject, make: BlockMaker) =>
            hasText([item.title, item.body, item.footer]) ? [cardOf(item, make)] : null,
        carousel: carouselItem,
        grid: gridItem,
        button: (item: JsonObject, make: BlockMaker) => [
            ...optionsBlock(make, { options: [buttonOf(item, make)] }),
            ...panelsOf([item], make)
        ],
        date: (_item: JsonObject, make: BlockMaker): Block[] => [
            { kind: 'date-picker', key: make.key(), label: '', earliest: '', latest: '', chosen: null }
        ],
        end_session: (item: JsonObject, make: BlockMaker) => [make.event('session-ended', item.text)],
        dtmf: (item: JsonObject, make: BlockMaker) =>
            objectOf(item.command_info).type === 'collect' ? [make.event('phone-keys', '')] : voiceItem(item, make),
        inline_error: (item: JsonObject, make: BlockMaker): Block[] => {
            const text = make.text(markupOf(item.text), 'markdown', 'error');
            return text.length > 0 ? text : [make.unknown('inline_error', '', item)];
        },
        system: (item: JsonObject, make: BlockMaker) => [make.event('other', firstText(item.title, item.text))],
        speech_to_text: voiceItem,
        text_to_speech: voiceItem,
        start_activities: voiceItem,
        stop_activities: voiceItem,
        record: voiceItem
    }
);

function orNull(blocks: Block[]): Block[] | null {
    return blocks.length > 0 ? blocks : null;
}

function textItem(item: JsonObject, make: BlockMaker): Block[] | null {
    const text = make.text(markupOf(item.text), 'markdown');
    if (text.length > 0) {
        return text;
    }
    // Older dialogs nest them: {"values": [{"text": "…"}]}
    const values = arrayOf(item.values).flatMap((entry) => make.text(markupOf(objectOf(entry).text), 'markdown'));
    return values.length > 0 || (isNothing(item.text) && isNothing(item.values)) ? values : null;
}

function mediaParts(item: JsonObject): { url: unknown; alt: unknown; title: unknown; description: unknown } {
    return { url: item.source, alt: item.alt_text, title: item.title, description: item.description };
}

/** The address of the captions that are on unless others are chosen. */
function captionsOf(item: JsonObject): unknown {
    const tracks = arrayOf(objectOf(item.file_accessibility).subtitle_tracks).map(objectOf);
    return (tracks.find((track) => track.default === true) ?? tracks[0])?.src;
}

/** A sound, and its words where they stand below it. */
function audioItem(item: JsonObject, make: BlockMaker): Block[] {
    const { text } = objectOf(objectOf(item.file_accessibility).transcript);
    return [...audioBlock(make, mediaParts(item)), ...make.text(markupOf(text), 'markdown', 'note')];
}

function choiceItem(item: JsonObject, kind: 'options' | 'suggestions', make: BlockMaker): Block[] | null {
    const entries = item[kind];
    if (!Array.isArray(entries)) {
        return null;
    }
    const { made, cut } = make.each(entries, make.limits.items, (entry) => {
        const { label, value } = objectOf(entry);
        return make.option(label, firstText(objectOf(objectOf(value).input).text, label));
    });
    return optionsBlock(make, {
        kind,
        title: markupOf(item.title),
        format: 'markdown',
        description: markupOf(item.description),
        presentation: item.preference === 'dropdown' ? 'dropdown' : 'buttons',
        options: made,
        cut
    });
}

function linkItem(item: JsonObject, make: BlockMaker): Block[] | null {
    const url = make.url(item.source ?? item.url, 'link');
    const block: LinkBlock = {
        kind: 'link',
        key: make.key(),
        title: make.label(item.title, url?.host),
        description: make.label(item.description, item.subtitle)
    };
    const image = make.url(item.image_url, 'media');
    return url || block.title !== '' ? [{ ...block, ...(url ? { url } : {}), ...(image ? { image } : {}) }] : null;
}

function previewCard(item: JsonObject, make: BlockMaker): Block[] | null {
    return textOf(item.title) === '' && textOf(item.subtitle) === ''
        ? null
        : [make.card({ title: make.label(item.title), subtitle: make.label(item.subtitle) })];
}

function transferItem(item: JsonObject, make: BlockMaker): Block[] {
    const info = objectOf(item.transfer_info);
    const summary = info.summary_message_to_agent;
    const data = objectOf(info.additional_data);
    const { made } = make.each(Object.keys(data), make.limits.items, (name) => ({
        key: make.key(),
        label: make.label(name),
        value: make.label(linesOf(data[String(name)]))
    }));
    const block: TransferBlock = {
        kind: 'transfer',
        key: make.key(),
        text: make.label(objectOf(item.agent_available).message, objectOf(item.agent_unavailable).message),
        messageToAgent: make.label(item.message_to_human_agent, item.message_to_agent),
        summary: Array.isArray(summary)
            ? make.label(summary.map((part) => textOf(objectOf(part).text)).join('\n'))
            : make.label(objectOf(summary).text, summary),
        topic: make.label(item.topic),
        facts: made
    };
    return [block];
}

/** Where the bot led the customer of another channel, as the web chat shows it; it asks for no human. */
function channelTransfer(item: JsonObject, make: BlockMaker): Block[] {
    const { url } = objectOf(objectOf(objectOf(item.transfer_info).target).chat);
    // What follows the host can open the customer's conversation.
    const page = /^https:\/\/[^/?#]+/i.exec(textOf(url))?.[0];
    return [...make.text(item.message_to_user, 'plain'), ...make.text(page, 'plain', 'note')];
}

/**
 * What an author made, for a client of theirs to show; two types of it the web chat shows itself: another item in
 * disguise, and a journey (client code of `@carbon/ai-chat` 0.3,
 * https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-journeys).
 */
function userDefined(item: JsonObject, make: BlockMaker): Block[] {
    const own = objectOf(item.user_defined);
    if (own.user_defined_type === 'IBM_BETA_TRANSFORM_RESPONSE') {
        return make.within([own], (disguised) => watsonxItem(disguised, make)).blocks;
    }
    if (
        own.user_defined_type === 'IBM_BETA_JOURNEYS_TOUR' &&
        hasText([own.card_title, own.card_description, own.steps])
    ) {
        const steps = make.within(own.steps, (step) => watsonxItem(step, make));
        const card = make.card({
            title: make.label(own.card_title),
            subtitle: make.label(own.card_description),
            blocks: steps.blocks
        });
        return [steps.cut ? { ...card, cut: steps.cut } : card];
    }
    const name = firstText(own.user_defined_type, own.type, own.name, 'user_defined');
    const main = firstText(own.text, own.message, own.title, item.text);
    const words = wordsOf(own);
    // Words end where there are many of them.
    return [make.unknown(name, words.includes(main) ? words : main, item)];
}

function tableItem(item: JsonObject, make: BlockMaker): Block[] | null {
    if (!Array.isArray(item.rows) && !Array.isArray(item.headers)) {
        return null;
    }
    const cell = (value: unknown): { key: string; text: string } => ({
        key: make.key(),
        text: make.label(isObject(value) ? firstText(value.text, value.value, value.label) : value)
    });
    const headers = make.each(item.headers, make.limits.columns, cell);
    const rows = make.each(item.rows, make.limits.rows, (row) => ({
        key: make.key(),
        cells: make.each(isObject(row) ? row.cells : row, make.limits.columns, cell).made
    }));
    const block: TableBlock = {
        kind: 'table',
        key: make.key(),
        title: make.label(item.title),
        description: make.label(item.description),
        headers: headers.made.some(({ text }) => text.trim() !== '') ? headers.made : [],
        rows: rows.made
    };
    const cut = rows.cut ?? headers.cut;
    return [cut ? { ...block, cut } : block];
}

function cardOf(item: JsonObject, make: BlockMaker): CardBlock {
    const body = make.within(item.body ?? item.items, (part) => watsonxItem(part, make));
    const buttons = make.each(item.footer, make.limits.items, (part) => buttonOf(objectOf(part), make)).made;
    const blocks = [...body.blocks, ...panelsOf(arrayOf(item.footer), make)];
    const card = make.card({ title: make.label(item.title), blocks, buttons });
    return body.cut ? { ...card, cut: body.cut } : card;
}

/** What stands where only cards do needs no `response_type` to be one. */
function cardLike(entry: unknown, make: BlockMaker): Block[] {
    const { response_type: type, body, footer } = objectOf(entry);
    const isCard = isNothing(type) && (Array.isArray(body) || Array.isArray(footer));
    return isCard ? [cardOf(objectOf(entry), make)] : watsonxItem(entry, make);
}

/** What buttons open beside the chat, shown as cards: the customer could read it. */
function panelsOf(buttons: readonly unknown[], make: BlockMaker): Block[] {
    const panels = buttons.map((button) => objectOf(button).panel).filter((panel) => hasText(panel));
    return make.within(panels, (panel) => cardLike(panel, make)).blocks;
}

function carouselItem(item: JsonObject, make: BlockMaker): Block[] | null {
    const { blocks, cut } = make.within(item.items, (entry) => {
        const parts = cardLike(entry, make);
        return parts.length === 1 && parts[0]?.kind === 'card' ? parts : [make.card({ blocks: parts })];
    });
    const cards = blocks.map((block) => (block.kind === 'card' ? block : make.card({ blocks: [block] })));
    return orNull(carouselOf(make, cards, cut));
}

function gridItem(item: JsonObject, make: BlockMaker): Block[] | null {
    const rows = make.each(item.rows, make.limits.rows, (row) => ({
        key: make.key(),
        cells: make.each(objectOf(row).cells, make.limits.columns, (cell) => ({
            key: make.key(),
            blocks: make.within(objectOf(cell).items, (part) => watsonxItem(part, make)).blocks
        })).made
    }));
    if (rows.made.length === 0) {
        return null;
    }
    const columns = make.each(item.columns, make.limits.columns, (column) => ({
        key: make.key(),
        weight: weightOf(objectOf(column).width)
    }));
    const block: GridBlock = { kind: 'grid', key: make.key(), columns: columns.made, rows: rows.made };
    return [rows.cut ? { ...block, cut: rows.cut } : block];
}

/** `"2"`, `"2fr"`, `"50%"`, `"120px"` → a relative weight between 0.1 and 100. */
function weightOf(width: unknown): number {
    const number = Number.parseFloat(textOf(width));
    return number > 0 ? Math.min(100, Math.max(0.1, number)) : 1;
}

function buttonOf(item: JsonObject, make: BlockMaker): Option {
    const label = firstText(item.label, item.alt_text, item.custom_event_name, item.url);
    const option = ((): Option => {
        switch (item.button_type) {
            case 'url':
                return make.linkOption(label, item.url);
            case 'custom_event':
                return make.option(label, firstText(item.custom_event_name), 'event');
            case 'show_panel':
                return make.option(label, '', 'panel');
            default:
                return make.option(label, firstText(objectOf(objectOf(item.value).input).text, label));
        }
    })();
    const image = make.url(item.image_url, 'media');
    return image ? { ...option, image, imageAlt: make.label(item.alt_text) } : option;
}

function voiceItem(item: JsonObject, make: BlockMaker): Block[] {
    const words = [item.response_type, objectOf(item.command_info).type].map(textOf).filter((word) => word !== '');
    return [make.event('voice', words.join(', ').replaceAll('_', ' '))];
}
