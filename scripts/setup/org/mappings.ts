/** A channel's parameters reach the inputs of the routing flow, or it is known why not. */
import { deployFiles, failureLines } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { retrieveMetadata } from '../../salesforce/retrieve.ts';
import { child, childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import { SetupError } from '../run/error.ts';
import type { Stage } from './desired.ts';
import { activationRemedy, isActive } from './flows.ts';
import { filesOf, unitsOf, type Unit } from './units.ts';

/** Of the package Bot Handoff Messaging. */
export const routingFlow = 'Route_Bot_Handoff';

/**
 * Mappings that were deployed before their flow was active stay empty without a word: looks, and deploys once more.
 */
export async function ensureMappings(
    stage: Stage,
    org: OrgClient,
    apiVersion: string,
    report: (text: string) => void
): Promise<void> {
    const [channel] = stage.units.values();
    if (!channel) return;
    for (let attempt = 1; ; attempt += 1) {
        const { there, flow } = await readMappings(org, channel.fullName);
        const problems = mappingProblemsOf(there?.xml, flow?.xml);
        if (problems.length === 0) return;
        // To a flow that is not active no deploy of the channel keeps its mappings.
        const isOff = flow !== undefined && !isActive(flow);
        if (attempt > 1 || isOff) {
            throw new SetupError(`The channel's parameters do not reach the flow.\n${problems.join('\n')}`, {
                remedy: isOff
                    ? activationRemedy(flow)
                    : `Open Setup, Messaging Settings, ${channel.fullName}, Parameter Mappings, and map each parameter to the flow variable of the same name.`
            });
        }
        report('mappings are empty: deploying them once more');
        const outcome = await deployFiles(org, filesOf([channel], apiVersion));
        if (!outcome.success) throw new SetupError(`The org refused the channel.\n${failureLines(outcome).join('\n')}`);
    }
}

/** The channel and the flow as the org has them. */
async function readMappings(org: OrgClient, channelName: string): Promise<{ there?: Unit; flow?: Unit }> {
    const members = new Map([
        ['MessagingChannel', [channelName]],
        ['Flow', [routingFlow]]
    ]);
    const units = unitsOf((await retrieveMetadata(org, members)).files);
    const there = units.get(`MessagingChannel:${channelName}`);
    const flow = units.get(`Flow:${routingFlow}`);
    return { ...(there && { there }), ...(flow && { flow }) };
}

/** What keeps a channel's parameters from the flow; empty where all arrive. Pure. */
export function mappingProblemsOf(channel: XmlElement | undefined, flow: XmlElement | undefined): string[] {
    if (!channel) return ['The org does not have the messaging channel.'];
    const flowName = childText(channel, 'sessionHandlerFlow') ?? '';
    if (flowName !== routingFlow || !flow)
        return [`The channel names the flow "${flowName}"; wanted is ${routingFlow}.`];
    const status = childText(flow, 'status');
    const inputs = new Set(
        childrenOf(flow, 'variables')
            .filter((variable) => childFlag(variable, 'isInput'))
            .map((variable) => childText(variable, 'name') ?? '')
    );
    const problems = status === 'Active' ? [] : [`The flow ${flowName} is not active (${status ?? 'unknown'}).`];
    for (const parameter of childrenOf(channel, 'customParameters')) {
        const name = childText(parameter, 'externalParameterName') ?? '';
        const mapping = child(parameter, 'actionParameterMappings');
        const variable = mapping && childText(mapping, 'actionParameterName');
        if (variable === undefined || variable === '') problems.push(`The parameter ${name} is mapped to nothing.`);
        else if (!inputs.has(variable))
            problems.push(`The parameter ${name} is mapped to ${variable}, which is no input of ${flowName}.`);
    }
    return problems;
}
