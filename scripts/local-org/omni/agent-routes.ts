/** `/local/omni`, where a test or a person plays the agent: presence, accepting work, replying, ending. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Chat } from '../chat/chats.ts';
import type { Sender } from '../messaging/conversations.ts';
import { endSession } from '../messaging/end-session.ts';
import type { MessagingDeps } from '../messaging/routes.ts';
import type { PlatformRecords } from './platform-records.ts';

const presenceBody = z.object({ userId: z.string(), status: z.string().nullable() });
const textBody = z.object({ text: z.string().min(1) });

interface OneRequest {
    Params: { id: string };
}

/** @param chats those that go on or went on, by whatever key */
export function agentRoutes(app: FastifyInstance, messaging: MessagingDeps, chats: ReadonlyMap<string, Chat>): void {
    const chatOf = (recordId: string) => [...chats.values()].find(({ transcriptId }) => transcriptId === recordId);

    app.put('/local/omni/presence', (request, reply) => {
        const body = presenceBody.safeParse(request.body);
        if (!body.success)
            return reply.code(400).send({ message: 'Wanted: {userId, status: developer name or null}.' });
        return attempt(reply, () => messaging.omni.setPresence(body.data.userId, body.data.status));
    });
    app.post<OneRequest>('/local/omni/agent-work/:id/accept', (request, reply) =>
        attempt(reply, () => {
            const recordId = messaging.omni.accept(request.params.id);
            joinConversation(messaging, recordId);
            return { recordId };
        })
    );
    app.post<OneRequest>('/local/omni/records/:id/reply', (request, reply) => {
        const { id } = request.params;
        const body = textBody.safeParse(request.body);
        if (!body.success) return reply.code(400).send({ message: 'Wanted: {text}.' });
        return attempt(reply, () => {
            const chat = chatOf(id);
            return chat ? chat.reply(body.data.text) : replyInConversation(messaging, id, body.data.text);
        });
    });
    app.post<OneRequest>('/local/omni/records/:id/end', (request, reply) =>
        attempt(reply, () => {
            const { id } = request.params;
            const chat = chatOf(id);
            if (chat) return chat.end('Agent');
            const conversation = messaging.conversations.bySession(id);
            if (!conversation) throw new Error(`There is no conversation of the record ${id}.`);
            return endSession(messaging, conversation, 'Agent');
        })
    );
}

/** The customer sees who has come. */
function joinConversation({ conversations, records }: MessagingDeps, sessionId: string): void {
    const conversation = conversations.bySession(sessionId);
    if (!conversation) return;
    const agent = agentOf(sessionId, records);
    conversations.add(conversation, {
        entryType: 'ParticipantChanged',
        sender: agent,
        payload: {
            entries: [
                {
                    operation: 'add',
                    displayName: agent.displayName,
                    participant: { role: 'Agent', subject: agent.subject }
                }
            ]
        }
    });
}

/** @throws Error where there is no open conversation of that session */
function replyInConversation({ conversations, records }: MessagingDeps, sessionId: string, text: string): void {
    const conversation = conversations.bySession(sessionId);
    if (!conversation?.open) throw new Error(`There is no open conversation of the record ${sessionId}.`);
    conversations.add(conversation, {
        entryType: 'Message',
        sender: agentOf(sessionId, records),
        payload: {
            abstractMessage: {
                messageType: 'StaticContentMessage',
                staticContent: { formatType: 'Text', text }
            }
        }
    });
}

function agentOf(sessionId: string, records: PlatformRecords): Sender {
    const [row] = records.rows('SELECT OwnerId, Owner.Name FROM MessagingSession WHERE Id = :sessionId', {
        sessionId
    });
    const owner = row?.fields['Owner'];
    const name = owner && typeof owner === 'object' && !Array.isArray(owner) ? owner.fields['Name'] : null;
    return {
        role: 'Agent',
        appType: 'agent',
        subject: String(row?.fields['OwnerId'] ?? ''),
        displayName: String(name ?? 'Agent')
    };
}

interface Reply {
    code(status: number): { send(body?: unknown): unknown };
}

/** What an agent asks for and cannot be done is told with its reason. */
function attempt(reply: Reply, work: () => unknown): unknown {
    try {
        return reply.code(200).send(work() ?? {});
    } catch (error) {
        return reply.code(400).send({ message: error instanceof Error ? error.message : String(error) });
    }
}
