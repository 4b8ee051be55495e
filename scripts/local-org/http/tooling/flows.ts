/**
 * Flows and their versions as tooling objects: which version is active is set here, and versions are deleted here
 * (https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_flowdefinition.htm,
 * https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-flow.html).
 */
import type { FastifyInstance } from 'fastify';

import { childText } from '../../../salesforce/xml.ts';
import type { OrgMetadata } from '../../metadata/metadata.ts';
import { notFound, notSupported, RestError } from '../errors.ts';
import type { HttpOrg } from '../org.ts';
import type { ToolingRow } from './soql-tables.ts';

interface FlowRequest {
    Params: { id: string };
    Body: { Metadata?: { activeVersionNumber?: number | null } } | null;
}

/** The fields of a flow's definition beside those that all components have. */
export function definitionFields(flow: string, metadata: OrgMetadata): ToolingRow {
    const versions = versionRows(flow, metadata);
    const latest = versions.at(-1) ?? null;
    const active = versions.find(({ Status }) => Status === 'Active') ?? null;
    return {
        ActiveVersion: active,
        ActiveVersionId: active?.['Id'] ?? null,
        LatestVersion: latest,
        LatestVersionId: latest?.['Id'] ?? null
    };
}

/** One row for each version of each flow. */
export function flowRows(metadata: OrgMetadata): ToolingRow[] {
    return metadata.list('Flow').flatMap(({ id, fullName }) =>
        versionRows(fullName, metadata).map((version) => ({
            ...version,
            DefinitionId: id,
            Definition: { attributes: { type: 'FlowDefinition' }, Id: id, DeveloperName: fullName }
        }))
    );
}

/** A flow's versions, oldest first; only the newest can be active. */
function versionRows(flow: string, metadata: OrgMetadata): ToolingRow[] {
    const xml = metadata.component('Flow', flow);
    const versions = metadata.flowVersions(flow);
    return versions.map(({ id, number }) => {
        const status = id === versions.at(-1)?.id && xml ? childText(xml, 'status') : undefined;
        return { attributes: { type: 'Flow' }, Id: id, VersionNumber: number, Status: status ?? 'Obsolete' };
    });
}

export function flowRoutes(app: FastifyInstance, { metadata }: HttpOrg): void {
    app.patch<FlowRequest>('/tooling/sobjects/FlowDefinition/:id', (request, reply) => {
        const flow = metadata.list('Flow').find(({ id }) => id === request.params.id);
        if (!flow) {
            throw notFound();
        }
        // 0 and no number at all stand for no version.
        const number = request.body?.Metadata?.activeVersionNumber ?? 0;
        const numbers = metadata.flowVersions(flow.fullName).map((version) => version.number);
        if (number !== 0 && !numbers.includes(number)) {
            throw new RestError(400, 'INVALID_INPUT', `Invalid version number: ${number}`);
        }
        if (number !== 0 && number !== numbers.at(-1)) {
            throw notSupported('an older version of a flow as the active one');
        }
        metadata.setFlowActive(flow.fullName, number !== 0);
        return reply.code(204).send();
    });

    app.delete<FlowRequest>('/tooling/sobjects/Flow/:id', (request, reply) => {
        const version = flowRows(metadata).find(({ Id }) => Id === request.params.id);
        if (!version) {
            throw notFound();
        }
        if (version['Status'] === 'Active') {
            throw new RestError(400, 'DELETE_FAILED', "An active flow version can't be deleted.");
        }
        const { DeveloperName } = version['Definition'] as { DeveloperName: string };
        const problem = metadata.deleteFlowVersion(DeveloperName, version['VersionNumber'] as number);
        if (problem !== undefined) {
            throw new RestError(400, 'DELETE_FAILED', problem);
        }
        return reply.code(204).send();
    });
}
