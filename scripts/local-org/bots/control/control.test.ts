import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { botControlPlugin, conversations, startPretendBots, type PretendBots } from '../index.ts';
import { ask } from '../server/test-client.ts';

let bots: PretendBots;
let app: FastifyInstance;
const own = (vendor: string, kind: string) =>
    conversations().find((entry) => entry.vendor === vendor && entry.kind === kind);

async function control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) {
    const answer = await app.inject({ method, url: `/local/bots${path}`, ...(body ? { payload: body } : {}) });
    return { status: answer.statusCode, body: answer.json() };
}

before(async () => {
    bots = await startPretendBots();
    app = Fastify();
    await app.register(botControlPlugin(bots), { prefix: '/local/bots' });
});
afterEach(async () => {
    for (const vendor of ['cognigy', 'watsonx', 'sendbird']) {
        await control('DELETE', `/${vendor}/fault`);
    }
});
after(async () => {
    await app.close();
    await bots.close();
});

test('the state of all bots, and of one with its requests', async () => {
    const all = await control('GET', '');
    assert.deepEqual(
        all.body.map((state: { vendor: string }) => state.vendor),
        ['cognigy', 'watsonx', 'sendbird']
    );
    await ask(`${bots.sendbird.url}/v3/group_channels/x`);
    const { body } = await control('GET', '/sendbird');
    assert.equal(body.running, true);
    assert.ok(body.requests.total > 0);
    assert.equal(body.log.at(-1).path, '/v3/group_channels/x');
    assert.equal((await control('GET', '/eliza')).status, 404);
    assert.ok(!JSON.stringify(body).includes(bots.sendbird.secrets.apiToken ?? ''));
});

test('a fault is set and cleared', async () => {
    const set = await control('PUT', '/watsonx/fault', { kind: 'status', status: 503 });
    assert.deepEqual(set.body.fault, { kind: 'status', status: 503 });
    assert.equal((await ask(`${bots.watsonx.url}/identity/token`, {}, { method: 'POST' })).status, 503);
    const cleared = await control('DELETE', '/watsonx/fault');
    assert.equal(cleared.body.fault, null);
    assert.notEqual((await ask(`${bots.watsonx.url}/identity/token`, {}, { method: 'POST' })).status, 503);
    const wrong = await control('PUT', '/watsonx/fault', { kind: 'explode' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.body.error, /^Not a fault/);
});

test('a bot is stopped and started', async () => {
    assert.equal((await control('POST', '/cognigy/stop')).body.running, false);
    await assert.rejects(ask(`${bots.cognigy.url}/`), TypeError);
    assert.equal((await control('POST', '/cognigy/start')).body.running, true);
    assert.equal((await ask(`${bots.cognigy.url}/`)).status, 401);
});

test('limits can be forgotten', async () => {
    const headers = { 'api-token': bots.sendbird.secrets.apiToken ?? '' };
    const url = `${bots.sendbird.url}/v3/group_channels/x`;
    let status = 0;
    for (let index = 0; index < 12; index += 1) {
        ({ status } = await ask(url, headers));
    }
    assert.equal(status, 429);
    await control('POST', '/sendbird/reset-limits');
    assert.equal((await ask(url, headers)).status, 400);
});

test('the bot is still talking: messages come to a running session, at once and over time', async (context) => {
    const entry = own('cognigy', 'short');
    const url = `${bots.cognigy.url}/new/v2.0/conversations/${entry?.sessionId}`;
    const read = async () => (await ask(url, { 'x-api-key': bots.cognigy.secrets.apiKey ?? '' })).body.items;
    const before = (await read()).length;
    const path = `/cognigy/sessions/${entry?.sessionId}/messages`;
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const answer = await control('POST', path, {
        messages: [
            { from: 'customer', text: 'one more thing' },
            { from: 'bot', text: 'Yes?', rich: { _cognigy: {} }, afterMs: 20 },
            { from: 'agent', text: 'I am here', afterMs: 20 }
        ]
    });
    assert.deepEqual([answer.status, answer.body.ids.length, answer.body.scheduled], [202, 1, 2]);
    for (const count of [1, 2, 3]) {
        assert.equal((await read()).length, before + count);
        context.mock.timers.tick(20);
    }
    const items = (await read()).slice(before);
    assert.deepEqual(
        items.map((item: { source: string; inputText: string }) => [item.source, item.inputText]),
        [
            ['user', 'one more thing'],
            ['bot', 'Yes?'],
            ['agent', 'I am here']
        ]
    );
    assert.deepEqual(items[1].inputData, { _cognigy: {} });
});

test('every vendor takes messages in its own format', async () => {
    const key = own('watsonx', 'short')?.key?.split('::') ?? [];
    const table = { response_type: 'table', headers: ['a'], rows: [] };
    await control('POST', `/watsonx/sessions/${key[3]}/messages`, { from: 'bot', text: 'x', rich: [table] });
    const notes = await ask(
        `${bots.watsonx.url}/${key[6]}/agentapp/${key[4]}/channel_conversations/${key[3]}/notes?version=2023-09-15`,
        { authorization: `Bearer ${key[2]}`, 'x-watson-is-agent-app': 'true' }
    );
    assert.deepEqual(notes.body.notes[0].body.at(-1).message.output.generic, [table]);
    const channel = own('sendbird', 'short')?.sessionId;
    await control('POST', `/sendbird/sessions/${channel}/messages`, {
        from: 'bot',
        text: 'x',
        rich: { suggested_replies: ['a'] }
    });
    const messages = await ask(`${bots.sendbird.url}/v3/group_channels/${channel}/messages?message_ts=4000000000000`, {
        'api-token': bots.sendbird.secrets.apiToken ?? ''
    });
    assert.deepEqual(messages.body.messages.at(-1).extended_message_payload, { suggested_replies: ['a'] });
});

test('a session is opened; unknown sessions and wrong messages are refused', async () => {
    for (const vendor of ['cognigy', 'watsonx', 'sendbird']) {
        assert.equal((await control('POST', `/${vendor}/sessions/new-one`)).status, 201);
        assert.equal((await control('POST', `/${vendor}/sessions/new-one`)).status, 409);
        assert.equal(
            (await control('POST', `/${vendor}/sessions/new-one/messages`, { from: 'bot', text: 'hi' })).status,
            202
        );
        assert.equal(
            (await control('POST', `/${vendor}/sessions/none/messages`, { from: 'bot', text: 'hi' })).status,
            404
        );
        assert.equal(
            (await control('POST', `/${vendor}/sessions/new-one/messages`, { from: 'cat', text: 'hi' })).status,
            400
        );
    }
});

test('the handoff webhook can be sent from here', async () => {
    const channelUrl = own('sendbird', 'rich')?.sessionId;
    const refused = await control('POST', '/sendbird/handoff', { channelUrl, caseId: '500' });
    assert.deepEqual([refused.status, refused.body.error], [409, 'The webhook is not enabled for handoffs']);
    assert.equal((await control('POST', '/sendbird/handoff', {})).status, 400);
    let body = '';
    const receiver = Fastify();
    receiver.post('/hook', async (request) => {
        body = JSON.stringify(request.body);
        return {};
    });
    const url = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/hook`;
    const sent = await control('POST', '/sendbird/handoff', { channelUrl, caseId: '500', url });
    await receiver.close();
    assert.equal(sent.body.status, 200);
    assert.match(body, /"case_id":"500"/);
});
