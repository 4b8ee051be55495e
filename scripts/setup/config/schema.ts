/** What a setup file (`handoff.yaml`) may say. The published JSON Schema is made from this. */
import { z } from 'zod';

import type { BotConfigs, Connector, ConnectorConfig } from '../provider-setup.ts';

/** A text of one form; `wanted` says which, whatever else is there. */
const text = (form: RegExp, wanted: string) => z.string({ error: wanted }).regex(form, wanted);

const developerNameUpTo = (length: number) =>
    text(/^[A-Za-z](?:_?[A-Za-z0-9])*$/, 'a developer name: letters, digits and single _, beginning with a letter').max(
        length,
        `a developer name of at most ${length} characters`
    );
const labelUpTo = (length: number) =>
    z
        .string({ error: 'a label' })
        .trim()
        .min(1, 'a label')
        .max(length, `a label of at most ${length} characters`)
        .regex(
            /^\P{Cc}*$/u,
            "a label without control characters; a backslash makes them in double quotes, and in single ones (') it does not"
        );
const developerName = developerNameUpTo(80);
const label = labelUpTo(80);
/** Names and labels of Custom Metadata records are shorter than those of other components. */
const longestOfRecord = 40;
/** The label of a queue is the name of its group, which is shorter too. */
const queueLabel = labelUpTo(40);

/** An address that leads somewhere, besides its form. */
const url = (form: RegExp, wanted: string) =>
    text(form, wanted).refine(
        (value) => !form.test(value) || (URL.canParse(value) && /[^.]/.test(new URL(value).hostname)),
        wanted
    );
const origin = url(
    /^https:\/\/[^/?#\s@*{}]+$|^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?$/,
    'an https url without path, such as https://example.com'
);
const baseUrl = url(
    /^https:\/\/[^/?#\s@*{}](?:[^?#\s@*{}]*[^/?#\s@*{}])?$|^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?$/,
    'an https url without user, query, fragment, placeholders in {}, or / at its end'
);
const locale = text(/^[a-z]{2,3}(?:[_-][A-Za-z]{2,4})?$/, 'a language as Salesforce writes it, such as en_US');
const userName = text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'a Salesforce user name, such as agent@example.com');
const component = text(/^[A-Z][A-Za-z]+:[^:\s][^:]*$/, 'a metadata component as Type:FullName, such as Queue:Refunds');
/** Secrets themselves never stand in the file: only the names of the environment variables that hold them. */
const variable = text(
    /^[A-Z][A-Z0-9_]*$/,
    'the name of an environment variable (capitals, digits, _) that holds the secret, never the secret itself'
);

/** Fields, and no others: whoever mistypes one is told which there are. */
const group = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
    z.strictObject(shape, {
        error: ({ code }) => (code === 'unrecognized_keys' ? `one of ${Object.keys(shape).join(', ')}` : undefined)
    });

const named = (name: string, title: string, words = label) =>
    group({ name: developerName.default(name), label: words.default(title) }).prefault({});

/** What the channel's parameters take. */
const longestAttribute = 255;
const attribute = `a text of at most ${longestAttribute} characters`;

const common = {
    provider: developerNameUpTo(longestOfRecord)
        .optional()
        .describe('Developer name of the Bot Provider; records name it.'),
    label: labelUpTo(longestOfRecord).optional(),
    mediaUrl: origin.optional().describe('Origin from which images and files of the conversations load.'),
    attributes: z
        .record(z.string().max(longestAttribute, attribute), z.string().max(longestAttribute, attribute))
        .default({})
        .describe('Cognigy.AI only: routing attribute → what the bot fills it with.'),
    secrets: z.record(z.string(), variable).default({}).describe('Secret → environment variable that holds it.')
};

const cognigyId = (what: string) => text(/^[0-9a-f]{24}$/, `the ${what} id: 24 hexadecimal digits`);

/** @param provider name of the handover provider unless the file gives one; its two kinds never share a name */
const cognigyBot = (provider: string) =>
    group({
        apiUrl: baseUrl.describe('Base url of the Cognigy.AI API, such as https://api-trial.cognigy.ai'),
        projectId: cognigyId('project'),
        handoverProvider: label.default(provider),
        flowId: cognigyId('flow').optional(),
        nodeId: cognigyId('node')
            .optional()
            .describe('The Handover to Agent node, where the flow has several or one that is to be used.'),
        afterNodeId: cognigyId('node')
            .optional()
            .describe('Where the bot gives up: a new Handover to Agent node goes behind this one, switched on.'),
        sendTranscriptAsFirstMessage: z
            .boolean()
            .default(false)
            .describe('The agent reads the history in the component; a copy as a first message is seldom wanted.')
    });

const uuid = (what: string) =>
    text(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, `${what}: a UUID (8-4-4-4-12 hexadecimal digits)`);

const watsonxBot = group({
    apiUrl: baseUrl.describe('Service instance, with /instances/{id}'),
    environmentId: uuid('the id of the environment, not of the assistant').describe(
        'Id of the environment, not of the assistant.'
    ),
    region: text(
        /^(?:(?:wxo-)?[a-z]{2}-[a-z]+|aws-[a-z]{2}-[a-z]+-\d)$/,
        'a region such as us-south, of watsonx Orchestrate wxo-us-south or aws-us-east-1'
    ).optional(),
    integrationId: uuid('the id of the web chat integration').optional(),
    subscriptionId: text(/^[A-Za-z0-9-]{1,80}$/, 'the subscription id: up to 80 letters, digits and -').optional()
});

/** Where Salesforce reaches Sendbird's AI agent. */
export const agentAddress = 'https://genai-{region}-llm-api.chat.sendbird.com';

const sendbirdBot = group({
    apiUrl: baseUrl.describe('https://api-{application id}.sendbird.com'),
    agentUrl: baseUrl.describe(agentAddress),
    applicationId: uuid('the application id'),
    webhookUrl: baseUrl.optional(),
    knowledge: z
        .boolean()
        .default(false)
        .describe('The bot reads articles of Salesforce Knowledge: doctor asks for them.')
});

const way = z.enum(['messaging', 'chat']).describe('How conversations reach the org; Salesforce Chat retired in 2026.');

/** One entry of `connectors`. */
export const connectorSchema = z.discriminatedUnion('connector', [
    group({
        connector: z.literal('cognigy-messaging'),
        ...common,
        bot: cognigyBot('Salesforce (Bot Handoff)')
    }),
    group({
        connector: z.literal('cognigy-chat'),
        ...common,
        bot: cognigyBot('Salesforce Chat (Bot Handoff)')
    }),
    group({ connector: z.literal('watsonx'), way: way.default('messaging'), ...common, bot: watsonxBot }),
    group({ connector: z.literal('sendbird'), ...common, bot: sendbirdBot })
]);

const capacity = 'a whole number from 1 to 100';

export const configSchema = group({
    version: z.literal(1),
    language: locale.default('en_US'),
    org: group({
        messagingUrl: origin.optional().describe('Url of the Messaging API; found by itself with My Domain.'),
        chatUrl: origin.optional().describe('Chat API endpoint without /chat/rest.')
    }).prefault({}),
    queue: group({
        name: developerName.default('Bot_Handoff_Queue'),
        label: queueLabel.default('Bot Handoff Queue'),
        fallback: named('Bot_Handoff_Fallback', 'Bot Handoff Fallback', queueLabel),
        routing: named('Bot_Handoff_Routing', 'Bot Handoff Routing')
    }).prefault({}),
    agents: group({
        users: z.array(userName).default([]),
        groups: z.array(developerName).default([]).describe('Developer names of public groups.'),
        capacity: z
            .int({ error: capacity })
            .min(1, capacity)
            .max(100, capacity)
            .default(5)
            .describe('Conversations that one agent takes at a time.')
    }),
    messaging: group({
        channel: named('Bot_Handoff', 'Bot Handoff'),
        deployment: named('Bot_Handoff_Client', 'Bot Handoff Client')
    }).prefault({}),
    chat: group({
        deployment: named('Bot_Handoff_Chat', 'Bot Handoff Chat'),
        button: named('Bot_Handoff_Chat_Button', 'Bot Handoff Chat Button')
    }).prefault({}),
    keep: z
        .array(component)
        .default([])
        .describe('Components that stay as they are in the org, however they differ (Type:FullName).'),
    connectors: z.array(connectorSchema).min(1, 'at least one connector')
}).describe('Bot Handoff for Salesforce: what `npm run setup` connects.');

export type SetupConfig = z.output<typeof configSchema>;

/** What single answers to questions have to be: the very checks that the whole file goes through. */
export const answerChecks = { developerName, label, origin, language: locale, userName };

const bots = new Map(
    connectorSchema.options.map((option) => [
        option.shape.connector.value,
        option.shape.bot.shape as Record<string, z.ZodType>
    ])
);

/** The check of one field of a connector's `bot`. @throws Error where it has no such field */
export function botFieldCheck(name: Connector, field: string): z.ZodType {
    const check = bots.get(name)?.[field];
    if (!check) throw new Error(`The bot of ${name} has no field ${field}.`);
    return check;
}

/**
 * Does an address of Sendbird's API name another application? Newer ones are at delight.ai
 * (https://github.com/sendbird/delight-ai-agent, apiHost in its Android sample).
 */
export function isOfOtherApplication(apiUrl: string, applicationId: string): boolean {
    const named = /^api-([0-9a-f-]{36})\.(?:sendbird\.com|app\.delight\.ai)$/i.exec(new URL(apiUrl).hostname)?.[1];
    return named !== undefined && named.toLowerCase() !== applicationId.toLowerCase();
}

/** Is it an address of Sendbird's, and not of its AI agent? */
export function isOtherThanAgent(agentUrl: string): boolean {
    const { hostname } = new URL(agentUrl);
    return hostname.endsWith('.sendbird.com')
        ? !/^genai-[a-z0-9-]+-llm-api\./.test(hostname)
        : /^api-.*\.delight\.ai$/.test(hostname);
}

/** The region that an address of watsonx's API names. */
export function regionOfAddress(apiUrl: string): string | undefined {
    return /^api\.([a-z]{2}-[a-z]+)\.assistant\.watson\.cloud\.ibm\.com$/.exec(new URL(apiUrl).hostname)?.[1];
}

/** What an address of IBM Cloud has to be where it names no service instance, or more than it; undefined where it is right. */
export function instanceAddress(apiUrl: string): string | undefined {
    const region = regionOfAddress(apiUrl);
    return region === undefined || /^\/instances\/[^/]+$/.test(new URL(apiUrl).pathname)
        ? undefined
        : `${new URL(apiUrl).origin}/instances/{id}, as the page of the service instance shows it (Manage, URL)`;
}

/**
 * The API of a page of Cognigy.AI, where an address is that of a page; the vendor lists some APIs by the page that
 * documents them
 * (https://github.com/Cognigy/Documentation/blob/main/docs/ai/developers/api-and-cli.md).
 */
export function apiOfPage(apiUrl: string): string | undefined {
    const page = /^(?:app|app-us|trial)\.cognigy\.ai$/.exec(new URL(apiUrl).hostname)?.[0];
    if (page !== undefined) return `https://api-${page}`;
    return /^(.+)\/openapi$/.exec(apiUrl)?.[1];
}

export type ConnectorEntry = SetupConfig['connectors'][number];

/** What each connector's `secrets` may name. */
export const secretNames: Record<Connector, string[]> = {
    'cognigy-messaging': ['apiKey'],
    'cognigy-chat': ['apiKey'],
    watsonx: ['apiKey'],
    sendbird: ['apiToken']
};

export type Vendor = 'cognigy' | 'watsonx' | 'sendbird';

/** The environment variable of each vendor's secret, unless a connector names another. */
export const secretVariables: Record<Vendor, string> = {
    cognigy: 'COGNIGY_API_KEY',
    watsonx: 'IBM_CLOUD_API_KEY',
    sendbird: 'SENDBIRD_API_TOKEN'
};

export const vendorOf: Record<Connector, Vendor> = {
    'cognigy-messaging': 'cognigy',
    'cognigy-chat': 'cognigy',
    watsonx: 'watsonx',
    sendbird: 'sendbird'
};

const defaultProviders: Record<Vendor, { name: string; label: string }> = {
    cognigy: { name: 'Cognigy', label: 'Cognigy.AI' },
    watsonx: { name: 'Watsonx', label: 'watsonx Assistant' },
    sendbird: { name: 'Sendbird', label: 'Sendbird AI agent' }
};

/** Developer name and label of a connector's Bot Provider. */
export function providerOf(entry: ConnectorEntry): { name: string; label: string } {
    const { name, label: text } = defaultProviders[vendorOf[entry.connector]];
    return { name: entry.provider ?? name, label: entry.label ?? text };
}

/** Does this connector come in through Messaging, through Chat, or by a Case? */
export function wayOf(entry: ConnectorEntry): 'messaging' | 'chat' | 'case' {
    switch (entry.connector) {
        case 'cognigy-messaging':
            return 'messaging';
        case 'cognigy-chat':
            return 'chat';
        case 'watsonx':
            return entry.way;
        case 'sendbird':
            return 'case';
    }
}

/** One connector as the vendors' sides take it. */
export function connectorConfig(entry: ConnectorEntry, config: Pick<SetupConfig, 'language'>): ConnectorConfig {
    const { name, label: text } = providerOf(entry);
    return {
        connector: entry.connector,
        provider: name,
        label: text,
        bot: (entry.connector === 'watsonx' ? { ...entry.bot, way: entry.way } : entry.bot) as BotConfigs[Connector],
        attributes: entry.attributes,
        language: config.language
    };
}
