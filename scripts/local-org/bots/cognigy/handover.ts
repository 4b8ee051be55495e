import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hexOf } from '../conversations/identifiers.ts';
import { sendAnswer } from '../server/bot-server.ts';
import { pageOf } from './paging.ts';
import { problem } from './problem.ts';
import { TENANT } from './talk.ts';

interface ServiceProperty {
    key: string;
    label: string;
    type: 'string' | 'secret' | 'boolean';
    required: boolean;
}

interface HandoverService {
    _id: string;
    referenceId: string;
    version: string;
    name: string;
    serviceUrl: string;
    logoUrl: string;
    properties: ServiceProperty[];
}

const property = (
    key: string,
    label: string,
    type: ServiceProperty['type'] = 'string',
    required = true
): ServiceProperty => ({
    key,
    label,
    type,
    required
});

/**
 * Handover services of this tenant. The Live Agent keys are from older public client types; the keys of Salesforce MIAW
 * are not public, only their labels, so a client has to read `properties` and match labels.
 */
export const HANDOVER_SERVICES: readonly HandoverService[] = [
    {
        _id: hexOf('handover service salesforce', 24),
        referenceId: 'salesforce',
        version: '1.0.0',
        name: 'Salesforce Service Cloud',
        serviceUrl: 'https://handover.example.com/salesforce',
        logoUrl: 'https://handover.example.com/salesforce.png',
        properties: [
            property('baseUrl', 'Live Agent Base URL'),
            property('apiVersion', 'API Version'),
            property('organizationId', 'Organization ID'),
            property('deploymentId', 'Deployment ID'),
            property('buttonId', 'Button ID'),
            property('forwardOnlyHandoverConversations', 'Forward only handover conversations', 'boolean', false),
            property('forwardUnknownEventsToFlow', 'Forward unknown events to the Flow', 'boolean', false)
        ]
    },
    {
        _id: hexOf('handover service miaw', 24),
        referenceId: 'salesforceMIAW',
        version: '1.2.0',
        name: 'Salesforce MIAW',
        serviceUrl: 'https://handover.example.com/salesforce-miaw',
        logoUrl: 'https://handover.example.com/salesforce.png',
        properties: [
            property('miawBaseUrl', 'Base URL'),
            property('miawOrganizationId', 'Organization ID'),
            property('miawDeveloperName', 'Embedded Service Developer Name'),
            property('miawCapabilitiesVersion', 'Capabilities Version'),
            property('miawForwardEvents', 'Forward Events to the Flow', 'boolean', false)
        ]
    }
];

const newProvider = z.object({
    projectId: z.string(),
    name: z.string().min(1),
    serviceId: z.string(),
    service: z.string().optional(),
    localeId: z.string().optional(),
    settings: z.record(z.string(), z.unknown()).default({}),
    properties: z.array(z.record(z.string(), z.unknown())).default([])
});

const changedProvider = newProvider.omit({ projectId: true }).partial();

export type HandoverProvider = z.infer<typeof newProvider> & {
    _id: string;
    referenceId: string;
    createdAt: number;
    lastChanged: number;
};

/** Handover providers and the services that they use. */
export function registerHandover(
    app: FastifyInstance,
    bodyLimit: number,
    providers: Map<string, HandoverProvider>
): void {
    registerServices(app);
    registerProviders(app, bodyLimit, providers);
}

function registerServices(app: FastifyInstance): void {
    app.get('/new/v2.0/handover/services', (request, reply) => {
        const page = pageOf(HANDOVER_SERVICES, request.query as Record<string, string>);
        return 'status' in page ? sendAnswer(reply, page) : reply.send(page);
    });

    app.get('/new/v2.0/handover/services/:serviceId', (request, reply) => {
        const { serviceId } = request.params as { serviceId: string };
        const service = HANDOVER_SERVICES.find((candidate) => candidate._id === serviceId);
        return service
            ? reply.send(service)
            : sendAnswer(reply, problem(404, `Handover service ${serviceId} was not found.`));
    });
}

/** Create, list, read, change, remove. */
function registerProviders(app: FastifyInstance, bodyLimit: number, providers: Map<string, HandoverProvider>): void {
    const seconds = (): number => Math.floor(Date.now() / 1000);

    app.post('/new/v2.0/handover/provider', { bodyLimit }, (request, reply) => {
        const body = newProvider.safeParse(request.body);
        if (!body.success) {
            return sendAnswer(reply, problem(400, z.prettifyError(body.error)));
        }
        if (body.data.projectId !== TENANT.projectId) {
            return sendAnswer(reply, problem(404, `Project ${body.data.projectId} was not found.`));
        }
        if (!HANDOVER_SERVICES.some((service) => service._id === body.data.serviceId)) {
            return sendAnswer(reply, problem(404, `Handover service ${body.data.serviceId} was not found.`));
        }
        const _id = hexOf(`handover provider ${randomUUID()}`, 24);
        const provider: HandoverProvider = {
            ...body.data,
            _id,
            referenceId: hexOf(`reference ${_id}`, 32),
            createdAt: seconds(),
            lastChanged: seconds()
        };
        providers.set(_id, provider);
        return reply.code(201).send(provider);
    });

    app.get('/new/v2.0/handover/providers', (request, reply) => {
        const query = request.query as Record<string, string>;
        const mine = [...providers.values()].filter(
            (provider) => !query.projectId || provider.projectId === query.projectId
        );
        const page = pageOf(mine, query);
        return 'status' in page ? sendAnswer(reply, page) : reply.send(page);
    });

    app.get('/new/v2.0/handover/provider/:id', (request, reply) => {
        const { id } = request.params as { id: string };
        const provider = providers.get(id);
        return provider
            ? reply.send(provider)
            : sendAnswer(reply, problem(404, `Handover provider ${id} was not found.`));
    });

    // Plural here and singular above: as documented.
    app.patch('/new/v2.0/handover/providers/:id', { bodyLimit }, (request, reply) => {
        const { id } = request.params as { id: string };
        const provider = providers.get(id);
        if (provider === undefined) {
            return sendAnswer(reply, problem(404, `Handover provider ${id} was not found.`));
        }
        const body = changedProvider.safeParse(request.body);
        if (!body.success) {
            return sendAnswer(reply, problem(400, z.prettifyError(body.error)));
        }
        const given = Object.keys(request.body as object);
        const changes = Object.fromEntries(Object.entries(body.data).filter(([key]) => given.includes(key)));
        providers.set(id, { ...provider, ...changes, lastChanged: seconds() });
        return reply.code(204).send();
    });

    app.delete('/new/v2.0/handover/providers/:id', (request, reply) => {
        const { id } = request.params as { id: string };
        return providers.delete(id)
            ? reply.code(204).send()
            : sendAnswer(reply, problem(404, `Handover provider ${id} was not found.`));
    });
}
