/** Marks what is searched for, painted over the text by the browser. */
import { api, LightningElement } from 'lwc';
import { findHits } from 'c/botTranscript';

/** Name of the highlight; components style it with `::highlight(bot-hit)`. */
const NAME = 'bot-hit';

/** One set of ranges for the page: several histories may be open at once. */
const rangesOf = new Map<object, Range[]>();

function registry(): Highlight | undefined {
    if (typeof Highlight === 'undefined' || !CSS.highlights) {
        return undefined;
    }
    let highlight = CSS.highlights.get(NAME);
    if (!highlight) {
        highlight = new Highlight();
        CSS.highlights.set(NAME, highlight);
    }
    return highlight;
}

/**
 * Marks every place in a component's own text that says what is searched for. Marks are painted by the browser over the
 * text as it stands: the DOM stays untouched. A browser that can't (before 2024) shows no marks within a message; the
 * message itself is still marked.
 *
 * @param owner the component; its earlier marks are taken off, the texts are its elements with the class `text` or
 * `host`
 * @param query as typed; blank takes all marks off
 * @returns how many places are marked
 */
function markHits(owner: LightningElement, query: string): number {
    const highlight = registry();
    const wanted = (query ?? '').trim();
    if (!highlight || (wanted === '' && !rangesOf.has(owner))) {
        return 0;
    }
    unmarkHits(owner);
    if (wanted === '') {
        return 0;
    }
    const roots = [...(owner.template?.querySelectorAll('.text, .host') ?? [])];
    const ranges = roots.flatMap((root) => rangesIn(root, wanted));
    ranges.forEach((range) => highlight.add(range));
    rangesOf.set(owner, ranges);
    return ranges.length;
}

/** Takes a component's marks off. */
function unmarkHits(owner: object): void {
    const highlight = registry();
    rangesOf.get(owner)?.forEach((range) => highlight?.delete(range));
    rangesOf.delete(owner);
}

/**
 * The topmost mark in a message, undefined where there is none; rather one that can be seen without scrolling a part of
 * it.
 */
export function firstMarkIn(row: Element): Range | undefined {
    const box = row.getBoundingClientRect();
    const marks = [...rangesOf.values()]
        .flat()
        .filter((range) => isIn(row, range.startContainer))
        .map((range) => ({ range, place: range.getBoundingClientRect() }))
        .filter(({ place }) => place.height > 0)
        .sort((one, other) => one.place.top - other.place.top);
    // Wide tables, rows of cards and very long texts are scrolled by themselves.
    const isWithin = ({ place }: { place: DOMRect }) =>
        place.left >= box.left && place.right <= box.right && place.bottom <= box.bottom && place.top >= box.top;
    return (marks.find(isWithin) ?? marks[0])?.range;
}

/** Whether a node is in an element, also where components lie between them. */
function isIn(row: Element, node: Node): boolean {
    for (let part = holderOf(node); part; part = holderOf(part)) {
        if (part === row) {
            return true;
        }
    }
    return false;
}

/** The element around a node, or the component that it is the outermost of. */
export function holderOf(node: Node): HTMLElement | null {
    return node.parentElement ?? ((node.getRootNode() as ShadowRoot).host as HTMLElement | undefined) ?? null;
}

/** A text of a message that says it more often than this is marked in part. */
const MOST_MARKS = 500;

function rangesIn(root: Element, wanted: string): Range[] {
    const ranges: Range[] = [];
    for (const line of linesIn(root)) {
        const text = line.map(({ data }) => data).join('');
        for (const hit of findHits(text, wanted, MOST_MARKS - ranges.length)) {
            const range = document.createRange();
            range.setStart(...placeIn(line, hit.start, false));
            range.setEnd(...placeIn(line, hit.end, true));
            ranges.push(range);
        }
    }
    return ranges;
}

const BLOCKS = 'p,div,li,dt,dd,td,th,caption,pre,blockquote,h4,h5,h6';

/**
 * Another component marks its own, what only a screen reader says nobody sees, and words of ours the search doesn't
 * count.
 */
function isOthers(node: Element): boolean {
    const { localName, classList } = node;
    return localName.includes('-') || classList.contains('slds-assistive-text') || classList.contains('unsaid');
}

/** Texts that are read as one: what is found may begin in bold words and end behind them. */
function linesIn(root: Element): Text[][] {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
        if (node.nodeType === Node.TEXT_NODE || node.nodeName === 'BR') {
            return NodeFilter.FILTER_ACCEPT;
        }
        return isOthers(node as Element) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    const lines: Text[][] = [];
    let block: Element | null | undefined;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.nodeName === 'BR' ? undefined : node.parentElement?.closest(BLOCKS);
        if (holder !== block || lines.length === 0) {
            lines.push([]);
        }
        block = holder;
        if (holder !== undefined) {
            lines.at(-1)?.push(node as Text);
        }
    }
    return lines;
}

/** The text of a line in which an offset falls, and where in it. */
function placeIn(line: readonly Text[], offset: number, isEnd: boolean): [Text, number] {
    let left = offset;
    for (const text of line) {
        if (left < text.length || (isEnd && left === text.length)) {
            return [text, left];
        }
        left -= text.length;
    }
    throw new RangeError(`No text at ${offset}`);
}

/**
 * A component whose texts the search marks: its elements with the class `text`. Parts of a message extend it.
 */
export class MarkedElement extends LightningElement {
    private wanted = '';
    private isRendered = false;

    /** Text that the search marks, empty for none. */
    @api
    get query(): string {
        return this.wanted;
    }
    set query(query: string) {
        if (query !== this.wanted) {
            this.wanted = query ?? '';
            // Most templates don't name it, so that it alone renders nothing again.
            if (this.isRendered) {
                markHits(this, this.wanted);
            }
        }
    }

    renderedCallback(): void {
        this.isRendered = true;
        markHits(this, this.wanted);
    }

    disconnectedCallback(): void {
        unmarkHits(this);
    }
}
