/** Names that stand in custom metadata records as plain text, which no deploy would check. */
import type { Reference } from './reference.ts';
import { nodesOf, textOf, type SourceComponent } from './source-tree.ts';

const sourceFields = [
    'Field__c',
    'Token_Field__c',
    'Provider_Field__c',
    'Reason_Field__c',
    'Summary_Field__c',
    'Language_Field__c',
    'Handed_Off_At_Field__c',
    'Case_Field__c'
];

/** Record type → its fields that name something which Apex or a flow looks up. */
const lookedUp: Record<string, Record<string, Reference['kind']>> = {
    Bot_Provider: {
        Adapter_Class__c: 'class',
        Named_Credential__c: 'namedCredential',
        Token_Named_Credential__c: 'namedCredential',
        Token_External_Credential__c: 'externalCredential'
    },
    Bot_Routing_Setting: { Queue_Developer_Name__c: 'queue', Fallback_Queue_Developer_Name__c: 'queue' }
};

/** The names that a custom metadata record refers to: its type, its fields, and what their values name. */
export function recordReferences({ fullName, xml }: SourceComponent): Reference[] {
    const type = fullName.split('.')[0] ?? '';
    const values = new Map(
        nodesOf(xml, 'values').map((node) => [textOf(node, 'field') ?? '', textOf(node, 'value') ?? ''])
    );
    return [
        { kind: 'object', name: `${type}__mdt` },
        ...[...values.keys()].map((field): Reference => ({ kind: 'field', name: `${type}__mdt.${field}` })),
        ...(type === 'Bot_Session_Source' ? sourceReferences(values) : []),
        ...Object.entries(lookedUp[type] ?? {})
            .map(([field, kind]): Reference => ({ kind, name: values.get(field) ?? '', atRunTime: true }))
            .filter(({ name }) => name !== '')
    ];
}

function sourceReferences(values: ReadonlyMap<string, string>): Reference[] {
    const object = values.get('Object__c') ?? '';
    const fields = sourceFields
        .map((field) => values.get(field) ?? '')
        .concat((values.get('Fact_Fields__c') ?? '').split(','))
        .map((field) => field.trim())
        .filter((field) => field !== '');
    const provider = values.get('Provider__c') ?? '';
    return [
        { kind: 'object', name: object },
        ...fields.map((field): Reference => ({ kind: 'field', name: `${object}.${field}` })),
        ...(provider === ''
            ? []
            : [{ kind: 'customMetadataRecord', name: `Bot_Provider.${provider}`, atRunTime: true } as const])
    ];
}
