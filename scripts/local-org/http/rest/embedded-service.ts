/**
 * Publishing an embedded service deployment: until then its messaging endpoint knows nothing of it. Older versions of
 * the API do not have it
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-itsm-teams-employee-agent-configure/references/teams-embedded-employee-agent.md).
 */
import type { FastifyInstance } from 'fastify';

import { notFound } from '../errors.ts';
import type { HttpOrg } from '../org.ts';

const firstVersion = 67;

export function embeddedServiceRoutes(app: FastifyInstance, org: HttpOrg): void {
    const path = '/connect/embeddedservice/embeddedserviceconfig/publish/:id';
    app.post<{ Params: { version: string; id: string } }>(path, async ({ params: { version, id } }, reply) => {
        const isKnown = Number.parseInt(version.slice(1), 10) >= firstVersion;
        const deployment = org.metadata
            .list('EmbeddedServiceConfig')
            .find((config) => config.id === id || config.id.slice(0, 15) === id || config.fullName === id);
        if (!isKnown || !deployment) {
            throw notFound();
        }
        org.metadata.publish(deployment.fullName);
        return reply.code(201).send({ isSuccess: true });
    });
}
