/**
 * Which metadata types the local org takes, where their files lie in a Metadata-format zip, and which features they
 * need.
 */
import { createRequire } from 'node:module';

/** What a deploy must have switched on before; see `features.ts`. */
export type Feature =
    'OmniChannel' | 'LiveMessage' | 'LiveAgent' | 'EmbeddedServiceMessaging' | 'Knowledge' | 'TranslationWorkbench';

export interface MetadataType {
    name: string;
    /** Folder of the Metadata format. */
    folder: string;
    /** File name ending without the dot; undefined for bundles. */
    suffix?: string;
    /** `xml`: one XML file; `source`: text with a `-meta.xml` beside it; `bundle`: a folder with one `-meta.xml`. */
    kind: 'xml' | 'source' | 'bundle';
    /** Element name in the file, where a type's file carries parts that are components too: part type → element. */
    parts?: Record<string, string>;
    /** One of these must be on. */
    features?: Feature[];
}

const supported: MetadataType[] = [
    { name: 'Settings', folder: 'settings', suffix: 'settings', kind: 'xml' },
    { name: 'CustomLabels', folder: 'labels', suffix: 'labels', kind: 'xml', parts: { CustomLabel: 'labels' } },
    {
        name: 'Translations',
        folder: 'translations',
        suffix: 'translation',
        kind: 'xml',
        features: ['TranslationWorkbench']
    },
    {
        name: 'CustomObject',
        folder: 'objects',
        suffix: 'object',
        kind: 'xml',
        parts: { CustomField: 'fields', CompactLayout: 'compactLayouts' }
    },
    {
        name: 'CustomObjectTranslation',
        folder: 'objectTranslations',
        suffix: 'objectTranslation',
        kind: 'xml',
        features: ['TranslationWorkbench']
    },
    { name: 'CustomMetadata', folder: 'customMetadata', suffix: 'md', kind: 'xml' },
    { name: 'ExternalCredential', folder: 'externalCredentials', suffix: 'externalCredential', kind: 'xml' },
    { name: 'NamedCredential', folder: 'namedCredentials', suffix: 'namedCredential', kind: 'xml' },
    { name: 'RemoteSiteSetting', folder: 'remoteSiteSettings', suffix: 'remoteSite', kind: 'xml' },
    { name: 'CspTrustedSite', folder: 'cspTrustedSites', suffix: 'cspTrustedSite', kind: 'xml' },
    { name: 'ApexClass', folder: 'classes', suffix: 'cls', kind: 'source' },
    { name: 'LightningComponentBundle', folder: 'lwc', kind: 'bundle' },
    { name: 'Skill', folder: 'skills', suffix: 'skill', kind: 'xml', features: ['LiveAgent', 'OmniChannel'] },
    {
        name: 'ServiceChannel',
        folder: 'serviceChannels',
        suffix: 'serviceChannel',
        kind: 'xml',
        features: ['OmniChannel']
    },
    {
        name: 'QueueRoutingConfig',
        folder: 'queueRoutingConfigs',
        suffix: 'queueRoutingConfig',
        kind: 'xml',
        features: ['OmniChannel']
    },
    { name: 'Queue', folder: 'queues', suffix: 'queue', kind: 'xml' },
    {
        name: 'ServicePresenceStatus',
        folder: 'servicePresenceStatuses',
        suffix: 'servicePresenceStatus',
        kind: 'xml',
        features: ['OmniChannel']
    },
    {
        name: 'PresenceUserConfig',
        folder: 'presenceUserConfigs',
        suffix: 'presenceUserConfig',
        kind: 'xml',
        features: ['OmniChannel']
    },
    { name: 'Flow', folder: 'flows', suffix: 'flow', kind: 'xml' },
    {
        name: 'MessagingChannel',
        folder: 'messagingChannels',
        suffix: 'messagingChannel',
        kind: 'xml',
        features: ['LiveMessage']
    },
    {
        name: 'EmbeddedServiceConfig',
        folder: 'EmbeddedServiceConfig',
        suffix: 'EmbeddedServiceConfig',
        kind: 'xml',
        features: ['EmbeddedServiceMessaging']
    },
    {
        name: 'LiveChatDeployment',
        folder: 'liveChatDeployments',
        suffix: 'liveChatDeployment',
        kind: 'xml',
        features: ['LiveAgent']
    },
    {
        name: 'LiveChatButton',
        folder: 'liveChatButtons',
        suffix: 'liveChatButton',
        kind: 'xml',
        features: ['LiveAgent']
    },
    {
        name: 'LiveChatAgentConfig',
        folder: 'liveChatAgentConfigs',
        suffix: 'liveChatAgentConfig',
        kind: 'xml',
        features: ['LiveAgent']
    },
    { name: 'FlexiPage', folder: 'flexipages', suffix: 'flexipage', kind: 'xml' },
    { name: 'Layout', folder: 'layouts', suffix: 'layout', kind: 'xml' },
    { name: 'CustomApplication', folder: 'applications', suffix: 'app', kind: 'xml' },
    { name: 'PermissionSet', folder: 'permissionsets', suffix: 'permissionset', kind: 'xml' }
];

const byName = new Map(supported.map((type) => [type.name, type]));
const ownerOfPart = new Map(
    supported.flatMap((type) => Object.keys(type.parts ?? {}).map((part): [string, MetadataType] => [part, type]))
);

/** All types with files of their own, in the order in which a deploy applies them. */
export const metadataTypes: readonly MetadataType[] = supported;

/** Types in the order in which a deploy applies them, parts after their owner. */
export const deployOrder: readonly string[] = supported.flatMap((type) => [
    type.name,
    ...Object.keys(type.parts ?? {})
]);

export function metadataType(name: string): MetadataType | undefined {
    return byName.get(name);
}

/** The type in whose file a part lies: `CustomObject` for `CustomField`. */
export function ownerType(part: string): MetadataType | undefined {
    return ownerOfPart.get(part);
}

export function isSupported(name: string): boolean {
    return byName.has(name) || ownerOfPart.has(name);
}

let known: Set<string> | undefined;

/** Is this a metadata type of the platform at all? By the registry of `@salesforce/source-deploy-retrieve`. */
export function isKnown(name: string): boolean {
    known ??= knownTypes();
    return isSupported(name) || known.has(name);
}

function knownTypes(): Set<string> {
    interface RegistryType {
        name: string;
        children?: { types: Record<string, RegistryType> };
    }
    const require = createRequire(import.meta.url);
    const registry = require('@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json') as {
        types: Record<string, RegistryType>;
    };
    return new Set(
        Object.values(registry.types).flatMap((type) => [
            type.name,
            ...Object.values(type.children?.types ?? {}).map((part) => part.name)
        ])
    );
}
