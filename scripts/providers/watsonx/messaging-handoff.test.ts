/**
 * The example desk of docs/examples, against the local org: from the customer's "a person, please" to the agent's
 * answer.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
    routingAttributes,
    SalesforceMessagingDesk,
    type DeskCallback
} from '../../../docs/examples/watsonx-messaging-handoff.ts';
import { names } from '../../demo/provision.ts';
import { MessagingConversation } from '../../handoff/messaging-client.ts';
import { call, idOf, query } from '../../demo/rest.ts';
import { startOrgAfterSetup, type TestOrg } from '../../demo/test-org.ts';
import { conversations } from '../../local-org/bots/index.ts';
import type { LocalOrg } from '../../local-org/local-org.ts';

const talk = conversations().find(({ vendor, key }) => vendor === 'watsonx' && key !== undefined);
const key = talk?.key ?? '';
const connectMessage = {
    output: {
        generic: [
            { response_type: 'text', text: 'One moment.' },
            {
                response_type: 'connect_to_agent',
                topic: 'Refund',
                message_to_human_agent: 'The customer wants money back.'
            }
        ]
    }
};
const options = { url: 'https://x.example.com', organizationId: '00D', esDeveloperName: 'X', provider: 'Watsonx' };

describe('attributes', () => {
    test('the key, or the bare session id where the key is too long', () => {
        const start = { agentAppInfo: { sessionHistoryKey: key } };
        assert.deepEqual(routingAttributes(options, connectMessage, start, { locale: 'de-DE' }), {
            botProvider: 'Watsonx',
            botSessionKey: key,
            handoffReason: 'Refund',
            handoffSummary: 'The customer wants money back.',
            language: 'de_DE'
        });
        const long = ['us-south', 'v1', 'x'.repeat(300), 'session-1', 'i', 's', 'p'].join('::');
        const bare = routingAttributes(options, { output: {} }, { agentAppInfo: { sessionHistoryKey: long } });
        assert.deepEqual(bare, { botProvider: 'Watsonx', botSessionId: 'session-1' });
    });

    test('without a key, the session of the web chat: nobody stays away from an agent for want of one', () => {
        const state = { sessionID: 'session-2' };
        for (const start of [{ agentAppInfo: { sessionHistoryKey: '' } }, { agentAppInfo: undefined }, undefined]) {
            const found = routingAttributes(options, { output: {} }, start, state);
            assert.deepEqual(found, { botProvider: 'Watsonx', botSessionId: 'session-2' });
        }
    });

    test('what the page adds is cut to what Salesforce takes, and cannot replace the session', () => {
        const own = {
            ...options,
            attributes: () => ({ customerName: 'x'.repeat(300), botSessionKey: 'forged', tier: '' })
        };
        const all = routingAttributes(own, connectMessage, { agentAppInfo: { sessionHistoryKey: key } });
        assert.equal(all['customerName']?.length, 255);
        assert.equal(all['botSessionKey'], key);
        assert.ok(!('tier' in all));
    });
});

test('an emoji at the limit is left out of an attribute, and goes with the next message', async () => {
    const attributes = () => ({ customerName: `${'x'.repeat(254)}😀` });
    const all = routingAttributes({ ...options, attributes }, connectMessage, {
        agentAppInfo: { sessionHistoryKey: key }
    });
    assert.equal(all['customerName'], 'x'.repeat(254));
    const long = `${'x'.repeat(4095)}😀${'y'.repeat(4095)}`;
    const original = globalThis.fetch;
    const sent: string[] = [];
    globalThis.fetch = async (_input, init) => {
        const { message } = JSON.parse(String(init?.body)) as { message?: { staticContent: { text: string } } };
        if (message) sent.push(message.staticContent.text);
        return Response.json({ accessToken: 'made-up' });
    };
    try {
        const silent = {} as DeskCallback;
        await new SalesforceMessagingDesk(silent, options).sendMessageToAgent({ input: { text: long } });
        const conversation = await MessagingConversation.open(options, {});
        await conversation.say(long);
    } finally {
        globalThis.fetch = original;
    }
    const pieces = ['x'.repeat(4095), `😀${'y'.repeat(4094)}`, 'y'];
    assert.deepEqual(sent, [...pieces, ...pieces]);
});

test('a stream of events that ends again and again without one: the customer is told', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const original = globalThis.fetch;
    const errors: number[] = [];
    let streams = 0;
    globalThis.fetch = async (input) => {
        // As a gateway that lets no stream through.
        if (String(input).includes('/sse')) {
            streams += 1;
            return new Response(new ReadableStream({ start: (body) => body.close() }));
        }
        return Response.json({ accessToken: 'made-up' });
    };
    try {
        const callback = {
            setErrorStatus: ({ type }) => void errors.push(type)
        } as Partial<DeskCallback> as DeskCallback;
        const start = { agentAppInfo: { sessionHistoryKey: key } };
        await new SalesforceMessagingDesk(callback, options).startChat(connectMessage, start);
        for (let round = 0; round < 400 && errors.length === 0; round += 1) {
            await new Promise((resolve) => setImmediate(resolve));
            context.mock.timers.tick(1000);
        }
    } finally {
        globalThis.fetch = original;
    }
    assert.deepEqual([errors, streams], [[2], 6]);
});

describe('a conversation', () => {
    let started: TestOrg | undefined;
    let org: LocalOrg;

    before(async () => {
        started = await startOrgAfterSetup();
        org = started.org;
    });
    after(() => started?.close());

    const desk = (callback: DeskCallback, esDeveloperName = names['embeddedService'] ?? ''): SalesforceMessagingDesk =>
        new SalesforceMessagingDesk(callback, {
            url: org.instanceUrl,
            organizationId: org.orgId,
            esDeveloperName,
            provider: 'Watsonx',
            attributes: () => ({ customerName: 'Jürgen Weiß', customerEmail: 'juergen@example.com' })
        });

    /** Notes what web chat would be told, and waits for it. */
    function listener(): { callback: DeskCallback; heard: string[]; until: (what: string) => Promise<void> } {
        const heard: string[] = [];
        const callback: DeskCallback = {
            agentJoined: ({ nickname }) => void heard.push(`joined ${nickname}`),
            agentLeftChat: () => void heard.push('left'),
            agentEndedChat: async () => void heard.push('ended'),
            agentTyping: (isTyping) => void heard.push(`typing ${isTyping}`),
            sendMessageToUser: (message) => void heard.push(`message ${message}`),
            setErrorStatus: ({ type }) => void heard.push(`error ${type}`)
        };
        const until = async (what: string): Promise<void> => {
            for (let tries = 0; tries < 1000 && !heard.includes(what); tries += 1) await delay(20);
            assert.ok(heard.includes(what), `${what} is not among: ${heard.join(', ')}`);
        };
        return { callback, heard, until };
    }

    test('the key is on the Messaging Session, the agent is heard, and the customer hangs up', async () => {
        const { callback, until } = listener();
        const chat = desk(callback);
        // Web chat tells its state beside, and again whenever it changes.
        chat.updateState({ sessionID: 'session-0', locale: 'en-US' });
        chat.updateState({ sessionID: 'session-1', locale: 'de-DE' });
        await chat.startChat(connectMessage, { agentAppInfo: { sessionHistoryKey: key } });
        await chat.sendMessageToAgent({ input: { text: 'Hello?' } });
        const session = async (): Promise<Record<string, unknown>> =>
            (
                await query(
                    org,
                    `SELECT Id, Status, Bot_Provider__c, Bot_Session_Key__c, Bot_Handoff_Reason__c, Bot_Summary__c,
                     Bot_Language__c, Bot_Customer_Name__c FROM MessagingSession ORDER BY Id DESC LIMIT 1`
                )
            )[0] ?? {};
        const made = await session();
        assert.equal(made['Bot_Session_Key__c'], key);
        assert.equal(made['Bot_Provider__c'], 'Watsonx');
        assert.equal(made['Bot_Handoff_Reason__c'], 'Refund');
        assert.equal(made['Bot_Summary__c'], 'The customer wants money back.');
        assert.equal(made['Bot_Language__c'], 'de_DE');
        assert.equal(made['Bot_Customer_Name__c'], 'Jürgen Weiß');
        const work = await idOf(org, `SELECT Id FROM AgentWork WHERE WorkItemId = '${String(made['Id'])}'`);
        await call(org, 'POST', `/local/omni/agent-work/${work}/accept`);
        await until('joined Maya Agent');
        await call(org, 'POST', `/local/omni/records/${String(made['Id'])}/reply`, { text: 'Hi, this is Maya.' });
        await until('message Hi, this is Maya.');
        await chat.userTyping(true);
        await chat.endChat();
        assert.equal((await session())['Status'], 'Ended');
    });

    test('a deployment that is not there rejects, so that web chat can say so', async () => {
        const { callback, heard } = listener();
        const start = { agentAppInfo: { sessionHistoryKey: key } };
        await assert.rejects(desk(callback, 'Nobody').startChat(connectMessage, start), /Messaging answered 4\d\d/);
        assert.deepEqual(heard, []);
    });
});
