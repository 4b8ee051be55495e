/**
 * Can the logs of the environment be read? Asked with the vendor's own SDK, whose requests go the way of all others.
 */
import type { ProviderContext, WatsonxBot } from '../../setup/provider-setup.ts';
import { ProviderHttp, type HttpOptions, type Method } from '../shared/http.ts';
import { isObject, objectOf, textOf } from '../shared/json.ts';
import { ProviderRequestError } from '../shared/request-error.ts';

export type LogAccess =
    'ok' | 'noKey' | 'wrongKey' | 'unauthorized' | 'forbidden' | 'notFound' | 'refused' | 'rateLimited';

export interface LogState {
    access: LogAccess;
    found: string;
    /** Is there any conversation? Undefined where it can't be read. */
    hasLogs?: boolean;
    /**
     * When one of the newest answers asked for a person (`connect_to_agent`), as IBM writes it; absent where none did.
     */
    askedForPerson?: string;
}

/** Records that are looked through for a request for a person: the newest, one page. */
const searched = 100;
/** The API's version that this was written for (https://cloud.ibm.com/apidocs/assistant-v2). */
const version = '2023-06-15';
const iam = 'https://iam.cloud.ibm.com';

function words(body: unknown): { text?: string; code?: string } {
    const { error, errorCode, errorMessage, message } = objectOf(body);
    const text = textOf(errorMessage) ?? textOf(error) ?? textOf(message);
    return { ...(text && { text }), ...(textOf(errorCode) && { code: textOf(errorCode) }) };
}

/** Where the SDK's HTTP client asks: what it needs of a request. */
interface SdkRequest {
    url?: string;
    method?: string;
    headers?: { toJSON?: () => Record<string, unknown> };
    params?: Record<string, unknown>;
    data?: unknown;
}

function httpOf(context: ProviderContext<'watsonx'>, wait?: HttpOptions['wait']): ProviderHttp {
    return new ProviderHttp({
        vendor: 'watsonx Assistant',
        fetch: context.fetch,
        // Tokens are made on the way and known to nobody else.
        redact: (text) => context.secrets.redact(text).replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***'),
        words,
        ...(context.signal && { signal: context.signal }),
        ...(wait && { wait })
    });
}

class AssistantLogs {
    /** What the SDK would wrap into an error without words. */
    #failure: ProviderRequestError | undefined;
    readonly #http: ProviderHttp;
    readonly #context: ProviderContext<'watsonx'>;

    constructor(context: ProviderContext<'watsonx'>, wait?: HttpOptions['wait']) {
        this.#context = context;
        this.#http = httpOf(context, wait);
    }

    /** Newest first. @throws ProviderRequestError */
    async newest(apiKey: string): Promise<unknown[]> {
        // A quarter of the setup's start would go into loading it where no watsonx is set up.
        const [{ default: AssistantV2 }, auth] = await Promise.all([
            import('ibm-watson/assistant/v2.js'),
            import('ibm-watson/auth/index.js')
        ]);
        const adapter = (request: SdkRequest): Promise<object> => this.#answer(request);
        const assistant = new AssistantV2({
            version,
            serviceUrl: this.#context.config.bot.apiUrl.replace(/\/+$/, ''),
            authenticator: new auth.IamAuthenticator({ apikey: apiKey, url: iam, adapter } as { apikey: string }),
            adapter
        } as ConstructorParameters<typeof AssistantV2>[0]);
        this.#failure = undefined;
        try {
            const { result } = await assistant.listLogs({
                assistantId: this.#context.config.bot.environmentId,
                sort: '-request_timestamp',
                pageLimit: searched
            });
            const logs: unknown = objectOf(result)['logs'];
            if (Array.isArray(logs)) return logs as unknown[];
        } catch (error) {
            this.#context.signal?.throwIfAborted();
            throw this.#failure ?? error;
        }
        throw badAnswer('watsonx Assistant answered logs without a list.');
    }

    async #answer(request: SdkRequest): Promise<object> {
        const url = new URL(request.url ?? '');
        for (const [name, value] of Object.entries(request.params ?? {})) {
            if (value !== undefined) url.searchParams.set(name, String(value));
        }
        const given = Object.entries(request.headers?.toJSON?.() ?? {});
        // fetch agrees on the encoding itself.
        const headers = Object.fromEntries(
            given.flatMap(([name, value]) =>
                value === null || value === undefined || /^accept-encoding$/i.test(name) ? [] : [[name, String(value)]]
            )
        );
        try {
            const answer = await this.#http.send((request.method ?? 'get').toUpperCase() as Method, url.href, {
                headers,
                ...(typeof request.data === 'string' && { body: request.data }),
                // The only POST asks for a token: asking twice gives two.
                isRepeatable: true
            });
            // The SDK would tell what stands there instead, be it a token.
            if (!isObject(answer.json)) {
                throw badAnswer(`watsonx Assistant: ${url.origin}${url.pathname} answered no object.`);
            }
            return {
                data: answer.json,
                status: answer.status,
                statusText: '',
                headers: Object.fromEntries(answer.headers),
                config: request
            };
        } catch (error) {
            if (error instanceof ProviderRequestError) this.#failure = error;
            throw error;
        }
    }
}

const badAnswer = (message: string): ProviderRequestError =>
    new ProviderRequestError(message, { kind: 'badAnswer', status: 200, canRetry: false, maybeDone: false });

const isIam = (error: ProviderRequestError): boolean => error.message.includes('/identity/token');

const unknownKey = 'IBM Cloud does not know this API key, or it was deleted.';

/**
 * IBM has watsonx Orchestrate in its own cloud and in Amazon's, with keys and tokens of another kind there
 * (https://www.ibm.com/docs/en/watsonx/watson-orchestrate/base?topic=api-getting-started).
 */
const isOfAmazon = (apiUrl: string): boolean => new URL(apiUrl).hostname.endsWith('.watson-orchestrate.ibm.com');

const keyOfAmazon =
    'Keys of watsonx Orchestrate on Amazon are none of IBM Cloud, and open no logs here: leave the key out, and histories are read by their session keys.';

/** What a definite answer means; undefined for one that may be different tomorrow. */
function meaning(error: ProviderRequestError, { apiUrl, environmentId }: WatsonxBot): LogState | undefined {
    if (isIam(error)) {
        const isRedirect = error.status < 400;
        return !isRedirect && (error.kind === 'refused' || error.kind === 'unauthorized')
            ? { access: 'wrongKey', found: isOfAmazon(apiUrl) ? keyOfAmazon : unknownKey }
            : undefined;
    }
    switch (error.kind) {
        case 'unauthorized':
            return {
                access: 'unauthorized',
                found: 'The API key is valid, but of another account or service instance than bot.apiUrl names.'
            };
        case 'forbidden':
            return {
                access: 'forbidden',
                found: 'The API key may not read logs: that takes the Manager role on the service instance, and the Plus plan or higher.'
            };
        case 'notFound':
            return {
                access: 'notFound',
                found:
                    `There is no environment ${environmentId} in this service instance. Is it the id of the assistant? ` +
                    'Logs are kept by environment, which has an id of its own.'
            };
        case 'refused':
            return { access: 'refused', found: error.message };
        case 'rateLimited':
            return { access: 'rateLimited', found: error.message };
        default:
            return undefined;
    }
}

/**
 * Two requests: a token, and the newest records. A token that is refused is asked for anew, once: it may have ended on
 * the way.
 *
 * @throws ProviderRequestError where there is no definite answer: unreachable, busy, rubbish
 */
export async function readLogAccess(
    context: ProviderContext<'watsonx'>,
    wait?: HttpOptions['wait']
): Promise<LogState> {
    if (!context.secrets.has('apiKey')) {
        return {
            access: 'noKey',
            found: 'No API key is given: histories are read by their session keys only, as long as these live.'
        };
    }
    const apiKey = await context.secrets.get('apiKey');
    for (let attempt = 0; ; attempt += 1) {
        try {
            const logs = await new AssistantLogs(context, wait).newest(apiKey);
            const asked = askedForPerson(logs);
            return {
                access: 'ok',
                found: logs.length ? 'The logs can be read.' : 'The logs can be read; there are none yet.',
                hasLogs: logs.length > 0,
                ...(asked !== undefined && { askedForPerson: asked })
            };
        } catch (error) {
            if (!(error instanceof ProviderRequestError)) throw error;
            if (error.kind === 'unauthorized' && !isIam(error) && attempt === 0) continue;
            const state = meaning(error, context.config.bot);
            if (!state) throw error;
            return state;
        }
    }
}

/**
 * One request, for a token that is thrown away: IBM counts looks at the logs, and no tokens.
 *
 * @throws ProviderRequestError where IBM does not know the key; without an answer to that, nothing is said
 */
export async function refuseWrongKey(context: ProviderContext<'watsonx'>, wait?: HttpOptions['wait']): Promise<void> {
    if (!context.secrets.has('apiKey')) return;
    const apiKey = await context.secrets.get('apiKey');
    try {
        await httpOf(context, wait).send('POST', `${iam}/identity/token`, {
            headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
            body: new URLSearchParams({
                grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
                apikey: apiKey
            }).toString()
        });
    } catch (error) {
        if (!(error instanceof ProviderRequestError)) throw error;
        const state = meaning(error, context.config.bot);
        if (state) throw refusal(error, state.found);
    }
}

const refusal = ({ status }: ProviderRequestError, message: string): ProviderRequestError =>
    new ProviderRequestError(message, { kind: 'unauthorized', status, canRetry: false, maybeDone: false });

/** When the newest of these records that asks for a person was made. */
function askedForPerson(logs: unknown[]): string | undefined {
    for (const log of logs) {
        const { response, response_timestamp: time, request_timestamp: asked } = objectOf(log);
        const { generic } = objectOf(objectOf(response)['output']);
        const items: unknown[] = Array.isArray(generic) ? generic : [];
        if (items.some((item) => objectOf(item)['response_type'] === 'connect_to_agent')) {
            return textOf(time) ?? textOf(asked) ?? 'an unknown time';
        }
    }
    return undefined;
}
