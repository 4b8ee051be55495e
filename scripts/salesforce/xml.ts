/**
 * XML with positions: what both the deploy check and `npm run check` need to say where a mistake is.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

import { dropOldest } from '../drop-oldest.ts';

export interface Position {
    /** From 1. */
    line: number;
    /** From 1. */
    column: number;
}

export interface XmlElement {
    /** As written, prefix included. */
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: readonly XmlElement[];
    /** The element's own text, entities resolved, untrimmed; empty where it has child elements only. */
    readonly text: string;
    readonly position: Readonly<Position>;
}

/** Not well formed: the message says what, the position where. */
export class XmlError extends Error {
    readonly position: Position;

    constructor(message: string, position: Position) {
        super(message);
        this.name = 'XmlError';
        this.position = position;
    }
}

const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    htmlEntities: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    cdataPropName: '#cdata'
});
const metaData = XMLParser.getMetaDataSymbol() as unknown as symbol;

type OrderedNode = Record<string | symbol, unknown>;

/** What was read last: the same components go back and forth between the project, the org and the journal. */
const known = new Map<string, XmlElement>();
/** So many documents are kept, and none longer than that (in characters). */
const MOST_KNOWN = 2_000;
const LONGEST_KNOWN = 100_000;

/**
 * Reads one XML document.
 *
 * @throws XmlError where the text is not well formed, or has not exactly one root element
 */
export function parseXml(text: string): XmlElement {
    const found = known.get(text);
    if (found) {
        return found;
    }
    const root = readXml(text);
    if (text.length <= LONGEST_KNOWN) {
        known.set(text, root);
        dropOldest(known, MOST_KNOWN);
    }
    return root;
}

function readXml(text: string): XmlElement {
    const validation = XMLValidator.validate(text);
    if (validation !== true) {
        const { msg, line, col } = validation.err as { msg: string; line?: number; col?: number };
        throw new XmlError(msg, { line: line ?? 1, column: col ?? 1 });
    }
    const positionOf = positions(text);
    const roots = (parser.parse(text) as OrderedNode[]).filter((node) => !isText(node)).map((node) => toElement(node));
    const [root, second] = roots;
    if (!root) {
        throw new XmlError('There is no element.', { line: 1, column: 1 });
    }
    if (second) {
        throw new XmlError(`There is a second root element: ${second.name}.`, second.position);
    }
    return root;

    function toElement(node: OrderedNode): XmlElement {
        const name = Object.keys(node).find((key) => key !== ':@') as string;
        const content = node[name] as OrderedNode[];
        const start = (node[metaData] as { startIndex?: number } | undefined)?.startIndex ?? 0;
        return {
            name,
            attributes: (node[':@'] as Record<string, string> | undefined) ?? {},
            children: content.filter((child) => !isText(child)).map(toElement),
            text: content.map(textOf).join(''),
            position: positionOf(start)
        };
    }
}

function isText(node: OrderedNode): boolean {
    return '#text' in node || '#cdata' in node;
}

function textOf(node: OrderedNode): string {
    if ('#text' in node) {
        return String(node['#text']);
    }
    return '#cdata' in node ? (node['#cdata'] as OrderedNode[]).map(textOf).join('') : '';
}

/** Offsets to lines and columns, by a search over the line starts. */
function positions(text: string): (offset: number) => Position {
    const starts = [0];
    for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) {
        starts.push(index + 1);
    }
    return (offset) => {
        let low = 0;
        let high = starts.length - 1;
        while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            if ((starts[middle] as number) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return { line: low + 1, column: offset - (starts[low] as number) + 1 };
    };
}

/** The first child of this name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
    return element.children.find((candidate) => candidate.name === name);
}

/** All children of this name, in order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
    return element.children.filter((candidate) => candidate.name === name);
}

/** Text of the first child of this name, trimmed; undefined where there is none, where it is empty or `xsi:nil`. */
export function childText(element: XmlElement, name: string): string | undefined {
    return child(element, name)?.text.trim() || undefined;
}

/** True or false where the child says so, otherwise the fallback. */
export function childFlag(element: XmlElement, name: string, fallback = false): boolean {
    const text = childText(element, name);
    return text === undefined ? fallback : text === 'true' || text === '1';
}

/** The element as XML text, four spaces a level. */
export function toXml(element: XmlElement, indent = ''): string {
    const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
    const start = `${indent}<${element.name}${attributes.join('')}`;
    if (element.children.length === 0) {
        return element.text === '' ? `${start}/>` : `${start}>${escapeXml(element.text)}</${element.name}>`;
    }
    const children = element.children.map((part) => toXml(part, `${indent}    `));
    return [`${start}>`, ...children, `${indent}</${element.name}>`].join('\n');
}

/** As text, or as the value of an attribute. */
export function escapeXml(text: string): string {
    // Most texts have none of them, zips of megabytes for one.
    if (!/[&<>"']/.test(text)) return text;
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&apos;');
}

/** The text of an element without child elements, as it stood in the document. */
export function unescapeXml(text: string): string {
    return parseXml(`<text>${text}</text>`).text;
}
