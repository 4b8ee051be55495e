/** A field of a node, as the flow editor shows it. */
interface NodeField {
    key: string;
    label: string;
    type: string;
    defaultValue?: unknown;
    params?: Record<string, unknown>;
}

export interface NodeDescriptor {
    type: string;
    extension: string;
    defaultLabel: string;
    fields: NodeField[];
}

const toggle = (key: string, label: string): NodeField => ({ key, label, type: 'toggle', defaultValue: false });
const text = (key: string, label: string): NodeField => ({ key, label, type: 'cognigyText', defaultValue: '' });
const json = (key: string, label: string, defaultValue: unknown): NodeField => ({
    key,
    label,
    type: 'json',
    defaultValue
});

/**
 * Kinds of nodes of this tenant. Labels and the keys of the Live Agent settings are documented; the node's type, the
 * key of the provider and that of the routing attributes are not public: a client has to find them by what it knows.
 */
export const NODE_DESCRIPTORS: readonly NodeDescriptor[] = [
    { type: 'start', extension: '@cognigy/basic-nodes', defaultLabel: 'Start', fields: [] },
    { type: 'end', extension: '@cognigy/basic-nodes', defaultLabel: 'End', fields: [] },
    {
        type: 'say',
        extension: '@cognigy/basic-nodes',
        defaultLabel: 'Say',
        fields: [json('say', 'Say', { text: [] }), toggle('preventTranscript', 'Prevent Transcript')]
    },
    {
        type: 'handoverV2',
        extension: '@cognigy/basic-nodes',
        defaultLabel: 'Handover to Agent',
        fields: [
            { key: 'handoverProviderId', label: 'Handover Provider', type: 'select', defaultValue: 'legacy' },
            text('text', 'Handover Accepted Message'),
            toggle('repeatHandoverMessage', 'Repeat Handover Accepted Message'),
            text('cancelIntent', 'Cancel Intent'),
            toggle('sendTranscriptAsFirstMessage', 'Send Transcript as a first message'),
            text('buttonId', 'Button ID'),
            json('salesforcePrechatEntities', 'Pre-chat Entities', []),
            json('salesforcePrechatDetails', 'Pre-chat Details', []),
            json('miawConversationAttributes', 'Conversation Routing Attributes', {}),
            text('miawIdentityToken', 'Identity Token'),
            toggle('sendOnQueueEvent', 'Send Queue Event'),
            toggle('sendOnActiveEvent', 'Send Active Event')
        ]
    }
];

/** What a new node's config holds before anyone has set anything. */
export function defaultConfig(type: string): Record<string, unknown> {
    const fields = NODE_DESCRIPTORS.find((descriptor) => descriptor.type === type)?.fields ?? [];
    return Object.fromEntries(fields.map(({ key, defaultValue }) => [key, structuredClone(defaultValue)]));
}

/** Names in a config that this kind of node does not have. */
export function unknownKeys(type: string, config: Record<string, unknown>): string[] {
    const descriptor = NODE_DESCRIPTORS.find((candidate) => candidate.type === type);
    const keys = new Set(descriptor?.fields.map(({ key }) => key));
    return descriptor === undefined ? [] : Object.keys(config).filter((key) => !keys.has(key));
}
