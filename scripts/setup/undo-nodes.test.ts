/** `undo` where the flow's Handover to Agent node became another one between two applies. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { applySetup } from './setup.ts';
import { botContents } from '../../tests/setup/trial-snapshot.ts';
import { addHandoverNode, callCognigy, chartOf } from '../../tests/setup/trial-cognigy.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

describe('another Handover to Agent node between two applies', () => {
    let trial: Trial;
    let chart: string;
    let nodes: string[];
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        chart = chartOf(trial);
    });
    after(() => trial.close());
    beforeEach(() => {
        nodes = [];
    });

    /** A node of the flow's author. */
    async function add(label: string): Promise<string> {
        const id = await addHandoverNode(trial, label, { own: label });
        nodes.push(id);
        return id;
    }

    const remove = (id: string) => callCognigy(trial, 'DELETE', `${chart}/nodes/${id}`);

    async function made(): Promise<string> {
        const { items } = (await callCognigy(trial, 'GET', `${chart}/nodes`)) as {
            items: { _id: string; type: string }[];
        };
        return items.find(({ _id, type }) => type === 'handoverToAgent' && !nodes.includes(_id))?._id ?? '';
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
        const written = async () => (await callCognigy(trial, 'GET', `${chart}/nodes/${own}`))['config'];
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
        const { config } = (await callCognigy(trial, 'GET', `${chart}/nodes/${one}`)) as {
            config: Record<string, unknown>;
        };
        const changed = { ...config, miawConversationAttributes: { own: 'changed' } };
        await callCognigy(trial, 'PATCH', `${chart}/nodes/${one}`, { config: changed });
        const { left } = await undoSetup(withNode(other), trial.connection);
        assert.match(left.find(({ what }) => what.includes('"one"'))?.why ?? '', /changed by hand/);
        assert.deepEqual((await callCognigy(trial, 'GET', `${chart}/nodes/${one}`))['config'], changed);
    });
});
