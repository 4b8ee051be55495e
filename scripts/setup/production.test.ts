/** On a production org, which asks more of deploys: apply, a later version, undo. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { files } from '../local-org/metadata/test-package.ts';
import { applySetup, planSetup } from './setup.ts';
import { contentsOf, withoutLeft, type OrgContents } from './trial-snapshot.ts';
import { startTrial, type Trial } from './trial.ts';
import { undoSetup } from './undo.ts';

describe('a production org', () => {
    let trial: Trial;
    let orgBefore: OrgContents;
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isProduction: true });
        putClass('TheirTest', theirTest);
        orgBefore = contentsOf(trial.org);
    });
    after(() => trial.close());

    /** Somebody's own test, which fails in this org. */
    const theirTest = `@IsTest private class TheirTest {
        @IsTest static void counts() {
            System.assertEquals(2, 1, 'theirs');
        }
    }`;

    function putClass(name: string, source: string): void {
        const meta = `<?xml version="1.0" encoding="UTF-8"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion><status>Active</status></ApexClass>`;
        const content = { [`classes/${name}.cls`]: source, [`classes/${name}.cls-meta.xml`]: meta };
        const { success, details } = trial.org.deploy(files({ ApexClass: [name] }, content));
        assert.ok(success, JSON.stringify(details.componentFailures));
    }

    test('apply does it: our classes go in with our tests, and nobody else’s', async () => {
        await applySetup(trial.config, trial.connection);
        assert.deepEqual((await planSetup(trial.config, trial.connection)).org, []);
    });

    test('a later version that changes one class names all of our tests', async () => {
        const { source = '' } = trial.org.metadata.classes().find(({ name }) => name === 'BotSessionResolver') ?? {};
        putClass('BotSessionResolver', `${source}\n// Of an earlier version.`);
        const { org } = await planSetup(trial.config, trial.connection);
        assert.deepEqual(
            org.flatMap(({ items }) => items.map(({ what }) => what)),
            ['ApexClass BotSessionResolver']
        );
        await applySetup(trial.config, trial.connection);
        assert.deepEqual((await planSetup(trial.config, trial.connection)).org, []);
    });

    test('undo deletes Apex, so that the org runs its own tests: one that fails is named; once it passes, undo ends', async () => {
        await assert.rejects(undoSetup(trial.config, trial.connection), {
            message: /^The org refused to remove "Package Bot Handoff"\.\nApexClass TheirTest\.counts: .*theirs/,
            remedy: /runs all of its own Apex tests/
        });
        putClass('TheirTest', theirTest.replace('2, 1', '1, 1'));
        const { left } = await undoSetup(trial.config, trial.connection);
        putClass('TheirTest', theirTest);
        const features = [...left, ...featuresThatStay];
        assert.deepEqual(withoutLeft(contentsOf(trial.org), features), withoutLeft(orgBefore, features));
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });
});

/** Told by the first undo, and no longer by the next. */
const featuresThatStay = [
    'Settings OmniChannel',
    'Settings Language',
    'Settings LiveMessage',
    'ServiceChannel sfdc_livemessage'
].map((what) => ({ what, why: 'a feature stays on' }));
