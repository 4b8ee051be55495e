/** What a customer does in a conversation: opens it, writes, types, ends it. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
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
    /** Told of each handoff, for `/local/omni/handoffs`. */
    onHandoff?(handoff: Handoff): void;
}

/** @param limit how many messages a customer may send */
export function conversationRoutes(
    server: FastifyInstance,
    deps: ConversationDeps,
    access: MessagingAccess,
    limit: PerMinute
): void {
    const path = '/iamessage/api/v2/conversation';
    server.post(path, (request, reply) =>
        answer(
            reply,
            () => openConversation(deps, access, access.customer(request), parse(conversationBody, request.body)),
            201
        )
    );
    server.post(`${path}/:id/message`, (request, reply) =>
        answer(
            reply,
            () => {
                const { token, conversation } = access.ownConversation(request);
                const body = parse(messageBody, request.body);
                countMessage(limit, conversation);
                if (!conversation.open) {
                    reopen(deps, access, token, conversation, body);
                }
                const entry = deps.conversations.add(conversation, {
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
    server.post(`${path}/:id/entry`, (request, reply) =>
        answer(
            reply,
            () => {
                const { conversation } = access.ownConversation(request);
                const body = parse(entryBody, request.body);
                deps.conversations.add(conversation, {
                    identifier: body.id,
                    entryType: body.entryType,
                    sender: customerSender(conversation),
                    payload: { id: body.id }
                });
            },
            202
        )
    );
    for (const ending of [`${path}/:id`, `${path}/:id/session`]) {
        server.delete(ending, (request, reply) =>
            answer(reply, () => endSession(deps, access.ownConversation(request).conversation, 'EndUser'), 204)
        );
    }
}

/** @throws ApiError 409 for an id that is taken, 404 where the customer's deployment is not open any more */
function openConversation(
    deps: ConversationDeps,
    access: MessagingAccess,
    token: MessagingToken,
    { conversationId, routingAttributes, language }: z.infer<typeof conversationBody>
): void {
    const { conversations } = deps;
    if (conversations.get(conversationId)) {
        throw new ApiError(409, `conversationId: ${conversationId} exists already`);
    }
    const handoff = handOff(deps, access, token, conversationId, routingAttributes ?? {}, language);
    const conversation = conversations.open(conversationId, token.esDeveloperName, token.subject, handoff.sessionId);
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
    tellRouting(conversations, conversation, handoff);
}

/** A message in a conversation that was ended: the platform opens a new session. */
function reopen(
    deps: ConversationDeps,
    access: MessagingAccess,
    token: MessagingToken,
    conversation: Conversation,
    { isNewMessagingSession, routingAttributes, language }: z.infer<typeof messageBody>
): void {
    // Attributes only count where the client says that it is a new session.
    const given = isNewMessagingSession ? (routingAttributes ?? {}) : {};
    const handoff = handOff(deps, access, token, conversation.id, given, language);
    conversation.sessionId = handoff.sessionId;
    conversation.open = true;
    tellRouting(deps.conversations, conversation, handoff);
}

/** @throws ApiError 429 where the customer has to wait before sending one more */
function countMessage(limit: PerMinute, { id }: Conversation): void {
    const wait = limit.take(id);
    if (wait > 0) {
        throw new ApiError(429, `More than ${messagesPerMinute} messages a minute in one conversation.`, wait);
    }
}

function handOff(
    deps: ConversationDeps,
    access: MessagingAccess,
    { esDeveloperName, subject }: MessagingToken,
    id: string,
    attributes: Record<string, string>,
    language: string | undefined
): Handoff {
    const { deployment, channel } = access.channel(esDeveloperName);
    const handoff = deps.records.atomically(() =>
        beginSession(deps, channel, deployment, { id, subject, language: language ?? null }, attributes)
    );
    deps.onHandoff?.(handoff);
    return handoff;
}

function tellRouting(conversations: Conversations, conversation: Conversation, { routing }: Handoff): void {
    conversations.add(conversation, {
        entryType: 'RoutingResult',
        sender: systemSender(conversation),
        payload: {
            routingType: 'Initial',
            failureType: routing ? 'None' : 'SubmissionError',
            isEWTRequested: false,
            estimatedWaitTime: null
        }
    });
}
