/** Faults of the vendor and of the network. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { applyAll, assertClean } from '../shared/test-context.ts';
import type { CognigyState } from './index.ts';
import { addNode, bots, call, chat, closeTenant, contextOf, freshTenant, messaging, tenant } from './test-tenant.ts';

beforeEach(freshTenant);
after(closeTenant);

describe('what goes wrong with Cognigy.AI', () => {
    test('each kind of failure has its words, and says whether trying again helps', async () => {
        const cases: [Parameters<typeof bots.cognigy.setFault>[0], RegExp, number][] = [
            [{ kind: 'status', status: 401 }, /answered 401/, 1],
            [{ kind: 'status', status: 403 }, /answered 403/, 1],
            [{ kind: 'status', status: 500 }, /answered 500.*Trying again later may help/, 4],
            [{ kind: 'status', status: 503 }, /answered 503.*Trying again later may help/, 4],
            [{ kind: 'rateLimit', retryAfter: 5 }, /answered 429.*Try again in 5 seconds/, 4],
            [{ kind: 'rateLimit', retryAfter: 600 }, /answered 429.*Try again in 600 seconds/, 1],
            [{ kind: 'rubbish' }, /not JSON/, 1],
            [{ kind: 'halfJson' }, /not JSON/, 1],
            [{ kind: 'breakOff' }, /cannot be reached/, 4],
            [{ kind: 'refuse' }, /cannot be reached: ECONNREFUSED/, 4]
        ];
        for (const [fault, message, tries] of cases) {
            const context = contextOf(messaging, { flowId: undefined });
            await bots.cognigy.setFault(
                fault && { ...fault, ...(fault.kind !== 'refuse' && { only: 'handover/services' }) }
            );
            await assert.rejects(messaging.read(context), (error: Error) => {
                assert.match(error.message, message);
                assertClean(error, [bots.cognigy.secrets['apiKey'] ?? '']);
                return true;
            });
            // Requests that run beside it are let through to their end.
            await delay(50);
            const asked = context.requests.filter((path) => path.endsWith('/services')).length;
            assert.equal(asked, tries, JSON.stringify(fault));
            await bots.cognigy.setFault(null);
        }
    });

    test('a list that does not say how long it is, is read to its end by its cursors', async () => {
        const nodeId = await addNode({});
        const pages: string[] = [];
        const inSmallPages: typeof globalThis.fetch = async (input, init) => {
            const url = new URL(String(input));
            if (!url.pathname.endsWith('/chart/nodes')) return fetch(input, init);
            pages.push(url.search);
            url.searchParams.set('limit', '1');
            const { total: _, ...page } = (await (await fetch(url, init)).json()) as { total: number };
            return Response.json(page);
        };
        const { flow } = (await chat.read(contextOf(chat, {}, { fetch: inSmallPages }))) as unknown as CognigyState;
        assert.equal(flow?.node?.id, nodeId);
        assert.equal(pages.length, 3);
        assert.ok(
            pages.slice(1).every((query) => !query.includes('skip')),
            pages.join()
        );
    });

    test('a passing fault is sat out', async () => {
        await bots.cognigy.setFault({ kind: 'status', status: 503, times: 3, only: 'handover/services' });
        await messaging.read(contextOf(messaging));
    });

    test('a POST whose answer is lost makes no second provider and no second node', async () => {
        const lost: Record<string, (answer: Response) => Promise<Response>> = {
            'the connection breaks': async () => {
                throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
            },
            'a gateway gives up': async () => new Response('Bad Gateway', { status: 502 }),
            'half of the answer comes': async (answer) => new Response((await answer.text()).slice(0, 40))
        };
        for (const [what, lose] of Object.entries(lost)) {
            await freshTenant();
            const posts: string[] = [];
            const fetching: typeof globalThis.fetch = async (input, init) => {
                const answer = await fetch(input, init);
                if (init?.method !== 'POST') return answer;
                posts.push(String(input));
                return lose(answer);
            };
            const context = contextOf(messaging, {}, { fetch: fetching });
            await applyAll(messaging, context);
            assert.equal(posts.length, 2, what);
            const [providers, nodes] = JSON.parse(await tenant()) as [unknown[], unknown[]];
            assert.equal(providers.length, 1, what);
            assert.equal(nodes.length, 3, what);
        }
    });

    test('a POST that never arrived is sent again', async () => {
        let posts = 0;
        const fetching: typeof globalThis.fetch = async (input, init) => {
            if (init?.method !== 'POST') return fetch(input, init);
            posts += 1;
            if (posts === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
            if (posts === 2) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
            return fetch(input, init);
        };
        const context = contextOf(messaging, { flowId: undefined }, { fetch: fetching });
        await applyAll(messaging, context);
        assert.equal(posts, 3);
        assert.deepEqual(messaging.changes(await messaging.read(context), context), []);
    });

    test('a key that is revoked half-way: what is done stays done, the next run does the rest', async () => {
        const context = contextOf(messaging);
        const [first, second] = messaging.changes(await messaging.read(context), context);
        assert.ok(first && second);
        await messaging.apply(first, context);
        await bots.cognigy.setFault({ kind: 'expiredToken' });
        await assert.rejects(messaging.apply(second, context), /answered 401 \(The API key is missing or not valid/);
        await bots.cognigy.setFault(null);
        assert.deepEqual(
            (await applyAll(messaging, context)).map(({ id }) => id),
            ['handover-node']
        );
    });

    test('what somebody changes between plan and apply is not overwritten unseen', async () => {
        const context = contextOf(messaging);
        const node = await addNode({ miawConversationAttributes: { tier: 'gold' } });
        const change = messaging
            .changes(await messaging.read(context), context)
            .find(({ id }) => id === 'handover-node');
        assert.ok(change);
        await call('PATCH', `/v2.0/flows/${bots.cognigy.secrets['flowId']}/chart/nodes/${node}`, {
            config: { miawConversationAttributes: { tier: 'silver' } }
        });
        await assert.rejects(messaging.apply(change, context), /changed in Cognigy.AI since it was read \(miaw/);
    });

    test('settings and fields of another shape are not taken for none: what stands there would be written over', async () => {
        await applyAll(messaging, contextOf(messaging));
        const { items } = await call('GET', '/new/v2.0/handover/providers');
        const [{ _id: id }] = items as [{ _id: string }];
        await call('PATCH', `/new/v2.0/handover/providers/${id}`, { settings: { miawBaseUrl: 'x', theirs: 'kept' } });
        const before = await tenant();
        for (const [part, path] of [
            ['settings', /\/handover\/provider/],
            ['config', /\/chart\/nodes\/\w+$/]
        ] as const) {
            for (const value of ['{"theirs":"kept"}', 1, ['theirs']]) {
                const context = contextOf(
                    messaging,
                    {},
                    {
                        fetch: async (input, init) => {
                            const response = await fetch(input, init);
                            if (!path.test(new URL(String(input)).pathname) || (init?.method ?? 'GET') !== 'GET') {
                                return response;
                            }
                            const answer = (await response.json()) as { items?: object[] };
                            const odd = (record: object) => ({ ...record, [part]: value });
                            return Response.json(
                                answer.items ? { ...answer, items: answer.items.map(odd) } : odd(answer)
                            );
                        }
                    }
                );
                await assert.rejects(applyAll(messaging, context), {
                    name: 'ProviderRequestError',
                    kind: 'badAnswer',
                    message: new RegExp(
                        `GET \\S+ answered ${part} that cannot be read\\. Nothing is written to them\\.$`
                    )
                });
                assert.equal(await tenant(), before);
            }
        }
    });

    test('a change that is done already does no harm', async () => {
        const context = contextOf(chat);
        await addNode({});
        const changes = await applyAll(chat, context);
        const now = await tenant();
        for (const change of changes) await chat.apply(change, context);
        assert.equal(await tenant(), now);
    });
});
