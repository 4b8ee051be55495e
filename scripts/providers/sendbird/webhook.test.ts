import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { applyAll, assertClean, undoAll } from '../shared/test-context.ts';
import { signatureSecret } from './index.ts';
import {
    bots,
    checkOf,
    closeApplication,
    contextOf,
    freshApplication,
    handedOver,
    setup,
    webhookUrl
} from './test-application.ts';

beforeEach(freshApplication);
after(closeApplication);

const secrets = (): string[] => [
    bots.sendbird.secrets['apiToken'] ?? '',
    bots.sendbird.secrets['signatureSecret'] ?? ''
];

async function webhook(change?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${bots.sendbird.url}/v3/ai_agent/settings/webhook`, {
        headers: { 'api-token': bots.sendbird.secrets['apiToken'] ?? '', 'content-type': 'application/json' },
        ...(change && { method: 'PUT', body: JSON.stringify(change) })
    });
    assert.equal(response.status, 200);
    return (await response.json()) as Record<string, unknown>;
}

describe('webhook', () => {
    test('plan, apply, all green, nothing to do, undo: off again; no secret anywhere', async () => {
        const context = contextOf({}, { org: { isPasswordFlowBlocked: false }, handedOver });
        const state = await setup.read(context);
        assert.deepEqual(context.requests, ['GET /v3/ai_agent/settings/webhook', 'HEAD /']);
        const backup = setup.backup(state);
        const changes = setup.changes(state, context);
        assert.deepEqual(
            changes[0]?.fields.map(({ name, to, isOverwrite }) => [name, to, isOverwrite]),
            [
                ['enabled', true, undefined],
                ['url', webhookUrl, undefined],
                ['categories', ['handoff'], undefined]
            ]
        );
        await applyAll(setup, context);
        const after = await setup.read(context);
        for (const value of [state, changes, backup, after]) assertClean(value, secrets());
        assert.deepEqual(setup.changes(after, context), []);
        const checks = await setup.verify(context, after);
        assert.ok(
            checks.every(({ status }) => status === 'ok'),
            JSON.stringify(checks)
        );
        await undoAll(setup, context, backup);
        const { enabled, category_subscriptions: categories } = await webhook();
        assert.deepEqual([enabled, categories], [false, []]);
        assert.deepEqual(await undoAll(setup, context, backup), []);
    });

    test("somebody's settings: shown as overwritten, their categories kept, put back exactly", async () => {
        const own = { enabled: true, url: 'https://other.example.com/', category_subscriptions: ['message:user_sent'] };
        const before = await webhook(own);
        const context = contextOf();
        const backup = setup.backup(await setup.read(context));
        const [change] = await applyAll(setup, context);
        assert.deepEqual(
            change?.fields.map(({ name, isOverwrite }) => [name, isOverwrite]),
            [
                ['url', true],
                ['categories', true]
            ]
        );
        assert.deepEqual((await webhook())['category_subscriptions'], ['message:user_sent', 'handoff']);
        await undoAll(setup, context, backup);
        assert.deepEqual(await webhook(), before);
    });

    describe('changed by hand since', () => {
        const own = {
            enabled: true,
            url: 'https://before.example.com/',
            category_subscriptions: ['message:user_sent']
        };
        const leftOf = (left: { what: string; why: string }[]) => left.map(({ what, why }) => `${what}: ${why}`);

        /** The webhook, set up over one that was there, and then as somebody makes it. */
        async function undone(before: object | undefined, change: object) {
            await webhook(before);
            const context = contextOf();
            const backup = setup.backup(await setup.read(context));
            await applyAll(setup, context);
            const state = await setup.read(context);
            const written = setup.backup(state);
            assertClean(written, secrets());
            const { enabled: isOn, url: address, category_subscriptions: names } = await webhook();
            await webhook({ enabled: isOn, url: address, category_subscriptions: names, ...change });
            const left = leftOf(setup.leaves(backup, await setup.read(context), written));
            const [done] = await undoAll(setup, context, backup, written);
            assert.ok(done === undefined || done.fields.every(({ isOverwrite }) => !isOverwrite));
            const { enabled, url, category_subscriptions: categories } = await webhook();
            return { left, now: { enabled, url, category_subscriptions: categories } };
        }

        test('nothing: as before, and nothing is left', async () => {
            assert.deepEqual(await undone(own, {}), { left: [], now: own });
        });

        const theirs = {
            enabled: true,
            url: 'https://other-team.example.com/hook',
            category_subscriptions: ['handoff']
        };
        for (const [name, before] of [
            ['a webhook', own],
            ['none', undefined]
        ] as const) {
            test(`another team's address, where there was ${name} before: all of it stays`, async () => {
                const { left, now } = await undone(before, theirs);
                assert.deepEqual(now, theirs);
                assert.equal(left.length, 1);
                assert.match(
                    left[0] ?? '',
                    /^Webhook of .*changed by hand.*url "https:\/\/other-team\.example\.com\/hook"/
                );
            });
        }

        test('a category besides, and switched off: they stay, the address goes', async () => {
            const both = ['message:user_sent', 'conversation:closed'];
            const change = { enabled: false, category_subscriptions: ['handoff', ...both] };
            const { left, now } = await undone(own, change);
            assert.deepEqual(now, { ...own, enabled: false, category_subscriptions: both });
            assert.match(left.join(), /\(enabled false, categories \["message:user_sent","conversation:closed"\]\)/);
        });

        test('put back already: nothing to do, nothing to tell', async () => {
            assert.deepEqual(await undone(own, own), { left: [], now: own });
        });

        test('nobody knows what was written: what is not as wanted is marked', async () => {
            await webhook(own);
            const context = contextOf();
            const backup = setup.backup(await setup.read(context));
            await applyAll(setup, context);
            const marksOf = async () =>
                setup
                    .undo(backup, await setup.read(context), context)[0]
                    ?.fields.map(({ name, isOverwrite }) => [name, isOverwrite ?? false]);
            assert.deepEqual(await marksOf(), [
                ['url', false],
                ['categories', false]
            ]);
            await webhook({ ...theirs, category_subscriptions: ['message:user_sent'] });
            assert.deepEqual(await marksOf(), [['url', true]]);
        });
    });

    test('subscribed to everything stays so; without a receiver nothing is touched', async () => {
        await webhook({ enabled: true, url: webhookUrl, category_subscriptions: ['*'] });
        assert.deepEqual(await applyAll(setup, contextOf()), []);
        const context = contextOf({ webhookUrl: undefined });
        assert.deepEqual(await applyAll(setup, context), []);
        const checks = await setup.verify(context, await setup.read(context));
        assert.match(checkOf(checks, 'webhook').found, /names no receiver/);
    });

    test('changed between plan and apply: not overwritten; done already: no harm', async () => {
        const context = contextOf();
        const [change] = setup.changes(await setup.read(context), context);
        assert.ok(change);
        await webhook({ enabled: true, url: 'https://other.example.com/', category_subscriptions: [] });
        await assert.rejects(setup.apply(change, context), /changed in Sendbird since it was read/);
        await webhook({ enabled: true, url: webhookUrl, category_subscriptions: ['handoff'] });
        await setup.apply(change, context);
    });

    test('the secret of the signature is to be had for the receiver only', async () => {
        assert.equal(await signatureSecret(contextOf()), bots.sendbird.secrets['signatureSecret']);
    });
});

describe('what goes wrong with Sendbird', () => {
    test('each kind of failure has its words', async () => {
        const cases: [Parameters<typeof bots.sendbird.setFault>[0], RegExp, number][] = [
            [{ kind: 'status', status: 401 }, /answered 400 \(Invalid API token/, 1],
            [{ kind: 'expiredToken' }, /answered 400 \(Invalid API token/, 1],
            [{ kind: 'status', status: 403 }, /answered 403/, 1],
            [{ kind: 'status', status: 500 }, /answered 500.*Trying again later/, 4],
            [{ kind: 'status', status: 503 }, /answered 503.*Trying again later/, 4],
            [{ kind: 'rateLimit', retryAfter: 3 }, /answered 429.*Try again in 3 seconds/, 4],
            [{ kind: 'rubbish' }, /not JSON/, 1],
            [{ kind: 'halfJson' }, /not JSON/, 1],
            [{ kind: 'breakOff' }, /cannot be reached/, 4],
            [{ kind: 'refuse' }, /cannot be reached: ECONNREFUSED/, 4]
        ];
        for (const [fault, message, tries] of cases) {
            const context = contextOf();
            await bots.sendbird.setFault(fault);
            await assert.rejects(setup.read(context), (error: Error) => {
                assert.match(error.message, message);
                assertClean(error, secrets());
                return true;
            });
            assert.equal(context.requests.length, tries, JSON.stringify(fault));
            await bots.sendbird.setFault(null);
        }
    });

    test("Sendbird's own code says what a 400 means: a token that is missing, or may not do this", async () => {
        for (const [code, kind] of [
            [400401, 'unauthorized'],
            [400402, 'unauthorized'],
            [400108, 'forbidden'],
            [403100, 'forbidden'],
            [400111, 'refused']
        ] as const) {
            const answer = { error: true, message: 'No.', code };
            const context = contextOf({}, { fetch: async () => Response.json(answer, { status: 400 }) });
            await assert.rejects(setup.read(context), { kind, code: String(code) });
        }
    });

    test('settings of another shape are not taken for none: what stands there would be written over', async () => {
        const odd: [string, unknown][] = [
            ['url', { href: 'https://before.example.com/' }],
            ['category_subscriptions', '*'],
            ['category_subscriptions', { handoff: true }],
            ['category_subscriptions', [{ category: 'message:user_sent' }]]
        ];
        for (const [name, value] of odd) {
            const settings = { enabled: true, url: 'https://before.example.com/', category_subscriptions: ['handoff'] };
            const context = contextOf({}, { fetch: async () => Response.json({ ...settings, [name]: value }) });
            await assert.rejects(setup.read(context), {
                name: 'ProviderRequestError',
                kind: 'badAnswer',
                message: `Sendbird answered webhook settings that cannot be read (${name}). Nothing is written to them.`
            });
        }
    });

    test('the network failing at each request, and a token revoked half-way: the next run ends it', async () => {
        for (const cut of [1, 2, 3, 4]) {
            await freshApplication();
            const context = contextOf();
            context.cutAt = cut;
            await assert.rejects(applyAll(setup, context), /cannot be reached: ECONNRESET/);
            context.cutAt = undefined;
            await applyAll(setup, context);
            assert.deepEqual(await applyAll(setup, context), []);
        }
        await webhook({ enabled: false, url: webhookUrl, category_subscriptions: [] });
        const context = contextOf();
        const [change] = setup.changes(await setup.read(context), context);
        assert.ok(change);
        await bots.sendbird.setFault({ kind: 'expiredToken' });
        await assert.rejects(setup.apply(change, context), /Invalid API token/);
        await bots.sendbird.setFault(null);
        await applyAll(setup, context);
        assert.equal((await webhook())['enabled'], true);
    });
});
