import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { endOfDeploy, failureLines } from './deploy.ts';
import { OrgClient } from './org-client.ts';

const original = globalThis.fetch;
afterEach(() => {
    globalThis.fetch = original;
});

const org = new OrgClient({ instanceUrl: 'http://127.0.0.1', accessToken: 'made-up' }, '66.0');
const id = '0Af000000000001AAA';

function answer(deployResult: object): void {
    globalThis.fetch = async () => Response.json({ id, deployResult });
}

test('a deploy that somebody cancels says so, though it has no failures', async () => {
    answer({ done: true, success: false, status: 'Canceled', details: {} });
    const outcome = await endOfDeploy(org, id);
    assert.deepEqual(failureLines(outcome), ['Somebody canceled the deploy: Setup, Deployment Status, tells who.']);
    answer({ done: true, success: false, status: 'Failed' });
    assert.deepEqual(failureLines(await endOfDeploy(org, id)), ['The org says no more than Failed.']);
});

test('a deploy that waits behind others is no failure: the same command may come through later', async () => {
    answer({ done: false, success: false, status: 'Pending' });
    const waited: string[] = [];
    await assert.rejects(endOfDeploy(org, id, { timeoutMs: -1, onWait: (status) => waited.push(status) }), {
        name: 'OrgRequestError',
        status: 0,
        errorCode: 'TIMEOUT',
        message: /\(Pending\); it goes on in the org: Setup, Deployment Status/
    });
    assert.deepEqual(waited, ['Pending']);
});
