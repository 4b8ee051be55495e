import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ask, TestClock, type Answer } from '../server/test-client.ts';
import { conversations, SPECIAL_SESSIONS, startPretendBots, type PretendBots } from '../index.ts';
import { HANDOVER_SERVICES } from './handover.ts';

const clock = new TestClock();
const CONVERSATIONS = '/new/v2.0/conversations';
const refund = conversations().find((entry) => entry.vendor === 'cognigy' && entry.kind === 'rich')?.sessionId ?? '';
let bots: PretendBots;
let projectId: string;
let flowId: string;
let apiKey: string;

const call = (path: string, init?: RequestInit): Promise<Answer> =>
    ask(`${bots.cognigy.url}${path}`, { 'x-api-key': apiKey, 'content-type': 'application/json' }, init);
const post = (path: string, body: unknown): Promise<Answer> =>
    call(path, { method: 'POST', body: JSON.stringify(body) });

before(async () => {
    bots = await startPretendBots({ now: clock.now });
    ({ projectId = '', flowId = '', apiKey = '' } = bots.cognigy.secrets);
});
beforeEach(async () => {
    await bots.cognigy.setFault(null);
    bots.cognigy.resetLimits();
});
after(() => bots.close());

test('without a key, or with a wrong one: 401 as RFC 7807', async () => {
    const tries: Record<string, string>[] = [{}, { 'x-api-key': 'wrong' }, { authorization: `Bearer ${apiKey}` }];
    for (const headers of tries) {
        const answer = await ask(`${bots.cognigy.url}${CONVERSATIONS}`, headers);
        assert.equal(answer.status, 401);
        assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
        assert.deepEqual(Object.keys(answer.body), ['type', 'title', 'status', 'detail', 'code', 'traceId', 'details']);
        assert.ok(!answer.text.includes(apiKey));
    }
});

test('a session: all entries with the documented fields, oldest first, and their number', async () => {
    const answer = await call(`${CONVERSATIONS}/${refund}?projectId=${projectId}&expertMode=true`);
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(answer.body), ['items', 'total']);
    assert.equal(answer.body.total, answer.body.items.length);
    const fields = [
        'projectId',
        'projectName',
        'inputId',
        'sessionId',
        'contactId',
        'organisation',
        'inputText',
        'inputData',
        'type',
        'source',
        'timestamp',
        'channel',
        'flowName',
        'flowReferenceId',
        'inHandoverRequest',
        'inHandoverConversation',
        'endpointName',
        'endpointUrlToken',
        'localeReferenceId',
        'localeName',
        'rating',
        'ratingComment',
        'expiresAt'
    ];
    for (const item of answer.body.items) {
        assert.deepEqual(
            Object.keys(item).filter((key) => key !== 'outputId'),
            fields
        );
        assert.equal('outputId' in item, item.type === 'output');
        assert.ok(!('outputData' in item));
    }
    const times = answer.body.items.map((item: { timestamp: string }) => item.timestamp);
    assert.deepEqual(times, [...times].sort());
    const asked = answer.body.items.findIndex((item: { inHandoverRequest: boolean }) => item.inHandoverRequest);
    assert.ok(asked > 0 && answer.body.items[asked + 1].inHandoverConversation);
});

test('the whole of a long session comes at once', async () => {
    const long = conversations().find((entry) => entry.vendor === 'cognigy' && entry.kind === 'long');
    const answer = await call(`${CONVERSATIONS}/${long?.sessionId}?projectId=${projectId}`);
    assert.ok(answer.body.total > 1000);
    assert.ok(answer.text.length < 6_000_000, 'Apex takes at most 6 MB');
});

test('unknown session, or session of another project: 404', async () => {
    for (const path of [
        `${SPECIAL_SESSIONS.cognigy.unknown}?projectId=${projectId}`,
        `${refund}?projectId=0123456789abcdef01234567`
    ]) {
        const answer = await call(`${CONVERSATIONS}/${path}`);
        assert.equal(answer.status, 404);
        assert.equal(answer.body.status, 404);
    }
});

test('a tenant that collects nothing: known session, no entries', async () => {
    const answer = await call(`${CONVERSATIONS}/${SPECIAL_SESSIONS.cognigy.empty}?projectId=${projectId}`);
    assert.deepEqual(answer.body, { items: [], total: 0 });
});

test('the odd session has the odd documented shapes', async () => {
    const { body } = await call(`${CONVERSATIONS}/${SPECIAL_SESSIONS.cognigy.odd}?projectId=${projectId}`);
    const items: { type: string; timestamp: unknown; source?: string; inputData: unknown }[] = body.items;
    assert.ok(items.some((item) => item.type === 'user' && JSON.stringify(item.timestamp) === '{}'));
    assert.ok(items.some((item) => typeof item.inputData === 'string'));
    assert.ok(items.some((item) => item.inputData === null));
    assert.ok(items.some((item) => item.source === undefined));
});

test('the list pages with limit (at most 100) and skip, or with the cursors next and previous', async () => {
    const seen: string[] = [];
    const start = `${CONVERSATIONS}?projectId=${projectId}&limit=3`;
    let path: string | null = start;
    let pages = 0;
    while (path) {
        const { status, body } = await call(path);
        assert.equal(status, 200);
        assert.ok(body.items.length <= 3);
        seen.push(...body.items.map((item: { _id: string }) => item._id));
        assert.equal(body.previousCursor === null, pages === 0);
        path = body.nextCursor && `${start}&next=${body.nextCursor}`;
        pages += 1;
    }
    assert.deepEqual((await call(`${start}&skip=3`)).body.items[0]._id, seen[3]);
    const whole = await call(`${CONVERSATIONS}?projectId=${projectId}`);
    assert.equal(whole.body.total, seen.length);
    assert.equal(new Set(seen).size, seen.length);
    const [first] = whole.body.items;
    for (const field of ['contactId', 'channel', 'messages', 'startTime', 'endTime', 'ratings', 'endpointName']) {
        assert.ok(field in first, field);
    }
    for (const wrong of ['limit=101', 'limit=0', 'limit=x', 'skip=-1', 'next=x']) {
        assert.equal((await call(`${CONVERSATIONS}?${wrong}`)).status, 400, wrong);
    }
});

test('the list can be cut down to contacts', async () => {
    const { body } = await call(`${CONVERSATIONS}?projectId=${projectId}&contactIds=clara.mendes@example.com`);
    assert.deepEqual(
        body.items.map((item: { sessionId: string }) => item.sessionId),
        [refund]
    );
});

test('1,000 requests in 5 minutes, then 429 until the window has moved on', async () => {
    const small = await startPretendBots({ now: clock.now, limits: { cognigy: { requestsPer5Minutes: 3 } } });
    const once = (): Promise<Answer> => ask(`${small.cognigy.url}${CONVERSATIONS}`, { 'x-api-key': apiKey });
    try {
        for (let index = 0; index < 3; index += 1) {
            assert.equal((await once()).status, 200);
        }
        clock.forward(60);
        const refused = await once();
        assert.equal(refused.status, 429);
        assert.equal(refused.headers.get('retry-after'), '240');
        clock.forward(240);
        assert.equal((await once()).status, 200);
    } finally {
        await small.close();
    }
});

test('faults of this vendor: revoked key, empty and masked history', async () => {
    const path = `${CONVERSATIONS}/${refund}?projectId=${projectId}`;
    await bots.cognigy.setFault({ kind: 'expiredToken', times: 1 });
    assert.equal((await call(path)).status, 401);
    await bots.cognigy.setFault({ kind: 'emptyHistory', times: 1 });
    assert.deepEqual((await call(path)).body, { items: [], total: 0 });
    await bots.cognigy.setFault({ kind: 'masked', times: 1 });
    const masked = await call(path);
    assert.ok(masked.body.items.length > 10);
    assert.ok(!/espresso|Clara|2041/i.test(JSON.stringify(masked.body.items)));
    assert.match((await call(path)).text, /espresso/i);
});

test('handover services tell the fields that this tenant wants', async () => {
    const services = await call('/new/v2.0/handover/services');
    assert.equal(services.body.total, HANDOVER_SERVICES.length);
    const one = await call(`/new/v2.0/handover/services/${services.body.items[1]._id}`);
    assert.deepEqual(Object.keys(one.body), [
        '_id',
        'referenceId',
        'version',
        'name',
        'serviceUrl',
        'logoUrl',
        'properties'
    ]);
    assert.ok(
        one.body.properties.some((entry: { label: string }) => entry.label === 'Embedded Service Developer Name')
    );
    assert.equal((await call('/new/v2.0/handover/services/nothing')).status, 404);
});

test('a handover provider is made, read, changed in part, and kept', async () => {
    const serviceId = HANDOVER_SERVICES[1]?._id;
    const made = await post('/new/v2.0/handover/provider', {
        projectId,
        name: 'Salesforce',
        serviceId,
        service: 'salesforceMIAW',
        localeId: 'en',
        settings: { miawBaseUrl: 'https://acme.my.salesforce-scrt.example.com' },
        properties: [{ key: 'x', value: 'y' }]
    });
    assert.equal(made.status, 201);
    const { _id } = made.body;
    const patched = await call(`/new/v2.0/handover/providers/${_id}`, { method: 'PATCH', body: '{"name":"Renamed"}' });
    assert.equal(patched.status, 204);
    await bots.cognigy.stop();
    await bots.cognigy.start();
    const read = await call(`/new/v2.0/handover/provider/${_id}`);
    assert.equal(read.body.name, 'Renamed');
    assert.equal(read.body.settings.miawBaseUrl, 'https://acme.my.salesforce-scrt.example.com');
    assert.deepEqual(read.body.properties, [{ key: 'x', value: 'y' }]);
    const list = await call(`/new/v2.0/handover/providers?projectId=${projectId}`);
    assert.equal(list.body.total, 1);
});

test('wrong handover requests are refused', async () => {
    const serviceId = HANDOVER_SERVICES[0]?._id;
    assert.equal((await post('/new/v2.0/handover/provider', { projectId, serviceId })).status, 400);
    assert.equal((await post('/new/v2.0/handover/provider', { projectId: 'other', name: 'a', serviceId })).status, 404);
    assert.equal((await post('/new/v2.0/handover/provider', { projectId, name: 'a', serviceId: 'no' })).status, 404);
    assert.equal((await call('/new/v2.0/handover/providers/no', { method: 'PATCH', body: '{}' })).status, 404);
    const huge = { projectId, name: 'a', serviceId, settings: { text: 'x'.repeat(61 * 1024) } };
    assert.equal((await post('/new/v2.0/handover/provider', huge)).status, 413);
    const broken = await call('/new/v2.0/handover/provider', { method: 'POST', body: '{"name":' });
    assert.equal(broken.status, 400);
    assert.match(broken.headers.get('content-type') ?? '', /^application\/problem\+json/);
});

test('a node is put into the chart of the flow, read, changed and taken out', async () => {
    const chart = await call(`/v2.0/flows/${flowId}/chart`);
    const [start, end] = chart.body.nodes;
    assert.deepEqual(chart.body.relations[0], { node: start._id, children: [], next: end._id });
    const node = {
        type: 'handoverToAgent',
        extension: '@cognigy/basic-nodes',
        mode: 'append',
        target: start._id,
        label: 'To Salesforce',
        isDisabled: true,
        config: { sendTranscriptAsFirstMessage: true }
    };
    const made = await post(`/v2.0/flows/${flowId}/chart/nodes`, node);
    assert.equal(made.status, 201);
    const listed = await call(`/v2.0/flows/${flowId}/chart/nodes`);
    assert.deepEqual(
        listed.body.items.map((entry: { label: string }) => entry.label),
        ['start', 'To Salesforce', 'end']
    );
    assert.ok(listed.body.items.every((entry: object) => !('config' in entry)));
    const path = `/v2.0/flows/${flowId}/chart/nodes/${made.body._id}`;
    const read = await call(path);
    assert.equal(read.body.isDisabled, true);
    assert.equal(read.body.config.sendTranscriptAsFirstMessage, true);
    assert.equal(read.body.config.buttonId, '');
    const patch = (body: unknown): Promise<Answer> => call(path, { method: 'PATCH', body: JSON.stringify(body) });
    assert.equal((await patch({ config: { buttonId: 'x' }, isDisabled: false })).status, 200);
    assert.deepEqual((await call(path)).body.config, { buttonId: 'x' });
    assert.equal((await patch({ config: { nobodyKnows: 1 } })).status, 400);
    assert.equal((await post(`/v2.0/flows/${flowId}/chart/nodes`, { ...node, mode: 'sideways' })).status, 400);
    assert.equal((await post(`/v2.0/flows/${flowId}/chart/nodes`, { ...node, target: 'no' })).status, 404);
    assert.equal((await post(`/v2.0/flows/no/chart/nodes`, node)).status, 404);
    const removed = await ask(`${bots.cognigy.url}${path}`, { 'x-api-key': apiKey }, { method: 'DELETE' });
    assert.equal(removed.status, 204);
    assert.equal((await call(path)).status, 404);
});

test('descriptors tell the fields of each kind of node', async () => {
    const { body } = await call(`/v2.0/flows/${flowId}/chart/descriptors`);
    const handover = body.items.find((entry: { defaultLabel: string }) => entry.defaultLabel === 'Handover to Agent');
    assert.ok(
        handover.fields.some(({ label }: { label: string }) => /__CONVERSATION_ROUTING_ATTRIBUTES__LABEL$/.test(label))
    );
    assert.equal((await call('/v2.0/flows/no/chart/descriptors')).status, 404);
});

test('a handover provider is deleted', async () => {
    const serviceId = HANDOVER_SERVICES[0]?._id;
    const { body } = await post('/new/v2.0/handover/provider', { projectId, name: 'For a moment', serviceId });
    const path = `/new/v2.0/handover/providers/${body._id}`;
    const remove = (): Promise<Answer> =>
        ask(`${bots.cognigy.url}${path}`, { 'x-api-key': apiKey }, { method: 'DELETE' });
    assert.equal((await remove()).status, 204);
    assert.equal((await remove()).status, 404);
});
