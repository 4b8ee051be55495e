/**
 * What can be asked of an org, real or local: records, queries, the Metadata API. Logging in is left to `sf`; an alias
 * is resolved by `@salesforce/core`, which is loaded only then (a quarter of a second).
 */

import { salesforceCore } from './libraries.ts';
import { errorsOf, OrgRequestError } from './org-request-error.ts';
import { OrgSession, type Credentials, type RequestOptions } from './org-session.ts';

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

const defaultApiVersion = '66.0';
const collectionSize = 200;
const batchSize = 25;

interface QueryPage<Row> {
    records: Row[];
    nextRecordsUrl?: string;
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
    const { Org } = await salesforceCore();
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
    private readonly session: OrgSession;

    constructor(credentials: Credentials, apiVersion: string) {
        this.session = new OrgSession(credentials, apiVersion);
    }

    get instanceUrl(): string {
        return this.session.instanceUrl;
    }

    get apiVersion(): string {
        return this.session.apiVersion;
    }

    /** Requests sent so far. */
    get requests(): number {
        return this.session.requests;
    }

    /**
     * Calls a path below `/services/data/vNN.0`, or an absolute one that begins with `/services/`.
     *
     * @returns the JSON of the answer; undefined where it has no body
     * @throws OrgRequestError
     */
    async request<Answer = unknown>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
        return this.session.rest<Answer>(method, path, options);
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
            const answer = await this.request<Batch | null>('POST', '/composite/batch', { body: { batchRequests } });
            for (const { statusCode, result } of listOf(answer?.results, 'POST /composite/batch')) {
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
        return this.session.metadataSoap(body);
    }

    /** The rows of a page and of those after it. */
    private async rest<Row>(first: QueryPage<Row>): Promise<Row[]> {
        const rows = [...recordsOf(first)];
        for (let page = first; page.nextRecordsUrl !== undefined;) {
            page = await this.request<QueryPage<Row>>('GET', page.nextRecordsUrl);
            rows.push(...recordsOf(page));
        }
        return rows;
    }
}

const recordsOf = <Row>(page: QueryPage<Row> | null | undefined): Row[] => listOf(page?.records, 'GET /query');

/** @throws OrgRequestError where another server answers, which knows JSON too */
function listOf<Entry>(list: Entry[] | null | undefined, what: string): Entry[] {
    if (Array.isArray(list)) return list;
    throw new OrgRequestError(
        200,
        'BAD_ANSWER',
        `${what}: what came is no answer of a Salesforce org. Is the address right?`
    );
}
