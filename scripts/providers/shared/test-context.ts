/**
 * What tests of all vendors need: a context whose requests are counted, cut off or answered, and that knows its
 * secrets.
 */
import assert from 'node:assert/strict';
import type {
    BotConfigs,
    Connector,
    HandedOver,
    Json,
    OrgFacts,
    OrgReader,
    ProviderChange,
    ProviderContext,
    ProviderSetup,
    Secrets
} from '../../setup/provider-setup.ts';

export const noWait = async (): Promise<void> => undefined;

export const orgFacts: OrgFacts = {
    organizationId: '00D000000000001EAA',
    instanceUrl: 'https://acme.my.salesforce.example.com',
    apiVersion: '66.0',
    hasChat: true,
    messaging: {
        url: 'https://acme.my.salesforce-scrt.example.com',
        esDeveloperName: 'Bot_Handoff_Client',
        parameters: [
            'botProvider',
            'botSessionId',
            'botSessionKey',
            'copilotUrl',
            'customerEmail',
            'customerName',
            'handoffReason',
            'handoffSummary',
            'language',
            'routingSetting'
        ]
    },
    chat: {
        url: 'https://d.la1-c1.salesforceliveagent.example.com',
        deploymentId: '572000000000001AAA',
        buttonId: '573000000000001AAA'
    },
    fields: {
        MessagingSession: ['Bot_Provider__c', 'Bot_Session_Id__c', 'Bot_Session_Key__c'],
        LiveChatTranscript: [
            'Bot_Provider__c',
            'Bot_Session_Id__c',
            'Bot_Handoff_Reason__c',
            'Bot_Summary__c',
            'Bot_Language__c',
            'Bot_Customer_Name__c',
            'FirstName__c',
            'LastName__c',
            'Email__c',
            'x_watson_assistant_key__c'
        ],
        Case: ['Bot_Provider__c', 'Bot_Session_Id__c']
    }
};

/** Secrets that know what they handed out, as the setup's own do. */
function secretsOf(values: Record<string, string>): Secrets {
    return {
        get: async (name) => {
            const value = values[name];
            if (value === undefined) throw new Error(`The secret ${name} is not set.`);
            return value;
        },
        has: (name) => values[name] !== undefined,
        variable: (name) => `VARIABLE_OF_${name}`,
        redact: (text) => Object.values(values).reduce((clean, value) => clean.replaceAll(value, '***'), text)
    };
}

/** An org that answers queries by the object that they name, and refuses the rest. */
export function orgReaderOf(
    answers: Record<string, Record<string, unknown>[] | Error>
): OrgReader & { asked: string[] } {
    const asked: string[] = [];
    return {
        asked,
        query: async (soql) => {
            asked.push(soql);
            const object = /\bFROM (\w+)/i.exec(soql)?.[1] ?? '';
            const answer = answers[object] ?? new Error(`sObject type '${object}' is not supported.`);
            if (answer instanceof Error) throw answer;
            return answer;
        },
        get: async (path) => {
            throw new Error(`Nothing was expected at ${path}`);
        }
    };
}

export interface TestOptions<C extends Connector> {
    connector: C;
    bot: BotConfigs[C];
    secrets: Record<string, string>;
    attributes?: Record<string, string>;
    org?: Partial<OrgFacts>;
    orgReader?: OrgReader;
    /** What the bot handed over; nothing unless given. */
    handedOver?: HandedOver;
    /** Fixed addresses → where they are pretended. */
    hosts?: ReadonlyMap<string, string>;
    fetch?: typeof globalThis.fetch;
}

export interface TestContext<C extends Connector> extends ProviderContext<C> {
    /** `GET /path`, queries left out. */
    requests: string[];
    /** From the request of this number on (from 1), all connections are lost. */
    cutAt: number | undefined;
}

export function testContext<C extends Connector>(options: TestOptions<C>): TestContext<C> {
    const context: TestContext<C> = {
        config: {
            connector: options.connector,
            provider: 'Northwind',
            label: 'Northwind',
            bot: options.bot,
            attributes: options.attributes ?? {},
            language: 'en_US'
        },
        org: { ...orgFacts, ...options.org },
        orgReader: options.orgReader ?? orgReaderOf({}),
        lastHandoff: async () => options.handedOver,
        secrets: secretsOf(options.secrets),
        requests: [],
        cutAt: undefined,
        fetch: async (input, init) => {
            const url = new URL(String(input));
            context.requests.push(`${init?.method ?? 'GET'} ${url.pathname}`);
            if (context.cutAt !== undefined && context.requests.length >= context.cutAt) {
                throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
            }
            const base = options.hosts?.get(url.origin) ?? url.origin;
            return (options.fetch ?? globalThis.fetch)(`${base}${url.pathname}${url.search}`, init);
        }
    };
    return context;
}

/** Plans and does all changes. @returns them */
export async function applyAll<C extends Connector>(
    setup: ProviderSetup<C>,
    context: ProviderContext<C>
): Promise<ProviderChange[]> {
    const changes = setup.changes(await setup.read(context), context);
    for (const change of changes) await setup.apply(change, context);
    return changes;
}

/** Undoes all. @returns what it did */
export async function undoAll<C extends Connector>(
    setup: ProviderSetup<C>,
    context: ProviderContext<C>,
    backup: Json,
    written?: Json
): Promise<ProviderChange[]> {
    const changes = setup.undo(backup, await setup.read(context), context, written);
    for (const change of changes) await setup.apply(change, context);
    return changes;
}

/** No secret is in what would be printed or written to disk, and all of it is JSON. */
export function assertClean(value: unknown, secrets: string[]): void {
    const text = value instanceof Error ? `${value.message}\n${value.stack}` : JSON.stringify(value);
    for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret got out');
    if (!(value instanceof Error)) assert.deepEqual(JSON.parse(text), value);
}
