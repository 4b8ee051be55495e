/** The org's links of the chain, from what was read. Pure but for {@link hostChecks}. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { child, childrenOf, childText } from '../../salesforce/xml.ts';
import type { SetupConfig } from '../config/schema.ts';
import { agentsOf, isPublishing, type OrgPlan } from '../org/plan.ts';
import { mappingProblemsOf, routingFlow } from '../org/mappings.ts';
import type { Check } from '../provider-setup.ts';
import type { Readings } from '../readings.ts';
import type { JournalData } from '../run/journal.ts';
import { callNamedCredential } from './history.ts';

const apply = 'Run apply.';

/** Ok where there are no problems. */
export function check(id: string, title: string, problems: string[], found: string, remedy = apply): Check {
    return problems.length === 0
        ? { id, title, status: 'ok', found }
        : { id, title, status: 'failed', found: problems.join(' '), remedy };
}

/** Features, metadata, flow, mappings, publication, secrets, agents. */
export function orgChecks(config: SetupConfig, readings: Readings, plan: OrgPlan, journal: JournalData): Check[] {
    const { desired, state } = readings;
    const checks: Check[] = [];
    const lacking = [
        ...(state.objects.has('AgentWork') ? [] : ['Omni-Channel is off.']),
        ...(desired.usesMessaging && !state.objects.has('MessagingChannel') ? ['Messaging is off.'] : []),
        ...(desired.usesChat && !state.objects.has('LiveChatDeployment')
            ? ['Salesforce Chat is off, or gone from this org.']
            : [])
    ];
    checks.push(check('org.features', 'Features', lacking, 'All features that the connectors need are on.'));
    const steps = plan.steps.filter(({ id }) => id.startsWith('deploy:'));
    const differing = steps.flatMap(({ items }) => items.map(({ what }) => what));
    checks.push(
        check(
            'org.components',
            'Components',
            differing.length === 0
                ? []
                : [
                      `${differing.length} differ or lack: ${differing.slice(0, 5).join(', ')}${differing.length > 5 ? ', …' : ''}.`
                  ],
            'All components are in the org as the setup wants them.',
            'Run plan to see the differences, then apply.'
        )
    );
    if (desired.channel !== undefined) checks.push(...messagingChecks(readings, journal));
    if (desired.chat) {
        checks.push(
            check(
                'org.chat-deployment',
                'Chat deployment and button',
                [
                    ...(state.chat.deploymentId ? [] : [`The org has no chat deployment ${desired.chat.deployment}.`]),
                    ...(state.chat.buttonId ? [] : [`The org has no chat button ${desired.chat.button}.`])
                ],
                'Deployment and button are there.'
            )
        );
    }
    const empty = [...desired.credentials.keys()].filter((name) => !state.configured.has(name));
    checks.push(
        check(
            'org.credentials',
            'Secrets in External Credentials',
            empty.map((name) => `${name} has none.`),
            'Each principal has its secrets; whether they are right, the history shows.'
        )
    );
    checks.push(...checksOfAllAgents(config, plan, readings));
    return checks;
}

function messagingChecks({ desired, state, facts, isPublished }: Readings, journal: JournalData): Check[] {
    const flow = state.units.get(`Flow:${routingFlow}`)?.xml;
    const status = flow && childText(flow, 'status');
    const channel = state.units.get(`MessagingChannel:${desired.channel ?? ''}`)?.xml;
    const present =
        channel && childrenOf(channel, 'customParameters').map((each) => childText(each, 'externalParameterName'));
    const embedded = channel && child(channel, 'embeddedConfig');
    const mode = embedded && childText(embedded, 'authMode');
    const lacking = present ? (facts.messaging?.parameters ?? []).filter((name) => !present.includes(name)) : [];
    return [
        check(
            'org.flow',
            'Routing flow',
            status === 'Active' ? [] : [`${routingFlow} is ${status ?? 'not there'}.`],
            `${routingFlow} is active.`
        ),
        check(
            'org.mappings',
            'Parameter mappings of the channel',
            [
                ...mappingProblemsOf(channel, flow),
                ...(lacking.length > 0 ? [`The channel has no parameter ${lacking.join(', ')}.`] : [])
            ],
            'Every parameter reaches an input of the flow.',
            lacking.length > 0 ? `${apply} A channel that the setup file keeps (keep) gets them by hand.` : apply
        ),
        check(
            'org.channel',
            'Messaging channel',
            [
                ...(state.channel?.isActive ? [] : [`${desired.channel ?? ''} is not active.`]),
                ...(mode === 'Auth'
                    ? [`${desired.channel ?? ''} lets verified customers in only (authMode Auth).`]
                    : [])
            ],
            `${desired.channel ?? ''} is active.`,
            mode === 'Auth'
                ? `${apply} Where the setup file keeps the channel (keep), take Add User Verification off it in Setup, Messaging Settings: a bot's customers come unverified.`
                : apply
        ),
        check(
            'org.publication',
            'Published deployment',
            isPublished ? [] : [`The Messaging API does not know ${desired.deployment ?? ''}.`],
            `The Messaging API knows ${desired.deployment ?? ''}.`,
            isPublishing(desired, state, journal)
                ? `Wait: apply published it at ${journal.publishedAt ?? ''}, and Salesforce takes about 10 minutes. Then run doctor again.`
                : apply
        )
    ];
}

function checksOfAllAgents(config: SetupConfig, plan: OrgPlan, { state }: Readings): Check[] {
    const names = agentsOf(state.people).map(({ userName }) => userName);
    const problemsOf = (id: string) =>
        plan.steps
            .filter((step) => step.id === id)
            .flatMap(({ items }) => items.map(({ what }) => `Lacking: ${what}.`));
    const who = names.length === 1 ? (names[0] ?? '') : `${names.length} agents`;
    return [
        check(
            'agents.permission-sets',
            'Permission sets',
            problemsOf('permission-sets'),
            `${who} has all that agents need.`
        ),
        check(
            'agents.queues',
            'Queues',
            problemsOf('queues'),
            `${config.queue.name} and ${config.queue.fallback.name} have their members.`
        ),
        check('agents.presence', 'Presence configuration', problemsOf('presence'), `${who} may take conversations.`)
    ];
}

/** Can the org reach each provider's hosts? One request each. */
export async function hostChecks(org: OrgClient, { desired, state }: Readings): Promise<Check[]> {
    const stage = desired.stages.find(({ id }) => id === 'providers');
    const checks: Check[] = [];
    for (const { type, fullName, key } of stage?.units.values() ?? []) {
        // A credential without its secret fails for that reason, which has its own check.
        if (type !== 'NamedCredential' || !state.units.has(key) || state.configured.size < desired.credentials.size)
            continue;
        const base = { id: `org.host.${fullName}`, title: `Host of ${fullName}, asked from the org` };
        try {
            const status = await callNamedCredential(org, fullName);
            checks.push({ ...base, status: 'ok', found: `It answers (HTTP ${status}).` });
        } catch (error) {
            checks.push({
                ...base,
                status: 'failed',
                found: (error as Error).message,
                remedy: "Look at the url of the Named Credential, the vendor's status page, and whether the user has the permission set Bot Handoff Agent or Admin."
            });
        }
    }
    return checks;
}
