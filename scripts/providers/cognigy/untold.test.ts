/** A tenant whose API does not tell what was done: a person's word is taken by what the bot hands over. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { CheckStatus, OrgReader } from '../../setup/provider-setup.ts';
import { applyAll, orgReaderOf } from '../shared/test-context.ts';
import type { CognigyState } from './index.ts';
import { addNode, bots, call, chat, closeTenant, contextOf, freshTenant, messaging } from './test-tenant.ts';

beforeEach(freshTenant);
after(closeTenant);

const handedOver = { recordId: '0Mw000000000001AAA', at: '2026-03-01T10:00:00.000+0000' };
const withSession = (session: string | null): OrgReader =>
    orgReaderOf({
        MessagingSession: [{ Bot_Session_Id__c: session }],
        LiveChatTranscript: [{ Bot_Session_Id__c: session }]
    });

/** Answers 404 to what the pattern names. */
const without =
    (paths: RegExp): typeof globalThis.fetch =>
    async (input, init) =>
        paths.test(String(input)) ? Response.json({ title: 'Not Found' }, { status: 404 }) : fetch(input, init);

const noLists = without(/\/handover\/(?:services|providers)\?/);

async function statusOf(context: ReturnType<typeof contextOf<'cognigy-messaging'>>, id: string): Promise<CheckStatus> {
    const checks = await messaging.verify(context, await messaging.read(context));
    const found = checks.find((check) => check.id === id);
    assert.ok(found && (found.status === 'ok' || found.remedy));
    return found.status;
}

test('a project that the tenant does not have is told by a plan; undo goes on without it', async () => {
    const context = contextOf(messaging, { projectId: '555af8e5b574a1e4ff59219b' });
    await assert.rejects(messaging.read(context), /answered 404 \(Project 555af8e5b574a1e4ff59219b was not found/);
    const backup = messaging.backup(await messaging.read(contextOf(messaging)));
    await messaging.read(context, { backup });
});

test('a tenant that lists conversations by contact alone: planned all the same, and doctor says what it cannot tell', async () => {
    const context = contextOf(
        messaging,
        {},
        {
            fetch: async (input, init) =>
                /\/conversations\?/.test(String(input))
                    ? Response.json({ title: 'Bad Request', detail: 'contactIds is required.' }, { status: 400 })
                    : fetch(input, init)
        }
    );
    const checks = await messaging.verify(context, await messaging.read(context));
    const histories = checks.find(({ id }) => id === 'cognigy.conversations');
    assert.deepEqual(
        [histories?.status, /answered 400 \(contactIds is required/.test(histories?.found ?? '')],
        ['skipped', true]
    );
});

describe('a tenant that lists no services and providers', () => {
    test('the provider is a step with every value; the node is made all the same', async () => {
        for (const paths of [/\/handover\/(?:services|providers)\?/, /\/services\?/, /\/providers\?/]) {
            await freshTenant();
            const context = contextOf(messaging, {}, { fetch: without(paths) });
            assert.deepEqual(
                (await applyAll(messaging, context)).map(({ id }) => id),
                ['handover-node']
            );
            const [step, ...rest] = messaging.manual(await messaging.read(context), context);
            assert.equal(rest.length, 1);
            assert.match(step?.why ?? '', /lists no handover services and providers/);
            assert.deepEqual(
                step?.values.map(({ name, value }) => [name, value !== undefined]),
                [
                    ['Base URL', true],
                    ['Organization ID', true],
                    ['Embedded Service Developer Name', true],
                    ['Capabilities Version', true]
                ]
            );
        }
    });

    test('an address where nothing is remains an error, also without a flow', async () => {
        for (const flowId of [undefined, bots.cognigy.secrets['flowId']]) {
            const context = contextOf(messaging, { flowId }, { fetch: without(/./) });
            await assert.rejects(messaging.read(context), /answered 404/);
        }
        const shut = without(/\/handover\//);
        const mayNotRead: typeof globalThis.fetch = async (input, init) =>
            /\/(?:conversations|projects)\b/.test(String(input))
                ? Response.json({}, { status: 403 })
                : shut(input, init);
        await messaging.read(contextOf(messaging, { flowId: undefined }, { fetch: mayNotRead }));
    });

    test('the step is open until a conversation has come with its session', async () => {
        const id = 'cognigy.handover-provider';
        assert.equal(await statusOf(contextOf(messaging, {}, { fetch: noLists }), id), 'open');
        for (const [session, status] of [
            [null, 'open'],
            ['session-1', 'ok']
        ] as const) {
            const rest = { fetch: noLists, handedOver, orgReader: withSession(session) };
            assert.equal(await statusOf(contextOf(messaging, {}, rest), id), status);
        }
    });

    test('undo says that it cannot look at a provider that was listed before', async () => {
        const context = contextOf(messaging);
        const before = await messaging.read(context);
        const backup = messaging.backup(before);
        assert.deepEqual(messaging.leaves(backup, before), []);
        await applyAll(messaging, context);
        const now = await messaging.read(contextOf(messaging, {}, { fetch: noLists }));
        assert.match(messaging.leaves(backup, now)[0]?.why ?? '', /a person has to delete it/);
        assert.deepEqual(messaging.leaves(messaging.backup(now), now), []);
    });
});

describe('a node whose fields nobody can tell', () => {
    const id = 'cognigy.handover-node';
    /** Kinds of nodes are not told, and the node's own fields have names that say nothing. */
    const noNames: typeof globalThis.fetch = async (input, init) => {
        if (String(input).includes('/descriptors')) return Response.json({}, { status: 404 });
        const response = await fetch(input, init);
        if (init?.method !== 'GET' || !/\/nodes\/\w+$/.test(String(input))) return response;
        const text = await response.text();
        return new Response(text.replace('handoverProviderId', 'a1').replace('miawConversationAttributes', 'b2'));
    };

    test('is well once a conversation has come with its session, and not before', async () => {
        await applyAll(messaging, contextOf(messaging, { flowId: undefined }));
        await addNode({});
        const context = (session?: string) =>
            contextOf(
                messaging,
                {},
                {
                    fetch: noNames,
                    ...(session !== undefined && { handedOver, orgReader: withSession(session) })
                }
            );
        await applyAll(messaging, context());
        const [step] = messaging.manual(await messaging.read(context()), context());
        assert.match(step?.why ?? '', /names its provider is not public.*routing attributes is not public/);
        assert.equal(await statusOf(context(), id), 'open');
        assert.equal(await statusOf(context(''), id), 'open');
        assert.equal(await statusOf(context('session-1'), id), 'ok');
    });

    test('a flow that the setup file does not name: likewise', async () => {
        for (const [session, status] of [
            [null, 'open'],
            ['session-1', 'ok']
        ] as const) {
            const context = contextOf(chat, { flowId: undefined }, { handedOver, orgReader: withSession(session) });
            await applyAll(chat, context);
            const checks = await chat.verify(context, await chat.read(context));
            assert.equal(checks.find((check) => check.id === id)?.status, status);
        }
    });

    test('what the tenant does tell is not overruled: a node that is off, or names no provider', async () => {
        const context = contextOf(messaging, {}, { handedOver, orgReader: withSession('session-1') });
        await applyAll(messaging, context);
        assert.equal(await statusOf(context, id), 'open', 'off, and without a provider');
        const { flow } = (await messaging.read(context)) as unknown as CognigyState;
        await call('PATCH', `/v2.0/flows/${flow?.id}/chart/nodes/${flow?.node?.id}`, { isDisabled: false });
        assert.equal(await statusOf(context, id), 'open', 'without a provider');
    });
});
