/** Apex of a local org over HTTP: calls of components, callouts, tests, deploys that run tests. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { zipSync } from 'fflate';

import { createLocalOrg, type LocalOrg } from './local-org.ts';
import { files, xml } from './metadata/test-package.ts';

const meta = xml('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>');
const classes = (sources: Record<string, string>) =>
    files(
        { ApexClass: Object.keys(sources) },
        Object.fromEntries(
            Object.entries(sources).flatMap(([name, source]) => [
                [`classes/${name}.cls`, source],
                [`classes/${name}.cls-meta.xml`, meta]
            ])
        )
    );

const desk = `public with sharing class Desk {
    @AuraEnabled
    public static String open(String subject) {
        Case record = new Case(Subject = subject);
        insert record;
        return record.Id;
    }
    @AuraEnabled
    public static String ask(String path) {
        HttpRequest request = new HttpRequest();
        request.setMethod('GET');
        request.setEndpoint('callout:Bot' + path);
        HttpResponse response = new Http().send(request);
        return response.getStatusCode() + ' ' + response.getBody();
    }
    @AuraEnabled
    public static String refuse() {
        AuraHandledException refusal = new AuraHandledException('Not today');
        refusal.setMessage('Not today');
        throw refusal;
    }
}`;
const deskTest = (expected: string) => `@IsTest
private class DeskTest {
    @IsTest
    static void opens() {
        Id id = Desk.open('a refund');
        Assert.areEqual('${expected}', [SELECT Subject FROM Case WHERE Id = :id].Subject);
    }
}`;

let org: LocalOrg;
/** Once the slow bot was asked: what has it answer. */
const slowBot = Promise.withResolvers<() => void>();
const bot = createServer((request, response) => {
    const answer = () => void response.end(`${request.headers['x-api-key']} ${request.url}`);
    if (request.url === '/slow') slowBot.resolve(answer);
    else answer();
});

before(async () => {
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
    org = await createLocalOrg({ port: 0, hosts: { 'bot.example.com': url } });
    const result = org.deploy(
        files(
            { ExternalCredential: ['Bot'], NamedCredential: ['Bot'], PermissionSet: ['Agent'] },
            {
                'externalCredentials/Bot.externalCredential': xml(
                    'ExternalCredential',
                    '<authenticationProtocol>Custom</authenticationProtocol><externalCredentialParameters><parameterName>Integration</parameterName><parameterType>NamedPrincipal</parameterType><sequenceNumber>1</sequenceNumber></externalCredentialParameters><externalCredentialParameters><parameterName>X-API-Key</parameterName><parameterType>AuthHeader</parameterType><parameterValue>{!$Credential.Bot.ApiKey}</parameterValue></externalCredentialParameters><label>Bot</label>'
                ),
                'namedCredentials/Bot.namedCredential': xml(
                    'NamedCredential',
                    '<calloutStatus>Enabled</calloutStatus><label>Bot</label><namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType><parameterValue>https://bot.example.com</parameterValue></namedCredentialParameters><namedCredentialParameters><externalCredential>Bot</externalCredential><parameterName>ExternalCredential</parameterName><parameterType>Authentication</parameterType></namedCredentialParameters><namedCredentialType>SecuredEndpoint</namedCredentialType>'
                ),
                'permissionsets/Agent.permissionset': xml(
                    'PermissionSet',
                    '<externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Bot-Integration</externalCredentialPrincipal></externalCredentialPrincipalAccesses><label>Agent</label>'
                )
            }
        )
    );
    assert.equal(result.success, true);
    assert.equal(org.deploy(classes({ Desk: desk })).success, true);
});
after(async () => {
    await org.close();
    bot.closeAllConnections();
    bot.close();
});

async function call(
    method: string,
    parameters: object,
    headers: Record<string, string> = {}
): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${org.instanceUrl}/local/apex/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(parameters)
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const setupOf = { access: 'system', allOrNone: true } as const;

test('a component calls a method; what it writes is there for everybody', async () => {
    const { status, body } = await call('Desk.open', { subject: 'a refund' });
    assert.equal(status, 200);
    const [row] = org.records.query(`SELECT Subject FROM Case WHERE Id = '${body['returnValue']}'`, {
        access: 'system',
        userId: org.adminUserId
    }).rows;
    assert.equal(row?.fields['Subject'], 'a refund');
});

test('an exception reaches the component with its message, and without a stack trace', async () => {
    const { status, body } = await call('Desk.refuse', {});
    assert.equal(status, 500);
    assert.equal(body['message'], 'Not today');
    assert.deepEqual(Object.keys(body).sort(), ['exceptionType', 'isUserDefinedException', 'message']);
    const missing = await call('Desk.nothing', {});
    assert.equal(missing.status, 500);
});

test('a callout goes to the deployed credential, once the user has it', async () => {
    const before = await call('Desk.ask', { path: '/hello' });
    assert.equal(before.status, 500);
    assert.match(String(before.body['message']), /couldn't access the credential/);

    const [set] = org.records.query("SELECT Id FROM PermissionSet WHERE Name = 'Agent'", {
        access: 'system',
        userId: org.adminUserId
    }).rows;
    const assignment = { AssigneeId: org.adminUserId, PermissionSetId: String(set?.fields['Id']) };
    org.records.dml('insert', [{ type: 'PermissionSetAssignment', fields: assignment }], {
        ...setupOf,
        userId: org.adminUserId
    });
    const unset = await call('Desk.ask', { path: '/hello' });
    assert.match(String(unset.body['message']), /Field \$Credential\.Bot\.ApiKey does not exist/);

    org.metadata.credentials.set(
        { externalCredential: 'Bot', principal: 'Integration' },
        { ApiKey: { value: 'k-1', encrypted: true } }
    );
    const answered = await call('Desk.ask', { path: '/hello' });
    assert.deepEqual([answered.status, answered.body['returnValue']], [200, '200 k-1 /hello']);
});

test('a slow bot holds up nobody else', async () => {
    const slow = call('Desk.ask', { path: '/slow' });
    const answer = await slowBot.promise;
    assert.equal((await call('Desk.open', { subject: 'meanwhile' })).status, 200);
    answer();
    assert.equal((await slow).status, 200);
});

test('the class must be open to the user', async () => {
    const [profile] = org.records.query("SELECT Id FROM Profile WHERE Name = 'Standard User'", {
        access: 'system',
        userId: org.adminUserId
    }).rows;
    const [user] = org.records.dml(
        'insert',
        [
            {
                type: 'User',
                fields: {
                    Username: 'mia@example.com',
                    LastName: 'Mia',
                    Email: 'mia@example.com',
                    Alias: 'mia',
                    ProfileId: String(profile?.fields['Id']),
                    TimeZoneSidKey: 'UTC',
                    LocaleSidKey: 'en_US',
                    EmailEncodingKey: 'UTF-8',
                    LanguageLocaleKey: 'en_US'
                }
            }
        ],
        { ...setupOf, userId: org.adminUserId }
    );
    const choose = (userId: string) =>
        fetch(`${org.instanceUrl}/local/session`, {
            method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ userId })
        });
    await choose(String(user?.id));
    const refused = await call('Desk.open', { subject: 'x' });
    const withToken = await call('Desk.open', { subject: 'x' }, { authorization: `Bearer ${org.accessToken}` });
    const unknown = await call('Desk.open', { subject: 'x' }, { authorization: 'Bearer of yesterday' });
    await choose(org.adminUserId);
    assert.deepEqual(
        [refused.status, refused.body['message']],
        [403, "You do not have access to the Apex class named 'Desk'."]
    );
    assert.deepEqual([withToken.status, unknown.status], [200, 401], 'a token speaks for its own user');
});

test('a new deploy counts at once', async () => {
    const changed = desk.replace("'Not today'", "'Tomorrow'").replace("'Not today'", "'Tomorrow'");
    assert.equal(org.deploy(classes({ Desk: changed })).success, true);
    assert.equal((await call('Desk.refuse', {})).body['message'], 'Tomorrow');
});

test('tests run on a copy: their outcome and coverage, and none of their records', async () => {
    assert.equal(org.deploy(classes({ DeskTest: deskTest('a refund') })).success, true);
    const before = org.records.query('SELECT COUNT() FROM Case', {
        access: 'system',
        userId: org.adminUserId
    }).totalSize;
    const run = await org.runApexTests([{ className: 'DeskTest' }]);
    assert.deepEqual(
        run.results.map(({ className, methodName, outcome }) => [className, methodName, outcome]),
        [['DeskTest', 'opens', 'Pass']]
    );
    const coverage = run.coverage.find(({ name }) => name === 'Desk');
    assert.ok((coverage?.covered.length ?? 0) >= 3);
    assert.ok((coverage?.uncovered.length ?? 0) > 0);
    assert.equal(
        org.records.query('SELECT COUNT() FROM Case', { access: 'system', userId: org.adminUserId }).totalSize,
        before
    );
});

test('a deploy with tests ends in the org only where they pass', async () => {
    const deploy = async (expected: string) => {
        const zip = zipSync(
            Object.fromEntries(classes({ DeskTest: deskTest(expected), Extra: 'public class Extra {}' }))
        );
        const body = new FormData();
        body.append(
            'json',
            new Blob([JSON.stringify({ deployOptions: { testLevel: 'RunSpecifiedTests', runTests: ['DeskTest'] } })])
        );
        body.append('file', new Blob([zip as Uint8Array<ArrayBuffer>]), 'a.zip');
        const authorization = `Bearer ${org.accessToken}`;
        const base = `${org.instanceUrl}/services/data/v66.0/metadata/deployRequest`;
        const { id } = (await (await fetch(base, { method: 'POST', body, headers: { authorization } })).json()) as {
            id: string;
        };
        for (;;) {
            const status = await fetch(`${base}/${id}?includeDetails=true`, { headers: { authorization } });
            const { deployResult } = (await status.json()) as { deployResult: ReturnType<LocalOrg['deploy']> };
            if (deployResult.done) {
                return deployResult;
            }
            await delay(50);
        }
    };
    const failed = await deploy('something else');
    assert.deepEqual([failed.status, failed.numberTestErrors], ['Failed', 1]);
    assert.match(failed.details.runTestResult.failures?.[0]?.message ?? '', /Assertion Failed/);
    assert.equal(org.metadata.component('ApexClass', 'Extra'), undefined);
    const passed = await deploy('a refund');
    assert.deepEqual([passed.status, passed.numberTestsCompleted], ['Succeeded', 1]);
    assert.notEqual(org.metadata.component('ApexClass', 'Extra'), undefined);
});
