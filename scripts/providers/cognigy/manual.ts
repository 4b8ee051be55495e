import type { ManualStep } from '../../setup/provider-setup.ts';
import { contextNames, preChatDetails, preChatEntities, routingAttributes, type CognigyContext } from './attributes.ts';
import { roleLabels, roles, type CognigyConnector } from './field-names.ts';
import { canPlanNode, canPlanProvider, nodeStep, providerStep, providerValue } from './plan.ts';
import { unmatchedRoles } from './read.ts';
import type { CognigyState, FlowState } from './state.ts';
import { wantedConfig, wantedSettings } from './wanted.ts';

const links: Record<CognigyConnector, string> = {
    'cognigy-messaging': 'https://docs.cognigy.com/ai/escalate/handover-reference/salesforce-miaw/',
    'cognigy-chat': 'https://docs.cognigy.com/ai/escalate/handover-reference/salesforce/'
};
const nodeLink = 'https://docs.cognigy.com/ai/build/node-reference/service/handover-to-agent/';

const serviceNames: Record<CognigyConnector, string> = {
    'cognigy-messaging': 'Salesforce MIAW',
    'cognigy-chat': 'Salesforce'
};

/** At most two: the provider where its fields could not be found out, and the node. */
export function manualSteps(state: CognigyState, context: CognigyContext): ManualStep[] {
    return [...providerSteps(state, context), ...nodeSteps(state, context)];
}

function whyProvider(
    { isListed, service, sameName, provider }: CognigyState,
    { config }: CognigyContext
): string | undefined {
    const labels = roleLabels[config.connector];
    if (!isListed) {
        return "This tenant's API lists no handover services and providers, so the setup can neither make this one nor look at it.";
    }
    if (!service) {
        return (
            `This tenant lists no handover service "${serviceNames[config.connector]}", so the API can't make a provider of ` +
            'it. Ask for the service, or use a tenant that has it (Salesforce MIAW came with Cognigy.AI 4.98).'
        );
    }
    if (sameName > 1) {
        return `There are ${sameName} handover providers "${config.bot.handoverProvider}" of this service; which one is meant, only a person can say.`;
    }
    const unmatched = unmatchedRoles(config.connector, service);
    if (unmatched.length === 0) return undefined;
    const names = unmatched.map((role) => labels[role] ?? role).join(', ');
    const rest = provider ? ' The other fields are set by the setup.' : '';
    return `The names under which the API wants ${names} are not public, and this tenant's service does not tell them.${rest}`;
}

function providerSteps(state: CognigyState, context: CognigyContext): ManualStep[] {
    const why = whyProvider(state, context);
    if (why === undefined) return [];
    const { connector, bot } = context.config;
    const wanted = wantedSettings(context);
    const isPlanned = canPlanProvider(state);
    const open = isPlanned && state.service ? unmatchedRoles(connector, state.service) : roles[connector];
    return [
        {
            id: `cognigy.${providerStep}`,
            title: isPlanned
                ? `Fill in what is left of the handover provider "${bot.handoverProvider}"`
                : `Make the handover provider "${bot.handoverProvider}"`,
            why,
            where: isPlanned
                ? [`Cognigy.AI: your project, Build, Handover Providers, "${bot.handoverProvider}"`]
                : [
                      `Cognigy.AI: your project, Build, Handover Providers, New Handover Provider, ${serviceNames[connector]}`,
                      `Name it exactly "${bot.handoverProvider}"`
                  ],
            values: open.map((role) => ({ name: roleLabels[connector][role] ?? role, value: wanted[role] })),
            link: links[connector],
            check: `cognigy.${providerStep}`
        }
    ];
}

/** What a person still has to do in the flow; nothing where the node is on and names the provider. */
export function openNodeTasks(state: CognigyState, { config }: CognigyContext): string[] {
    const { flow, provider } = state;
    if (!flow) return ['find the node'];
    if (!flow.node) {
        const isPlanned: boolean = canPlanNode(flow);
        if (isPlanned) return [...(flow.target?.isChosen ? [] : ['place the node']), 'choose the provider'];
        return flow.candidates.length > 1 ? ['say which node'] : ['add the node'];
    }
    const tasks: string[] = [];
    if (flow.node.isDisabled) tasks.push('place the node');
    const ids = [provider?.id, provider?.referenceId].filter((id) => typeof id === 'string');
    const chosen = flow.node.config[flow.keys.provider ?? ''];
    const isChosen = ids.includes(String(chosen));
    if (!isChosen && providerValue(state) === null) tasks.push('choose the provider');
    if (config.connector === 'cognigy-messaging' && flow.keys.attributes === undefined)
        tasks.push('paste the attributes');
    return tasks;
}

/** A task of which no API tells whether it is done: what the bot hands over does. */
export function isUntold(task: string, { flow, provider }: CognigyState): boolean {
    if (task === 'choose the provider') return flow?.keys.provider === undefined || provider === null;
    return task === 'find the node' || task === 'paste the attributes';
}

const whyNode: Record<string, string> = {
    'find the node': 'The setup file names no flow (bot.flowId), so the setup does not look for the node.',
    'place the node':
        'Where the bot gives up is a decision of its author: a new node is made switched off, since behind the start it ' +
        'would hand over every conversation. With its place in the setup file (bot.afterNodeId) it is put there, switched on.',
    'choose the provider': "How a node names its provider is not public, and this tenant's API does not tell.",
    'say which node':
        'The flow has several Handover to Agent nodes: name one in the setup file (bot.nodeId) to have it set.',
    'add the node': "This tenant's API does not tell how a Handover to Agent node is made.",
    'paste the attributes':
        "The name of the field for routing attributes is not public, and this tenant's API does not tell it."
};

function nodeValues(flow: FlowState | null, tasks: string[], context: CognigyContext): ManualStep['values'] {
    const { bot } = context.config;
    const values: ManualStep['values'] = [{ name: 'Handover Provider', value: bot.handoverProvider }];
    if (tasks.includes('say which node')) {
        values.push(
            ...(flow?.candidates ?? []).map(({ id, label }) => ({ name: `bot.nodeId for "${label}"`, value: id }))
        );
    }
    if (isByHand(flow)) {
        values.push({
            name: 'Send Transcript as a first message',
            value: bot.sendTranscriptAsFirstMessage ? 'on' : 'off'
        });
    }
    return values;
}

const isByHand = (flow: FlowState | null): boolean => !canPlanNode(flow);

function nodeSnippet(context: CognigyContext): ManualStep['snippet'] {
    if (context.config.connector === 'cognigy-messaging') {
        return { language: 'json', text: JSON.stringify(routingAttributes(context).wanted, null, 2) };
    }
    const { details, entities } = wantedConfig({}, { details: 'details', entities: 'entities' }, context);
    return {
        language: 'json',
        text: JSON.stringify(
            { 'Pre-chat Entities': entities ?? preChatEntities, 'Pre-chat Details': details ?? [] },
            null,
            2
        )
    };
}

function contextSteps(context: CognigyContext): string[] {
    const names = contextNames(context);
    const limit = context.config.connector === 'cognigy-messaging' ? ', at most 255 characters each' : '';
    return names.length === 0
        ? []
        : [
              `Before the node: fill ${names.join(' and ')} with what the agent is to read (Add to Context or Code node)${limit}; what is not filled stays empty on the record`
          ];
}

function nodeSteps(state: CognigyState, context: CognigyContext): ManualStep[] {
    const tasks = openNodeTasks(state, context);
    if (tasks.length === 0) return [];
    const { flow } = state;
    const byHand = isByHand(flow) || tasks.includes('paste the attributes');
    const field =
        context.config.connector === 'cognigy-messaging'
            ? 'Conversation Routing Attributes'
            : 'Pre-chat Entities and Pre-chat Details';
    return [
        {
            id: `cognigy.${nodeStep}`,
            title: 'Have the flow hand over to Salesforce',
            why: tasks.map((task) => whyNode[task] ?? task).join(' '),
            where: [
                'Cognigy.AI: your project, Build, Flows, the flow that hands over',
                ...(tasks.includes('add the node') || tasks.includes('find the node')
                    ? ['Open the Handover to Agent node, or add one where the bot gives up']
                    : []),
                ...(tasks.includes('place the node')
                    ? ['Move the node "Handover to Agent" to where the bot gives up, and switch it on']
                    : []),
                'In the node: choose the Handover Provider',
                ...contextSteps(context),
                ...(byHand ? [`In the node, Salesforce Settings: paste what follows as ${field}`] : [])
            ],
            values: nodeValues(flow, tasks, context),
            link: nodeLink,
            ...(byHand && { snippet: nodeSnippet(context) }),
            check: `cognigy.${nodeStep}`
        }
    ];
}

/** Fields of the org that pre-chat details would be kept in, if they were there. */
export const missingFields = (context: CognigyContext): string[] => preChatDetails(context).missing;
