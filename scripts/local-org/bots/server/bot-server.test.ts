import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { connect } from 'node:net';
import { once } from 'node:events';
import { after, afterEach, before, test } from 'node:test';
import { startPretendBots, type PretendBots } from '../start.ts';
import { VENDORS, type PretendBot } from '../types.ts';
import { ask } from './test-client.ts';

let bots: PretendBots;
let bot: PretendBot;
const list = (): ReturnType<typeof ask> =>
    ask(`${bot.url}/new/v2.0/conversations`, { 'x-api-key': bot.secrets.apiKey ?? '' });

before(async () => {
    bots = await startPretendBots();
    bot = bots.cognigy;
});
afterEach(() => bot.setFault(null));
after(() => bots.close());

test('slow waits and then answers', async () => {
    await bot.setFault({ kind: 'slow', ms: 150, times: 1 });
    const start = performance.now();
    assert.equal((await list()).status, 200);
    assert.ok(performance.now() - start >= 145);
    assert.equal(bot.state().fault, null, 'once only');
});

test('refuse stops the server; clearing it brings it back on the same port', async () => {
    const { url } = bot;
    await bot.setFault({ kind: 'refuse' });
    assert.equal(bot.state().running, false);
    await assert.rejects(list(), (error: Error) => /ECONNREFUSED/.test(String((error.cause as Error).message)));
    await bot.setFault(null);
    assert.equal(bot.url, url);
    assert.equal((await list()).status, 200);
});

test('refuse with times resets connections and the server goes on', async () => {
    await bot.setFault({ kind: 'refuse', times: 1 });
    await assert.rejects(list(), TypeError);
    assert.equal((await list()).status, 200);
    assert.deepEqual(
        bot.requests.slice(-2).map((request) => [request.status, request.fault]),
        [
            [0, 'refuse'],
            [200, undefined]
        ]
    );
});

test('clearing a fault does not start a bot that was stopped by hand', async () => {
    await bot.stop();
    await bot.setFault({ kind: 'rubbish' });
    await bot.setFault(null);
    assert.equal(bot.state().running, false);
    await bot.start();
    assert.equal((await list()).status, 200);
});

test('starting by hand ends a refusal', async () => {
    await bot.setFault({ kind: 'refuse' });
    await bot.start();
    assert.equal(bot.state().fault, null);
    assert.equal((await list()).status, 200);
});

test('breakOff announces the whole length, sends half and cuts the line', async () => {
    const whole = (await list()).text;
    await bot.setFault({ kind: 'breakOff', times: 1 });
    await assert.rejects(list(), TypeError);
    await bot.setFault({ kind: 'breakOff', times: 1 });
    const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
    socket.write(`GET /new/v2.0/conversations HTTP/1.1\r\nHost: bot\r\nX-API-Key: ${bot.secrets.apiKey}\r\n\r\n`);
    let received = '';
    socket.on('data', (data: Buffer) => (received += data.toString('latin1')));
    await once(socket, 'close');
    const [head = '', body = ''] = received.split('\r\n\r\n');
    const announced = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    assert.equal(announced, Buffer.byteLength(whole));
    assert.equal(body.length, Math.ceil(announced / 2));
});

test('halfJson is a complete answer that is not JSON; rubbish is a page', async () => {
    const whole = (await list()).text;
    await bot.setFault({ kind: 'halfJson', times: 1 });
    const half = await list();
    assert.equal(half.status, 200);
    assert.ok(whole.startsWith(half.text) && half.text.length < whole.length);
    assert.equal(half.body, undefined);
    await bot.setFault({ kind: 'rubbish', times: 1 });
    const page = await list();
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
});

test('every vendor answers status faults and rate limits in its own form', async () => {
    const form = {
        cognigy: (body: Record<string, unknown>) => typeof body.title === 'string' && typeof body.traceId === 'string',
        watsonx: (body: Record<string, unknown>) => typeof body.error === 'string' && typeof body.code === 'number',
        sendbird: (body: Record<string, unknown>) => body.error === true && typeof body.code === 'number'
    };
    for (const vendor of VENDORS) {
        for (const status of [401, 403, 404, 500, 503] as const) {
            await bots[vendor].setFault({ kind: 'status', status, times: 1 });
            const answer = await ask(`${bots[vendor].url}/anything`);
            const expected = vendor === 'sendbird' && (status === 401 || status === 404) ? 400 : status;
            assert.equal(answer.status, expected, `${vendor} ${status}`);
            assert.ok(form[vendor](answer.body), answer.text);
        }
        await bots[vendor].setFault({ kind: 'rateLimit', retryAfter: 17, times: 1 });
        const limited = await ask(`${bots[vendor].url}/anything`);
        assert.equal(limited.status, 429);
        assert.equal(limited.headers.get(vendor === 'sendbird' ? 'x-ratelimit-retryafter' : 'retry-after'), '17');
    }
});

test('what is not pretended says so', async () => {
    const answer = await ask(`${bot.url}/new/v2.0/extensions`, { 'x-api-key': bot.secrets.apiKey ?? '' });
    assert.equal(answer.status, 404);
    assert.match(answer.body.detail, /^not supported by the local org: GET \/new\/v2\.0\/extensions$/);
});

test('the log of requests keeps no secrets', async () => {
    await list();
    const kept = JSON.stringify([bot.requests, bot.state()]);
    assert.ok(!kept.includes(bot.secrets.apiKey ?? ''));
    assert.deepEqual(Object.keys(bot.requests.at(-1) ?? {}), ['at', 'method', 'path', 'status', 'durationMs']);
});

test('a port that is taken gives one clear sentence and leaves nothing running', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    await assert.rejects(startPretendBots({ ports: { watsonx: port } }), (error: Error) =>
        error.message.startsWith(`The pretend watsonx bot can't listen on port ${port}: `)
    );
    holder.close();
});

test('stop and start keep what happened before', async () => {
    const session = 'session-kept';
    bot.addSession(session);
    bot.addMessage(session, { from: 'customer', text: 'still here?' });
    await bot.stop();
    await bot.start();
    const answer = await ask(`${bot.url}/new/v2.0/conversations/${session}`, { 'x-api-key': bot.secrets.apiKey ?? '' });
    assert.equal(answer.body.items[0].inputText, 'still here?');
});
