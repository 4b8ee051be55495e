/** What a customer does in a conversation: opens it, writes, types, ends it. */
import type { FastifyInstance } from 'fastify';
import type { MessagingAccess } from './access.ts';
import { answer, ApiError, parse } from './answers.ts';
import { conversationBody, entryBody, messageBody } from './bodies.ts';
import { customerSender, systemSender, type Conversation, type Conversations } from './conversations.ts';
import { endSession } from './end-session.ts';
import { beginSession, type Handoff, type HandoffDeps } from './handoff.ts';
import { messagesPerMinute, type PerMinute } from './limits.ts';
import type { MessagingToken } from './tokens.ts';

export interface ConversationDeps extends HandoffDeps {
    conversations: Conversations;
    /** Told of each handoff, for logs and for `/local/messaging`. */
    onHandoff?(handoff: Handoff): void;
}

export function conversationRoutes(
    server: FastifyInstance,
    deps: ConversationDeps,
    access: MessagingAccess,
    limit: PerMinute
): void {
    const { conversations } = deps;

    const begin = (token: MessagingToken, id: string, given: Record<string, string>, language: string | undefined) => {
        const { deployment, channel } = access.channel(token.esDeveloperName);
        const handoff = deps.records.atomically(() =>
            beginSession(deps, channel, deployment, { id, subject: token.subject, language: language ?? null }, given)
        );
        deps.onHandoff?.(handoff);
        return handoff;
    };
    const tellRouting = (conversation: Conversation, handoff: Handoff) =>
        conversations.add(conversation, {
            entryType: 'RoutingResult',
            sender: systemSender(conversation),
            payload: {
                routingType: 'Initial',
                failureType: handoff.routing ? 'None' : 'SubmissionError',
                isEWTRequested: false,
                estimatedWaitTime: null
            }
        });

    server.post('/iamessage/api/v2/conversation', (request, reply) =>
        answer(
            reply,
            () => {
                const token = access.customer(request);
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
                    sender: systemSender(conversation),
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
                const { token, conversation } = access.ownConversation(request);
                const body = parse(messageBody, request.body);
                const wait = limit.take(conversation.id);
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
                    sender: customerSender(conversation),
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
                const { conversation } = access.ownConversation(request);
                const body = parse(entryBody, request.body);
                conversations.add(conversation, {
                    identifier: body.id,
                    entryType: body.entryType,
                    sender: customerSender(conversation),
                    payload: { id: body.id }
                });
                return undefined;
            },
            202
        )
    );
    for (const path of ['/iamessage/api/v2/conversation/:id', '/iamessage/api/v2/conversation/:id/session']) {
        server.delete(path, (request, reply) =>
            answer(
                reply,
                () => {
                    const { conversation } = access.ownConversation(request);
                    endSession(deps, conversation, 'EndUser');
                    return undefined;
                },
                204
            )
        );
    }
}
