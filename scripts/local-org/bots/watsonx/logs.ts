import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendAnswer, type VendorAnswer } from '../server/bot-server.ts';
import { RateWindow } from '../server/rate-window.ts';
import type { IamTokens } from './iam.ts';
import { parseLogFilter } from './log-filter.ts';
import type { WatsonxSession } from './sessions.ts';
import { INSTANCE, type Exchange } from './talk.ts';

export interface LogLimits {
    /** Requests without a cursor in 30 minutes. */
    withoutCursorPer30Minutes: number;
    /** Requests with a cursor in a minute. */
    withCursorPerMinute: number;
    /** How long a cursor may be used. */
    cursorSeconds: number;
}

const DEFAULT_PAGE = 100;
const MAX_PAGE = 500;

/** An error as the Assistant v2 API gives it. */
export function assistantError(status: number, error: string): VendorAnswer {
    return { status, body: { error, code: status } };
}

interface Cursor {
    offset: number;
    query: string;
    expires: number;
}

/** Cursors that say where a listing goes on; signed, so that an invented one is refused. */
class Cursors {
    readonly #secret = randomBytes(16);

    write(cursor: Cursor): string {
        const payload = Buffer.from(JSON.stringify(cursor)).toString('base64url');
        return `${payload}.${this.#sign(payload)}`;
    }

    read(text: string): Cursor | null {
        const [payload = '', signature] = text.split('.');
        return signature === this.#sign(payload)
            ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Cursor)
            : null;
    }

    #sign(payload: string): string {
        return createHmac('sha256', this.#secret).update(payload).digest('base64url').slice(0, 16);
    }
}

function record(session: WatsonxSession, exchange: Exchange, masked: boolean): Record<string, unknown> {
    const { input, response } = exchange;
    return {
        log_id: exchange.logId,
        session_id: session.sessionId,
        assistant_id: INSTANCE.assistantId,
        skill_id: INSTANCE.skillId,
        snapshot: 'draft',
        customer_id: session.talk.userId,
        language: session.talk.language,
        request: {
            input: masked ? { ...input, text: '' } : { ...input, text: input.text ?? '' },
            user_id: session.talk.userId
        },
        response: masked ? { ...response, output: { ...response.output, generic: [] } } : response,
        request_timestamp: new Date(exchange.requestAt).toISOString(),
        response_timestamp: new Date(exchange.responseAt).toISOString()
    };
}

/**
 * `GET /v2/assistants/{environment_id}/logs`, with filter, order, pages and the limits on how often it may be asked.
 */
export class AssistantLogs {
    readonly #limits: LogLimits;
    readonly #tokens: IamTokens;
    readonly #apiKey: string;
    readonly #now: () => number;
    readonly #sessions: () => Iterable<WatsonxSession>;
    readonly #cursors = new Cursors();
    readonly #first: RateWindow;
    readonly #next: RateWindow;

    constructor(options: {
        limits: LogLimits;
        tokens: IamTokens;
        apiKey: string;
        now: () => number;
        sessions: () => Iterable<WatsonxSession>;
    }) {
        this.#limits = options.limits;
        this.#tokens = options.tokens;
        this.#apiKey = options.apiKey;
        this.#now = options.now;
        this.#sessions = options.sessions;
        this.#first = new RateWindow(options.limits.withoutCursorPer30Minutes, 30 * 60_000, options.now);
        this.#next = new RateWindow(options.limits.withCursorPerMinute, 60_000, options.now);
    }

    resetLimits(): void {
        this.#first.reset();
        this.#next.reset();
    }

    routes(app: FastifyInstance): void {
        app.get('/v2/assistants/:environmentId/logs', (request, reply) => this.#list(request, reply));
        // The address of an instance has its id in front.
        app.get('/instances/:instanceId/v2/assistants/:environmentId/logs', (request, reply) =>
            this.#list(request, reply)
        );
    }

    rateLimited(retryAfter: number): VendorAnswer {
        return { ...assistantError(429, 'Too Many Requests'), headers: { 'retry-after': String(retryAfter) } };
    }

    #authorised(header: string | undefined): boolean {
        const [scheme, value = ''] = (header ?? '').split(' ');
        if (scheme === 'Basic') {
            return Buffer.from(value, 'base64').toString() === `apikey:${this.#apiKey}`;
        }
        return scheme === 'Bearer' && this.#tokens.isValid(value);
    }

    #list(request: FastifyRequest, reply: FastifyReply): FastifyReply {
        if (!this.#authorised(request.headers.authorization)) {
            return sendAnswer(reply, assistantError(401, 'Unauthorized'));
        }
        const query = request.query as Record<string, string | undefined>;
        const window = query.cursor === undefined ? this.#first : this.#next;
        const { allowed, retryAfter } = window.hit('service instance');
        if (!allowed) {
            return sendAnswer(reply, this.rateLimited(retryAfter));
        }
        const { environmentId } = request.params as { environmentId: string };
        if (environmentId !== INSTANCE.environmentId) {
            const hint = environmentId === INSTANCE.assistantId ? ' (an assistant id, not an environment id)' : '';
            return sendAnswer(reply, assistantError(404, `Resource not found: environment ${environmentId}${hint}`));
        }
        if (!/^\d{4}-\d{2}-\d{2}$/.test(query.version ?? '')) {
            return sendAnswer(reply, assistantError(400, 'The version parameter must be a date, e.g. 2023-06-15'));
        }
        try {
            return reply.send(this.#page(request, query));
        } catch (error) {
            return sendAnswer(reply, assistantError(400, error instanceof Error ? error.message : String(error)));
        }
    }

    #page(request: FastifyRequest, query: Record<string, string | undefined>): unknown {
        const sort = query.sort ?? 'request_timestamp';
        if (sort !== 'request_timestamp' && sort !== '-request_timestamp') {
            throw new Error(`Can't sort by "${sort}"`);
        }
        const limit = query.page_limit === undefined ? DEFAULT_PAGE : Number(query.page_limit);
        if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE)) {
            throw new Error(`page_limit must be a number from 1 to ${MAX_PAGE}`);
        }
        const asked = `${query.filter ?? ''} ${sort}`;
        const offset = query.cursor === undefined ? 0 : this.#goOn(query.cursor, asked);
        const all =
            request.fault?.kind === 'emptyHistory' ? [] : this.#find(query.filter, request.fault?.kind === 'masked');
        if (sort.startsWith('-')) {
            all.reverse();
        }
        const logs = all.slice(offset, offset + limit);
        return {
            logs,
            pagination: offset + limit < all.length ? this.#nextPage(request.url, asked, offset + limit) : {}
        };
    }

    #goOn(cursor: string, asked: string): number {
        const read = this.#cursors.read(cursor);
        if (read === null) {
            throw new Error('Invalid cursor');
        }
        if (read.expires <= this.#now()) {
            throw new Error('The cursor has expired');
        }
        if (read.query !== asked) {
            throw new Error('The cursor belongs to another filter or sort');
        }
        return read.offset;
    }

    #nextPage(url: string, asked: string, offset: number): Record<string, string> {
        const expires = this.#now() + this.#limits.cursorSeconds * 1000;
        const cursor = this.#cursors.write({ offset, query: asked, expires });
        const next = new URL(url, 'http://bot.invalid');
        next.searchParams.set('cursor', cursor);
        return { next_url: `${next.pathname}${next.search}`, next_cursor: cursor };
    }

    /** Records that the filter lets through, oldest first. */
    #find(filter: string | undefined, masked: boolean): Record<string, unknown>[] {
        const passes = filter === undefined ? () => true : parseLogFilter(filter);
        const found: { at: number; log: Record<string, unknown> }[] = [];
        for (const session of this.#sessions()) {
            for (const exchange of session.talk.exchanges) {
                const log = record(session, exchange, masked);
                const fields = {
                    session_id: session.sessionId,
                    request_timestamp: String(log.request_timestamp),
                    response_timestamp: String(log.response_timestamp),
                    language: session.talk.language,
                    assistant_id: INSTANCE.assistantId,
                    customer_id: session.talk.userId,
                    user_id: session.talk.userId,
                    'request.input.text': exchange.input.text ?? ''
                };
                if (passes(fields)) {
                    found.push({ at: exchange.requestAt, log });
                }
            }
        }
        return found.sort((one, other) => one.at - other.at).map(({ log }) => log);
    }
}
