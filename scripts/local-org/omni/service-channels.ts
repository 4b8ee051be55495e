/**
 * The service side of the local org as a plugin: Messaging (`/iamessage`, `/eventrouter`), Chat (`/chat/rest`), and the
 * agent's side of both (`/local/omni`).
 */
import type { FastifyInstance } from 'fastify';
import { chatRoutes } from '../chat/routes.ts';
import type { LocalOrg } from '../local-org.ts';
import { Conversations } from '../messaging/conversations.ts';
import type { Handoff } from '../messaging/handoff.ts';
import { metadataMessagingSetup } from '../messaging/metadata-setup.ts';
import { messagingRoutes, type MessagingDeps } from '../messaging/routes.ts';
import { agentRoutes } from './agent-routes.ts';
import { PlatformRecords } from './platform-records.ts';
import { OmniChannel } from './routing.ts';

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

        agentRoutes(app, messaging, chats);
    };
}
