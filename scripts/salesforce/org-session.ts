/** How requests reach an org: with a token that is renewed once it has run out, errors in words. */
import {
    isRedirect,
    noAnswer,
    notRenewed,
    OrgRequestError,
    parseAnswer,
    redirected,
    soapError,
    toError
} from './org-request-error.ts';

export interface Credentials {
    instanceUrl: string;
    accessToken: string;
    /** A fresh access token, where one can be had. */
    refresh?: () => Promise<string>;
}

export interface RequestOptions {
    /** Sent as JSON, or as it is if FormData. */
    body?: unknown;
    /** Milliseconds; two minutes unless given. */
    timeoutMs?: number;
    /** Further ones, names in lower case. */
    headers?: Record<string, string>;
}

const defaultTimeout = 120_000;

export class OrgSession {
    readonly instanceUrl: string;
    readonly apiVersion: string;
    /** Requests sent so far. */
    requests = 0;
    private readonly refresh: Credentials['refresh'];
    private accessToken: string;

    constructor(credentials: Credentials, apiVersion: string) {
        this.instanceUrl = credentials.instanceUrl.replace(/\/+$/, '');
        this.accessToken = credentials.accessToken;
        this.refresh = credentials.refresh;
        this.apiVersion = apiVersion;
    }

    /**
     * Calls a path below `/services/data/vNN.0`, or an absolute one that begins with `/services/`.
     *
     * @returns the JSON of the answer; undefined where it has no body
     * @throws OrgRequestError
     */
    async rest<Answer>(method: string, path: string, options: RequestOptions): Promise<Answer> {
        return this.renewing(() => this.sendRest<Answer>(method, path, options));
    }

    /**
     * Calls the SOAP Metadata API.
     *
     * @param body the operation's element
     * @returns the envelope of the answer
     * @throws OrgRequestError; a SOAP fault's code stands without its prefix
     */
    async metadataSoap(body: string): Promise<string> {
        return this.renewing(() => this.sendSoap(body));
    }

    /** Sends it again, with a fresh token, where the token has run out. */
    private async renewing<Answer>(send: () => Promise<Answer>): Promise<Answer> {
        try {
            return await send();
        } catch (error) {
            const isExpired = error instanceof OrgRequestError && error.errorCode === 'INVALID_SESSION_ID';
            if (!isExpired || !this.refresh) throw error;
            await this.renew(this.refresh);
            return send();
        }
    }

    private async renew(refresh: () => Promise<string>): Promise<void> {
        try {
            this.accessToken = await refresh();
        } catch (error) {
            throw notRenewed(this.instanceUrl, error as Error);
        }
    }

    private async sendSoap(body: string): Promise<string> {
        const session = `<SessionHeader xmlns="http://soap.sforce.com/2006/04/metadata"><sessionId>${this.accessToken}</sessionId></SessionHeader>`;
        this.requests += 1;
        let response: Response;
        let text: string;
        try {
            response = await fetch(`${this.instanceUrl}/services/Soap/m/${this.apiVersion}`, {
                method: 'POST',
                headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
                // The token, and secrets that are stored, would go to wherever it leads.
                redirect: 'manual',
                signal: AbortSignal.timeout(defaultTimeout),
                body: `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header>${session}</soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
            });
            text = await response.text();
        } catch (error) {
            throw noAnswer(this.instanceUrl, error as Error, defaultTimeout);
        }
        if (isRedirect(response)) throw redirected(this.instanceUrl, response);
        if (!response.ok) throw soapError(response, text);
        return text;
    }

    private async sendRest<Answer>(
        method: string,
        path: string,
        { body, timeoutMs = defaultTimeout, headers }: RequestOptions
    ): Promise<Answer> {
        const base = path.startsWith('/services/') ? '' : `/services/data/v${this.apiVersion}`;
        const isForm = body instanceof FormData;
        this.requests += 1;
        let response: Response;
        let text: string;
        try {
            response = await fetch(`${this.instanceUrl}${base}${path}`, {
                method,
                headers: {
                    authorization: `Bearer ${this.accessToken}`,
                    accept: 'application/json',
                    ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
                    ...headers
                },
                redirect: 'manual',
                signal: AbortSignal.timeout(timeoutMs),
                ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) })
            });
            text = await response.text();
        } catch (error) {
            throw noAnswer(this.instanceUrl, error as Error, timeoutMs);
        }
        if (isRedirect(response)) throw redirected(this.instanceUrl, response);
        if (!response.ok) {
            throw toError(response, text, method, path);
        }
        return parseAnswer<Answer>(text, method, path, response.status);
    }
}
