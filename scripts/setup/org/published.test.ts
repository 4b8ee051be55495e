import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { isPublished } from './read.ts';

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
