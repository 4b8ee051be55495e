/** Handoffs through the local org's Messaging face, with everything deployed as an admin would have it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { names } from '../../demo/provision.ts';
import { call, create, idOf, query } from '../../demo/rest.ts';
import { startOrgAfterSetup, withNobodyOnline, type TestOrg } from '../../demo/test-org.ts';
import { MessagingConversation, MessagingRefused } from '../../handoff/messaging-client.ts';
import { deployFiles, failureLines } from '../../salesforce/deploy.ts';
import { connect } from '../../salesforce/org-client.ts';
import type { LocalOrg } from '../local-org.ts';
import { manifest, xml } from '../metadata/test-package.ts';

let started: TestOrg | undefined;
let org: LocalOrg;
let clock = Date.now();
let agentId: string;
const deployment = () => ({
    url: org.instanceUrl,
    organizationId: org.orgId,
    esDeveloperName: names['embeddedService'] ?? ''
});

before(async () => {
    started = await startOrgAfterSetup({ now: () => new Date(clock) });
    org = started.org;
    agentId = await idOf(org, "SELECT Id FROM User WHERE FirstName = 'Maya'");
});
after(() => started?.close());
beforeEach(() => {
    // Limits are counted per minute: each test starts in one of its own.
    clock += 120_000;
});

async function newestSession(): Promise<Record<string, unknown>> {
    const [session] = await query(
        org,
        `SELECT Id, Status, Owner.Name, Bot_Provider__c, Bot_Session_Id__c, Bot_Session_Key__c, Bot_Handoff_Reason__c, Bot_Summary__c,
         Bot_Language__c, Bot_Customer_Name__c, Bot_Customer_Email__c, Bot_Handed_Off_At__c, Copilot__c
         FROM MessagingSession ORDER BY Id DESC LIMIT 1`
    );
    assert.ok(session);
    return session;
}

const ownerOf = (session: Record<string, unknown>) => (session['Owner'] as { Name: string }).Name;

describe('a bot hands off through Messaging', () => {
    const attributes = {
        botProvider: 'Cognigy',
        botSessionId: 'session-1',
        botSessionKey: 'key-1',
        handoffReason: 'Refund refused',
        handoffSummary: 'Two attempts, no result.',
        language: 'es_MX',
        customerName: 'Jürgen Weiß',
        customerEmail: 'juergen@example.com',
        copilotUrl: 'https://copilot.example.com/1'
    };

    test('every attribute stands on the Messaging Session, which waits in the right queue and is offered to an agent', async () => {
        const conversation = await MessagingConversation.open(deployment(), attributes);
        await conversation.say('Hello');
        const session = await newestSession();
        assert.equal(session['Bot_Provider__c'], 'Cognigy');
        assert.equal(session['Bot_Session_Id__c'], 'session-1');
        assert.equal(session['Bot_Session_Key__c'], 'key-1');
        assert.equal(session['Bot_Handoff_Reason__c'], 'Refund refused');
        assert.equal(session['Bot_Summary__c'], 'Two attempts, no result.');
        assert.equal(session['Bot_Language__c'], 'es_MX');
        assert.equal(session['Bot_Customer_Name__c'], 'Jürgen Weiß');
        assert.equal(session['Bot_Customer_Email__c'], 'juergen@example.com');
        assert.equal(session['Copilot__c'], 'https://copilot.example.com/1');
        assert.ok(session['Bot_Handed_Off_At__c']);
        assert.equal(ownerOf(session), names['queueLabel']);
        const [work] = await query(org, `SELECT Id, UserId FROM AgentWork WHERE WorkItemId = '${session['Id']}'`);
        assert.equal(work?.['UserId'], agentId);

        const { recordId } = await call<{ recordId: string }>(
            org,
            'POST',
            `/local/omni/agent-work/${work?.['Id']}/accept`
        );
        assert.equal(recordId, session['Id']);
        const accepted = await newestSession();
        assert.equal(accepted['Status'], 'Active');
        await call(org, 'POST', `/local/omni/records/${recordId}/reply`, { text: 'Hi, this is Maya.' });
        const types = (await conversation.entries()).map((entry) => entry['entryType']);
        assert.deepEqual(types.toReversed(), [
            'ParticipantChanged',
            'RoutingResult',
            'Message',
            'ParticipantChanged',
            'Message'
        ]);
        await conversation.close();
        assert.equal((await newestSession())['Status'], 'Ended');
    });

    test('an attribute whose name differs in case, or that no parameter names, is dropped', async () => {
        await MessagingConversation.open(deployment(), { BotSessionId: 'x', nobody: 'y', botProvider: 'Cognigy' });
        const session = await newestSession();
        assert.equal(session['Bot_Session_Id__c'], null);
        assert.equal(session['Bot_Provider__c'], 'Cognigy');
    });

    test('a routing setting of its own sends the customer to its queue, an unknown one to the fallback queue', async () => {
        const deployed = await deployFiles(await connect(org), {
            'package.xml': manifest({ Queue: ['Calm'], CustomMetadata: ['Bot_Routing_Setting.Calm'] }),
            'queues/Calm.queue': xml(
                'Queue',
                `<doesSendEmailToMembers>false</doesSendEmailToMembers><name>Calm</name><queueRoutingConfig>${names['routingConfig']}</queueRoutingConfig><queueSobject><sobjectType>MessagingSession</sobjectType></queueSobject>`
            ),
            'customMetadata/Bot_Routing_Setting.Calm.md': xml(
                'CustomMetadata',
                '<label>Calm</label><protected>false</protected><values><field>Queue_Developer_Name__c</field><value>Calm</value></values>'
            )
        });
        assert.deepEqual(failureLines(deployed), []);
        const calm = await idOf(org, "SELECT Id FROM Group WHERE DeveloperName = 'Calm'");
        await create(org, 'GroupMember', { GroupId: calm, UserOrGroupId: agentId });
        await MessagingConversation.open(deployment(), { ...attributes, routingSetting: 'Calm' });
        assert.equal(ownerOf(await newestSession()), 'Calm');
        await MessagingConversation.open(deployment(), { ...attributes, routingSetting: 'Nobody' });
        assert.equal(ownerOf(await newestSession()), names['fallbackQueueLabel']);
    });

    test('a field update that fails costs neither the session id nor the routing', async () => {
        await MessagingConversation.open(deployment(), {
            ...attributes,
            botSessionId: 'session-2',
            customerEmail: 'not an address'
        });
        const session = await newestSession();
        assert.equal(session['Bot_Session_Id__c'], 'session-2');
        assert.equal(session['Bot_Customer_Email__c'], null);
        assert.equal(ownerOf(session), names['queueLabel']);
        const { messaging } = await call<{ messaging: { flowErrors: string[] }[] }>(org, 'GET', '/local/omni/handoffs');
        assert.match(messaging[0]?.flowErrors.join() ?? '', /Save_Customer: .*INVALID_EMAIL_ADDRESS/);
    });

    test('with nobody online the customer reaches the fallback queue', async () => {
        await withNobodyOnline(org, async () => {
            await MessagingConversation.open(deployment(), attributes);
            assert.equal(ownerOf(await newestSession()), names['fallbackQueueLabel']);
        });
    });

    test('with the queue deleted the customer reaches the fallback queue', async () => {
        const id = await idOf(org, `SELECT Id FROM Group WHERE DeveloperName = '${names['queue']}'`);
        await call(org, 'PATCH', `sobjects/Group/${id}`, { DeveloperName: 'Gone' });
        try {
            await MessagingConversation.open(deployment(), attributes);
            assert.equal(ownerOf(await newestSession()), names['fallbackQueueLabel']);
        } finally {
            await call(org, 'PATCH', `sobjects/Group/${id}`, { DeveloperName: names['queue'] });
        }
    });

    test('with no queue of the setting there the flow fails: the channel falls back, and what the flow wrote is gone', async () => {
        const client = await connect(org);
        const queues = async (queue: string, fallback: string) => {
            const value = (field: string, text: string) =>
                `<values><field>${field}</field><value xsi:type="xsd:string">${text}</value></values>`;
            const deployed = await deployFiles(client, {
                'package.xml': manifest({ CustomMetadata: ['Bot_Routing_Setting.Default'] }),
                'customMetadata/Bot_Routing_Setting.Default.md': xml(
                    'CustomMetadata',
                    `<label>Default</label><protected>false</protected>${value('Queue_Developer_Name__c', queue)}${value('Fallback_Queue_Developer_Name__c', fallback)}`
                )
            });
            assert.deepEqual(failureLines(deployed), []);
        };
        await queues('Nowhere', 'Nowhere_Else');
        try {
            await MessagingConversation.open(deployment(), attributes);
            const session = await newestSession();
            assert.equal(ownerOf(session), names['fallbackQueueLabel']);
            assert.equal(session['Bot_Session_Id__c'], null);
        } finally {
            await queues(names['queue'] ?? '', names['fallbackQueue'] ?? '');
        }
    });

    test('with the flow inactive the channel falls back by itself', async () => {
        const flow = org.metadata.component('Flow', 'Route_Bot_Handoff');
        const status = flow?.children.find(({ name }) => name === 'status');
        assert.ok(status);
        Object.assign(status, { text: 'Draft' });
        try {
            await MessagingConversation.open(deployment(), attributes);
            const session = await newestSession();
            assert.equal(ownerOf(session), names['fallbackQueueLabel']);
            assert.equal(session['Bot_Session_Id__c'], null);
        } finally {
            Object.assign(status, { text: 'Active' });
        }
    });

    test('a flow that ends without routing leaves the customer with nobody: the channel falls back after errors only', async () => {
        const flow = org.metadata.component('Flow', 'Route_Bot_Handoff');
        const start = flow?.children.find(({ name }) => name === 'start');
        const connector = start?.children.find(({ name }) => name === 'connector');
        assert.ok(start && connector);
        Object.assign(start, { children: start.children.filter((one) => one !== connector) });
        try {
            await MessagingConversation.open(deployment(), attributes);
            assert.notEqual(ownerOf(await newestSession()), names['fallbackQueueLabel']);
            const { messaging } = await call<{ messaging: { flowErrors: string[] }[] }>(
                org,
                'GET',
                '/local/omni/handoffs'
            );
            assert.match(messaging[0]?.flowErrors.join() ?? '', /ended without Route Work/);
        } finally {
            Object.assign(start, { children: [...start.children, connector] });
        }
    });

    test('a value over 255 characters is refused before anything is sent', async () => {
        await assert.rejects(MessagingConversation.open(deployment(), { handoffSummary: 'x'.repeat(256) }), {
            name: 'RangeError',
            message: /handoffSummary has 256 characters/
        });
    });

    test('the 23rd message within a minute is refused with the time to wait, and goes through after it', async () => {
        const conversation = await MessagingConversation.open(deployment(), {});
        for (let count = 0; count < 22; count++) await conversation.say(`message ${count}`);
        clock += 10_000;
        await assert.rejects(conversation.say('one more'), (error: MessagingRefused) => {
            assert.equal(error.status, 429);
            assert.equal(error.retryAfter, 50);
            return true;
        });
        clock += 51_000;
        await conversation.say('one more');
    });

    test('a long text goes in pieces of 4,096 characters', async () => {
        const conversation = await MessagingConversation.open(deployment(), {});
        await conversation.say('x'.repeat(9000));
        const lengths = (await conversation.entries())
            .filter((entry) => entry['entryType'] === 'Message')
            .map((entry) => {
                const payload = entry['entryPayload'] as { abstractMessage: { staticContent: { text: string } } };
                return payload.abstractMessage.staticContent.text.length;
            });
        assert.deepEqual(lengths, [808, 4096, 4096]);
    });

    test('the event router sends entries as they come, and again after a break', async () => {
        const token = async () =>
            (
                (await (
                    await fetch(`${org.instanceUrl}/iamessage/api/v2/authorization/unauthenticated/access-token`, {
                        method: 'POST',
                        headers: { 'content-type': 'application/json' },
                        body: JSON.stringify({
                            orgId: org.orgId,
                            esDeveloperName: names['embeddedService'],
                            capabilitiesVersion: '1',
                            platform: 'Web',
                            deviceId: 'device-1'
                        })
                    })
                ).json()) as { accessToken: string }
            ).accessToken;
        const headers = { authorization: `Bearer ${await token()}`, 'x-org-id': org.orgId, 'last-event-id': '0' };
        const send = (path: string, body: object) =>
            fetch(`${org.instanceUrl}/iamessage/api/v2/${path}`, {
                method: 'POST',
                headers: { authorization: headers.authorization, 'content-type': 'application/json' },
                body: JSON.stringify(body)
            });
        const conversationId = randomUUID();
        await send('conversation', { conversationId, esDeveloperName: names['embeddedService'] });
        const stream = new AbortController();
        const response = await fetch(`${org.instanceUrl}/eventrouter/v1/sse`, { headers, signal: stream.signal });
        assert.equal(response.headers.get('content-type'), 'text/event-stream');
        const message = {
            id: randomUUID(),
            messageType: 'StaticContentMessage',
            staticContent: { formatType: 'Text', text: 'live' }
        };
        await send(`conversation/${conversationId}/message`, { message, esDeveloperName: names['embeddedService'] });
        let text = '';
        const decoder = new TextDecoder();
        assert.ok(response.body);
        for await (const chunk of response.body) {
            text += decoder.decode(chunk as Uint8Array, { stream: true });
            if (text.includes('CONVERSATION_MESSAGE') && text.endsWith('\n\n')) break;
        }
        stream.abort();
        assert.match(text, /event: CONVERSATION_ROUTING_RESULT[\s\S]*event: CONVERSATION_MESSAGE/);
        const data = JSON.parse(/event: CONVERSATION_MESSAGE\ndata: (.*)/.exec(text)?.[1] ?? '') as {
            conversationEntry: { entryPayload: unknown };
        };
        assert.equal(typeof data.conversationEntry.entryPayload, 'string');
    });

    test('nothing opens without a token, for another org, or on a deployment that is not there', async () => {
        const refused = await fetch(`${org.instanceUrl}/iamessage/api/v2/conversation`, { method: 'POST' });
        assert.equal(refused.status, 401);
        await assert.rejects(
            MessagingConversation.open({ ...deployment(), organizationId: '00D000000000000AAA' }, {}),
            /400/
        );
        await assert.rejects(MessagingConversation.open({ ...deployment(), esDeveloperName: 'Nope' }, {}), /404/);
    });
});
