/**
 * What the bot tells the agent's record. Expressions are CognigyScript: `{{input.sessionId}}` is the session,
 * `profile` the contact profile, `context` what the flow keeps (https://docs.cognigy.com/ai/build/cognigy-script).
 */
import type { Json, PlanContext } from '../../setup/provider-setup.ts';
import type { JsonObject } from '../shared/json.ts';
import type { CognigyConnector } from './field-names.ts';

export type CognigyContext = PlanContext<CognigyConnector>;

/**
 * Custom parameters of the Messaging channel that a bot may fill, and what fills them unless the config says otherwise.
 */
const defaults = ({ provider, language }: { provider: string; language: string }): Record<string, string> => ({
    botProvider: provider,
    botSessionId: '{{input.sessionId}}',
    customerEmail: '{{profile.email}}',
    customerName: '{{profile.firstname}} {{profile.lastname}}',
    handoffReason: '{{context.handoffReason}}',
    handoffSummary: '{{context.handoffSummary}}',
    language
});

/** Attributes with their expressions; one that the config sets to an empty text is left out. */
function expressions({ config }: Pick<CognigyContext, 'config'>): Record<string, string> {
    const all = { ...defaults(config), ...config.attributes };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** Attributes that the config leaves out on purpose: what stands in the node from an earlier run is taken out again. */
export const leftOut = ({ config }: Pick<CognigyContext, 'config'>): string[] =>
    Object.keys(config.attributes).filter((name) => config.attributes[name] === '');

/** What of the flow's context is handed over: nobody but its author can fill it. */
export function contextNames(context: CognigyContext): string[] {
    const values =
        context.config.connector === 'cognigy-messaging'
            ? Object.values(routingAttributes(context).wanted)
            : Object.values(preChatDetails(context).wanted).map(({ value }) => String(value));
    const names = values.flatMap((value) => [...value.matchAll(/\bcontext(?:\.\w+)+/g)].map(([name]) => name));
    return [...new Set(names)];
}

/** Routing attributes, split by whether the channel has a parameter of that exact name: Salesforce drops the others. */
export function routingAttributes(context: CognigyContext): { wanted: Record<string, string>; unknown: string[] } {
    const parameters = context.org.messaging?.parameters;
    const all = Object.entries(expressions(context));
    const isKnown = ([name]: [string, string]): boolean => parameters === undefined || parameters.includes(name);
    return {
        wanted: Object.fromEntries(all.filter(isKnown)),
        unknown: all.filter((entry) => !isKnown(entry)).map(([name]) => name)
    };
}

interface Detail {
    label: string;
    attribute: string;
    value?: string;
    transcriptField: string;
    contactField?: string;
}

/** Pre-chat details of Live Agent; the first three as in the vendor's guide. */
const details: Detail[] = [
    {
        label: 'LastName',
        attribute: 'customerLastName',
        value: '{{profile.lastname}}',
        transcriptField: 'LastName__c',
        contactField: 'LastName'
    },
    {
        label: 'FirstName',
        attribute: 'customerFirstName',
        value: '{{profile.firstname}}',
        transcriptField: 'FirstName__c',
        contactField: 'FirstName'
    },
    { label: 'Email', attribute: 'customerEmail', transcriptField: 'Email__c', contactField: 'Email' },
    { label: 'Bot Provider', attribute: 'botProvider', transcriptField: 'Bot_Provider__c' },
    { label: 'Bot Session Id', attribute: 'botSessionId', transcriptField: 'Bot_Session_Id__c' },
    { label: 'Handoff Reason', attribute: 'handoffReason', transcriptField: 'Bot_Handoff_Reason__c' },
    { label: 'Handoff Summary', attribute: 'handoffSummary', transcriptField: 'Bot_Summary__c' },
    { label: 'Language', attribute: 'language', transcriptField: 'Bot_Language__c' },
    { label: 'Customer Name', attribute: 'customerName', transcriptField: 'Bot_Customer_Name__c' }
];

/**
 * Pre-chat details by label, with only such transcript fields as the org has: a detail for a field that is missing
 * makes Live Agent refuse nothing and keep nothing. One that would lead nowhere is left out.
 */
export function preChatDetails(context: CognigyContext): {
    wanted: Record<string, JsonObject>;
    missing: string[];
    /** Labels of those that the config leaves out. */
    unwanted: string[];
} {
    const without = leftOut(context);
    const values = expressions(context);
    const fields = new Set(context.org.fields.LiveChatTranscript);
    const wanted: Record<string, JsonObject> = {};
    const missing: string[] = [];
    for (const { label, attribute, value: own, transcriptField, contactField } of details) {
        const value = values[attribute] ?? (without.includes(attribute) ? undefined : own);
        if (value === undefined) continue;
        const isThere = fields.has(transcriptField);
        if (!isThere) missing.push(transcriptField);
        if (!isThere && contactField === undefined) continue;
        wanted[label] = {
            label,
            value,
            entityMaps: contactField === undefined ? [] : [{ entityName: 'contact', fieldName: contactField }],
            transcriptFields: isThere ? [transcriptField] : [],
            displayToAgent: true
        };
    }
    const unwanted = details.filter(({ attribute }) => without.includes(attribute)).map(({ label }) => label);
    return { wanted, missing, unwanted };
}

/** Names that attributes of Live Agent have. */
export const preChatNames = details.map(({ attribute }) => attribute);

/** The vendor guide's entity: the contact of that name and address is found, or made. Only where nobody has set any. */
export const preChatEntities: Record<string, Json>[] = [
    {
        entityName: 'Contact',
        saveToTranscript: 'Contact',
        linkToEntityName: 'Case',
        linkToEntityField: 'ContactId',
        showOnCreate: true,
        entityFieldsMaps: ['LastName', 'FirstName', 'Email'].map((name) => ({
            fieldName: name,
            label: name,
            doFind: true,
            isExactMatch: true,
            doCreate: true
        }))
    }
];
