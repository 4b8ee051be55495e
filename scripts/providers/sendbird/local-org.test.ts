/** What the setup asks of an org, asked of a local org that has been set up. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { provision } from '../../demo/provision.ts';
import { startBareOrg, type TestOrg } from '../../demo/test-org.ts';
import { connect, type OrgClient } from '../../salesforce/org-client.ts';
import { connectorPackage, knowledgeAccess, missingRemoteSites } from './org-probes.ts';

let started: TestOrg | undefined;
let client: OrgClient;

before(async () => {
    started = await startBareOrg();
    const { org } = started;
    client = await connect({ instanceUrl: org.instanceUrl, accessToken: org.accessToken });
});
after(() => started?.close());

test('every question has an answer: remote sites before and after, package, Knowledge', async () => {
    assert.ok(started);
    const { org, bots } = started;
    const reader = { query: client.query.bind(client), get: (path: string) => client.request('GET', path) };
    const wanted = [
        `https://api-${bots.sendbird.secrets['applicationId']}.sendbird.com`,
        'https://genai-us-1-llm-api.chat.sendbird.com'
    ];
    assert.deepEqual((await missingRemoteSites(reader, wanted)).missing, wanted);
    await provision(org, bots);
    const sent = client.requests;
    assert.equal((await missingRemoteSites(reader, wanted)).status, 'yes');
    assert.equal((await connectorPackage(reader)).status, 'no');
    assert.match((await knowledgeAccess(reader, 'en_US')).found, /no Salesforce Knowledge/);
    assert.equal(client.requests - sent, 3);
});
