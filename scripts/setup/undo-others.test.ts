/** `undo` in an org where another setup is at work: another admin's, another setup file's. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, test } from 'node:test';

import { readConfig } from './config/read.ts';
import type { SetupTask } from './run/tasks.ts';
import { applySetup, planSetup } from './setup.ts';
import { botContents, contentsOf, featuresThatStay, withoutLeft } from '../../tests/setup/trial-snapshot.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

const other = readConfig('config/handoff.watsonx.yaml');

/** Components, agents and secrets that the second bot works with. */
async function assertOtherWorks(connection: Trial['connection']): Promise<void> {
    const { isEmpty, org } = await planSetup(other, connection);
    assert.ok(isEmpty, JSON.stringify(org.map(({ id, items }) => [id, items[0]])));
}

/** The org has the components that it had, and of the features those that no deploy takes away. */
function assertAsBefore({ org }: Trial, before: ReturnType<typeof contentsOf>): void {
    assert.deepEqual(
        withoutLeft(contentsOf(org), featuresThatStay).components,
        withoutLeft(before, featuresThatStay).components
    );
}

/** Undo left each of these, for that reason. @param names how what was left begins */
function assertLeft(left: { what: string; why: string }[], names: string[], why: RegExp): void {
    for (const name of names) {
        assert.match(left.find(({ what }) => what.startsWith(name))?.why ?? '', why, name);
    }
}

for (const [name, secondOf] of [
    ['from another machine', (trial: Trial) => trial.another()],
    ['from the same folder', async (trial: Trial) => trial.connection]
] as const) {
    describe(`two bots in one org, the second set up ${name}`, () => {
        test('undo of the first leaves the second at work, and says why; once the second is undone, the rest goes', async () => {
            const trial = await startTrial('cognigy-messaging', { isSmall: true });
            try {
                const before = contentsOf(trial.org);
                await applySetup(trial.config, trial.connection);
                const second = await secondOf(trial);
                await applySetup(other, second);
                const { left, done } = await undoSetup(trial.config, trial.connection);
                await assertOtherWorks(second);
                assert.deepEqual(done, ['bot:cognigy-messaging Cognigy', 'secrets', 'remove:providers']);
                const why = /^the Bot Provider Watsonx of this org, which the setup file does not name.*undo with/;
                assertLeft(left, ['Package Bot Handoff', 'Messaging channel', "Agents' permission sets"], why);
                const { components, secrets } = contentsOf(trial.org);
                assert.equal(components['customMetadata/Bot_Provider.Cognigy.md'], undefined);
                assert.deepEqual([secrets['Bot_Cognigy'], secrets['Bot_Watsonx']], [[], ['ApiKey']]);

                await undoSetup(other, second);
                await undoSetup(trial.config, trial.connection);
                await undoSetup(other, second);
                assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
                assertAsBefore(trial, before);
            } finally {
                await trial.close();
            }
        });
    });
}

test('of two channels, each of its own setup file, undo stops the one that its file names', async () => {
    const trial = await startTrial('cognigy-messaging', { isSmall: true });
    try {
        const { messaging } = trial.config;
        const channel = { name: 'Bot_Staging', label: 'Bot Staging' };
        const deployment = { name: 'Bot_Staging_Client', label: 'Bot Staging Client' };
        const staging = { ...trial.config, messaging: { ...messaging, channel, deployment } };
        await applySetup(trial.config, trial.connection);
        await applySetup(staging, trial.connection);
        for (const config of [trial.config, staging]) {
            const { org } = await planSetup(config, trial.connection);
            assert.deepEqual(org, [], 'nothing is published again');
        }
        const active = async () =>
            (
                await trial.connection.org.query<{ DeveloperName: string }>(
                    'SELECT DeveloperName FROM MessagingChannel WHERE IsActive = true ORDER BY DeveloperName'
                )
            ).map(({ DeveloperName }) => DeveloperName);
        assert.deepEqual(await active(), ['Bot_Handoff', 'Bot_Staging']);
        const stopAtRemoval = async (tasks: SetupTask[]) => {
            for (const task of tasks.filter(({ id }) => !id.startsWith('remove:'))) await task.run(() => undefined);
            throw new Error('the test stops here');
        };
        await assert.rejects(undoSetup(trial.config, trial.connection, { runTasks: stopAtRemoval }), /stops here/);
        assert.deepEqual(await active(), ['Bot_Staging']);
        await assert.rejects(undoSetup(staging, trial.connection, { runTasks: stopAtRemoval }), /stops here/);
        assert.deepEqual(await active(), []);
    } finally {
        await trial.close();
    }
});

test('a file whose handoffs are Cases, of another machine, takes its bot along after the one with the channel, which then takes the rest', async () => {
    const trial = await startTrial('sendbird', { isSmall: true });
    try {
        const before = contentsOf(trial.org);
        const second = await trial.another();
        await applySetup(trial.config, second);
        await applySetup(other, trial.connection);
        await undoSetup(other, trial.connection);
        const { left, done } = await undoSetup(trial.config, second);
        assert.deepEqual(done, ['secrets', 'remove:providers']);
        const why = /^the messaging channel Bot_Handoff of this org, which the setup file does not name.*undo with/;
        assert.match(left.find(({ what }) => what === 'Package Bot Handoff')?.why ?? '', why);

        await undoSetup(other, trial.connection);
        await undoSetup(trial.config, second);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        assertAsBefore(trial, before);
    } finally {
        await trial.close();
    }
});

describe('a channel and a chat of one Bot Provider', () => {
    const chat = readConfig('config/handoff.cognigy-chat.yaml');
    let trial: Trial;
    let before: ReturnType<typeof contentsOf>;
    beforeEach(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        before = contentsOf(trial.org);
        await applySetup(trial.config, trial.connection);
        await applySetup(chat, trial.connection);
    });
    afterEach(() => trial.close());
    const shared = ['Bot providers', 'Package Bot Handoff', "Agents' permission sets", 'Secrets'];

    test('undo of the channel leaves the chat at work, and says why', async () => {
        const { left } = await undoSetup(trial.config, trial.connection);
        const { org } = await planSetup(chat, trial.connection);
        assert.deepEqual(org, []);
        const why =
            /^the Chat button Bot_Handoff_Chat_Button of this org, which the setup file does not name.*undo with/;
        assertLeft(left, shared, why);
        for (const config of [chat, trial.config, chat]) await undoSetup(config, trial.connection);
        assertAsBefore(trial, before);
    });

    test('undo of the chat leaves the channel at work', async () => {
        const { done, left } = await undoSetup(chat, trial.connection);
        const { org } = await planSetup(trial.config, trial.connection);
        assert.deepEqual(org, []);
        assert.ok(done.includes('remove:chat-deployment'));
        const why = /^the messaging channel \S+ of this org, which the setup file does not name.*undo with/;
        assertLeft(left, shared, why);
        for (const config of [trial.config, chat]) await undoSetup(config, trial.connection);
        assertAsBefore(trial, before);
    });
});

const ofCognigy = readConfig('config/handoff.cognigy-messaging.yaml');
const ofSendbird = readConfig('config/handoff.sendbird.yaml');
const chatOfWatsonx = {
    ...other,
    connectors: other.connectors.map((entry) =>
        entry.connector === 'watsonx' ? { ...entry, way: 'chat' as const } : entry
    )
};
const channelOfWatsonx = {
    ...other,
    messaging: {
        channel: { name: 'Bot_Second', label: 'Bot Second' },
        deployment: { name: 'Bot_Second_Client', label: 'Bot Second Client' }
    }
};
for (const [name, first, second, ways] of [
    ['a chat, then a channel', chatOfWatsonx, ofCognigy, ['remove:chat-deployment']],
    ['a channel, then a chat', ofCognigy, chatOfWatsonx, ['activation', 'remove:deployment', 'remove:channel']],
    ['a channel, then Cases', ofCognigy, ofSendbird, ['activation', 'remove:deployment', 'remove:channel']],
    ['two channels', ofCognigy, channelOfWatsonx, ['activation', 'remove:deployment', 'remove:channel']]
] as const) {
    test(`a Bot Provider and a way of its own in each file, ${name}: undo takes the way along, and all goes once both are undone`, async () => {
        const trial = await startTrial('cognigy-messaging', { isSmall: true });
        try {
            const [before, botsBefore] = [contentsOf(trial.org), await botContents(trial.bots)];
            await applySetup(ofCognigy, trial.connection);
            await applySetup(first === ofCognigy ? second : first, trial.connection);
            const { done } = await undoSetup(first, trial.connection);
            for (const step of ways) assert.ok(done.includes(step), `${step} of ${done.join(', ')}`);
            const { isEmpty, org, bots } = await planSetup(second, trial.connection);
            assert.ok(isEmpty, JSON.stringify([org, bots]));
            for (const config of [second, first]) await undoSetup(config, trial.connection);
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
            assertAsBefore(trial, before);
            assert.deepEqual(await botContents(trial.bots), botsBefore);
        } finally {
            await trial.close();
        }
    });
}

test('two channels and one Bot Provider: undo of one file leaves the other at work, and says why; then the rest goes', async () => {
    const trial = await startTrial('cognigy-messaging', { isSmall: true });
    try {
        const [before, botsBefore] = [contentsOf(trial.org), await botContents(trial.bots)];
        const channel = { name: 'Bot_Staging', label: 'Bot Staging' };
        const deployment = { name: 'Bot_Staging_Client', label: 'Bot Staging Client' };
        const staging = { ...trial.config, messaging: { channel, deployment } };
        await applySetup(trial.config, trial.connection);
        await applySetup(staging, trial.connection);
        const { left, done } = await undoSetup(trial.config, trial.connection);
        const { isEmpty, org, bots } = await planSetup(staging, trial.connection);
        assert.ok(isEmpty, JSON.stringify([org, bots]));
        assert.deepEqual(done, ['activation', 'remove:deployment', 'remove:channel']);
        const why = /^the messaging channel Bot_Staging of this org, which the setup file does not name.*undo with/;
        assertLeft(
            left,
            ['Bot providers', 'Package Bot Handoff', "Agents' permission sets", 'Secrets', 'Bot side'],
            why
        );
        await undoSetup(staging, trial.connection);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        assertAsBefore(trial, before);
        assert.deepEqual(await botContents(trial.bots), botsBefore);
    } finally {
        await trial.close();
    }
});

test('two Chat buttons and one Bot Provider: likewise', async () => {
    const trial = await startTrial('cognigy-chat', { isSmall: true });
    try {
        const [before, botsBefore] = [contentsOf(trial.org), await botContents(trial.bots)];
        const deployment = { name: 'Bot_Staging_Chat', label: 'Bot Staging Chat' };
        const button = { name: 'Bot_Staging_Button', label: 'Bot Staging Button' };
        const staging = { ...trial.config, chat: { deployment, button } };
        await applySetup(trial.config, trial.connection);
        await applySetup(staging, trial.connection);
        const { left, done } = await undoSetup(trial.config, trial.connection);
        const { isEmpty, org, bots } = await planSetup(staging, trial.connection);
        assert.ok(isEmpty, JSON.stringify([org, bots]));
        assert.deepEqual(done, ['remove:chat-deployment']);
        const why = /^the Chat button Bot_Staging_Button of this org, which the setup file does not name.*Chat Buttons/;
        assertLeft(left, ['Bot providers', 'Package Bot Handoff', "Agents' permission sets", 'Secrets', 'Skill'], why);
        const { components } = contentsOf(trial.org);
        assert.equal(components['liveChatButtons/Bot_Handoff_Chat_Button.liveChatButton'], undefined);
        await undoSetup(staging, trial.connection);
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        assertAsBefore(trial, before);
        assert.deepEqual(await botContents(trial.bots), botsBefore);
    } finally {
        await trial.close();
    }
});
