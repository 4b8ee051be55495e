/** What a person makes at the bot between the plan and its being carried out is not the setup's to delete. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { applySetup } from './setup.ts';
import { botContents } from '../../tests/setup/trial-snapshot.ts';
import { addHandoverNode } from '../../tests/setup/trial-cognigy.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

describe('a Handover to Agent node that the author of the flow adds while the plan is read', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
    });
    after(() => trial.close());

    test('apply leaves it, and asks for another look; undo puts it back as it was, and deletes only what the setup made', async () => {
        const { config, connection } = trial;
        let made: unknown;
        const confirm = async () => {
            await addHandoverNode(trial, 'By hand', { own: 'x' });
            made = await botContents(trial.bots);
            return true;
        };
        await assert.rejects(applySetup(config, connection, { confirm }), (error: Error & { remedy?: string }) => {
            assert.match(
                error.message,
                /^Somebody made it since .*: Node "By hand" .*Nothing was written at the bot\.$/
            );
            assert.match(error.remedy ?? '', /^Run apply again/);
            return true;
        });
        assert.deepEqual(await botContents(trial.bots), made);
        const { plan } = await applySetup(config, connection);
        assert.deepEqual(
            plan.bots.flatMap(({ changes }) => changes.map(({ id, action }) => [id, action])),
            [
                ['handover-provider', 'create'],
                ['handover-node', 'update']
            ]
        );
        await undoSetup(config, connection);
        assert.deepEqual(await botContents(trial.bots), made);
    });
});
