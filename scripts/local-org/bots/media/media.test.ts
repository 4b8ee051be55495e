import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { textPdf, toneWav } from './documents.ts';
import { Picture } from './png.ts';
import { MEDIA_NAMES, mediaSize, registerMedia } from './routes.ts';

let app: FastifyInstance;

before(() => {
    app = Fastify();
    registerMedia(app);
});
after(() => app.close());

test('a PNG has valid chunks and the pixels that were painted', () => {
    const png = new Picture(4, 2, [10, 20, 30], [10, 20, 30]).rectangle(1, 0, 1, 1, [255, 0, 0]).toPng();
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    const chunks: Record<string, Buffer> = {};
    for (let at = 8; at < png.length;) {
        const length = png.readUInt32BE(at);
        const body = png.subarray(at + 4, at + 8 + length);
        assert.equal(png.readUInt32BE(at + 8 + length), crc32(body));
        chunks[body.toString('latin1', 0, 4)] = body.subarray(4);
        at += 12 + length;
    }
    assert.equal(chunks.IHDR?.readUInt32BE(0), 4);
    assert.equal(chunks.IHDR?.readUInt32BE(4), 2);
    const pixels = inflateSync(chunks.IDAT ?? Buffer.alloc(0));
    assert.deepEqual([...pixels.subarray(0, 8)], [0, 10, 20, 30, 255, 0, 0, 10]);
});

test('a WAV announces as many bytes as it has', () => {
    const wav = toneWav(0.5, [440]);
    assert.equal(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12), 'RIFFWAVE');
    assert.equal(wav.readUInt32LE(4), wav.length - 8);
    assert.equal(wav.readUInt32LE(40), 8000);
});

test("a PDF's table of objects points at its objects", () => {
    const pdf = textPdf(['Title (1)', 'Line']).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
    assert.ok(pdf.startsWith('xref', start));
    const offsets = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((row) => Number(row[1]));
    offsets.forEach((offset, index) => assert.ok(pdf.startsWith(`${index + 1} 0 obj`, offset)));
    assert.ok(pdf.includes('(Title \\(1\\)) Tj'));
});

test('every file is served, small, with its type and to any origin', async () => {
    assert.ok(MEDIA_NAMES.length >= 20);
    for (const name of MEDIA_NAMES) {
        const answer = await app.inject(`/media/${name}`);
        assert.equal(answer.statusCode, 200, name);
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        assert.equal(answer.rawPayload.length, mediaSize(name));
        assert.ok(answer.rawPayload.length < 60_000, `${name} has ${answer.rawPayload.length} bytes`);
        assert.match(
            String(answer.headers['content-type']),
            /^(image\/png|audio\/wav|video\/webm|text\/|application\/pdf)/
        );
    }
});

test('parts of a file can be asked for', async () => {
    const part = await app.inject({ url: '/media/voice-message.wav', headers: { range: 'bytes=4-7' } });
    assert.equal(part.statusCode, 206);
    assert.equal(part.rawPayload.length, 4);
    assert.match(String(part.headers['content-range']), /^bytes 4-7\/\d+$/);
    const beyond = await app.inject({ url: '/media/voice-message.wav', headers: { range: 'bytes=9999999-' } });
    assert.equal(beyond.statusCode, 416);
    assert.equal((await app.inject('/media/nothing.png')).statusCode, 404);
    assert.equal((await app.inject('/media/toString')).statusCode, 404);
});
