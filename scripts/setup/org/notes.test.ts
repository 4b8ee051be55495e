import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OrgClient } from '../../salesforce/org-client.ts';
import { readConfig } from '../config/read.ts';
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
