/** Pictures for the made-up conversation, written by hand. */

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c;
});
function crc32(buf: Buffer): number {
    let c = 0xffffffff;
    for (const b of buf) c = (CRC[(c ^ b) & 0xff] ?? 0) ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
}
function adler32(buf: Buffer): number {
    let a = 1;
    let b = 0;
    for (const v of buf) {
        a = (a + v) % 65521;
        b = (b + a) % 65521;
    }
    return ((b << 16) | a) >>> 0;
}
function u32(v: number): Buffer {
    const buf = Buffer.alloc(4);
    buf.writeUInt32BE(v >>> 0);
    return buf;
}
function chunk(type: string, body: Buffer): Buffer {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    return Buffer.concat([u32(body.length), typed, u32(crc32(typed))]);
}
/** A checkered picture as a data URL; the deflate block is stored, so the bytes are the same under every zlib. */
export function png(width: number, height: number, rand: () => number): string {
    const colour = () => [0, 0, 0].map(() => Math.floor(rand() * 256));
    const stride = width / 8 + 1;
    const raw = Buffer.alloc(stride * height);
    const cell = 8 + Math.floor(rand() * 16);
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            if ((Math.floor(x / cell) + Math.floor(y / cell)) % 2) {
                const at = y * stride + 1 + (x >> 3);
                raw[at] = (raw[at] ?? 0) | (0x80 >> (x & 7));
            }
        }
    }
    const len = Buffer.alloc(4);
    len.writeUInt16LE(raw.length, 0);
    len.writeUInt16LE(~raw.length & 0xffff, 2);
    const file = Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([1, 3, 0, 0, 0])])),
        chunk('PLTE', Buffer.from([...colour(), ...colour()])),
        chunk('IDAT', Buffer.concat([Buffer.from([0x78, 0x01, 0x01]), len, raw, u32(adler32(raw))])),
        chunk('IEND', Buffer.alloc(0))
    ]);
    return 'data:image/png;base64,' + file.toString('base64');
}
