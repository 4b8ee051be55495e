import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { hexOf } from '../conversations/identifiers.ts';
import { sendAnswer } from '../server/bot-server.ts';
import { defaultConfig, NODE_DESCRIPTORS, unknownKeys } from './node-descriptors.ts';
import { pageOf } from './paging.ts';
import { problem } from './problem.ts';
import { TENANT } from './talk.ts';

const settings = {
    label: z.string().optional(),
    comment: z.string().optional(),
    isDisabled: z.boolean().optional()
};

const newNode = z.object({
    type: z.string().min(1),
    extension: z.string().min(1),
    mode: z.enum(['append', 'prepend', 'insertBefore', 'insertAfter']),
    target: z.string().min(1),
    config: z.record(z.string(), z.unknown()).default({}),
    ...settings
});

const changedNode = z.object({ config: z.record(z.string(), z.unknown()).optional(), ...settings });

export interface FlowNode {
    _id: string;
    referenceId: string;
    type: string;
    extension: string;
    label: string;
    comment: string;
    config: Record<string, unknown>;
    isDisabled: boolean;
}

const node = (name: string, type: string): FlowNode => ({
    _id: hexOf(`flow node ${name}`, 24),
    referenceId: hexOf(`flow node reference ${name}`, 32),
    type,
    extension: '@cognigy/basic-nodes',
    label: type,
    comment: '',
    config: defaultConfig(type),
    isDisabled: false
});

/** A chart with a start and an end. */
export const emptyChart = (): FlowNode[] => [node('start', 'start'), node('end', 'end')];

/** Lists of nodes come without their config. */
const excerpt = ({ config: _config, ...rest }: FlowNode): Omit<FlowNode, 'config'> => rest;

/** The nodes follow each other: here without branches. */
const relations = (nodes: FlowNode[]) =>
    nodes.map(({ _id }, place) => ({ node: _id, children: [], next: nodes[place + 1]?._id ?? null }));

/** A new node as a request describes it. */
function made({ type, extension, label, comment, config, isDisabled }: z.output<typeof newNode>): FlowNode {
    const fresh = node(`made ${randomUUID()}`, type);
    return {
        ...fresh,
        extension,
        label: label ?? type,
        comment: comment ?? '',
        config: { ...fresh.config, ...config },
        isDisabled: isDisabled ?? false
    };
}

/** Answers a request for another flow than the tenant's one. */
function flowGiven(params: unknown, reply: FastifyReply): boolean {
    const { id } = params as { id: string };
    if (id !== TENANT.flowId) sendAnswer(reply, problem(404, `Flow ${id} was not found.`));
    return id === TENANT.flowId;
}

/** Answers a request with fields that a node of this type does not have. */
function refuseUnknown(type: string, config: Record<string, unknown>, reply: FastifyReply): boolean {
    const unknown = unknownKeys(type, config);
    if (unknown.length) sendAnswer(reply, problem(400, `A node of type ${type} has no field ${unknown.join(', ')}.`));
    return unknown.length > 0;
}

/** The chart of the tenant's one flow: kinds of nodes, read it, put a node into it, change one, take one out. */
export function registerFlowNodes(app: FastifyInstance, bodyLimit: number, nodes: FlowNode[]): void {
    const nodeGiven = (params: unknown, reply: FastifyReply): FlowNode | undefined => {
        const { nodeId } = params as { nodeId: string };
        const found = flowGiven(params, reply) ? nodes.find(({ _id }) => _id === nodeId) : undefined;
        if (!found && !reply.sent) sendAnswer(reply, problem(404, `Node ${nodeId} was not found.`));
        return found;
    };

    for (const base of ['/v2.0/flows/:id/chart', '/new/v2.0/flows/:id/chart']) {
        app.get(base, (request, reply) =>
            flowGiven(request.params, reply)
                ? reply.send({ nodes: nodes.map(excerpt), relations: relations(nodes) })
                : reply
        );

        app.get(`${base}/descriptors`, (request, reply) =>
            flowGiven(request.params, reply)
                ? reply.send({
                      items: NODE_DESCRIPTORS,
                      total: NODE_DESCRIPTORS.length,
                      nextCursor: null,
                      previousCursor: null
                  })
                : reply
        );

        app.get(`${base}/nodes`, (request, reply) => {
            if (!flowGiven(request.params, reply)) return reply;
            const page = pageOf(nodes.map(excerpt), request.query as Record<string, string>);
            return 'status' in page ? sendAnswer(reply, page) : reply.send(page);
        });

        app.post(`${base}/nodes`, { bodyLimit }, (request, reply) => {
            if (!flowGiven(request.params, reply)) return reply;
            const body = newNode.safeParse(request.body);
            if (!body.success) {
                return sendAnswer(reply, problem(400, z.prettifyError(body.error)));
            }
            const { mode, target, type, config } = body.data;
            const place = nodes.findIndex((candidate) => candidate._id === target);
            if (place < 0) {
                return sendAnswer(reply, problem(404, `Node ${target} was not found in the flow.`));
            }
            if (refuseUnknown(type, config, reply)) return reply;
            const added = made(body.data);
            nodes.splice(mode === 'append' || mode === 'insertAfter' ? place + 1 : place, 0, added);
            return reply.code(201).send(added);
        });

        app.get(`${base}/nodes/:nodeId`, (request, reply) => {
            const found = nodeGiven(request.params, reply);
            return found ? reply.send(found) : reply;
        });

        app.patch(`${base}/nodes/:nodeId`, { bodyLimit }, (request, reply) => {
            const found = nodeGiven(request.params, reply);
            if (!found) return reply;
            const body = changedNode.safeParse(request.body);
            if (!body.success) {
                return sendAnswer(reply, problem(400, z.prettifyError(body.error)));
            }
            if (refuseUnknown(found.type, body.data.config ?? {}, reply)) return reply;
            Object.assign(found, body.data);
            return reply.send(found);
        });

        app.delete(`${base}/nodes/:nodeId`, (request, reply) => {
            const found = nodeGiven(request.params, reply);
            if (!found) return reply;
            nodes.splice(nodes.indexOf(found), 1);
            return reply.code(204).send();
        });
    }
}
