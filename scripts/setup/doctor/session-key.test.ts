/** A web chat of watsonx that passes its session key and nothing else: `doctor` sees that it handed over. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { conversations } from '../../local-org/bots/index.ts';
import type { Check } from '../provider-setup.ts';
import { Journal } from '../run/journal.ts';
import { applySetup } from '../setup.ts';
import { startTrial, type Trial } from '../../../tests/setup/trial.ts';
import { diagnose } from './doctor.ts';
import { testHandoff } from './test-handoff.ts';

const key = conversations().find((each) => each.vendor === 'watsonx' && each.key !== undefined)?.key ?? '';

async function checksOf({ config, connection }: Trial): Promise<Map<string, Check>> {
    const { sections } = await diagnose(config, connection);
    return new Map(sections.flatMap(({ checks }) => checks).map((check) => [check.id, check]));
}

const statusesOf = async (trial: Trial, ...ids: string[]) => {
    const checks = await checksOf(trial);
    return ids.map((id) => checks.get(id)?.status);
};
const desk = ['watsonx.service-desk', 'history'];

describe('through Salesforce Chat', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('watsonx', { way: 'chat' });
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    test('a chat without a key proves nothing; one with it is the proof, and its history is fetched', async () => {
        const { org } = trial.connection;
        const visitor = await org.insert('LiveChatVisitor', {});
        await org.insert('LiveChatTranscript', { LiveChatVisitorId: visitor });
        assert.deepEqual(await statusesOf(trial, ...desk), ['open', undefined]);
        const id = await org.insert('LiveChatTranscript', {
            LiveChatVisitorId: visitor,
            x_watson_assistant_key__c: key
        });
        const checks = await checksOf(trial);
        assert.deepEqual(
            desk.map((each) => checks.get(each)?.status),
            ['ok', 'ok']
        );
        assert.match(checks.get('watsonx.service-desk')?.found ?? '', new RegExp(`${id} came at 20\\d\\d-`));
        assert.match(checks.get('history')?.found ?? '', new RegExp(`${id}: [1-9]\\d* messages`));
        assert.ok(![...checks.values()].some((check) => JSON.stringify(check).includes(key)));
        Journal.open(trial.connection.stateFolder, trial.org.orgId).update((data) => {
            data.tests = [{ object: 'LiveChatTranscript', id }];
        });
        assert.deepEqual(await statusesOf(trial, ...desk), ['open', 'ok'], "the setup's own test is no proof");
    });
});

describe('through Messaging', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('watsonx');
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    test('a session whose provider was dropped: it came, and what its history lacks is said', async () => {
        const { org } = trial.connection;
        const [channel] = await org.query<{ Id: string }>('SELECT Id FROM MessagingChannel');
        const MessagingChannelId = channel?.Id ?? '';
        const MessagingEndUserId = await org.insert('MessagingEndUser', {
            MessagingChannelId,
            MessageType: 'EmbeddedMessaging',
            MessagingPlatformKey: 'made-up',
            Name: 'Visitor'
        });
        const id = await org.insert('MessagingSession', {
            MessagingChannelId,
            MessagingEndUserId,
            Bot_Session_Key__c: key
        });
        assert.deepEqual(await statusesOf(trial, ...desk), ['ok', 'failed']);
        assert.match((await checksOf(trial)).get('history')?.found ?? '', /NOT_CONFIGURED/);
        await org.delete('MessagingSession', id);
    });

    test('a test that ran on another machine, whose journal is not here, is no proof', async () => {
        const [byKey, byId] = [{ sessionKey: key }, {}];
        for (const options of [byKey, byId]) {
            await testHandoff(trial.config, trial.connection, options);
            const elsewhere = { ...trial, connection: await trial.another() };
            assert.deepEqual(await statusesOf(elsewhere, 'watsonx.service-desk'), ['open']);
        }
    });
});
