import { setTimeout as delay } from 'node:timers/promises';
import { isOfCertificate, ProviderRequestError, type FailureKind } from './request-error.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a vendor says in the body of an error. */
export interface VendorWords {
    text?: string;
    code?: string;
    /** Where the vendor's own code says more than the status. */
    kind?: FailureKind;
}

export interface HttpOptions {
    /** For messages: `Cognigy.AI`. */
    vendor: string;
    fetch: typeof globalThis.fetch;
    signal?: AbortSignal;
    /** Every text that came from outside goes through it before it becomes part of an error. */
    redact: (text: string) => string;
    /** Reads the body of an error. */
    words: (body: unknown) => VendorWords;
    /** Header with seconds to wait, beside `retry-after`. */
    retryHeader?: string;
    /** Milliseconds an answer may take. */
    timeoutMs?: number;
    /** Waits; tests make it short. */
    wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface HttpRequest {
    headers?: Record<string, string>;
    /** A text is sent as it is; anything else as JSON. */
    body?: unknown;
    /** May the request be sent again if nobody knows whether it was done? By default all but POST. */
    isRepeatable?: boolean;
}

export interface HttpAnswer {
    status: number;
    headers: Headers;
    text: string;
    /** Undefined where there was no body. */
    json: unknown;
}

const retries = 3;
const firstWait = 500;
/** A vendor that wants more patience than this gets none: the person is told how long to wait. */
const longestWait = 60_000;
const defaultTimeout = 30_000;

/** The connection never came about, so nothing was done. */
const neverSent = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
    await delay(ms, undefined, { signal });
};

const kinds: Record<number, FailureKind> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'notFound',
    429: 'rateLimited'
};

/** Seconds or a date, as HTTP allows. */
function milliseconds(value: string | null): number | undefined {
    if (value === null || value.trim() === '') return undefined;
    const seconds = Number(value);
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
    return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function parse(text: string): { json: unknown } | undefined {
    if (text.trim() === '') return { json: undefined };
    try {
        return { json: JSON.parse(text) as unknown };
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/**
 * JSON over HTTP for a vendor's API. 429, 5xx and lost connections are tried 3 times more, from 500 ms on, or when the
 * vendor says; a POST only if it certainly was not done. Redirects are never followed: a key could leave for another
 * host.
 */
export class ProviderHttp {
    /** Requests sent so far, tries included. */
    requests = 0;
    readonly #options: HttpOptions;

    constructor(options: HttpOptions) {
        this.#options = options;
    }

    /**
     * @param url absolute; its query is not part of any message
     * @throws ProviderRequestError; the signal's own reason where it was aborted
     */
    async send(method: Method, url: string, request: HttpRequest = {}): Promise<HttpAnswer> {
        const isRepeatable = request.isRepeatable ?? method !== 'POST';
        for (let attempt = 0; ; attempt += 1) {
            const failure = await this.#try(method, url, request);
            if (!('error' in failure)) return failure;
            const pause = failure.retryAfter ?? firstWait * 2 ** attempt;
            const maySend = isRepeatable || !failure.error.maybeDone;
            if (!failure.error.canRetry || !maySend || attempt >= retries || pause > longestWait) throw failure.error;
            await (this.#options.wait ?? wait)(pause, this.#options.signal);
        }
    }

    async #try(
        method: Method,
        url: string,
        request: HttpRequest
    ): Promise<HttpAnswer | { error: ProviderRequestError; retryAfter?: number }> {
        const { signal, timeoutMs = defaultTimeout } = this.#options;
        const { body } = request;
        signal?.throwIfAborted();
        this.requests += 1;
        const limit = AbortSignal.timeout(timeoutMs);
        let response: Response;
        let text: string;
        try {
            response = await this.#options.fetch(url, {
                method,
                headers: {
                    accept: 'application/json',
                    ...(body !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
                    ...request.headers
                },
                redirect: 'manual',
                signal: signal ? AbortSignal.any([signal, limit]) : limit,
                ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
            });
            text = await response.text();
        } catch (error) {
            signal?.throwIfAborted();
            return { error: this.#noAnswer(method, url, error as Error, timeoutMs) };
        }
        return this.#judge(method, url, response, text);
    }

    #judge(
        method: Method,
        url: string,
        response: Response,
        text: string
    ): HttpAnswer | { error: ProviderRequestError; retryAfter?: number } {
        const { status, headers } = response;
        const body = parse(text);
        if (response.ok && body) return { status, headers, text, json: body.json };
        const isWrite = method !== 'GET';
        if (response.ok) {
            return {
                error: this.#error(method, url, 'answered something that is not JSON. Is the address right?', {
                    kind: 'badAnswer',
                    status,
                    canRetry: false,
                    maybeDone: isWrite
                })
            };
        }
        const target = status >= 300 && status < 400 ? headers.get('location') : null;
        if (target !== null) {
            const where = URL.canParse(target, url) ? new URL(target, url).origin : 'another address';
            const what = `sends requests on to ${where} (HTTP ${status}): they are not followed, since the secret would go with them. Is the address right?`;
            return {
                error: this.#error(method, url, what, { kind: 'refused', status, canRetry: false, maybeDone: false })
            };
        }
        const words = this.#options.words(body?.json);
        const kind = words.kind ?? kinds[status] ?? (status >= 500 ? 'unavailable' : 'refused');
        const canRetry = kind === 'rateLimited' || (kind === 'unavailable' && status !== 501);
        const retryAfter = milliseconds(
            headers.get('retry-after') ?? headers.get(this.#options.retryHeader ?? 'retry-after')
        );
        const said = words.text ? ` (${words.text})` : '';
        const hint =
            retryAfter !== undefined && canRetry
                ? ` Try again in ${Math.ceil(retryAfter / 1000)} seconds.`
                : canRetry
                  ? ' Trying again later may help.'
                  : '';
        return {
            error: this.#error(method, url, `answered ${status}${said}.${hint}`, {
                kind,
                status,
                code: words.code,
                canRetry,
                maybeDone: isWrite && kind === 'unavailable'
            }),
            ...(retryAfter !== undefined && { retryAfter })
        };
    }

    #noAnswer(method: Method, url: string, error: Error, timeoutMs: number): ProviderRequestError {
        const cause = error.cause as { code?: string; message?: string } | undefined;
        if (cause?.code === 'ENOTFOUND') {
            return this.#error(method, url, 'cannot be reached: there is no host of this name. Is the address right?', {
                kind: 'noHost',
                status: 0,
                code: cause.code,
                canRetry: true,
                maybeDone: false
            });
        }
        if (isOfCertificate(cause?.code)) {
            return this.#error(method, url, `cannot be reached: ${cause?.code}.`, {
                kind: 'noAnswer',
                status: 0,
                code: cause?.code,
                canRetry: false,
                maybeDone: false
            });
        }
        const why =
            error.name === 'TimeoutError'
                ? `no answer within ${timeoutMs / 1000} seconds`
                : (cause?.code ?? cause?.message ?? error.message);
        return this.#error(method, url, `cannot be reached: ${why}. Trying again may help.`, {
            kind: 'noAnswer',
            status: 0,
            code: cause?.code,
            canRetry: true,
            maybeDone: method !== 'GET' && !neverSent.has(cause?.code ?? '')
        });
    }

    #error(
        method: Method,
        url: string,
        what: string,
        details: ConstructorParameters<typeof ProviderRequestError>[1]
    ): ProviderRequestError {
        const { origin, pathname } = new URL(url);
        const message = `${this.#options.vendor}: ${method} ${origin}${pathname} ${what}`;
        return new ProviderRequestError(this.#options.redact(message), details);
    }
}
