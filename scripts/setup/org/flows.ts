/**
 * What deploys don't do to flows: a production org takes active ones as inactive unless its settings say otherwise
 * (https://help.salesforce.com/s/articleView?id=platform.flow_distribute_deploy_active.htm), and no org deletes one by
 * its name
 * (https://issues.salesforce.com/issue/a028c00000gAwixAAC/deletion-of-flow-metadata-through-destructive-changes-not-supported).
 * The Tooling API does both, by versions
 * (https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_flowdefinition.htm).
 */
import { literal } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { childText } from '../../salesforce/xml.ts';
import { SetupError } from '../run/error.ts';
import type { Unit } from './units.ts';

interface FlowDefinition {
    Id: string;
    ActiveVersionId: string | null;
    LatestVersionId: string;
    LatestVersion: { VersionNumber: number };
}

/** Are the flow's file, or the flow as it was retrieved, active? */
export function isActive({ xml }: Pick<Unit, 'xml'>): boolean {
    return xml !== undefined && childText(xml, 'status') === 'Active';
}

/** What a person does where the org does not let the setup. */
export function activationRemedy({ xml, fullName }: Pick<Unit, 'xml' | 'fullName'>): string {
    const label = (xml && childText(xml, 'label')) ?? fullName;
    return `Open Setup, Flows, ${label}, and press Activate; then run the same command again: it goes on from there.`;
}

/**
 * Makes flows that were just deployed as active as their files say.
 *
 * @throws SetupError where the org refuses
 */
export async function settleFlows(units: readonly Unit[], org: OrgClient): Promise<void> {
    for (const flow of units.filter(({ type }) => type === 'Flow')) {
        const definition = await definitionOf(flow, org);
        if (!definition) throw new SetupError(`The org has no flow ${flow.fullName}.`);
        const { Id, ActiveVersionId, LatestVersionId, LatestVersion } = definition;
        if (ActiveVersionId === (isActive(flow) ? LatestVersionId : null)) continue;
        try {
            await setActiveVersion(Id, isActive(flow) ? LatestVersion.VersionNumber : 0, org);
        } catch (error) {
            if (!isRefusal(error)) throw error;
            throw isActive(flow)
                ? new SetupError(
                      `The flow ${flow.fullName} is deployed, and the org does not activate it: ${error.message}`,
                      {
                          remedy: activationRemedy(flow)
                      }
                  )
                : new SetupError(`The org keeps the flow ${flow.fullName} active: ${error.message}`);
        }
    }
}

/**
 * Deletes a flow, with all of its versions.
 *
 * @returns the org's words where it refuses; undefined where the flow is gone
 */
export async function deleteFlow(flow: Unit, org: OrgClient): Promise<string | undefined> {
    const definition = await definitionOf(flow, org);
    if (!definition) return undefined;
    try {
        if (definition.ActiveVersionId !== null) await setActiveVersion(definition.Id, 0, org);
        const versions = await org.query<{ Id: string }>(
            `SELECT Id FROM Flow WHERE DefinitionId = ${literal(definition.Id)}`,
            { tooling: true }
        );
        // The definition goes with the last one.
        for (const { Id } of versions) await org.request('DELETE', `/tooling/sobjects/Flow/${Id}`);
        return undefined;
    } catch (error) {
        if (!isRefusal(error)) throw error;
        return error.message;
    }
}

async function definitionOf({ fullName }: Unit, org: OrgClient): Promise<FlowDefinition | undefined> {
    const [definition] = await org.query<FlowDefinition>(
        `SELECT Id, ActiveVersionId, LatestVersionId, LatestVersion.VersionNumber FROM FlowDefinition WHERE DeveloperName = ${literal(fullName)}`,
        { tooling: true }
    );
    return definition;
}

/** @param version 0 for none */
async function setActiveVersion(definitionId: string, version: number, org: OrgClient): Promise<void> {
    await org.request('PATCH', `/tooling/sobjects/FlowDefinition/${definitionId}`, {
        body: { Metadata: { activeVersionNumber: version } }
    });
}

/** Did the org hear it, and say no? Silence, a limit or an expired session are something else. */
function isRefusal(error: unknown): error is OrgRequestError {
    return error instanceof OrgRequestError && [400, 403, 404].includes(error.status);
}
