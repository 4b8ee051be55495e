/** `/services/oauth2`: who the token stands for. Tokens are given out by the local org itself, not by logging in. */
import type { FastifyInstance } from 'fastify';

import { childFlag } from '../../salesforce/xml.ts';
import type { HttpOrg } from './org.ts';

export function oauthRoutes(app: FastifyInstance, org: HttpOrg): void {
    app.get('/services/oauth2/userinfo', { preHandler: org.sessions.authenticate }, (request) => {
        const { rows } = org.records.query(
            'SELECT Id, Username, Name, FirstName, LastName, Email, LanguageLocaleKey, LocaleSidKey, TimeZoneSidKey FROM User WHERE Id = :id',
            { access: 'system', userId: request.userId, binds: new Map([['id', request.userId]]) }
        );
        const user = rows[0]?.fields ?? {};
        const url = org.instanceUrl();
        return {
            sub: `${url}/id/${org.organizationId}/${request.userId}`,
            user_id: request.userId,
            organization_id: org.organizationId,
            preferred_username: user['Username'],
            nickname: user['Username'],
            name: user['Name'],
            given_name: user['FirstName'],
            family_name: user['LastName'],
            email: user['Email'],
            email_verified: true,
            user_type: 'STANDARD',
            language: user['LanguageLocaleKey'],
            locale: user['LocaleSidKey'],
            zoneinfo: user['TimeZoneSidKey'],
            active: true,
            urls: {
                rest: `${url}/services/data/v{version}/`,
                metadata: `${url}/services/Soap/m/{version}/${org.organizationId}`,
                sobjects: `${url}/services/data/v{version}/sobjects/`,
                query: `${url}/services/data/v{version}/query/`,
                tooling_rest: `${url}/services/data/v{version}/tooling/`
            }
        };
    });

    app.post('/services/oauth2/token', async (request, reply) => {
        const grant = (request.body as { grant_type?: string } | undefined)?.grant_type;
        // As in a real org, unless an admin has allowed it (Setup, "OAuth and OpenID Connect Settings").
        const settings = org.metadata.component('Settings', 'OauthOidc');
        const isBlocked = settings === undefined || childFlag(settings, 'blockOAuthUnPwFlow', true);
        const body =
            grant === 'password' && isBlocked
                ? { error: 'invalid_grant', error_description: 'authentication failure' }
                : {
                      error: 'unsupported_grant_type',
                      error_description: `not supported by the local org: the grant type ${grant}`
                  };
        return reply.code(400).send(body);
    });

    app.post('/services/oauth2/revoke', async (request, reply) => {
        const { token } = (request.body ?? {}) as { token?: string };
        if (token !== undefined) {
            org.sessions.close(token);
        }
        return reply.code(200).send();
    });
}
