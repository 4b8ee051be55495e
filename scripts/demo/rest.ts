/** The REST API of the local org, as an administrator calls it. */
import type { LocalOrg } from '../local-org/local-org.ts';

export const apiVersion = '66.0';

/**
 * Calls a path below `/services/data/vNN.0` (or an absolute one) and answers its JSON.
 *
 * @throws Error with the org's words
 */
export async function call<Answer = unknown>(
    org: LocalOrg,
    method: string,
    path: string,
    body?: object
): Promise<Answer> {
    const url = new URL(path.startsWith('/') ? path : `/services/data/v${apiVersion}/${path}`, org.instanceUrl);
    const response = await fetch(url, {
        method,
        headers: {
            authorization: `Bearer ${org.accessToken}`,
            ...(body ? { 'content-type': 'application/json' } : {})
        },
        ...(body ? { body: JSON.stringify(body) } : {})
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url.pathname}: ${response.status} ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Records of a query, as REST gives them. */
export async function query(org: LocalOrg, soql: string): Promise<Record<string, unknown>[]> {
    const answer = await call<{ records: Record<string, unknown>[] }>(
        org,
        'GET',
        `query?q=${encodeURIComponent(soql)}`
    );
    return answer.records;
}

/** Id of the one record that a query finds. @throws Error where there is none */
export async function idOf(org: LocalOrg, soql: string): Promise<string> {
    const [record] = await query(org, soql);
    if (!record) throw new Error(`Nothing was found by ${soql}.`);
    return String(record['Id']);
}

/** Creates a record and answers its id. */
export async function create(org: LocalOrg, object: string, fields: object): Promise<string> {
    const { id } = await call<{ id: string }>(org, 'POST', `sobjects/${object}`, fields);
    return id;
}
