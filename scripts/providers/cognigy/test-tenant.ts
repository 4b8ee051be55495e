/** A pretend tenant of its own for each test, and what a test looks at in it. */
import assert from 'node:assert/strict';
import { startPretendBots, type PretendBots } from '../../local-org/bots/index.ts';
import type { BotConfigs, ProviderSetup } from '../../setup/provider-setup.ts';
import { noWait, testContext, type TestContext, type TestOptions } from '../shared/test-context.ts';
import type { CognigyConnector } from './field-names.ts';
import { cognigySetup } from './index.ts';

export let bots: PretendBots;

/** Starts a tenant in the place of the one before. */
export async function freshTenant(): Promise<void> {
    await bots?.close();
    bots = await startPretendBots();
}

export const closeTenant = async (): Promise<void> => bots?.close();

export const messaging = cognigySetup('cognigy-messaging', { wait: noWait });
export const chat = cognigySetup('cognigy-chat', { wait: noWait });

export function contextOf<C extends CognigyConnector>(
    setup: ProviderSetup<C>,
    bot: Partial<BotConfigs[C]> = {},
    rest: Partial<TestOptions<C>> = {}
): TestContext<C> {
    const { apiKey = '', projectId = '', flowId } = bots.cognigy.secrets;
    return testContext({
        connector: setup.connector,
        bot: {
            apiUrl: bots.cognigy.url,
            projectId,
            handoverProvider: 'Salesforce (Bot Handoff)',
            flowId,
            sendTranscriptAsFirstMessage: false,
            ...bot
        },
        secrets: { apiKey },
        ...rest
    });
}

/** Everything that the tenant keeps of handovers, as text. */
export async function tenant(): Promise<string> {
    const { apiKey = '', flowId } = bots.cognigy.secrets;
    const get = async (path: string): Promise<Record<string, unknown>> =>
        (await (await fetch(`${bots.cognigy.url}${path}`, { headers: { 'x-api-key': apiKey } })).json()) as Record<
            string,
            unknown
        >;
    const { items: nodes } = (await get(`/v2.0/flows/${flowId}/chart/nodes`)) as { items: { _id: string }[] };
    const full = await Promise.all(nodes.map(({ _id }) => get(`/v2.0/flows/${flowId}/chart/nodes/${_id}`)));
    const { items } = (await get('/new/v2.0/handover/providers')) as { items: Record<string, unknown>[] };
    // When it was changed last is the tenant's own business.
    return JSON.stringify([items.map(({ lastChanged: _, ...provider }) => provider), full]);
}

export async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${bots.cognigy.url}${path}`, {
        method,
        headers: {
            'x-api-key': bots.cognigy.secrets['apiKey'] ?? '',
            ...(body !== undefined && { 'content-type': 'application/json' })
        },
        ...(body !== undefined && { body: JSON.stringify(body) })
    });
    assert.ok(response.ok, await response.clone().text());
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
}

export async function addNode(config: Record<string, unknown>): Promise<string> {
    const { flowId } = bots.cognigy.secrets;
    const chart = (await (
        await fetch(`${bots.cognigy.url}/v2.0/flows/${flowId}/chart`, {
            headers: { 'x-api-key': bots.cognigy.secrets['apiKey'] ?? '' }
        })
    ).json()) as { nodes: { _id: string }[] };
    const body = {
        type: 'handoverToAgent',
        extension: '@cognigy/basic-nodes',
        mode: 'append',
        target: chart.nodes[0]?._id,
        label: 'To the agents',
        config
    };
    return String((await call('POST', `/v2.0/flows/${flowId}/chart/nodes`, body))['_id']);
}
