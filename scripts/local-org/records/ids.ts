/**
 * Record ids: 3 characters of key prefix, 2 of instance, 1 reserved, 9 of number in base 62, then 3 of checksum that
 * make the id safe where case is lost (public: "What are Salesforce ID's composed of?", help article 000385585).
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const INSTANCE = 'LO';

/**
 * The 18-character id of a record.
 * @param keyPrefix three characters, e.g. `001`
 * @param sequence a positive whole number below 62^9; larger numbers sort after smaller ones
 */
export function makeId(keyPrefix: string, sequence: number): string {
    let number = '';
    for (let rest = sequence; rest > 0; rest = Math.floor(rest / 62)) number = DIGITS[rest % 62] + number;
    const body = `${keyPrefix}${INSTANCE}0${number.padStart(9, '0')}`;
    return body + checksum(body);
}

/** The three checksum characters of a 15-character id. */
export function checksum(id15: string): string {
    let suffix = '';
    for (let group = 0; group < 3; group++) {
        let bits = 0;
        for (let position = 0; position < 5; position++) {
            const character = id15.charAt(group * 5 + position);
            if (character >= 'A' && character <= 'Z') bits |= 1 << position;
        }
        suffix += CHECKSUM_DIGITS.charAt(bits);
    }
    return suffix;
}

/**
 * Brings a text to the 18-character form: 15 characters get their checksum; with 18, the checksum restores the case of
 * letters. Undefined where the text cannot be an id.
 */
export function normalizeId(text: string): string | undefined {
    if (/^[0-9A-Za-z]{15}$/.test(text)) return text + checksum(text);
    if (!/^[0-9A-Za-z]{15}[A-Za-z0-5]{3}$/.test(text)) return undefined;
    const suffix = text.slice(15).toUpperCase();
    let body = '';
    for (let position = 0; position < 15; position++) {
        const bits = CHECKSUM_DIGITS.indexOf(suffix.charAt(Math.floor(position / 5)));
        const character = text.charAt(position);
        body += bits & (1 << (position % 5)) ? character.toUpperCase() : character.toLowerCase();
    }
    return checksum(body) === suffix ? body + suffix : undefined;
}
