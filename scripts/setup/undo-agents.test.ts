/** `undo` of what the agents have, where an admin went on working with them since. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, test } from 'node:test';

import { applySetup } from './setup.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

describe('undo after an admin', () => {
    let trial: Trial;
    beforeEach(async () => {
        trial = await startTrial('watsonx', { isSmall: true });
    });
    afterEach(() => trial.close());

    const make = (name: string) =>
        trial.connection.org.insert('PresenceUserConfig', { DeveloperName: name, MasterLabel: name, Capacity: 5 });

    /** As an admin does in Setup. */
    async function give(configId: string | undefined): Promise<void> {
        const { org } = trial.connection;
        for (const { Id } of await org.query<{ Id: string }>('SELECT Id FROM PresenceUserConfigUser')) {
            await org.delete('PresenceUserConfigUser', Id);
        }
        const fields = { PresenceUserConfigId: configId, UserId: trial.org.adminUserId };
        if (configId !== undefined) await org.insert('PresenceUserConfigUser', fields);
    }

    async function configOf(): Promise<string | undefined> {
        const [row] = await trial.connection.org.query<{ PresenceUserConfigId: string }>(
            'SELECT PresenceUserConfigId FROM PresenceUserConfigUser'
        );
        return row?.PresenceUserConfigId;
    }

    /** Needs Omni-Channel, which the first apply switches on and undo leaves on. */
    async function setUpWithFormer(): Promise<{ former: string; other: string }> {
        await applySetup(trial.config, trial.connection);
        await undoSetup(trial.config, trial.connection);
        const [former, other] = [await make('Former'), await make('Other')];
        await give(former);
        await applySetup(trial.config, trial.connection);
        return { former, other };
    }

    const whyOf = (left: { what: string; why: string }[]) =>
        left.find(({ what }) => what.startsWith('former presence configuration of'))?.why;

    test('a presence configuration that was given since stays, with that reason', async () => {
        const { other } = await setUpWithFormer();
        await give(other);
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.match(whyOf(left) ?? '', /given another one since/);
        assert.equal(await configOf(), other);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });

    test('given since, and taken over by a later apply: the newest one comes back', async () => {
        const { other } = await setUpWithFormer();
        await give(other);
        await applySetup(trial.config, trial.connection);
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.equal(whyOf(left), undefined);
        assert.equal(await configOf(), other);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });

    test('the former one was deleted since: said, and the rest is undone', async () => {
        const { former } = await setUpWithFormer();
        await trial.connection.org.delete('PresenceUserConfig', former);
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.match(whyOf(left) ?? '', /no longer in the org/);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });

    test('what the org refuses to delete stays with its words, and the next undo tries again', async () => {
        await applySetup(trial.config, trial.connection);
        const original = globalThis.fetch;
        globalThis.fetch = async (input, init) =>
            init?.method === 'DELETE' && String(input).includes('/sobjects/GroupMember/')
                ? Response.json([{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'not you' }], { status: 400 })
                : original(input, init);
        try {
            const { left } = await undoSetup(trial.config, trial.connection);
            const whys = left.filter(({ what }) => what.includes(' in queue ')).map(({ why }) => why);
            assert.equal(whys.length, 2);
            assert.match(whys[0] ?? '', /^the org refuses to delete it: .*not you$/);
        } finally {
            globalThis.fetch = original;
        }
        await undoSetup(trial.config, trial.connection);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        assert.deepEqual(await trial.connection.org.query('SELECT Id FROM GroupMember'), []);
    });

    test('an agent who was deactivated since keeps nothing from being undone', async () => {
        const { org } = trial.connection;
        const [profile] = await org.query<{ Id: string }>('SELECT Id FROM Profile');
        const Username = 'kim@example.com';
        const names = { Username, LastName: 'Kim', Alias: 'kim', Email: Username };
        const id = await org.insert('User', { ...names, ProfileId: profile?.Id, IsActive: true });
        const config = { ...trial.config, agents: { ...trial.config.agents, users: [Username] } };
        await applySetup(config, trial.connection);
        await org.update('User', id, { IsActive: false });
        await assert.rejects(applySetup(config, trial.connection), /the user kim@example\.com is not active/);
        await undoSetup(config, trial.connection);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });
});
