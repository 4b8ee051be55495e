/** What the gallery page shows: one message of every kind of content of every vendor, as Apex would answer it. */
import { shapeMessage, VENDOR_SHAPES } from '../../tests/fixtures/vendor-shapes.ts';
import type { ShapeAdapter, ShapeMessage } from '../../tests/fixtures/vendor-shapes.ts';

/** One history of the gallery. */
export interface GalleryHistory {
    /** Stands in for a record's id. */
    recordId: string;
    label: string;
    /** What `BotHistoryController.getHistory` would answer. */
    answer: { page: Record<string, unknown> };
}

const LABELS: Record<ShapeAdapter, string> = {
    cognigy: 'Cognigy.AI',
    watsonx: 'watsonx Assistant',
    sendbird: 'Sendbird',
    text: 'Transcript text'
};

/** Made-up media of the fixtures → what the pretend bots serve. */
const MEDIA: [RegExp, string][] = [
    [/https:\/\/media\.example\.com\/[\w-]+\.(?:png|jpe?g)/g, 'sea-view-room.png'],
    [/https:\/\/media\.example\.com\/[\w-]+\.mp4/g, 'router-lights.webm'],
    [/https:\/\/media\.example\.com\/[\w-]+\.mp3/g, 'voice-message.wav'],
    [/https:\/\/media\.example\.com\/[\w-]+\.vtt/g, 'router-lights.vtt']
];

function withMedia(text: string, origin: string | undefined): string {
    if (origin === undefined) return text;
    return MEDIA.reduce((done, [pattern, name]) => done.replaceAll(pattern, `${origin}/media/${name}`), text);
}

/** Tells which shape the next message is. */
const caption = (name: string, at: number, of: ShapeMessage): ShapeMessage => ({
    id: `caption-${at}-${name}`,
    sentAt: of.sentAt,
    sender: 'system',
    text: name
});

/** @param origin a pretend bot, whose media then stand in for the fixtures' unreachable ones */
export function galleryHistories(origin?: string): GalleryHistory[] {
    return (Object.keys(LABELS) as ShapeAdapter[]).map((adapter) => {
        const messages = VENDOR_SHAPES.filter((shape) => shape.adapter === adapter).flatMap((shape, at) => {
            const message = shapeMessage(shape, at * 60);
            const payload = message.payload === undefined ? {} : { payload: withMedia(message.payload, origin) };
            return [
                caption(shape.name, at, message),
                { ...message, text: withMedia(message.text, origin), ...payload }
            ];
        });
        return {
            recordId: `gallery-${adapter}`,
            label: LABELS[adapter],
            answer: {
                page: {
                    provider: LABELS[adapter],
                    adapter,
                    sessionId: `gallery-${adapter}`,
                    source: 'live',
                    messages,
                    facts: [],
                    warnings: []
                }
            }
        };
    });
}
