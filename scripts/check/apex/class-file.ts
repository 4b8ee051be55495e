/** Reads the fields out of a Java class file (https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html). */

export interface JavaField {
    name: string;
    /** As in the file: `Lcom/nawforce/runforce/System/Id;` */
    descriptor: string;
    isStatic: boolean;
}

/** Bytes that follow the tag of each kind of constant, but for text (1), which carries its length. */
const constantSizes: Record<number, number> = {
    3: 4,
    4: 4,
    5: 8,
    6: 8,
    7: 2,
    8: 2,
    9: 4,
    10: 4,
    11: 4,
    12: 4,
    15: 3,
    16: 2,
    17: 4,
    18: 4,
    19: 2,
    20: 2
};

/** @throws Error where the bytes are no class file */
export function fieldsOfClassFile(bytes: Uint8Array): JavaField[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0) !== 0xcafebabe) throw new Error('This is no Java class file.');
    const decoder = new TextDecoder();
    const texts = new Map<number, string>();
    const count = view.getUint16(8);
    let at = 10;
    for (let index = 1; index < count; index++) {
        const tag = view.getUint8(at);
        if (tag === 1) {
            const length = view.getUint16(at + 1);
            texts.set(index, decoder.decode(bytes.subarray(at + 3, at + 3 + length)));
            at += 3 + length;
            continue;
        }
        const size = constantSizes[tag];
        if (size === undefined) throw new Error(`This class file has a constant of the unknown kind ${tag}.`);
        at += 1 + size;
        // Eight-byte constants take two places.
        if (size === 8) index++;
    }
    const interfaces = view.getUint16(at + 6);
    at += 8 + interfaces * 2;
    const fields: JavaField[] = [];
    for (let left = view.getUint16(at), place = at + 2; left > 0; left--) {
        fields.push({
            name: texts.get(view.getUint16(place + 2)) ?? '',
            descriptor: texts.get(view.getUint16(place + 4)) ?? '',
            isStatic: (view.getUint16(place) & 0x0008) !== 0
        });
        const attributes = view.getUint16(place + 6);
        place += 8;
        for (let attribute = 0; attribute < attributes; attribute++) place += 6 + view.getUint32(place + 2);
    }
    return fields;
}
