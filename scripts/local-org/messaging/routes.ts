/**
 * The HTTP face of Messaging for In-App and Web, API v2: `/iamessage/api/v2/…` and `/eventrouter/v1/sse`, as its
 * documentation describes it (https://developer.salesforce.com/docs/service/messaging-api). Never held against a real org.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
    Conversations,
    entryFace,
    type Conversation,
    type ConversationEntry,
    type RouterEvent,
    type Sender
} from './conversations.ts';
import { beginSession, type Handoff, type HandoffDeps } from './handoff.ts';
import {
    defaultEntries,
    longestAttribute,
    longestMessage,
    messagesPerMinute,
    mostEntries,
    PerMinute,
    tokensPerMinute
} from './limits.ts';
import type { DeploymentSetup, MessagingChannelSetup } from './setup.ts';
import { MessagingTokens, type MessagingToken } from './tokens.ts';

export interface MessagingDeps extends HandoffDeps {
    organizationId: string;
    conversations: Conversations;
    /** Is the channel's record active? */
    isActive(channel: string): boolean;
    /** Told of each handoff, for logs and for `/local/messaging`. */
    onHandoff?(handoff: Handoff): void;
}

class ApiError extends Error {
    readonly status: number;
    readonly retryAfter: number | undefined;

    constructor(status: number, message: string, retryAfter?: number) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

const uuid = z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a lower-case UUID');
const attributes = z.record(z.string(), z.string().max(longestAttribute)).optional();
const tokenBody = z.object({
    orgId: z.string(),
    esDeveloperName: z.string(),
    capabilitiesVersion: z.literal('1'),
    platform: z.literal('Web'),
    deviceId: z.string().optional(),
    context: z.unknown().optional()
});
const conversationBody = z.object({
    conversationId: uuid,
    esDeveloperName: z.string(),
    routingAttributes: attributes,
    language: z.string().optional()
});
const messageBody = z.object({
    message: z.object({
        id: uuid,
        messageType: z.literal('StaticContentMessage'),
        staticContent: z.object({ formatType: z.literal('Text'), text: z.string().min(1).max(longestMessage) })
    }),
    esDeveloperName: z.string(),
    isNewMessagingSession: z.boolean().optional(),
    routingAttributes: attributes,
    language: z.string().optional()
});
const entryBody = z.object({ entryType: z.enum(['TypingStartedIndicator', 'TypingStoppedIndicator']), id: uuid });

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new ApiError(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is wrong'}`);
}

/** Mounts the messaging API on a server. */
export function messagingRoutes(server: FastifyInstance, deps: MessagingDeps): void {
    const now = () => deps.now().getTime();
    const tokens = new MessagingTokens(now);
    const tokenLimit = new PerMinute(tokensPerMinute, now);
    const messageLimit = new PerMinute(messagesPerMinute, now);
    const { conversations } = deps;

    const channelOf = (esDeveloperName: string): { deployment: DeploymentSetup; channel: MessagingChannelSetup } => {
        const deployment = deps.setup.deployment(esDeveloperName);
        if (!deployment?.enabled || !deps.setup.isPublished(esDeveloperName)) {
            throw new ApiError(404, `There is no published deployment ${esDeveloperName}.`);
        }
        const channel = deps.setup.channel(deployment.channel);
        if (!channel || !deps.isActive(deployment.channel)) {
            throw new ApiError(404, `The messaging channel of ${esDeveloperName} is not active.`);
        }
        return { deployment, channel };
    };
    const customer = (request: FastifyRequest): MessagingToken => {
        const token = tokens.of(request.headers.authorization);
        if (!token) throw new ApiError(401, 'The access token is missing, unknown or expired.');
        return token;
    };
    const ownConversation = (request: FastifyRequest): { token: MessagingToken; conversation: Conversation } => {
        const token = customer(request);
        const { id } = request.params as { id: string };
        const conversation = conversations.get(id);
        if (!conversation || conversation.subject !== token.subject) {
            throw new ApiError(404, `There is no conversation ${id}.`);
        }
        return { token, conversation };
    };
    const begin = (token: MessagingToken, id: string, given: Record<string, string>, language: string | undefined) => {
        const { deployment, channel } = channelOf(token.esDeveloperName);
        const handoff = deps.records.atomically(() =>
            beginSession(deps, channel, deployment, { id, subject: token.subject, language: language ?? null }, given)
        );
        deps.onHandoff?.(handoff);
        return handoff;
    };
    const tellRouting = (conversation: Conversation, handoff: Handoff) =>
        conversations.add(conversation, {
            entryType: 'RoutingResult',
            sender: system(conversation),
            payload: {
                routingType: 'Initial',
                failureType: handoff.routing ? 'None' : 'SubmissionError',
                isEWTRequested: false,
                estimatedWaitTime: null
            }
        });

    server.post('/iamessage/api/v2/authorization/unauthenticated/access-token', (request, reply) =>
        answer(reply, () => {
            const body = parse(tokenBody, request.body);
            if (body.orgId.slice(0, 15) !== deps.organizationId.slice(0, 15))
                throw new ApiError(400, 'orgId: is not this org');
            channelOf(body.esDeveloperName);
            const wait = tokenLimit.take('org');
            if (wait > 0) throw new ApiError(429, 'Too many access tokens were asked for.', wait);
            const token = tokens.issue(body.esDeveloperName, body.deviceId ?? randomUUID());
            return { accessToken: token.accessToken, lastEventId: String(conversations.lastEventId) };
        })
    );
    server.get('/iamessage/api/v2/authorization/continuation-access-token', (request, reply) =>
        answer(reply, () => {
            const { esDeveloperName, subject } = customer(request);
            const token = tokens.issue(esDeveloperName, subject);
            return { accessToken: token.accessToken, lastEventId: String(conversations.lastEventId) };
        })
    );
    server.post('/iamessage/api/v2/conversation', (request, reply) =>
        answer(
            reply,
            () => {
                const token = customer(request);
                const body = parse(conversationBody, request.body);
                if (conversations.get(body.conversationId))
                    throw new ApiError(409, `conversationId: ${body.conversationId} exists already`);
                const handoff = begin(token, body.conversationId, body.routingAttributes ?? {}, body.language);
                const conversation = conversations.open(
                    body.conversationId,
                    token.esDeveloperName,
                    token.subject,
                    handoff.sessionId
                );
                conversations.add(conversation, {
                    entryType: 'ParticipantChanged',
                    sender: system(conversation),
                    payload: {
                        entries: [
                            {
                                operation: 'add',
                                displayName: 'Guest',
                                participant: { role: 'EndUser', subject: token.subject }
                            }
                        ]
                    }
                });
                tellRouting(conversation, handoff);
                return undefined;
            },
            201
        )
    );
    server.post('/iamessage/api/v2/conversation/:id/message', (request, reply) =>
        answer(
            reply,
            () => {
                const { token, conversation } = ownConversation(request);
                const body = parse(messageBody, request.body);
                const wait = messageLimit.take(conversation.id);
                if (wait > 0)
                    throw new ApiError(
                        429,
                        `More than ${messagesPerMinute} messages a minute in one conversation.`,
                        wait
                    );
                if (!conversation.open) {
                    // The platform opens a new session; attributes only count where the client says that it is one.
                    const given = body.isNewMessagingSession ? (body.routingAttributes ?? {}) : {};
                    const handoff = begin(token, conversation.id, given, body.language);
                    conversation.sessionId = handoff.sessionId;
                    conversation.open = true;
                    tellRouting(conversation, handoff);
                }
                const entry = conversations.add(conversation, {
                    identifier: body.message.id,
                    entryType: 'Message',
                    sender: endUser(conversation),
                    payload: { abstractMessage: body.message, id: body.message.id }
                });
                return { conversationEntries: [{ id: entry.identifier, clientTimestamp: entry.timestamp }] };
            },
            202
        )
    );
    server.post('/iamessage/api/v2/conversation/:id/entry', (request, reply) =>
        answer(
            reply,
            () => {
                const { conversation } = ownConversation(request);
                const body = parse(entryBody, request.body);
                conversations.add(conversation, {
                    identifier: body.id,
                    entryType: body.entryType,
                    sender: endUser(conversation),
                    payload: { id: body.id }
                });
                return undefined;
            },
            202
        )
    );
    server.get('/iamessage/api/v2/conversation/:id/entries', (request, reply) =>
        answer(reply, () => entriesPage(ownConversation(request).conversation, request.query as Record<string, string>))
    );
    server.get('/iamessage/api/v2/conversation/list', (request, reply) =>
        answer(reply, () => {
            const token = customer(request);
            const query = request.query as Record<string, string>;
            const all = conversations
                .ofSubject(token.subject)
                .filter(({ open }) => open || query['inclClosedConvs'] === 'true');
            const shown = all.slice(0, Number(query['limit'] ?? all.length));
            return {
                openConversationsFound: all.filter(({ open }) => open).length,
                closedConversationsFound: all.filter(({ open }) => !open).length,
                conversations: shown.map(({ id, open, entries }) => ({
                    id,
                    status: open ? 'OPEN' : 'CLOSED',
                    startTimestamp: entries[0]?.timestamp,
                    endTimestamp: open ? undefined : entries.at(-1)?.timestamp
                }))
            };
        })
    );
    for (const path of ['/iamessage/api/v2/conversation/:id', '/iamessage/api/v2/conversation/:id/session']) {
        server.delete(path, (request, reply) =>
            answer(
                reply,
                () => {
                    const { conversation } = ownConversation(request);
                    endSession(deps, conversation, 'EndUser');
                    return undefined;
                },
                204
            )
        );
    }
    server.get('/eventrouter/v1/sse', (request, reply) => {
        const token = tokens.of(request.headers.authorization);
        const org = request.headers['x-org-id'];
        if (!token || typeof org !== 'string' || org.slice(0, 15) !== deps.organizationId.slice(0, 15)) {
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
        const ping = setInterval(() => raw.write('event: ping\ndata: {}\n\n'), 20_000);
        raw.on('close', () => {
            clearInterval(ping);
            end();
        });
    });
}

function endUser(conversation: Conversation): Sender {
    return { role: 'EndUser', appType: 'custom', subject: conversation.subject, displayName: 'Guest' };
}

function system(conversation: Conversation): Sender {
    return {
        role: 'System',
        appType: 'conversation',
        subject: conversation.esDeveloperName,
        displayName: 'Automated Process'
    };
}

/** Ends the open session of a conversation, on the records and for its subscribers. */
export function endSession(deps: MessagingDeps, conversation: Conversation, endedBy: 'EndUser' | 'Agent'): void {
    if (!conversation.open) return;
    conversation.open = false;
    deps.omni.close(conversation.sessionId);
    deps.records.update('MessagingSession', conversation.sessionId, {
        Status: 'Ended',
        EndTime: deps.now().toISOString(),
        EndedByType: endedBy
    });
    deps.conversations.add(conversation, { entryType: 'CloseConversation', sender: system(conversation), payload: {} });
}

function entriesPage(conversation: Conversation, query: Record<string, string>): Record<string, unknown> {
    const limit = Number(query['limit'] ?? defaultEntries);
    if (!Number.isInteger(limit) || limit < 1 || limit > mostEntries)
        throw new ApiError(400, `limit: must be 1 to ${mostEntries}`);
    const from = Number(query['startTimestamp'] ?? 0);
    const to = Number(query['endTimestamp'] ?? Number.MAX_SAFE_INTEGER);
    const types = query['entryTypeFilter']?.split(',');
    const fits = (entry: ConversationEntry) =>
        entry.timestamp >= from && entry.timestamp <= to && (types === undefined || types.includes(entry.entryType));
    const found = conversation.entries.filter(fits);
    const ordered = query['direction'] === 'FromStart' ? found : found.toReversed();
    return { conversationEntries: ordered.slice(0, limit).map(entryFace) };
}

function answer(reply: FastifyReply, work: () => unknown, status = 200): FastifyReply {
    try {
        const body = work();
        return body === undefined ? reply.code(status).send() : reply.code(status).send(body);
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
        return reply.code(error.status).send({ message: error.message, code: error.status });
    }
}
