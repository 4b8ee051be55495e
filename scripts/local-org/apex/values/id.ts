const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three letters that make a case-sensitive 15-character id safe without regard to case. */
function suffix(id15: string): string {
    let result = '';
    for (let chunk = 0; chunk < 3; chunk += 1) {
        let bits = 0;
        for (let index = 0; index < 5; index += 1) {
            if (/[A-Z]/.test(id15[chunk * 5 + index] ?? '')) {
                bits |= 1 << index;
            }
        }
        result += ALPHABET[bits];
    }
    return result;
}

/** An 18-character record id. */
export class ApexId {
    readonly value: string;

    private constructor(value: string) {
        this.value = value;
    }

    /** Takes 15 or 18 characters; undefined where the text is not an id. */
    static parse(text: string): ApexId | undefined {
        if (!/^(?:[0-9A-Za-z]{15}|[0-9A-Za-z]{18})$/.test(text)) {
            return undefined;
        }
        if (text.length === 15) {
            return new ApexId(text + suffix(text));
        }
        return suffix(text.slice(0, 15)) === text.slice(15).toUpperCase()
            ? new ApexId(text.slice(0, 15) + suffix(text.slice(0, 15)))
            : undefined;
    }

    /** An id that the record store gave out. */
    static ofStore(text: string): ApexId {
        return ApexId.parse(text) ?? new ApexId(text);
    }

    toString(): string {
        return this.value;
    }
}
