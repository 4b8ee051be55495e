/** The kinds of record that a handoff leaves, and which of their fields say what; names only, no data. */
import { describe, OrgError, query } from '../../../platform/org';
import type { ObjectInfo, OrgRecord } from '../../../platform/org';

export interface RecordKind {
    objectApiName: string;
    label: string;
    labelPlural: string;
    icon: string;
    /** The field that names the record. */
    nameField: string;
    /** Fields of the highlights panel, as in the compact layouts that the packages bring. */
    highlights: string[];
    /** The first that has a value is the customer. */
    customerFields: string[][];
    /** Whether a record is a handoff; all are, without. */
    isHandoff?: (record: OrgRecord) => boolean;
}

export const KINDS: RecordKind[] = [
    {
        objectApiName: 'MessagingSession',
        label: 'Messaging Session',
        labelPlural: 'Messaging Sessions',
        icon: 'standard:messaging_session',
        nameField: 'Name',
        highlights: [
            'Bot_Customer_Name__c',
            'Bot_Handoff_Reason__c',
            'Bot_Language__c',
            'Status',
            'Bot_Handed_Off_At__c'
        ],
        customerFields: [['Bot_Customer_Name__c'], ['Bot_Customer_Email__c']]
    },
    {
        objectApiName: 'LiveChatTranscript',
        label: 'Chat Transcript',
        labelPlural: 'Chat Transcripts',
        icon: 'standard:live_chat',
        nameField: 'Name',
        highlights: [
            'Bot_Customer_Name__c',
            'Bot_Handoff_Reason__c',
            'Bot_Language__c',
            'Status',
            'Bot_Handed_Off_At__c'
        ],
        customerFields: [['Bot_Customer_Name__c'], ['FirstName__c', 'LastName__c'], ['Email__c']]
    },
    {
        objectApiName: 'Case',
        label: 'Case',
        labelPlural: 'Cases',
        icon: 'standard:case',
        nameField: 'CaseNumber',
        highlights: ['Subject', 'Bot_Customer_Name__c', 'Bot_Handoff_Reason__c', 'Status', 'Bot_Handed_Off_At__c'],
        customerFields: [['Bot_Customer_Name__c'], ['SuppliedName'], ['Bot_Customer_Email__c'], ['SuppliedEmail']],
        // The others were opened for a session or a chat, and are shown beside it; a bot may name an origin, too.
        isHandoff: (record) =>
            !['Messaging', 'Chat'].includes(textOf(record, 'Origin')) || textOf(record, 'Bot_Session_Id__c') !== ''
    }
];

export interface RecordRow {
    key: string;
    id: string;
    objectApiName: string;
    kindLabel: string;
    icon: string;
    url: string;
    name: string;
    customer: string;
    /** In lower case. */
    email: string;
    provider: string;
    reason: string;
    status: string;
    handedOffAt: string | null;
}

export const kindOf = (objectApiName: string): RecordKind | undefined =>
    KINDS.find((kind) => kind.objectApiName === objectApiName);

const described = new Map<string, Promise<ObjectInfo>>();

/** The object's describe, asked once. */
export function objectInfo(objectApiName: string): Promise<ObjectInfo> {
    let info = described.get(objectApiName);
    if (!info) {
        info = describe(objectApiName);
        info.catch(() => described.delete(objectApiName));
        described.set(objectApiName, info);
    }
    return info;
}

export const textOf = (record: OrgRecord, field: string): string => {
    const value = record[field];
    return typeof value === 'string' ? value : '';
};

function rowOf(kind: RecordKind, record: OrgRecord): RecordRow {
    const id = textOf(record, 'Id');
    const customers = kind.customerFields.map((fields) =>
        fields
            .map((field) => textOf(record, field))
            .filter(Boolean)
            .join(' ')
    );
    return {
        key: id,
        id,
        objectApiName: kind.objectApiName,
        kindLabel: kind.label,
        icon: kind.icon,
        url: `/record/${kind.objectApiName}/${id}`,
        name: textOf(record, kind.nameField),
        customer: customers.find(Boolean) ?? '',
        email: (textOf(record, 'Bot_Customer_Email__c') || textOf(record, 'Email__c')).toLowerCase(),
        provider: textOf(record, 'Bot_Provider__c').replaceAll('_', ' '),
        reason: textOf(record, 'Bot_Handoff_Reason__c') || textOf(record, 'Subject'),
        status: textOf(record, 'Status'),
        handedOffAt: textOf(record, 'Bot_Handed_Off_At__c') || textOf(record, 'CreatedDate') || null
    };
}

/** The newest records of a kind, with every field that the user may see: which those are differs from user to user. */
export async function recordsOf(kind: RecordKind): Promise<RecordRow[]> {
    const records = await query(`SELECT FIELDS(ALL) FROM ${kind.objectApiName} ORDER BY CreatedDate DESC LIMIT 200`);
    return records.filter(kind.isHandoff ?? (() => true)).map((record) => rowOf(kind, record));
}

/** Whether an error says that the org has no such records, or that the user may see none of them. */
export const isNotThere = (error: unknown): boolean =>
    error instanceof OrgError && (error.code === 'INVALID_TYPE' || error.code === 'NOT_FOUND');

/** Objects whose records go by a field `Name`. */
const NAMED = new Set(['User', 'Group', 'Contact', 'Account']);

/** Names of the users, queues, contacts and accounts that a record points to, by field. */
export async function namesOfParents(info: ObjectInfo, record: OrgRecord): Promise<Record<string, string>> {
    const fields = info.fields.filter(
        ({ name, relationshipName, referenceTo }) =>
            relationshipName && referenceTo.length > 0 && referenceTo.every((one) => NAMED.has(one)) && record[name]
    );
    if (fields.length === 0) return {};
    const paths = fields.map(({ relationshipName }) => `${relationshipName}.Name`);
    const [found] = await query(`SELECT ${paths.join(', ')} FROM ${info.name} WHERE Id = '${textOf(record, 'Id')}'`);
    const named = fields.flatMap(({ name, relationshipName }) => {
        const parent = found?.[relationshipName ?? ''] as OrgRecord | null | undefined;
        return parent ? [[name, textOf(parent, 'Name')]] : [];
    });
    return Object.fromEntries(named) as Record<string, string>;
}
