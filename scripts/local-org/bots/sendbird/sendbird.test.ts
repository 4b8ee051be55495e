import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { conversations, SPECIAL_SESSIONS, startPretendBots, type PretendBots } from '../index.ts';
import { ask, TestClock, type Answer } from '../server/test-client.ts';
import type { SendbirdMessage } from './messages.ts';

const clock = new TestClock();
const FUTURE = String(Date.parse('2030-01-01'));
const mine = conversations().filter((entry) => entry.vendor === 'sendbird');
const shoes = mine.find((entry) => entry.kind === 'rich')?.sessionId ?? '';
const long = mine.find((entry) => entry.kind === 'long')?.sessionId ?? '';
let bots: PretendBots;
let apiToken: string;

const call = (path: string, init?: RequestInit): Promise<Answer> => {
    clock.forward(0.2);
    return ask(`${bots.sendbird.url}${path}`, { 'api-token': apiToken, 'content-type': 'application/json' }, init);
};
const messages = (channel: string, query: Record<string, string>): Promise<Answer> =>
    call(`/v3/group_channels/${encodeURIComponent(channel)}/messages?${new URLSearchParams(query)}`);
const idsOf = (answer: Answer): number[] => answer.body.messages.map((message: SendbirdMessage) => message.message_id);

/** All messages, oldest first, as a careful client gets them: page by the oldest time, drop what came before. */
async function everything(channel: string, pageSize: number): Promise<number[]> {
    const found = new Map<number, number>();
    let point = FUTURE;
    for (;;) {
        const { body } = await messages(channel, { message_ts: point, prev_limit: String(pageSize), next_limit: '0' });
        const page: SendbirdMessage[] = body.messages;
        const fresh = page.filter((message) => !found.has(message.message_id));
        if (fresh.length === 0) {
            return [...found.keys()].sort((one, other) => one - other);
        }
        fresh.forEach((message) => found.set(message.message_id, message.created_at));
        point = String(page[0]?.created_at);
    }
}

before(async () => {
    bots = await startPretendBots({ now: clock.now });
    apiToken = bots.sendbird.secrets.apiToken ?? '';
});
beforeEach(async () => {
    await bots.sendbird.setFault(null);
    bots.sendbird.resetLimits();
});
after(() => bots.close());

test('a wrong token is 400401 and an unknown channel 400201, both with HTTP 400', async () => {
    const tries: Record<string, string>[] = [{}, { 'api-token': 'wrong' }];
    for (const headers of tries) {
        const answer = await ask(`${bots.sendbird.url}/v3/group_channels/${shoes}/messages?message_ts=1`, headers);
        assert.equal(answer.status, 400);
        assert.deepEqual(answer.body, { message: 'Invalid API token.', code: 400401, error: true });
    }
    const unknown = await messages(SPECIAL_SESSIONS.sendbird.unknown, { message_ts: FUTURE });
    assert.deepEqual([unknown.status, unknown.body.code, unknown.body.error], [400, 400201, true]);
});

test('a page needs a point: message_ts or message_id', async () => {
    const answer = await messages(shoes, {});
    assert.deepEqual([answer.status, answer.body.code], [400, 400105]);
});

test('limits go from 0 to 200 and are 15 unless told', async () => {
    const middle = (await messages(long, { message_ts: FUTURE, prev_limit: '200', next_limit: '0' })).body.messages[0];
    const around = await messages(long, { message_ts: String(middle.created_at), include: 'false' });
    assert.equal(around.body.messages.length, 30);
    assert.equal(
        (await messages(long, { message_ts: FUTURE, prev_limit: '200', next_limit: '200' })).body.messages.length,
        200
    );
    assert.equal(
        (await messages(long, { message_ts: FUTURE, prev_limit: '0', next_limit: '0' })).body.messages.length,
        0
    );
    const tries: Record<string, string>[] = [{ prev_limit: '201' }, { next_limit: '-1' }, { prev_limit: 'all' }];
    for (const query of tries) {
        const answer = await messages(long, { message_ts: FUTURE, ...query });
        assert.deepEqual([answer.status, answer.body.code], [400, 400111], JSON.stringify(query));
    }
    assert.equal((await messages(long, { message_ts: 'now' })).body.code, 400101);
    assert.equal((await messages(long, { message_ts: FUTURE, include: 'maybe' })).body.code, 400104);
});

test('include decides on the messages of that very millisecond; reverse turns the order', async () => {
    const all = (await messages(long, { message_ts: FUTURE, prev_limit: '200', next_limit: '0' })).body
        .messages as SendbirdMessage[];
    const twin = all.findIndex((message, index) => index > 0 && message.created_at === all[index - 1]?.created_at);
    assert.ok(twin > 0, 'the long channel has messages that share a millisecond');
    const point = String(all[twin]?.created_at);
    const none = { prev_limit: '0', next_limit: '0' };
    const included = await messages(long, { message_ts: point, ...none });
    assert.ok(idsOf(included).length >= 2);
    assert.deepEqual(idsOf(await messages(long, { message_ts: point, include: 'false', ...none })), []);
    const up = idsOf(await messages(long, { message_ts: point }));
    assert.deepEqual(idsOf(await messages(long, { message_ts: point, reverse: 'true' })), up.toReversed());
    assert.deepEqual(
        up,
        [...up].sort((one, other) => one - other)
    );
});

test('message_id as a point: the message itself and its neighbours', async () => {
    const all = idsOf(await messages(shoes, { message_ts: FUTURE, prev_limit: '200', next_limit: '0' }));
    const answer = await messages(shoes, { message_id: String(all[3]), prev_limit: '1', next_limit: '2' });
    assert.deepEqual(idsOf(answer), all.slice(2, 6));
    assert.equal((await messages(shoes, { message_id: '1' })).body.code, 400201);
});

test('paging by time finds every message, whatever the page size, as long as the point is included', async () => {
    const whole = await everything(long, 200);
    assert.ok(whole.length > 1000);
    for (const size of [50, 100]) {
        assert.deepEqual(await everything(long, size), whole);
    }
    assert.equal((await everything(SPECIAL_SESSIONS.sendbird.crowded, 200)).length, 262);
});

test('paging without the point loses messages: the trap is really there', async () => {
    const found = new Set<number>();
    let point = FUTURE;
    for (;;) {
        const query = { message_ts: point, prev_limit: '200', next_limit: '0', include: 'false' };
        const page = (await messages(SPECIAL_SESSIONS.sendbird.crowded, query)).body.messages as SendbirdMessage[];
        if (page.length === 0) {
            break;
        }
        page.forEach((message) => found.add(message.message_id));
        point = String(page[0]?.created_at);
    }
    assert.ok(found.size < 262);
});

test('replies in threads are listed only where they are asked for', async () => {
    const flight = mine.find((entry) => entry.title.includes('flight'))?.sessionId ?? '';
    const repliesAmong = async (query: Record<string, string>): Promise<number> => {
        const { body } = await messages(flight, { message_ts: FUTURE, prev_limit: '200', ...query });
        return body.messages.filter((message: SendbirdMessage) => message.parent_message_id !== undefined).length;
    };
    assert.equal(await repliesAmong({}), 0);
    assert.equal(await repliesAmong({ include_reply_type: 'NONE' }), 0);
    assert.equal(await repliesAmong({ include_reply_type: 'ONLY_REPLY_TO_CHANNEL' }), 0);
    assert.equal(await repliesAmong({ include_reply_type: 'ALL' }), 1);
    assert.equal((await messages(flight, { message_ts: FUTURE, include_reply_type: 'SOME' })).body.code, 400111);
});

test('messages can be cut down by type', async () => {
    const { body } = await messages(mine.find((entry) => entry.title.includes('flight'))?.sessionId ?? '', {
        message_ts: FUTURE,
        prev_limit: '200',
        message_type: 'FILE'
    });
    assert.ok(body.messages.length >= 3);
    assert.ok(body.messages.every((message: SendbirdMessage) => message.type === 'FILE' && message.file?.url));
});

test('more than 10 GET requests in a second: 429 with 500910 and the waiting time', async () => {
    const quick = (): Promise<Answer> =>
        ask(`${bots.sendbird.url}/v3/group_channels/${shoes}/messages?message_ts=${FUTURE}`, { 'api-token': apiToken });
    for (let index = 0; index < 10; index += 1) {
        assert.equal((await quick()).headers.get('x-ratelimit-remaining'), String(9 - index));
    }
    const refused = await quick();
    assert.deepEqual([refused.status, refused.body.code, refused.body.error], [429, 500910, true]);
    assert.equal(refused.headers.get('x-ratelimit-retryafter'), '1');
    clock.forward(1);
    assert.equal((await quick()).status, 200);
});

test('faults of this vendor: revoked token, empty and masked history', async () => {
    await bots.sendbird.setFault({ kind: 'expiredToken', times: 1 });
    assert.equal((await messages(shoes, { message_ts: FUTURE })).body.code, 400401);
    await bots.sendbird.setFault({ kind: 'emptyHistory', times: 1 });
    assert.deepEqual((await messages(shoes, { message_ts: FUTURE })).body, { messages: [] });
    await bots.sendbird.setFault({ kind: 'masked', times: 1 });
    const masked = await messages(shoes, { message_ts: FUTURE });
    assert.ok(masked.body.messages.length > 5);
    assert.ok(!/shoe|race|R-3097/i.test(masked.text));
    assert.deepEqual((await messages(SPECIAL_SESSIONS.sendbird.empty, { message_ts: FUTURE })).body, { messages: [] });
});

test('webhook settings are read and changed, and give the secret of the signature', async () => {
    const path = '/v3/ai_agent/settings/webhook';
    const change = (body: unknown): Promise<Answer> => call(path, { method: 'PUT', body: JSON.stringify(body) });
    assert.equal((await call(path)).body.enabled, false);
    const changed = await change({
        enabled: true,
        url: 'http://127.0.0.1:1/hook',
        category_subscriptions: ['handoff']
    });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.signature_secret, bots.sendbird.secrets.signatureSecret);
    assert.deepEqual((await call(path)).body, changed.body);
    assert.equal((await change({ enabled: 'yes' })).body.code, 400111);
    const url = 'https://example.com/hook';
    for (const wrong of [
        { url: '' },
        { category_subscriptions: ['weather'] },
        { category_subscriptions: ['*', 'handoff'] }
    ]) {
        const answer = await change({ enabled: true, url, category_subscriptions: ['handoff'], ...wrong });
        assert.equal(answer.status, 400, JSON.stringify(wrong));
    }
    const foreign = await change({ ai_agent_id: 'other', enabled: true, url, category_subscriptions: [] });
    assert.equal(foreign.body.code, 400201);
});

test('the handoff webhook is signed over the raw body', async () => {
    let body = '';
    let signature = '';
    const receiver = createServer((request, response) => {
        signature = String(request.headers['x-sendbird-signature']);
        request.on('data', (data: Buffer) => (body += data.toString()));
        request.on('end', () => response.writeHead(204).end());
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const settings = { enabled: true, url, category_subscriptions: ['handoff'] };
    await call('/v3/ai_agent/settings/webhook', { method: 'PUT', body: JSON.stringify(settings) });
    assert.equal(await bots.sendbird.sendHandoff(shoes, '500000000000001AAA'), 204);
    receiver.close();
    const secret = bots.sendbird.secrets.signatureSecret ?? '';
    assert.equal(signature, createHmac('sha256', secret).update(body).digest('hex'));
    const { data } = JSON.parse(body);
    assert.equal(data.conversation.channel_url, shoes);
    assert.equal(data.external_case.case_id, '500000000000001AAA');
    assert.equal(typeof data.handoff_at, 'number');
});

test('the webhook goes to loopback only, and only where it is wanted', async () => {
    const off = { enabled: false, url: 'http://127.0.0.1:1/', category_subscriptions: [] };
    await call('/v3/ai_agent/settings/webhook', { method: 'PUT', body: JSON.stringify(off) });
    await assert.rejects(bots.sendbird.sendHandoff(shoes, 'x'), /not enabled for handoffs/);
    await assert.rejects(bots.sendbird.sendHandoff(shoes, 'x', 'https://example.com/'), /only loopback/);
    await assert.rejects(bots.sendbird.sendHandoff('nothing', 'x'), /no Sendbird channel/);
});

test('a context object is kept for a channel', async () => {
    const path = `/v3/ai_agent/ai_agents/${bots.sendbird.secrets.aiAgentId}/channels/${shoes}/ai_agent_context`;
    assert.deepEqual((await call(path)).body, { context: {} });
    await call(path, { method: 'PUT', body: '{"context":{"plan":"plus"}}' });
    assert.deepEqual((await call(path)).body, { context: { plan: 'plus' } });
    assert.equal((await call(path.replace(shoes, 'nothing'))).body.code, 400201);
});
