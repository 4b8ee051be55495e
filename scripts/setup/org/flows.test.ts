/** Flows on a production org, and on one that takes them as they come. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { createLocalOrg, type LocalOrg } from '../../local-org/local-org.ts';
import { manifest, xml } from '../../local-org/metadata/test-package.ts';
import { deployFiles, failureLines } from '../../salesforce/deploy.ts';
import { connect, type OrgClient } from '../../salesforce/org-client.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { Journal } from '../run/journal.ts';
import type { DesiredOrg } from './desired.ts';
import { deleteFlow, settleFlows } from './flows.ts';
import type { OrgState } from './read.ts';
import { undoStage } from './undo-metadata.ts';
import { filesOf, unitsOf, type Unit } from './units.ts';

/** The flow as a unit: its description tells versions apart. */
function flow(description: string, status = 'Active'): Unit {
    const text = xml(
        'Flow',
        `<description>${description}</description><label>Route It</label><processType>RoutingFlow</processType><start><locationX>0</locationX><locationY>0</locationY></start><status>${status}</status>`
    );
    const [unit] = unitsOf(new Map([['flows/Route.flow', text]])).values();
    assert.ok(unit);
    return unit;
}

for (const isProduction of [true, false]) {
    describe(isProduction ? 'a production org' : 'any other org', () => {
        let org: LocalOrg;
        let client: OrgClient;
        before(async () => {
            org = await createLocalOrg({ port: 0, isProduction });
            client = await connect(org);
        });
        beforeEach(() => deleteFlow(flow(''), client));
        after(() => org.close());

        async function deploy(unit: Unit): Promise<void> {
            assert.deepEqual(failureLines(await deployFiles(client, filesOf([unit], '66.0'))), []);
        }

        /** Numbers of the active and the newest version. */
        async function versions(): Promise<[number | undefined, number | undefined]> {
            const [row] = await client.query<Record<string, { VersionNumber: number } | null>>(
                "SELECT ActiveVersion.VersionNumber, LatestVersion.VersionNumber FROM FlowDefinition WHERE DeveloperName = 'Route'",
                { tooling: true }
            );
            return [row?.['ActiveVersion']?.VersionNumber, row?.['LatestVersion']?.VersionNumber];
        }

        test('the newest version of an active flow is active, also of a later one; no request where it is', async () => {
            await deploy(flow('first'));
            assert.deepEqual(await versions(), isProduction ? [undefined, 1] : [1, 1]);
            await settleFlows([flow('first')], client);
            assert.deepEqual(await versions(), [1, 1]);
            await deploy(flow('first'));
            assert.deepEqual(await versions(), [1, 1], 'the same again is no new version');
            await deploy(flow('second'));
            await settleFlows([flow('second')], client);
            assert.deepEqual(await versions(), [2, 2]);
            const { requests } = client;
            await settleFlows([flow('second')], client);
            assert.equal(client.requests - requests, 1);
        });

        test('a flow whose file is a draft is not active', async () => {
            await deploy(flow('first'));
            await settleFlows([flow('first')], client);
            await settleFlows([flow('first', 'Draft')], client);
            assert.deepEqual(await versions(), [undefined, 1]);
        });

        test('no deploy deletes a flow; with all of its versions it is deleted, active or not', async () => {
            await deploy(flow('first'));
            await deploy(flow('second'));
            await settleFlows([flow('second')], client);
            const byName = await deployFiles(client, {
                'package.xml': manifest({}),
                'destructiveChanges.xml': manifest({ Flow: ['Route'] })
            });
            assert.deepEqual(failureLines(byName), ['Flow Route: insufficient access rights on cross-reference id']);
            assert.equal(await deleteFlow(flow('second'), client), undefined);
            assert.deepEqual(await versions(), [undefined, undefined]);
            assert.deepEqual(await client.query('SELECT Id FROM FlowDefinitionView'), []);
            assert.equal(await deleteFlow(flow('second'), client), undefined, 'nothing to delete is no failure');
        });

        test('what is in use stays, with the words of the org', async () => {
            await deploy(flow('first'));
            const named = await deployFiles(client, {
                'package.xml': manifest({ PermissionSet: ['Runs'] }),
                'permissionsets/Runs.permissionset': xml(
                    'PermissionSet',
                    '<flowAccesses><enabled>true</enabled><flow>Route</flow></flowAccesses><label>Runs</label>'
                )
            });
            assert.deepEqual(failureLines(named), []);
            assert.match((await deleteFlow(flow('first'), client)) ?? '', /referenced elsewhere.*PermissionSet - Runs/);
            await deployFiles(client, {
                'package.xml': manifest({}),
                'destructiveChanges.xml': manifest({ PermissionSet: ['Runs'] })
            });
            assert.equal(await deleteFlow(flow('first'), client), undefined);
        });

        test('undo puts back a flow as it was: active, or not', async () => {
            const { path: folder } = temporaryFolder('flows-');
            for (const status of ['Active', 'Draft']) {
                await deploy(flow('ours'));
                await settleFlows([flow('ours')], client);
                const files = filesOf([flow('theirs', status)], '66.0');
                await undoStage(
                    {
                        id: 'messaging',
                        title: '',
                        remove: [],
                        restore: [{ unit: flow('ours'), files, state: '', fields: [] }]
                    },
                    {
                        org: client,
                        journal: Journal.open(folder, org.orgId),
                        desired: { stages: [], apiVersion: '66.0' } as unknown as DesiredOrg,
                        state: { isProduction } as OrgState
                    }
                );
                const [active, latest] = await versions();
                assert.equal(active, status === 'Active' ? latest : undefined);
                assert.match(JSON.stringify(org.metadata.component('Flow', 'Route')), /theirs/);
            }
        });

        test('an activation that the org refuses is said, with what a person does; silence is something else', async () => {
            await deploy(flow('first', 'Draft'));
            const answer = (status: number) => async (input: string | URL | Request, init?: RequestInit) =>
                init?.method === 'PATCH'
                    ? Response.json([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'no right to do it' }], { status })
                    : original(input, init);
            const original = globalThis.fetch;
            try {
                globalThis.fetch = answer(403);
                await assert.rejects(settleFlows([flow('first')], client), {
                    name: 'SetupError',
                    message: /^The flow Route is deployed, and the org does not activate it: .*no right to do it$/,
                    remedy: /^Open Setup, Flows, Route It, and press Activate; then run the same command again/
                });
                globalThis.fetch = answer(503);
                await assert.rejects(settleFlows([flow('first')], client), { name: 'OrgRequestError', status: 503 });
            } finally {
                globalThis.fetch = original;
            }
        });
    });
}

test('a production org that says so takes active flows as active', async () => {
    const settings = { flowSettings: { enableFlowDeployAsActiveEnabled: true } };
    const org = await createLocalOrg({ port: 0, isProduction: true, settings });
    try {
        await deployFiles(await connect(org), filesOf([flow('first')], '66.0'));
        assert.match(JSON.stringify(org.metadata.component('Flow', 'Route')), /"Active"/);
    } finally {
        await org.close();
    }
});
