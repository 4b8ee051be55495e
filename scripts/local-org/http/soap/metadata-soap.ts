/** `/services/Soap/m/NN.0`: the Metadata API's SOAP operations that `sf` and its libraries use. */
import type { FastifyInstance } from 'fastify';

import { child, childrenOf, childFlag, childText, type XmlElement } from '../../../salesforce/xml.ts';
import { describeTypes, type RetrieveOutcome } from '../../metadata/retrieve.ts';
import { componentId } from '../../metadata/ids.ts';
import type { DeployOptions } from '../../metadata/types.ts';
import { dropOldest } from '../../../drop-oldest.ts';
import { RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import { answerCall, unknownOperation } from './answer-call.ts';
import { answerEnvelope } from './envelope.ts';

type Operation = (body: XmlElement, userId: string, version: string) => unknown[];

const keptRetrieves = 20;

export function metadataSoapRoutes(app: FastifyInstance, org: HttpOrg): void {
    const operations = operationsOf(org);
    app.post<{ Params: { version: string } }>('/services/Soap/m/:version', (request, reply) =>
        answerCall(org, request, reply, (call, userId) => {
            const operation = operations[call.operation];
            if (!operation) throw unknownOperation(call.operation);
            return answerEnvelope(call.operation, operation(call.body, userId, request.params.version));
        })
    );
}

/** By the names that the WSDL gives them. */
function operationsOf(org: HttpOrg): Record<string, Operation> {
    const retrieves = new Map<string, RetrieveOutcome>();
    let sequence = 0;

    return {
        deploy: (body, userId) => {
            const zip = Buffer.from(child(body, 'ZipFile')?.text ?? '', 'base64');
            const id = org.startDeploy(new Uint8Array(zip), {
                ...deployOptions(child(body, 'DeployOptions')),
                userId
            });
            return [{ done: false, id, state: 'Queued' }];
        },
        checkDeployStatus: (body) => {
            const id = idOf(body);
            const result = org.metadata.deployResult(id);
            if (!result) {
                throw new RestError(500, 'sf:INVALID_ID_FIELD', `Invalid id: ${id}`);
            }
            const { details, ...summary } = result;
            return [childFlag(body, 'includeDetails') ? { ...summary, details } : summary];
        },
        cancelDeploy: () => {
            throw new RestError(500, 'sf:INVALID_ID_FIELD', 'Deployment already completed');
        },
        retrieve: (body) => {
            const { members, options } = readRetrieve(body);
            const id = componentId('RetrieveRequest', ++sequence);
            retrieves.set(id, org.metadata.retrieve(members, options));
            dropOldest(retrieves, keptRetrieves);
            return [{ done: false, id, state: 'Queued' }];
        },
        checkRetrieveStatus: (body) => {
            const id = idOf(body);
            const outcome = retrieves.get(id);
            if (!outcome) {
                throw new RestError(500, 'sf:INVALID_ID_FIELD', `Invalid id: ${id}`);
            }
            const zipFile =
                childText(body, 'includeZip') === 'false' ? undefined : Buffer.from(outcome.zip).toString('base64');
            const { fileProperties, messages } = outcome;
            return [{ done: true, fileProperties, id, messages, status: 'Succeeded', success: true, zipFile }];
        },
        describeMetadata: () => [
            {
                metadataObjects: describeTypes(),
                organizationNamespace: '',
                partialSaveAllowed: true,
                testRequired: false
            }
        ],
        listMetadata: (body) =>
            childrenOf(body, 'queries').flatMap((query) => org.metadata.list(childText(query, 'type') ?? ''))
    };
}

function idOf(body: XmlElement): string {
    return childText(body, 'asyncProcessId') ?? '';
}

/** @throws RestError where it asks for more than components by type and name */
function readRetrieve(body: XmlElement) {
    // The WSDL names it "retrieveRequest", jsforce "request".
    const request = child(body, 'retrieveRequest') ?? child(body, 'request');
    const unpackaged = request && child(request, 'unpackaged');
    if (!request || !unpackaged) {
        throw new RestError(
            500,
            'sf:INVALID_OPERATION',
            'not supported by the local org: retrieves without "unpackaged"'
        );
    }
    const members = new Map(
        childrenOf(unpackaged, 'types').map((types): [string, string[]] => [
            childText(types, 'name') ?? '',
            childrenOf(types, 'members').map((member) => member.text.trim())
        ])
    );
    const version = childText(request, 'apiVersion') ?? '66.0';
    return { members, options: { version, singlePackage: childFlag(request, 'singlePackage') } };
}

function deployOptions(element: XmlElement | undefined): DeployOptions {
    if (!element) {
        return {};
    }
    const testLevel = childText(element, 'testLevel');
    return {
        checkOnly: childFlag(element, 'checkOnly'),
        rollbackOnError: childFlag(element, 'rollbackOnError'),
        ignoreWarnings: childFlag(element, 'ignoreWarnings'),
        runTests: childrenOf(element, 'runTests').map((test) => test.text.trim()),
        ...(testLevel !== undefined && { testLevel })
    };
}
