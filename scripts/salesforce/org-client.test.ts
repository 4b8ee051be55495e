import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';

import { createLocalOrg, type LocalOrg } from '../local-org/local-org.ts';
import { manifest, xml } from '../local-org/metadata/test-package.ts';
import { hasCredential, setCredential } from './credentials.ts';
import { literal } from './soql.ts';
import { deployFiles, failureLines } from './deploy.ts';
import { connect, OrgRequestError, type OrgClient } from './org-client.ts';

let org: LocalOrg;
let client: OrgClient;
before(async () => {
    org = await createLocalOrg({ port: 0, features: ['ServiceCloud'] });
    client = await connect(org);
});
after(() => org.close());

test('files are deployed, and the outcome names what was made', async () => {
    const outcome = await deployFiles(client, {
        'package.xml': manifest({ ExternalCredential: ['Bot'], PermissionSet: ['Small'] }),
        'externalCredentials/Bot.externalCredential': xml(
            'ExternalCredential',
            '<authenticationProtocol>Custom</authenticationProtocol><externalCredentialParameters><parameterName>Integration</parameterName><parameterType>NamedPrincipal</parameterType><sequenceNumber>1</sequenceNumber></externalCredentialParameters><label>Bot</label>'
        ),
        'permissionsets/Small.permissionset': xml('PermissionSet', '<label>Small</label>')
    });
    assert.equal(outcome.success, true);
    assert.deepEqual(outcome.successes.map(({ fullName }) => fullName).sort(), ['Bot', 'Small']);
});

test('a deploy that fails says why, line by line', async () => {
    const outcome = await deployFiles(client, {
        'package.xml': manifest({ PermissionSet: ['Small'] }),
        'permissionsets/Small.permissionset': xml(
            'PermissionSet',
            '<classAccesses><apexClass>Gone</apexClass><enabled>true</enabled></classAccesses><label>Small</label>'
        )
    });
    assert.equal(outcome.success, false);
    assert.deepEqual(failureLines(outcome), [
        'PermissionSet Small (3:16): In field: apexClass - no ApexClass named Gone found'
    ]);
    const unreadable = await deployFiles(client, { 'readme.txt': '' });
    assert.deepEqual(failureLines(unreadable), ['package.xml: No package.xml found']);
});

test('records: one by one, many, and all pages of a query', async () => {
    const id = await client.insert('Case', { Subject: 'a' });
    await client.update('Case', id, { Subject: 'b' });
    assert.equal((await client.read('Case', id, ['Subject']))?.['Subject'], 'b');
    await client.delete('Case', id);
    assert.equal(await client.read('Case', id, ['Subject']), undefined);

    const contacts = Array.from({ length: 2100 }, (_, index) => ({
        attributes: { type: 'Contact' },
        LastName: `C${index}`
    }));
    const results = await client.insertMany(contacts);
    assert.equal(results.filter(({ success }) => success).length, 2100);
    const before = client.requests;
    assert.equal((await client.query('SELECT Id FROM Contact')).length, 2100);
    assert.equal(client.requests - before, 2);
});

test('several queries take one request', async () => {
    const before = client.requests;
    const [profiles, users] = await client.queryAll(['SELECT Id FROM Profile', 'SELECT Username FROM User']);
    assert.equal(client.requests - before, 1);
    assert.equal(profiles?.length, 3);
    assert.equal(users?.length, 2);
    await assert.rejects(client.queryAll(['SELECT Id FROM Profile', 'SELECT X FROM User']), {
        errorCode: 'INVALID_FIELD'
    });
});

test('secrets are stored and replaced, and appear in no error', async () => {
    const principal = { externalCredential: 'Bot', principalName: 'Integration' };
    assert.equal(await hasCredential(client, principal), false);
    await setCredential(client, principal, { ApiKey: 'first-secret' });
    await setCredential(client, principal, { ApiKey: 'second-secret' });
    assert.equal(await hasCredential(client, principal), true);
    assert.equal(
        org.metadata.credentials.value({ externalCredential: 'Bot', principal: 'Integration' }, 'ApiKey'),
        'second-secret'
    );
    const key = { externalCredential: 'Bot', principal: 'Integration' };
    org.metadata.credentials.set(key, { Tenant: { value: 'acme', encrypted: false } });
    await setCredential(client, principal, { ApiKey: 'second-secret' });
    assert.equal(org.metadata.credentials.value(key, 'Tenant'), 'acme', 'a parameter of the admin’s own stays');
    const error = await setCredential(
        client,
        { ...principal, externalCredential: 'Gone' },
        { ApiKey: 'third-secret' }
    ).catch((caught: unknown) => caught);
    assert.ok(error instanceof OrgRequestError);
    assert.equal(error.status, 404);
    assert.equal(JSON.stringify([error, error.message, error.stack]).includes('secret'), false);
});

test('errors of the org keep status, code and words; the token is in none of them', async () => {
    const error = await client.query('SELECT Nothing FROM Case').catch((caught: unknown) => caught);
    assert.ok(error instanceof OrgRequestError);
    assert.deepEqual([error.status, error.errorCode], [400, 'INVALID_FIELD']);
    assert.match(error.message, /^GET \/query: /);
    const stranger = await connect({ instanceUrl: org.instanceUrl, accessToken: '00Dwrong!token' });
    const refused = await stranger.query('SELECT Id FROM Case').catch((caught: unknown) => caught);
    assert.ok(refused instanceof OrgRequestError);
    assert.deepEqual([refused.status, refused.errorCode], [401, 'INVALID_SESSION_ID']);
    assert.equal(String(refused.stack).includes('wrong!token'), false);
});

test('an org that answers nonsense, or not at all', async (context) => {
    let answer = (response: ServerResponse): void => void response.end('<html>');
    const server = createServer((_request, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.after(() => {
        server.closeAllConnections();
        server.close();
    });
    const strange = await connect({
        instanceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        accessToken: 't'
    });
    await assert.rejects(strange.request('GET', '/limits'), { name: 'OrgRequestError', errorCode: 'BAD_ANSWER' });
    for (const json of ['{}', 'null', '[]', '{"records":null}', '{"results":[{"statusCode":200,"result":{}}]}', '']) {
        answer = (response) => void response.end(json);
        const wanted = {
            name: 'OrgRequestError',
            errorCode: 'BAD_ANSWER',
            message: /is no answer of a Salesforce org/
        };
        await assert.rejects(strange.query('SELECT Id FROM Case'), wanted, json);
        await assert.rejects(strange.queryAll(['SELECT Id FROM Case']), wanted, json);
    }
    answer = (response) => {
        response.writeHead(503);
        response.end('<html>down</html>');
    };
    await assert.rejects(strange.request('GET', '/limits'), {
        status: 503,
        errorCode: 'HTTP_503',
        message: 'GET /limits: the org answered HTTP 503 without words.'
    });
    answer = () => undefined;
    await assert.rejects(strange.request('GET', '/limits', { timeoutMs: 50 }), { status: 0, errorCode: 'TIMEOUT' });
    const nobody = await connect({ instanceUrl: 'http://127.0.0.1:2', accessToken: 't' });
    await assert.rejects(nobody.request('GET', '/limits'), { status: 0, errorCode: 'ECONNREFUSED' });
});

test('literals are safe whatever they hold', () => {
    assert.equal(literal("it's \\ two\nlines"), "'it\\'s \\\\ two\\nlines'");
});
