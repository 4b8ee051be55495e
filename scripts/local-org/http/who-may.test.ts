/** Who gets in, as whom, and from where. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { createLocalOrg, LocalOrgError, type LocalOrg } from '../local-org.ts';
import { TestClient } from './test-client.ts';

let org: LocalOrg;
let client: TestClient;
before(async () => {
    org = await createLocalOrg({ port: 0 });
    client = new TestClient(org);
});
after(() => org.close());

const call: TestClient['call'] = (...request) => client.call(...request);
const query: TestClient['query'] = (...request) => client.query(...request);

test('users see what they may: object and field permissions hold over REST', async () => {
    const [profile] = (await query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'")).body.records;
    const { body: user } = await call('POST', '/sobjects/User', {
        Username: 'mia@example.com',
        LastName: 'Low',
        Email: 'mia@example.com',
        Alias: 'mia',
        ProfileId: profile.Id,
        TimeZoneSidKey: 'UTC',
        LocaleSidKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        LanguageLocaleKey: 'en_US'
    });
    const token = org.openSession(user.id);
    const refused = await query('SELECT Id FROM Case', { authorization: `Bearer ${token}` });
    assert.deepEqual([refused.status, refused.body[0].errorCode], [400, 'INVALID_TYPE']);
    const asMia = { authorization: `Bearer ${token}` };
    assert.equal((await call('GET', '/sobjects/Case/describe', undefined, asMia)).status, 404);
    const { body: set } = await call('POST', '/sobjects/PermissionSet', { Name: 'Reads_Cases', Label: 'Reads cases' });
    const read = { ParentId: set.id, SobjectType: 'Case', PermissionsRead: true };
    await call('POST', '/sobjects/ObjectPermissions', read);
    await call('POST', '/sobjects/FieldPermissions', { ...read, Field: 'Case.Subject' });
    await call('POST', '/sobjects/PermissionSetAssignment', { AssigneeId: user.id, PermissionSetId: set.id });
    const { body: described } = await call('GET', '/sobjects/Case/describe', undefined, asMia);
    const names = described.fields.map(({ name }: { name: string }) => name);
    assert.ok(names.includes('Subject') && names.includes('CaseNumber') && !names.includes('Description'));
});

test('the console’s session: who is there, and whose token', async () => {
    const session = await call('GET', '/local/session');
    assert.equal(session.body.user.userName, 'admin@local-org.example.com');
    assert.equal((await call('PUT', '/local/session', { userName: 'nobody@example.com' })).status, 404);
    const mia = session.body.users.find(({ userName }: { userName: string }) => userName === 'mia@example.com');
    const changed = await call('PUT', '/local/session', { userId: mia.id });
    assert.equal(changed.body.user.name, 'Low');
    const me = await fetch(`${org.instanceUrl}/services/oauth2/userinfo`, {
        headers: { authorization: `Bearer ${changed.body.accessToken}` }
    });
    assert.equal(((await me.json()) as { preferred_username: string }).preferred_username, 'mia@example.com');
});

test('who is deactivated is logged out, and the console speaks as somebody who is not', async () => {
    const { body: chosen } = await call('PUT', '/local/session', { userName: 'mia@example.com' });
    const asMia = { authorization: `Bearer ${chosen.accessToken}` };
    assert.equal((await query('SELECT Id FROM User', asMia)).status, 200);
    await call('PATCH', `/sobjects/User/${chosen.user.id}`, { IsActive: false });
    const refused = await query('SELECT Id FROM User', asMia);
    assert.deepEqual([refused.status, refused.body[0].errorCode], [401, 'INVALID_SESSION_ID']);
    const { status, body: session } = await call('GET', '/local/session');
    assert.deepEqual([status, session.user.userName], [200, 'admin@local-org.example.com']);
    await call('PATCH', `/sobjects/User/${chosen.user.id}`, { IsActive: true });
});

test('pages of other origins, and other names for this machine, are refused', async () => {
    assert.equal((await call('GET', '/local/session', undefined, { origin: 'https://evil.example.com' })).status, 403);
    assert.equal((await call('GET', '/local/session', undefined, { origin: org.instanceUrl })).status, 200);
    // The router takes the same path for these.
    for (const path of ['/LOCAL/session', '/%6cocal/session', '//Local/session']) {
        const method = 'PUT';
        const headers = { origin: 'https://evil.example.com', 'content-type': 'application/json' };
        const body = JSON.stringify({ userName: 'mia@example.com' });
        const { status } = await fetch(`${org.instanceUrl}${path}`, { method, headers, body });
        assert.equal(status, 403, path);
    }
});

test('logging in by user name and password is blocked', async () => {
    const response = await fetch(`${org.instanceUrl}/services/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'password', username: 'a', password: 'b' })
    });
    assert.deepEqual(
        [response.status, await response.json()],
        [400, { error: 'invalid_grant', error_description: 'authentication failure' }]
    );
});

test('a port that is taken is told in a sentence', async () => {
    const port = Number(new URL(org.instanceUrl).port);
    await assert.rejects(
        createLocalOrg({ port }),
        (error) => error instanceof LocalOrgError && error.message.startsWith(`Port ${port} is taken`)
    );
});
