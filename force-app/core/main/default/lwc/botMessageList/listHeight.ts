/**
 * How high a list may become, in pixels; `fill`: as high as the element around it, at most as the window; undefined:
 * what most windows have room for below a record's head.
 */
export type ListHeight = number | 'fill' | undefined;

/**
 * Where no height is set: this part of the window, between two limits in pixels, so that the newest message is in view.
 */
const WINDOW_PART = 0.4;
const LEAST = 240;
const MOST = 560;

/** The style of the scrolling element. */
export function heightStyle(height: ListHeight): string {
    if (height === undefined) {
        return `max-height:clamp(${LEAST}px,${WINDOW_PART * 100}vh,${MOST}px)`;
    }
    // Within something that has no height of its own, 100 % is as high as all the messages: each would be on the page,
    // and every older page be fetched, since its edge is always near.
    return height === 'fill' ? 'height:100%;max-height:100vh' : `max-height:${height}px`;
}

/** How high a long list will likely be, before it is on the page. @param windowHeight in pixels */
export function likelyListHeight(height: ListHeight, windowHeight: number): number {
    if (height === undefined) {
        return Math.min(MOST, Math.max(LEAST, windowHeight * WINDOW_PART));
    }
    return height === 'fill' ? windowHeight : height;
}
