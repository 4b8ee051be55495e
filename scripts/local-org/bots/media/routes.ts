import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { textPdf, toneWav } from './documents.ts';
import { PICTURES } from './pictures.ts';

interface MediaFile {
    type: string;
    bytes: () => Buffer;
}

const CAPTIONS = `WEBVTT

00:00.000 --> 00:01.200
Look at the lights on the front.

00:01.200 --> 00:03.000
The third one blinks amber: there is no signal on the line.
`;

const PAGE =
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Repair shops near you</title></head>' +
    '<body style="font-family:sans-serif;margin:1rem"><h1 style="font-size:1rem">Repair shops near you</h1>' +
    '<ol><li>Harbour Garage, 1.2 km</li><li>Mill Street Motors, 2.8 km</li><li>Northgate Bodywork, 4.1 km</li></ol>' +
    '</body></html>';

const FILES: ReadonlyMap<string, MediaFile> = new Map(
    Object.entries<MediaFile>({
        'voice-message.wav': { type: 'audio/wav', bytes: () => toneWav(2, [440, 523, 392, 440]) },
        'hold-music.wav': { type: 'audio/wav', bytes: () => toneWav(3, [262, 330, 392, 523, 392, 330]) },
        'router-lights.webm': {
            type: 'video/webm',
            bytes: () => readFileSync(new URL('./router-lights.webm', import.meta.url))
        },
        'router-lights.vtt': { type: 'text/vtt; charset=utf-8', bytes: () => Buffer.from(CAPTIONS) },
        'repair-shops.html': { type: 'text/html; charset=utf-8', bytes: () => Buffer.from(PAGE) },
        'invoice-2041.pdf': {
            type: 'application/pdf',
            bytes: () => textPdf(['Invoice 2041', 'Espresso machine, red: 249.00 EUR', 'Paid by card. Thank you.'])
        },
        'itinerary.pdf': {
            type: 'application/pdf',
            bytes: () => textPdf(['Itinerary', 'Lisbon to Oslo, 14 March, 09:40', 'Seat 12A, one bag'])
        },
        'claim-form.pdf': {
            type: 'application/pdf',
            bytes: () => textPdf(['Motor claim', 'Policy: M-20-4471', 'Date of damage: 2 February'])
        },
        ...Object.fromEntries(
            Object.entries(PICTURES).map(([name, paint]) => [name, { type: 'image/png', bytes: () => paint().toPng() }])
        )
    })
);

/** Names of all files that a pretend bot serves under `/media/`. */
export const MEDIA_NAMES: readonly string[] = [...FILES.keys()];

/** Size of a media file in bytes, as the vendors give it beside an attachment. @throws if there is no such file */
export function mediaSize(name: string): number {
    return mediaBytes(name).length;
}

const made = new Map<string, Buffer>();

function mediaBytes(name: string): Buffer {
    const file = FILES.get(name);
    if (file === undefined) {
        throw new Error(`There is no media file ${name}`);
    }
    const bytes = made.get(name) ?? file.bytes();
    made.set(name, bytes);
    return bytes;
}

/** Serves `/media/{name}` to any origin, with byte ranges, since players ask for them. */
export function registerMedia(app: FastifyInstance): void {
    app.get('/media/:name', (request: FastifyRequest<{ Params: { name: string } }>, reply: FastifyReply) => {
        const { name } = request.params;
        const file = FILES.get(name);
        if (file === undefined) {
            return reply.code(404).type('text/plain').send('No such file');
        }
        const bytes = mediaBytes(name);
        reply
            .type(file.type)
            .header('access-control-allow-origin', '*')
            .header('cross-origin-resource-policy', 'cross-origin')
            .header('accept-ranges', 'bytes')
            .header('cache-control', 'max-age=3600');
        const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
        if (range === null) {
            return reply.send(bytes);
        }
        const from = Number(range[1]);
        const to = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1);
        if (from > to) {
            return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
        }
        return reply
            .code(206)
            .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
            .send(bytes.subarray(from, to + 1));
    });
}
