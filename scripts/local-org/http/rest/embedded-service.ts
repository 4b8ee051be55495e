/** Publishing an embedded service deployment: until then its messaging endpoint knows nothing of it. */
import type { FastifyInstance } from 'fastify';

import { notFound } from '../errors.ts';
import type { HttpOrg } from '../org.ts';

export function embeddedServiceRoutes(app: FastifyInstance, org: HttpOrg): void {
    app.post<{ Params: { id: string } }>('/connect/embeddedservice/embeddedserviceconfig/publish/:id', (request) => {
        const { id } = request.params;
        const deployment = org.metadata
            .list('EmbeddedServiceConfig')
            .find((config) => config.id === id || config.id.slice(0, 15) === id || config.fullName === id);
        if (!deployment) {
            throw notFound();
        }
        org.metadata.publish(deployment.fullName);
        return { id: deployment.id, developerName: deployment.fullName, isPublished: true };
    });
}
