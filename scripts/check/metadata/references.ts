/** Every name that metadata or code refers to exists in its package, in one that it may know, or on the platform. */
import type { XmlElement } from '../../salesforce/xml.ts';
import type { Problem } from '../problem.ts';
import { DefinedNames, type NameKind } from './defined-names.ts';
import { mayKnow } from './packages.ts';
import {
    fieldsOfOtherPackages,
    fieldsOfSettings,
    platformComponents,
    standardFields,
    standardServiceChannels,
    standardTabs
} from './platform-names.ts';
import { recordReferences } from './record-references.ts';
import { lineOf, nodesOf, textOf, textsOf, type SourceComponent } from './source-tree.ts';

export interface Reference {
    kind: NameKind | 'tab' | 'serviceChannel';
    name: string;
    /** Looked up when it is needed, so that any package or template may bring it. */
    atRunTime?: true;
}

function isOnPlatform({ kind, name }: Reference): boolean {
    switch (kind) {
        case 'object':
            return name in standardFields;
        case 'field': {
            const [object = '', field = ''] = name.split('.');
            if (object.endsWith('__mdt') && fieldsOfSettings.includes(field)) return true;
            return (standardFields[object]?.includes(field) ?? false) || name in fieldsOfOtherPackages;
        }
        case 'component':
            return name in platformComponents;
        case 'tab':
            return standardTabs.has(name);
        case 'serviceChannel':
            return standardServiceChannels.has(name);
        default:
            return false;
    }
}

/** The elements at the end of a path of element names. */
const at = (xml: XmlElement, ...path: string[]): XmlElement[] =>
    path.reduce<XmlElement[]>((nodes, name) => nodes.flatMap((node) => nodesOf(node, name)), [xml]);

function permissionSetReferences(xml: XmlElement): Reference[] {
    const each = (element: string, child: string, kind: Reference['kind']) =>
        nodesOf(xml, element).flatMap((node) => textsOf(node, child).map((name) => ({ kind, name })));
    return [
        ...each('fieldPermissions', 'field', 'field'),
        ...each('objectPermissions', 'object', 'object'),
        ...each('classAccesses', 'apexClass', 'class'),
        ...each('customMetadataTypeAccesses', 'name', 'object'),
        ...each('flowAccesses', 'flow', 'flow'),
        ...each('applicationVisibilities', 'application', 'application'),
        ...each('externalCredentialPrincipalAccesses', 'externalCredentialPrincipal', 'principal'),
        ...each('servicePresenceStatusAccesses', 'servicePresenceStatus', 'presenceStatus'),
        ...each('tabSettings', 'tab', 'tab')
    ];
}

function flowReferences(xml: XmlElement): Reference[] {
    const records = ['recordLookups', 'recordUpdates', 'recordCreates', 'recordDeletes'].flatMap((name) =>
        nodesOf(xml, name)
    );
    return records.flatMap((node) => {
        const object = textOf(node, 'object') ?? '';
        const fields = [
            ...textsOf(node, 'queriedFields'),
            ...nodesOf(node, 'filters').flatMap((filter) => textsOf(filter, 'field')),
            ...nodesOf(node, 'inputAssignments').flatMap((input) => textsOf(input, 'field'))
        ];
        return [
            { kind: 'object' as const, name: object },
            ...fields.map((field) => ({ kind: 'field' as const, name: `${object}.${field}` }))
        ];
    });
}

function embeddedServiceReferences(xml: XmlElement): Reference[] {
    const channels = at(xml, 'embeddedServiceMessagingChannel').flatMap((node) => textsOf(node, 'messagingChannel'));
    const fields = at(xml, 'embeddedServiceForms', 'embeddedServiceFormFields').filter(
        (node) => textOf(node, 'messagingChannelParameterType') === 'Custom'
    );
    return [
        ...channels.map((name) => ({ kind: 'messagingChannel' as const, name })),
        ...fields.map((node) => ({
            kind: 'channelParameter' as const,
            name: `${channels[0]}.${textOf(node, 'formField')}`
        }))
    ];
}

/** The names that one component refers to. */
export function referencesOf(component: SourceComponent): Reference[] {
    const { xml, type, fullName } = component;
    const object = fullName.split('.')[0] ?? '';
    const texts = (element: string, kind: Reference['kind']) => textsOf(xml, element).map((name) => ({ kind, name }));
    switch (type) {
        case 'PermissionSet':
            return permissionSetReferences(xml);
        case 'Flow':
            return flowReferences(xml);
        case 'CustomMetadata':
            return recordReferences(component);
        case 'CustomField':
            return object.endsWith('__c') || object.endsWith('__mdt') || object in standardFields
                ? []
                : [{ kind: 'object', name: object }];
        case 'CompactLayout':
            return texts('fields', 'field').map(({ name }) => ({ kind: 'field', name: `${object}.${name}` }));
        case 'FlexiPage':
            return [
                ...texts('sobjectType', 'object'),
                ...nodesOf(xml, 'template').flatMap((node) =>
                    textsOf(node, 'name').map((name) => ({ kind: 'component' as const, name }))
                ),
                ...at(xml, 'flexiPageRegions', 'itemInstances', 'componentInstance', 'componentName').map(
                    ({ text }) => ({
                        kind: 'component' as const,
                        name: text.trim().replace(/^c:/, '')
                    })
                )
            ];
        case 'CustomApplication':
            return [
                ...texts('tabs', 'tab'),
                ...texts('utilityBar', 'flexiPage'),
                ...nodesOf(xml, 'actionOverrides').flatMap((node) => [
                    ...textsOf(node, 'content').map((name) => ({ kind: 'flexiPage' as const, name })),
                    ...textsOf(node, 'pageOrSobjectType').map((name) => ({ kind: 'object' as const, name }))
                ])
            ];
        case 'Layout':
            return at(xml, 'layoutSections', 'layoutColumns', 'layoutItems', 'field').map(({ text }) => ({
                kind: 'field' as const,
                name: `${fullName.split('-')[0]}.${text.trim()}`
            }));
        case 'NamedCredential':
            return nodesOf(xml, 'namedCredentialParameters').flatMap((node) =>
                textsOf(node, 'externalCredential').map((name) => ({ kind: 'externalCredential' as const, name }))
            );
        case 'Queue':
            return [
                ...texts('queueRoutingConfig', 'routingConfig'),
                ...nodesOf(xml, 'queueSobject').flatMap((node) =>
                    textsOf(node, 'sobjectType').map((name) => ({ kind: 'object' as const, name }))
                )
            ];
        case 'ServicePresenceStatus':
            return nodesOf(xml, 'channels').flatMap((node) =>
                textsOf(node, 'channel').map((name) => ({ kind: 'serviceChannel' as const, name }))
            );
        case 'MessagingChannel':
            return [
                ...texts('sessionHandlerFlow', 'flow'),
                ...texts('sessionHandlerQueue', 'queue'),
                // A mapping to an input that the flow does not have stays silently empty.
                ...at(xml, 'customParameters', 'actionParameterMappings').map((node) => ({
                    kind: 'flowInput' as const,
                    name: `${textOf(xml, 'sessionHandlerFlow')}.${textOf(node, 'actionParameterName')}`
                }))
            ];
        case 'EmbeddedServiceConfig':
            return embeddedServiceReferences(xml);
        case 'LiveChatButton':
            return nodesOf(xml, 'skills').flatMap((node) =>
                textsOf(node, 'skill').map((name) => ({ kind: 'skill' as const, name }))
            );
        case 'Translations':
            return nodesOf(xml, 'customLabels').flatMap((node) =>
                textsOf(node, 'name').map((name) => ({ kind: 'label' as const, name }))
            );
        case 'CustomObjectTranslation':
            return nodesOf(xml, 'fields').flatMap((node) =>
                textsOf(node, 'name').map((name) => ({
                    kind: 'field' as const,
                    name: `${fullName.slice(0, fullName.lastIndexOf('-'))}.${name}`
                }))
            );
        case 'LightningComponentBundle':
            return at(xml, 'targetConfigs', 'targetConfig', 'objects').flatMap((node) =>
                textsOf(node, 'object').map((name) => ({ kind: 'object' as const, name }))
            );
        default:
            return [];
    }
}

/** The names that Apex and component code refers to by import or by `Label.`. */
export function referencesInCode(text: string): Reference[] {
    const all = (pattern: RegExp, kind: Reference['kind']) =>
        [...text.matchAll(pattern)].map((match) => ({ kind, name: match[1] ?? '' }));
    return [
        ...all(/@salesforce\/label\/c\.(\w+)/g, 'label'),
        ...all(/@salesforce\/apex\/(\w+)\.\w+/g, 'class'),
        ...all(/from ['"]c\/(\w+)['"]/g, 'component'),
        ...all(/\b(?:System\.)?Label\.(\w+)\b/g, 'label')
    ];
}

function judge(names: DefinedNames, from: string, reference: Reference): string | undefined {
    if (reference.name.includes('{{') || isOnPlatform(reference)) return undefined;
    const owner =
        reference.kind === 'tab' || reference.kind === 'serviceChannel'
            ? undefined
            : names.packageOf(reference.kind, reference.name);
    if (owner === undefined) {
        return `${reference.kind} "${reference.name}" is neither in force-app nor on the list of platform names`;
    }
    if (!reference.atRunTime && !(mayKnow[from] ?? []).includes(owner)) {
        return `${reference.kind} "${reference.name}" belongs to ${owner}, which ${from} must not know`;
    }
    return undefined;
}

/** Problems of all references of components and code. */
export function missingReferences(
    components: SourceComponent[],
    code: { file: string; package: string; text: string }[],
    names: DefinedNames
): Problem[] {
    const found: Problem[] = [];
    const look = (file: string, from: string, text: string, references: Reference[]) => {
        for (const reference of references) {
            const message = judge(names, from, reference);
            if (message) {
                const last = reference.name.split('.').at(-1) ?? reference.name;
                found.push({ file, line: lineOf(text, reference.name) ?? lineOf(text, last), message });
            }
        }
    };
    for (const component of components)
        look(component.file, component.package, component.text, referencesOf(component));
    for (const { file, package: from, text } of code) look(file, from, text, referencesInCode(text));
    return found;
}
