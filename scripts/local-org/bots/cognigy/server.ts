import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendAnswer, type BotFace, type VendorAnswer } from '../server/bot-server.ts';
import { RateWindow } from '../server/rate-window.ts';
import type { NewMessage } from '../types.ts';
import type { CognigyEntry } from './entries.ts';
import { emptyChart, registerFlowNodes } from './flow-nodes.ts';
import { registerHandover, type HandoverProvider } from './handover.ts';
import { pageOf } from './paging.ts';
import { problem } from './problem.ts';
import { cognigySessions, newCognigySession, type CognigySession } from './sessions.ts';
import { TENANT } from './talk.ts';

/** The vendor's public limits; tests make them smaller. */
export interface CognigyLimits {
    /** Requests per IP address and 5 minutes on shared SaaS. */
    requestsPer5Minutes: number;
}

export const COGNIGY_LIMITS: CognigyLimits = { requestsPer5Minutes: 1000 };

const BODY_LIMIT = 60 * 1024;

const MASK = '********';

/** Hides the contents of an entry as a tenant that masks sensitive analytics does. */
function masked(entry: CognigyEntry): CognigyEntry {
    return { ...entry, inputText: entry.inputText === '' ? '' : MASK, inputData: {}, contactId: MASK };
}

/** A pretend Cognigy.AI tenant. */
export class CognigyFace implements BotFace {
    readonly vendor = 'cognigy';
    readonly secrets: Readonly<Record<string, string>>;
    readonly #now: () => number;
    readonly #present: number;
    readonly #window: RateWindow;
    readonly #providers = new Map<string, HandoverProvider>();
    readonly #nodes = emptyChart();
    #sessions = new Map<string, CognigySession>();
    #media: (name: string) => string = (name) => name;

    /**
     * @param apiKey the key that clients must send as `X-API-Key`
     * @param present milliseconds since 1970, around which the conversations are told
     */
    constructor(options: { apiKey: string; limits: CognigyLimits; now: () => number; present: number }) {
        this.secrets = { apiKey: options.apiKey, projectId: TENANT.projectId, flowId: TENANT.flowId };
        this.#now = options.now;
        this.#present = options.present;
        this.#window = new RateWindow(options.limits.requestsPer5Minutes, 5 * 60_000, options.now);
    }

    load(url: string): void {
        this.#media = (name) => `${url}/media/${name}`;
        this.#sessions = cognigySessions(this.#media, this.#present);
    }

    routes(app: FastifyInstance): void {
        app.addHook('onRequest', (request, reply) => this.#admit(request, reply));
        app.get('/new/v2.0/projects/:projectId', (request, reply) => this.#project(request, reply));
        app.get('/new/v2.0/conversations', (request, reply) => this.#list(request, reply));
        app.get('/new/v2.0/conversations/:sessionId', { bodyLimit: BODY_LIMIT }, (request, reply) =>
            this.#one(request, reply)
        );
        registerHandover(app, BODY_LIMIT, this.#providers);
        registerFlowNodes(app, BODY_LIMIT, this.#nodes);
    }

    failure(status: number, detail: string): VendorAnswer {
        return problem(status, detail);
    }

    rateLimited(retryAfter: number): VendorAnswer {
        const answer = problem(429, 'Too many requests from this IP address, please try again later.');
        return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };
    }

    /** Cognigy's keys don't expire by themselves: the fault is a key that was revoked. */
    expireTokens(): void {}

    resetLimits(): void {
        this.#window.reset();
    }

    sessionCount(): number {
        return this.#sessions.size;
    }

    addSession(sessionId: string): void {
        if (this.#sessions.has(sessionId)) {
            throw new Error(`The session ${sessionId} exists`);
        }
        this.#sessions.set(sessionId, newCognigySession(sessionId, this.#media, this.#now()));
    }

    addMessage(sessionId: string, message: NewMessage): string {
        const talk = this.#sessions.get(sessionId)?.talk;
        if (!talk) {
            throw new Error(`There is no running Cognigy session ${sessionId}`);
        }
        const source = message.from === 'customer' ? 'user' : message.from;
        return talk.addAt(this.#now(), source, message.text, message.rich ?? {});
    }

    async #admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> {
        const { allowed, retryAfter } = this.#window.hit(request.ip);
        if (!allowed) {
            return sendAnswer(reply, this.rateLimited(retryAfter));
        }
        const revoked = request.fault?.kind === 'expiredToken';
        if (revoked || request.headers['x-api-key'] !== this.secrets.apiKey) {
            return sendAnswer(reply, problem(401, 'The API key is missing or not valid.'));
        }
        return undefined;
    }

    #project(request: FastifyRequest, reply: FastifyReply): FastifyReply {
        const { projectId } = request.params as { projectId: string };
        return projectId === TENANT.projectId
            ? reply.send({ _id: TENANT.projectId, name: TENANT.projectName, primaryLocaleReference: TENANT.localeId })
            : sendAnswer(reply, problem(404, `Project ${projectId} was not found.`));
    }

    #one(request: FastifyRequest, reply: FastifyReply): FastifyReply {
        const { sessionId } = request.params as { sessionId: string };
        const { projectId } = request.query as { projectId?: string };
        const session = this.#sessions.get(sessionId);
        if (session === undefined || (projectId !== undefined && projectId !== TENANT.projectId)) {
            return sendAnswer(reply, problem(404, `Conversation with sessionId ${sessionId} was not found.`));
        }
        const entries = request.fault?.kind === 'emptyHistory' ? [] : session.entries;
        const items = request.fault?.kind === 'masked' ? entries.map(masked) : entries;
        return reply.send({ items, total: items.length });
    }

    #list(request: FastifyRequest, reply: FastifyReply): FastifyReply {
        const query = request.query as Record<string, string | string[] | undefined>;
        if (query.projectId !== undefined && query.projectId !== TENANT.projectId) {
            return sendAnswer(reply, problem(404, `Project ${String(query.projectId)} was not found.`));
        }
        const contacts =
            query.contactIds === undefined ? null : [query.contactIds].flat().flatMap((ids) => ids.split(','));
        const summaries = [...this.#sessions.values()]
            .filter((session) => contacts === null || contacts.includes(session.contactId))
            .map(summaryOf);
        const page = pageOf(request.fault?.kind === 'emptyHistory' ? [] : summaries, query);
        return 'status' in page ? sendAnswer(reply, page) : reply.send(page);
    }
}

function summaryOf(session: CognigySession): Record<string, unknown> {
    const times = session.entries.map((entry) => entry.timestamp).filter((time) => typeof time === 'string');
    times.sort();
    return {
        _id: createHash('sha256').update(session.sessionId).digest('hex').slice(0, 24),
        sessionId: session.sessionId,
        contactId: session.contactId,
        channel: session.entries[0]?.channel ?? 'webchat3',
        projectId: TENANT.projectId,
        projectName: TENANT.projectName,
        flowName: TENANT.flowName,
        messages: session.entries.length,
        startTime: times[0] ?? null,
        endTime: times.at(-1) ?? null,
        ratings: session.entries.flatMap((entry) => (entry.rating === null ? [] : [entry.rating])),
        endpointName: TENANT.endpointName
    };
}
