import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProviderHttp, type HttpOptions } from './http.ts';
import { ProviderRequestError } from './request-error.ts';

type Answer = Response | Error;

/** A vendor that gives these answers, one after the other, and then 200. */
function vendor(answers: Answer[], options: Partial<HttpOptions> = {}) {
    const waits: number[] = [];
    const sent: RequestInit[] = [];
    const http = new ProviderHttp({
        vendor: 'Vendor',
        fetch: async (_url, init) => {
            sent.push(init ?? {});
            const answer = answers.shift() ?? Response.json({ done: true });
            if (answer instanceof Error) throw answer;
            return answer;
        },
        redact: (text) => text.replaceAll('s3cret', '***'),
        words: (body) => ({ text: (body as { message?: string } | undefined)?.message }),
        wait: async (ms) => void waits.push(ms),
        ...options
    });
    return { http, waits, sent };
}

const url = 'https://api.example.com/things?token=s3cret';
const lost = (code: string): Error => new TypeError('fetch failed', { cause: { code } });
const status = (code: number, headers: Record<string, string> = {}): Response =>
    Response.json({ message: 'It says s3cret' }, { status: code, headers });

async function failure(work: Promise<unknown>): Promise<ProviderRequestError> {
    const error = await work.then(
        () => assert.fail('it succeeded'),
        (reason: unknown) => reason
    );
    assert.ok(error instanceof ProviderRequestError, String(error));
    assert.ok(!`${error.message}${error.stack}`.includes('s3cret'));
    return error;
}

test('three more tries, from 500 ms on', async () => {
    const { http, waits } = vendor([status(500), status(429), lost('ECONNRESET')]);
    assert.deepEqual((await http.send('GET', url)).json, { done: true });
    assert.deepEqual(waits, [500, 1000, 2000]);
    assert.equal(http.requests, 4);
    const busy = vendor([503, 503, 503, 503, 503].map((code) => status(code)));
    const error = await failure(busy.http.send('GET', url));
    assert.equal(busy.http.requests, 4);
    assert.equal(error.canRetry, true);
    assert.equal(
        error.message,
        'Vendor: GET https://api.example.com/things answered 503 (It says ***). Trying again later may help.'
    );
});

test('as long as the vendor says, in seconds or as a date, or in a header of its own; but no more than a minute', async (context) => {
    context.mock.timers.enable({ apis: ['Date'], now: new Date('2026-03-31T23:59:55Z') });
    const soon = 'Wed, 01 Apr 2026 00:00:05 GMT';
    const { http, waits } = vendor(
        [status(429, { 'retry-after': '7' }), status(503, { 'retry-after': soon }), status(429, { 'x-own': '3' })],
        { retryHeader: 'x-own' }
    );
    await http.send('GET', url);
    assert.deepEqual(waits, [7000, 10_000, 3000]);
    const patient = vendor([status(429, { 'retry-after': '3600' })]);
    assert.match((await failure(patient.http.send('GET', url))).message, /Try again in 3600 seconds/);
    assert.deepEqual(patient.waits, []);
});

test('what will not change is not tried again', async () => {
    for (const code of [400, 401, 403, 404, 409, 501]) {
        const { http } = vendor([status(code)]);
        const error = await failure(http.send('GET', url));
        assert.equal(http.requests, 1, String(code));
        assert.equal(error.status, code);
    }
});

test('a POST is sent again only if it was certainly not done', async () => {
    for (const [answer, isSafe] of [
        [lost('ECONNREFUSED'), true],
        [lost('ENOTFOUND'), true],
        [status(429), true],
        [lost('ECONNRESET'), false],
        [lost('UND_ERR_SOCKET'), false],
        [status(502), false]
    ] as const) {
        const { http } = vendor([answer]);
        const sending = http.send('POST', url, { body: {} });
        if (isSafe) await sending;
        else assert.equal((await failure(sending)).maybeDone, true);
        assert.equal(http.requests, isSafe ? 2 : 1);
    }
});

test('a redirect is not followed: a key could leave with it', async () => {
    const { http, sent } = vendor([
        new Response('', { status: 302, headers: { location: 'https://other.example.com' } })
    ]);
    const error = await failure(http.send('GET', url, { headers: { 'x-api-key': 's3cret' } }));
    assert.equal(error.kind, 'refused');
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.redirect, 'manual');
    assert.match(
        error.message,
        /sends requests on to https:\/\/other\.example\.com \(HTTP 302\): they are not followed/
    );
});

test('a certificate that Node does not take is not asked again', async () => {
    const cause = Object.assign(new Error('self-signed'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    const { http } = vendor([], { fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
    const error = await failure(http.send('GET', url));
    assert.deepEqual([error.kind, error.code, http.requests], ['noAnswer', 'SELF_SIGNED_CERT_IN_CHAIN', 1]);
    assert.match(error.message, /cannot be reached: SELF_SIGNED_CERT_IN_CHAIN\.$/);
});

test('an interruption ends the tries with its own reason', async () => {
    const stop = new AbortController();
    const { http } = vendor([status(503), status(503)], {
        signal: stop.signal,
        wait: async () => stop.abort(new Error('stopped by a person'))
    });
    await assert.rejects(http.send('GET', url), /stopped by a person/);
    assert.equal(http.requests, 1);
});

test('no answer in time', async () => {
    const { http } = vendor([], {
        timeoutMs: 20,
        fetch: (_url, init) =>
            new Promise((_resolve, reject) =>
                init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
            )
    });
    const alive = setTimeout(() => undefined, 5000);
    assert.match((await failure(http.send('GET', url))).message, /no answer within 0.02 seconds/);
    clearTimeout(alive);
    assert.equal(http.requests, 4);
});

test('no body is no error, half of one is', async () => {
    const { http } = vendor([new Response(null, { status: 204 }), new Response('{"half":')]);
    assert.equal((await http.send('DELETE', url)).json, undefined);
    assert.equal((await failure(http.send('GET', url))).kind, 'badAnswer');
});
