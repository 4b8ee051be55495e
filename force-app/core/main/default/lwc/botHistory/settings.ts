/** What App Builder sets, read with care: a page may carry values that nobody offers any more. */

const DEFAULT_HEIGHT = 560;

/** Largest height of the list in pixels; 0 fills the element around the component. Anything else reads as unset. */
export function heightOf(height: unknown): number {
    const pixels = Number(height);
    return Number.isFinite(pixels) && pixels >= 0 ? pixels : DEFAULT_HEIGHT;
}

export function isNewestFirst(order: string): boolean {
    return /newest/i.test(order);
}

/** New messages are looked for by themselves. */
export function isAutomatic(refresh: string): boolean {
    return refresh !== 'manual';
}

/** The hosts of a list that is separated by commas, semicolons or spaces. */
export function hostsOf(list: string | null | undefined): string[] {
    return (list ?? '').split(/[\s,;]+/).filter((host) => host !== '');
}
