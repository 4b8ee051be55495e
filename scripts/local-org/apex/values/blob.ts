/** Apex `Blob`: bytes. */
export class ApexBlob {
    readonly bytes: Uint8Array;

    constructor(bytes: Uint8Array) {
        this.bytes = bytes;
    }

    equals(other: ApexBlob): boolean {
        return Buffer.compare(this.bytes, other.bytes) === 0;
    }
}
