import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { startPretendBots, type PretendBots } from '../../local-org/bots/index.ts';
import { OrgRequestError } from '../../salesforce/org-client.ts';
import type { Check, SendbirdBot } from '../../setup/provider-setup.ts';
import {
    applyAll,
    assertClean,
    noWait,
    orgReaderOf,
    testContext,
    undoAll,
    type TestContext,
    type TestOptions
} from '../shared/test-context.ts';
import { sendbirdSetup, signatureSecret } from './index.ts';

let bots: PretendBots;
const setup = sendbirdSetup({ wait: noWait });
const webhookUrl = 'https://hooks.example.com/sendbird';

beforeEach(async () => {
    await bots?.close();
    bots = await startPretendBots();
});
after(() => bots?.close());

const secrets = (): string[] => [
    bots.sendbird.secrets['apiToken'] ?? '',
    bots.sendbird.secrets['signatureSecret'] ?? ''
];

const goodOrg = () =>
    orgReaderOf({
        RemoteProxy: [
            { SiteName: 'A', EndpointUrl: bots.sendbird.url, IsActive: true },
            { SiteName: 'B', EndpointUrl: 'https://genai-us-llm-api.chat.sendbird.com/', IsActive: true }
        ],
        InstalledSubscriberPackage: [
            { Id: '1', SubscriberPackage: { NamespacePrefix: 'other' } },
            { Id: '2', SubscriberPackage: { NamespacePrefix: 'Sendbird' } }
        ],
        Case: [],
        Knowledge__kav: [{ Id: '1' }]
    });
const handedOver = { recordId: '500000000000001AAA', at: '2026-03-01T10:00:00.000+0000' };

function contextOf(
    bot: Partial<SendbirdBot> = {},
    rest: Partial<TestOptions<'sendbird'>> = {}
): TestContext<'sendbird'> {
    const { apiToken = '', applicationId = '' } = bots.sendbird.secrets;
    return testContext({
        connector: 'sendbird',
        bot: {
            apiUrl: bots.sendbird.url,
            agentUrl: 'https://genai-us-llm-api.chat.sendbird.com',
            applicationId,
            webhookUrl,
            ...bot
        },
        secrets: { apiToken },
        orgReader: goodOrg(),
        ...rest
    });
}

async function webhook(change?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${bots.sendbird.url}/v3/ai_agent/settings/webhook`, {
        headers: { 'api-token': bots.sendbird.secrets['apiToken'] ?? '', 'content-type': 'application/json' },
        ...(change && { method: 'PUT', body: JSON.stringify(change) })
    });
    assert.equal(response.status, 200);
    return (await response.json()) as Record<string, unknown>;
}

const checkOf = (checks: Check[], id: string): Check => {
    const found = checks.find((check) => check.id === `sendbird.${id}`);
    assert.ok(found, id);
    return found;
};

describe('webhook', () => {
    test('plan, apply, all green, nothing to do, undo: off again; no secret anywhere', async () => {
        const context = contextOf({}, { org: { isPasswordFlowBlocked: false }, handedOver });
        const state = await setup.read(context);
        assert.equal(context.requests.length, 1);
        const backup = setup.backup(state);
        const changes = setup.changes(state, context);
        assert.deepEqual(
            changes[0]?.fields.map(({ name, to, isOverwrite }) => [name, to, isOverwrite]),
            [
                ['enabled', true, undefined],
                ['url', webhookUrl, undefined],
                ['categories', ['handoff'], undefined]
            ]
        );
        await applyAll(setup, context);
        const after = await setup.read(context);
        for (const value of [state, changes, backup, after]) assertClean(value, secrets());
        assert.deepEqual(setup.changes(after, context), []);
        const checks = await setup.verify(context, after);
        assert.ok(
            checks.every(({ status }) => status === 'ok'),
            JSON.stringify(checks)
        );
        await undoAll(setup, context, backup);
        const { enabled, category_subscriptions: categories } = await webhook();
        assert.deepEqual([enabled, categories], [false, []]);
        assert.deepEqual(await undoAll(setup, context, backup), []);
    });

    test("somebody's settings: shown as overwritten, their categories kept, put back exactly", async () => {
        const own = { enabled: true, url: 'https://other.example.com/', category_subscriptions: ['message:user_sent'] };
        const before = await webhook(own);
        const context = contextOf();
        const backup = setup.backup(await setup.read(context));
        const [change] = await applyAll(setup, context);
        assert.deepEqual(
            change?.fields.map(({ name, isOverwrite }) => [name, isOverwrite]),
            [
                ['url', true],
                ['categories', true]
            ]
        );
        assert.deepEqual((await webhook())['category_subscriptions'], ['message:user_sent', 'handoff']);
        await undoAll(setup, context, backup);
        assert.deepEqual(await webhook(), before);
    });

    test('subscribed to everything stays so; without a receiver nothing is touched', async () => {
        await webhook({ enabled: true, url: webhookUrl, category_subscriptions: ['*'] });
        assert.deepEqual(await applyAll(setup, contextOf()), []);
        const context = contextOf({ webhookUrl: undefined });
        assert.deepEqual(await applyAll(setup, context), []);
        const checks = await setup.verify(context, await setup.read(context));
        assert.match(checkOf(checks, 'webhook').found, /names no receiver/);
    });

    test('changed between plan and apply: not overwritten; done already: no harm', async () => {
        const context = contextOf();
        const [change] = setup.changes(await setup.read(context), context);
        assert.ok(change);
        await webhook({ enabled: true, url: 'https://other.example.com/', category_subscriptions: [] });
        await assert.rejects(setup.apply(change, context), /changed in Sendbird since it was read/);
        await webhook({ enabled: true, url: webhookUrl, category_subscriptions: ['handoff'] });
        await setup.apply(change, context);
    });

    test('the secret of the signature is to be had for the receiver only', async () => {
        assert.equal(await signatureSecret(contextOf()), bots.sendbird.secrets['signatureSecret']);
    });
});

describe('what goes wrong with Sendbird', () => {
    test('each kind of failure has its words', async () => {
        const cases: [Parameters<typeof bots.sendbird.setFault>[0], RegExp, number][] = [
            [{ kind: 'status', status: 401 }, /answered 400 \(Invalid API token/, 1],
            [{ kind: 'expiredToken' }, /answered 400 \(Invalid API token/, 1],
            [{ kind: 'status', status: 403 }, /answered 403/, 1],
            [{ kind: 'status', status: 500 }, /answered 500.*Trying again later/, 4],
            [{ kind: 'status', status: 503 }, /answered 503.*Trying again later/, 4],
            [{ kind: 'rateLimit', retryAfter: 3 }, /answered 429.*Try again in 3 seconds/, 4],
            [{ kind: 'rubbish' }, /not JSON/, 1],
            [{ kind: 'halfJson' }, /not JSON/, 1],
            [{ kind: 'breakOff' }, /cannot be reached/, 4],
            [{ kind: 'refuse' }, /cannot be reached: ECONNREFUSED/, 4]
        ];
        for (const [fault, message, tries] of cases) {
            const context = contextOf();
            await bots.sendbird.setFault(fault);
            await assert.rejects(setup.read(context), (error: Error) => {
                assert.match(error.message, message);
                assertClean(error, secrets());
                return true;
            });
            assert.equal(context.requests.length, tries, JSON.stringify(fault));
            await bots.sendbird.setFault(null);
        }
    });

    test('the network failing at each request, and a token revoked half-way: the next run ends it', async () => {
        for (const cut of [1, 2, 3]) {
            await bots.close();
            bots = await startPretendBots();
            const context = contextOf();
            context.cutAt = cut;
            await assert.rejects(applyAll(setup, context), /cannot be reached: ECONNRESET/);
            context.cutAt = undefined;
            await applyAll(setup, context);
            assert.deepEqual(await applyAll(setup, context), []);
        }
        await webhook({ enabled: false, url: webhookUrl, category_subscriptions: [] });
        const context = contextOf();
        const [change] = setup.changes(await setup.read(context), context);
        assert.ok(change);
        await bots.sendbird.setFault({ kind: 'expiredToken' });
        await assert.rejects(setup.apply(change, context), /Invalid API token/);
        await bots.sendbird.setFault(null);
        await applyAll(setup, context);
        assert.equal((await webhook())['enabled'], true);
    });
});

describe('what of the org Sendbird needs', () => {
    test('at most 4 steps; the blocked login is told first, with what to do', async () => {
        const orgReader = orgReaderOf({
            RemoteProxy: [],
            InstalledSubscriberPackage: [],
            Knowledge__kav: new OrgRequestError(400, 'INVALID_TYPE', "sObject type 'Knowledge__kav' is not supported.")
        });
        const context = contextOf({}, { orgReader, org: { isPasswordFlowBlocked: true } });
        const state = await setup.read(context);
        assert.equal(orgReader.asked.length, 2);
        const steps = setup.manual(state, context);
        assert.deepEqual(
            steps.map(({ id }) => id),
            ['sendbird.connector', 'sendbird.connected-app', 'sendbird.credentials', 'sendbird.handoff-platform']
        );
        const app = steps[1];
        assert.match(app?.why ?? '', /This org blocks.*Summer '23.*Spring '26/);
        assert.match(
            app?.where.join('\n') ?? '',
            /Allow OAuth Username-Password Flows[^]*Salesforce Support[^]*client credentials/
        );
        assert.equal(app?.values.filter(({ name }) => name.startsWith('OAuth scope')).length, 7);
        assert.equal(steps[2]?.values[0]?.value, 'acme.my.salesforce.example.com');
        const checks = await setup.verify(context, state);
        assert.equal(checkOf(checks, 'password-flow').status, 'open');
        assert.equal(checkOf(checks, 'remote-sites').status, 'failed');
        assert.match(checkOf(checks, 'remote-sites').found, /genai-us-llm-api/);
        assert.equal(checkOf(checks, 'connector').status, 'open');
        assert.equal(checkOf(checks, 'handoff').status, 'open');
        assert.match(checkOf(checks, 'knowledge').found, /no Salesforce Knowledge/);
        const ids = new Set(checks.map(({ id }) => id));
        assert.deepEqual(
            steps.filter(({ check }) => !ids.has(check)),
            [],
            'every step has a check that tells whether it is done'
        );
        assert.ok(checks.every(({ status, remedy }) => status === 'ok' || remedy));
    });

    test('the login: by the settings of the org, or by a Case that came of it', async () => {
        const allowed = contextOf({}, { org: { isPasswordFlowBlocked: false } });
        const state = await setup.read(allowed);
        assert.equal(checkOf(await setup.verify(allowed, state), 'password-flow').status, 'ok');
        const [step] = setup.manual(state, allowed);
        assert.equal(step?.id, 'sendbird.connected-app');
        assert.doesNotMatch(step?.where.join('\n') ?? '', /switch on/);
        const blocked = contextOf({}, { org: { isPasswordFlowBlocked: true }, handedOver });
        const checks = await setup.verify(blocked, state);
        assert.match(checkOf(checks, 'password-flow').found, /gets in: 500000000000001AAA/);
        assert.equal(checkOf(checks, 'handoff').status, 'ok');
    });

    test("a Case of the vendor's own connector counts, by the field of its package", async () => {
        const orgReader = orgReaderOf({
            RemoteProxy: [],
            InstalledSubscriberPackage: [{ Id: '2', SubscriberPackage: { NamespacePrefix: 'Sendbird' } }],
            Knowledge__kav: [],
            Case: [{ Id: handedOver.recordId, CreatedDate: handedOver.at }]
        });
        const context = contextOf({}, { orgReader });
        const checks = await setup.verify(context, await setup.read(context));
        assert.match(checkOf(checks, 'handoff').found, /500000000000001AAA came at/);
        assert.ok(orgReader.asked.some((soql) => soql.includes('Sendbird__ChannelUrl__c != null')));
    });

    test('articles that the setup file asks for, and that are not there', async () => {
        const none = orgReaderOf({ RemoteProxy: [], InstalledSubscriberPackage: [], Knowledge__kav: [] });
        const context = contextOf({ knowledge: true }, { orgReader: none });
        const state = await setup.read(context);
        const check = checkOf(await setup.verify(context, state), 'knowledge');
        assert.deepEqual([check.status, /no published article in en_US/.test(check.found)], ['failed', true]);
        const unasked = contextOf({}, { orgReader: none });
        assert.equal(checkOf(await setup.verify(unasked, state), 'knowledge').status, 'ok');
    });

    test('an org that will not say is no failure; one that cannot be reached is', async () => {
        const shy = orgReaderOf({
            RemoteProxy: new OrgRequestError(403, 'INSUFFICIENT_ACCESS', 'No.'),
            InstalledSubscriberPackage: new OrgRequestError(400, 'INVALID_TYPE', 'No such type.'),
            Knowledge__kav: new OrgRequestError(403, 'FORBIDDEN', 'No.')
        });
        const context = contextOf({ knowledge: true }, { orgReader: shy, org: { isPasswordFlowBlocked: undefined } });
        const checks = await setup.verify(context, await setup.read(context));
        assert.deepEqual(
            checks.filter(({ status }) => status === 'warning').map(({ id }) => id),
            ['sendbird.remote-sites', 'sendbird.connector', 'sendbird.password-flow', 'sendbird.knowledge']
        );
        const gone = orgReaderOf({
            RemoteProxy: new OrgRequestError(0, 'ECONNREFUSED', 'The org cannot be reached.')
        });
        await assert.rejects(setup.read(contextOf({}, { orgReader: gone })));
    });

    test('an address of another application is noticed', async () => {
        const context = contextOf();
        const state = await setup.read(context);
        context.config.bot.apiUrl = 'https://api-11111111-2222-3333-4444-555555555555.sendbird.com';
        const checks = await setup.verify(context, state);
        assert.match(checkOf(checks, 'api-token').found, /another application/);
    });
});
