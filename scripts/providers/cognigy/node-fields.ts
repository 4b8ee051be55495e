/**
 * Finds out what a tenant calls the fields of the Handover to Agent node. Shapes, types and the known keys are those of
 * the vendor's public client (https://www.npmjs.com/package/@cognigy/rest-api-client), which is older than Salesforce
 * MIAW.
 */
import { isObject, objectOf, textOf } from '../shared/json.ts';
import type { CognigyRecord } from './client.ts';

export type NodeRole = 'provider' | 'transcript' | 'buttonId' | 'details' | 'entities' | 'attributes';

/** The provider's and the attributes' keys are not public. */
const knownKeys: Partial<Record<NodeRole, string>> = {
    transcript: 'sendTranscriptAsFirstMessage',
    buttonId: 'buttonId',
    details: 'salesforcePrechatDetails',
    entities: 'salesforcePrechatEntities'
};

const labels: Record<NodeRole, RegExp> = {
    provider: /^handover provider$/i,
    transcript: /^send transcript as (?:a )?first message$/i,
    buttonId: /^button id$/i,
    details: /^pre-?chat details$/i,
    entities: /^pre-?chat entities$/i,
    attributes: /^conversation routing attributes$/i
};

const names: Partial<Record<NodeRole, RegExp>> = {
    provider: /^handover_?provider(?:_?(?:id|reference))?$/i,
    attributes: /routing_?attributes$/i
};

interface Field {
    key: string;
    label: string;
    options: { label: string; value: string }[];
}

/**
 * A text, one for each language, or the key of a translation that the vendor's page looks up:
 * `UI__…__FIELDS__HANDOVER_PROVIDER__LABEL`.
 */
function labelOf(label: unknown): string {
    const text = textOf(label) ?? textOf(objectOf(label)['default']) ?? '';
    const key = /__FIELDS__(\w+)__LABEL$/.exec(text)?.[1];
    return (key?.replaceAll('_', ' ') ?? text).trim();
}

function fieldsOf(descriptor: CognigyRecord): Field[] {
    const fields = descriptor['fields'];
    return (Array.isArray(fields) ? fields : []).filter(isObject).flatMap((field) => {
        const key = textOf(field['key']);
        const options = objectOf(field['params'])['options'];
        return key === undefined
            ? []
            : [
                  {
                      key,
                      label: labelOf(field['label']),
                      options: (Array.isArray(options) ? options : []).filter(isObject).flatMap((option) => {
                          const value = textOf(option['value']);
                          return value === undefined ? [] : [{ label: textOf(option['label']) ?? value, value }];
                      })
                  }
              ];
    });
}

/** The kind of node that hands over to Salesforce: the one with the fields that are known. */
export function handoverDescriptor(descriptors: CognigyRecord[]): CognigyRecord | undefined {
    return descriptors.find((descriptor) => {
        const keys = new Set(fieldsOf(descriptor).map(({ key }) => key));
        return keys.has('sendTranscriptAsFirstMessage') && /handover/i.test(String(descriptor['type']));
    });
}

const ownExtension = '@cognigy/basic-nodes';

export const extensionOf = (descriptor: CognigyRecord | undefined): string =>
    textOf(descriptor?.['extension']) ?? ownExtension;

/** Extensions have nodes of such types too, which hand over to somebody else. */
export const isOfExtension = (node: CognigyRecord, extension: string): boolean =>
    (textOf(node['extension']) ?? extension) === extension;

/** Not so `handoverInactivityTimer`, which many flows have beside it. */
export const isHandoverType = (type: unknown): boolean =>
    typeof type === 'string' && /^handover(?!inactivity)/i.test(type);

export interface NodeFields {
    keys: Partial<Record<NodeRole, string>>;
    providerChoices: { label: string; value: string }[];
}

/**
 * @param descriptor the node's kind, where the tenant tells
 * @param config of the node that is there, whose names help where the tenant does not tell
 */
export function nodeFields(descriptor: CognigyRecord | undefined, config: Record<string, unknown>): NodeFields {
    const fields = descriptor
        ? fieldsOf(descriptor)
        : Object.keys(config).map((key): Field => ({ key, label: '', options: [] }));
    const keys: Partial<Record<NodeRole, string>> = {};
    for (const role of Object.keys(labels) as NodeRole[]) {
        const known = knownKeys[role];
        const byLabel = fields.filter(({ label }) => labels[role].test(label));
        const byName = fields.filter(({ key }) => names[role]?.test(key));
        const [found, another] = byLabel.length ? byLabel : byName;
        if (known !== undefined && (!descriptor || fields.some(({ key }) => key === known))) keys[role] = known;
        else if (found && !another) keys[role] = found.key;
    }
    return { keys, providerChoices: fields.find(({ key }) => key === keys.provider)?.options ?? [] };
}
