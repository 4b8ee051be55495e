import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendAnswer, type BotFace, type VendorAnswer } from '../server/bot-server.ts';
import type { NewMessage } from '../types.ts';
import { iamError, IamTokens } from './iam.ts';
import { assistantError, AssistantLogs, type LogLimits } from './logs.ts';
import type { GenericItem, HistoryItem } from './messages.ts';
import { newWatsonxSession, watsonxSessions, type WatsonxSession } from './sessions.ts';
import { INSTANCE } from './talk.ts';

export interface WatsonxLimits extends LogLimits {
    /** How long an IAM token counts. */
    tokenSeconds: number;
    /** Value of the header `x-watson-session-timeout`, in seconds. */
    sessionTimeoutSeconds: number;
}

/** Limits that older SDKs state, and a token that lives an hour. */
export const WATSONX_LIMITS: WatsonxLimits = {
    withoutCursorPer30Minutes: 40,
    withCursorPerMinute: 120,
    cursorSeconds: 300,
    tokenSeconds: 3600,
    sessionTimeoutSeconds: 3600
};

const NOTES = '/:subscription/agentapp/:integrationId/channel_conversations/:sessionId/notes';

/** Hides what was said, as an instance that keeps no texts would. */
function maskedItem(item: unknown): unknown {
    const { message, time } = (item ?? {}) as Partial<HistoryItem>;
    if (message === undefined) {
        return item;
    }
    return 'output' in message
        ? { message: { ...message, output: { ...message.output, generic: [] } }, time }
        : {
              message: {
                  ...message,
                  input: { ...message.input, text: '' },
                  history: { timestamp: message.history?.timestamp }
              },
              time
          };
}

/** A pretend watsonx Assistant instance: the agent app's notes, the v2 logs, and IBM Cloud IAM, told apart by path. */
export class WatsonxFace implements BotFace {
    readonly vendor = 'watsonx';
    readonly secrets: Readonly<Record<string, string>>;
    readonly #limits: WatsonxLimits;
    readonly #now: () => number;
    readonly #present: number;
    readonly #tokens: IamTokens;
    readonly #logs: AssistantLogs;
    #media: (name: string) => string = (name) => name;
    #sessions = new Map<string, WatsonxSession>();

    constructor(options: { apiKey: string; limits: WatsonxLimits; now: () => number; present: number }) {
        const { apiKey, limits, now } = options;
        this.secrets = {
            apiKey,
            environmentId: INSTANCE.environmentId,
            assistantId: INSTANCE.assistantId,
            serviceInstanceId: INSTANCE.serviceInstanceId,
            integrationId: INSTANCE.integrationId,
            subscriptionId: INSTANCE.subscriptionId,
            region: INSTANCE.region
        };
        this.#limits = limits;
        this.#now = now;
        this.#present = options.present;
        this.#tokens = new IamTokens(apiKey, limits.tokenSeconds, now);
        this.#logs = new AssistantLogs({
            limits,
            tokens: this.#tokens,
            apiKey,
            now,
            sessions: () => this.#sessions.values()
        });
    }

    load(url: string): void {
        this.#media = (name) => `${url}/media/${name}`;
        this.#sessions = watsonxSessions(this.#media, this.#present);
    }

    routes(app: FastifyInstance): void {
        this.#tokens.routes(app);
        this.#logs.routes(app);
        app.get(NOTES, (request, reply) => this.#notes(request, reply));
    }

    failure(status: number, detail: string, path: string): VendorAnswer {
        return path.startsWith('/identity')
            ? iamError(status, `BXNIM0${status}E`, detail)
            : assistantError(status, detail);
    }

    rateLimited(retryAfter: number): VendorAnswer {
        return this.#logs.rateLimited(retryAfter);
    }

    expireTokens(): void {
        this.#tokens.expireAll();
    }

    resetLimits(): void {
        this.#logs.resetLimits();
    }

    sessionCount(): number {
        return this.#sessions.size;
    }

    addSession(sessionId: string): void {
        if (this.#sessions.has(sessionId)) {
            throw new Error(`The session ${sessionId} exists`);
        }
        this.#sessions.set(sessionId, newWatsonxSession(sessionId, this.#media, this.#now()));
    }

    addMessage(sessionId: string, message: NewMessage): string {
        const session = this.#sessions.get(sessionId);
        if (!session) {
            throw new Error(`There is no running watsonx session ${sessionId}`);
        }
        const generic = Array.isArray(message.rich) ? (message.rich as GenericItem[]) : null;
        return session.talk.addAt(this.#now(), message.from, message.text, generic);
    }

    #notes(request: FastifyRequest, reply: FastifyReply): FastifyReply {
        const { subscription, integrationId, sessionId } = request.params as Record<string, string>;
        const query = request.query as Record<string, string | undefined>;
        if (request.headers['x-watson-is-agent-app'] !== 'true') {
            return sendAnswer(reply, assistantError(400, 'The header x-watson-is-agent-app is missing'));
        }
        if (query.version === undefined) {
            return sendAnswer(reply, assistantError(400, 'The version parameter is missing'));
        }
        const session = this.#sessions.get(sessionId ?? '');
        const authorised = request.headers.authorization === `Bearer ${session?.authCode}`;
        if (!session || !authorised || session.expired || request.fault?.kind === 'expiredToken') {
            return sendAnswer(reply, assistantError(401, 'Unauthorized'));
        }
        const known = subscription === INSTANCE.subscriptionId || subscription === 'public';
        const notes = request.fault?.kind === 'emptyHistory' ? null : session.notes();
        if (!known || integrationId !== INSTANCE.integrationId || notes === null) {
            return sendAnswer(reply, assistantError(404, 'Not Found'));
        }
        reply.header('x-watson-session-timeout', this.#limits.sessionTimeoutSeconds);
        return reply.send({ notes: request.fault?.kind === 'masked' ? notes.map(maskedNote) : notes });
    }
}

function maskedNote(note: unknown): unknown {
    const { type, body } = note as { type: string; body: unknown[] };
    return { type, body: body.map(maskedItem) };
}
