import { shortId } from '../../salesforce/record-id.ts';
import type { ManualStep, PlanContext } from '../../setup/provider-setup.ts';
import { buttonCode, deploymentCode, transferResponse, webChatOptions } from './snippets.ts';

const deskLink = 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-deploy-salesforce';
const ownDeskLink = 'https://github.com/watson-developer-cloud/assistant-web-chat-service-desk-starter';

/** The built-in desk needs Salesforce Chat; in an org without it, Messaging is the way whatever was wished. */
export function wayInOrg({ org, config }: PlanContext<'watsonx'>): 'chat' | 'messaging' {
    if (!org.hasChat) return 'messaging';
    return config.bot.way ?? (org.chat && !org.messaging ? 'chat' : 'messaging');
}

/** Two either way: watsonx has no public API for its service desk. */
export function manualSteps(context: PlanContext<'watsonx'>): ManualStep[] {
    return wayInOrg(context) === 'chat'
        ? [builtInDesk(context), transferStep(context, 'chat')]
        : [ownDesk(context), transferStep(context, 'messaging')];
}

const noApi = 'IBM has no public API for the service desk of a web chat.';

const builtInDesk = (context: PlanContext<'watsonx'>): ManualStep => ({
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
    link: deskLink,
    check: 'watsonx.service-desk'
});

function ownDesk(context: PlanContext<'watsonx'>): ManualStep {
    const { config, org } = context;
    const isRetired = !org.hasChat;
    return {
        id: 'watsonx.service-desk',
        title: 'Have the web chat hand over through Salesforce Messaging',
        why:
            "watsonx's own desk speaks Salesforce Chat only, " +
            (isRetired ? 'which this org has not, or not switched on. ' : 'and this org is set up for Messaging. ') +
            'A page can bring a desk of its own, which no API can put there.',
        where: [
            'The repository of the page that embeds web chat: copy docs/examples/watsonx-messaging-handoff.ts into it',
            'In the page: the options of web chat as below (your ids, your bundler)',
            "If the browser refuses the page's requests (CORS): Salesforce Setup, CORS, New, the origin of the page as Origin URL Pattern"
        ],
        values: [
            { name: 'url', value: org.messaging?.url },
            { name: 'organizationId', value: shortId(org.organizationId) },
            { name: 'esDeveloperName', value: org.messaging?.esDeveloperName },
            { name: 'provider', value: config.provider }
        ],
        link: ownDeskLink,
        snippet: { language: 'ts', text: webChatOptions(context) },
        check: 'watsonx.service-desk'
    };
}

const transferStep = (context: PlanContext<'watsonx'>, way: 'chat' | 'messaging'): ManualStep => ({
    id: 'watsonx.transfer',
    title: 'Let the conversation ask for a person',
    why: 'When to hand over is a decision of the author of the actions or the dialog.',
    where: [
        'Actions: the step that gives up, And then, Connect to agent',
        'Dialog: the node that gives up, JSON editor, as an item of output.generic',
        'The agent reads what message_to_human_agent and topic say: set the context variables handoff_summary and handoff_reason before, or write your own words in their place'
    ],
    values: [],
    link: 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-human-agent',
    snippet: { language: 'json', text: transferResponse(context, way) },
    check: 'watsonx.transfer'
});
