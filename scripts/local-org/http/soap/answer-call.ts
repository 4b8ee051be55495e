/** What every SOAP endpoint does with a call: whose is it, the answer's envelope, a fault where it is refused. */
import type { FastifyReply, FastifyRequest } from 'fastify';

import { RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import { faultEnvelope, readCall, type SoapCall } from './envelope.ts';

/** Runs a call as the user of its session. @param work answers an envelope; a RestError becomes a fault */
export async function answerCall(
    org: HttpOrg,
    request: FastifyRequest,
    reply: FastifyReply,
    work: (call: SoapCall, userId: string) => string | Promise<string>
): Promise<string> {
    reply.type('text/xml; charset=utf-8');
    try {
        const call = readCall(String(request.body));
        const userId = call.sessionId === undefined ? undefined : org.sessions.userOf(call.sessionId);
        if (userId === undefined) {
            throw new RestError(
                500,
                'sf:INVALID_SESSION_ID',
                'Invalid Session ID found in SessionHeader: Illegal Session'
            );
        }
        return await work(call, userId);
    } catch (error) {
        if (error instanceof RestError) {
            const code = `sf:${error.errorCode.replace(/^sf:/, '')}`;
            return reply.code(500).send(faultEnvelope(code, error.message));
        }
        throw error;
    }
}

/** Of an operation that the local org does not know. */
export function unknownOperation(operation: string): RestError {
    return new RestError(
        500,
        'sf:INVALID_OPERATION',
        `not supported by the local org: the SOAP operation ${operation}`
    );
}
