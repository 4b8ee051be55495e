import { labels, speakerName } from 'c/botLabels';
import { exactTime } from 'c/botTime';
import type { Row, TimelineView } from 'c/botTimeline';
import type { Entry } from 'c/botTranscript';
import type { Range } from 'c/botWindow';

/** A row as the template shows it. */
export interface ListItem {
    key: string;
    row: Row;
    position: string;
    label: string;
    tabIndex: string;
    isActive: boolean;
    isCurrent: boolean;
    /** `aria-current` of the row. */
    current: 'true' | null;
}

/** Ids of the messages that stand out, empty for none. */
export interface Marks {
    focused: string;
    hovered: string;
    current: string;
}

/** The rows of a range; one that looks as before keeps its object and so is not rendered again. */
export function itemsOf(view: TimelineView, range: Range, marks: Marks): ListItem[] {
    const focusable = focusableId(view, range, marks.focused);
    const items: ListItem[] = [];
    for (let position = range.start; position < range.end; position++) {
        const row = view.row(position);
        if (row) {
            const { id } = row.entry;
            items.push({
                key: id,
                row,
                position: String(position + 1),
                label: nameOf(row),
                tabIndex: id === focusable ? '0' : '-1',
                isActive: id === marks.focused || id === marks.hovered,
                isCurrent: id === marks.current,
                current: id === marks.current ? 'true' : null
            });
        }
    }
    return items;
}

/**
 * The rows to render before the wanted ones, so that none has to move; undefined where they can be rendered at once.
 *
 * Going down, rows leave at the top and come in at the bottom. In one step LWC would do that by taking every row that
 * stays off the page and putting it back, which loses the focus, stops a playing video and costs time. First without
 * those that leave, then with those that come, nothing moves. The same going up where only one row stays.
 */
export function stepBetween(shown: readonly ListItem[], wanted: readonly ListItem[]): ListItem[] | undefined {
    const before = new Set(shown.map(({ key }) => key));
    const stay = wanted.filter(({ key }) => before.has(key));
    const leavesOnTop = shown[0]?.key !== stay[0]?.key;
    const comesBelow = wanted.at(-1)?.key !== stay.at(-1)?.key;
    const isAlone = stay.length === 1 && shown.length > 1 && wanted.length > 1;
    const isTurned = isAlone && !leavesOnTop && !comesBelow;
    return isTurned || (stay.length > 0 && leavesOnTop && comesBelow) ? stay : undefined;
}

/**
 * One message of those on the page takes part in the tab order: the last one that the focus was at or that something
 * led to, else the newest.
 */
function focusableId(view: TimelineView, range: Range, focused: string): string {
    const position = view.positionOf(focused);
    if (position >= range.start && position < range.end) {
        return focused;
    }
    return view.entries[view.isNewestFirst ? range.start : range.end - 1]?.id ?? '';
}

/** Who and when, as a screen reader says it. */
function nameOf({ entry, isTimed }: Row): string {
    const time = exactTime(entry.instant) || (isTimed ? labels.noTime : '');
    return [speakerName(entry), time].filter((part) => part !== '').join(', ');
}

/**
 * Average width of a character in pixels, and the part of the list's width that a bubble takes, up to so many pixels.
 */
const CHARACTER = 6;
const BUBBLE = 0.8;
const WIDEST_BUBBLE = 620;
const LINE = 20;
/** A few options need little room, cards and pictures more: their payloads are longer. */
const TALLEST_PAYLOAD = 200;
const PAYLOAD_CHARACTERS_PER_PIXEL = 10;
/** Longer texts are cut at first. */
const LONGEST = 10_000;

/**
 * A guess of the height of a message that was never on the screen, without reading its payload.
 *
 * @param width of the list in pixels
 */
export function likelyHeight({ message }: Entry, width: number): number {
    const perLine = Math.max(20, Math.min(width * BUBBLE, WIDEST_BUBBLE) / CHARACTER);
    const text = message.text ?? '';
    const breaks = breaksIn(text);
    // The last line of a paragraph is half full, on average.
    const lines = Math.max(breaks + 1, Math.ceil(Math.min(text.length, LONGEST) / perLine + breaks / 2));
    const payload = (message.payload?.length ?? 0) / PAYLOAD_CHARACTERS_PER_PIXEL;
    return 36 + lines * LINE + Math.min(payload, TALLEST_PAYLOAD);
}

/** Line breaks of a text as long as it is shown at first. */
function breaksIn(text: string): number {
    let count = 0;
    for (let at = text.indexOf('\n'); at >= 0 && at < LONGEST; at = text.indexOf('\n', at + 1)) {
        count += 1;
    }
    return count;
}
