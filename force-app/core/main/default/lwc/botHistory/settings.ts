/** What App Builder sets, read with care: a page may carry values that nobody offers any more. */
import type { ListHeight } from 'c/botMessageList';

/** In pixels. */
const LEAST_HEIGHT = 160;
const MOST_HEIGHT = 2_000;

/**
 * Largest height of the list: pixels, brought between 160 and 2,000, or `fill`. What is no height reads as unset, and
 * so does 0: what App Builder sends for a number that nobody set is not documented.
 */
export function heightOf(height: unknown): ListHeight {
    if (is(height, 'fill')) {
        return 'fill';
    }
    const pixels = Number(String(height ?? ''));
    return pixels > 0 && Number.isFinite(pixels)
        ? Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.round(pixels)))
        : undefined;
}

/** `newest` stands for itself, anything else for `oldest`. */
export function isNewestFirst(order: unknown): boolean {
    return is(order, 'newest');
}

/** New messages are looked for by themselves, unless `manual` was chosen. */
export function isAutomatic(refresh: unknown): boolean {
    return !is(refresh, 'manual');
}

/** A switch; as an attribute of markup it comes as text. */
export function isOn(value: unknown): boolean {
    return value === true || is(value, 'true');
}

/** The hosts of a list that is separated by commas, semicolons or spaces. */
export function hostsOf(list: unknown): string[] {
    return String(list ?? '')
        .split(/[\s,;]+/)
        .filter((host) => host !== '');
}

function is(value: unknown, word: string): boolean {
    return (
        String(value ?? '')
            .trim()
            .toLowerCase() === word
    );
}
