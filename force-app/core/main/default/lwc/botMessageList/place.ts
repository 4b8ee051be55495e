import type { TimelineView } from 'c/botTimeline';
import type { HeightMap } from 'c/botWindow';

/** Where the reader is: a message and how many pixels it lies below the upper edge of the list. */
export interface Anchor {
    id: string;
    top: number;
}

/**
 * The message to hold on to: the first one that begins on the screen and whose height is known. One that is only
 * estimated would pull along what the reader looks at when it is measured. Not the oldest one if there is another: the
 * lines above it (day, sender) go when older messages join it, and its words should stay where they are.
 *
 * @param top distance of the screen's upper edge from the top of the first row, in pixels
 * @param isMeasured says whether the height of a message is known
 */
export function anchorAt(
    view: TimelineView,
    heights: HeightMap,
    top: number,
    viewport: number,
    isMeasured: (id: string) => boolean
): Anchor | null {
    const { start, end } = heights.between(top, top + viewport);
    let chosen = start;
    for (let i = view.isNewestFirst ? start : Math.max(start, 1); i < end; i++) {
        const entry = view.entries[i];
        if (entry && isMeasured(entry.id) && (heights.offset(i) >= top || i === end - 1)) {
            chosen = i;
            break;
        }
    }
    const entry = view.entries[chosen];
    return entry ? { id: entry.id, top: heights.offset(chosen) - top } : null;
}

/**
 * The position that a key leads to from another one; undefined for keys that lead nowhere.
 *
 * @param page pixels that PageUp and PageDown go
 */
export function positionAfter(key: string, current: number, heights: HeightMap, page: number): number | undefined {
    const last = heights.length - 1;
    const moves: Record<string, () => number> = {
        ArrowDown: () => current + 1,
        ArrowUp: () => current - 1,
        Home: () => 0,
        End: () => last,
        PageDown: () => Math.max(current + 1, heights.at(heights.offset(current) + page)),
        PageUp: () => Math.min(current - 1, heights.at(Math.max(0, heights.offset(current) - page)))
    };
    const move = moves[key];
    return move === undefined || last < 0 ? undefined : Math.max(0, Math.min(last, move()));
}
