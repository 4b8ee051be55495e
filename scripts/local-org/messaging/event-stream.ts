/** The event router, `/eventrouter/v1/sse`: what happens in a customer's conversations, as it happens. */
import type { FastifyInstance } from 'fastify';
import type { MessagingAccess } from './access.ts';
import type { Conversations, RouterEvent } from './conversations.ts';

const pingEvery = 20_000;

/** Mounts the event router. `Last-Event-ID` brings what was missed, as far as it is kept. */
export function eventStream(server: FastifyInstance, access: MessagingAccess, conversations: Conversations): void {
    server.get('/eventrouter/v1/sse', (request, reply) => {
        const token = access.tokens.of(request.headers.authorization);
        if (!token || !access.isThisOrg(request.headers['x-org-id'])) {
            return reply.code(401).send({ message: 'The access token or X-Org-ID is missing or wrong.' });
        }
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
            'content-type': 'text/event-stream',
            'cache-control': 'no-cache',
            connection: 'keep-alive'
        });
        const send = (event: RouterEvent) =>
            raw.write(`id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`);
        raw.write('event: ping\ndata: {}\n\n');
        const since = Number(request.headers['last-event-id'] ?? conversations.lastEventId);
        for (const event of conversations.eventsAfter(token.subject, Number.isFinite(since) ? since : 0)) send(event);
        const end = conversations.subscribe(token.subject, send);
        const ping = setInterval(() => raw.write('event: ping\ndata: {}\n\n'), pingEvery);
        raw.on('close', () => {
            clearInterval(ping);
            end();
        });
    });
}
