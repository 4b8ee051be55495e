import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';

import { OrgClient } from '../../salesforce/org-client.ts';
import { noAnswer, OrgRequestError } from '../../salesforce/org-request-error.ts';
import { RetrieveError } from '../../salesforce/retrieve.ts';
import { setups as sendbird } from '../../providers/sendbird/index.ts';
import { ProviderRequestError } from '../../providers/shared/request-error.ts';
import { readConfig } from '../config/read.ts';
import { readBot } from '../readings.ts';
import type { SetupConnection } from '../run/connection.ts';
import { exitCodes, type Failure, type SetupError } from '../run/error.ts';
import { SecretStore } from '../run/secrets.ts';
import { failureOf } from './failure.ts';

const original = globalThis.fetch;
afterEach(() => {
    globalThis.fetch = original;
});

describe('faults of the Metadata API, which all come with HTTP 500', () => {
    async function failureFor(code: string, words: string): Promise<Failure> {
        const text = `<Envelope><Body><Fault><faultcode>sf:${code}</faultcode><faultstring>${words}</faultstring></Fault></Body></Envelope>`;
        globalThis.fetch = async () => new Response(text, { status: 500 });
        const org = new OrgClient({ instanceUrl: 'http://127.0.0.1', accessToken: 'made-up' }, '66.0');
        const error = await org.metadataSoap('<retrieve/>').catch((caught: unknown) => caught);
        return failureOf(error, new SecretStore({}));
    }

    test('a right that the user lacks is a refusal, in words', async () => {
        assert.deepEqual(
            await failureFor('INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS: needs &quot;Modify Metadata&quot;'),
            {
                exitCode: exitCodes.failed,
                message: 'Metadata API: INSUFFICIENT_ACCESS: needs "Modify Metadata"'
            }
        );
    });

    test('a server that is out may be back later', async () => {
        const { exitCode, remedy } = await failureFor('SERVER_UNAVAILABLE', 'SERVER_UNAVAILABLE: later');
        assert.equal(exitCode, exitCodes.unreachable);
        assert.match(remedy ?? '', /^Run the same command again/);
    });
});

test('an org whose requests are used up may take some later, though it answers 403', async () => {
    globalThis.fetch = async () =>
        Response.json([{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }], {
            status: 403
        });
    const org = new OrgClient({ instanceUrl: 'https://org.example.com', accessToken: 'made-up' }, '66.0');
    const error = await org.request('GET', '/query').catch((caught: unknown) => caught);
    const { exitCode, message, remedy } = failureOf(error, new SecretStore({}));
    assert.deepEqual([exitCode, message], [exitCodes.unreachable, 'GET /query: TotalRequests Limit exceeded.']);
    assert.match(remedy ?? '', /API requests.*System Overview.*run the same command again later/);
});

test("a folder of somebody else's (root's, after one run with sudo) is told in words, with what to do", () => {
    const error = Object.assign(new Error("EACCES: permission denied, mkdtemp '/p/dist/setup-XXXXXX'"), {
        code: 'EACCES',
        path: '/p/dist/setup-XXXXXX'
    });
    assert.deepEqual(failureOf(error, new SecretStore({})), {
        exitCode: exitCodes.usage,
        message: '/p/dist/setup-XXXXXX may not be written (EACCES).',
        remedy: 'The project builds into its own folder: give that to your user, or clone it to a folder of your own.'
    });
});

test('an address that sends requests on: the one to name, and where it stands', async () => {
    globalThis.fetch = async () =>
        new Response(null, { status: 302, headers: { location: 'https://new.example.com/services/data' } });
    const org = new OrgClient({ instanceUrl: 'https://old.example.com', accessToken: 'made-up' }, '66.0');
    const error = await org.request('GET', '/limits').catch((caught: unknown) => caught);
    const { exitCode, message, remedy } = failureOf(error, new SecretStore({}));
    assert.equal(exitCode, exitCodes.usage);
    assert.match(message, /^https:\/\/old\.example\.com sends requests on to https:\/\/new\.example\.com \(HTTP 302\)/);
    assert.match(remedy ?? '', /--instance-url/);
});

test('a refusal that names an address is no redirect: its own words', async () => {
    globalThis.fetch = async () =>
        Response.json([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'not yours' }], {
            status: 403,
            headers: { location: 'https://help.example.com/403' }
        });
    const org = new OrgClient({ instanceUrl: 'https://org.example.com', accessToken: 'made-up' }, '66.0');
    const error = await org.request('GET', '/limits').catch((caught: unknown) => caught);
    assert.deepEqual(failureOf(error, new SecretStore({})), {
        exitCode: exitCodes.failed,
        message: 'GET /limits: not yours'
    });
});

test('an address that nobody answers at, or whose proxy is gone: where to look', async () => {
    for (const code of ['ENOTFOUND', 'ECONNREFUSED']) {
        const error = new OrgRequestError(0, code, `https://org.example.com cannot be reached: ${code}`);
        const { exitCode, remedy } = failureOf(error, new SecretStore({}));
        assert.equal(exitCode, exitCodes.unreachable);
        assert.match(
            remedy ?? '',
            /^Look at the org's address and the network \(behind a proxy: HTTPS_PROXY=http:\/\/HOST:PORT /,
            code
        );
    }
});

test('an org that does not tell its metadata: what to do next', () => {
    const { exitCode, message, remedy } = failureOf(
        new RetrieveError('The org could not be read: LIMIT_EXCEEDED'),
        new SecretStore({})
    );
    assert.deepEqual([exitCode, message], [exitCodes.failed, 'The org could not be read: LIMIT_EXCEEDED']);
    assert.match(remedy ?? '', /run the same command again/);
});

describe('a login of sf that cannot be renewed', () => {
    async function failureFor(reason: Error): Promise<Failure> {
        globalThis.fetch = async () =>
            Response.json([{ errorCode: 'INVALID_SESSION_ID', message: 'expired' }], { status: 401 });
        const refresh = () => Promise.reject(reason);
        const org = new OrgClient({ instanceUrl: 'http://127.0.0.1', accessToken: 'made-up', refresh }, '66.0');
        const error = await org.request('GET', '/limits').catch((caught: unknown) => caught);
        return failureOf(error, new SecretStore({}));
    }

    test('has run out: log in again', async () => {
        const { message, remedy, exitCode } = await failureFor(new Error('expired access/refresh token'));
        assert.equal(message, 'The org no longer takes this session: expired access/refresh token');
        assert.match(remedy ?? '', /^Log in again \(npx sf org login web/);
        assert.equal(exitCode, exitCodes.failed);
    });

    test('nobody answered: the same command later', async () => {
        const { exitCode } = await failureFor(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }));
        assert.equal(exitCode, exitCodes.unreachable);
    });
});

test('an org that sf does not know: how to log in, with the sf that comes with npm ci', () => {
    for (const code of ['NoOrgFound', 'NamedOrgNotFoundError', 'NoAuthInfoFound']) {
        const { remedy, exitCode } = failureOf(new OrgRequestError(0, code, 'unknown'), new SecretStore({}));
        assert.equal(exitCode, exitCodes.usage);
        assert.match(remedy ?? '', /npx sf org login web --alias .*sandbox.*npx sf org list/);
    }
});

test('no answer: what helps, where another try alone does not', () => {
    const remedyFor = (code: string) => {
        const cause = Object.assign(new Error(code), { code });
        const error = noAnswer('https://example.my.salesforce.com', new TypeError('fetch failed', { cause }), 1000);
        const { remedy, exitCode } = failureOf(error, new SecretStore({}));
        assert.equal(exitCode, exitCodes.unreachable);
        return remedy ?? '';
    };
    for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED']) {
        assert.match(remedyFor(code), /--use-system-ca/, code);
    }
    assert.match(remedyFor('ENOTFOUND'), /^Look at the org's address/);
    assert.match(remedyFor('ECONNRESET'), /^Run the same command again/);
});

test('a bot whose certificate Node does not take, as behind a proxy that leaves Salesforce alone: likewise', async () => {
    const config = readConfig('config/handoff.sendbird.yaml');
    const [entry] = config.connectors;
    const secrets = new SecretStore({ SENDBIRD_API_TOKEN: 'made-up' });
    const connection = { secrets, providers: sendbird } as unknown as SetupConnection;
    const failing = (code: string) => {
        const details = { kind: 'noAnswer', status: 0, code, canRetry: false, maybeDone: false } as const;
        const error = new ProviderRequestError(`cannot be reached: ${code}.`, details);
        return readBot(config, connection, entry as NonNullable<typeof entry>, () => Promise.reject(error));
    };
    await assert.rejects(failing('SELF_SIGNED_CERT_IN_CHAIN'), (error: SetupError) => {
        assert.match(error.remedy ?? '', /--use-system-ca/);
        return error.exitCode === exitCodes.unreachable;
    });
    await assert.rejects(failing('ECONNRESET'), { remedy: /^Run the same command again later/ });
});
