import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { OrgClient } from '../../salesforce/org-client.ts';
import { isPublished } from './read.ts';
import { runOrgStep, type OrgWork } from './steps.ts';

test('a deployment is not published because a page answers, to which requests are sent on', async () => {
    const server = createServer((request, response) => {
        request.resume();
        if (request.url === '/page') return void response.end('<html>Welcome</html>');
        response.writeHead(302, { location: '/page' }).end();
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        assert.equal(await isPublished(url, '00D000000000001', 'Bot_Handoff_Client'), false);
    } finally {
        server.close();
    }
});

test('a deployment is published through the newest API of the org; one that the org does not publish is told', async () => {
    const asked: string[] = [];
    let isSuccess = true;
    const server = createServer((request, response) => {
        request.resume();
        asked.push(`${request.method} ${request.url?.split('?')[0]}`);
        const answer = request.url?.includes('/query')
            ? { records: [{ Id: '04I000000000001' }] }
            : request.method === 'POST'
              ? { isSuccess }
              : [{ url: '/services/data/v66.0' }, { url: '/services/data/v68.0' }];
        response.end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    try {
        const instanceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        let updates = 0;
        const work = {
            org: new OrgClient({ instanceUrl, accessToken: 'made-up' }, '66.0'),
            desired: { deployment: 'Bot_Handoff_Client', stages: [] },
            journal: { update: () => void (updates += 1) }
        } as unknown as OrgWork;
        await runOrgStep('publish', work, () => {});
        const path = '/services/data/v68.0/connect/embeddedservice/embeddedserviceconfig/publish/04I000000000001';
        assert.deepEqual([asked.at(-1), updates], [`POST ${path}`, 1]);
        isSuccess = false;
        await assert.rejects(
            runOrgStep('publish', work, () => {}),
            /does not publish Bot_Handoff_Client by its API/
        );
        assert.equal(updates, 1, 'nothing is noted as published');
    } finally {
        server.close();
    }
});
