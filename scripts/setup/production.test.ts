/** On a production org, which asks more of deploys: apply, a later version, undo. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { files } from '../local-org/metadata/test-package.ts';
import type { Stage, StageId } from './org/desired.ts';
import { ensureMappings, routingFlow } from './org/mappings.ts';
import { applySetup, planSetup } from './setup.ts';
import { contentsOf, featuresThatStay, withoutLeft, type OrgContents } from '../../tests/setup/trial-snapshot.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
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
        put({ ApexClass: [name] }, { [`classes/${name}.cls`]: source, [`classes/${name}.cls-meta.xml`]: meta });
    }

    /** Without the tests that a deploy over the network needs. */
    function put(members: Record<string, string[]>, content: Record<string, string>): void {
        const { success, details } = trial.org.deploy(files(members, content));
        assert.ok(success, JSON.stringify(details.componentFailures));
    }

    async function stageOf(id: StageId): Promise<Stage> {
        const desired = await trial.connection.desired?.(trial.config, {});
        const stage = desired?.stages.find((each) => each.id === id);
        assert.ok(stage);
        return stage;
    }

    /** The org refuses to activate flows, until it is called off. */
    function refuseActivation(): () => void {
        const original = globalThis.fetch;
        globalThis.fetch = async (input, init) =>
            init?.method === 'PATCH' && String(input).includes('/tooling/sobjects/FlowDefinition/')
                ? Response.json([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'not you' }], { status: 403 })
                : original(input, init);
        return () => {
            globalThis.fetch = original;
        };
    }

    const isActive = () => JSON.stringify(trial.org.metadata.component('Flow', routingFlow)).includes('"Active"');

    test('where the flow may not be activated, apply stops before the channel; once a person has done it, apply goes on', async () => {
        const mend = refuseActivation();
        try {
            await assert.rejects(applySetup(trial.config, trial.connection), {
                message: /^The flow Route_Bot_Handoff is deployed, and the org does not activate it: .*not you$/,
                remedy: /^Open Setup, Flows, Route Bot Handoff, and press Activate; then run the same command again/
            });
        } finally {
            mend();
        }
        assert.deepEqual(trial.org.metadata.list('MessagingChannel'), []);
        trial.org.metadata.setFlowActive(routingFlow, true);
        const { org } = await planSetup(trial.config, trial.connection);
        assert.ok(org.every(({ id }) => id !== 'deploy:messaging'));
    });

    test('apply does it: our classes go in with our tests, and nobody else’s; the flow is activated', async () => {
        trial.org.metadata.setFlowActive(routingFlow, false);
        await applySetup(trial.config, trial.connection);
        assert.ok(isActive());
        assert.deepEqual((await planSetup(trial.config, trial.connection)).org, []);
    });

    test('a flow that somebody switched off, and that is to stay so, keeps the channel from its mappings: said', async () => {
        const stage = await stageOf('channel');
        trial.org.metadata.setFlowActive(routingFlow, false);
        await assert.rejects(
            ensureMappings(stage, trial.connection.org, '66.0', () => assert.fail('no deploy helps')),
            {
                message: /is not active \(Obsolete\)/,
                remedy: /^Open Setup, Flows, Route Bot Handoff, and press Activate/
            }
        );
    });

    test('a later version that changes one class and the flow names all of our tests, and activates the newest flow', async () => {
        const ours = await stageOf('messaging');
        const [path = '', text = ''] = [...(ours.units.get(`Flow:${routingFlow}`)?.files ?? [])][0] ?? [];
        const earlier = text.replace('<label>Route Bot Handoff<', '<label>Route It<');
        put({ Flow: [routingFlow] }, { [path]: earlier });
        const { source = '' } = trial.org.metadata.classes().find(({ name }) => name === 'BotSessionResolver') ?? {};
        putClass('BotSessionResolver', `${source}\n// Of an earlier version.`);
        const { org } = await planSetup(trial.config, trial.connection);
        assert.deepEqual(
            org.flatMap(({ items }) => items.map(({ what }) => what)),
            ['ApexClass BotSessionResolver', 'Flow Route_Bot_Handoff']
        );
        await applySetup(trial.config, trial.connection);
        assert.ok(isActive());
        assert.ok(trial.org.metadata.flowVersions(routingFlow).length > 1);
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
