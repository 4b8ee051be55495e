/** Pages that somebody takes the history off again, after apply put it there. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { applySetup, planSetup } from '../setup.ts';
import { undoSetup } from '../undo.ts';
import {
    deploy,
    desks,
    ours,
    page,
    pageCheck,
    pageItems,
    pageSteps,
    path,
    textOf,
    withTrial
} from '../../../tests/setup/trial-pages.ts';

test('where somebody took it off since apply put it there, it stays off, which is told', () =>
    withTrial('sendbird', async (trial) => {
        const { config, connection } = trial;
        await deploy(trial, desks);
        await applySetup(config, connection);
        await deploy(trial, { [path('Case_Desk')]: page('Case') });
        const plan = await planSetup(config, connection);
        assert.deepEqual([plan.org, pageSteps(plan.bots)], [[], []]);
        assert.match(plan.notes.join(), /^Somebody took .* off Case_Desk since apply put it there: it stays off\./);
        const check = await pageCheck(trial);
        assert.match(check?.found ?? '', /Case_Back_Office\. Activated without it: Case_Desk\.$/);
        // Also by another run, which has other things to do.
        await applySetup(config, connection, { renewSecrets: true });
        await deploy(trial, { [path('Case_Back_Office')]: page('Case') });
        const { org, bots } = await planSetup(config, connection);
        const [step] = pageSteps(bots) as { check: string; why: string }[];
        assert.deepEqual(org, []);
        assert.match(step?.why ?? '', /leaves Case_Back_Office, Case_Desk as .*somebody took the component off it/);
        await deploy(trial, { [path('Case_Desk')]: page('Case', ours) });
        assert.deepEqual(pageSteps((await planSetup(config, connection)).bots), []);
        await undoSetup(config, connection);
        assert.doesNotMatch(textOf(trial, 'Case_Desk') ?? '', /botHistory/);
        assert.deepEqual(readdirSync(connection.stateFolder), []);
        // All anew: nobody is known to have taken it off.
        assert.equal((await pageItems(trial)).length, 2);
    }));

test('taken off while a plan is read that would name hosts on it: it stays off', () =>
    withTrial('sendbird', async (trial) => {
        const { config, connection } = trial;
        await deploy(trial, desks);
        await applySetup(config, connection);
        const connectors = config.connectors.map((entry) => ({ ...entry, mediaUrl: 'https://media.example.com' }));
        await applySetup({ ...config, connectors }, connection, {
            confirm: () => deploy(trial, { [path('Case_Desk')]: page('Case') }).then(() => true)
        });
        assert.doesNotMatch(textOf(trial, 'Case_Desk') ?? '', /botHistory/);
        assert.match(textOf(trial, 'Case_Back_Office') ?? '', /media\.example\.com/);
    }));
