import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';

import { ChatConversation } from './chat-client.ts';
import { MessagingConversation } from './messaging-client.ts';

describe('an address that sends requests on to another one', () => {
    const received: string[] = [];
    let target: Server;
    let server: Server;
    const listen = (one: Server) => new Promise<void>((done) => void one.listen(0, '127.0.0.1', done));
    const urlOf = (one: Server, host: string) => `http://${host}:${(one.address() as AddressInfo).port}`;
    before(async () => {
        target = createServer((request, response) => {
            request.on('data', (chunk: Buffer) => received.push(chunk.toString()));
            request.on('end', () => response.end('{"accessToken":"made-up"}'));
        });
        await listen(target);
        server = createServer((request, response) => {
            request.resume();
            if (request.url?.endsWith('/access-token') || request.url?.endsWith('/SessionId')) {
                return void response.end('{"accessToken":"made-up","id":"1","key":"made-up","affinityToken":"1"}');
            }
            response.writeHead(307, { location: `${urlOf(target, 'localhost')}${request.url}` }).end();
        });
        await listen(server);
    });
    after(() => {
        target.close();
        server.close();
    });
    const wanted = () => ({
        message: new RegExp(
            `: ${new URL(urlOf(server, '127.0.0.1')).host} sends requests on to ${new URL(urlOf(target, 'localhost')).host}, which is not followed: a session key could go with them`
        )
    });

    test('gets no session key of a conversation through Messaging', async () => {
        const deployment = { url: urlOf(server, '127.0.0.1'), organizationId: '00D', esDeveloperName: 'D' };
        await assert.rejects(MessagingConversation.open(deployment, { botSessionKey: 'made-up-key' }), wanted());
        assert.deepEqual(received, []);
    });

    test('gets no session key of a chat', async () => {
        const deployment = {
            url: urlOf(server, '127.0.0.1'),
            organizationId: '00D',
            deploymentId: '572',
            buttonId: '573'
        };
        await assert.rejects(ChatConversation.open(deployment, 'Visitor', [{ value: 'made-up-key' }], []), wanted());
        assert.deepEqual(received, []);
    });
});
