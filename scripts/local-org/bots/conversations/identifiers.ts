import { createHash } from 'node:crypto';

/** A made-up UUID that is always the same for the same name. */
export function uuidOf(name: string): string {
    const hex = createHash('sha256').update(name).digest('hex');
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `a${hex.slice(17, 20)}`,
        hex.slice(20, 32)
    ].join('-');
}

/** So many made-up hexadecimal digits that are always the same for the same name. */
export function hexOf(name: string, length: number): string {
    return createHash('sha512').update(name).digest('hex').slice(0, length);
}
