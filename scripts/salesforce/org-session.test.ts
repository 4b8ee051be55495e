import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';

import { createLocalOrg, type LocalOrg } from '../local-org/local-org.ts';
import { setCredential } from './credentials.ts';
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

describe('an address that sends requests on to another one', () => {
    const received: string[] = [];
    let target: Server;
    let server: Server;
    let status = 307;
    const listen = (one: Server) => new Promise<void>((done) => void one.listen(0, '127.0.0.1', done));
    const portOf = (one: Server) => (one.address() as AddressInfo).port;
    before(async () => {
        target = createServer((request, response) => {
            request.on('data', (chunk: Buffer) => received.push(chunk.toString()));
            request.on('end', () => {
                received.push(`${request.method} ${request.headers.authorization ?? ''}`);
                response.end('{}');
            });
        });
        await listen(target);
        server = createServer((request, response) => {
            request.resume();
            response.writeHead(status, { location: `http://localhost:${portOf(target)}${request.url}` }).end();
        });
        await listen(server);
    });
    after(() => {
        target.close();
        server.close();
    });

    const calls: Record<string, (client: OrgClient) => Promise<unknown>> = {
        'the Metadata API': (client) => client.metadataSoap('<describeMetadata/>'),
        'a secret': (client) =>
            setCredential(client, { externalCredential: 'Bot_Cognigy', principalName: 'P' }, { ApiKey: 'made-up-key' }),
        'a record': (client) => client.insert('Case', { Subject: 'made up' }),
        'a query': (client) => client.query('SELECT Id FROM Case')
    };
    for (const [name, call] of Object.entries(calls)) {
        test(`gets no token with ${name}, and nothing is said to be done`, async () => {
            const client = new OrgClient(
                { instanceUrl: `http://127.0.0.1:${portOf(server)}`, accessToken: 'made-up-token' },
                '66.0'
            );
            for (status of [301, 302, 303, 307, 308]) {
                await assert.rejects(call(client), {
                    name: 'OrgRequestError',
                    errorCode: 'REDIRECT',
                    message: `http://127.0.0.1:${portOf(server)} sends requests on to http://localhost:${portOf(target)} (HTTP ${status}): they are not followed, since the token would go with them.`
                });
            }
            assert.deepEqual(received, []);
        });
    }
});
