/**
 * `/named-credentials/credential`: secrets of external credentials go in, and never come out
 * (https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_requests_credential_input.htm).
 */
import type { FastifyInstance } from 'fastify';

import { childrenOf, childText } from '../../../salesforce/xml.ts';
import { RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';

interface CredentialBody {
    externalCredential?: string;
    principalName?: string;
    principalType?: string;
    authenticationProtocol?: string;
    credentials?: Record<string, { value?: unknown; encrypted?: boolean }>;
}

interface CredentialRequest {
    Body: CredentialBody;
    Querystring: { externalCredential?: string; principalName?: string; principalType?: string };
}

const path = '/named-credentials/credential';

export function namedCredentialRoutes(app: FastifyInstance, org: HttpOrg): void {
    const { credentials } = org.metadata;

    app.post<CredentialRequest>(path, async ({ body }, reply) => {
        const key = keyOf(body ?? {});
        const values = valuesOf(body ?? {});
        if (credentials.parameters(key).length > 0) {
            throw new RestError(
                400,
                'INVALID_INPUT',
                'Credentials for this principal exist already: use PUT or PATCH to change them.'
            );
        }
        credentials.set(key, values);
        return reply.code(201).send(answer(key));
    });
    // PUT replaces all credentials of the principal; PATCH changes those that are named.
    app.route<CredentialRequest>({
        method: ['PUT', 'PATCH'],
        url: path,
        handler: ({ method, body }) => {
            const key = keyOf(body ?? {});
            const values = valuesOf(body ?? {});
            if (credentials.parameters(key).length === 0) {
                throw new RestError(
                    404,
                    'NOT_FOUND',
                    'There are no credentials for this principal: use POST to create them.'
                );
            }
            if (method === 'PUT') credentials.remove(key);
            credentials.set(key, values);
            return answer(key);
        }
    });
    app.get<CredentialRequest>(path, (request) => answer(keyOf(request.query)));
    app.delete<CredentialRequest>(path, async (request, reply) => {
        credentials.remove(keyOf(request.query));
        return reply.code(204).send();
    });

    function keyOf(request: { externalCredential?: string; principalName?: string; principalType?: string }) {
        const { externalCredential = '', principalName = '', principalType = 'NamedPrincipal' } = request;
        if (principalType !== 'NamedPrincipal') {
            throw new RestError(
                400,
                'INVALID_INPUT',
                `not supported by the local org: the principal type ${principalType}`
            );
        }
        const xml = org.metadata.component('ExternalCredential', externalCredential);
        const principals = xml ? childrenOf(xml, 'externalCredentialParameters') : [];
        const exists = principals.some(
            (parameter) =>
                childText(parameter, 'parameterType') === principalType &&
                childText(parameter, 'parameterName')?.toLowerCase() === principalName.toLowerCase()
        );
        if (!exists) {
            const what = xml
                ? `principal ${principalName} of the external credential ${externalCredential}`
                : `external credential ${externalCredential}`;
            throw new RestError(404, 'NOT_FOUND', `There is no ${what}.`);
        }
        return { externalCredential, principal: principalName };
    }

    function answer(key: { externalCredential: string; principal: string }) {
        const parameters = credentials.parameters(key);
        return {
            externalCredential: key.externalCredential,
            principalName: key.principal,
            principalType: 'NamedPrincipal',
            authenticationProtocol: 'Custom',
            authenticationStatus: parameters.length > 0 ? 'Configured' : 'NotConfigured',
            credentials: Object.fromEntries(parameters.map(({ name, encrypted }) => [name, { encrypted, revision: 1 }]))
        };
    }
}

function valuesOf(body: CredentialBody): Record<string, { value: string; encrypted: boolean }> {
    const values: Record<string, { value: string; encrypted: boolean }> = {};
    for (const [name, { value, encrypted }] of Object.entries(body.credentials ?? {})) {
        if (typeof value !== 'string' || value === '') {
            throw new RestError(400, 'INVALID_INPUT', `The credential ${name} needs a value.`);
        }
        values[name] = { value, encrypted: encrypted ?? true };
    }
    if (Object.keys(values).length === 0) {
        throw new RestError(400, 'INVALID_INPUT', 'There are no credentials in the request.');
    }
    return values;
}
