import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { diagnose } from './doctor/doctor.ts';
import { testHandoff } from './doctor/test-handoff.ts';
import type { Connector } from './provider-setup.ts';
import { applySetup, planSetup } from './setup.ts';
import { knownSession, secretValues, snapshot, startTrial, type Trial } from './trial.ts';
import { undoSetup } from './undo.ts';

const connectors: Connector[] = ['cognigy-messaging', 'cognigy-chat', 'watsonx', 'sendbird'];
/** Steps that the setup leaves to a person, at most. */
const mostManual: Record<Connector, number> = { 'cognigy-messaging': 2, 'cognigy-chat': 2, watsonx: 3, sendbird: 4 };

for (const connector of connectors) {
    describe(`${connector}: both sides, there and back`, () => {
        let trial: Trial;
        let orgBefore: ReturnType<typeof snapshot>;
        let botsBefore: unknown;

        before(async () => {
            trial = await startTrial(connector);
            orgBefore = snapshot(trial.org);
            botsBefore = await readBots(trial);
        });
        after(() => trial.close());

        test('plan shows both sides and writes nothing', async () => {
            const plan = await planSetup(trial.config, trial.connection);
            assert.equal(plan.isEmpty, false);
            assert.ok(plan.org.some(({ id }) => id === 'deploy:core'));
            assert.deepEqual(snapshot(trial.org), orgBefore);
            assert.deepEqual(await readBots(trial), botsBefore);
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        });

        test('apply does it, and says what is left for a person', async () => {
            const { manual } = await applySetup(trial.config, trial.connection);
            const steps = manual.flatMap((each) => each.steps);
            assert.ok(steps.length <= mostManual[connector], `${steps.length} steps are left`);
            for (const step of steps) {
                assert.match(step.link, /^https?:\/\//);
                assert.deepEqual(
                    step.values.filter(({ value }) => value === undefined),
                    [],
                    `${step.id} has values that are not known`
                );
            }
        });

        test('a second run has nothing to do, with no request more than needed', async () => {
            const paths: string[] = [];
            const original = globalThis.fetch;
            globalThis.fetch = (input, init) => {
                const url = input instanceof Request ? input.url : String(input);
                if ((init?.method ?? 'GET') === 'GET') paths.push(url);
                return original(input, init);
            };
            try {
                const plan = await planSetup(trial.config, trial.connection);
                assert.deepEqual([plan.org, plan.bots.flatMap(({ changes }) => changes)], [[], []]);
                assert.ok(plan.requests <= 20, `${plan.requests} requests`);
            } finally {
                globalThis.fetch = original;
            }
            assert.deepEqual(
                paths.filter((path, index) => paths.indexOf(path) !== index),
                [],
                'something was read twice'
            );
            const again = await applySetup(trial.config, trial.connection);
            assert.deepEqual(again.done, []);
        });

        test('test-handoff: record, queue and history', async () => {
            await comeOnline(trial);
            const [result] = await testHandoff(trial.config, trial.connection, { sessionId: knownSession(connector) });
            assert.deepEqual(result?.problem, undefined);
            assert.match(result?.legs.find(({ name }) => name === 'history')?.found ?? '', /^[1-9]\d* messages$/);
            assert.match(result?.legs.at(-1)?.name ?? '', /closed$/);
        });

        test('doctor: what fails is what a person has to do; all green once that is done', async () => {
            const { manual } = await applySetup(trial.config, trial.connection);
            const mayFail = new Set(manual.flatMap(({ steps }) => steps.flatMap((step) => step.check ?? [])));
            const { sections } = await diagnose(trial.config, trial.connection);
            const failed = sections.flatMap(({ checks }) => checks).filter(({ status }) => status === 'failed');
            assert.deepEqual(
                failed.filter(({ id }) => !mayFail.has(id)).map(({ id, found }) => `${id}: ${found}`),
                []
            );
            const history = sections.at(-1)?.checks[0];
            assert.equal(history?.status, 'ok', history?.found);
            await doPersonsPart(connector, trial);
            assert.equal((await diagnose(trial.config, trial.connection)).isHealthy, true);
        });

        test('plan says nothing to do after all that', async () => {
            assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
        });

        test('no secret is in the journal', () => {
            const text = journalText(trial);
            for (const value of [...Object.values(secretValues), trial.org.accessToken])
                assert.ok(!text.includes(value));
        });

        test('undo: both sides as before; features stay, with their reason', async () => {
            const { left } = await undoSetup(trial.config, trial.connection);
            assert.deepEqual(snapshot(trial.org), orgBefore);
            assert.deepEqual(await readBots(trial), botsBefore);
            assert.ok(left.every(({ what, why }) => /^(?:Settings|ServiceChannel) /.test(what) && why.length > 10));
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
            assert.equal((await undoSetup(trial.config, trial.connection)).plan.isEmpty, true);
        });
    });
}

function journalText({ connection }: Trial): string {
    return readdirSync(connection.stateFolder)
        .map((name) => readFileSync(join(connection.stateFolder, name), 'utf8'))
        .join('\n');
}

/** What the bots' tenants hold, as their own APIs tell it. */
async function readBots({ bots }: Trial): Promise<unknown> {
    const { projectId, flowId } = bots.cognigy.secrets;
    const read = async (url: string, headers: Record<string, string>) => {
        const response = await fetch(url, { headers });
        assert.ok(response.ok, `${url}: ${response.status}`);
        return response.json() as Promise<unknown>;
    };
    const key = { 'x-api-key': secretValues.cognigyApiKey };
    return [
        await read(`${bots.cognigy.url}/new/v2.0/handover/providers?projectId=${projectId}`, key),
        await read(`${bots.cognigy.url}/v2.0/flows/${flowId}/chart/nodes`, key),
        await read(`${bots.sendbird.url}/v3/ai_agent/settings/webhook`, { 'api-token': secretValues.sendbirdApiToken })
    ];
}

/** What the setup leaves to a person in Cognigy.AI: to place the node, switch it on and choose the provider. */
async function doPersonsPart(connector: Connector, { bots }: Trial): Promise<void> {
    if (!connector.startsWith('cognigy')) return;
    const { projectId, flowId } = bots.cognigy.secrets;
    const headers = { 'x-api-key': secretValues.cognigyApiKey, 'content-type': 'application/json' };
    const get = async <Answer>(path: string) =>
        (await (await fetch(`${bots.cognigy.url}${path}`, { headers })).json()) as Answer;
    const { items: providers } = await get<{ items: { _id: string }[] }>(
        `/new/v2.0/handover/providers?projectId=${projectId}`
    );
    const nodes = `/v2.0/flows/${flowId}/chart/nodes`;
    const { items } = await get<{ items: { _id: string; type: string; isDisabled: boolean }[] }>(nodes);
    const node = items.find(({ type, isDisabled }) => isDisabled && /handover/i.test(type));
    assert.ok(node && providers.length === 1);
    const { config } = await get<{ config: Record<string, unknown> }>(`${nodes}/${node._id}`);
    const response = await fetch(`${bots.cognigy.url}${nodes}/${node._id}`, {
        method: 'PATCH',
        headers,
        body: JSON.stringify({ isDisabled: false, config: { ...config, handoverProviderId: providers[0]?._id } })
    });
    assert.ok(response.ok, await response.text());
}

/** Chat needs an agent who is online. */
async function comeOnline({ org }: Trial): Promise<void> {
    if (!org.metadata.component('ServicePresenceStatus', 'Bot_Handoff_Available')) return;
    const response = await fetch(new URL('/local/omni/presence', org.instanceUrl), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId: org.adminUserId, status: 'Bot_Handoff_Available' })
    });
    assert.ok(response.ok, await response.text());
}
