/** What the org or the tenant does not tell, or does not have. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { OrgFacts, ProviderSetup } from '../../setup/provider-setup.ts';
import { applyAll, undoAll } from '../shared/test-context.ts';
import type { CognigyConnector } from './field-names.ts';
import type { CognigyState } from './index.ts';
import { addNode, bots, call, chat, closeTenant, contextOf, freshTenant, messaging, tenant } from './test-tenant.ts';

beforeEach(freshTenant);
after(closeTenant);

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

    test('an attribute that Chat does not carry is told; so is a session that the setup file leaves out', async () => {
        const checkOf = async (setup: ProviderSetup<CognigyConnector>, attributes: Record<string, string>) => {
            const context = contextOf(setup, {}, { attributes });
            const checks = await setup.verify(context, await setup.read(context));
            return checks.find(({ id }) => /routing-attributes|pre-chat-fields/.test(id));
        };
        const typo = await checkOf(chat, { handofReason: '{{context.why}}' });
        assert.equal(typo?.status, 'warning');
        assert.match(typo?.found ?? '', /handofReason/);
        assert.match(typo?.remedy ?? '', /handoffReason/);
        assert.equal((await checkOf(chat, { customerLastName: '{{profile.name}}', handoffReason: '' }))?.status, 'ok');
        for (const setup of [messaging, chat] as ProviderSetup<CognigyConnector>[]) {
            const without = await checkOf(setup, { botSessionId: '' });
            assert.equal(without?.status, 'failed');
            assert.match(without?.found ?? '', /The setup file leaves botSessionId out/);
            assert.match(without?.remedy ?? '', /out of attributes/);
        }
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

    test('what only the author of the flow can fill is named, as far as it is handed over', async () => {
        for (const setup of [messaging, chat] as ProviderSetup<CognigyConnector>[]) {
            const named = async (attributes: Record<string, string>) => {
                const context = contextOf(setup, {}, { attributes });
                const state = await setup.read(context);
                const [step] = setup.manual(state, context);
                const found = (await setup.verify(context, state)).map((check) => check.found).join(' ');
                return [step?.where.join('\n') ?? '', found].map((text) => [
                    ...new Set(text.match(/context\.\w+/g) ?? [])
                ]);
            };
            const both = ['context.handoffReason', 'context.handoffSummary'];
            assert.deepEqual(await named({}), [both, both]);
            const own = ['context.why'];
            assert.deepEqual(await named({ handoffReason: '{{context.why}}', handoffSummary: '' }), [own, own]);
            assert.deepEqual(await named({ handoffReason: 'Refund', handoffSummary: '' }), [[], []]);
        }
    });

    test("a node of an extension that hands over elsewhere is nobody's but its own", async () => {
        const path = `/v2.0/flows/${bots.cognigy.secrets['flowId']}/chart/nodes`;
        const { items } = (await call('GET', path)) as { items: { _id: string }[] };
        const theirs = {
            type: 'handoverToAgent',
            extension: '@cognigy/liveperson',
            mode: 'append',
            target: items[0]?._id
        };
        const id = String((await call('POST', path, theirs))['_id']);
        const untold: typeof globalThis.fetch = async (input, init) =>
            String(input).includes('/descriptors') ? Response.json({ items: [] }) : fetch(input, init);
        for (const more of [{}, { fetch: untold }]) {
            const { flow } = (await messaging.read(contextOf(messaging, {}, more))) as unknown as CognigyState;
            assert.deepEqual([flow?.candidates, flow?.node], [[], null]);
        }
        await applyAll(messaging, contextOf(messaging));
        const { flow } = (await messaging.read(contextOf(messaging))) as unknown as CognigyState;
        assert.ok(flow?.node && flow.node.id !== id);
        await assert.rejects(messaging.read(contextOf(messaging, { nodeId: id })), /is no Handover to Agent node/);
    });

    test('an expression in the place of a list is replaced only before the eyes of a person, and put back', async () => {
        const expression = '{{context.details}}';
        await addNode({ salesforcePrechatDetails: expression });
        const context = contextOf(chat);
        const state = await chat.read(context);
        const node = chat.changes(state, context).find(({ id }) => id === 'handover-node');
        const field = node?.fields.find(({ from }) => from === expression);
        assert.deepEqual([field?.name, field?.isOverwrite], ['salesforcePrechatDetails', true], JSON.stringify(node));
        await applyAll(chat, context);
        assert.ok(!(await tenant()).includes(expression));
        await undoAll(chat, context, chat.backup(state), chat.backup(await chat.read(context)));
        assert.ok((await tenant()).includes(expression));
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

    test('the place of a new node is looked for only where one is to be made', async () => {
        const path = `/v2.0/flows/${bots.cognigy.secrets['flowId']}/chart/nodes`;
        const { items } = (await call('GET', path)) as { items: { _id: string }[] };
        const place = { type: 'say', extension: '@cognigy/basic-nodes', mode: 'append', target: items[0]?._id };
        const afterNodeId = String((await call('POST', path, place))['_id']);
        const context = contextOf(messaging, { afterNodeId });
        await applyAll(messaging, context);
        // Its author says it in another node by now.
        await call('DELETE', `${path}/${afterNodeId}`);
        const { flow } = (await messaging.read(context)) as unknown as CognigyState;
        assert.equal(flow?.node?.isDisabled, false);
        assert.deepEqual(await applyAll(messaging, context), []);
        const both = contextOf(messaging, { nodeId: flow.node.id, afterNodeId: items[0]?._id });
        assert.deepEqual(messaging.changes(await messaging.read(both), both), []);
        await call('DELETE', `${path}/${flow.node.id}`);
        await assert.rejects(messaging.read(context), /The flow has no node \w+ to put a new one behind/);
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
