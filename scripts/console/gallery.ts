/**
 * What the gallery page shows: every kind of content of every vendor, and what is hard to show, as Apex would answer
 * it.
 */
import { CONTENT, placeId } from '../../tests/fixtures/content-kinds.ts';
import { HARD_CASES } from '../../tests/fixtures/hard-cases.ts';
import { SCENES } from '../../tests/fixtures/scenes.ts';
import { ADAPTER_NAMES, ADAPTERS, shapeMessage, VENDOR_SHAPES } from '../../tests/fixtures/vendor-shapes.ts';
import type { ShapeAdapter, ShapeMessage } from '../../tests/fixtures/vendor-shapes.ts';

/** One history of the gallery. */
export interface GalleryHistory {
    /** Stands in for a record's id. */
    recordId: string;
    label: string;
    /** What `BotHistoryController.getHistory` would answer. */
    answer: { page: Record<string, unknown> & { messages: ShapeMessage[] } };
}

/** Made-up media of the fixtures → what the pretend bots serve; what is missing is missing there too. */
const MEDIA: [RegExp, string][] = [
    [/https:\/\/media\.example\.com\/missing\.\w+/g, 'missing'],
    [/https:\/\/media\.example\.com\/[\w-]+\.(?:png|jpe?g)/g, 'sea-view-room.png'],
    [/https:\/\/media\.example\.com\/[\w-]+\.mp4/g, 'router-lights.webm'],
    [/https:\/\/media\.example\.com\/[\w-]+\.mp3/g, 'voice-message.wav'],
    [/https:\/\/media\.example\.com\/[\w-]+\.vtt/g, 'router-lights.vtt']
];

function withMedia(text: string, origin: string | undefined): string {
    if (origin === undefined) return text;
    return MEDIA.reduce((done, [pattern, name]) => done.replaceAll(pattern, `${origin}/media/${name}`), text);
}

/** What the messages after a caption stand for. */
interface Exhibit {
    caption: string;
    messages: ShapeMessage[];
}

/** In the vendor's words, from the table of all content. */
function captionOf(id: string, name: string): string {
    const rows = CONTENT.filter((row) => row.places.some((place) => placeId(row, place) === id));
    return rows.length === 0 ? name : rows.map(({ content }) => content.replaceAll('`', '')).join(' · ');
}

function exhibitsOf(adapter: ShapeAdapter): Exhibit[] {
    const shapes = VENDOR_SHAPES.filter((shape) => shape.adapter === adapter).map((shape, at) => {
        const id = `${adapter}-${shape.name}`;
        return { caption: captionOf(id, shape.name), messages: [{ ...shapeMessage(shape, at * 60), id }] };
    });
    const scenes = SCENES.filter((scene) => scene.adapter === adapter).map(({ name, messages }) => ({
        caption: captionOf(`${adapter}-${name}-1`, name),
        messages
    }));
    return [...shapes, ...scenes];
}

function historyOf(name: string, label: string, adapter: ShapeAdapter, exhibits: Exhibit[], origin?: string) {
    const messages = exhibits.flatMap(({ caption, messages: shown }) => [
        {
            id: `caption-${shown[0]?.id}`,
            sentAt: shown[0]?.sentAt ?? null,
            sender: 'system' as const,
            text: caption
        },
        ...shown.map((message) => ({
            ...message,
            text: withMedia(message.text, origin),
            ...(message.payload === undefined ? {} : { payload: withMedia(message.payload, origin) })
        }))
    ]);
    const recordId = `gallery-${name}`;
    const page = { provider: label, adapter, sessionId: recordId, source: 'live', messages, facts: [], warnings: [] };
    return { recordId, label, answer: { page } };
}

/**
 * A list is at most 2,000 pixels high; what does not fit is only made when it is scrolled to, and here nobody scrolls.
 */
const ROOM = 1_500;
/** Pixels, about, by what a payload holds; on a narrow screen a little more. */
const HEIGHTS: [RegExp, number][] = [
    [/"_default":\{.*"_gallery"|"AdaptiveCard"/, 1_200],
    [/# Opening/, 700],
    [/\.(?:png|mp4|mp3)/, 350],
    [/"(?:buttons|footer|items|rows|form|transfer_info|citations|primary_results|attachments)":/, 200]
];

function heightOf({ messages }: Exhibit): number {
    const heights = messages.map(({ text, payload = '' }) => {
        const [, height] = HEIGHTS.find(([pattern]) => pattern.test(`${text}${payload}`)) ?? [/./, 100];
        return height + text.length / 2;
    });
    return heights.reduce((sum, height) => sum + height, 60);
}

/** As few histories as show all exhibits without scrolling. */
function historiesOf(name: string, label: string, adapter: ShapeAdapter, exhibits: Exhibit[], origin?: string) {
    const parts: Exhibit[][] = [];
    let left = 0;
    for (const exhibit of exhibits) {
        left -= heightOf(exhibit);
        if (left < 0) {
            parts.push([]);
            left = ROOM - heightOf(exhibit);
        }
        parts.at(-1)?.push(exhibit);
    }
    return parts.map((some, at) =>
        at === 0
            ? historyOf(name, label, adapter, some, origin)
            : historyOf(`${name}-${at + 1}`, `${label} (${at + 1})`, adapter, some, origin)
    );
}

/** @param origin a pretend bot, whose media then stand in for the fixtures' unreachable ones */
export function galleryHistories(origin?: string): GalleryHistory[] {
    const hard = HARD_CASES.map(({ name, message }) => ({ caption: name, messages: [message] }));
    return [
        ...ADAPTERS.flatMap((adapter) =>
            historiesOf(adapter, ADAPTER_NAMES[adapter], adapter, exhibitsOf(adapter), origin)
        ),
        ...historiesOf('hard', 'Hard cases', 'watsonx', hard, origin)
    ];
}
