import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { registerMedia } from '../media/routes.ts';
import type { BotState, Fault, LoggedRequest, NewMessage, PretendBot, Vendor } from '../types.ts';
import { FaultSwitch } from './fault.ts';

declare module 'fastify' {
    interface FastifyRequest {
        /** The fault that applies to this request, for what only the vendor's own code can get wrong. */
        fault: Fault | null;
    }
}

/** An answer in the vendor's own form. */
export interface VendorAnswer {
    status: number;
    headers?: Record<string, string>;
    body: unknown;
}

/** What one vendor brings to the server that all share. */
export interface BotFace {
    readonly vendor: Vendor;
    readonly secrets: Readonly<Record<string, string>>;
    /** Called once, when the address is known: fills in the conversations, whose media live there. */
    load(url: string): void;
    routes(app: FastifyInstance): void;
    failure(status: number, detail: string, path: string): VendorAnswer;
    rateLimited(retryAfter: number, path: string): VendorAnswer;
    /** The fault `expiredToken` has begun. */
    expireTokens(): void;
    resetLimits(): void;
    sessionCount(): number;
    addMessage(session: string, message: NewMessage): string;
    addSession(session: string): void;
}

export interface BotServerOptions {
    face: BotFace;
    host: string;
    /** 0: any free port, kept over stop and start. */
    port: number;
    now: () => number;
}

const LOG_LENGTH = 500;

const RUBBISH_PAGE =
    '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome to the guest network</h1>' +
    '<p>Please accept the terms to go on.</p></body></html>';

const FAULT_DETAIL: Record<number, string> = {
    401: 'The credentials are not valid.',
    403: 'The credentials do not allow this.',
    404: 'There is no such resource.',
    500: 'Something went wrong on our side.',
    503: 'The service is being restarted.'
};

/** Sends an answer in the vendor's form. */
export function sendAnswer(reply: FastifyReply, answer: VendorAnswer): FastifyReply {
    return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body);
}

/** One vendor's server on loopback: media, request log, faults, stop and start. */
export class BotServer implements PretendBot {
    readonly requests: LoggedRequest[] = [];
    readonly #face: BotFace;
    readonly #host: string;
    readonly #now: () => number;
    readonly #faults = new FaultSwitch();
    readonly #byStatus: Record<string, number> = {};
    readonly #logged = new WeakSet<FastifyRequest>();
    #total = 0;
    #port: number;
    #app: FastifyInstance | null = null;
    #loaded = false;
    /** Start and stop run one after the other. */
    #queue: Promise<void> = Promise.resolve();
    #stoppedByFault = false;

    constructor(options: BotServerOptions) {
        this.#face = options.face;
        this.#host = options.host;
        this.#port = options.port;
        this.#now = options.now;
    }

    get vendor(): Vendor {
        return this.#face.vendor;
    }

    get url(): string {
        return `http://${this.#host}:${this.#port}`;
    }

    get mediaHosts(): readonly string[] {
        return [this.url];
    }

    get secrets(): Readonly<Record<string, string>> {
        return this.#face.secrets;
    }

    state(): BotState {
        return {
            vendor: this.vendor,
            url: this.url,
            running: this.#app !== null,
            fault: this.#faults.current,
            requests: { total: this.#total, byStatus: { ...this.#byStatus } },
            sessions: this.#face.sessionCount()
        };
    }

    start(): Promise<void> {
        return this.#enqueue(() => this.#listen());
    }

    stop(): Promise<void> {
        return this.#enqueue(() => this.#close());
    }

    async setFault(fault: Fault | null): Promise<void> {
        const stops = fault?.kind === 'refuse' && fault.times === undefined;
        this.#faults.set(fault);
        if (fault?.kind === 'expiredToken') {
            this.#face.expireTokens();
        }
        if (stops) {
            this.#stoppedByFault = this.#stoppedByFault || this.#app !== null;
            await this.stop();
        } else if (this.#stoppedByFault) {
            await this.start();
        }
    }

    resetLimits(): void {
        this.#face.resetLimits();
    }

    addMessage(session: string, message: NewMessage): string {
        return this.#face.addMessage(session, message);
    }

    addSession(session: string): void {
        this.#face.addSession(session);
    }

    #enqueue(step: () => Promise<void>): Promise<void> {
        const result = this.#queue.then(step);
        // The caller gets the failure; the next step must still run.
        this.#queue = result.then(
            () => undefined,
            () => undefined
        );
        return result;
    }

    async #listen(): Promise<void> {
        if (this.#app !== null) {
            return;
        }
        const app = this.#build();
        try {
            await app.listen({ host: this.#host, port: this.#port });
        } catch (error) {
            await app.close();
            const reason = error instanceof Error ? error.message : String(error);
            throw new Error(`The pretend ${this.vendor} bot can't listen on port ${this.#port}: ${reason}`, {
                cause: error
            });
        }
        const address = app.server.address();
        if (address === null || typeof address === 'string') {
            throw new Error(`The pretend ${this.vendor} bot has no port`);
        }
        this.#port = address.port;
        if (!this.#loaded) {
            this.#face.load(this.url);
            this.#loaded = true;
        }
        this.#app = app;
        this.#stoppedByFault = false;
        if (this.#faults.current?.kind === 'refuse' && this.#faults.current.times === undefined) {
            this.#faults.set(null);
        }
    }

    async #close(): Promise<void> {
        const app = this.#app;
        this.#app = null;
        await app?.close();
    }

    #build(): FastifyInstance {
        const app = Fastify({ forceCloseConnections: true, routerOptions: { ignoreDuplicateSlashes: true } });
        app.decorateRequest('fault', null);
        // A client that keeps a connection over a stop would meet a reset where a refusal is meant.
        app.addHook('onRequest', async (_request, reply) => void reply.header('connection', 'close'));
        registerMedia(app);
        app.register(async (api) => {
            api.addHook('onRequest', (request, reply) => this.#misbehaveFirst(request, reply));
            api.addHook('onSend', (request, reply, payload) => this.#misbehaveLast(request, reply, payload));
            api.addHook('onResponse', async (request, reply) =>
                this.#log(request, reply.statusCode, reply.elapsedTime)
            );
            api.addHook('onRequestAbort', async (request) => this.#log(request, 0, 0));
            api.setNotFoundHandler((request, reply) =>
                sendAnswer(
                    reply,
                    this.#face.failure(
                        404,
                        `not supported by the local org: ${request.method} ${request.url.split('?')[0]}`,
                        request.url
                    )
                )
            );
            api.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) =>
                sendAnswer(reply, this.#face.failure(error.statusCode ?? 500, error.message, request.url))
            );
            this.#face.routes(api);
        });
        return app;
    }

    async #misbehaveFirst(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> {
        const fault = this.#faults.take(request.url);
        request.fault = fault;
        switch (fault?.kind) {
            case 'slow':
                await delay(fault.ms, undefined, { ref: false });
                return undefined;
            case 'refuse':
                reply.hijack();
                request.raw.socket.destroy();
                return undefined;
            case 'rateLimit':
                return sendAnswer(reply, this.#face.rateLimited(fault.retryAfter, request.url));
            case 'status':
                return sendAnswer(
                    reply,
                    this.#face.failure(fault.status, FAULT_DETAIL[fault.status] ?? '', request.url)
                );
            case 'rubbish':
                return reply.code(200).type('text/html; charset=utf-8').send(RUBBISH_PAGE);
            default:
                return undefined;
        }
    }

    async #misbehaveLast(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
        const kind = request.fault?.kind;
        if ((kind !== 'breakOff' && kind !== 'halfJson') || typeof payload !== 'string') {
            return payload;
        }
        const whole = Buffer.from(payload);
        const half = whole.subarray(0, Math.ceil(whole.length / 2));
        if (kind === 'halfJson') {
            reply.code(200).header('content-length', half.length);
            return half;
        }
        reply.header('content-length', whole.length);
        return Readable.from(
            (async function* () {
                yield half;
                await delay(20);
                request.raw.socket.destroy();
            })()
        );
    }

    #log(request: FastifyRequest, status: number, durationMs: number): void {
        // A client that gives up is told of twice: when it goes, and when its answer is ready.
        if (this.#logged.has(request)) {
            return;
        }
        this.#logged.add(request);
        this.#total += 1;
        this.#byStatus[status] = (this.#byStatus[status] ?? 0) + 1;
        this.requests.push({
            at: new Date(this.#now()).toISOString(),
            method: request.method,
            path: request.url,
            status,
            durationMs: Math.round(durationMs),
            ...(request.fault ? { fault: request.fault.kind } : {})
        });
        if (this.requests.length > LOG_LENGTH) {
            this.requests.shift();
        }
    }
}
