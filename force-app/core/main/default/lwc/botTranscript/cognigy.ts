import { adaptiveCard } from './adaptiveCard';
import type { Block, BotMessage, DatePickerBlock } from './blocks';
import { CHANNELS, channelBlocks } from './cognigyChannels';
import { instantOf } from './days';
import { firstText, isNothing, isObject, objectOf, textOf, wordsOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { answersOf, fileBlock } from './parts';
import { formatOf } from './text';
import { fieldsThatSayMore, saysAnything } from './unread';

/**
 * Cognigy.AI: the entry's `inputData`, `{_cognigy, _plugin, attachments, …}`.
 * Source: type definitions of `@cognigy/socket-client` and `@cognigy/chat-components`
 * (https://github.com/Cognigy/chat-components); not run against a live tenant.
 *
 * A rating that the entry carries beside it is in `_rating`. What no part of it reads comes last, as one unknown block,
 * where it says more than is shown (`unread.ts`): a flow may put any data beside a text, and forms for channels that are
 * not known here.
 */
export function cognigyBlocks(message: BotMessage, data: JsonObject, make: BlockMaker): Block[] {
    const cognigy = objectOf(data._cognigy);
    const channel = channelBlocks(cognigy, make);
    const rich = [
        ...channel,
        ...pluginBlocks(data._plugin ?? cognigy._plugin, make, instantOf(message.sentAt)),
        ...appBlocks(objectOf(cognigy._app), make),
        ...answersOf(make, objectOf(data.adaptivecards)),
        // What a button sends can be a text.
        ...make.text(data.adaptivecards, 'plain'),
        ...attachmentBlocks(data.attachments, make),
        ...ratingBlocks(cognigy.controlCommands, objectOf(data._rating), make)
    ];
    const text = saysAlready(rich, message.text) ? [] : make.text(message.text, formatOf(message));
    const blocks = [...text, ...rich];
    if (blocks.length === 0) {
        return saysAnything(data, SILENT) ? [make.unknown('', wordsOf(data), data)] : [];
    }
    const unread = unreadOf(channel.length > 0 ? data : { ...cognigy, ...data });
    const more = fieldsThatSayMore(unread, blocks).map((name) => name.replace(/^_/, ''));
    return more.length > 0 ? [...blocks, make.unknown(more.join(', '), '', unread)] : blocks;
}

/**
 * What only steers the webchat (https://github.com/Cognigy/chat-components: the picture and name of who speaks, which
 * text the pieces of a stream belong to), tells which node of the flow spoke, or of the customer's browser
 * (https://docs.cognigy.com/webchat/v3/metadata/).
 */
const SILENT: ReadonlySet<string> = new Set([
    'agentAvatarOverrideUrl',
    'agentAvatarOverrideUrlOnce',
    'agentAvatarOverrideNameOnce',
    'botAvatarOverrideUrl',
    'botAvatarOverrideUrlOnce',
    'botAvatarOverrideNameOnce',
    '_messageId',
    '_finishReason',
    'nodeType',
    'nodeLabel',
    '_webchat3Metadata'
]);

/** A piece of a streamed text. */
export interface StreamedPiece {
    stream: string;
    isLast: boolean;
    isRated: boolean;
}

/** Of an entry that is nothing but a piece of a streamed text; null for all others. */
export function streamedPiece({ _rating: rating, ...data }: JsonObject): StreamedPiece | null {
    const { _messageId: stream, _finishReason: end } = objectOf(data._cognigy);
    return textOf(stream) === '' || saysAnything(data, SILENT)
        ? null
        : { stream: textOf(stream), isLast: textOf(end) !== '', isRated: !isNothing(rating) };
}

/** Fields that are read, here or to relate messages, or that only steer the vendor's client; the former as objects. */
const READ_OBJECTS = new Set(['_cognigy', '_plugin', '_app', '_rating', 'adaptivecards']);
const READ = new Set(['postback', 'controlCommands', 'syncWebchatWithFacebook', ...CHANNELS]);

function unreadOf(parts: JsonObject): JsonObject {
    return Object.fromEntries(
        Object.entries(parts).filter(
            ([name, part]) =>
                !READ.has(name) &&
                !SILENT.has(name) &&
                !(READ_OBJECTS.has(name) && isObject(part)) &&
                !(name === 'adaptivecards' && textOf(part) !== '') &&
                !(name === 'attachments' && Array.isArray(part))
        )
    );
}

function pluginBlocks(plugin: unknown, make: BlockMaker, instant: number | null): Block[] {
    if (!isObject(plugin) || isNothing(plugin)) {
        return [];
    }
    const data = objectOf(plugin.data);
    switch (plugin.type) {
        case 'date-picker':
            return [datePicker(data, make, instant)];
        case 'x-app':
            return [make.event('plugin', firstText(data.headerTitle, data.openButtonLabel, 'xApp'))];
        case 'x-app-submit': {
            const answers = answersOf(make, data);
            return answers.length > 0 ? answers : [make.event('plugin', 'xApp')];
        }
        case 'request-rating':
            return [ratingEvent(make, data.ratingScreenTitleText, data.ratingTitleText, data.ratingCommentText)];
        case 'adaptivecards':
            return adaptiveCard(data.adaptiveCard ?? plugin.payload ?? plugin.data, make);
        default:
            return [make.unknown(plugin.type, firstText(data.text, data.title), plugin)];
    }
}

/**
 * An xApp of the flow: what the customer sent back from it (`input.data._cognigy._app.payload`,
 * https://docs.cognigy.com/xApps/architecture/), or that the bot opened it over the chat
 * (https://github.com/Cognigy/Webchat: `_app: {url, overlaySettings: {screenTitle}}`).
 */
function appBlocks({ payload, url, overlaySettings }: JsonObject, make: BlockMaker): Block[] {
    if (!isNothing(payload)) {
        return answersOf(make, isObject(payload) ? payload : { xApp: payload });
    }
    const isOpened = !isNothing(url) || isObject(overlaySettings);
    return isOpened ? [make.event('plugin', firstText(objectOf(overlaySettings).screenTitle, 'xApp'))] : [];
}

const NAMED_DAYS = new Map([
    ['yesterday', -1],
    ['today', 0],
    ['tomorrow', 1]
]);
const DAY = 86_400_000;

/** The customer read a named day as of when the message came; an agent reads it later. */
function dayOf(value: unknown, instant: number | null): string {
    const text = textOf(value);
    const days = NAMED_DAYS.get(text);
    return days === undefined || instant === null ? text : new Date(instant + days * DAY).toISOString().slice(0, 10);
}

function datePicker(data: JsonObject, make: BlockMaker, instant: number | null): DatePickerBlock {
    return {
        kind: 'date-picker',
        key: make.key(),
        label: make.label(data.eventName, data.openPickerButtonText),
        earliest: make.label(dayOf(data.minDate, instant)),
        latest: make.label(dayOf(data.maxDate, instant)),
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

/** The vendor's client has two thumbs (https://docs.cognigy.com/ai/build/node-reference/analytics/set-rating/). */
const THUMBS = new Map([
    ['1', '👍'],
    ['-1', '👎']
]);

/** What the message itself rates, else what our Apex found beside it (`_rating`): it can be the same. */
function ratingBlocks(commands: unknown, beside: JsonObject, make: BlockMaker): Block[] {
    const { made } = make.each(commands, make.limits.items, (command) => {
        const { type, parameters } = objectOf(command);
        return type === 'setRating' ? givenRating(objectOf(parameters), make) : null;
    });
    return made.length > 0 ? made : [givenRating(beside, make)].filter((block) => block !== null);
}

function givenRating({ rating, comment }: JsonObject, make: BlockMaker): Block | null {
    const score = textOf(rating);
    return score + textOf(comment) === '' ? null : ratingEvent(make, THUMBS.get(score) ?? score, comment);
}

function ratingEvent(make: BlockMaker, ...words: unknown[]): Block {
    const said = words.map(textOf).filter((part) => part !== '');
    return make.event('rating', said.join(' · '));
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
