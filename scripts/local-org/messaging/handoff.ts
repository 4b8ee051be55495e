/** A conversation begins: its records are made, its routing attributes go through the flow, and it reaches a queue. */
import { runFlow } from '../flow/runtime.ts';
import { FlowUnsupported } from '../flow/values.ts';
import { routingFlowHost } from '../omni/flow-host.ts';
import type { PlatformRecords } from '../omni/platform-records.ts';
import type { OmniChannel, RoutingResult } from '../omni/routing.ts';
import { flowInputs, type DeploymentSetup, type MessagingChannelSetup, type MessagingSetup } from './setup.ts';

export interface HandoffDeps {
    records: PlatformRecords;
    omni: OmniChannel;
    setup: MessagingSetup;
    now(): Date;
}

export interface Handoff {
    sessionId: string;
    routing: RoutingResult | null;
    /** How the flow went, in words; what an admin sees in a flow error email. */
    flowErrors: string[];
    usedFallbackQueue: boolean;
}

/**
 * Opens a Messaging Session and routes it.
 *
 * @param subject who the customer is to the channel: one end user record each
 * @param attributes routing attributes by their external names
 */
export function beginSession(
    deps: HandoffDeps,
    channel: MessagingChannelSetup,
    deployment: DeploymentSetup,
    conversation: { id: string; subject: string; language: string | null },
    attributes: Record<string, string>
): Handoff {
    const channelId = deps.records.id('SELECT Id FROM MessagingChannel WHERE DeveloperName = :name', {
        name: channel.developerName
    });
    const endUserId =
        deps.records.id('SELECT Id FROM MessagingEndUser WHERE MessagingPlatformKey = :key', {
            key: conversation.subject
        }) ??
        deps.records.insert('MessagingEndUser', {
            Name: 'Guest',
            MessagingPlatformKey: conversation.subject,
            MessageType: 'EmbeddedMessaging',
            MessagingChannelId: channelId
        });
    const conversationId = deps.records.insert('Conversation', {
        ConversationIdentifier: conversation.id,
        ConversationChannelId: channelId,
        StartTime: deps.now().toISOString()
    });
    const sessionId = deps.records.insert('MessagingSession', {
        MessagingEndUserId: endUserId,
        MessagingChannelId: channelId,
        ConversationId: conversationId,
        ChannelType: 'EmbeddedMessaging',
        Origin: 'InboundInitiated',
        Status: 'New',
        StartTime: deps.now().toISOString(),
        EndUserLanguage: conversation.language
    });
    return routeSession(deps, channel, deployment, sessionId, attributes);
}

function routeSession(
    deps: HandoffDeps,
    channel: MessagingChannelSetup,
    deployment: DeploymentSetup,
    sessionId: string,
    attributes: Record<string, string>
): Handoff {
    const flowErrors: string[] = [];
    const host = routingFlowHost(deps.records, deps.omni, deps.now);
    const flow = channel.flow === null ? undefined : deps.setup.flow(channel.flow);
    if (flow) {
        const inputs = { ...flowInputs(attributes, channel, deployment), recordId: sessionId };
        const before = deps.records.setSavepoint();
        try {
            const run = runFlow(flow, inputs, host);
            flowErrors.push(...run.caught.map(({ element, message }) => `${element}: ${message}`));
            if (run.fault) {
                flowErrors.push(`${run.fault.element}: ${run.fault.message}`);
                // A flow that fails leaves nothing, as in an org; what it routed it cannot take back here.
                if (host.routed.length === 0) deps.records.rollbackTo(before);
            } else if (host.routed.length === 0) {
                flowErrors.push('The flow ended without Route Work: the conversation reaches nobody.');
                return { sessionId, routing: null, flowErrors, usedFallbackQueue: false };
            }
        } catch (error) {
            // The customer must not get lost over a limit of this stand-in; whoever looks is told.
            if (!(error instanceof FlowUnsupported)) throw error;
            flowErrors.push(error.message);
        }
    } else if (channel.flow !== null) {
        flowErrors.push(`The flow ${channel.flow} is not active.`);
    }
    const routing = host.routed.at(-1);
    if (routing) return { sessionId, routing, flowErrors, usedFallbackQueue: false };

    const fallback =
        channel.fallbackQueue &&
        deps.records.id("SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = :name", {
            name: channel.fallbackQueue
        });
    return {
        sessionId,
        routing: fallback ? deps.omni.route(sessionId, fallback) : null,
        flowErrors,
        usedFallbackQueue: true
    };
}
