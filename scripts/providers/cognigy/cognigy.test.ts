/** Both connectors from plan to undo. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { Json, ProviderSetup } from '../../setup/provider-setup.ts';
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

        describe('changed by hand after apply', () => {
            const field =
                setup.connector === 'cognigy-chat' ? 'salesforcePrechatDetails' : 'miawConversationAttributes';

            /** Sets up, then somebody changes provider and node. @returns what undo leaves */
            async function undone(change: (state: CognigyState) => Promise<void>): Promise<string[]> {
                const context = contextOf(setup);
                const backup = setup.backup(await setup.read(context));
                await applyAll(setup, context);
                const state = await setup.read(context);
                const written = setup.backup(state);
                assertClean(written, [bots.cognigy.secrets['apiKey'] ?? '']);
                await change(state as unknown as CognigyState);
                const left = setup.leaves(backup, await setup.read(context), written);
                await undoAll(setup, context, backup, written);
                return left.map(({ what, why }) => `${what}: ${why}`);
            }

            async function changeNode({ flow }: CognigyState, change: (config: Record<string, Json>) => object) {
                const path = `/v2.0/flows/${flow?.id}/chart/nodes/${flow?.node?.id}`;
                const { config } = await call('GET', path);
                const now = config as Record<string, Json>;
                await call('PATCH', path, { isDisabled: false, config: { ...now, ...change(now) } });
            }

            const changeProvider = ({ provider }: CognigyState, change: object) =>
                call('PATCH', `/new/v2.0/handover/providers/${provider?.id}`, {
                    settings: { ...provider?.settings, ...change }
                });

            test('what the setup asks a person for, or written in another way: undone as ever', async () => {
                const before = await tenant();
                const left = await undone((state) =>
                    changeNode(state, ({ [field]: value }) => ({
                        handoverProviderId: state.provider?.referenceId,
                        ...(!Array.isArray(value) && { [field]: JSON.stringify(value) })
                    }))
                );
                assert.deepEqual([left, await tenant()], [[], before]);
            });

            test('a node that was made stays, its provider goes; and the other way round', async () => {
                const [noProviders, nodesBefore] = JSON.parse(await tenant()) as [unknown[], unknown[]];
                const detail = { label: 'Order', value: '{{context.order}}' };
                const own = (value: Json | undefined) =>
                    Array.isArray(value) ? [...value, detail] : { ...(value as object), tier: 'gold' };
                const leftNode = await undone((state) =>
                    changeNode(state, ({ [field]: value }) => ({ [field]: own(value) as Json }))
                );
                assert.equal(leftNode.length, 1);
                assert.match(leftNode[0] ?? '', new RegExp(`^Node .*changed by hand.*\\(${field}\\).*in Cognigy.AI$`));
                const now = JSON.parse(await tenant()) as [unknown[], unknown[]];
                assert.deepEqual([now[0].length, now[1].length], [noProviders.length, nodesBefore.length + 1]);
                assert.match(JSON.stringify(now[1]), /tier|Order/);

                await freshTenant();
                const leftProvider = await undone(async (state) => {
                    await changeProvider(state, { [state.service?.keys.organizationId ?? '']: '00D00000000000X' });
                });
                assert.match(leftProvider.join(), /^Handover provider .*changed by hand.*rganization\w*\)/);
                const [providers, nodes] = JSON.parse(await tenant()) as [unknown[], unknown[]];
                assert.deepEqual([providers.length, nodes.length], [noProviders.length + 1, nodesBefore.length]);
                assert.match(JSON.stringify(providers), /00D00000000000X/);
            });

            test('of what was there before, only the fields that were changed stay', async () => {
                const { projectId } = bots.cognigy.secrets;
                const { service } = (await setup.read(contextOf(setup))) as unknown as CognigyState;
                const { organizationId: changed = '', baseUrl: other = '' } = service?.keys ?? {};
                await call('POST', '/new/v2.0/handover/provider', {
                    projectId,
                    name: 'Salesforce (Bot Handoff)',
                    serviceId: service?.id,
                    service: service?.referenceId,
                    settings: { [changed]: '00D00000000000A', [other]: 'https://before.example.com' }
                });
                await addNode({ sendTranscriptAsFirstMessage: true, [field]: field.startsWith('miaw') ? {} : [] });
                const left = await undone(async (state) => {
                    await changeProvider(state, { [changed]: '00D00000000000B' });
                    await changeNode(state, () => ({
                        [field]: field.startsWith('miaw') ? { a: 'b' } : [{ label: 'c' }]
                    }));
                });
                assert.deepEqual(
                    left.map((line) => /\((\w+)\): /.exec(line)?.[1]),
                    [field, changed]
                );
                const { provider, flow } = (await setup.read(contextOf(setup))) as unknown as CognigyState;
                assert.deepEqual(provider?.settings, {
                    [changed]: '00D00000000000B',
                    [other]: 'https://before.example.com'
                });
                assert.equal(flow?.node?.config['sendTranscriptAsFirstMessage'], true);
                assert.deepEqual(flow?.node?.config[field], field.startsWith('miaw') ? { a: 'b' } : [{ label: 'c' }]);
            });

            test('nobody knows what was written: what is not as wanted is marked', async () => {
                const context = contextOf(setup);
                const backup = setup.backup(await setup.read(context));
                await applyAll(setup, context);
                const marks = async () =>
                    setup
                        .undo(backup, await setup.read(context), context)
                        .flatMap(({ fields }) =>
                            fields.filter(({ isOverwrite }) => isOverwrite).map(({ name }) => name)
                        );
                assert.deepEqual(await marks(), []);
                const state = (await setup.read(context)) as unknown as CognigyState;
                const key = state.service?.keys.organizationId ?? '';
                await changeProvider(state, { [key]: '00D00000000000X' });
                assert.deepEqual(await marks(), [key]);
            });
        });

        test('an attribute that the setup file leaves out later on is taken out of the node, which the plan shows', async () => {
            await applyAll(setup, contextOf(setup));
            assert.match(await tenant(), /profile\.email/);
            const context = contextOf(setup, {}, { attributes: { customerEmail: '' } });
            const changes = await applyAll(setup, context);
            const name = setup.connector === 'cognigy-chat' ? 'Email' : 'customerEmail';
            assert.deepEqual(
                changes.flatMap(({ fields }) => fields.map((field) => [field.name.split('.')[1], field.to])),
                [[name, undefined]]
            );
            assert.doesNotMatch(await tenant(), /profile\.email/);
            assert.deepEqual(await applyAll(setup, context), []);
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
                assert.equal(nodes.filter(({ type }) => type === 'handoverToAgent').length, 1);
            }
        });

        test('no request twice: 5 to plan, one of them for the project, one look before each write, and one after each that makes something', async () => {
            const context = contextOf(setup);
            const state = await setup.read(context);
            assert.deepEqual(context.requests.toSorted(), [...new Set(context.requests)].toSorted());
            assert.equal(context.requests.length, 5);
            for (const change of setup.changes(state, context)) await setup.apply(change, context);
            assert.equal(context.requests.length, 11);
            context.requests.length = 0;
            await setup.read(context);
            assert.equal(context.requests.length, 5, 'a node that is there is read besides');
        });
    });
}
