/**
 * The HTTP face of Messaging for In-App and Web, API v2: `/iamessage/api/v2/…` and `/eventrouter/v1/sse`, as its
 * documentation describes it (https://developer.salesforce.com/docs/service/messaging-api). Never held against a real
 * org.
 */
import type { FastifyInstance } from 'fastify';
import { MessagingAccess, type AccessDeps } from './access.ts';
import { answer, ApiError } from './answers.ts';
import { conversationRoutes, type ConversationDeps } from './conversation-routes.ts';
import { eventStream } from './event-stream.ts';
import { messagesPerMinute, PerMinute, tokensPerMinute } from './limits.ts';
import { readingRoutes } from './reading-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { MessagingTokens } from './tokens.ts';

export type MessagingDeps = AccessDeps & ConversationDeps;

/** Mounts the messaging API on a server. */
export function messagingRoutes(server: FastifyInstance, deps: MessagingDeps): void {
    const now = () => deps.now().getTime();
    const { conversations } = deps;
    const access = new MessagingAccess(deps, new MessagingTokens(now));
    tokenRoutes(server, access, new PerMinute(tokensPerMinute, now), () => conversations.lastEventId);
    conversationRoutes(server, deps, access, new PerMinute(messagesPerMinute, now));
    readingRoutes(server, access, conversations);
    eventStream(server, access, conversations);
    for (const url of ['/iamessage/*', '/eventrouter/*']) {
        server.route({
            method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
            url,
            handler: (request, reply) =>
                answer(reply, () => {
                    throw new ApiError(
                        501,
                        `not supported by the local org: ${request.method} ${request.url.split('?')[0]}`
                    );
                })
        });
    }
}
