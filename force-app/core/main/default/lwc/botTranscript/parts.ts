import type {
    Block,
    CarouselBlock,
    CardBlock,
    FileBlock,
    FormBlock,
    ImageBlock,
    ListBlock,
    Option,
    OptionsBlock,
    TableBlock,
    TextFormat,
    VideoBlock,
    Cut
} from './blocks';
import { arrayOf, linesOf, numberOf, textOf } from './json';
import type { BlockMaker } from './maker';

/** Parts that look alike in every vendor's payload. Each answers no block where there is nothing to show. */

export function optionsBlock(
    make: BlockMaker,
    parts: {
        kind?: OptionsBlock['kind'];
        title?: unknown;
        format?: TextFormat;
        description?: unknown;
        presentation?: OptionsBlock['presentation'];
        options: Option[];
        cut?: Cut;
    }
): Block[] {
    const format = parts.format ?? 'plain';
    if (parts.options.length === 0) {
        return [...make.text(parts.title, format), ...make.text(parts.description, format)];
    }
    const title = textOf(parts.title);
    // A title longer than a label is a message of its own.
    const above = title.length > make.limits.label ? make.text(title, format) : [];
    const block: OptionsBlock = {
        kind: parts.kind ?? 'options',
        key: make.key(),
        title: above.length > 0 ? '' : title,
        format,
        description: make.label(parts.description),
        presentation: parts.presentation ?? 'buttons',
        options: parts.options,
        chosenKey: null
    };
    if (parts.cut) {
        block.cut = parts.cut;
    }
    return [...above, block];
}

interface MediaParts {
    url: unknown;
    alt?: unknown;
    title?: unknown;
    description?: unknown;
}

type MediaBase = Pick<ImageBlock, 'key' | 'url' | 'alt' | 'title' | 'description'>;

/** What pictures, videos and sounds have in common; undefined without a usable address. */
function mediaBase(make: BlockMaker, parts: MediaParts): MediaBase | undefined {
    const url = make.url(parts.url, 'media');
    return (
        url && {
            key: make.key(),
            url,
            alt: make.label(parts.alt, parts.title),
            title: make.label(parts.title),
            description: make.label(parts.description)
        }
    );
}

export function imageBlock(make: BlockMaker, parts: MediaParts & { buttons?: Option[] }): Block[] {
    const base = mediaBase(make, parts);
    return base ? [{ kind: 'image', ...base, buttons: parts.buttons ?? [] }] : [];
}

/** Hosts whose addresses are pages with a player, named in the vendors' docs; a media element can't play them. */
const PLAYER_PAGES =
    /(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|facebook\.com|twitch\.tv|streamable\.com|wistia\.com|wistia\.net|vidyard\.com|dailymotion\.com|soundcloud\.com|mixcloud\.com|kaltura\.com)$/;

function isPlayable({ url }: MediaBase): boolean {
    return url.state === 'ok' && !PLAYER_PAGES.test(url.host);
}

export function videoBlock(make: BlockMaker, parts: MediaParts & { captions?: unknown }): Block[] {
    const base = mediaBase(make, parts);
    if (!base) {
        return [];
    }
    const block: VideoBlock = { kind: 'video', ...base, isPlayable: isPlayable(base) };
    const captions = make.url(parts.captions, 'media');
    if (captions) {
        block.captions = captions;
    }
    return [block];
}

export function audioBlock(make: BlockMaker, parts: MediaParts): Block[] {
    const base = mediaBase(make, parts);
    return base ? [{ kind: 'audio', ...base, isPlayable: isPlayable(base) }] : [];
}

export function fileBlock(
    make: BlockMaker,
    parts: { url: unknown; name: unknown; mimeType: unknown; size: unknown; status?: unknown }
): FileBlock {
    const mimeType = make.label(parts.mimeType);
    const status = textOf(parts.status);
    const block: FileBlock = {
        kind: 'file',
        key: make.key(),
        name: make.label(parts.name),
        mimeType,
        size: numberOf(parts.size),
        scan: status === 'infected' ? 'infected' : status === 'scanned' ? 'clean' : 'unknown',
        media: mediaOf(mimeType)
    };
    // An infected file stays a name: nothing on the page may lead to it.
    const url = block.scan === 'infected' ? undefined : make.url(parts.url, block.media ? 'media' : 'link');
    if (url) {
        block.url = url;
    }
    return block;
}

function mediaOf(mimeType: string): FileBlock['media'] {
    const found = /^(image|video|audio)\/(?!svg)/i.exec(mimeType)?.[1]?.toLowerCase();
    return found === 'image' || found === 'video' || found === 'audio' ? found : null;
}

/** A link with what its page says of itself; nothing where it has neither a title nor an address. */
export function linkPreview(
    make: BlockMaker,
    parts: { url?: unknown; title?: unknown; description?: unknown; image?: unknown }
): Block[] {
    const url = make.url(parts.url, 'link');
    const image = make.url(parts.image, 'media');
    const title = make.label(parts.title, url?.host);
    return title === ''
        ? []
        : [
              {
                  kind: 'link',
                  key: make.key(),
                  title,
                  description: make.label(parts.description),
                  ...(url ? { url } : {}),
                  ...(image ? { image } : {})
              }
          ];
}

/** One card stays a card; several become a carousel. */
export function carouselOf(make: BlockMaker, cards: CardBlock[], cut: Cut | undefined): Block[] {
    const only = cards[0];
    if (only === undefined) {
        return [];
    }
    if (cards.length === 1 && !cut) {
        return [only];
    }
    const block: CarouselBlock = { kind: 'carousel', key: make.key(), cards };
    if (cut) {
        block.cut = cut;
    }
    return [block];
}

export function listOf(make: BlockMaker, title: unknown, items: CardBlock[], buttons: Option[], cut?: Cut): Block[] {
    if (items.length === 0 && buttons.length === 0) {
        return make.text(title, 'plain');
    }
    const block: ListBlock = { kind: 'list', key: make.key(), title: make.label(title), items, buttons };
    if (cut) {
        block.cut = cut;
    }
    return [block];
}

/** Names and values, a row each. */
export function factsOf(make: BlockMaker, facts: readonly (readonly [name: unknown, value: unknown])[]): TableBlock[] {
    const { made, cut } = make.each(facts, make.limits.rows, (fact) => ({
        key: make.key(),
        cells: arrayOf(fact).map((value) => ({ key: make.key(), text: make.label(value) }))
    }));
    if (made.length === 0) {
        return [];
    }
    const table: TableBlock = {
        kind: 'table',
        key: make.key(),
        title: '',
        description: '',
        headers: [],
        rows: made
    };
    return [cut ? { ...table, cut } : table];
}

/** What a form sent back, from an object of names and values; nested values as lines. */
export function answersOf(make: BlockMaker, answers: Record<string, unknown>): FormBlock[] {
    const { made, cut } = make.each(Object.keys(answers), make.limits.items, (name) => {
        const value = answers[String(name)];
        const answer = make.label(linesOf(value));
        return { key: make.key(), label: make.label(name), answer, isRequired: false };
    });
    if (made.length === 0) {
        return [];
    }
    const block: FormBlock = {
        kind: 'form',
        key: make.key(),
        title: '',
        fields: made,
        isSubmitted: true
    };
    if (cut) {
        block.cut = cut;
    }
    return [block];
}
