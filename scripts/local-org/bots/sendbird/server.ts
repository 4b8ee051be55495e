import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendAnswer, type BotFace, type VendorAnswer } from '../server/bot-server.ts';
import { RateWindow } from '../server/rate-window.ts';
import type { NewMessage } from '../types.ts';
import { newChannel, sendbirdChannels } from './channels.ts';
import { sendbirdError } from './errors.ts';
import type { SendbirdMessage } from './messages.ts';
import { pageOfMessages } from './paging.ts';
import { APPLICATION, type SendbirdTalk } from './talk.ts';
import { HandoffWebhook } from './webhook.ts';

export interface SendbirdLimits {
    /** GET requests a second, per endpoint and application: 10 on a trial, 60 to 600 by size. */
    getsPerSecond: number;
}

export const SENDBIRD_LIMITS: SendbirdLimits = { getsPerSecond: 10 };

/** What is left of a message when its contents are hidden. */
function masked(message: SendbirdMessage): SendbirdMessage {
    const { extended_message_payload: _payload, ...rest } = message;
    return { ...rest, message: message.message === '' ? '' : '****', data: '', file: {} };
}

/** A pretend Sendbird application with an AI agent. */
export class SendbirdFace implements BotFace {
    readonly vendor = 'sendbird';
    readonly secrets: Readonly<Record<string, string>>;
    readonly webhook = new HandoffWebhook();
    readonly #now: () => number;
    readonly #present: number;
    readonly #window: RateWindow;
    readonly #contexts = new Map<string, Record<string, unknown>>();
    #media: (name: string) => string = (name) => name;
    #channels = new Map<string, SendbirdTalk>();

    constructor(options: { apiToken: string; limits: SendbirdLimits; now: () => number; present: number }) {
        this.secrets = {
            apiToken: options.apiToken,
            applicationId: APPLICATION.applicationId,
            aiAgentId: APPLICATION.aiAgentId,
            signatureSecret: this.webhook.settings.signature_secret
        };
        this.#now = options.now;
        this.#present = options.present;
        this.#window = new RateWindow(options.limits.getsPerSecond, 1000, options.now);
    }

    load(url: string): void {
        this.#media = (name) => `${url}/media/${name}`;
        this.#channels = sendbirdChannels(this.#media, this.#present);
    }

    routes(app: FastifyInstance): void {
        app.addHook('onRequest', (request, reply) => this.#admit(request, reply));
        app.get('/v3/group_channels/:channelUrl', (request, reply) => this.#withChannel(request, reply, channelInfo));
        app.get('/v3/group_channels/:channelUrl/messages', (request, reply) =>
            this.#withChannel(request, reply, (talk) => this.#messages(request, talk))
        );
        const context = '/v3/ai_agent/ai_agents/:agentId/channels/:channelUrl/ai_agent_context';
        app.get(context, (request, reply) =>
            this.#withChannel(request, reply, (talk) => ({ context: this.#contexts.get(talk.channelUrl) ?? {} }))
        );
        app.put(context, (request, reply) =>
            this.#withChannel(request, reply, (talk) => {
                const { context: given } = (request.body ?? {}) as { context?: unknown };
                if (typeof given !== 'object' || given === null) {
                    return sendbirdError(400, 400103, '"context" should be an object.');
                }
                this.#contexts.set(talk.channelUrl, given as Record<string, unknown>);
                return { context: given };
            })
        );
        this.webhook.routes(app);
    }

    failure(status: number, detail: string): VendorAnswer {
        switch (status) {
            case 401:
                return sendbirdError(400, 400401, 'Invalid API token.');
            case 403:
                return sendbirdError(403, 400108, detail);
            case 404:
                return sendbirdError(detail.startsWith('not supported') ? 404 : 400, 400201, detail);
            default:
                return sendbirdError(status, status >= 500 ? 500901 : 400111, detail);
        }
    }

    rateLimited(retryAfter: number): VendorAnswer {
        return {
            ...sendbirdError(429, 500910, 'Rate limit exceeded.'),
            headers: {
                'x-ratelimit-limit': String(this.#window.limit),
                'x-ratelimit-remaining': '0',
                'x-ratelimit-reset': String(Math.ceil(this.#now() / 1000) + retryAfter),
                'x-ratelimit-retryafter': String(retryAfter)
            }
        };
    }

    /** An Api-Token does not expire by itself: the fault is a token that was revoked. */
    expireTokens(): void {}

    resetLimits(): void {
        this.#window.reset();
    }

    sessionCount(): number {
        return this.#channels.size;
    }

    addSession(channelUrl: string): void {
        if (this.#channels.has(channelUrl)) {
            throw new Error(`The channel ${channelUrl} exists`);
        }
        this.#channels.set(channelUrl, newChannel(channelUrl, this.#media, this.#now()));
    }

    addMessage(channelUrl: string, message: NewMessage): string {
        const talk = this.#channels.get(channelUrl);
        if (!talk) {
            throw new Error(`There is no Sendbird channel ${channelUrl}`);
        }
        return talk.addAt(
            this.#now(),
            message.from,
            message.text,
            (message.rich as Record<string, unknown> | undefined) ?? null
        );
    }

    /**
     * Sends the signed `handoff` webhook for a channel.
     * @param url an address on loopback; by default the one in the webhook settings
     * @returns the receiver's HTTP status
     * @throws Error if the channel is unknown or the webhook can't be sent
     */
    async sendHandoff(channelUrl: string, caseId: string, url?: string): Promise<number> {
        const talk = this.#channels.get(channelUrl);
        if (!talk) {
            throw new Error(`There is no Sendbird channel ${channelUrl}`);
        }
        const event = {
            channelUrl,
            userId: talk.customer.user_id,
            context: this.#contexts.get(channelUrl) ?? {},
            caseId,
            handedOffAt: talk.handedOffAt
        };
        return this.webhook.send(event, url);
    }

    async #admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> {
        if (request.fault?.kind === 'expiredToken' || request.headers['api-token'] !== this.secrets.apiToken) {
            return sendAnswer(reply, sendbirdError(400, 400401, 'Invalid API token.'));
        }
        if (request.method !== 'GET') {
            return undefined;
        }
        const hit = this.#window.hit(request.routeOptions.url ?? request.url);
        if (!hit.allowed) {
            return sendAnswer(reply, this.rateLimited(hit.retryAfter));
        }
        reply.headers({
            'x-ratelimit-limit': String(this.#window.limit),
            'x-ratelimit-remaining': String(hit.remaining),
            'x-ratelimit-reset': String(Math.ceil(hit.resetAt / 1000))
        });
        return undefined;
    }

    #withChannel(request: FastifyRequest, reply: FastifyReply, answer: (talk: SendbirdTalk) => unknown): FastifyReply {
        const { channelUrl, agentId } = request.params as { channelUrl: string; agentId?: string };
        const talk = this.#channels.get(channelUrl);
        if (talk === undefined) {
            return sendAnswer(reply, sendbirdError(400, 400201, '"Channel" not found.'));
        }
        if (agentId !== undefined && agentId !== APPLICATION.aiAgentId) {
            return sendAnswer(reply, sendbirdError(400, 400201, '"AIAgent" not found.'));
        }
        const body = answer(talk);
        return isAnswer(body) ? sendAnswer(reply, body) : reply.send(body);
    }

    #messages(request: FastifyRequest, talk: SendbirdTalk): VendorAnswer | { messages: SendbirdMessage[] } {
        const page = pageOfMessages(
            request.fault?.kind === 'emptyHistory' ? [] : talk.messages,
            request.query as Record<string, string | undefined>
        );
        if ('status' in page) {
            return page;
        }
        return { messages: request.fault?.kind === 'masked' ? page.map(masked) : page };
    }
}

function isAnswer(body: unknown): body is VendorAnswer {
    return typeof body === 'object' && body !== null && 'status' in body && 'body' in body;
}

function channelInfo(talk: SendbirdTalk): Record<string, unknown> {
    return {
        channel_url: talk.channelUrl,
        name: 'AI agent conversation',
        custom_type: APPLICATION.channelType,
        data: '',
        created_at: Math.floor(talk.startedAt / 1000),
        member_count: 2,
        members: [talk.customer],
        last_message: talk.messages.at(-1) ?? null
    };
}
