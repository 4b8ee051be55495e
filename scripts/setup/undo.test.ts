/** `undo` where a bot does not play along, and what it cannot put back. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import type { Left } from './org/undo-plan.ts';
import { exitCodes } from './run/error.ts';
import { applySetup } from './setup.ts';
import { botContents, contentsOf, withoutLeft, type OrgContents } from '../../tests/setup/trial-snapshot.ts';
import { secretValues, startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

describe('a bot that does not let undo in', () => {
    let trial: Trial;
    let orgBefore: OrgContents;
    let botsBefore: unknown;
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        orgBefore = contentsOf(trial.org);
        botsBefore = await botContents(trial.bots);
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    test('it is busy: nothing is undone, the same command may work later', async () => {
        const configured = contentsOf(trial.org);
        await trial.bots.cognigy.setFault({ kind: 'status', status: 503, only: '/handover/' });
        await assert.rejects(undoSetup(trial.config, trial.connection), { exitCode: exitCodes.unreachable });
        await trial.bots.cognigy.setFault(null);
        assert.deepEqual(contentsOf(trial.org), configured);
    });

    test('it refuses the key: the org is undone, the bot stays with its reason, and its backup is kept', async () => {
        await trial.bots.cognigy.setFault({ kind: 'expiredToken', only: '/handover/' });
        const { left } = await undoSetup(trial.config, trial.connection);
        await trial.bots.cognigy.setFault(null);
        const [bot] = left.filter(({ what }) => what.startsWith('Bot side'));
        assert.equal(bot?.what, 'Bot side of cognigy-messaging Cognigy');
        assert.match(bot.why, /401.*its backup is kept/);
        assert.deepEqual(withoutLeft(contentsOf(trial.org), left), withoutLeft(orgBefore, left));
        assert.notDeepEqual(await botContents(trial.bots), botsBefore);
        assert.equal(readdirSync(trial.connection.stateFolder).length, 1);
    });

    test('once it lets the setup in, undo again puts it back, and the journal goes', async () => {
        await undoSetup(trial.config, trial.connection);
        assert.deepEqual(await botContents(trial.bots), botsBefore);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });
});

test('a bot whose host is gone, or mistyped: said as such, and it does not keep the org from being undone', async () => {
    const trial = await startTrial('cognigy-messaging', { isSmall: true });
    try {
        const orgBefore = contentsOf(trial.org);
        await applySetup(trial.config, trial.connection);
        const fetch: typeof globalThis.fetch = async () => {
            throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
        };
        const gone = { ...trial.connection, fetch };
        await assert.rejects(applySetup(trial.config, gone), {
            exitCode: exitCodes.failed,
            message: /api-trial\.cognigy\.ai.*no host of this name. Is the address right\?/,
            remedy: /bot\.apiUrl/
        });
        const { left } = await undoSetup(trial.config, gone);
        assert.match(left.find(({ what }) => what.startsWith('Bot side'))?.why ?? '', /no host.*its backup is kept/);
        assert.deepEqual(withoutLeft(contentsOf(trial.org), left), withoutLeft(orgBefore, left));
    } finally {
        await trial.close();
    }
});

test('a webhook where there was none: switched off; that its address stays is said', async () => {
    const trial = await startTrial('sendbird', { isSmall: true, webhookUrl: 'https://hooks.example.com/sendbird' });
    try {
        await applySetup(trial.config, trial.connection);
        const { left, plan } = await undoSetup(trial.config, trial.connection);
        assert.deepEqual(
            plan.bots.flatMap(({ changes }) => changes.map(({ what }) => what)),
            ['Webhook of the AI agent: off again']
        );
        assert.ok(left.some(({ what, why }) => /^Address of the webhook/.test(what) && /takes none/.test(why)));
    } finally {
        await trial.close();
    }
});

describe('a setup file that came to name another place at the vendor', () => {
    test("another application: each gets its own webhook back, none the other's", async () => {
        const trial = await startTrial('sendbird', { isSmall: true, webhookUrl: 'https://hooks.example.com/sendbird' });
        // One pretend application stands for both.
        const webhook = async (url?: string) => {
            const response = await fetch(`${trial.bots.sendbird.url}/v3/ai_agent/settings/webhook`, {
                headers: { 'api-token': secretValues.sendbirdApiToken, 'content-type': 'application/json' },
                ...(url && {
                    method: 'PUT',
                    body: JSON.stringify({ enabled: true, url, category_subscriptions: ['*'] })
                })
            });
            return ((await response.json()) as { url: string }).url;
        };
        try {
            await webhook('https://first.example.com/hook');
            await applySetup(trial.config, trial.connection);
            const [entry] = trial.config.connectors;
            assert.ok(entry?.connector === 'sendbird');
            const applicationId = '00000000-0000-4000-8000-00000000000B';
            const apiUrl = `https://api-${applicationId}.sendbird.com`;
            const second = {
                ...trial.config,
                connectors: [{ ...entry, bot: { ...entry.bot, applicationId, apiUrl } }]
            };
            await webhook('https://second.example.com/hook');
            await applySetup(second, trial.connection);
            const { left } = await undoSetup(second, trial.connection);
            assert.equal(await webhook(), 'https://second.example.com/hook');
            const [other] = left.filter(({ what }) => what.startsWith('Bot side'));
            assert.ok(other);
            assert.ok(other.what.includes(entry.bot.applicationId), other.what);
            assert.match(other.why, /undo with the one that did/);
            await webhook('https://hooks.example.com/sendbird');
            await undoSetup(trial.config, trial.connection);
            assert.equal(await webhook(), 'https://first.example.com/hook');
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);

            await applySetup(trial.config, trial.connection);
            await webhook('https://second.example.com/hook');
            await applySetup(second, trial.connection);
            await webhook('https://hooks.example.com/sendbird');
            await undoSetup(trial.config, trial.connection);
            assert.equal(await webhook(), 'https://first.example.com/hook');
            await webhook('https://hooks.example.com/sendbird');
            await undoSetup(second, trial.connection);
            assert.equal(await webhook(), 'https://second.example.com/hook');
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        } finally {
            await trial.close();
        }
    });

    test('no flow, then one: its node goes too; a flow, then none: told, and kept for the file that names it', async () => {
        const trial = await startTrial('cognigy-messaging', { isSmall: true });
        try {
            const [entry] = trial.config.connectors;
            assert.ok(entry?.connector === 'cognigy-messaging');
            const { flowId, ...rest } = entry.bot;
            const without = { ...trial.config, connectors: [{ ...entry, bot: rest }] };
            const before = await botContents(trial.bots);
            await applySetup(without, trial.connection);
            await applySetup(trial.config, trial.connection);
            await undoSetup(trial.config, trial.connection);
            assert.deepEqual(await botContents(trial.bots), before);

            await applySetup(trial.config, trial.connection);
            const { left } = await undoSetup(without, trial.connection);
            assert.ok(left.some(({ what }) => what.startsWith('Bot side') && what.includes(`flow ${flowId}`)));
            await undoSetup(trial.config, trial.connection);
            assert.deepEqual(await botContents(trial.bots), before);
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        } finally {
            await trial.close();
        }
    });
});

test('a bot that refuses one deletion: it is told, all else is undone, and undo again takes it back', async () => {
    const trial = await startTrial('cognigy-messaging', { isSmall: true });
    const original = globalThis.fetch;
    try {
        const [orgBefore, botsBefore] = [contentsOf(trial.org), await botContents(trial.bots)];
        await applySetup(trial.config, trial.connection);
        const stays: Left[] = [];
        const answers = [
            () => Response.json({ detail: 'Another flow uses it.', status: 409 }, { status: 409 }),
            // A tenant that has no such path, or not for this.
            () => Response.json({ detail: 'Not found', status: 404 }, { status: 404 })
        ];
        for (const answer of answers) {
            globalThis.fetch = async (input, init) =>
                init?.method === 'DELETE' && String(input).includes('/handover/providers/')
                    ? answer()
                    : original(input, init);
            const { left } = await undoSetup(trial.config, trial.connection);
            const told = left.find(({ what }) => what.startsWith('Handover provider'));
            assert.match(told?.why ?? '', /delete it|Another flow uses it/, JSON.stringify(left));
            // What stays in the org is told when it is undone, which the first run does.
            stays.push(...left.filter(({ what }) => !what.startsWith('Handover provider')));
            assert.deepEqual(withoutLeft(contentsOf(trial.org), stays), withoutLeft(orgBefore, stays));
            assert.notDeepEqual(await botContents(trial.bots), botsBefore);
        }
        globalThis.fetch = original;
        await undoSetup(trial.config, trial.connection);
        assert.deepEqual(await botContents(trial.bots), botsBefore);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    } finally {
        globalThis.fetch = original;
        await trial.close();
    }
});
