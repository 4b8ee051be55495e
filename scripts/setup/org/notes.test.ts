import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OrgClient } from '../../salesforce/org-client.ts';
import { readConfig } from '../config/read.ts';
import { applySetup, planSetup } from '../setup.ts';
import { startTrial } from '../../../tests/setup/trial.ts';
import { notesOf } from './notes.ts';

test('a setup file of another org, whose Messaging API it names, is told before the bot is led there', async () => {
    const config = readConfig('config/handoff.cognigy-messaging.yaml');
    const people = { users: new Map(), groups: new Map(), withoutAgents: [] };
    const production = new OrgClient({ instanceUrl: 'https://acme.my.salesforce.com', accessToken: 'made-up' }, '66.0');
    const notes = (messagingUrl?: string) =>
        notesOf(production, { ...config, org: { ...(messagingUrl && { messagingUrl }) } }, people, { made: [] });
    const [note, ...others] = await notes('https://acme--dev.sandbox.my.salesforce-scrt.com');
    assert.match(note ?? '', /acme--dev\.sandbox.*this org's is https:\/\/acme\.my\.salesforce-scrt\.com/);
    assert.deepEqual(others, []);
    assert.deepEqual(await notes('https://acme.my.salesforce-scrt.com'), []);
    assert.deepEqual(await notes(), []);
});

test('a second file whose bot has the same Bot Provider name takes the histories of the first one: told, with what to do', async () => {
    const trial = await startTrial('watsonx', { isSmall: true });
    try {
        await applySetup(trial.config, trial.connection);
        assert.deepEqual((await planSetup(trial.config, trial.connection)).notes, []);
        const environmentId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
        const second = {
            ...trial.config,
            connectors: trial.config.connectors.map((entry) =>
                entry.connector === 'watsonx' ? { ...entry, bot: { ...entry.bot, environmentId } } : entry
            )
        };
        const { notes } = await planSetup(second, trial.connection);
        assert.match(notes.join(), /^The Bot Provider Watsonx reads histories of fbb15dbb-\S+ so far, .* of aaaaaaaa-/);
        assert.match(notes.join(), /a provider of its own/);
    } finally {
        await trial.close();
    }
});
