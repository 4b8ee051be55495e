/**
 * Units of metadata: what can be compared, deployed and removed by itself. A field is a unit though it shares a file
 * with others; a component bundle is one though it has several files.
 */
import { createHash } from 'node:crypto';

import { childText, parseXml, toXml, type XmlElement } from '../../salesforce/xml.ts';

export interface Unit {
    /** `CustomField:Case.Bot_Provider__c` */
    key: string;
    type: string;
    fullName: string;
    /** Its XML; for a part, the part's element. Absent for bundles and sources, whose files are compared as text. */
    xml?: XmlElement;
    /** For a part: the file that it shares, and that file's root element's name. */
    shared?: { path: string; root: string };
    /** Files that are this unit's own: path → text. */
    files: Map<string, string>;
}

const namespace = 'http://soap.sforce.com/2006/04/metadata';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Folder of the Metadata format → type; those that the project's packages and templates hold. */
const typeOfFolder: Record<string, string> = {
    EmbeddedServiceConfig: 'EmbeddedServiceConfig',
    applications: 'CustomApplication',
    classes: 'ApexClass',
    cspTrustedSites: 'CspTrustedSite',
    customMetadata: 'CustomMetadata',
    externalCredentials: 'ExternalCredential',
    flexipages: 'FlexiPage',
    flows: 'Flow',
    layouts: 'Layout',
    liveChatAgentConfigs: 'LiveChatAgentConfig',
    liveChatButtons: 'LiveChatButton',
    liveChatDeployments: 'LiveChatDeployment',
    lwc: 'LightningComponentBundle',
    messagingChannels: 'MessagingChannel',
    namedCredentials: 'NamedCredential',
    objectTranslations: 'CustomObjectTranslation',
    permissionsets: 'PermissionSet',
    presenceUserConfigs: 'PresenceUserConfig',
    queueRoutingConfigs: 'QueueRoutingConfig',
    queues: 'Queue',
    remoteSiteSettings: 'RemoteSiteSetting',
    serviceChannels: 'ServiceChannel',
    servicePresenceStatuses: 'ServicePresenceStatus',
    settings: 'Settings',
    skills: 'Skill',
    translations: 'Translations'
};

/** Element of a shared file → type of its parts. */
const partTypes: Record<string, Record<string, string>> = {
    objects: { fields: 'CustomField', compactLayouts: 'CompactLayout' },
    labels: { labels: 'CustomLabel' }
};

const wholeTypes: Record<string, string> = { objects: 'CustomObject', labels: 'CustomLabels' };

/**
 * Splits files of the Metadata format into units.
 *
 * @throws Error for a folder that the setup does not know: a new kind of metadata needs its type here
 */
export function unitsOf(files: ReadonlyMap<string, string>): Map<string, Unit> {
    const units = new Map<string, Unit>();
    for (const [path, text] of files) {
        const [folder = '', name = ''] = path.split('/');
        if (path === 'package.xml') continue;
        if (partTypes[folder]) {
            for (const unit of partsOf(path, folder, text)) units.set(unit.key, unit);
            continue;
        }
        const type = typeOfFolder[folder];
        if (type === undefined) throw new Error(`The setup knows no metadata type of the folder ${folder}.`);
        const fullName = type === 'LightningComponentBundle' ? name : name.replace(/\.[^.]+(?:-meta\.xml)?$/, '');
        const key = `${type}:${fullName}`;
        const unit = units.get(key) ?? { key, type, fullName, files: new Map<string, string>() };
        unit.files.set(path, text);
        if (type !== 'LightningComponentBundle' && type !== 'ApexClass') unit.xml = parseXml(text);
        units.set(key, unit);
    }
    return units;
}

function partsOf(path: string, folder: string, text: string): Unit[] {
    const root = parseXml(text);
    const types = partTypes[folder] ?? {};
    const owner = path.split('/')[1]?.replace(/\.[^.]+$/, '') ?? '';
    const shared = { path, root: root.name };
    const own = root.children.filter((part) => types[part.name] === undefined);
    const parts = root.children.flatMap((part): Unit[] => {
        const type = types[part.name];
        const name = childText(part, 'fullName');
        if (type === undefined || name === undefined) return [];
        const fullName = folder === 'objects' ? `${owner}.${name}` : name;
        return [{ key: `${type}:${fullName}`, type, fullName, xml: part, shared, files: new Map() }];
    });
    const type = wholeTypes[folder] ?? '';
    const hasOwn = own.some((part) => part.name !== 'fullName');
    // A standard object stands in a file only as the owner of its fields.
    return hasOwn && /__(?:c|mdt|e)$/.test(owner)
        ? [
              {
                  key: `${type}:${owner}`,
                  type,
                  fullName: owner,
                  xml: { ...root, children: own },
                  shared,
                  files: new Map()
              },
              ...parts
          ]
        : parts;
}

/** A unit's own text, for a hash and for the backup: the same whatever file it came in. */
function textOf(unit: Unit): string {
    if (unit.shared && unit.xml) return toXml(unit.xml);
    return [...unit.files]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([path, text]) => `${path}\n${text.replace(/\r\n/g, '\n').trimEnd()}\n`)
        .join('');
}

/** A hash of the unit's text. */
export function hashOf(unit: Unit): string {
    return createHash('sha256').update(textOf(unit)).digest('hex');
}

/** Files of the Metadata format with these units and no others, package.xml included. */
export function filesOf(units: readonly Unit[], apiVersion: string): Record<string, string> {
    const files: Record<string, string> = {};
    const shared = new Map<string, Unit[]>();
    for (const unit of units) {
        if (unit.shared) {
            shared.set(unit.shared.path, [...(shared.get(unit.shared.path) ?? []), unit]);
            continue;
        }
        for (const [path, text] of unit.files) files[path] = text;
    }
    for (const [path, parts] of shared) {
        const children = parts
            .flatMap((unit) => (unit.type in namesOfWhole ? (unit.xml?.children ?? []) : unit.xml ? [unit.xml] : []))
            .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
        const root: XmlElement = {
            name: parts[0]?.shared?.root ?? '',
            attributes: { xmlns: namespace },
            children,
            text: '',
            position: { line: 1, column: 1 }
        };
        files[path] = `${declaration}${toXml(root)}\n`;
    }
    files['package.xml'] = manifestOf(units, apiVersion);
    return files;
}

const namesOfWhole: Record<string, true> = { CustomObject: true, CustomLabels: true };

/** Metadata type → full names. */
export function membersOf(units: Iterable<Unit>): Map<string, string[]> {
    const members = new Map<string, string[]>();
    for (const { type, fullName } of units) members.set(type, [...(members.get(type) ?? []), fullName]);
    return members;
}

/** The text of a package.xml or destructiveChanges.xml. */
export function manifestOf(units: Iterable<Unit>, apiVersion: string): string {
    const types = [...membersOf(units)].map(([name, list]) => {
        const lines = [...list].sort().map((member) => `        <members>${member.replace(/&/g, '&amp;')}</members>`);
        return `    <types>\n${lines.join('\n')}\n        <name>${name}</name>\n    </types>\n`;
    });
    return `${declaration}<Package xmlns="${namespace}">\n${types.join('')}    <version>${apiVersion}</version>\n</Package>\n`;
}

/** What an org tells of its translations depends on what else is asked for in the same request. */
export function isTranslation({ type }: Unit): boolean {
    return type === 'Translations' || type === 'CustomObjectTranslation';
}

/** An org removes what it calls a field together with the field, and in no other way. */
export function goesWithFields(key: string): boolean {
    return key.startsWith('CustomObjectTranslation:');
}

/** The same unit with other contents. */
export function withXml(unit: Unit, xml: XmlElement): Unit {
    const [path] = unit.files.keys();
    if (unit.shared || path === undefined) return { ...unit, xml };
    const root = { ...xml, attributes: { ...xml.attributes, xmlns: namespace } };
    return { ...unit, xml, files: new Map([[path, `${declaration}${toXml(root)}\n`]]) };
}

/** The same unit with another text of its only file. @throws XmlError */
export function withText(unit: Unit, text: string): Unit {
    const [path = ''] = unit.files.keys();
    return { ...unit, xml: parseXml(text), files: new Map([[path, text]]) };
}

/** All of them; of two with one key the last. */
export function merged(maps: Map<string, Unit>[]): Map<string, Unit> {
    return new Map(maps.flatMap((units) => [...units]));
}

/** Those of all metadata types but one. */
export function without(units: Map<string, Unit>, type: string): Map<string, Unit> {
    return new Map([...units].filter(([, unit]) => unit.type !== type));
}

/** Those of one metadata type. */
export function only(units: Map<string, Unit>, type: string): Map<string, Unit> {
    return new Map([...units].filter(([, unit]) => unit.type === type));
}
