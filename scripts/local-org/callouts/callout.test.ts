import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';

import { parseXml, type XmlElement } from '../../salesforce/xml.ts';
import type { CalloutRequest } from '../types.ts';
import { createCallout, type CalloutOrg } from './callout.ts';

let base = '';
let seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
        const url = request.url ?? '';
        seen.push({
            method: request.method ?? '',
            url,
            headers: request.headers,
            body: Buffer.concat(chunks).toString()
        });
        answer(url, request, response);
    });
});

function answer(url: string, _request: IncomingMessage, response: ServerResponse): void {
    if (url.startsWith('/slow')) {
        return;
    }
    if (url.startsWith('/broken')) {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
        return;
    }
    if (url.startsWith('/large')) {
        response.writeHead(200);
        response.end(Buffer.alloc(6_000_001, 'a'));
        return;
    }
    if (url.startsWith('/redirect')) {
        response.writeHead(302, { location: url.includes('away') ? 'http://127.0.0.2:1/' : '/landed' });
        response.end();
        return;
    }
    if (url.startsWith('/loop')) {
        response.writeHead(302, { location: '/loop' });
        response.end();
        return;
    }
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=iso-8859-1', 'X-Two': ['a', 'b'] });
    response.end(Buffer.from('grün', 'latin1'));
}

before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
    server.closeAllConnections();
    server.close();
});

const external = parseXml(`<ExternalCredential><authenticationProtocol>Custom</authenticationProtocol>
<externalCredentialParameters><parameterName>Integration</parameterName><parameterType>NamedPrincipal</parameterType><sequenceNumber>1</sequenceNumber></externalCredentialParameters>
<externalCredentialParameters><parameterName>Authorization</parameterName><parameterType>AuthHeader</parameterType><parameterValue>{!'Bearer ' &amp; $Credential.Bot.ApiKey}</parameterValue></externalCredentialParameters>
</ExternalCredential>`);

function namedCredential(url: string, more = ''): XmlElement {
    return parseXml(`<NamedCredential>${more}<calloutStatus>Enabled</calloutStatus>
<namedCredentialParameters><parameterType>Url</parameterType><parameterValue>${url}</parameterValue></namedCredentialParameters>
<namedCredentialParameters><parameterType>Authentication</parameterType><externalCredential>Bot</externalCredential></namedCredentialParameters>
</NamedCredential>`);
}

interface Setup {
    url?: string;
    more?: string;
    mayUse?: boolean;
    apiKey?: string | null;
    remoteSites?: string[];
}

function orgOf({ url = base, more = '', mayUse = true, apiKey = 'secret', remoteSites = [] }: Setup): CalloutOrg {
    const components = new Map([
        ['NamedCredential/bot', namedCredential(url, more)],
        ['ExternalCredential/bot', external]
    ]);
    return {
        component: (type, name) => components.get(`${type}/${name.toLowerCase()}`),
        components: () => remoteSites.map((site) => parseXml(`<RemoteSiteSetting>${site}</RemoteSiteSetting>`)),
        mayUsePrincipal: (_userId, principal) => mayUse && principal === 'Bot-Integration',
        credentialValue: (_credential, _principal, parameter) =>
            parameter === 'ApiKey' && apiKey !== null ? apiKey : undefined
    };
}

async function call(request: Partial<CalloutRequest>, setup: Setup = {}, hosts: Record<string, string> = {}) {
    seen = [];
    const full = { method: 'GET', endpoint: '', headers: {}, body: null, timeoutMs: 20_000, userId: '005', ...request };
    return createCallout(orgOf(setup), hosts)(full);
}

async function failureOf(...parameters: Parameters<typeof call>): Promise<string> {
    const result = await call(...parameters);
    assert.ok('failure' in result, `expected a failure, got ${JSON.stringify(result)}`);
    return result.failure;
}

test('a named credential gives address and header', async () => {
    const result = await call({ endpoint: 'callout:Bot/v1/items?q=a%20b' }, { url: `${base}/base/` });
    assert.ok('statusCode' in result);
    assert.equal(result.statusCode, 200);
    assert.equal(result.body, 'grün');
    assert.equal(result.headers['X-Two'], 'a, b');
    assert.equal(seen[0]?.url, '/base/v1/items?q=a%20b');
    assert.equal(seen[0]?.headers.authorization, 'Bearer secret');
});

test('names are found without regard to case; a bare name calls the base address', async () => {
    await call({ endpoint: 'callout:BOT' }, { url: `${base}/base` });
    assert.equal(seen[0]?.url, '/base');
});

test('merge fields in headers and bodies only where the credential allows them', async () => {
    const request = {
        endpoint: 'callout:Bot/x',
        method: 'POST',
        headers: { 'X-Key': '{!$Credential.Bot.ApiKey}' },
        body: 'apikey={!$Credential.Bot.ApiKey}'
    };
    await call(request);
    assert.equal(seen[0]?.headers['x-key'], '{!$Credential.Bot.ApiKey}');
    assert.equal(seen[0]?.body, 'apikey={!$Credential.Bot.ApiKey}');
    const allowed =
        '<allowMergeFieldsInBody>true</allowMergeFieldsInBody><allowMergeFieldsInHeader>true</allowMergeFieldsInHeader>';
    await call(request, { more: allowed });
    assert.equal(seen[0]?.headers['x-key'], 'secret');
    assert.equal(seen[0]?.body, 'apikey=secret');
});

test('what is missing is said in the platform’s words', async () => {
    assert.match(await failureOf({ endpoint: 'callout:Other/x' }), /the named credential "Other" might not exist/);
    assert.match(await failureOf({ endpoint: 'callout:Bot/x' }, { mayUse: false }), /couldn't access the credential/);
    const noValue = await failureOf({ endpoint: 'callout:Bot/x' }, { apiKey: null });
    assert.equal(noValue, 'Field $Credential.Bot.ApiKey does not exist. Check spelling.');
});

test('an address needs an active remote site of the same protocol and host', async () => {
    const open = `<isActive>true</isActive><disableProtocolSecurity>false</disableProtocolSecurity><url>${base}</url>`;
    const endpoint = `${base}/x`;
    const words = `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${endpoint}`;
    assert.equal(await failureOf({ endpoint }), words);
    assert.equal(await failureOf({ endpoint }, { remoteSites: [open.replace('true', 'false')] }), words);
    assert.equal(await failureOf({ endpoint }, { remoteSites: [open.replace('http:', 'https:')] }), words);
    const result = await call({ endpoint }, { remoteSites: [open] });
    assert.ok('statusCode' in result && result.statusCode === 200);
});

test('hosts of vendors lead to this machine, and nothing leaves it', async () => {
    const hosts = { 'https://api.example.com': `${base}/pretend`, '*.wild.example.com': base };
    await call({ endpoint: 'callout:Bot/v2' }, { url: 'https://api.example.com' }, hosts);
    assert.equal(seen[0]?.url, '/pretend/v2');
    assert.equal(seen[0]?.headers.host, 'api.example.com');
    await call({ endpoint: 'callout:Bot/v3' }, { url: 'https://eu.wild.example.com' }, hosts);
    assert.equal(seen[0]?.url, '/v3');
    const beyond = await failureOf({ endpoint: 'callout:Bot/x' }, { url: 'https://other.example.com' }, hosts);
    assert.match(beyond, /not supported by the local org: the network beyond this machine/);
    const plain = await failureOf({ endpoint: 'callout:Bot/x' }, { url: 'http://api.example.com' }, hosts);
    assert.match(plain, /plain http/);
});

test('no answer in time, a refused connection, half a body', async () => {
    assert.equal(await failureOf({ endpoint: 'callout:Bot/slow', timeoutMs: 100 }), 'Read timed out');
    assert.equal(await failureOf({ endpoint: 'callout:Bot/broken' }), 'Unexpected end of file from server');
    const closed = await failureOf({ endpoint: 'callout:Bot/x' }, { url: 'http://127.0.0.1:9' });
    assert.equal(closed, 'Connection refused (Connection refused)');
});

test('a response above six megabytes is refused', async () => {
    const failure = await failureOf({ endpoint: 'callout:Bot/large' });
    assert.match(failure, /^Exceeded max size limit of 6000000 with response size \d+$/);
});

test('redirects are followed for GET only, on the same host, and not for ever', async () => {
    await call({ endpoint: 'callout:Bot/redirect' });
    assert.deepEqual(
        seen.map(({ url }) => url),
        ['/redirect', '/landed']
    );
    const post = await call({ endpoint: 'callout:Bot/redirect', method: 'POST', body: 'x' });
    assert.ok('statusCode' in post && post.statusCode === 302);
    assert.match(await failureOf({ endpoint: 'callout:Bot/redirect?away' }), /Unauthorized endpoint/);
    assert.match(await failureOf({ endpoint: 'callout:Bot/loop' }), /Exceeded maximum number of allowed redirects/);
});

test('methods and timeouts are checked', async () => {
    assert.match(await failureOf({ endpoint: 'callout:Bot/x', method: 'FETCH' }), /Invalid HTTP method/);
    assert.match(await failureOf({ endpoint: 'callout:Bot/x', timeoutMs: 120_001 }), /Invalid timeout/);
});
