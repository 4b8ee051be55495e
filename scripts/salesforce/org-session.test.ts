import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { createLocalOrg, type LocalOrg } from '../local-org/local-org.ts';
import { OrgClient } from './org-client.ts';

let org: LocalOrg;
before(async () => {
    org = await createLocalOrg({ port: 0, features: ['ServiceCloud'] });
});
after(() => org.close());

describe('a token that has run out', () => {
    function expired(fresh: () => string) {
        let renewals = 0;
        const refresh = async () => {
            renewals += 1;
            return fresh();
        };
        const client = new OrgClient({ instanceUrl: org.instanceUrl, accessToken: 'run-out', refresh }, '66.0');
        return { client, renewals: () => renewals };
    }
    const calls = {
        REST: (client: OrgClient) => client.query('SELECT Id FROM Organization').then((rows) => rows.length),
        'the Metadata API': (client: OrgClient) =>
            client.metadataSoap('<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>')
    };

    for (const [name, call] of Object.entries(calls)) {
        test(`is renewed once, and what was asked of ${name} is answered`, async () => {
            const { client, renewals } = expired(() => org.accessToken);
            const first = await call(client);
            assert.deepEqual(await call(client), first);
            assert.equal(renewals(), 1);
            assert.equal(client.requests, 3);
        });

        test(`is renewed no second time for one call of ${name}`, async () => {
            const { client, renewals } = expired(() => 'run-out-too');
            await assert.rejects(call(client), { name: 'OrgRequestError', errorCode: 'INVALID_SESSION_ID' });
            assert.equal(renewals(), 1);
            assert.equal(client.requests, 2);
        });
    }
});
