/** The metadata under `force-app/` as components: which package, which type, which name, and its parsed XML. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { parseXml, XmlError, type XmlElement } from '../../salesforce/xml.ts';
import { FileProblem } from '../problem.ts';

export interface SourceComponent {
    /** Folder under `force-app/`: core, messaging, chat or unpackaged. */
    package: string;
    /** Name of the root element: `PermissionSet`, `CustomField`, … */
    type: string;
    /** As the Metadata API names it: `Case.Bot_Provider__c`, `Bot_Session_Source.Case_Session_Id`. */
    fullName: string;
    file: string;
    text: string;
    xml: XmlElement;
}

/** The name that the file's place in the tree gives a component. */
function fullNameOf(file: string): string {
    const parts = file.split(sep);
    const name = basename(file).replace(/\.[A-Za-z]+-meta\.xml$/, '');
    const objects = parts.indexOf('objects');
    if (objects >= 0 && parts.length > objects + 3) return `${parts[objects + 1]}.${name}`;
    if (parts.includes('lwc')) return basename(dirname(file));
    return name;
}

/** The child elements of that name. */
export function nodesOf(node: XmlElement | undefined, name: string): XmlElement[] {
    return (node?.children ?? []).filter((child) => child.name === name);
}

/** The texts of all child elements of that name. */
export function textsOf(node: XmlElement | undefined, name: string): string[] {
    return nodesOf(node, name).map(({ text }) => text.trim());
}

/** Text of the first element of that name, or undefined. */
export function textOf(node: XmlElement | undefined, name: string): string | undefined {
    return textsOf(node, name)[0];
}

/** Line (from 1) on which a text first stands in a file; undefined if it does not. */
export function lineOf(text: string, wanted: string): number | undefined {
    const at = text.indexOf(wanted);
    return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}

function parsed(file: string, text: string): XmlElement {
    try {
        return parseXml(text);
    } catch (error) {
        throw error instanceof XmlError
            ? new FileProblem({ file, line: error.position.line, message: error.message })
            : error;
    }
}

/**
 * Reads every `*-meta.xml` under a folder, in the order of their paths.
 *
 * @throws FileProblem where a file is not well-formed XML
 */
export function readSourceTree(root = 'force-app'): SourceComponent[] {
    return globSync(`${root}/**/*-meta.xml`)
        .sort()
        .map((file) => {
            const text = readFileSync(file, 'utf8');
            const xml = parsed(file, text);
            return {
                package: file.slice(root.length + 1).split(sep)[0] ?? '',
                fullName: fullNameOf(file),
                file,
                text,
                type: xml.name,
                xml
            };
        });
}
