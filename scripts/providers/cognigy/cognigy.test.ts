/** Both connectors from plan to undo. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { ProviderSetup } from '../../setup/provider-setup.ts';
import { applyAll, assertClean, undoAll } from '../shared/test-context.ts';
import type { CognigyConnector } from './field-names.ts';
import type { CognigyState } from './index.ts';
import { addNode, bots, call, chat, closeTenant, contextOf, freshTenant, messaging, tenant } from './test-tenant.ts';

beforeEach(freshTenant);
after(closeTenant);

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
                await freshTenant();
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

        test('no request twice: 4 to plan, one look before each write, and one after each that makes something', async () => {
            const context = contextOf(setup);
            const state = await setup.read(context);
            assert.deepEqual(context.requests.toSorted(), [...new Set(context.requests)].toSorted());
            assert.equal(context.requests.length, 4);
            for (const change of setup.changes(state, context)) await setup.apply(change, context);
            assert.equal(context.requests.length, 10);
            context.requests.length = 0;
            await setup.read(context);
            assert.equal(context.requests.length, 5, 'a node that is there is read besides');
        });
    });
}
