/** The names that a component refers to, by its metadata type. */
import type { XmlElement } from '../../salesforce/xml.ts';
import { standardFields } from './platform-names.ts';
import { recordReferences } from './record-references.ts';
import type { Reference } from './reference.ts';
import { nodesOf, textOf, textsOf, type SourceComponent } from './source-tree.ts';

/** Metadata type → what a component of it refers to; types that are not here name nothing of ours. */
const referencesOfType: Record<string, (component: SourceComponent) => Reference[]> = {
    CompactLayout: ({ fullName, xml }) => fieldsOf(objectOf(fullName), textsAt(xml, 'fields')),
    CustomApplication: ({ xml }) => [
        ...named(xml, 'tab', 'tabs'),
        ...named(xml, 'flexiPage', 'utilityBar'),
        ...nodesOf(xml, 'actionOverrides').flatMap((override) => [
            ...named(override, 'flexiPage', 'content'),
            ...named(override, 'object', 'pageOrSobjectType')
        ])
    ],
    CustomField: ({ fullName }) => {
        const object = objectOf(fullName);
        return object.endsWith('__c') || object.endsWith('__mdt') || object in standardFields
            ? []
            : [{ kind: 'object', name: object }];
    },
    CustomMetadata: recordReferences,
    CustomObjectTranslation: ({ fullName, xml }) =>
        fieldsOf(fullName.slice(0, fullName.lastIndexOf('-')), textsAt(xml, 'fields', 'name')),
    EmbeddedServiceConfig: ({ xml }) => embeddedServiceReferences(xml),
    FlexiPage: ({ xml }) => [
        ...named(xml, 'object', 'sobjectType'),
        ...named(xml, 'component', 'template', 'name'),
        ...textsAt(xml, 'flexiPageRegions', 'itemInstances', 'componentInstance', 'componentName').map(
            (name): Reference => ({ kind: 'component', name: name.replace(/^c:/, '') })
        )
    ],
    Flow: ({ xml }) => flowReferences(xml),
    Layout: ({ fullName, xml }) =>
        fieldsOf(fullName.split('-')[0] ?? '', textsAt(xml, 'layoutSections', 'layoutColumns', 'layoutItems', 'field')),
    LightningComponentBundle: ({ xml }) => named(xml, 'object', 'targetConfigs', 'targetConfig', 'objects', 'object'),
    LiveChatButton: ({ xml }) => named(xml, 'skill', 'skills', 'skill'),
    MessagingChannel: ({ fullName, xml }) => [
        // What stands on no form of the deployment is dropped without a word, as a routing attribute.
        ...textsAt(xml, 'customParameters', 'name').map((name): Reference => ({
            kind: 'formField',
            name: `${fullName}.${name}`
        })),
        ...named(xml, 'flow', 'sessionHandlerFlow'),
        ...named(xml, 'queue', 'sessionHandlerQueue'),
        // A mapping to an input that the flow does not have stays silently empty.
        ...nodesAt(xml, 'customParameters', 'actionParameterMappings').map((mapping): Reference => ({
            kind: 'flowInput',
            name: `${textOf(xml, 'sessionHandlerFlow')}.${textOf(mapping, 'actionParameterName')}`
        }))
    ],
    NamedCredential: ({ xml }) => named(xml, 'externalCredential', 'namedCredentialParameters', 'externalCredential'),
    PermissionSet: ({ xml }) => permissionSetReferences(xml),
    Queue: ({ xml }) => [
        ...named(xml, 'routingConfig', 'queueRoutingConfig'),
        ...named(xml, 'object', 'queueSobject', 'sobjectType')
    ],
    ServicePresenceStatus: ({ xml }) => named(xml, 'serviceChannel', 'channels', 'channel'),
    Translations: ({ xml }) => named(xml, 'label', 'customLabels', 'name')
};

/** The names that one component refers to. */
export function referencesOf(component: SourceComponent): Reference[] {
    return referencesOfType[component.type]?.(component) ?? [];
}

function embeddedServiceReferences(xml: XmlElement): Reference[] {
    const channels = named(xml, 'messagingChannel', 'embeddedServiceMessagingChannel', 'messagingChannel');
    const fields = nodesAt(xml, 'embeddedServiceForms', 'embeddedServiceFormFields').filter(
        (field) => textOf(field, 'messagingChannelParameterType') === 'Custom'
    );
    return [
        ...channels,
        ...fields.map((field): Reference => ({
            kind: 'channelParameter',
            name: `${channels[0]?.name}.${textOf(field, 'formField')}`
        }))
    ];
}

function flowReferences(xml: XmlElement): Reference[] {
    const steps = ['recordLookups', 'recordUpdates', 'recordCreates', 'recordDeletes'].flatMap((name) =>
        nodesOf(xml, name)
    );
    return steps.flatMap((step) => {
        const object = textOf(step, 'object') ?? '';
        const fields = [
            ...textsOf(step, 'queriedFields'),
            ...textsAt(step, 'filters', 'field'),
            ...textsAt(step, 'inputAssignments', 'field')
        ];
        return [{ kind: 'object', name: object }, ...fieldsOf(object, fields)];
    });
}

function permissionSetReferences(xml: XmlElement): Reference[] {
    return [
        ...named(xml, 'field', 'fieldPermissions', 'field'),
        ...named(xml, 'object', 'objectPermissions', 'object'),
        ...named(xml, 'class', 'classAccesses', 'apexClass'),
        ...named(xml, 'object', 'customMetadataTypeAccesses', 'name'),
        ...named(xml, 'flow', 'flowAccesses', 'flow'),
        ...named(xml, 'application', 'applicationVisibilities', 'application'),
        ...named(xml, 'principal', 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
        ...named(xml, 'presenceStatus', 'servicePresenceStatusAccesses', 'servicePresenceStatus'),
        ...named(xml, 'tab', 'tabSettings', 'tab')
    ];
}

/** References by the texts of the elements at a path of element names. */
function named(xml: XmlElement, kind: Reference['kind'], ...path: string[]): Reference[] {
    return textsAt(xml, ...path).map((name) => ({ kind, name }));
}

function fieldsOf(object: string, fields: string[]): Reference[] {
    return fields.map((field) => ({ kind: 'field', name: `${object}.${field}` }));
}

/** The object of a component that belongs to one: `Case` of `Case.Bot_Provider__c`. */
function objectOf(fullName: string): string {
    return fullName.split('.')[0] ?? '';
}

function textsAt(xml: XmlElement, ...path: string[]): string[] {
    return nodesAt(xml, ...path).map(({ text }) => text.trim());
}

/** The elements at the end of a path of element names. */
function nodesAt(xml: XmlElement, ...path: string[]): XmlElement[] {
    return path.reduce<XmlElement[]>((nodes, name) => nodes.flatMap((node) => nodesOf(node, name)), [xml]);
}
