import type { Check, ManualStep, ProviderContext } from '../../setup/provider-setup.ts';
import type { LogAccess, LogState } from './logs.ts';
import { buttonCode, deploymentCode, transferResponse, webChatOptions } from './snippets.ts';

type PlanContext = Pick<ProviderContext<'watsonx'>, 'config' | 'org'>;

const deskLink = 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-deploy-salesforce';
const ownDeskLink = 'https://github.com/watson-developer-cloud/assistant-web-chat-service-desk-starter';
const environmentLink = 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-environments';
const planLink = 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-admin-managing-plan';
const keyLink = 'https://cloud.ibm.com/iam/apikeys';

/** The built-in desk needs Salesforce Chat; in an org without it, Messaging is the way whatever was wished. */
export function wayOf({ org, config }: PlanContext): 'chat' | 'messaging' {
    if (!org.hasChat) return 'messaging';
    return config.bot.way ?? (org.chat && !org.messaging ? 'chat' : 'messaging');
}

/** Two either way: watsonx has no public API for its service desk. */
export function manualSteps(context: PlanContext): ManualStep[] {
    return wayOf(context) === 'chat'
        ? [builtInDesk(context), transferStep(context, 'chat')]
        : [ownDesk(context), transferStep(context, 'messaging')];
}

const noApi = 'IBM has no public API for the service desk of a web chat.';

const builtInDesk = (context: PlanContext): ManualStep => ({
    id: 'watsonx.service-desk',
    title: 'Connect the web chat with Salesforce Chat',
    why: noApi,
    where: [
        'watsonx Assistant: Integrations, Web chat, Open, the environment of bot.environmentId',
        'Live agent, Salesforce, Set up',
        'Paste both codes, Next. The Visualforce page that is offered then is not needed: leave it, Save and exit'
    ],
    values: [
        { name: 'Deployment code', value: deploymentCode(context) },
        { name: 'Chat button code', value: buttonCode(context) }
    ],
    link: deskLink
});

function ownDesk(context: PlanContext): ManualStep {
    const { config, org } = context;
    const isRetired = !org.hasChat;
    return {
        id: 'watsonx.service-desk',
        title: 'Have the web chat hand over through Salesforce Messaging',
        why:
            "watsonx's own desk speaks Salesforce Chat only, " +
            (isRetired ? 'which this org does not have. ' : 'and this org is set up for Messaging. ') +
            'A page can bring a desk of its own, which no API can put there.',
        where: [
            'The repository of the page that embeds web chat: copy docs/examples/watsonx-messaging-handoff.ts into it',
            'In the page: the options of web chat as below (your ids, your bundler)',
            'Salesforce: the page has to be allowed as a site of the Messaging deployment (CORS) if the browser refuses the requests'
        ],
        values: [
            { name: 'url', value: org.messaging?.url },
            { name: 'organizationId', value: org.organizationId.slice(0, 15) },
            { name: 'esDeveloperName', value: org.messaging?.esDeveloperName },
            { name: 'provider', value: config.provider }
        ],
        link: ownDeskLink,
        snippet: { language: 'ts', text: webChatOptions(context) }
    };
}

const transferStep = (context: PlanContext, way: 'chat' | 'messaging'): ManualStep => ({
    id: 'watsonx.transfer',
    title: 'Let the conversation ask for a person',
    why: 'When to hand over is a decision of the author of the actions or the dialog.',
    where: [
        'Actions: the step that gives up, And then, Connect to agent',
        'Dialog: the node that gives up, JSON editor, as an item of output.generic'
    ],
    values: [],
    link: 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-human-agent',
    snippet: { language: 'json', text: transferResponse(context, way) }
});

const remedies: Record<Exclude<LogAccess, 'ok'>, { remedy: string; link: string }> = {
    noKey: {
        remedy: 'Give an IBM Cloud API key if histories should be read when a session key has ended.',
        link: keyLink
    },
    wrongKey: { remedy: 'Make an API key in IBM Cloud: Manage, Access (IAM), API keys.', link: keyLink },
    unauthorized: {
        remedy: 'Take the address of the instance from its page, Manage, URL, and a key of its account.',
        link: keyLink
    },
    forbidden: {
        remedy: 'Give the owner of the key the Manager role on the instance, or choose a higher plan.',
        link: planLink
    },
    notFound: {
        remedy: 'watsonx Assistant: Environments, your environment, Settings, API details, Environment ID.',
        link: environmentLink
    },
    refused: {
        remedy: 'Compare bot.apiUrl and bot.environmentId with the API details of the environment.',
        link: environmentLink
    }
};

/** From what was read: no request. */
export function checksOf(logs: LogState, context: PlanContext): Check[] {
    const { org } = context;
    const logCheck = { id: 'watsonx.logs', title: 'Logs of the environment', found: logs.found };
    const way = wayOf(context);
    const fields = new Set(way === 'chat' ? org.fields.LiveChatTranscript : org.fields.MessagingSession);
    const field = way === 'chat' ? 'x_watson_assistant_key__c' : 'Bot_Session_Key__c';
    return [
        logs.access === 'ok'
            ? {
                  ...logCheck,
                  status: logs.hasLogs ? 'ok' : 'warning',
                  ...(!logs.hasLogs && { remedy: 'Talk to the bot once.' })
              }
            : { ...logCheck, status: logs.access === 'noKey' ? 'skipped' : 'failed', ...remedies[logs.access] },
        {
            id: 'watsonx.service-desk',
            title: 'Service desk',
            status: 'skipped',
            found:
                way === 'chat'
                    ? 'The built-in desk (Salesforce Chat) is meant; IBM has no API that shows its settings.'
                    : `A desk through Messaging is meant${org.hasChat ? '' : ', as this org has no Salesforce Chat'}; it lives in your page.`,
            remedy: 'A test handoff tells whether it works.'
        },
        fields.has(field)
            ? { id: 'watsonx.session-key', title: 'Session key', status: 'ok', found: `The record has ${field}.` }
            : {
                  id: 'watsonx.session-key',
                  title: 'Session key',
                  status: 'failed',
                  found: `The record has no field ${field}: it would not know its conversation.`,
                  remedy: 'Apply the org side of the setup.'
              }
    ];
}
