/**
 * What one user may do of what an agent needs: asked by SOQL on the permission tables, and by the sets' own metadata.
 */
import { literal, literals } from '../../salesforce/soql.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { retrieveMetadata } from '../../salesforce/retrieve.ts';
import { childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { DesiredOrg } from '../org/desired.ts';
import { principalName, type OrgState } from '../org/read.ts';
import { unitsOf, type Unit } from '../org/units.ts';
import type { AgentUser, AssignedSet } from './agent-user.ts';

/** API names; fields as `Object.Field__c`. */
export interface Rights {
    objects: string[];
    fields: string[];
    classes: string[];
    statuses: string[];
    /** `ExternalCredential-Principal` */
    principals: string[];
}

/** What the permission sets of this setup grant: all of that is what an agent needs. */
export function wantedRights(desired: DesiredOrg): Rights {
    const sets = desired.stages
        .flatMap((stage) => [...stage.units.values()])
        .flatMap(({ type, fullName, xml }) =>
            type === 'PermissionSet' && desired.permissionSets.includes(fullName) && xml ? [xml] : []
        );
    const used = new Set([...desired.credentials.keys()].map((name) => `${name}-${principalName}`));
    return {
        objects: granted(sets, 'objectPermissions', 'object', 'allowRead'),
        fields: granted(sets, 'fieldPermissions', 'field', 'readable'),
        classes: granted(sets, 'classAccesses', 'apexClass', 'enabled'),
        statuses: granted(sets, 'servicePresenceStatusAccesses', 'servicePresenceStatus', 'enabled'),
        principals: principalsOf(sets).filter((name) => used.has(name))
    };
}

const principalsOf = (sets: XmlElement[]) =>
    granted(sets, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal', 'enabled');

function granted(sets: XmlElement[], list: string, name: string, flag: string): string[] {
    return [
        ...new Set(
            sets
                .flatMap((xml) => childrenOf(xml, list))
                .filter((grant) => childFlag(grant, flag))
                .map((grant) => childText(grant, name) ?? '')
        )
    ];
}

/** Which of the wanted rights the user holds, by the profile and the sets. */
export async function heldRights(
    org: OrgClient,
    user: AgentUser,
    sets: AssignedSet[],
    wanted: Rights,
    state: OrgState
): Promise<Rights> {
    const ids = sets.filter(({ isMember }) => !isMember).map(({ id }) => id);
    const parents = [
        `Parent.ProfileId = ${literal(user.profileId)}`,
        ...(ids.length > 0 ? [`ParentId IN (${literals(ids)})`] : [])
    ].join(' OR ');
    const objects = await org.query<{ SobjectType: string }>(
        `SELECT SobjectType FROM ObjectPermissions WHERE PermissionsRead = true AND SobjectType IN (${literals(wanted.objects)}) AND (${parents})`
    );
    const owners = [...new Set(wanted.fields.map((name) => name.split('.')[0] ?? ''))];
    const fields = await org.query<{ Field: string }>(
        `SELECT Field FROM FieldPermissions WHERE PermissionsRead = true AND SobjectType IN (${literals(owners)}) AND (${parents})`
    );
    const entities = await setupEntities(org, wanted, state);
    const access =
        entities.size === 0
            ? []
            : await org.query<{ SetupEntityId: string }>(
                  `SELECT SetupEntityId FROM SetupEntityAccess WHERE SetupEntityId IN (${literals(entities.keys())}) AND (${parents})`
              );
    const opened = access.map(({ SetupEntityId }) => entities.get(SetupEntityId.slice(0, 18)) ?? '');
    return {
        objects: wanted.objects.filter((name) => objects.some((row) => row.SobjectType === name)),
        fields: wanted.fields.filter((name) => fields.some((row) => row.Field === name)),
        classes: wanted.classes.filter((name) => opened.includes(`ApexClass ${name}`)),
        statuses: wanted.statuses.filter((name) => opened.includes(`ServicePresenceStatus ${name}`)),
        principals: await heldPrincipals(org, sets, wanted, state)
    };
}

/** Id → `ApexClass Name`, for what `SetupEntityAccess` tells about. */
async function setupEntities(
    org: OrgClient,
    { classes, statuses }: Rights,
    state: OrgState
): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (classes.length > 0) {
        const rows = await org.query<{ Id: string; Name: string }>(
            `SELECT Id, Name FROM ApexClass WHERE Name IN (${literals(classes)})`
        );
        for (const { Id, Name } of rows) found.set(Id, `ApexClass ${Name}`);
    }
    if (statuses.length > 0 && state.objects.has('AgentWork')) {
        const rows = await org.query<{ Id: string; DeveloperName: string }>(
            `SELECT Id, DeveloperName FROM ServicePresenceStatus WHERE DeveloperName IN (${literals(statuses)})`
        );
        for (const { Id, DeveloperName } of rows) found.set(Id, `ServicePresenceStatus ${DeveloperName}`);
    }
    return found;
}

/**
 * Principals stand in the sets' metadata; sets of the setup were read already, others are only where something lacks.
 */
async function heldPrincipals(
    org: OrgClient,
    sets: AssignedSet[],
    { principals: wanted }: Rights,
    state: OrgState
): Promise<string[]> {
    const names = [...new Set(sets.map(({ name }) => name))];
    const known = names.flatMap((name) => state.units.get(`PermissionSet:${name}`)?.xml ?? []);
    const held = new Set(principalsOf(known));
    const others = names.filter((name) => !state.units.has(`PermissionSet:${name}`));
    if (wanted.some((name) => !held.has(name)) && others.length > 0) {
        const { files } = await retrieveMetadata(org, new Map([['PermissionSet', others]]));
        const units: Unit[] = [...unitsOf(files).values()];
        for (const name of principalsOf(units.flatMap(({ xml }) => (xml ? [xml] : [])))) held.add(name);
    }
    return wanted.filter((name) => held.has(name));
}

export async function mayRead(org: OrgClient, userId: string, recordId: string): Promise<boolean> {
    const [row] = await org.query<{ HasReadAccess: boolean }>(
        `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${literal(userId)} AND RecordId = ${literal(recordId)}`
    );
    return row?.HasReadAccess === true;
}
