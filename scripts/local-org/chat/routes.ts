/**
 * The HTTP face of the Chat REST API ("Live Agent"), `/chat/rest/…`. Salesforce retired the product in February 2026;
 * the face exists for orgs that still have it and for migrations. Never held against a real org.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { buttonExists, Chat, type ChatDeps } from './chats.ts';
import { prechatDetailBody, prechatEntityBody } from './prechat.ts';

/** Seconds that a client waits for messages; what the API calls `clientPollTimeout`. */
const pollTimeout = 40;

const init = z.object({
    organizationId: z.string(),
    deploymentId: z.string(),
    buttonId: z.string(),
    sessionId: z.string(),
    visitorName: z.string().default('Visitor'),
    prechatDetails: z.array(prechatDetailBody).default([]),
    prechatEntities: z.array(prechatEntityBody).default([]),
    receiveQueueUpdates: z.boolean().optional(),
    isPost: z.literal(true)
});
const availability = z.object({
    org_id: z.string(),
    deployment_id: z.string(),
    'Availability.ids': z.string().min(1)
});
const chatMessage = z.object({ text: z.string() });

export interface ChatRoutesOptions extends ChatDeps {
    /** Seconds; tests shorten it. */
    pollTimeout?: number;
}

/** Mounts the Chat REST API; answers the chats, so that an agent's side can reply. */
export function chatRoutes(server: FastifyInstance, options: ChatRoutesOptions): ReadonlyMap<string, Chat> {
    const chats = new Map<string, Chat>();
    const timeout = options.pollTimeout ?? pollTimeout;

    server.addHook('preHandler', (request, reply, done) => {
        if (request.url.startsWith('/chat/rest/') && request.headers['x-liveagent-api-version'] === undefined) {
            reply.code(400).send('X-LIVEAGENT-API-VERSION header is required');
            return;
        }
        done();
    });
    const session = (request: FastifyRequest, reply: FastifyReply): Chat | undefined => {
        const chat = chats.get(String(request.headers['x-liveagent-session-key'] ?? ''));
        if (!chat) reply.code(403).send('Session is no longer valid');
        else if (request.headers['x-liveagent-affinity'] !== chat.affinityToken) {
            reply.code(503).send('X-LIVEAGENT-AFFINITY header is missing or wrong');
            return undefined;
        }
        return chat;
    };

    server.get('/chat/rest/System/SessionId', (_request, reply) => {
        const chat = new Chat(options);
        chats.set(chat.key, chat);
        return reply.send({
            key: chat.key,
            id: chat.id,
            affinityToken: chat.affinityToken,
            clientPollTimeout: timeout
        });
    });
    server.post('/chat/rest/Chasitor/ChasitorInit', (request, reply) => {
        const chat = session(request, reply);
        if (!chat) return reply;
        const body = init.safeParse(request.body);
        if (!body.success) {
            const [issue] = body.error.issues;
            return reply.code(400).send(`${issue?.path.join('.')}: ${issue?.message}`);
        }
        if (body.data.organizationId.slice(0, 15) !== options.organizationId.slice(0, 15)) {
            return reply.code(400).send('organizationId: is not this org');
        }
        const problem = chat.problemWith(body.data);
        if (problem !== undefined) return reply.code(400).send(problem);
        chat.begin(body.data);
        return reply.send('OK');
    });
    server.get('/chat/rest/System/Messages', async (request, reply) => {
        const chat = session(request, reply);
        if (!chat) return reply;
        const { ack } = request.query as { ack?: string };
        const found = await chat.messages(timeout * 1000, Number(ack ?? -1));
        return found ? reply.send(found) : reply.code(204).send();
    });
    server.post('/chat/rest/Chasitor/ChatMessage', (request, reply) => {
        const chat = session(request, reply);
        if (!chat) return reply;
        const body = chatMessage.safeParse(request.body);
        if (!body.success) return reply.code(400).send('text: is missing');
        if (!chat.isOpen) return reply.code(403).send('Session is no longer valid');
        chat.say(body.data.text);
        return reply.send('OK');
    });
    server.post('/chat/rest/Chasitor/ChatEnd', (request, reply) => {
        const chat = session(request, reply);
        if (!chat) return reply;
        chat.end('Visitor');
        return reply.send('OK');
    });
    server.get('/chat/rest/Visitor/Availability', (request, reply) => {
        const query = availability.safeParse(request.query);
        if (!query.success) return reply.code(400).send('org_id, deployment_id and Availability.ids are required');
        if (query.data.org_id.slice(0, 15) !== options.organizationId.slice(0, 15)) {
            return reply.code(400).send('org_id: is not this org');
        }
        const isAvailable = options.omni.onlineUsers().length > 0;
        const results = query.data['Availability.ids'].split(',').map((id) => ({
            id,
            isAvailable: isAvailable && buttonExists(options.records, id)
        }));
        return reply.send({ messages: [{ type: 'Availability', message: { results } }] });
    });
    server.route({
        method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url: '/chat/rest/*',
        handler: (request, reply) =>
            reply.code(501).send(`not supported by the local org: ${request.method} ${request.url.split('?')[0]}`)
    });
    return chats;
}
