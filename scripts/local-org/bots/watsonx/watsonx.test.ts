import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { conversations, SPECIAL_SESSIONS, startPretendBots, type PretendBots } from '../index.ts';
import { ask, TestClock, type Answer } from '../server/test-client.ts';

const clock = new TestClock();
const mine = conversations().filter((entry) => entry.vendor === 'watsonx');
const claim = mine.find((entry) => entry.kind === 'rich');
const long = mine.find((entry) => entry.kind === 'long');
let bots: PretendBots;
let url: string;
let environmentId: string;
let apiKey: string;

const agentApp = { 'x-watson-is-agent-app': 'true' };

function notesOf(
    key: string,
    changes: { code?: string; path?: string; headers?: Record<string, string> } = {}
): Promise<Answer> {
    const [, , code, session, integration, , subscription] = key.split('::');
    const path =
        changes.path ??
        `/${subscription}/agentapp/${integration}/channel_conversations/${session}/notes?version=2023-09-15`;
    return ask(`${url}${path}`, changes.headers ?? { authorization: `Bearer ${changes.code ?? code}`, ...agentApp });
}

function tokenFor(form: Record<string, string>): Promise<Answer> {
    return ask(`${url}/identity/token`, {}, { method: 'POST', body: new URLSearchParams(form) });
}

const grant = { grant_type: 'urn:ibm:params:oauth:grant-type:apikey' };

async function bearer(): Promise<Record<string, string>> {
    const { body } = await tokenFor({ ...grant, apikey: apiKey });
    return { authorization: `Bearer ${body.access_token}` };
}

function logs(
    query: Record<string, string>,
    headers: Record<string, string>,
    environment = environmentId
): Promise<Answer> {
    const search = new URLSearchParams({ version: '2023-06-15', ...query });
    return ask(`${url}/v2/assistants/${environment}/logs?${search}`, headers);
}

before(async () => {
    bots = await startPretendBots({ now: clock.now });
    url = bots.watsonx.url;
    ({ environmentId = '', apiKey = '' } = bots.watsonx.secrets);
});
beforeEach(async () => {
    await bots.watsonx.setFault(null);
    bots.watsonx.resetLimits();
});
after(() => bots.close());

test('a key has seven parts', () => {
    for (const entry of mine) {
        const parts = (entry.key ?? '').split('::');
        assert.equal(parts.length, 7);
        assert.equal(parts[3], entry.sessionId);
        assert.ok((entry.key ?? '').length <= 255, 'fits a text field');
    }
});

test('notes: HISTORY with messages and times, and the header of the time-out', async () => {
    const answer = await notesOf(claim?.key ?? '');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('x-watson-session-timeout'), '3600');
    assert.deepEqual(
        answer.body.notes.map((note: { type: string }) => note.type),
        ['HISTORY']
    );
    for (const { message, time } of answer.body.notes[0].body) {
        assert.ok('input' in message !== 'output' in message);
        assert.equal(new Date(time).toISOString(), time);
    }
});

test('notes: the subscription may also be "public"', async () => {
    const [, , , session, integration] = (claim?.key ?? '').split('::');
    const path = `/public/agentapp/${integration}/channel_conversations/${session}/notes?version=2023-09-15`;
    const [, , code] = (claim?.key ?? '').split('::');
    const answer = await notesOf('', { path, headers: { authorization: `Bearer ${code}`, ...agentApp } });
    assert.equal(answer.status, 200);
});

test('notes: 401 for a wrong or expired code, 404 where there are none, 400 for what is missing', async () => {
    const { watsonx } = SPECIAL_SESSIONS;
    assert.equal((await notesOf(claim?.key ?? '', { code: 'wrong' })).status, 401);
    assert.equal((await notesOf(watsonx.expired.key)).status, 401);
    assert.equal((await notesOf(watsonx.unknown.key)).status, 401);
    assert.equal((await notesOf(watsonx.noNotes.key)).status, 404);
    const other = (claim?.key ?? '').split('::').with(4, 'another-integration').join('::');
    assert.equal((await notesOf(other)).status, 404);
    const [, , code, session, integration, , subscription] = (claim?.key ?? '').split('::');
    const path = `/${subscription}/agentapp/${integration}/channel_conversations/${session}/notes`;
    assert.equal((await notesOf(claim?.key ?? '', { path })).status, 400);
    assert.equal((await notesOf(claim?.key ?? '', { headers: { authorization: `Bearer ${code}` } })).status, 400);
    for (const answer of [await notesOf(watsonx.noNotes.key), await notesOf(watsonx.expired.key)]) {
        assert.deepEqual(Object.keys(answer.body), ['error', 'code']);
        assert.ok(!answer.text.includes(code ?? ''));
    }
});

test('notes: events, silent messages and chosen options are as web chat writes them', async () => {
    const { body } = await notesOf(claim?.key ?? '');
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- foreign shapes
    const messages: any[] = body.notes[0].body.map((item: { message: unknown }) => item.message);
    const ids = new Set(messages.filter((message) => message.output).map((message) => message.id));
    const updates = messages.filter((message) => message.input?.event?.name === 'update_history');
    assert.ok(updates.length > 0);
    updates.forEach((update) => {
        assert.equal(update.input.message_type, 'event');
        assert.ok(ids.has(update.input.event.messageID));
        assert.ok(update.input.event.partial_message);
    });
    assert.ok(messages.some((message) => message.output && message.history.silent));
    assert.ok(messages.some((message) => message.history?.is_welcome_request && message.history.silent));
    const chosen = messages.filter((message) => message.history?.relatedMessageID);
    assert.ok(chosen.length > 0);
    chosen.forEach(({ history }) => {
        const offered = messages.find((message) => message.id === history.relatedMessageID);
        assert.ok(JSON.stringify(offered.output.generic).includes(JSON.stringify(history.label)), history.label);
    });
});

test('notes: the odd session has several notes, unknown types, entries without id and time', async () => {
    const { body } = await notesOf(SPECIAL_SESSIONS.watsonx.odd.key);
    assert.deepEqual(
        body.notes.map((note: { type: string }) => note.type),
        ['HISTORY', 'RATING', 'HISTORY']
    );
    const items = body.notes[2].body;
    assert.equal(items.at(-1), null);
    assert.ok(items.some((item: { time?: string } | null) => item && item.time === undefined));
});

test('IAM: a token for the key; errors as IAM gives them', async () => {
    const good = await tokenFor({ ...grant, apikey: apiKey });
    assert.equal(good.status, 200);
    assert.equal(good.body.token_type, 'Bearer');
    assert.equal(good.body.expires_in, 3600);
    assert.equal(good.body.expiration, Math.floor(clock.time / 1000) + 3600);
    const wrong = await tokenFor({ ...grant, apikey: 'wrong' });
    assert.deepEqual([wrong.status, wrong.body.errorCode], [400, 'BXNIM0415E']);
    assert.equal((await tokenFor({ ...grant })).body.errorCode, 'BXNIM0109E');
    assert.equal((await tokenFor({ grant_type: 'password', apikey: apiKey })).status, 400);
    const json = await ask(
        `${url}/identity/token`,
        { 'content-type': 'application/json' },
        { method: 'POST', body: '{}' }
    );
    assert.equal(json.status, 415);
    assert.ok(!good.text.includes(apiKey) && !wrong.text.includes('wrong'));
});

test('IAM: a token counts for its time and no longer', async () => {
    const headers = await bearer();
    clock.forward(3599);
    assert.equal((await logs({}, headers)).status, 200);
    clock.forward(1);
    const late = await logs({}, headers);
    assert.deepEqual([late.status, late.body], [401, { error: 'Unauthorized', code: 401 }]);
});

test('logs: by token or by key; nothing else', async () => {
    const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`apikey:${key}`).toString('base64')}` });
    assert.equal((await logs({}, basic(apiKey))).status, 200);
    assert.equal((await logs({}, basic('wrong'))).status, 401);
    assert.equal((await logs({}, {})).status, 401);
    assert.equal((await logs({}, { authorization: 'Bearer a.b.c' })).status, 401);
});

test('logs: need the environment id, a version, and a filter, sort and page size that can be read', async () => {
    const headers = await bearer();
    const assistant = await logs({}, headers, bots.watsonx.secrets.assistantId);
    assert.equal(assistant.status, 404);
    assert.match(assistant.body.error, /environment/);
    assert.equal((await ask(`${url}/v2/assistants/${environmentId}/logs`, headers)).status, 400);
    const tries: Record<string, string>[] = [
        { filter: 'password::x' },
        { filter: 'session_id' },
        { sort: 'log_id' },
        { page_limit: '0' },
        { cursor: 'invented' }
    ];
    for (const query of tries) {
        const answer = await logs(query, headers);
        assert.deepEqual([answer.status, answer.body.code], [400, 400], JSON.stringify(query));
    }
    const instance = await ask(`${url}/instances/any/v2/assistants/${environmentId}/logs?version=2023-06-15`, headers);
    assert.equal(instance.status, 200);
});

test('logs: all pages of a long session, in both orders, without loss or repetition', async () => {
    const headers = await bearer();
    const orders: Record<string, string[]> = {};
    for (const sort of ['request_timestamp', '-request_timestamp']) {
        const ids: string[] = [];
        let cursor: string | undefined;
        do {
            const query = {
                filter: `session_id::${long?.sessionId}`,
                sort,
                page_limit: '200',
                ...(cursor ? { cursor } : {})
            };
            const { status, body } = await logs(query as Record<string, string>, headers);
            assert.equal(status, 200);
            ids.push(...body.logs.map((log: { log_id: string }) => log.log_id));
            cursor = body.pagination.next_cursor;
        } while (cursor);
        orders[sort] = ids;
    }
    const [up = [], down = []] = Object.values(orders);
    assert.ok(up.length > 450);
    assert.equal(new Set(up).size, up.length);
    assert.deepEqual(down, up.toReversed());
});

test('logs: a record has the documented fields', async () => {
    const { body } = await logs({ filter: `session_id::${claim?.sessionId}`, page_limit: '1' }, await bearer());
    const [log] = body.logs;
    for (const field of [
        'log_id',
        'session_id',
        'assistant_id',
        'request',
        'response',
        'request_timestamp',
        'response_timestamp',
        'language'
    ]) {
        assert.ok(field in log, field);
    }
    assert.equal(typeof log.request.input.text, 'string');
    assert.ok(Array.isArray(log.response.output.generic));
});

test('logs: times in the filter cut the listing', async () => {
    const headers = await bearer();
    const filter = `session_id::${claim?.sessionId}`;
    const all = (await logs({ filter }, headers)).body.logs;
    const middle = all[3].request_timestamp;
    const before = await logs({ filter: `${filter},request_timestamp<${middle}` }, headers);
    const rest = await logs({ filter: `${filter},request_timestamp>=${middle}` }, headers);
    assert.equal(before.body.logs.length, 3);
    assert.equal(rest.body.logs.length, all.length - 3);
});

test('logs: a cursor lives 5 minutes and belongs to its query', async () => {
    const headers = await bearer();
    const first = await logs({ page_limit: '5', sort: 'request_timestamp' }, headers);
    const cursor = first.body.pagination.next_cursor;
    clock.forward(299);
    assert.equal((await logs({ page_limit: '5', cursor }, headers)).status, 200);
    const other = await logs({ page_limit: '5', cursor, sort: '-request_timestamp' }, headers);
    assert.equal(other.status, 400);
    clock.forward(1);
    const late = await logs({ page_limit: '5', cursor }, headers);
    assert.equal(late.status, 400);
    assert.match(late.body.error, /expired/);
});

test('logs: 40 in 30 minutes without a cursor, 120 a minute with one', async () => {
    const headers = await bearer();
    let cursor = '';
    for (let index = 0; index < 40; index += 1) {
        const { status, body } = await logs({ page_limit: '1' }, headers);
        assert.equal(status, 200);
        cursor = body.pagination.next_cursor;
    }
    const refused = await logs({ page_limit: '1' }, headers);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '1800');
    for (let index = 0; index < 120; index += 1) {
        assert.equal((await logs({ page_limit: '1', cursor }, headers)).status, 200);
    }
    assert.equal((await logs({ page_limit: '1', cursor }, headers)).headers.get('retry-after'), '60');
    clock.forward(60);
    assert.equal((await logs({ page_limit: '1', cursor }, headers)).status, 200);
    clock.forward(1740);
    assert.equal((await logs({ page_limit: '1' }, headers)).status, 200);
});

test('faults: tokens that were out end, new ones count; notes end until cleared', async () => {
    const headers = await bearer();
    await bots.watsonx.setFault({ kind: 'expiredToken' });
    assert.equal((await logs({}, headers)).status, 401);
    assert.equal((await logs({}, await bearer())).status, 200);
    assert.equal((await notesOf(claim?.key ?? '')).status, 401);
    await bots.watsonx.setFault(null);
    assert.equal((await notesOf(claim?.key ?? '')).status, 200);
});

test('faults: empty and masked history on both faces; one path alone', async () => {
    const headers = await bearer();
    const filter = `session_id::${claim?.sessionId}`;
    await bots.watsonx.setFault({ kind: 'emptyHistory' });
    assert.equal((await notesOf(claim?.key ?? '')).status, 404);
    assert.deepEqual((await logs({ filter }, headers)).body, { logs: [], pagination: {} });
    await bots.watsonx.setFault({ kind: 'masked' });
    for (const answer of [await notesOf(claim?.key ?? ''), await logs({ filter }, headers)]) {
        assert.equal(answer.status, 200);
        assert.ok(!/garage|mirror|damage/i.test(answer.text));
    }
    await bots.watsonx.setFault({ kind: 'status', status: 503, only: '/identity/token' });
    assert.equal((await tokenFor({ ...grant, apikey: apiKey })).status, 503);
    assert.equal((await logs({ filter }, headers)).status, 200);
});
