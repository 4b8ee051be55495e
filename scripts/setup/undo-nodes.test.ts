/** `undo` where the flow's Handover to Agent node became another one between two applies. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { applySetup } from './setup.ts';
import { botContents } from './trial-snapshot.ts';
import { secretValues, startTrial, type Trial } from './trial.ts';
import { undoSetup } from './undo.ts';

describe('another Handover to Agent node between two applies', () => {
    let trial: Trial;
    let chart: string;
    let nodes: string[];
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        chart = `/v2.0/flows/${trial.bots.cognigy.secrets['flowId']}/chart`;
    });
    after(() => trial.close());
    beforeEach(() => {
        nodes = [];
    });

    async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
        const response = await fetch(`${trial.bots.cognigy.url}${path}`, {
            method,
            headers: {
                'x-api-key': secretValues.cognigyApiKey,
                ...(body !== undefined && { 'content-type': 'application/json' })
            },
            ...(body !== undefined && { body: JSON.stringify(body) })
        });
        assert.ok(response.ok, await response.clone().text());
        return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
    }

    /** A node of the flow's author. */
    async function add(label: string): Promise<string> {
        const { nodes: there } = (await call('GET', chart)) as { nodes: { _id: string }[] };
        const made = await call('POST', `${chart}/nodes`, {
            type: 'handoverV2',
            extension: '@cognigy/basic-nodes',
            mode: 'append',
            target: there[0]?._id,
            label,
            config: { miawConversationAttributes: { own: label } }
        });
        nodes.push(String(made['_id']));
        return String(made['_id']);
    }

    const remove = (id: string) => call('DELETE', `${chart}/nodes/${id}`);

    async function made(): Promise<string> {
        const { items } = (await call('GET', `${chart}/nodes`)) as { items: { _id: string; type: string }[] };
        return items.find(({ _id, type }) => type === 'handoverV2' && !nodes.includes(_id))?._id ?? '';
    }

    function withNode(nodeId?: string): Trial['config'] {
        const [entry] = trial.config.connectors;
        assert.ok(entry?.connector === 'cognigy-messaging');
        return { ...trial.config, connectors: [{ ...entry, bot: { ...entry.bot, ...(nodeId && { nodeId }) } }] };
    }

    /** Applies each, undoes the last, and wants the bot as it was. */
    async function assertBack(...configs: (() => Promise<Trial['config']>)[]): Promise<void> {
        const former = await botContents(trial.bots);
        let config = trial.config;
        for (const next of configs) {
            config = await next();
            await applySetup(config, trial.connection);
        }
        await undoSetup(config, trial.connection);
        assert.deepEqual(await botContents(trial.bots), former);
        for (const id of nodes) await remove(id);
    }

    test('the setup file names another one, and the first again: each is put back', async () => {
        const [one, other] = [await add('one'), await add('other')];
        await assertBack(...[one, other].map((id) => async () => withNode(id)));
    });

    test('back and forth', async () => {
        const [one, other] = [await add('one'), await add('other')];
        await assertBack(...[one, other, one].map((id) => async () => withNode(id)));
    });

    test('of several, the setup file comes to name one, as the step for a person asks', async () => {
        const one = await add('one');
        await add('other');
        await assertBack(
            async () => withNode(),
            async () => withNode(one)
        );
    });

    test('undo with a file that names another one, or with a second node there since', async () => {
        const [one, other] = [await add('one'), await add('other')];
        const former = await botContents(trial.bots);
        await applySetup(withNode(one), trial.connection);
        await undoSetup(withNode(other), trial.connection);
        assert.deepEqual(await botContents(trial.bots), former);
        await applySetup(withNode(one), trial.connection);
        await undoSetup(withNode(), trial.connection);
        assert.deepEqual(await botContents(trial.bots), former);
        for (const id of nodes) await remove(id);
    });

    test("the author's own in the place of the one that the setup made: it is put back, and not deleted", async () => {
        await applySetup(withNode(), trial.connection);
        await remove(await made());
        const own = await add('own');
        const written = async () => (await call('GET', `${chart}/nodes/${own}`))['config'];
        const former = await written();
        await applySetup(withNode(), trial.connection);
        assert.notDeepEqual(await written(), former);
        await undoSetup(withNode(), trial.connection);
        assert.deepEqual(await written(), former);
        await remove(own);
    });

    test('what somebody changed in the first one since stays, and is told', async () => {
        const [one, other] = [await add('one'), await add('other')];
        await applySetup(withNode(one), trial.connection);
        await applySetup(withNode(other), trial.connection);
        const { config } = (await call('GET', `${chart}/nodes/${one}`)) as { config: Record<string, unknown> };
        const changed = { ...config, miawConversationAttributes: { own: 'changed' } };
        await call('PATCH', `${chart}/nodes/${one}`, { config: changed });
        const { left } = await undoSetup(withNode(other), trial.connection);
        assert.match(left.find(({ what }) => what.includes('"one"'))?.why ?? '', /changed by hand/);
        assert.deepEqual((await call('GET', `${chart}/nodes/${one}`))['config'], changed);
    });
});
