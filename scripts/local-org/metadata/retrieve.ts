/** The way back: components of the org as a Metadata-format zip, and lists of them. */
import { strToU8, zipSync } from 'fflate';

import { escapeXml, toXml, type XmlElement } from '../../salesforce/xml.ts';
import { metadataType, metadataTypes, ownerType, type MetadataType } from './registry.ts';
import type { StoredComponent } from './store.ts';

export interface RetrieveSource {
    list(type: string): StoredComponent[];
}

export interface FileProperties {
    type: string;
    fullName: string;
    fileName: string;
    id: string;
    createdById: string;
    createdByName: string;
    createdDate: string;
    lastModifiedById: string;
    lastModifiedByName: string;
    lastModifiedDate: string;
    manageableState: 'unmanaged';
}

export interface User {
    id: string;
    name: string;
}

export interface RetrieveOptions {
    version: string;
    /** Without it, everything lies in a folder `unpackaged`. */
    singlePackage: boolean;
}

export interface RetrieveOutcome {
    zip: Uint8Array;
    fileProperties: FileProperties[];
    messages: { fileName: string; problem: string }[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://soap.sforce.com/2006/04/metadata';

/** Everything that the members name (`*` for all of a type), zipped with a package.xml. */
export function retrieve(
    members: ReadonlyMap<string, readonly string[]>,
    { version, singlePackage }: RetrieveOptions,
    source: RetrieveSource,
    user: User
): RetrieveOutcome {
    const files = new Map<string, string>();
    const found: StoredComponent[] = [];
    const messages: RetrieveOutcome['messages'] = [];
    const parts = new Map<string, StoredComponent[]>();
    for (const [type, names] of members) {
        for (const component of wanted(type, names, source, messages)) {
            found.push(component);
            const owner = ownerType(type);
            if (owner) {
                parts.set(component.fileName, [...(parts.get(component.fileName) ?? []), component]);
            } else if (metadataType(type)?.parts) {
                const children = partsOf(component, metadataType(type) as MetadataType, source);
                parts.set(component.fileName, [component, ...children]);
            } else {
                addFiles(component, files);
            }
        }
    }
    for (const [fileName, components] of parts) {
        files.set(fileName, `${declaration}${toXml(composed(components))}\n`);
    }
    files.set('package.xml', packageXml(members, version));
    const folder = singlePackage ? '' : 'unpackaged/';
    const contents = [...files].map(([path, text]) => [`${folder}${path}`, strToU8(text)] as const);
    // Not made smaller: it goes no further than this machine, and a setup retrieves everything several times.
    const zip = zipSync(Object.fromEntries(contents), { level: 0 });
    return { zip, fileProperties: found.map((component) => fileProperties(component, user)), messages };
}

/** @param user who is named as the one who made it: the org does not keep that */
export function fileProperties(component: StoredComponent, user: User): FileProperties {
    const { type, fullName, fileName, id, createdDate, lastModifiedDate } = component;
    return {
        type,
        fullName,
        fileName,
        id,
        createdById: user.id,
        createdByName: user.name,
        createdDate,
        lastModifiedById: user.id,
        lastModifiedByName: user.name,
        lastModifiedDate,
        manageableState: 'unmanaged'
    };
}

/** `describeMetadata`: the types that this org takes. */
export function describeTypes() {
    return metadataTypes.map((type) => ({
        xmlName: type.name,
        directoryName: type.folder,
        suffix: type.suffix,
        inFolder: false,
        metaFile: type.kind === 'source',
        childXmlNames: Object.keys(type.parts ?? {})
    }));
}

function wanted(
    type: string,
    names: readonly string[],
    source: RetrieveSource,
    messages: RetrieveOutcome['messages']
): StoredComponent[] {
    if (!metadataType(type) && !ownerType(type)) {
        messages.push({ fileName: 'package.xml', problem: `not supported by the local org: metadata type ${type}` });
        return [];
    }
    const all = source.list(type);
    return names.flatMap((name) => {
        if (name === '*') {
            return all;
        }
        const component =
            all.find(({ fullName }) => fullName.toLowerCase() === name.toLowerCase()) ??
            deployedStandardObject(type, name, source);
        if (!component) {
            messages.push({ fileName: 'package.xml', problem: notFound(type, name) });
            return [];
        }
        if (component.id === '') {
            const problem = `not supported by the local org: the standard parts of ${component.fullName}; what was deployed to it comes back`;
            messages.push({ fileName: component.fileName, problem });
        }
        return [component];
    });
}

function notFound(type: string, name: string): string {
    return type === 'CustomObject' && !name.includes('__')
        ? `not supported by the local org: to retrieve ${name}, to which nothing was deployed`
        : `Entity of type '${type}' named '${name}' cannot be found`;
}

/** A standard object, by the parts that were deployed to it; as in a real org it has no id. */
function deployedStandardObject(type: string, name: string, source: RetrieveSource): StoredComponent | undefined {
    const fileName = `objects/${name}.object`;
    const [part] = Object.keys(metadataType(type)?.parts ?? {})
        .flatMap((each) => source.list(each))
        .filter((each) => each.fileName.toLowerCase() === fileName.toLowerCase());
    return part && type === 'CustomObject'
        ? {
              ...part,
              id: '',
              type,
              fullName: part.fullName.split('.')[0] ?? name,
              xml: { ...part.xml, name: type, children: [] },
              content: new Map()
          }
        : undefined;
}

function partsOf(owner: StoredComponent, type: MetadataType, source: RetrieveSource): StoredComponent[] {
    return Object.keys(type.parts ?? {})
        .flatMap((part) => source.list(part))
        .filter((part) => part.fileName.toLowerCase() === owner.fileName.toLowerCase());
}

/** One file of an owner and its parts, elements of one name side by side. */
function composed(components: StoredComponent[]): XmlElement {
    const owner = components.find(({ type }) => metadataType(type));
    const type = owner ? metadataType(owner.type) : ownerType((components[0] as StoredComponent).type);
    const elements = Object.values(type?.parts ?? {});
    const own = (owner?.xml.children ?? []).filter((part) => !elements.includes(part.name));
    const unique = new Map(
        components.filter((component) => component !== owner).map((part) => [`${part.type}/${part.fullName}`, part.xml])
    );
    const children = [...own, ...unique.values()].sort((one, other) =>
        one.name < other.name ? -1 : one.name > other.name ? 1 : 0
    );
    return {
        name: type?.name ?? '',
        attributes: { xmlns: namespace },
        children,
        text: '',
        position: { line: 1, column: 1 }
    };
}

function addFiles(component: StoredComponent, files: Map<string, string>): void {
    const { fileName, fullName, xml, content } = component;
    const text = `${declaration}${toXml(xml)}\n`;
    const type = metadataType(component.type);
    if (type?.kind === 'xml') {
        files.set(fileName, text);
        return;
    }
    const folder = type?.kind === 'bundle' ? `${type.folder}/${fullName}/` : `${type?.folder}/`;
    for (const [path, source] of content) {
        files.set(`${folder}${path}`, source);
    }
    files.set(`${fileName}-meta.xml`, text);
}

function packageXml(members: ReadonlyMap<string, readonly string[]>, version: string): string {
    const types = [...members].map(([name, list]) => {
        const lines = list.map((member) => `        <members>${escapeXml(member)}</members>`);
        return ['    <types>', ...lines, `        <name>${escapeXml(name)}</name>`, '    </types>'].join('\n');
    });
    return `${declaration}<Package xmlns="${namespace}">\n${types.join('\n')}\n    <version>${version}</version>\n</Package>\n`;
}
