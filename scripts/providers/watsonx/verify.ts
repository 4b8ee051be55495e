import type { Check, CheckStatus, HandedOver, ProviderContext } from '../../setup/provider-setup.ts';
import type { HttpOptions } from '../shared/http.ts';
import { readLogAccess, type LogAccess, type LogState } from './logs.ts';
import { wayInOrg } from './manual.ts';

const environmentLink = 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-environments';
const planLink = 'https://cloud.ibm.com/docs/watson-assistant?topic=watson-assistant-admin-managing-plan';
const keyLink = 'https://cloud.ibm.com/iam/apikeys';

const remedies: Record<Exclude<LogAccess, 'ok'>, { remedy: string; link: string }> = {
    noKey: {
        remedy: 'Give an IBM Cloud API key if histories should be read when a session key has ended.',
        link: keyLink
    },
    wrongKey: {
        remedy: 'Make an API key in IBM Cloud (Manage, Access (IAM), API keys), set it, and run apply with --renew-secrets: the org may have the old one.',
        link: keyLink
    },
    unauthorized: {
        remedy: 'Take the address of the instance from its page, Manage, URL, and a key of its account.',
        link: keyLink
    },
    forbidden: {
        remedy: 'Give the owner of the key the Manager role on the instance, or choose a higher plan.',
        link: planLink
    },
    notFound: {
        // https://github.com/watson-developer-cloud/node-sdk/blob/master/assistant/v2.ts (listLogs)
        remedy: 'watsonx Assistant: Environments, your environment, Settings, API details, Environment ID. The classic experience has none: there, Assistant settings, API details, Assistant ID.',
        link: environmentLink
    },
    refused: {
        remedy: 'Compare bot.apiUrl and bot.environmentId with the API details of the environment.',
        link: environmentLink
    },
    rateLimited: {
        remedy: 'IBM allows 40 looks at the logs in 30 minutes: run doctor again later.',
        link: 'https://cloud.ibm.com/apidocs/assistant-v2#listlogs'
    }
};

/**
 * The bot side's links of the chain. IBM shows neither the desk nor the dialog through an API, so both are told by what
 * came of them: a record in the org, or an answer in the logs that asks for a person.
 */
export async function checksOf(context: ProviderContext<'watsonx'>, wait?: HttpOptions['wait']): Promise<Check[]> {
    const handedOver = await context.lastHandoff();
    const logs = await readLogAccess(context, wait);
    return [
        logCheck(logs, context),
        deskCheck(handedOver, context),
        transferCheck(logs, handedOver),
        sessionKeyCheck(context)
    ];
}

/** Does the remedy begin at the key? */
const isOfKey = ({ access }: LogState) => access !== 'ok' && remedies[access].link === keyLink;

const statuses: Partial<Record<LogAccess, CheckStatus>> = { noKey: 'skipped', rateLimited: 'warning' };

function logCheck(logs: LogState, { secrets }: ProviderContext<'watsonx'>): Check {
    const check = { id: 'watsonx.logs', title: 'Logs of the environment', found: logs.found };
    if (logs.access === 'ok') {
        return logs.hasLogs
            ? { ...check, status: 'ok' }
            : { ...check, status: 'warning', remedy: 'Talk to the bot once.' };
    }
    const { remedy, link } = remedies[logs.access];
    const named = `${remedy} The key is read from ${secrets.variable('apiKey')}.`;
    return { ...check, status: statuses[logs.access] ?? 'failed', remedy: isOfKey(logs) ? named : remedy, link };
}

function deskCheck(handedOver: HandedOver | undefined, context: ProviderContext<'watsonx'>): Check {
    const check = { id: 'watsonx.service-desk', title: 'Service desk of the web chat' };
    if (handedOver) {
        return { ...check, status: 'ok', found: `It hands over: ${handedOver.recordId} came at ${handedOver.at}.` };
    }
    const desk =
        wayInOrg(context) === 'chat'
            ? 'The built-in desk (Salesforce Chat) is meant; IBM has no API that shows its settings.'
            : `A desk through Messaging is meant${context.org.hasChat ? '' : ', as this org has no Salesforce Chat, or has it off'}; it lives in your page.`;
    return {
        ...check,
        status: 'open',
        found: `No conversation has come of the web chat yet. ${desk}`,
        remedy: 'Do the step for a person that is told below, then ask for a person in the web chat: doctor looks for the record.'
    };
}

function transferCheck(logs: LogState, handedOver: HandedOver | undefined): Check {
    const check = { id: 'watsonx.transfer', title: 'The conversation asks for a person' };
    if (handedOver) {
        return { ...check, status: 'ok', found: `It did: ${handedOver.recordId} came of the web chat.` };
    }
    if (logs.askedForPerson !== undefined) {
        const found = `It does: the logs have an answer connect_to_agent of ${logs.askedForPerson}.`;
        return { ...check, status: 'ok', found };
    }
    return {
        ...check,
        status: 'open',
        found:
            logs.access === 'ok'
                ? 'None of the newest answers in the logs is a connect_to_agent.'
                : 'The logs, which would show it, cannot be read, and no conversation has come of the web chat yet.',
        remedy: 'Do the step for a person that is told below, then ask for a person in the web chat.'
    };
}

function sessionKeyCheck(context: ProviderContext<'watsonx'>): Check {
    const { org } = context;
    const isChat = wayInOrg(context) === 'chat';
    const field = isChat ? 'x_watson_assistant_key__c' : 'Bot_Session_Key__c';
    const fields = isChat ? org.fields.LiveChatTranscript : org.fields.MessagingSession;
    const check = { id: 'watsonx.session-key', title: 'Session key' };
    return fields.includes(field)
        ? { ...check, status: 'ok', found: `The record has ${field}.` }
        : {
              ...check,
              status: 'failed',
              found: `The record has no field ${field}: it would not know its conversation.`,
              remedy: 'Apply the org side of the setup.'
          };
}
