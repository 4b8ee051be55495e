import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hexOf, uuidOf } from '../conversations/identifiers.ts';
import { sendAnswer } from '../server/bot-server.ts';
import { sendbirdError } from './errors.ts';
import { APPLICATION } from './talk.ts';

/** What may be subscribed to, as documented; only `handoff` is ever sent. */
const CATEGORIES = [
    'conversation:started',
    'conversation:closed',
    'conversation:redacted',
    'conversation:analyzed',
    'message:user_sent',
    'message:ai_agent_sent',
    'message:human_agent_sent',
    'flagged_message:hallucination_detected',
    'handoff'
] as const;

const settingsChange = z.object({
    ai_agent_id: z.string().optional(),
    enabled: z.boolean(),
    url: z
        .string()
        .max(2048)
        .regex(/^https?:\/\//),
    category_subscriptions: z
        .array(z.enum(['*', ...CATEGORIES]))
        .refine((all) => all.length < 2 || !all.includes('*'), { message: '"*" stands alone' })
});

export interface WebhookSettings {
    app_id: string;
    /** Empty: settings of the application. */
    ai_agent_id: string;
    enabled: boolean;
    url: string;
    category_subscriptions: string[];
    signature_secret: string;
    available_categories: string[];
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
        app_id: APPLICATION.applicationId,
        ai_agent_id: '',
        enabled: false,
        url: '',
        category_subscriptions: [],
        signature_secret: hexOf('sendbird webhook secret', 64),
        available_categories: [...CATEGORIES]
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
            !(
                this.#settings.enabled &&
                this.#settings.category_subscriptions.some((one) => ['*', 'handoff'].includes(one))
            )
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
