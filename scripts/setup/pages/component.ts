/**
 * The history component on a Lightning page: is it there, put it there, take it out. Pure. The page's text is changed
 * at that place alone, so that all else of it comes back as the org wrote it.
 */
import { childrenOf, childText, parseXml, type Position, type XmlElement } from '../../salesforce/xml.ts';

/** As App Builder names it. */
const identifier = 'c_botHistory';

/** Beside the work first, so that nothing on the page moves down. */
const places = ['rightsidebar', 'sidebar', 'leftsidebar', 'main'];
const bars = ['header', 'subheader', 'footer'];

/** Is it the name of the component? */
export const isHistory = (part: XmlElement): boolean =>
    part.name === 'componentName' && /^(?:c:)?botHistory$/.test(part.text.trim());

/** Is the component anywhere on the page, in a tab of it too? */
export const hasHistory = (part: XmlElement): boolean => isHistory(part) || part.children.some(hasHistory);

/**
 * The page with the component on top of a region. Of a page that is drawn from another one, only what it has in that
 * one's place: the rest of it is not there.
 *
 * @param text a FlexiPage in the Metadata format
 * @returns undefined where no region of the page can take it
 * @throws XmlError where the text is not XML
 */
export function withHistory(text: string): string | undefined {
    const page = normal(text);
    const root = parseXml(page);
    const isDrawn = childText(root, 'parentFlexiPage') !== undefined;
    const regions = childrenOf(root, 'flexiPageRegions').filter(
        (part) => childText(part, 'type') === 'Region' && (!isDrawn || childText(part, 'mode') === 'Replace')
    );
    const named = (name: string) => regions.find((region) => childText(region, 'name') === name);
    const region =
        places.map(named).find((found) => found !== undefined) ??
        regions.find((each) => !bars.includes(childText(each, 'name') ?? ''));
    const first = region?.children[0];
    if (!first) return undefined;
    const component = [
        '<itemInstances>',
        '    <componentInstance>',
        '        <componentName>botHistory</componentName>',
        `        <identifier>${freeIdentifier(page)}</identifier>`,
        '    </componentInstance>',
        '</itemInstances>',
        ''
    ];
    const at = offsetOf(page, first.position);
    const indent = ' '.repeat(first.position.column - 1);
    return `${page.slice(0, at)}${component.join(`\n${indent}`)}${page.slice(at)}`;
}

/**
 * The page without the component, wherever on it somebody may have moved it.
 *
 * @returns undefined where it is not there
 * @throws XmlError where the text is not XML
 */
export function withoutHistory(text: string): string | undefined {
    let page = normal(text);
    if (!hasHistory(parseXml(page))) return undefined;
    for (let range = rangeOf(parseXml(page), page); range; range = rangeOf(parseXml(page), page)) {
        page = `${page.slice(0, range.from)}${page.slice(range.to)}`;
    }
    return page;
}

/** From an item with the component to what follows it: a region ends with its name and type. */
function rangeOf(page: XmlElement, text: string): { from: number; to: number } | undefined {
    for (const region of page.children) {
        const index = region.children.findIndex((part) => part.name === 'itemInstances' && hasHistory(part));
        const [item, next] = region.children.slice(index, index + 2);
        if (index >= 0 && item && next) {
            return { from: offsetOf(text, item.position), to: offsetOf(text, next.position) };
        }
    }
    return undefined;
}

function freeIdentifier(page: string): string {
    let name = identifier;
    for (let count = 2; page.includes(`<identifier>${name}</identifier>`); count += 1) name = `${identifier}${count}`;
    return name;
}

/** As the parser counts its places. */
export const normal = (text: string) => text.replace(/\r\n?/g, '\n');

/** Where a place that the parser tells stands in the text. */
export function offsetOf(text: string, { line, column }: Position): number {
    const before = text.split('\n').slice(0, line - 1);
    return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}
