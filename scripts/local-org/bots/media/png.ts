import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture that is painted pixel by pixel and written as PNG. */
export class Picture {
    readonly width: number;
    readonly height: number;
    readonly #pixels: Uint8Array;

    constructor(width: number, height: number, top: Colour, bottom: Colour) {
        this.width = width;
        this.height = height;
        this.#pixels = new Uint8Array(width * height * 3);
        for (let y = 0; y < height; y += 1) {
            const share = y / Math.max(1, height - 1);
            const colour: Colour = [
                top[0] + (bottom[0] - top[0]) * share,
                top[1] + (bottom[1] - top[1]) * share,
                top[2] + (bottom[2] - top[2]) * share
            ];
            this.rectangle(0, y, width, 1, colour);
        }
    }

    rectangle(left: number, top: number, width: number, height: number, colour: Colour): this {
        return this.#paint(colour, left, top, left + width, top + height, () => true);
    }

    ellipse(centreX: number, centreY: number, radiusX: number, radiusY: number, colour: Colour): this {
        return this.#paint(
            colour,
            centreX - radiusX,
            centreY - radiusY,
            centreX + radiusX,
            centreY + radiusY,
            (x, y) => {
                const across = (x + 0.5 - centreX) / radiusX;
                const down = (y + 0.5 - centreY) / radiusY;
                return across * across + down * down <= 1;
            }
        );
    }

    line(fromX: number, fromY: number, toX: number, toY: number, thickness: number, colour: Colour): this {
        const length = Math.hypot(toX - fromX, toY - fromY) || 1;
        for (let step = 0; step <= length; step += Math.max(1, thickness / 3)) {
            const share = step / length;
            const x = fromX + (toX - fromX) * share;
            const y = fromY + (toY - fromY) * share;
            this.ellipse(x, y, thickness / 2, thickness / 2, colour);
        }
        return this;
    }

    /** The bytes of a PNG file (8 bits a channel, no alpha). */
    toPng(): Buffer {
        const stride = this.width * 3;
        const raw = Buffer.alloc((stride + 1) * this.height);
        for (let y = 0; y < this.height; y += 1) {
            raw.set(this.#pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
        }
        const header = Buffer.alloc(13);
        header.writeUInt32BE(this.width, 0);
        header.writeUInt32BE(this.height, 4);
        header.set([8, 2, 0, 0, 0], 8);
        return Buffer.concat([
            Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
            chunk('IHDR', header),
            chunk('IDAT', deflateSync(raw, { level: 9 })),
            chunk('IEND', Buffer.alloc(0))
        ]);
    }

    #paint(
        colour: Colour,
        left: number,
        top: number,
        right: number,
        bottom: number,
        inside: (x: number, y: number) => boolean
    ): this {
        for (let y = Math.max(0, Math.floor(top)); y < Math.min(this.height, bottom); y += 1) {
            for (let x = Math.max(0, Math.floor(left)); x < Math.min(this.width, right); x += 1) {
                if (inside(x, y)) {
                    this.#pixels.set(colour, (y * this.width + x) * 3);
                }
            }
        }
        return this;
    }
}

function chunk(type: string, data: Buffer): Buffer {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
}
