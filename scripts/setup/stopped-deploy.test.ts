/** A run that is stopped while the org works on its deploy: the org goes on, and the next run waits for the end. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';

import { exitCodes } from './run/error.ts';
import { applySetup, planSetup } from './setup.ts';
import { contentsOf, withoutLeft } from '../../tests/setup/trial-snapshot.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

const id = '0Af000000000001AAA';
const features = ['Settings OmniChannel', 'Settings Language'].map((what) => ({ what, why: 'a feature stays on' }));

/**
 * The first deploy is taken, and done only when the second run has asked for it twice; the first run never hears of it.
 */
function slowOrg(): { stop(): void } {
    const original = globalThis.fetch;
    let deploy: (() => Promise<Response>) | undefined;
    let asked = 0;
    globalThis.fetch = async (input, init) => {
        const url = String(input);
        if (deploy === undefined && init?.method === 'POST' && url.endsWith('/metadata/deployRequest')) {
            deploy = () => original(input, init);
            return Response.json({ id });
        }
        if (!url.includes(id)) return original(input, init);
        asked += 1;
        if (asked === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
        const isDone = asked > 3;
        if (asked === 4) assert.ok((await deploy?.())?.ok);
        return Response.json({
            id,
            deployResult: { done: isDone, success: isDone, status: isDone ? 'Succeeded' : 'Pending' }
        });
    };
    return {
        stop() {
            globalThis.fetch = original;
        }
    };
}

async function stopped(next: (trial: Trial, said: string[]) => Promise<void>): Promise<void> {
    const trial = await startTrial('sendbird', { isSmall: true });
    const org = slowOrg();
    try {
        await assert.rejects(applySetup(trial.config, trial.connection), /cannot be reached/);
        const said: string[] = [];
        await next(trial, said);
        assert.deepEqual(said, ['A deploy of a run that was stopped still goes on in the org: waiting for its end …']);
    } finally {
        org.stop();
        await trial.close();
    }
}

describe('stopped in the middle of a deploy', () => {
    test('undo waits for its end, so that nothing comes to be there behind its back', () =>
        stopped(async (trial, said) => {
            const before = contentsOf(trial.org);
            await undoSetup(trial.config, trial.connection, { say: (text) => said.push(text) });
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
            assert.deepEqual(
                withoutLeft(contentsOf(trial.org), features).components,
                withoutLeft(before, features).components
            );
            const left = contentsOf(trial.org).components;
            assert.match(left['settings/OmniChannel.settings'] ?? '', /enableOmniChannel>true/, 'it was done');
        }));

    test('apply waits for its end, and does not deploy it again', () =>
        stopped(async (trial, said) => {
            const { plan } = await applySetup(trial.config, trial.connection, { say: (text) => said.push(text) });
            assert.ok(plan.org.every(({ id: step }) => step !== 'deploy:settings'));
            assert.ok((await planSetup(trial.config, trial.connection)).isEmpty);
        }));

    test('a deploy that the org has forgotten is waited for no longer', async () => {
        const trial = await startTrial('sendbird', { isSmall: true });
        const org = slowOrg();
        try {
            await assert.rejects(applySetup(trial.config, trial.connection), /cannot be reached/);
            org.stop();
            const ran = await trial.run(['apply', '--yes']);
            assert.equal(ran.code, exitCodes.ok, ran.err);
        } finally {
            org.stop();
            await trial.close();
        }
    });
});
