import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hexOf, uuidOf } from '../conversations/identifiers.ts';
import { sendAnswer } from '../server/bot-server.ts';
import { sendbirdError } from './errors.ts';
import { APPLICATION } from './talk.ts';

/** What may be subscribed to; only `handoff` is ever sent. */
const CATEGORIES = ['handoff', 'conversation', 'message', 'csat'] as const;

const settingsChange = z.object({
    ai_agent_id: z.string().optional(),
    enabled: z.boolean(),
    url: z.string().max(2048),
    category_subscriptions: z.array(z.enum(CATEGORIES)).default([])
});

export interface WebhookSettings {
    enabled: boolean;
    url: string;
    category_subscriptions: string[];
    signature_secret: string;
}

/** What a company's server gets when a conversation is handed over. */
export interface HandoffEvent {
    channelUrl: string;
    userId: string;
    context: Record<string, unknown>;
    caseId: string;
    /** Milliseconds since 1970. */
    handedOffAt: number;
}

/** Settings of the AI agent's webhook, and the webhook itself. */
export class HandoffWebhook {
    #settings: WebhookSettings = {
        enabled: false,
        url: '',
        category_subscriptions: [],
        signature_secret: hexOf('sendbird webhook secret', 40)
    };

    get settings(): Readonly<WebhookSettings> {
        return this.#settings;
    }

    routes(app: FastifyInstance): void {
        app.get('/v3/ai_agent/settings/webhook', (_request, reply) => reply.send(this.#settings));
        app.put('/v3/ai_agent/settings/webhook', (request, reply) => {
            const change = settingsChange.safeParse(request.body);
            if (!change.success) {
                return sendAnswer(
                    reply,
                    sendbirdError(400, 400111, z.prettifyError(change.error).replaceAll('\n', ' '))
                );
            }
            const { ai_agent_id: agent, ...settings } = change.data;
            if (agent !== undefined && agent !== APPLICATION.aiAgentId) {
                return sendAnswer(reply, sendbirdError(400, 400201, '"AIAgent" not found.'));
            }
            this.#settings = { ...this.#settings, ...settings };
            return reply.send(this.#settings);
        });
    }

    /**
     * Posts a signed `handoff` event to the address of the settings (or another on loopback).
     * @returns the receiver's HTTP status
     * @throws Error if the webhook is off, not subscribed to handoffs, or its address isn't on loopback
     */
    async send(event: HandoffEvent, url = this.#settings.url): Promise<number> {
        if (
            url === this.#settings.url &&
            !(this.#settings.enabled && this.#settings.category_subscriptions.includes('handoff'))
        ) {
            throw new Error('The webhook is not enabled for handoffs');
        }
        const address = new URL(url);
        if (!['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)) {
            throw new Error(
                `not supported by the local org: a webhook to ${address.hostname}, only loopback is reached`
            );
        }
        const body = JSON.stringify({
            category: 'handoff',
            application_id: APPLICATION.applicationId,
            data: {
                conversation: {
                    id: uuidOf(`conversation ${event.channelUrl}`),
                    channel_url: event.channelUrl,
                    user_id: event.userId,
                    ai_agent_context: event.context
                },
                external_case: { case_id: event.caseId, type: 'salesforce' },
                handoff_at: event.handedOffAt
            }
        });
        const signature = createHmac('sha256', this.#settings.signature_secret).update(body).digest('hex');
        const response = await fetch(address, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-sendbird-signature': signature },
            body
        });
        await response.arrayBuffer();
        return response.status;
    }
}
