import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { startPretendBots, type PretendBots } from '../../local-org/bots/index.ts';
import type { BotConfigs, OrgFacts, ProviderSetup } from '../../setup/provider-setup.ts';
import {
    applyAll,
    assertClean,
    noWait,
    testContext,
    undoAll,
    type TestContext,
    type TestOptions
} from '../shared/test-context.ts';
import type { CognigyConnector } from './field-names.ts';
import { cognigySetup, type CognigyState } from './index.ts';

let bots: PretendBots;
const messaging = cognigySetup('cognigy-messaging', { wait: noWait });
const chat = cognigySetup('cognigy-chat', { wait: noWait });

beforeEach(async () => {
    await bots?.close();
    bots = await startPretendBots();
});
after(() => bots?.close());

function contextOf<C extends CognigyConnector>(
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
async function tenant(): Promise<string> {
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

async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${bots.cognigy.url}${path}`, {
        method,
        headers: { 'x-api-key': bots.cognigy.secrets['apiKey'] ?? '', 'content-type': 'application/json' },
        body: JSON.stringify(body)
    });
    assert.ok(response.ok, await response.clone().text());
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
}

async function addNode(config: Record<string, unknown>): Promise<string> {
    const { flowId } = bots.cognigy.secrets;
    const chart = (await (
        await fetch(`${bots.cognigy.url}/v2.0/flows/${flowId}/chart`, {
            headers: { 'x-api-key': bots.cognigy.secrets['apiKey'] ?? '' }
        })
    ).json()) as { nodes: { _id: string }[] };
    const body = {
        type: 'handoverV2',
        extension: '@cognigy/basic-nodes',
        mode: 'append',
        target: chart.nodes[0]?._id,
        label: 'To the agents',
        config
    };
    return String((await call('POST', `/v2.0/flows/${flowId}/chart/nodes`, body))['_id']);
}

for (const setup of [messaging, chat] as ProviderSetup<CognigyConnector>[]) {
    describe(setup.connector, () => {
        test('plan, apply, verify, nothing to do, undo: as before, byte for byte', async () => {
            const context = contextOf(setup);
            const before = await tenant();
            const state = await setup.read(context);
            assertClean(state, [bots.cognigy.secrets['apiKey'] ?? '']);
            const backup = setup.backup(state);
            const changes = setup.changes(state, context);
            assert.deepEqual(
                changes.map(({ id, action }) => [id, action]),
                [
                    ['handover-provider', 'create'],
                    ['handover-node', 'create']
                ]
            );
            assertClean(changes, [bots.cognigy.secrets['apiKey'] ?? '']);
            assert.ok(changes.every(({ fields }) => fields.every(({ isOverwrite }) => !isOverwrite)));
            assert.equal(await tenant(), before, 'planning writes nothing');
            await applyAll(setup, context);
            assert.deepEqual(setup.changes(await setup.read(context), context), []);
            assert.notEqual(await tenant(), before);
            await undoAll(setup, context, backup);
            assert.equal(await tenant(), before);
            assert.deepEqual(setup.undo(backup, await setup.read(context), context), []);
        });

        test('a new node is switched off; once a person has placed it and chosen the provider, all checks are green', async () => {
            const context = contextOf(setup);
            await applyAll(setup, context);
            const state = await setup.read(context);
            const { flow, provider } = state as unknown as CognigyState;
            assert.equal(flow?.node?.isDisabled, true);
            const [step, ...rest] = setup.manual(state, context);
            assert.equal(rest.length, 0);
            assert.equal(step?.id, 'cognigy.handover-node');
            assert.match(step?.where.join('\n') ?? '', /switch it on/);
            const path = `/v2.0/flows/${flow?.id}/chart/nodes/${flow?.node?.id}`;
            const response = await fetch(`${bots.cognigy.url}${path}`, {
                headers: { 'x-api-key': bots.cognigy.secrets['apiKey'] ?? '' }
            });
            const { config } = (await response.json()) as { config: object };
            await call('PATCH', path, {
                isDisabled: false,
                config: { ...config, handoverProviderId: provider?.referenceId }
            });
            const after = await setup.read(context);
            assert.deepEqual(setup.manual(after, context), []);
            assert.deepEqual(setup.changes(after, context), []);
            const checks = await setup.verify(context, after);
            assert.deepEqual(
                checks.filter(({ status }) => status !== 'ok'),
                []
            );
        });

        test('what stands there is changed field by field; the rest, and everyone else’s, stays', async () => {
            const { projectId } = bots.cognigy.secrets;
            const state = (await setup.read(contextOf(setup))) as unknown as CognigyState;
            const keys = state.service?.keys ?? {};
            const own = { [keys.organizationId ?? '']: '00D00000000000X', forwardOnlyHandoverConversations: true };
            await call('POST', '/new/v2.0/handover/provider', {
                projectId,
                name: 'Salesforce (Bot Handoff)',
                serviceId: state.service?.id,
                service: state.service?.referenceId,
                settings: own
            });
            await addNode({
                text: 'One moment, please',
                sendTranscriptAsFirstMessage: true,
                ...(setup.connector === 'cognigy-chat'
                    ? {
                          salesforcePrechatDetails: [
                              { label: 'Order', value: '1' },
                              { label: 'Email', value: 'old' }
                          ]
                      }
                    : { miawConversationAttributes: { tier: 'gold', botSessionId: 'by hand' } })
            });
            const before = await tenant();
            const context = contextOf(setup);
            const backup = setup.backup(await setup.read(context));
            const changes = await applyAll(setup, context);
            const overwritten = changes.flatMap(({ fields }) =>
                fields.filter(({ isOverwrite }) => isOverwrite).map(({ name }) => name)
            );
            assert.deepEqual(overwritten, [
                keys.organizationId,
                'sendTranscriptAsFirstMessage',
                setup.connector === 'cognigy-chat'
                    ? 'salesforcePrechatDetails.Email'
                    : 'miawConversationAttributes.botSessionId'
            ]);
            const now = await tenant();
            for (const kept of ['One moment, please', '"forwardOnlyHandoverConversations":true'])
                assert.ok(now.includes(kept), kept);
            assert.ok(now.includes(setup.connector === 'cognigy-chat' ? '"label":"Order"' : '"tier":"gold"'));
            assert.deepEqual(await applyAll(setup, context), []);
            await undoAll(setup, context, backup);
            assert.equal(await tenant(), before);
        });

        test('the network failing at each request: told, nothing doubled, and the next run ends it', async () => {
            const counting = contextOf(setup);
            await applyAll(setup, counting);
            const total = counting.requests.length;
            for (let cut = 1; cut <= total; cut += 1) {
                await bots.close();
                bots = await startPretendBots();
                const context = contextOf(setup);
                context.cutAt = cut;
                await assert.rejects(applyAll(setup, context), (error: Error) => {
                    assert.match(error.message, /Cognigy\.AI: \w+ http.* cannot be reached: ECONNRESET/);
                    assertClean(error, [bots.cognigy.secrets['apiKey'] ?? '']);
                    return true;
                });
                context.cutAt = undefined;
                await applyAll(setup, context);
                assert.deepEqual(setup.changes(await setup.read(context), context), []);
                const [providers, nodes] = JSON.parse(await tenant()) as [unknown[], { type: string }[]];
                assert.equal(providers.length, 1);
                assert.equal(nodes.filter(({ type }) => type === 'handoverV2').length, 1);
            }
        });

        test('no request twice: 4 to plan, and one look before each write', async () => {
            const context = contextOf(setup);
            const state = await setup.read(context);
            assert.deepEqual(context.requests.toSorted(), [...new Set(context.requests)].toSorted());
            assert.equal(context.requests.length, 4);
            for (const change of setup.changes(state, context)) await setup.apply(change, context);
            assert.equal(context.requests.length, 8);
            context.requests.length = 0;
            await setup.read(context);
            assert.equal(context.requests.length, 5, 'a node that is there is read besides');
        });
    });
}

describe('what goes wrong with Cognigy.AI', () => {
    test('each kind of failure has its words, and says whether trying again helps', async () => {
        const cases: [Parameters<typeof bots.cognigy.setFault>[0], RegExp, number][] = [
            [{ kind: 'status', status: 401 }, /answered 401/, 1],
            [{ kind: 'status', status: 403 }, /answered 403/, 1],
            [{ kind: 'status', status: 404 }, /answered 404/, 1],
            [{ kind: 'status', status: 500 }, /answered 500.*Trying again later may help/, 4],
            [{ kind: 'status', status: 503 }, /answered 503.*Trying again later may help/, 4],
            [{ kind: 'rateLimit', retryAfter: 5 }, /answered 429.*Try again in 5 seconds/, 4],
            [{ kind: 'rateLimit', retryAfter: 600 }, /answered 429.*Try again in 600 seconds/, 1],
            [{ kind: 'rubbish' }, /not JSON/, 1],
            [{ kind: 'halfJson' }, /not JSON/, 1],
            [{ kind: 'breakOff' }, /cannot be reached/, 4],
            [{ kind: 'refuse' }, /cannot be reached: ECONNREFUSED/, 4]
        ];
        for (const [fault, message, tries] of cases) {
            const context = contextOf(messaging, { flowId: undefined });
            await bots.cognigy.setFault(
                fault && { ...fault, ...(fault.kind !== 'refuse' && { only: 'handover/services' }) }
            );
            await assert.rejects(messaging.read(context), (error: Error) => {
                assert.match(error.message, message);
                assertClean(error, [bots.cognigy.secrets['apiKey'] ?? '']);
                return true;
            });
            // Requests that run beside it are let through to their end.
            await new Promise((resolve) => setTimeout(resolve, 50));
            const asked = context.requests.filter((path) => path.endsWith('/services')).length;
            assert.equal(asked, tries, JSON.stringify(fault));
            await bots.cognigy.setFault(null);
        }
    });

    test('a passing fault is sat out', async () => {
        await bots.cognigy.setFault({ kind: 'status', status: 503, times: 3, only: 'handover/services' });
        await messaging.read(contextOf(messaging));
    });

    test('a POST whose answer is lost makes no second provider and no second node', async () => {
        const lost: Record<string, (answer: Response) => Promise<Response>> = {
            'the connection breaks': async () => {
                throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
            },
            'a gateway gives up': async () => new Response('Bad Gateway', { status: 502 }),
            'half of the answer comes': async (answer) => new Response((await answer.text()).slice(0, 40))
        };
        for (const [what, lose] of Object.entries(lost)) {
            await bots.close();
            bots = await startPretendBots();
            const posts: string[] = [];
            const fetching: typeof globalThis.fetch = async (input, init) => {
                const answer = await fetch(input, init);
                if (init?.method !== 'POST') return answer;
                posts.push(String(input));
                return lose(answer);
            };
            const context = contextOf(messaging, {}, { fetch: fetching });
            await applyAll(messaging, context);
            assert.equal(posts.length, 2, what);
            const [providers, nodes] = JSON.parse(await tenant()) as [unknown[], unknown[]];
            assert.equal(providers.length, 1, what);
            assert.equal(nodes.length, 3, what);
        }
    });

    test('a POST that never arrived is sent again', async () => {
        let posts = 0;
        const fetching: typeof globalThis.fetch = async (input, init) => {
            if (init?.method !== 'POST') return fetch(input, init);
            posts += 1;
            if (posts === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
            if (posts === 2) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
            return fetch(input, init);
        };
        const context = contextOf(messaging, { flowId: undefined }, { fetch: fetching });
        await applyAll(messaging, context);
        assert.equal(posts, 3);
        assert.deepEqual(messaging.changes(await messaging.read(context), context), []);
    });

    test('a key that is revoked half-way: what is done stays done, the next run does the rest', async () => {
        const context = contextOf(messaging);
        const [first, second] = messaging.changes(await messaging.read(context), context);
        assert.ok(first && second);
        await messaging.apply(first, context);
        await bots.cognigy.setFault({ kind: 'expiredToken' });
        await assert.rejects(messaging.apply(second, context), /answered 401 \(The API key is missing or not valid/);
        await bots.cognigy.setFault(null);
        assert.deepEqual(
            (await applyAll(messaging, context)).map(({ id }) => id),
            ['handover-node']
        );
    });

    test('what somebody changes between plan and apply is not overwritten unseen', async () => {
        const context = contextOf(messaging);
        const node = await addNode({ miawConversationAttributes: { tier: 'gold' } });
        const change = messaging
            .changes(await messaging.read(context), context)
            .find(({ id }) => id === 'handover-node');
        assert.ok(change);
        await call('PATCH', `/v2.0/flows/${bots.cognigy.secrets['flowId']}/chart/nodes/${node}`, {
            config: { miawConversationAttributes: { tier: 'silver' } }
        });
        await assert.rejects(messaging.apply(change, context), /changed in Cognigy.AI since it was read \(miaw/);
    });

    test('a change that is done already does no harm', async () => {
        const context = contextOf(chat);
        await addNode({});
        const changes = await applyAll(chat, context);
        const now = await tenant();
        for (const change of changes) await chat.apply(change, context);
        assert.equal(await tenant(), now);
    });
});

describe('what the org does not know yet, or does not have', () => {
    test('values that come with the org side: shown as unknown, and asked for at the time', async () => {
        const { messaging: { url: _url, ...rest } = { esDeveloperName: '', parameters: [] } } =
            contextOf(messaging).org;
        const context = contextOf(messaging, {}, { org: { messaging: rest } as Partial<OrgFacts> });
        const [change] = messaging.changes(await messaging.read(context), context);
        assert.ok(change);
        assert.ok(change.fields.some(({ name, to }) => name === 'miawBaseUrl' && to === undefined));
        await assert.rejects(messaging.apply(change, context), /needs Base URL of the org/);
        await messaging.apply(change, contextOf(messaging));
    });

    test('attributes without a parameter, and details without a field, are left out and told', async () => {
        const few = { esDeveloperName: 'X', parameters: ['botSessionId'], url: 'https://x.example.com' };
        const context = contextOf(messaging, {}, { org: { messaging: few }, attributes: { tier: 'gold' } });
        const state = await messaging.read(context);
        const node = messaging.changes(state, context).find(({ id }) => id === 'handover-node');
        assert.deepEqual(
            node?.fields.filter(({ name }) => name.startsWith('miaw')).map(({ name, to }) => [name, to]),
            [['miawConversationAttributes.botSessionId', '{{input.sessionId}}']]
        );
        const checks = await messaging.verify(context, state);
        const check = checks.find(({ id }) => id === 'cognigy.routing-attributes');
        assert.match(check?.found ?? '', /no parameter botProvider, .*tier/);

        const poor = contextOf(
            chat,
            {},
            { org: { fields: { MessagingSession: [], LiveChatTranscript: [], Case: [] } } }
        );
        const found = (await chat.verify(poor, await chat.read(poor))).find(
            ({ id }) => id === 'cognigy.pre-chat-fields'
        );
        assert.equal(found?.status, 'failed');
        assert.match(found?.found ?? '', /Bot_Session_Id__c/);
    });

    test('without a flow, the node is one step with all that is to paste', async () => {
        const context = contextOf(messaging, { flowId: undefined });
        const state = await messaging.read(context);
        const [step, ...rest] = messaging.manual(state, context);
        assert.equal(rest.length, 0);
        assert.equal(
            (JSON.parse(step?.snippet?.text ?? '{}') as Record<string, string>)['botSessionId'],
            '{{input.sessionId}}'
        );
        assert.deepEqual(step?.values.at(-1), { name: 'Send Transcript as a first message', value: 'off' });
    });

    test('of several nodes none is touched, and their ids are told', async () => {
        const ids = [await addNode({}), await addNode({})];
        const context = contextOf(chat);
        const state = await chat.read(context);
        assert.equal(chat.changes(state, context).filter(({ id }) => id === 'handover-node').length, 0);
        const [step] = chat.manual(state, context);
        for (const id of ids) assert.ok(step?.values.some(({ value }) => value === id));
        const named = contextOf(chat, { nodeId: ids[0] });
        assert.ok(chat.changes(await chat.read(named), named).some(({ id }) => id === 'handover-node'));
    });

    test('what a person made after the backup is not deleted by undo', async () => {
        const bare: typeof globalThis.fetch = async (input, init) => {
            const response = await fetch(input, init);
            if (String(input).includes('/descriptors')) return Response.json({ items: [] });
            if (!String(input).includes('/handover/services')) return response;
            const body = (await response.json()) as { items: { properties: unknown }[] };
            for (const item of body.items) item.properties = [];
            return Response.json(body);
        };
        const context = contextOf(messaging, {}, { fetch: bare });
        const first = await messaging.read(context);
        const backup = messaging.backup(first);
        assert.deepEqual(messaging.changes(first, context), []);
        assert.equal(messaging.manual(first, context).length, 2);
        await applyAll(messaging, contextOf(messaging, { flowId: undefined }));
        await addNode({});
        const now = await tenant();
        await applyAll(messaging, context);
        await undoAll(messaging, context, backup);
        const [providers, nodes] = JSON.parse(await tenant()) as [unknown[], unknown[]];
        const [before, nodesBefore] = JSON.parse(now) as [unknown[], unknown[]];
        assert.equal(providers.length, before.length);
        assert.equal(nodes.length, nodesBefore.length);
    });

    test('a provider of that name and another service stays untouched', async () => {
        await applyAll(chat, contextOf(chat, { flowId: undefined }));
        await assert.rejects(messaging.read(contextOf(messaging)), /of another service than "Salesforce MIAW"/);
    });

    test('fields that nobody can tell become one step with values and the reason', async () => {
        const hidden: typeof globalThis.fetch = async (input, init) => {
            const response = await fetch(input, init);
            if (!String(input).includes('/handover/services')) return response;
            const body = (await response.json()) as { items: { properties: unknown }[] };
            for (const item of body.items) item.properties = [{ key: 'a1', label: 'Base URL' }, { key: 'b2' }];
            return Response.json(body);
        };
        const context = contextOf(messaging, {}, { fetch: hidden });
        const state = await messaging.read(context);
        assert.equal(
            messaging.changes(state, context).some(({ id }) => id === 'handover-provider'),
            false
        );
        const steps = messaging.manual(state, context);
        assert.equal(steps.length, 2);
        assert.match(
            steps[0]?.why ?? '',
            /Organization ID, Embedded Service Developer Name, Capabilities Version are not public/
        );
        assert.deepEqual(steps[0]?.values.find(({ name }) => name === 'Capabilities Version')?.value, '1');
    });
});
