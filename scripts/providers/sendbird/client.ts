import type { ProviderContext } from '../../setup/provider-setup.ts';
import { ProviderHttp, type HttpOptions, type Method, type VendorWords } from '../shared/http.ts';
import { objectOf, textOf } from '../shared/json.ts';
import { isFailure, ProviderRequestError, type FailureKind } from '../shared/request-error.ts';

/**
 * Sendbird answers most errors with 400: its own code says which
 * (https://sendbird.com/docs/chat/platform-api/v3/error-codes,
 * https://docs.sendbird.com/ref/ios/Constants/SBDErrorCode.html; 403100 is that of a token without the permission,
 * https://sendbird.com/docs/notifications/platform-api/v1/error-codes).
 */
const kinds: Record<string, FailureKind> = {
    400108: 'forbidden',
    400201: 'notFound',
    400401: 'unauthorized',
    // Something is missing: of these requests, only their header could be.
    400402: 'unauthorized',
    403100: 'forbidden',
    500910: 'rateLimited'
};

function words(body: unknown): VendorWords {
    const { message, code } = objectOf(body);
    const own = code === undefined ? undefined : String(code);
    // A signature secret is hexadecimal: none may come back in an error.
    const text = textOf(message)?.replace(/[0-9a-f]{32,}/gi, '***');
    return { ...(text && { text }), ...(own && { code: own }), ...(own && kinds[own] && { kind: kinds[own] }) };
}

/** Settings of the application's webhook, without the signature secret. */
export interface Webhook {
    enabled: boolean;
    url: string;
    categories: string[];
}

/** Milliseconds. */
const longestLook = 5_000;

const settingsPath = '/v3/ai_agent/settings/webhook';

/**
 * Sendbird's Platform API for AI agents, as far as the setup needs it
 * (its public guide, "Webhook" of the Platform API; vendor docs, not run against a live application).
 *
 * @throws ProviderRequestError from every method
 */
export class SendbirdClient {
    readonly http: ProviderHttp;
    readonly #context: ProviderContext<'sendbird'>;

    constructor(context: ProviderContext<'sendbird'>, wait?: HttpOptions['wait']) {
        this.#context = context;
        this.http = new ProviderHttp({
            vendor: 'Sendbird',
            fetch: context.fetch,
            redact: (text) => context.secrets.redact(text),
            words,
            retryHeader: 'x-ratelimit-retryafter',
            ...(context.signal && { signal: context.signal }),
            ...(wait && { wait })
        });
    }

    /** Null where the application never had any. Also tells whether the Api-Token counts. */
    async webhook(): Promise<Webhook | null> {
        try {
            return webhookOf(await this.#send('GET'));
        } catch (error) {
            if (isFailure(error, 'notFound') && error.code === '400201') return null;
            throw error;
        }
    }

    /**
     * Is there a host of the AI agent? The setup has nothing to ask of it: Sendbird's package does, and where its name
     * leads nowhere no handoff comes, without a word. Whatever else is wrong on the way there may be of this network only.
     *
     * @throws ProviderRequestError `noHost`
     */
    async findAgentHost(): Promise<void> {
        const { config, fetch, signal } = this.#context;
        const limit = AbortSignal.timeout(longestLook);
        try {
            const response = await fetch(config.bot.agentUrl, {
                method: 'HEAD',
                redirect: 'manual',
                signal: signal ? AbortSignal.any([signal, limit]) : limit
            });
            await response.body?.cancel();
        } catch (error) {
            signal?.throwIfAborted();
            if (((error as Error).cause as { code?: string } | undefined)?.code !== 'ENOTFOUND') return;
            const { host } = new URL(config.bot.agentUrl);
            throw new ProviderRequestError(
                `There is no host ${host}: bot.agentUrl is not as Sendbird's dashboard shows it (Workspace settings, Integrations, Salesforce).`,
                { kind: 'noHost', status: 0, code: 'ENOTFOUND', canRetry: true, maybeDone: false }
            );
        }
    }

    /** The signature secret is made by Sendbird and never changed by this. */
    async setWebhook({ enabled, url, categories }: Webhook): Promise<Webhook> {
        return webhookOf(await this.#send('PUT', { enabled, url, category_subscriptions: categories }));
    }

    /**
     * With what the receiver checks `X-SendBird-Signature`. A secret: for the receiver's own store, never for output.
     */
    async signatureSecret(): Promise<string | undefined> {
        return textOf(objectOf(await this.#send('GET'))['signature_secret']);
    }

    async #send(method: Method, body?: unknown): Promise<unknown> {
        const base = this.#context.config.bot.apiUrl.replace(/\/+$/, '');
        const answer = await this.http.send(method, `${base}${settingsPath}`, {
            headers: {
                'api-token': await this.#context.secrets.get('apiToken'),
                'content-type': 'application/json; charset=utf8'
            },
            ...(body !== undefined && { body: JSON.stringify(body) })
        });
        return answer.json;
    }
}

/** What cannot be read is not taken for none: it would be written over. */
function webhookOf(answer: unknown): Webhook {
    const { enabled, url, category_subscriptions: categories } = objectOf(answer);
    if (typeof enabled !== 'boolean') throw badAnswer('no webhook settings.');
    if (typeof (url ?? '') !== 'string') throw unreadable('url');
    const names: unknown = categories ?? [];
    if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
        throw unreadable('category_subscriptions');
    }
    return { enabled, url: textOf(url) ?? '', categories: names };
}

const unreadable = (name: string): ProviderRequestError =>
    badAnswer(`webhook settings that cannot be read (${name}). Nothing is written to them.`);

const badAnswer = (what: string): ProviderRequestError =>
    new ProviderRequestError(`Sendbird answered ${what}`, {
        kind: 'badAnswer',
        status: 200,
        canRetry: false,
        maybeDone: false
    });
