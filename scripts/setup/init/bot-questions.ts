/** What a bot side needs to know; each answer is checked at once, by the setup file's own checks. */
import {
    agentAddress,
    apiOfPage,
    botFieldCheck,
    instanceAddress,
    isOfOtherApplication,
    isOtherThanAgent,
    regionOfAddress
} from '../config/schema.ts';
import type { Connector } from '../provider-setup.ts';
import type { Interview } from './interview.ts';
import { mustBe } from './pick.ts';

export type BotAnswers = Record<string, string | boolean>;

interface Field {
    name: string;
    message: string;
    isOptional?: boolean;
    preset?: string;
    /** The value in what a person pastes. */
    read?: (text: string) => string;
    /** What its own check cannot see. */
    further?: (text: string) => true | string;
}

/** @param before the bots answered so far: two connectors of Cognigy.AI are mostly of one project */
export async function askBot(
    interview: Interview,
    connector: Connector,
    before: Partial<Record<Connector, BotAnswers>>
): Promise<BotAnswers> {
    const answers: BotAnswers = {};
    const ask = async (field: Field) => {
        const text = await askField(interview, connector, field);
        if (text !== '') answers[field.name] = text;
        return text;
    };
    switch (connector) {
        case 'cognigy-messaging':
        case 'cognigy-chat':
            await askCognigy(ask, before['cognigy-messaging']);
            answers['sendTranscriptAsFirstMessage'] = await interview.agree(
                `${connector}.sendTranscriptAsFirstMessage`,
                `${connector}: send the transcript as the first message too? (the agent has it in the history)`
            );
            return answers;
        case 'watsonx':
            await askWatsonx(ask);
            return answers;
        case 'sendbird':
            await askSendbird(ask);
            answers['knowledge'] = await interview.agree(
                'sendbird.knowledge',
                'sendbird: does the bot read articles of Salesforce Knowledge?'
            );
            return answers;
    }
}

type Ask = (field: Field) => Promise<string>;

async function askCognigy(ask: Ask, other: BotAnswers | undefined): Promise<void> {
    const apiUrl = await ask({
        name: 'apiUrl',
        message: 'Base url of the Cognigy.AI API',
        preset: String(other?.['apiUrl'] ?? 'https://api-trial.cognigy.ai'),
        further: (url) => {
            const api = apiOfPage(url);
            return api === undefined ? true : `Wanted: ${api}; this is the address of the pages.`;
        }
    });
    const projectId = await ask({
        name: 'projectId',
        message: 'Project id, or the address of the project in the browser, which has it behind /agent/',
        read: (text) => /^https:\/\/[^/]+\/agent\/([^/?#]+)/.exec(text)?.[1] ?? text,
        ...(other && { preset: String(other['projectId']) })
    });
    const isSameProject = other?.['apiUrl'] === apiUrl && other['projectId'] === projectId;
    const flowId = await ask({
        name: 'flowId',
        message: 'Flow id; empty: a person sets the Handover to Agent node',
        isOptional: true,
        further: (flow) =>
            !isSameProject || other['flowId'] !== flow || other['nodeId'] !== undefined
                ? true
                : 'Wanted: another flow, or none: the node of this one serves the other connector.'
    });
    if (flowId === '') return;
    const isSameFlow = isSameProject && other['flowId'] === flowId;
    const nodeId = await ask({
        name: 'nodeId',
        message: isSameFlow
            ? 'Id of its Handover to Agent node for this connector'
            : 'Id of its Handover to Agent node; empty: it has one at most, or none yet',
        isOptional: !isSameFlow,
        further: (node) =>
            isSameFlow && other['nodeId'] === node ? 'Wanted: another node than that of the other connector.' : true
    });
    if (nodeId === '') {
        await ask({
            name: 'afterNodeId',
            message: 'Id of the node where the bot gives up, for a new one behind it; empty: a person places it',
            isOptional: true
        });
    }
}

async function askWatsonx(ask: Ask): Promise<void> {
    const url = await ask({
        name: 'apiUrl',
        message: 'Url of the service instance (https://api.{region}.assistant.watson.cloud.ibm.com/instances/{id})',
        further: (text) => {
            const address = instanceAddress(text);
            return address === undefined ? true : `Wanted: ${address}.`;
        }
    });
    await ask({
        name: 'environmentId',
        message:
            'Environment id, not the assistant id (Environments, Settings, API details); in the classic experience, which has none, the assistant id'
    });
    const region = regionOfAddress(url);
    await ask({
        name: 'region',
        message: 'Region, for session histories',
        isOptional: true,
        ...(region !== undefined && {
            preset: region,
            further: (text) =>
                text === '' || text === region ? true : `Wanted: ${region}, as in the url of the service instance.`
        })
    });
    await ask({
        name: 'integrationId',
        message: 'Integration id of the web chat (integrationID in its embed code); empty: none',
        isOptional: true
    });
    await ask({
        name: 'subscriptionId',
        message: 'Subscription id of the web chat (subscriptionID there, if any); empty: none',
        isOptional: true
    });
}

async function askSendbird(ask: Ask): Promise<void> {
    const id = await ask({ name: 'applicationId', message: 'Application id (dashboard: Workspace settings, General)' });
    await ask({
        name: 'apiUrl',
        message: "Base url of the application's API",
        preset: `https://api-${id}.sendbird.com`,
        further: (url) =>
            isOfOtherApplication(url, id) ? `Wanted: that of this application: https://api-${id}.sendbird.com` : true
    });
    await ask({
        name: 'agentUrl',
        message: `Base url of the AI agent API, ${agentAddress} (dashboard: Workspace settings, Integrations, Salesforce)`,
        further: (url) => (isOtherThanAgent(url) ? `Wanted: ${agentAddress}` : true)
    });
    await ask({ name: 'webhookUrl', message: 'Your receiver of the handoff webhook; empty: none', isOptional: true });
}

async function askField(interview: Interview, connector: Connector, field: Field): Promise<string> {
    const { name, message, isOptional, preset, read = (text) => text, further } = field;
    const check = botFieldCheck(connector, name);
    const answer = await interview.text(`${connector}.${name}`, {
        message: `${connector}: ${message}`,
        ...(isOptional && { isOptional }),
        ...(preset !== undefined && { preset }),
        validate: (text) => {
            const isOne = mustBe(check, read(text));
            return isOne === true ? (further?.(read(text)) ?? true) : isOne;
        }
    });
    return read(answer);
}
