import type { CheckedUrl } from './urls';

/** Who said it. */
export type Sender = 'customer' | 'bot' | 'agent' | 'system';

/** The vendor whose payload a message carries; any other value is read as `text`. */
export type Adapter = 'cognigy' | 'watsonx' | 'sendbird' | 'text' | (string & {});

/** One entry of a history, as `BotHistoryController.getHistory` answers it. */
export interface BotMessage {
    id: string;
    /** ISO 8601 in UTC; null where the vendor gave no usable time. */
    sentAt: string | null;
    sender: Sender;
    senderName?: string | null;
    /** Plain and searchable. */
    text: string;
    /** JSON text of the vendor's rich part. */
    payload?: string | null;
    /** Id of the message that this one answers. */
    relatesTo?: string | null;
}

/** How a text is to be read: `renderRichText` of `c/botMarkdown` takes exactly these. */
export type TextFormat = 'plain' | 'markdown' | 'html';

/**
 * Says that something was left out so that the page stays usable; ask `toBlocks` again with `all: true` for the rest.
 */
export interface Cut {
    /** Characters of a text, entries of a list. */
    shown: number;
    total: number;
    isText?: true;
}

interface BlockBase {
    /** Unique within a message, the same on every call: for `key={block.key}`. */
    key: string;
    /** Set where this block shows less than the payload holds. */
    cut?: Cut;
}

/** Something to press in the bot's chat; in a transcript it only says what could be chosen, or opens a link. */
export interface Option {
    key: string;
    label: string;
    /** What choosing it sends to the bot; empty for links. */
    value: string;
    action: 'reply' | 'link' | 'call' | 'event' | 'panel' | 'submit';
    /** For `link` and `call`. */
    url?: CheckedUrl;
    image?: CheckedUrl;
    imageAlt?: string;
    /** Of a button that submits: what comes back with the answer when it was pressed, by name. */
    sends?: Readonly<Record<string, string>>;
    isChosen: boolean;
}

export interface TextBlock extends BlockBase {
    kind: 'text';
    text: string;
    format: TextFormat;
    /** `error`: the vendor marks it as a failure; `note`: small print (a description, a fallback). */
    tone: 'normal' | 'error' | 'note';
}

/** `suggestions`: what the bot offered as a guess ("did you mean") or as ready-made replies. */
export interface OptionsBlock extends BlockBase {
    kind: 'options' | 'suggestions';
    title: string;
    description: string;
    /** Of title and description. */
    format: TextFormat;
    presentation: 'buttons' | 'dropdown';
    options: Option[];
    /** Key of the option that the customer chose; set by `prepare`, which knows the later messages. */
    chosenKey: string | null;
}

export interface CardBlock extends BlockBase {
    kind: 'card';
    title: string;
    subtitle: string;
    image?: CheckedUrl;
    imageAlt: string;
    /** Where a press on the card led. */
    url?: CheckedUrl;
    blocks: Block[];
    buttons: Option[];
}

export interface CarouselBlock extends BlockBase {
    kind: 'carousel';
    cards: CardBlock[];
}

export interface ListBlock extends BlockBase {
    kind: 'list';
    title: string;
    items: CardBlock[];
    buttons: Option[];
}

export interface GridBlock extends BlockBase {
    kind: 'grid';
    /** CSS-free relative widths, 1 where unknown. */
    columns: { key: string; weight: number }[];
    rows: { key: string; cells: { key: string; blocks: Block[] }[] }[];
}

export interface TableBlock extends BlockBase {
    kind: 'table';
    title: string;
    description: string;
    headers: { key: string; text: string }[];
    rows: { key: string; cells: { key: string; text: string }[] }[];
}

export interface ImageBlock extends BlockBase {
    kind: 'image';
    url: CheckedUrl;
    alt: string;
    title: string;
    description: string;
    buttons: Option[];
}

export interface VideoBlock extends BlockBase {
    kind: 'video';
    url: CheckedUrl;
    /** False for pages (YouTube, Vimeo, …) that a video element can't play: offer the link. */
    isPlayable: boolean;
    captions?: CheckedUrl;
    alt: string;
    title: string;
    description: string;
}

export interface AudioBlock extends BlockBase {
    kind: 'audio';
    url: CheckedUrl;
    isPlayable: boolean;
    alt: string;
    title: string;
    description: string;
}

export interface FileBlock extends BlockBase {
    kind: 'file';
    /** Never usable when `scan` is `infected`. */
    url?: CheckedUrl;
    name: string;
    mimeType: string;
    /** Bytes. */
    size: number | null;
    scan: 'clean' | 'infected' | 'unknown';
    /** What the file can be shown as, by its MIME type. */
    media: 'image' | 'video' | 'audio' | null;
}

/** A page that the bot pointed to or embedded. It is never embedded in the transcript. */
export interface LinkBlock extends BlockBase {
    kind: 'link';
    url?: CheckedUrl;
    title: string;
    description: string;
    image?: CheckedUrl;
}

export interface FormField {
    key: string;
    /** What the vendor calls it where the answers come in another message. */
    name?: string;
    label: string;
    answer: string | null;
    isRequired: boolean;
    /** What could be picked, or what was filled in beforehand. */
    choices?: Option[];
}

export interface FormBlock extends BlockBase {
    kind: 'form';
    title: string;
    fields: FormField[];
    /** Null where nothing tells. */
    isSubmitted: boolean | null;
}

export interface SearchResult {
    key: string;
    title: string;
    text: string;
    format: TextFormat;
    url?: CheckedUrl;
}

export interface SearchResultsBlock extends BlockBase {
    kind: 'search-results';
    title: string;
    results: SearchResult[];
}

export interface CitationsBlock extends BlockBase {
    kind: 'citations';
    title: string;
    citations: SearchResult[];
}

export interface DatePickerBlock extends BlockBase {
    kind: 'date-picker';
    label: string;
    /** As the vendor gave them, empty where it didn't. */
    earliest: string;
    latest: string;
    /** What the customer picked, if the following message tells. */
    chosen: string | null;
}

/** Shown subset: see `adaptiveCard.ts`. */
export interface AdaptiveCardBlock extends BlockBase {
    kind: 'adaptive-card';
    blocks: Block[];
    actions: Option[];
    /** The card's own fallback or spoken text. */
    fallbackText: string;
    /** Names of elements that are not shown natively; their texts are. */
    unsupported: string[];
    raw: string;
}

/** The bot asked for a human. */
export interface TransferBlock extends BlockBase {
    kind: 'transfer';
    /** What the customer was told. */
    text: string;
    /** What the bot tells the agent. */
    messageToAgent: string;
    summary: string;
    topic: string;
    facts: { key: string; label: string; value: string }[];
}

/** Something that happened, said by nobody. */
export interface EventBlock extends BlockBase {
    kind: 'event';
    code:
        | 'session-ended'
        | 'session-started'
        | 'removed'
        | 'phone-keys'
        | 'voice'
        | 'plugin'
        | 'queue'
        | 'rating'
        | 'other';
    /** The vendor's own words; may be empty. */
    text: string;
}

/** A kind that no parser knows: its fallback text, and the raw data for a look. */
export interface UnknownBlock extends BlockBase {
    kind: 'unknown';
    /** The vendor's name of the kind, empty if it has none. */
    name: string;
    text: string;
    /** Indented JSON, or the payload as it came where it is no JSON. */
    raw: string;
}

export type Block =
    | TextBlock
    | OptionsBlock
    | CardBlock
    | CarouselBlock
    | ListBlock
    | GridBlock
    | TableBlock
    | ImageBlock
    | VideoBlock
    | AudioBlock
    | FileBlock
    | LinkBlock
    | FormBlock
    | SearchResultsBlock
    | CitationsBlock
    | DatePickerBlock
    | AdaptiveCardBlock
    | TransferBlock
    | EventBlock
    | UnknownBlock;

export type BlockKind = Block['kind'];
