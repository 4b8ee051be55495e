/** Secrets in the credentials of an org. */
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
 * Stores the secrets of a named principal, new or in place of those it has. Other parameters of the principal stay: PUT
 * would delete them
 * (https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_requests_credential_input.htm).
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
    const method = (await hasCredential(org, principal)) ? 'PATCH' : 'POST';
    await org.request(method, credentialPath, { body });
}
