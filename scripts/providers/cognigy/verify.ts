import type { Check, ProviderContext } from '../../setup/provider-setup.ts';
import { isObject, textOf } from '../shared/json.ts';
import { isFailure } from '../shared/request-error.ts';
import { contextNames, leftOut, preChatNames, routingAttributes, type CognigyContext } from './attributes.ts';
import type { CognigyClient } from './client.ts';
import { roleLabels, type CognigyConnector } from './field-names.ts';
import { isUntold, missingFields, openNodeTasks } from './manual.ts';
import { canPlanProvider, changesOf, nodeStep, providerStep } from './plan.ts';
import { unmatchedRoles } from './read.ts';
import type { CognigyState } from './state.ts';

const historyLink = 'https://docs.cognigy.com/ai/administer/access/projects/overview/';

const step = 'Do the step for a person that is told below.';

/**
 * The bot side's links of the chain. One request: whether histories may be read; two to the org where the tenant does
 * not tell what a person did.
 */
export async function verifyCognigy(
    client: CognigyClient,
    context: ProviderContext<CognigyConnector>,
    state: CognigyState
): Promise<Check[]> {
    const isUnsure = !state.isListed || openNodeTasks(state, context).some((task) => isUntold(task, state));
    const newest = isUnsure ? await newestHandoff(context) : undefined;
    return [
        { id: 'cognigy.api-key', title: 'API key', status: 'ok', found: 'Cognigy.AI takes the key.' },
        providerCheck(state, context, newest),
        nodeCheck(state, context, newest),
        context.config.connector === 'cognigy-messaging' ? attributesCheck(context) : preChatCheck(state, context),
        transcriptCheck(context),
        await historyCheck(client)
    ];
}

interface Handoff {
    hasSession: boolean;
    /** In one sentence. */
    found: string;
}

/** What the bot itself handed over last: with its session, provider and attributes are as they should be. */
async function newestHandoff(context: ProviderContext<CognigyConnector>): Promise<Handoff | undefined> {
    const handedOver = await context.lastHandoff();
    if (!handedOver) return undefined;
    const { recordId, at } = handedOver;
    const object = context.config.connector === 'cognigy-messaging' ? 'MessagingSession' : 'LiveChatTranscript';
    const [row] = await context.orgReader.query(`SELECT Bot_Session_Id__c FROM ${object} WHERE Id = '${recordId}'`);
    const hasSession = textOf(row?.['Bot_Session_Id__c']) !== undefined;
    return { hasSession, found: `${recordId} came at ${at}, ${hasSession ? 'with' : 'but without'} its session id.` };
}

function providerCheck(state: CognigyState, context: CognigyContext, newest: Handoff | undefined): Check {
    const { connector, bot } = context.config;
    const check = { id: `cognigy.${providerStep}`, title: `Handover provider "${bot.handoverProvider}"` };
    if (!state.isListed) {
        if (newest?.hasSession) return { ...check, status: 'ok', found: `It hands over: ${newest.found}` };
        const found =
            "This tenant's API does not list handover providers, and no conversation has shown yet that it hands over.";
        return { ...check, status: 'open', found, remedy: step };
    }
    if (!state.service) {
        return {
            ...check,
            status: 'failed',
            found: 'This tenant lists no handover service for Salesforce that this connector can use.',
            remedy: 'Ask for it, or use the other Cognigy connector.'
        };
    }
    if (state.sameName === 0 && !canPlanProvider(state)) {
        return {
            ...check,
            status: 'open',
            found: 'There is none of this name, and the API does not tell how it is filled in.',
            remedy: step
        };
    }
    if (state.sameName !== 1) {
        const found =
            state.sameName === 0 ? 'There is none of this name.' : `There are ${state.sameName} of this name.`;
        const remedy = state.sameName === 0 ? 'Apply the setup.' : 'Delete or rename all but one.';
        return { ...check, status: 'failed', found, remedy };
    }
    const change = changesOf(state, context).find(({ id }) => id === providerStep);
    if (change) {
        const names = change.fields.map(({ name }) => name).join(', ');
        return { ...check, status: 'failed', found: `Not as the org needs it: ${names}.`, remedy: 'Apply the setup.' };
    }
    const unmatched = unmatchedRoles(connector, state.service);
    if (unmatched.length) {
        const names = unmatched.map((role) => roleLabels[connector][role] ?? role).join(', ');
        return {
            ...check,
            status: 'warning',
            found: `What stands in ${names} can't be told through the API.`,
            remedy: 'Compare them with the values that the setup printed.'
        };
    }
    return { ...check, status: 'ok', found: 'Every setting is as the org needs it.' };
}

function nodeCheck(state: CognigyState, context: CognigyContext, newest: Handoff | undefined): Check {
    const check = { id: `cognigy.${nodeStep}`, title: 'Handover to Agent node' };
    const { flow } = state;
    const change = changesOf(state, context).find(({ id }) => id === nodeStep);
    if (change) {
        const names = change.fields.map(({ name }) => name).join(', ');
        const found = flow?.node ? `Not as the org needs it: ${names}.` : 'The flow has none.';
        return { ...check, status: 'failed', found, remedy: 'Apply the setup.' };
    }
    const tasks = openNodeTasks(state, context);
    if (tasks.length === 0) return { ...check, status: 'ok', found: 'It is on, and names the provider.' };
    if (newest?.hasSession && tasks.every((task) => isUntold(task, state))) {
        return { ...check, status: 'ok', found: `It hands over: ${newest.found}` };
    }
    const came = newest ? ` ${newest.found}` : '';
    if (!flow) {
        return {
            ...check,
            status: 'open',
            found: `The setup file names no flow, and no conversation has shown yet that one hands over.${came}`,
            remedy: 'Do the step for a person that is told below, or name the flow (bot.flowId) to have the node set and checked.'
        };
    }
    return { ...check, status: 'open', found: `Left to do: ${tasks.join(', ')}.${came}`, remedy: step };
}

/** No API tells whether the flow fills them. */
function ofTheFlow(context: CognigyContext): string {
    const names = contextNames(context);
    return names.length === 0 ? '' : ` What stands in ${names.join(' and ')} is the flow's to fill.`;
}

/** Without it, nothing that the bot hands over has a history. */
const withoutSession = {
    status: 'failed',
    found: 'The setup file leaves botSessionId out: no record will know its conversation.',
    remedy: 'Take it out of attributes in the setup file, and run apply again.'
} as const;

function attributesCheck(context: CognigyContext): Check {
    const { wanted, unknown } = routingAttributes(context);
    const check = { id: 'cognigy.routing-attributes', title: 'Routing attributes' };
    if (leftOut(context).includes('botSessionId')) return { ...check, ...withoutSession };
    if (wanted['botSessionId'] === undefined) {
        return {
            ...check,
            status: 'failed',
            found: 'The channel has no parameter botSessionId: no record will know its conversation.',
            remedy: 'Apply the org side of the setup.'
        };
    }
    if (unknown.length) {
        return {
            ...check,
            status: 'warning',
            found: `The channel has no parameter ${unknown.join(', ')}: Salesforce would drop it, so it is not sent.`,
            remedy: 'Add it to the Messaging channel and the flow, or take it out of the setup file. Case counts.'
        };
    }
    return {
        ...check,
        status: 'ok',
        found: `${Object.keys(wanted).length} attributes, each a parameter of the channel.${ofTheFlow(context)}`
    };
}

/** The node's own details too: a person may have named a field that the org does not have. */
function preChatCheck({ flow }: CognigyState, context: CognigyContext): Check {
    const fields = new Set(context.org.fields.LiveChatTranscript);
    const present: unknown = flow?.node?.config[flow.keys.details ?? ''];
    const named = (Array.isArray(present) ? (present as unknown[]) : []).filter(isObject).flatMap((detail) => {
        const names: unknown = detail['transcriptFields'];
        return Array.isArray(names) ? names.map(String) : [];
    });
    const missing = [...new Set([...missingFields(context), ...named.filter((name) => !fields.has(name))])];
    const check = { id: 'cognigy.pre-chat-fields', title: 'Pre-chat details' };
    if (leftOut(context).includes('botSessionId')) return { ...check, ...withoutSession };
    if (missing.length > 0) {
        return {
            ...check,
            status: missing.includes('Bot_Session_Id__c') ? 'failed' : 'warning',
            found: `Chat Transcript has no field ${missing.join(', ')}: what goes there is lost.`,
            remedy: 'Install the package Bot Handoff Chat, or take the detail out of the node.'
        };
    }
    const unknown = Object.keys(context.config.attributes).filter((name) => !preChatNames.includes(name));
    return unknown.length > 0
        ? {
              ...check,
              status: 'warning',
              found: `No pre-chat detail is made of ${unknown.join(', ')}, so it is not sent.`,
              remedy: `Take it out of attributes in the setup file, or name one of ${preChatNames.join(', ')}. Case counts.`
          }
        : { ...check, status: 'ok', found: `Every transcript field that they name is there.${ofTheFlow(context)}` };
}

function transcriptCheck({ config }: CognigyContext): Check {
    const check = { id: 'cognigy.transcript', title: 'Transcript as a first message' };
    if (!config.bot.sendTranscriptAsFirstMessage) {
        const found =
            'Off, on purpose: the agent reads the whole history in the component, with its pictures and options.';
        return { ...check, status: 'ok', found };
    }
    const found =
        config.connector === 'cognigy-messaging'
            ? 'On: the history is sent as texts besides, split past 3,000 characters, and counts towards 22 messages a minute.'
            : 'On: the history is sent as one text besides, and kept in the body of the transcript.';
    return { ...check, status: 'warning', found, remedy: 'Switch it off unless something else reads that text.' };
}

async function historyCheck(client: CognigyClient): Promise<Check> {
    const check = { id: 'cognigy.conversations', title: 'Histories' };
    try {
        const [newest] = await client.newestConversations();
        if (newest) return { ...check, status: 'ok', found: 'The key may read conversations, and there are some.' };
        return {
            ...check,
            status: 'warning',
            found: 'The key may read conversations, but the project has none.',
            remedy: 'Talk to the bot once. If there is still none: Collect Conversations may be off, or Blind Mode on.',
            link: historyLink
        };
    } catch (error) {
        if (isFailure(error, 'refused')) {
            const found = `This tenant does not list the conversations of a project: ${error.message}`;
            return { ...check, status: 'skipped', found };
        }
        if (!isFailure(error, 'unauthorized', 'forbidden', 'notFound')) throw error;
        return {
            ...check,
            status: 'failed',
            found: error.message,
            remedy: 'The user of the API key needs a role in the project that may read conversations.',
            link: historyLink
        };
    }
}
