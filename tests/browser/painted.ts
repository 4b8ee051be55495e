/**
 * Where things lie as the reader sees them. Between two frames, messages may have come that are not in their place yet:
 * whoever asks the page at any moment now and then sees what nobody sees.
 */
import type { Locator, Page } from 'playwright-core';
import { messageList } from './records.ts';

/** A part of the page in the list's coordinates, in pixels. */
export interface Place {
    /** From the upper edge of the list. */
    top: number;
    /** The same. */
    bottom: number;
    /** From the left edge of the list. */
    right: number;
}

export interface PaintedList {
    places: Place[];
    width: number;
    height: number;
}

/**
 * Where parts of the page lie in the list when the next frame is painted.
 *
 * @param parts source of an expression for elements or ranges
 */
async function whenPainted(page: Page, parts: string, one?: unknown): Promise<PaintedList> {
    const source = `new Promise((done) => {
        const probe = document.createElement('div');
        probe.style.cssText = 'position: fixed; width: 1px; height: 1px';
        document.body.append(probe);
        // The youngest observer is told last, after the component has put its rows in their place.
        new ResizeObserver((_, observer) => {
            observer.disconnect();
            probe.remove();
            const { x, y, width, height } = list.getBoundingClientRect();
            const places = [...(${parts})].map((part) => {
                const { top, bottom, right } = part.getBoundingClientRect();
                return { top: top - y, bottom: bottom - y, right: right - x };
            });
            done({ places, width, height });
        }).observe(probe);
    })`;
    const measure = new Function('list', 'one', `return ${source}`) as (list: unknown, one: unknown) => unknown;
    return (await messageList(page).evaluate(measure, one)) as PaintedList;
}

/** Where ranges of text lie in the list. @param ranges source of an expression for them */
export const paintedRanges = (page: Page, ranges: string): Promise<PaintedList> => whenPainted(page, ranges);

/** Where a message lies in the list. */
export async function paintedPlace(message: Locator): Promise<Place & { isInView: boolean }> {
    const { places, height } = await whenPainted(message.page(), '[one]', await message.elementHandle());
    const [place] = places;
    if (!place) throw new Error('there is no such message on the page');
    return { ...place, isInView: place.top >= -1 && place.top < height };
}
