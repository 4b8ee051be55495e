/** For tests: REST and `/local` as a client calls them, with the status of each answer. */
import type { LocalOrg } from '../local-org.ts';

export interface Answer {
    status: number;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many shapes, asserted on by the tests
    body: any;
}

/** Calls paths below `/services/data/v66.0` and `/local`, as the administrator unless headers say another. */
export class TestClient {
    readonly #org: LocalOrg;

    constructor(org: LocalOrg) {
        this.#org = org;
    }

    async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
        const { instanceUrl, accessToken } = this.#org;
        const response = await fetch(
            `${instanceUrl}${path.startsWith('/local') ? '' : '/services/data/v66.0'}${path}`,
            {
                method,
                headers: {
                    authorization: `Bearer ${accessToken}`,
                    ...(body !== undefined && { 'content-type': 'application/json' }),
                    ...headers
                },
                ...(body !== undefined && { body: JSON.stringify(body) })
            }
        );
        const text = await response.text();
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    }

    query(soql: string, headers: Record<string, string> = {}): Promise<Answer> {
        return this.call('GET', `/query?q=${encodeURIComponent(soql)}`, undefined, headers);
    }
}
