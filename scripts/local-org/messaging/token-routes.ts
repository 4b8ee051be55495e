/**
 * Access tokens: new ones, and one to go on with where the last one runs out. Customers who are not verified get none
 * for a channel that wants them to be
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-itsm-teams-employee-agent-configure/references/teams-embedded-employee-agent.md).
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { MessagingAccess } from './access.ts';
import { answer, ApiError, parse } from './answers.ts';
import { tokenBody } from './bodies.ts';
import type { PerMinute } from './limits.ts';

export function tokenRoutes(
    server: FastifyInstance,
    access: MessagingAccess,
    limit: PerMinute,
    lastEventId: () => number
): void {
    server.post('/iamessage/api/v2/authorization/unauthenticated/access-token', (request, reply) =>
        answer(reply, () => {
            const body = parse(tokenBody, request.body);
            if (!access.isThisOrg(body.orgId)) throw new ApiError(400, 'orgId: is not this org');
            const { channel } = access.channel(body.esDeveloperName);
            if (channel.isVerifiedOnly) throw new ApiError(400, 'Set the auth mode to false.');
            const wait = limit.take('org');
            if (wait > 0) throw new ApiError(429, 'Too many access tokens were asked for.', wait);
            const token = access.tokens.issue(body.esDeveloperName, body.deviceId ?? randomUUID());
            return { accessToken: token.accessToken, lastEventId: String(lastEventId()) };
        })
    );
    server.get('/iamessage/api/v2/authorization/continuation-access-token', (request, reply) =>
        answer(reply, () => {
            const { esDeveloperName, subject } = access.customer(request);
            const token = access.tokens.issue(esDeveloperName, subject);
            return { accessToken: token.accessToken, lastEventId: String(lastEventId()) };
        })
    );
}
