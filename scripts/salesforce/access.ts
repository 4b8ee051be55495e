/** Secrets in the credentials of an org, and texts in queries. */
import type { OrgClient } from './org-client.ts';

export interface CredentialPrincipal {
    /** Developer name of the external credential. */
    externalCredential: string;
    /** Name of its named principal. */
    principalName: string;
}

const credentialPath = '/named-credentials/credential';

/** Has the principal any secret? The secrets themselves cannot be read. */
export async function hasCredential(org: OrgClient, principal: CredentialPrincipal): Promise<boolean> {
    const query = new URLSearchParams({ ...principal, principalType: 'NamedPrincipal' });
    const { authenticationStatus } = await org.request<{ authenticationStatus?: string }>(
        'GET',
        `${credentialPath}?${query}`
    );
    return authenticationStatus === 'Configured';
}

/**
 * Stores the secrets of a named principal, new or in place of those it has.
 *
 * @param secrets parameter name → value; sent once, never logged
 */
export async function setCredential(
    org: OrgClient,
    principal: CredentialPrincipal,
    secrets: Readonly<Record<string, string>>
): Promise<void> {
    const body = {
        externalCredential: principal.externalCredential,
        authenticationProtocol: 'Custom',
        principalName: principal.principalName,
        principalType: 'NamedPrincipal',
        credentials: Object.fromEntries(
            Object.entries(secrets).map(([name, value]) => [name, { value, encrypted: true }])
        )
    };
    const method = (await hasCredential(org, principal)) ? 'PUT' : 'POST';
    await org.request(method, credentialPath, { body });
}

/** A text as SOQL literal, safe whatever it holds. */
export function literal(text: string): string {
    return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** Bytes of a url that values of one query may take; an org takes 16,384 with all of a request's headers. */
const longestList = 8000;

/**
 * A query for many values, in as many requests as their number takes: a query stands in a url.
 *
 * @param soql the query for a list of literals, separated by commas
 */
export async function queryIn<Row>(
    org: OrgClient,
    values: Iterable<string>,
    soql: (list: string) => string
): Promise<Row[]> {
    const lists: string[] = [];
    let size = longestList;
    for (const value of values) {
        const text = literal(value);
        const length = encodeURIComponent(`, ${text}`).length;
        if (size + length > longestList) {
            lists.push(text);
            size = length;
        } else {
            lists.push(`${lists.pop() ?? ''}, ${text}`);
            size += length;
        }
    }
    const rows: Row[] = [];
    for (const list of lists) rows.push(...(await org.query<Row>(soql(list))));
    return rows;
}
