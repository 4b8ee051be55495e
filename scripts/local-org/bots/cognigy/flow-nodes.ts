import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hexOf } from '../conversations/identifiers.ts';
import { sendAnswer } from '../server/bot-server.ts';
import { problem } from './problem.ts';
import { TENANT } from './talk.ts';

const newNode = z.object({
    type: z.string().min(1),
    extension: z.string().min(1),
    mode: z.enum(['append', 'prepend', 'insertBefore', 'insertAfter']),
    target: z.string().min(1),
    label: z.string().optional(),
    comment: z.string().optional(),
    config: z.record(z.string(), z.unknown()).default({})
});

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
    config: {},
    isDisabled: false
});

/** A chart with a start and an end. */
export const emptyChart = (): FlowNode[] => [node('start', 'start'), node('end', 'end')];

/** The chart of the tenant's one flow: read it, put a node into it. */
export function registerFlowNodes(app: FastifyInstance, bodyLimit: number, nodes: FlowNode[]): void {
    const unknownFlow = (id: string) => problem(404, `Flow ${id} was not found.`);

    for (const base of ['/v2.0', '/new/v2.0']) {
        app.get(`${base}/flows/:id/chart`, (request, reply) => {
            const { id } = request.params as { id: string };
            return id === TENANT.flowId ? reply.send({ nodes }) : sendAnswer(reply, unknownFlow(id));
        });

        app.post(`${base}/flows/:id/chart/nodes`, { bodyLimit }, (request, reply) => {
            const { id } = request.params as { id: string };
            if (id !== TENANT.flowId) {
                return sendAnswer(reply, unknownFlow(id));
            }
            const body = newNode.safeParse(request.body);
            if (!body.success) {
                return sendAnswer(reply, problem(400, z.prettifyError(body.error)));
            }
            const { mode, target, label, comment, ...rest } = body.data;
            const place = nodes.findIndex((candidate) => candidate._id === target);
            if (place < 0) {
                return sendAnswer(reply, problem(404, `Node ${target} was not found in flow ${id}.`));
            }
            const made: FlowNode = {
                ...node(String(nodes.length), rest.type),
                ...rest,
                label: label ?? rest.type,
                comment: comment ?? ''
            };
            nodes.splice(mode === 'append' || mode === 'insertAfter' ? place + 1 : place, 0, made);
            return reply.code(201).send(made);
        });
    }
}
