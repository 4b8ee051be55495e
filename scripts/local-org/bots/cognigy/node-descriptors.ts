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

/** How the vendor's API writes labels of its own nodes: its page translates them. */
const handoverLabel = (name: string): string => `UI__NODE_EDITOR__SERVICE__HANDOVER_TO_AGENT__FIELDS__${name}__LABEL`;

const toggle = (key: string, label: string): NodeField => ({ key, label, type: 'toggle', defaultValue: false });
const text = (key: string, label: string): NodeField => ({ key, label, type: 'cognigyText', defaultValue: '' });
const json = (key: string, label: string, defaultValue: unknown): NodeField => ({
    key,
    label,
    type: 'json',
    defaultValue
});

/**
 * Kinds of nodes of this tenant. Types, the keys of the Live Agent settings, and that labels are keys of translations
 * are in the vendor's public client (https://www.npmjs.com/package/@cognigy/rest-api-client); the key of the provider
 * and that of the routing attributes are not public: a client has to find them by what it knows.
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
        type: 'handoverToAgent',
        extension: '@cognigy/basic-nodes',
        defaultLabel: 'Handover to Agent',
        fields: [
            {
                key: 'handoverProviderId',
                label: handoverLabel('HANDOVER_PROVIDER'),
                type: 'select',
                defaultValue: 'legacy'
            },
            text('text', handoverLabel('TEXT')),
            toggle('repeatHandoverMessage', handoverLabel('REPEAT_HANDOVER_MESSAGE')),
            text('cancelIntent', handoverLabel('CANCEL_INTENT')),
            toggle('sendTranscriptAsFirstMessage', handoverLabel('SEND_TRANSCRIPT_AS_FIRST_MESSAGE')),
            text('buttonId', handoverLabel('BUTTON_ID')),
            json('salesforcePrechatEntities', handoverLabel('SALESFORCE_PRECHAT_ENTITIES'), []),
            json('salesforcePrechatDetails', handoverLabel('SALESFORCE_PRECHAT_DETAILS'), []),
            json('miawConversationAttributes', handoverLabel('CONVERSATION_ROUTING_ATTRIBUTES'), {}),
            text('miawIdentityToken', handoverLabel('IDENTITY_TOKEN')),
            toggle('sendOnQueueEvent', handoverLabel('SEND_ON_QUEUE_EVENT')),
            toggle('sendOnActiveEvent', handoverLabel('SEND_ON_ACTIVE_EVENT'))
        ]
    },
    {
        type: 'handoverInactivityTimer',
        extension: '@cognigy/basic-nodes',
        defaultLabel: 'Set Handover Inactivity',
        fields: [text('timer', 'UI__NODE_EDITOR__SERVICE__HANDOVER_INACTIVITY_TIMER__FIELDS__TIMER__LABEL')]
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
