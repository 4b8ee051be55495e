/** `/services/Soap/s/NN.0`: anonymous Apex with its log, as `sf apex run` asks for it. */
import type { FastifyInstance } from 'fastify';

import { child } from '../../../salesforce/xml.ts';
import type { HttpOrg } from '../org.ts';
import { answerCall, unknownOperation } from './answer-call.ts';
import { answerEnvelope, apis } from './envelope.ts';

export function apexSoapRoutes(app: FastifyInstance, org: HttpOrg): void {
    for (const path of ['/services/Soap/s/:version', '/services/Soap/s/:version/:organization']) {
        app.post(path, (request, reply) =>
            answerCall(org, request, reply, async ({ operation, body }, userId) => {
                if (operation !== 'executeAnonymous') throw unknownOperation(operation);
                const { log, ...result } = await org.apex.executeAnonymous(
                    child(body, 'apexcode')?.text ?? child(body, 'String')?.text ?? '',
                    userId
                );
                const header = { DebuggingInfo: { debugLog: log.map((line) => `USER_DEBUG|${line}`).join('\n') } };
                return answerEnvelope(operation, [result], apis.apex, header);
            })
        );
    }
}
