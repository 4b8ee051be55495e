/**
 * The service side of the local org as a plugin: Messaging (`/iamessage`, `/eventrouter`), Chat (`/chat/rest`), and
 * `/local/omni`, where a test or a person plays the agent: presence, accepting work, replying, ending.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chatRoutes } from '../chat/routes.ts';
import type { LocalOrg } from '../local-org.ts';
import { Conversations, type Sender } from '../messaging/conversations.ts';
import type { Handoff } from '../messaging/handoff.ts';
import { metadataMessagingSetup } from '../messaging/metadata-setup.ts';
import { endSession } from '../messaging/end-session.ts';
import { messagingRoutes, type MessagingDeps } from '../messaging/routes.ts';
import { PlatformRecords } from './platform-records.ts';
import { OmniChannel } from './routing.ts';

const presenceBody = z.object({ userId: z.string(), status: z.string().nullable() });
const textBody = z.object({ text: z.string().min(1) });
const keptHandoffs = 200;

export interface ServiceChannelOptions {
    now?: () => Date;
    /** Seconds that a chat client waits for messages; tests shorten it. */
    chatPollTimeout?: number;
}

/** The plugin for `createLocalOrg`. */
export function serviceChannels({ now = () => new Date(), chatPollTimeout }: ServiceChannelOptions = {}) {
    return async (app: FastifyInstance, org: LocalOrg): Promise<void> => {
        const records = new PlatformRecords(org.records, org.ids.automatedUserId);
        const omni = new OmniChannel(records, now);
        const handoffs: Handoff[] = [];
        const messaging: MessagingDeps = {
            records,
            omni,
            now,
            setup: metadataMessagingSetup(org.metadata),
            organizationId: org.orgId,
            conversations: new Conversations(() => now().getTime()),
            isActive: (name) =>
                records.id('SELECT Id FROM MessagingChannel WHERE DeveloperName = :name AND IsActive = true', {
                    name
                }) !== null,
            onHandoff(handoff) {
                handoffs.unshift(handoff);
                handoffs.length = Math.min(handoffs.length, keptHandoffs);
            }
        };
        const ignored: { at: string; problems: string[] }[] = [];
        let chats: ReturnType<typeof chatRoutes> = new Map();
        await app.register(async (scope) => messagingRoutes(scope, messaging));
        await app.register(async (scope) => {
            chats = chatRoutes(scope, {
                records,
                omni,
                now,
                organizationId: org.orgId,
                ...(chatPollTimeout === undefined ? {} : { pollTimeout: chatPollTimeout }),
                onPrechat: (result) => {
                    if (result.ignored.length > 0)
                        ignored.unshift({ at: now().toISOString(), problems: result.ignored });
                }
            });
        });

        /** How the latest handoffs went: faults of the flow, fallbacks, pre-chat values that nothing took. */
        app.get('/local/omni/handoffs', () => ({ messaging: handoffs, chat: ignored }));

        app.put('/local/omni/presence', (request, reply) => {
            const body = presenceBody.safeParse(request.body);
            if (!body.success)
                return reply.code(400).send({ message: 'Wanted: {userId, status: developer name or null}.' });
            return attempt(reply, () => omni.setPresence(body.data.userId, body.data.status));
        });
        app.post<{ Params: { id: string } }>('/local/omni/agent-work/:id/accept', (request, reply) =>
            attempt(reply, () => {
                const recordId = omni.accept(request.params.id);
                const conversation = messaging.conversations.bySession(recordId);
                if (conversation) {
                    const agent = agentOf(recordId);
                    messaging.conversations.add(conversation, {
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
                return { recordId };
            })
        );
        app.post<{ Params: { id: string } }>('/local/omni/records/:id/reply', (request, reply) => {
            const body = textBody.safeParse(request.body);
            if (!body.success) return reply.code(400).send({ message: 'Wanted: {text}.' });
            return attempt(reply, () => {
                const { id } = request.params;
                const chat = [...chats.values()].find(({ transcriptId }) => transcriptId === id);
                if (chat) return chat.reply(body.data.text);
                const conversation = messaging.conversations.bySession(id);
                if (!conversation?.open) throw new Error(`There is no open conversation of the record ${id}.`);
                messaging.conversations.add(conversation, {
                    entryType: 'Message',
                    sender: agentOf(id),
                    payload: {
                        abstractMessage: {
                            messageType: 'StaticContentMessage',
                            staticContent: { formatType: 'Text', text: body.data.text }
                        }
                    }
                });
                return undefined;
            });
        });
        app.post<{ Params: { id: string } }>('/local/omni/records/:id/end', (request, reply) =>
            attempt(reply, () => {
                const { id } = request.params;
                const chat = [...chats.values()].find(({ transcriptId }) => transcriptId === id);
                if (chat) return chat.end('Agent');
                const conversation = messaging.conversations.bySession(id);
                if (!conversation) throw new Error(`There is no conversation of the record ${id}.`);
                return endSession(messaging, conversation, 'Agent');
            })
        );

        function agentOf(sessionId: string): Sender {
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
