/** `/services/Soap/s/NN.0`: anonymous Apex with its log, as `sf apex run` asks for it. */
import type { FastifyInstance } from 'fastify';

import { child } from '../../../salesforce/xml.ts';
import { RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import { answerEnvelope, apis, faultEnvelope, readCall } from './envelope.ts';

export function apexSoapRoutes(app: FastifyInstance, org: HttpOrg): void {
    for (const path of ['/services/Soap/s/:version', '/services/Soap/s/:version/:organization']) {
        app.post(path, async (request, reply) => {
            reply.type('text/xml; charset=utf-8');
            try {
                const { operation, sessionId, body } = readCall(String(request.body));
                const userId = sessionId === undefined ? undefined : org.sessions.userOf(sessionId);
                if (userId === undefined) {
                    throw new RestError(
                        500,
                        'sf:INVALID_SESSION_ID',
                        'Invalid Session ID found in SessionHeader: Illegal Session'
                    );
                }
                if (operation !== 'executeAnonymous') {
                    throw new RestError(
                        500,
                        'sf:INVALID_OPERATION',
                        `not supported by the local org: the SOAP operation ${operation}`
                    );
                }
                const { log, ...result } = await org.apex.executeAnonymous(
                    child(body, 'apexcode')?.text ?? child(body, 'String')?.text ?? '',
                    userId
                );
                const header = { DebuggingInfo: { debugLog: log.map((line) => `USER_DEBUG|${line}`).join('\n') } };
                return answerEnvelope(operation, [result], apis.apex, header);
            } catch (error) {
                if (error instanceof RestError) {
                    return reply.code(500).send(faultEnvelope(error.errorCode, error.message));
                }
                throw error;
            }
        });
    }
}
