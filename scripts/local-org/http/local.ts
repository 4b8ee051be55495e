/**
 * `/local`: what only a local org has. These paths need no token: whoever reaches loopback is trusted, and the console
 * page speaks as the user that is chosen here.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { mayUseClass } from './class-access.ts';
import { ConsoleSession, type SpeakerChoice, type LocalState } from './console-session.ts';
import { RestError } from './errors.ts';
import type { HttpOrg } from './org.ts';

interface ApexRequest {
    Params: { method: string };
    Body: Record<string, unknown> | null;
}

export function localRoutes(app: FastifyInstance, org: HttpOrg, state: LocalState): void {
    const session = new ConsoleSession(org, state);

    app.get('/session', () => session.face());
    app.put<{ Body: SpeakerChoice }>('/session', (request) => {
        session.choose(request.body ?? {});
        return session.face();
    });
    app.get<{ Querystring: { language?: string } }>('/labels', (request) =>
        org.metadata.labels(request.query.language ?? session.user().language)
    );
    app.post<ApexRequest>('/apex/:method', (request, reply) => invokeApex(org, session, request, reply));
}

/** Runs a method as components call it; failures come as Lightning gives them to components: never a stack trace. */
async function invokeApex(
    org: HttpOrg,
    session: ConsoleSession,
    request: FastifyRequest<ApexRequest>,
    reply: FastifyReply
) {
    const [className, methodName, ...rest] = request.params.method.split('.') as [
        string,
        string | undefined,
        ...string[]
    ];
    if (methodName === undefined || rest.length > 0) {
        throw new RestError(404, 'NOT_FOUND', 'The path must name a class and a method: Class.method.');
    }
    // Whose token comes along, where one does: each page of a browser stays with the user whose name it shows.
    const userId = org.sessions.userOfHeader(request.headers.authorization) ?? session.user().id;
    if (!mayUseClass(org, className, userId)) {
        const message = `You do not have access to the Apex class named '${className}'.`;
        return reply.code(403).send(exception('System.NoAccessException', message));
    }
    const outcome = await org.apex.invoke(className, methodName, request.body ?? {}, userId);
    return outcome.ok
        ? { returnValue: outcome.returnValue ?? null }
        : reply.code(500).send(exception(outcome.exceptionType, outcome.message));
}

function exception(exceptionType: string, message: string) {
    return { exceptionType, isUserDefinedException: !exceptionType.startsWith('System.'), message };
}
