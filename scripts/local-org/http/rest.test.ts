/** Records, queries, credentials and files over REST. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { createLocalOrg, type LocalOrg } from '../local-org.ts';
import { files, xml } from '../metadata/test-package.ts';
import { TestClient } from './test-client.ts';

let org: LocalOrg;
let client: TestClient;
before(async () => {
    org = await createLocalOrg({ port: 0 });
    client = new TestClient(org);
    const field =
        '<fields><fullName>Bot_Key__c</fullName><externalId>true</externalId><label>K</label><length>80</length><type>Text</type></fields>';
    const moment = '<fields><fullName>At__c</fullName><label>At</label><type>DateTime</type></fields>';
    const result = org.deploy(
        files(
            { CustomField: ['Case.Bot_Key__c', 'Case.At__c'] },
            { 'objects/Case.object': xml('CustomObject', field + moment) }
        )
    );
    assert.equal(result.success, true);
});
after(() => org.close());

const call: TestClient['call'] = (...request) => client.call(...request);
const query: TestClient['query'] = (...request) => client.query(...request);

test('a record is created, read, changed, upserted and deleted', async () => {
    const created = await call('POST', '/sobjects/Case', {
        Subject: 'Refund',
        Bot_Key__c: 'k1',
        At__c: '2026-01-31T10:30:00+01:00'
    });
    assert.equal(created.status, 201);
    assert.equal(created.body.success, true);
    const path = `/sobjects/Case/${created.body.id}`;
    const read = await call('GET', `${path}?fields=Subject,At__c`);
    assert.equal(read.body.Subject, 'Refund');
    assert.equal(read.body.At__c, '2026-01-31T09:30:00.000+0000');
    assert.deepEqual(read.body.attributes, { type: 'Case', url: `/services/data/v66.0${path}` });

    assert.equal((await call('PATCH', path, { Subject: 'Booking' })).status, 204);
    const upserted = await call('PATCH', '/sobjects/Case/Bot_Key__c/k1', { Priority: 'High' });
    assert.deepEqual([upserted.status, upserted.body.created], [200, false]);
    const inserted = await call('PATCH', '/sobjects/Case/Bot_Key__c/k2', { Subject: 'New' });
    assert.deepEqual([inserted.status, inserted.body.created], [201, true]);
    assert.equal((await call('GET', '/sobjects/Case/Bot_Key__c/k1')).body.Subject, 'Booking');

    assert.equal((await call('DELETE', path)).status, 204);
    const gone = await call('GET', path);
    assert.deepEqual([gone.status, gone.body[0].errorCode], [404, 'NOT_FOUND']);
    const malformed = await call('GET', '/sobjects/Case/no-such-id');
    assert.equal(malformed.status, 404);
    assert.deepEqual(malformed.body, [
        {
            errorCode: 'NOT_FOUND',
            message: 'Provided external ID field does not exist or is not accessible: no-such-id'
        }
    ]);
});

test('errors come as a list of message and code', async () => {
    const unknownField = await call('POST', '/sobjects/Case', { Nothing: 1 });
    assert.deepEqual([unknownField.status, unknownField.body[0].errorCode], [400, 'INVALID_FIELD']);
    assert.equal((await call('GET', '/sobjects/Nothing__c/describe')).status, 404);
    const malformed = await query('SELECT FROM');
    assert.deepEqual([malformed.status, malformed.body[0].errorCode], [400, 'MALFORMED_QUERY']);
    const unfinished = await query('SELECT RecordId FROM UserRecordAccess WHERE');
    assert.deepEqual([unfinished.status, unfinished.body[0].errorCode], [400, 'MALFORMED_QUERY']);
    const response = await fetch(`${org.instanceUrl}/services/data/v66.0/query?q=x`, {
        headers: { authorization: 'Bearer 00Dwrong' }
    });
    assert.equal(response.status, 401);
    assert.deepEqual(await response.json(), [
        { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }
    ]);
    const notHere = await call('GET', '/wave/datasets');
    assert.deepEqual(
        [notHere.status, notHere.body[0].message],
        [501, 'not supported by the local org: GET /services/data/v66.0/wave/datasets']
    );
    const wrongJson = await fetch(`${org.instanceUrl}/services/data/v66.0/sobjects/Case`, {
        method: 'POST',
        headers: { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json' },
        body: '{'
    });
    assert.equal(wrongJson.status, 400);
    const wrongDate = await call('POST', '/sobjects/Case', { At__c: 'yesterday' });
    assert.equal(wrongDate.body[0].errorCode, 'JSON_PARSER_ERROR');
});

test('many records at once, and pages of a query', async () => {
    for (let start = 0; start < 450; start += 150) {
        const records = Array.from({ length: 150 }, (_, index) => ({
            attributes: { type: 'Contact' },
            LastName: `Contact ${String(start + index).padStart(4, '0')}`
        }));
        const { body } = await call('POST', '/composite/sobjects', { allOrNone: true, records });
        assert.equal(body.length, 150);
        assert.ok(body.every((result: { success: boolean }) => result.success));
    }
    const first = await query('SELECT LastName FROM Contact ORDER BY LastName', {
        'sforce-query-options': 'batchSize=200'
    });
    assert.deepEqual([first.body.totalSize, first.body.done, first.body.records.length], [450, false, 200]);
    const next = await fetch(`${org.instanceUrl}${first.body.nextRecordsUrl}`, {
        headers: { authorization: `Bearer ${org.accessToken}`, 'sforce-query-options': 'batchSize=2000' }
    });
    const rest = (await next.json()) as { done: boolean; records: { LastName: string }[] };
    assert.deepEqual([rest.done, rest.records.length, rest.records[0]?.LastName], [true, 250, 'Contact 0200']);
    const tooMany = await call('POST', '/composite/sobjects', {
        records: Array.from({ length: 201 }, () => ({ attributes: { type: 'Contact' } }))
    });
    assert.equal(tooMany.status, 400);
});

test('several requests in one', async () => {
    const soql = encodeURIComponent("SELECT Name FROM Profile WHERE Name = 'Standard User'");
    const batch = await call('POST', '/composite/batch', {
        batchRequests: [
            { method: 'GET', url: `v66.0/query?q=${soql}` },
            { method: 'GET', url: 'v66.0/sobjects/Nothing__c/describe' }
        ]
    });
    assert.equal(batch.body.hasErrors, true);
    assert.equal(batch.body.results[0].result.records[0].Name, 'Standard User');
    assert.deepEqual([batch.body.results[1].statusCode, batch.body.results[1].result[0].errorCode], [404, 'NOT_FOUND']);

    const composite = await call('POST', '/composite', {
        compositeRequest: [
            {
                method: 'POST',
                url: '/services/data/v66.0/sobjects/Account',
                referenceId: 'account',
                body: { Name: 'A' }
            },
            {
                method: 'POST',
                url: '/services/data/v66.0/sobjects/Contact',
                referenceId: 'contact',
                body: { LastName: 'B', AccountId: '@{account.id}' }
            },
            {
                method: 'GET',
                url: '/services/data/v66.0/sobjects/Contact/@{contact.id}?fields=AccountId',
                referenceId: 'read'
            }
        ]
    });
    const [account, , read] = composite.body.compositeResponse;
    assert.equal(read.body.AccountId, account.body.id);
    assert.equal((await call('POST', '/composite', { allOrNone: true, compositeRequest: [] })).status, 501);
});

test('queryAll sees what was deleted', async () => {
    const { body } = await call('POST', '/sobjects/Case', { Subject: 'to go' });
    await call('DELETE', `/sobjects/Case/${body.id}`);
    const soql = encodeURIComponent(`SELECT Id, IsDeleted FROM Case WHERE Id = '${body.id}'`);
    assert.equal((await call('GET', `/query?q=${soql}`)).body.totalSize, 0);
    assert.equal((await call('GET', `/queryAll?q=${soql}`)).body.records[0].IsDeleted, true);
});

test('describe, versions, limits', async () => {
    const { body } = await call('GET', '/sobjects/Case/describe');
    const field = body.fields.find(({ name }: { name: string }) => name === 'Bot_Key__c');
    assert.deepEqual([field.type, field.length, field.externalId, field.custom], ['string', 80, true, true]);
    const versions = (await (await fetch(`${org.instanceUrl}//services/data`)).json()) as {
        version: string;
        label: string;
    }[];
    assert.deepEqual(
        [versions.at(0), versions.at(-1)?.version],
        [{ label: "Winter '24", url: '/services/data/v59.0', version: '59.0' }, '67.0']
    );
    assert.equal(versions.find(({ version }) => version === '66.0')?.label, "Spring '26");
    assert.equal((await call('GET', '/limits')).status, 200);
});

test('a describe calls fields what the user’s language calls them', async () => {
    const workbench = '<enableTranslationWorkbench>true</enableTranslationWorkbench>';
    const german = '<fields><label>Schlüssel</label><name>Bot_Key__c</name></fields>';
    const members = { Settings: ['Language'], CustomObjectTranslation: ['Case-de'] };
    const deployed = org.deploy(
        files(members, {
            'settings/Language.settings': xml('LanguageSettings', workbench),
            'objectTranslations/Case-de.objectTranslation': xml('CustomObjectTranslation', german)
        })
    );
    assert.ok(deployed.success, JSON.stringify(deployed.details.componentFailures));
    const speak = (language: string) =>
        call('PATCH', `/sobjects/User/${org.adminUserId}`, { LanguageLocaleKey: language });
    const labels = async () => {
        const { body } = await call('GET', '/sobjects/Case/describe');
        const described = body.fields as { name: string; label: string }[];
        return ['Bot_Key__c', 'At__c'].map((name) => described.find((field) => field.name === name)?.label);
    };
    assert.deepEqual(await labels(), ['K', 'At']);
    assert.equal((await speak('de')).status, 204);
    assert.deepEqual(await labels(), ['Schlüssel', 'At']);
    assert.equal((await speak('en_US')).status, 204);
});

test('secrets go in and never come out', async () => {
    const credential = xml(
        'ExternalCredential',
        '<authenticationProtocol>Custom</authenticationProtocol><externalCredentialParameters><parameterGroup>Integration</parameterGroup><parameterName>Integration</parameterName><parameterType>NamedPrincipal</parameterType><sequenceNumber>1</sequenceNumber></externalCredentialParameters><label>Bot</label>'
    );
    assert.equal(
        org.deploy(files({ ExternalCredential: ['Bot'] }, { 'externalCredentials/Bot.externalCredential': credential }))
            .success,
        true
    );
    const body = {
        externalCredential: 'Bot',
        authenticationProtocol: 'Custom',
        principalName: 'Integration',
        principalType: 'NamedPrincipal',
        credentials: { ApiKey: { value: 'very-secret', encrypted: true } }
    };
    const path = '/named-credentials/credential';
    const read = `${path}?externalCredential=Bot&principalName=Integration&principalType=NamedPrincipal`;
    assert.equal((await call('GET', read)).body.authenticationStatus, 'NotConfigured');
    assert.equal((await call('PUT', path, body)).status, 404);
    assert.equal((await call('POST', path, body)).status, 201);
    assert.equal((await call('POST', path, body)).status, 400);
    const changed = await call('PUT', path, body);
    assert.equal(changed.status, 200);
    const answer = await call('GET', read);
    assert.deepEqual(
        [answer.body.authenticationStatus, answer.body.credentials],
        ['Configured', { ApiKey: { encrypted: true, revision: 1 } }]
    );
    assert.equal(JSON.stringify([changed, answer]).includes('very-secret'), false);
    const other = { ...body, credentials: { Tenant: { value: 'acme', encrypted: false } } };
    const named = (given: { body: { credentials: object } }) => Object.keys(given.body.credentials);
    assert.deepEqual(named(await call('PATCH', path, other)), ['ApiKey', 'Tenant'], 'PATCH leaves the others');
    assert.deepEqual(named(await call('PUT', path, body)), ['ApiKey'], 'PUT replaces all');
    assert.equal((await call('POST', path, { ...body, externalCredential: 'Gone' })).status, 404);
});

test('a file on a case: its bytes have an address of their own', async () => {
    const request = await call('POST', '/sobjects/Case', { Subject: 'Refund' });
    const version = await call('POST', '/sobjects/ContentVersion', {
        Title: 'Notes',
        PathOnClient: 'notes.txt',
        VersionData: Buffer.from('Grüße').toString('base64'),
        FirstPublishLocationId: request.body.id
    });
    assert.equal(version.status, 201);
    const path = `/sobjects/ContentVersion/${version.body.id}`;
    const read = await call('GET', `${path}?fields=Title,VersionData`);
    assert.equal(read.body.VersionData, `/services/data/v66.0${path}/VersionData`);
    const bytes = await fetch(`${org.instanceUrl}${read.body.VersionData}`, {
        headers: { authorization: `Bearer ${org.accessToken}` }
    });
    assert.equal(bytes.headers.get('content-type'), 'application/octetstream');
    assert.equal(await bytes.text(), 'Grüße');
    const unknown = await call(
        'GET',
        `/sobjects/ContentVersion/${version.body.id.replace(/.{6}$/, 'zzzAAA')}/VersionData`
    );
    assert.deepEqual([unknown.status, unknown.body[0].errorCode], [404, 'NOT_FOUND']);
});
