/** The metadata under `force-app/` as components: which package, which type, which name, and its parsed XML. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** Parsed XML: every element is an array, text is kept as text, attributes start with `@`. */
export interface XmlNode {
    [name: string]: (XmlNode | string)[];
}

export interface SourceComponent {
    /** Folder under `force-app/`: core, messaging, chat or unpackaged. */
    package: string;
    /** Name of the root element: `PermissionSet`, `CustomField`, … */
    type: string;
    /** As the Metadata API names it: `Case.Bot_Provider__c`, `Bot_Session_Source.Case_Session_Id`. */
    fullName: string;
    file: string;
    text: string;
    xml: XmlNode;
}

const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    ignoreDeclaration: true,
    isArray: (_name, _path, _leaf, isAttribute) => !isAttribute
});

/** The name that the file's place in the tree gives a component. */
function fullNameOf(file: string): string {
    const parts = file.split(sep);
    const name = basename(file).replace(/\.[A-Za-z]+-meta\.xml$/, '');
    const objects = parts.indexOf('objects');
    if (objects >= 0 && parts.length > objects + 3) return `${parts[objects + 1]}.${name}`;
    if (parts.includes('lwc')) return basename(dirname(file));
    return name;
}

/** Text of the first element of that name, or undefined. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
    const first = node?.[name]?.[0];
    if (first === undefined) return undefined;
    if (typeof first === 'string') return first;
    const text = first['#text'];
    return typeof text === 'string' ? text : undefined;
}

/** The child elements of that name. */
export function nodesOf(node: XmlNode | undefined, name: string): XmlNode[] {
    return (node?.[name] ?? []).filter((child): child is XmlNode => typeof child !== 'string');
}

/** The texts of all child elements of that name. */
export function textsOf(node: XmlNode | undefined, name: string): string[] {
    return (node?.[name] ?? []).flatMap((child) => {
        if (typeof child === 'string') return [child];
        const text = child['#text'];
        return typeof text === 'string' ? [text] : [];
    });
}

/** Line (from 1) on which a text first stands in a file; undefined if it does not. */
export function lineOf(text: string, wanted: string): number | undefined {
    const at = text.indexOf(wanted);
    return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}

export function parseMetadata(text: string): { type: string; xml: XmlNode } {
    const parsed = parser.parse(text) as XmlNode;
    const type = Object.keys(parsed).find((key) => !key.startsWith('?') && key !== '#text') ?? '';
    const root = parsed[type]?.[0];
    return { type, xml: typeof root === 'object' ? root : {} };
}

/** Reads every `*-meta.xml` under a folder, in the order of their paths. Throws where a file is not well-formed XML. */
export function readSourceTree(root = 'force-app'): SourceComponent[] {
    return globSync(`${root}/**/*-meta.xml`)
        .sort()
        .map((file) => {
            const text = readFileSync(file, 'utf8');
            return {
                package: file.slice(root.length + 1).split(sep)[0] ?? '',
                fullName: fullNameOf(file),
                file,
                text,
                ...parseMetadata(text)
            };
        });
}
