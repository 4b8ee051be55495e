import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { startPretendBots, type PretendBots } from '../../local-org/bots/index.ts';
import type { OrgFacts, WatsonxBot } from '../../setup/provider-setup.ts';
import { readSnippets } from '../../setup/snippets/snippets.ts';
import {
    assertClean,
    noWait,
    orgFacts,
    testContext,
    type TestContext,
    type TestOptions
} from '../shared/test-context.ts';
import { watsonxSetup } from './index.ts';
import { readLogAccess, type LogState } from './logs.ts';

let bots: PretendBots;
const setup = watsonxSetup({ wait: noWait });

beforeEach(async () => {
    await bots?.close();
    bots = await startPretendBots();
});
after(() => bots?.close());

function contextOf(bot: Partial<WatsonxBot> = {}, rest: Partial<TestOptions<'watsonx'>> = {}): TestContext<'watsonx'> {
    const { apiKey = '', environmentId = '', serviceInstanceId, region, integrationId } = bots.watsonx.secrets;
    return testContext({
        connector: 'watsonx',
        bot: {
            apiUrl: `https://api.${region}.assistant.watson.cloud.ibm.com/instances/${serviceInstanceId}`,
            environmentId,
            region,
            integrationId,
            ...bot
        },
        secrets: { apiKey },
        hosts: bots.hosts,
        ...rest
    });
}

const logsOf = (context: TestContext<'watsonx'>): Promise<LogState> => readLogAccess(context, noWait);

const chatOnly: Partial<OrgFacts> = { messaging: undefined };

describe('access to the logs, by the official SDK', () => {
    test('two requests: a token and the newest records; a plan asks nothing', async () => {
        const context = contextOf();
        const state = await setup.read(context);
        assert.deepEqual(context.requests, []);
        const checks = await setup.verify(context, state);
        const { serviceInstanceId, environmentId, apiKey = '' } = bots.watsonx.secrets;
        assert.deepEqual(context.requests, [
            'POST /identity/token',
            `GET /instances/${serviceInstanceId}/v2/assistants/${environmentId}/logs`
        ]);
        assert.match(bots.watsonx.requests.at(-1)?.path ?? '', /page_limit=100/);
        assertClean(checks, [apiKey, 'eyJ']);
        assert.equal(checks.find(({ id }) => id === 'watsonx.logs')?.status, 'ok');
    });

    const statusOf = async (context: TestContext<'watsonx'>): Promise<Record<string, string>> => {
        const checks = await setup.verify(context, await setup.read(context));
        return Object.fromEntries(checks.map(({ id, status }) => [id.replace('watsonx.', ''), status]));
    };

    test('the steps for a person: told by what came of them, and open until then', async () => {
        const asked = { logs: 'ok', 'service-desk': 'open', transfer: 'ok', 'session-key': 'ok' };
        assert.deepEqual(await statusOf(contextOf()), asked);
        const silent: typeof globalThis.fetch = async (input, init) => {
            const response = await fetch(input, init);
            if (!String(input).includes('/logs')) return response;
            const { logs } = (await response.json()) as { logs: { response: { output: { generic: object[] } } }[] };
            for (const log of logs) log.response.output.generic = [{ response_type: 'text', text: 'Hello' }];
            return Response.json({ logs });
        };
        assert.deepEqual(await statusOf(contextOf({}, { fetch: silent })), { ...asked, transfer: 'open' });
        const handedOver = { recordId: '0Mw000000000001AAA', at: '2026-03-01T10:00:00.000+0000' };
        const context = contextOf({}, { fetch: silent, handedOver });
        assert.deepEqual(await statusOf(context), { ...asked, 'service-desk': 'ok' });
        const withoutKey = contextOf({}, { secrets: {} });
        assert.deepEqual(await statusOf(withoutKey), { ...asked, logs: 'skipped', transfer: 'open' });
        const steps = setup.manual(await setup.read(withoutKey), withoutKey);
        assert.deepEqual(
            steps.map(({ check }) => check),
            ['watsonx.service-desk', 'watsonx.transfer']
        );
    });

    test('a wrong key, a wrong instance, no role, the id of the assistant: each in a sentence', async () => {
        const { assistantId = '' } = bots.watsonx.secrets;
        const wrongKey = contextOf({}, { secrets: { apiKey: 'not-a-key' } });
        assert.match((await logsOf(wrongKey)).found, /IBM Cloud does not know this API key/);
        const [logs] = await setup.verify(wrongKey, null);
        assert.match(logs?.remedy ?? '', /--renew-secrets.* VARIABLE_OF_apiKey\.$/);
        const ofAmazon = contextOf(
            { apiUrl: 'https://api.us-east-1.watson-orchestrate.ibm.com/instances/1' },
            { secrets: { apiKey: 'not-a-key' } }
        );
        assert.match((await logsOf(ofAmazon)).found, /watsonx Orchestrate on Amazon.*leave the key out/);
        const mistaken = await logsOf(contextOf({ environmentId: assistantId }));
        assert.equal(mistaken.access, 'notFound');
        assert.match(mistaken.found, /Is it the id of the assistant\?/);
        const [check] = await setup.verify(contextOf({ environmentId: assistantId }), null);
        assert.match(check?.remedy ?? '', /Environment ID\. The classic experience has none: .*Assistant ID\.$/);
        for (const [status, access, words] of [
            [401, 'unauthorized', /another account or service instance/],
            [403, 'forbidden', /Manager role.*Plus plan/]
        ] as const) {
            await bots.watsonx.setFault({ kind: 'status', status, only: '/logs' });
            const context = contextOf();
            const logs = await logsOf(context);
            assert.equal(logs.access, access);
            assert.match(logs.found, words);
            const checks = await setup.verify(context, null);
            const check = checks.find(({ id }) => id === 'watsonx.logs');
            assert.equal(check?.status, 'failed');
            assert.ok(check?.remedy && check.link?.startsWith('https://'));
            await bots.watsonx.setFault(null);
        }
    });

    test('a plan asks for a token alone: only where IBM does not know the key, it goes no further', async () => {
        const refuseWrongSecret = async (context: TestContext<'watsonx'>) => setup.refuseWrongSecret?.(context);
        const known = contextOf();
        await refuseWrongSecret(known);
        assert.deepEqual(known.requests, ['POST /identity/token']);
        await assert.rejects(refuseWrongSecret(contextOf({}, { secrets: { apiKey: 'not-a-key' } })), (error: Error) => {
            assertClean(error, ['not-a-key']);
            return /IBM Cloud does not know this API key/.test(error.message);
        });
        const withoutKey = contextOf({}, { secrets: {} });
        await refuseWrongSecret(withoutKey);
        assert.deepEqual(withoutKey.requests, []);
        await bots.watsonx.setFault({ kind: 'status', status: 503, only: '/identity/token' });
        await refuseWrongSecret(contextOf());
    });

    test('without a key nothing is asked, and the check says what is missing', async () => {
        const context = contextOf({}, { secrets: {} });
        const check = (await setup.verify(context, null)).find(({ id }) => id === 'watsonx.logs');
        assert.deepEqual(context.requests, []);
        assert.equal(check?.status, 'skipped');
    });

    test('a token that ends half-way is asked for anew', async () => {
        const context = contextOf();
        let ended = false;
        const { fetch } = context;
        context.fetch = async (input, init) => {
            const answer = await fetch(input, init);
            if (!ended && String(input).includes('/identity/token')) {
                ended = true;
                await bots.watsonx.setFault({ kind: 'expiredToken', only: '/nowhere' });
                await bots.watsonx.setFault(null);
            }
            return answer;
        };
        assert.equal((await logsOf(context)).access, 'ok');
        assert.equal(context.requests.length, 4);
    });

    test('what is not definite is an error with the request and whether trying again helps; never the key', async () => {
        const cases: [NonNullable<Parameters<typeof bots.watsonx.setFault>[0]>, RegExp, number][] = [
            [{ kind: 'status', status: 500 }, /answered 500.*Trying again later may help/, 4],
            [{ kind: 'status', status: 503 }, /answered 503.*Trying again later may help/, 4],
            [{ kind: 'rateLimit', retryAfter: 4 }, /answered 429.*Try again in 4 seconds/, 4],
            [{ kind: 'rubbish' }, /not JSON/, 1],
            [{ kind: 'halfJson' }, /not JSON/, 1],
            [{ kind: 'breakOff' }, /cannot be reached/, 4],
            [{ kind: 'refuse' }, /cannot be reached: ECONNREFUSED/, 4]
        ];
        for (const only of ['/identity/token', '/logs']) {
            for (const [fault, message, tries] of cases) {
                if (['refuse', 'rateLimit'].includes(fault.kind) && only === '/logs') continue;
                await bots.watsonx.setFault(fault.kind === 'refuse' ? fault : { ...fault, only });
                const context = contextOf();
                await assert.rejects(logsOf(context), (error: Error) => {
                    assert.match(error.message, message);
                    assertClean(error, [bots.watsonx.secrets['apiKey'] ?? '', 'eyJ']);
                    return true;
                });
                const asked = context.requests.filter((path) => path.endsWith(only)).length;
                assert.equal(asked, tries, `${only} ${JSON.stringify(fault)}`);
                await bots.watsonx.setFault(null);
            }
        }
    });

    test('JSON that is no object is an answer that cannot be read, without its words', async () => {
        for (const only of ['/identity/token', '/logs']) {
            for (const body of ['"eyJhbGciOi.made.up"', '["a"]', 'null', '1', '']) {
                const context = contextOf(
                    {},
                    {
                        fetch: async (input, init) =>
                            new URL(String(input)).pathname.endsWith(only)
                                ? new Response(body, { headers: { 'content-type': 'application/json' } })
                                : fetch(input, init)
                    }
                );
                await assert.rejects(logsOf(context), (error: Error & { kind?: string }) => {
                    assert.equal(error.kind, 'badAnswer', `${only} ${body}: ${error.message}`);
                    assert.match(error.message, /^watsonx Assistant/);
                    assertClean(error, ['eyJ']);
                    return true;
                });
            }
        }
    });

    test('too many looks at the logs: a warning, not an end of everything', async () => {
        await bots.watsonx.setFault({ kind: 'rateLimit', retryAfter: 900, only: '/logs' });
        const context = contextOf();
        const check = (await setup.verify(context, null)).find(({ id }) => id === 'watsonx.logs');
        assert.equal(check?.status, 'warning');
        assert.match(check?.found ?? '', /answered 429.*Try again in 900 seconds/);
        await bots.watsonx.setFault(null);
    });

    test('the network failing at each request', async () => {
        for (const cut of [1, 2]) {
            const context = contextOf();
            context.cutAt = cut;
            await assert.rejects(logsOf(context), /watsonx Assistant: \w+ https.* cannot be reached: ECONNRESET/);
        }
    });
});

describe('what a person pastes', () => {
    test('nothing is changed, and nothing put back', async () => {
        const context = contextOf();
        const state = await setup.read(context);
        assert.deepEqual(setup.changes(state, context), []);
        assert.deepEqual(setup.undo(setup.backup(state), state, context), []);
    });

    test('through Messaging: two steps, the desk with its values, the response that asks for a person', async () => {
        const context = contextOf({}, { org: { hasChat: false } });
        const steps = setup.manual(await setup.read(context), context);
        assert.deepEqual(
            steps.map(({ id }) => id),
            ['watsonx.service-desk', 'watsonx.transfer']
        );
        assert.match(steps[0]?.why ?? '', /Salesforce Chat only, which this org has not, or not switched on/);
        const snippet = steps[0]?.snippet?.text ?? '';
        for (const value of [
            orgFacts.messaging?.url,
            'Bot_Handoff_Client',
            'Northwind',
            bots.watsonx.secrets['integrationId']
        ])
            assert.ok(snippet.includes(`"${value}"`), value);
        const transfer = JSON.parse(steps[1]?.snippet?.text ?? '') as Record<string, unknown>;
        assert.equal(transfer['response_type'], 'connect_to_agent');
        assert.equal(transfer['transfer_info'], undefined);
        assert.match(steps[1]?.where.join('\n') ?? '', /set the context variables handoff_summary and handoff_reason/);
    });

    test("the page's options run as they are printed, whatever the values hold; an Enterprise plan's subscription is there", async () => {
        const odd = {
            url: `https://acme.example.com/"'\\</script>\u2028ü`,
            esDeveloperName: 'A\n`${b}',
            parameters: []
        };
        const optionsOf = (context: TestContext<'watsonx'>): Record<string, unknown> => {
            const code = setup.manual(null, context)[0]?.snippet?.text.replace(/^import .*$/m, '') ?? '';
            const window: { watsonAssistantChatOptions?: Record<string, unknown> } = {};
            runInNewContext(code, { window, SalesforceMessagingDesk: Desk });
            return window.watsonAssistantChatOptions ?? {};
        };
        class Desk {
            readonly options: unknown;
            constructor(_callback: unknown, options: unknown) {
                this.options = options;
            }
        }
        const options = optionsOf(contextOf({ subscriptionId: 'crn-5f' }, { org: { hasChat: false, messaging: odd } }));
        assert.equal(options['subscriptionID'], 'crn-5f');
        const factory = options['serviceDeskFactory'] as (parameters: object) => Promise<Desk>;
        const desk = (await factory({})).options as Record<string, string>;
        assert.deepEqual([desk['url'], desk['esDeveloperName']], [odd.url, odd.esDeveloperName]);
        assert.ok(!('subscriptionID' in optionsOf(contextOf({}, { org: { hasChat: false } }))));
    });

    test('through Salesforce Chat: the codes hold what the desk reads out of them', async () => {
        const chat = { ...orgFacts.chat, url: 'https://d.la1-c1-ia4.salesforceliveagent.com' };
        const context = contextOf({}, { org: { ...chatOnly, chat } });
        const [desk, transfer] = setup.manual(await setup.read(context), context);
        const [deployment, button] = desk?.values.map(({ value }) => readSnippets(value ?? '')[0]) ?? [];
        assert.deepEqual(deployment, {
            kind: 'chat-deployment',
            values: { chatUrl: chat.url, deploymentId: '572000000000001', organizationId: '00D000000000001' },
            problems: []
        });
        assert.deepEqual(button, { kind: 'chat-button', values: { buttonId: '573000000000001' }, problems: [] });
        const response = JSON.parse(transfer?.snippet?.text ?? '') as { transfer_info: unknown };
        assert.deepEqual(response.transfer_info, { target: { salesforce: { button_id: '573000000000001' } } });
    });

    test('the config says which way; an org without Chat has but one', async () => {
        const titleOf = (context: TestContext<'watsonx'>): string | undefined => setup.manual(null, context)[0]?.title;
        assert.match(titleOf(contextOf({ way: 'chat' })) ?? '', /with Salesforce Chat$/);
        assert.match(
            titleOf(contextOf({ way: 'messaging' }, { org: chatOnly })) ?? '',
            /through Salesforce Messaging$/
        );
        assert.match(
            titleOf(contextOf({ way: 'chat' }, { org: { hasChat: false } })) ?? '',
            /through Salesforce Messaging$/
        );
    });

    test('values that come with the org side are shown as such', async () => {
        const context = contextOf({}, { org: { ...chatOnly, chat: {} } });
        const [desk] = setup.manual(await setup.read(context), context);
        assert.deepEqual(
            desk?.values.map(({ value }) => value),
            [undefined, undefined]
        );
    });

    test('a record without the field for the key is a failed check', async () => {
        const fields = { MessagingSession: [], LiveChatTranscript: [], Case: [] };
        const context = contextOf({}, { org: { fields } });
        const check = (await setup.verify(context, await setup.read(context))).find(
            ({ id }) => id === 'watsonx.session-key'
        );
        assert.match(check?.found ?? '', /no field Bot_Session_Key__c/);
    });
});
