/** `undo` where a bot does not play along, and what it cannot put back. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { exitCodes } from './run/error.ts';
import { applySetup } from './setup.ts';
import { botContents, contentsOf, withoutLeft, type OrgContents } from './trial-snapshot.ts';
import { startTrial, type Trial } from './trial.ts';
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
