import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { OrgRequestError } from '../../salesforce/org-client.ts';
import { orgReaderOf } from '../shared/test-context.ts';
import { knowledgeAccess } from './org-probes.ts';
import { checkOf, closeApplication, contextOf, freshApplication, handedOver, setup } from './test-application.ts';

beforeEach(freshApplication);
after(closeApplication);

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
        assert.match(app?.where.join('\n') ?? '', /contact email[^]*Enable OAuth Settings[^]*Manage Consumer Details/);
        assert.match(steps[2]?.where.join('\n') ?? '', /Settings, Personal, Reset My Security Token/);
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

    test('an AI agent whose host is nowhere is told by plan, and keeps undo from nothing', async () => {
        const asked: string[] = [];
        const fetching =
            (code: string): typeof globalThis.fetch =>
            async (input, init) => {
                if (!String(input).includes('genai-eu-9')) return fetch(input, init);
                asked.push(new Headers(init?.headers).get('api-token') ?? 'no token');
                throw new TypeError('fetch failed', { cause: { code } });
            };
        const agentUrl = 'https://genai-eu-9-llm-api.chat.sendbird.com';
        const nowhere = contextOf({ agentUrl });
        nowhere.fetch = fetching('ENOTFOUND');
        await assert.rejects(setup.read(nowhere), {
            kind: 'noHost',
            message: /There is no host genai-eu-9-llm-api\.chat\.sendbird\.com.*bot\.agentUrl/
        });
        assert.deepEqual(asked, ['no token']);
        await setup.read(nowhere, { backup: null, written: [] });
        assert.equal(asked.length, 1);
        const unreachable = contextOf({ agentUrl });
        unreachable.fetch = fetching('ECONNREFUSED');
        await setup.read(unreachable);
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

    test('articles are looked for in the language as Salesforce names it, however the setup file does', async () => {
        for (const [language, published] of [
            ['de_DE', 'de'],
            ['de-DE', 'de'],
            ['en', 'en_US'],
            ['pt', 'pt_BR'],
            ['en_GB', 'en_GB']
        ] as const) {
            const orgReader = orgReaderOf({});
            orgReader.query = async (soql) => (soql.includes(`Language = '${published}'`) ? [{ Id: 'kA0' }] : []);
            const { status } = await knowledgeAccess(orgReader, language);
            assert.deepEqual([language, status], [language, 'yes']);
        }
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
