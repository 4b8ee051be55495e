/**
 * A connection to an org, real or local: REST calls with their errors in words. Logging in is left to `sf`; an alias
 * is resolved by `@salesforce/core`, which is loaded only then (a quarter of a second).
 */

import {
    errorsOf,
    noAnswer,
    notRenewed,
    OrgRequestError,
    parseAnswer,
    soapError,
    toError
} from './org-request-error.ts';

export { OrgRequestError };

export interface ConnectByToken {
    instanceUrl: string;
    accessToken: string;
    apiVersion?: string;
}

export interface ConnectByAlias {
    /** An alias or user name that `sf` knows. */
    targetOrg: string;
    apiVersion?: string;
}

export interface OrgRecord {
    attributes?: { type: string; url?: string };
    [field: string]: unknown;
}

export interface SaveResult {
    id?: string;
    success: boolean;
    created?: boolean;
    errors: { statusCode: string; message: string; fields: string[] }[];
}

export interface RequestOptions {
    /** Sent as JSON, or as it is if FormData. */
    body?: unknown;
    /** Milliseconds; two minutes unless given. */
    timeoutMs?: number;
    /** Further ones, names in lower case. */
    headers?: Record<string, string>;
}

const defaultApiVersion = '66.0';
const defaultTimeout = 120_000;
const collectionSize = 200;
const batchSize = 25;

interface QueryPage<Row> {
    records: Row[];
    nextRecordsUrl?: string;
}

interface Credentials {
    instanceUrl: string;
    accessToken: string;
    /** A fresh access token, where one can be had. */
    refresh?: () => Promise<string>;
}

/**
 * Connects to an org. Nothing is sent yet for a token; an alias may refresh its token.
 *
 * @throws OrgRequestError `NoOrgFound` where `sf` does not know the alias
 */
export async function connect(options: ConnectByToken | ConnectByAlias): Promise<OrgClient> {
    const apiVersion = options.apiVersion ?? defaultApiVersion;
    return new OrgClient('targetOrg' in options ? await byAlias(options.targetOrg) : options, apiVersion);
}

async function byAlias(targetOrg: string): Promise<Credentials> {
    const { Org } = await import('@salesforce/core');
    try {
        const org = await Org.create({ aliasOrUsername: targetOrg });
        const connection = org.getConnection();
        return {
            instanceUrl: connection.instanceUrl,
            accessToken: connection.accessToken ?? '',
            refresh: async () => {
                await org.refreshAuth();
                return org.getConnection().accessToken ?? '';
            }
        };
    } catch (error) {
        const { name, message } = error as Error;
        throw new OrgRequestError(0, name, `The org ${targetOrg} cannot be used: ${message}`);
    }
}

export class OrgClient {
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
    async request<Answer = unknown>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
        try {
            return await this.send<Answer>(method, path, options);
        } catch (error) {
            const isExpired = error instanceof OrgRequestError && error.errorCode === 'INVALID_SESSION_ID';
            if (!isExpired || !this.refresh) {
                throw error;
            }
            await this.renew(this.refresh);
            return this.send<Answer>(method, path, options);
        }
    }

    /** All rows of a query, page after page. */
    async query<Row = OrgRecord>(soql: string, options: { tooling?: boolean } = {}): Promise<Row[]> {
        const page = await this.request<QueryPage<Row>>(
            'GET',
            `${options.tooling ? '/tooling' : ''}/query?q=${encodeURIComponent(soql)}`
        );
        return this.rest(page);
    }

    /**
     * Several queries in one request (25 at most go together); each list of rows in order.
     *
     * @throws OrgRequestError for the first query that fails
     */
    async queryAll(queries: readonly string[]): Promise<OrgRecord[][]> {
        interface Batch {
            results: { statusCode: number; result: unknown }[];
        }
        const lists: OrgRecord[][] = [];
        for (let start = 0; start < queries.length; start += batchSize) {
            const some = queries.slice(start, start + batchSize);
            const batchRequests = some.map((soql) => ({
                method: 'GET',
                url: `v${this.apiVersion}/query?q=${encodeURIComponent(soql)}`
            }));
            const { results } = await this.request<Batch>('POST', '/composite/batch', { body: { batchRequests } });
            for (const { statusCode, result } of results) {
                if (statusCode >= 400) {
                    const [first] = errorsOf(JSON.stringify(result));
                    throw new OrgRequestError(
                        statusCode,
                        first?.errorCode ?? `HTTP_${statusCode}`,
                        first?.message ?? ''
                    );
                }
                lists.push(await this.rest(result as QueryPage<OrgRecord>));
            }
        }
        return lists;
    }

    /** A record by id; undefined where it is not there. */
    async read(type: string, id: string, fields: string[]): Promise<OrgRecord | undefined> {
        const path = `/sobjects/${type}/${encodeURIComponent(id)}?fields=${fields.map(encodeURIComponent).join(',')}`;
        try {
            return await this.request<OrgRecord>('GET', path);
        } catch (error) {
            if (error instanceof OrgRequestError && error.status === 404) {
                return undefined;
            }
            throw error;
        }
    }

    /** @returns the new record's id */
    async insert(type: string, fields: Record<string, unknown>): Promise<string> {
        return (await this.request<{ id: string }>('POST', `/sobjects/${type}`, { body: fields })).id;
    }

    async update(type: string, id: string, fields: Record<string, unknown>): Promise<void> {
        await this.request('PATCH', `/sobjects/${type}/${encodeURIComponent(id)}`, { body: fields });
    }

    async delete(type: string, id: string): Promise<void> {
        await this.request('DELETE', `/sobjects/${type}/${encodeURIComponent(id)}`);
    }

    /** Inserts or updates by an external id. */
    async upsert(type: string, field: string, value: string, fields: Record<string, unknown>): Promise<SaveResult> {
        return this.request('PATCH', `/sobjects/${type}/${field}/${encodeURIComponent(value)}`, { body: fields });
    }

    /** Inserts many records, 200 a request; one result a record, in order. */
    async insertMany(
        records: (OrgRecord & { attributes: { type: string } })[],
        allOrNone = true
    ): Promise<SaveResult[]> {
        const results: SaveResult[] = [];
        for (let start = 0; start < records.length; start += collectionSize) {
            const body = { allOrNone, records: records.slice(start, start + collectionSize) };
            results.push(...(await this.request<SaveResult[]>('POST', '/composite/sobjects', { body })));
        }
        return results;
    }

    /**
     * Calls the SOAP Metadata API: `retrieve` has no REST counterpart.
     *
     * @param body the operation's element
     * @returns the envelope of the answer
     * @throws OrgRequestError; a SOAP fault's code stands without its prefix
     */
    async metadataSoap(body: string): Promise<string> {
        try {
            return await this.sendSoap(body);
        } catch (error) {
            const isExpired = error instanceof OrgRequestError && error.errorCode === 'INVALID_SESSION_ID';
            if (!isExpired || !this.refresh) {
                throw error;
            }
            await this.renew(this.refresh);
            return this.sendSoap(body);
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
                signal: AbortSignal.timeout(defaultTimeout),
                body: `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header>${session}</soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
            });
            text = await response.text();
        } catch (error) {
            throw noAnswer(this.instanceUrl, error as Error, defaultTimeout);
        }
        if (!response.ok) throw soapError(response, text);
        return text;
    }

    /** The rows of a page and of those after it. */
    private async rest<Row>(first: QueryPage<Row>): Promise<Row[]> {
        const rows = [...first.records];
        for (let page = first; page.nextRecordsUrl !== undefined;) {
            page = await this.request<QueryPage<Row>>('GET', page.nextRecordsUrl);
            rows.push(...page.records);
        }
        return rows;
    }

    private async send<Answer>(
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
                signal: AbortSignal.timeout(timeoutMs),
                ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) })
            });
            text = await response.text();
        } catch (error) {
            throw noAnswer(this.instanceUrl, error as Error, timeoutMs);
        }
        if (!response.ok) {
            throw toError(response, text, method, path);
        }
        return parseAnswer<Answer>(text, method, path, response.status);
    }
}
