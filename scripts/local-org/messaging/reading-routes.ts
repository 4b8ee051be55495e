/** What a customer can read again: the entries of a conversation, and the list of conversations. */
import type { FastifyInstance } from 'fastify';
import type { MessagingAccess } from './access.ts';
import { answer, ApiError } from './answers.ts';
import { entryFace, type Conversation, type ConversationEntry, type Conversations } from './conversations.ts';
import { defaultEntries, mostEntries } from './limits.ts';

export function readingRoutes(server: FastifyInstance, access: MessagingAccess, conversations: Conversations): void {
    server.get('/iamessage/api/v2/conversation/:id/entries', (request, reply) =>
        answer(reply, () =>
            entriesPage(access.ownConversation(request).conversation, request.query as Record<string, string>)
        )
    );
    server.get('/iamessage/api/v2/conversation/list', (request, reply) =>
        answer(reply, () => {
            const token = access.customer(request);
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
