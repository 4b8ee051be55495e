/**
 * Clients of other people: plain requests in the order of the public documentation, without a line of this project's
 * own clients. Messaging: https://developer.salesforce.com/docs/service/messaging-api; Chat:
 * https://developer.salesforce.com/docs/atlas.en-us.live_agent_rest.meta/live_agent_rest/.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { names } from '../../demo/provision.ts';
import { idOf, query } from '../../demo/rest.ts';
import { startOrgAfterSetup, type TestOrg } from '../../demo/test-org.ts';
import type { LocalOrg } from '../local-org.ts';

let started: TestOrg | undefined;
let org: LocalOrg;
const esDeveloperName = names['embeddedService'] ?? '';

before(async () => {
    started = await startOrgAfterSetup({ chatPollTimeout: 0.2 });
    org = started.org;
});
after(() => started?.close());

interface Answer {
    status: number;
    headers: Headers;
    text: string;
    // What the vendor documents, looked at field by field.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    json: any;
}

async function send(method: string, path: string, headers: Record<string, string>, content?: unknown): Promise<Answer> {
    const response = await fetch(org.instanceUrl + path, {
        method,
        headers: { ...headers, ...(content === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(content === undefined ? {} : { body: JSON.stringify(content) })
    });
    const text = await response.text();
    return {
        status: response.status,
        headers: response.headers,
        text,
        json: /^[{[]/.test(text) ? JSON.parse(text) : undefined
    };
}

describe('Messaging for In-App and Web', () => {
    const api = '/iamessage/api/v2';
    const tokenFor = (organizationId: string, deployment = esDeveloperName) =>
        send(
            'POST',
            `${api}/authorization/unauthenticated/access-token`,
            {},
            {
                orgId: organizationId,
                esDeveloperName: deployment,
                capabilitiesVersion: '1',
                platform: 'Web'
            }
        );
    const textOf = (text: string) => ({
        message: {
            id: randomUUID(),
            messageType: 'StaticContentMessage',
            staticContent: { formatType: 'Text', text }
        },
        esDeveloperName
    });

    test('token, events, conversation, messages, entries, list, close', async () => {
        const { accessToken, lastEventId } = (await tokenFor(org.orgId)).json;
        const auth = { Authorization: `Bearer ${accessToken}` };
        const listening = new AbortController();
        const stream = await fetch(`${org.instanceUrl}/eventrouter/v1/sse`, {
            headers: { ...auth, Accept: 'text/event-stream', 'X-Org-Id': org.orgId, 'Last-Event-Id': lastEventId },
            signal: listening.signal
        });
        assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream/);

        const conversationId = randomUUID();
        const routingAttributes = {
            botProvider: 'Cognigy',
            botSessionId: 'third-party-1',
            botSessionKey: 'key-1',
            handoffReason: 'Wants a person',
            handoffSummary: 'Two tries',
            language: 'de',
            customerName: 'Kim Example',
            customerEmail: 'kim@example.com',
            copilotUrl: 'https://copilot.example.com/1'
        };
        const opened = { conversationId, esDeveloperName, routingAttributes };
        assert.equal((await send('POST', `${api}/conversation`, {}, opened)).status, 401);
        assert.equal((await send('POST', `${api}/conversation`, auth, opened)).status, 201);
        assert.equal((await send('POST', `${api}/conversation`, auth, opened)).status, 409);

        const messages = `${api}/conversation/${conversationId}/message`;
        assert.equal((await send('POST', messages, auth, textOf('x'.repeat(4097)))).status, 400);
        const sent: number[] = [];
        for (let count = 0; count < 23; count += 1) {
            sent.push(
                (await send('POST', messages, auth, textOf(count === 0 ? 'x'.repeat(4096) : `m${count}`))).status
            );
        }
        assert.deepEqual(sent, [...Array<number>(22).fill(202), 429], '22 a minute');
        const tooMany = await send('POST', messages, auth, textOf('once more'));
        assert.ok(Number(tooMany.headers.get('retry-after')) > 0, 'says how long to wait');

        const entries = await send('GET', `${api}/conversation/${conversationId}/entries?limit=50`, auth);
        const texts = entries.json.conversationEntries
            .filter(({ entryType }: { entryType: string }) => entryType === 'Message')
            .map((entry: { entryPayload: { abstractMessage: { staticContent: { text: string } } } }) =>
                entry.entryPayload.abstractMessage.staticContent.text.slice(0, 3)
            );
        assert.equal(texts.length, 22);
        assert.ok(texts.includes('m21') && texts.includes('xxx'));
        const list = (await send('GET', `${api}/conversation/list?inclClosedConvs=true`, auth)).json;
        assert.deepEqual([list.openConversationsFound, list.conversations[0].id], [1, conversationId]);

        const [session] = await query(
            org,
            `SELECT Owner.Name, Bot_Provider__c, Bot_Session_Id__c, Bot_Session_Key__c, Bot_Handoff_Reason__c,
             Bot_Summary__c, Bot_Language__c, Bot_Customer_Name__c, Bot_Customer_Email__c, Copilot__c
             FROM MessagingSession ORDER BY Id DESC LIMIT 1`
        );
        const { attributes, Owner, ...fields } = session ?? {};
        assert.ok(attributes);
        assert.deepEqual(Object.values(fields).sort(), Object.values(routingAttributes).sort());
        assert.equal((Owner as { Name: string }).Name, 'Bot Handoff Queue');

        const closed = `${api}/conversation/${conversationId}?esDeveloperName=${esDeveloperName}`;
        assert.equal((await send('DELETE', closed, auth)).status, 204);
        let seen = '';
        for await (const chunk of stream.body ?? []) {
            seen += Buffer.from(chunk as Uint8Array).toString();
            if (seen.includes('CONVERSATION_CLOSE_CONVERSATION')) break;
        }
        listening.abort();
        assert.equal(seen.match(/^event: CONVERSATION_MESSAGE$/gm)?.length, 22);
        assert.match(seen, /"entryPayload":"\{\\"entryType\\":\\"Message\\"/, 'a text in events');
    });

    test('wrong names end in words, and so do paths that are not there', async () => {
        const foreign = await tokenFor('00D000000000000AAA');
        assert.deepEqual([foreign.status, foreign.json.message], [400, 'orgId: is not this org']);
        const unknown = await tokenFor(org.orgId, 'Nowhere');
        assert.deepEqual([unknown.status, unknown.json.message], [404, 'There is no published deployment Nowhere.']);
        for (const path of [`${api}/conversation/1/file`, '/eventrouter/v2/sse']) {
            const missing = await send('POST', path, {}, {});
            assert.equal(missing.status, 501);
            assert.equal(missing.json.message, `not supported by the local org: POST ${path}`);
        }
    });
});

describe('Chat', () => {
    const version = { 'X-LIVEAGENT-API-VERSION': '52', 'X-LIVEAGENT-AFFINITY': 'null' };
    const buttonId = async () => (await idOf(org, 'SELECT Id FROM LiveChatButton LIMIT 1')).slice(0, 15);
    const deploymentId = async () => (await idOf(org, 'SELECT Id FROM LiveChatDeployment LIMIT 1')).slice(0, 15);

    async function begin(changes: Record<string, string> = {}) {
        const { key, id, affinityToken } = (await send('GET', '/chat/rest/System/SessionId', version)).json;
        const headers = {
            ...version,
            'X-LIVEAGENT-AFFINITY': affinityToken as string,
            'X-LIVEAGENT-SESSION-KEY': key as string
        };
        const post = (name: string, content: unknown) =>
            send('POST', `/chat/rest/Chasitor/${name}`, { ...headers, 'X-LIVEAGENT-SEQUENCE': '1' }, content);
        const request = {
            organizationId: org.orgId.slice(0, 15),
            deploymentId: await deploymentId(),
            buttonId: await buttonId(),
            sessionId: id as string,
            visitorName: 'Kim',
            prechatDetails: [],
            prechatEntities: [],
            receiveQueueUpdates: true,
            isPost: true,
            ...changes
        };
        return { headers, post, request, init: await post('ChasitorInit', request) };
    }

    test('a chat is asked for, begins once, and is over when it is over', async () => {
        const ids = await buttonId();
        const asked = `org_id=${org.orgId}&deployment_id=${await deploymentId()}&Availability.ids=${ids},573000000000000`;
        const availability = await send('GET', `/chat/rest/Visitor/Availability?${asked}`, version);
        assert.deepEqual(availability.json.messages[0].message.results, [
            { id: ids, isAvailable: true },
            { id: '573000000000000', isAvailable: false }
        ]);
        const { headers, post, request, init } = await begin();
        assert.deepEqual([init.status, init.text], [200, 'OK']);
        assert.equal((await post('ChasitorInit', request)).text, 'sessionId: has begun a chat already');
        const { messages } = (await send('GET', '/chat/rest/System/Messages?ack=-1', headers)).json;
        assert.deepEqual(
            messages.map(({ type }: { type: string }) => type),
            ['ChatRequestSuccess', 'ChatEstablished']
        );
        const again = (await send('GET', '/chat/rest/System/Messages?ack=-1', headers)).json;
        assert.deepEqual(again.messages, messages, 'what the client does not acknowledge comes again');
        assert.equal((await post('ChatMessage', { text: 'in time' })).status, 200);
        assert.equal((await post('ChatEnd', { reason: 'client' })).status, 200);
        const late = await post('ChatMessage', { text: 'late' });
        assert.deepEqual([late.status, late.text], [403, 'Session is no longer valid']);
        const [transcript] = await query(org, 'SELECT Body FROM LiveChatTranscript ORDER BY Id DESC LIMIT 1');
        assert.match(String(transcript?.['Body']), /Kim: in time<br>$/);
    });

    test('wrong ids end in words, and so do paths that are not there', async () => {
        for (const [name, problem] of [
            ['organizationId', 'organizationId: is not this org'],
            ['deploymentId', 'deploymentId: is no chat deployment of this org'],
            ['buttonId', 'buttonId: is no chat button of this org']
        ] as const) {
            for (const wrong of ['573000000000000', 'x']) {
                const { init } = await begin({ [name]: wrong });
                assert.deepEqual([init.status, init.text], [400, problem]);
            }
        }
        const missing = await send('GET', '/chat/rest/Visitor/Settings?x=1', version);
        assert.deepEqual(
            [missing.status, missing.text],
            [501, 'not supported by the local org: GET /chat/rest/Visitor/Settings']
        );
    });
});
