/**
 * What one user may do of what an agent needs: asked by SOQL on the permission tables, and by the sets' own metadata.
 */
import { literal } from '../../salesforce/access.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { retrieveMetadata } from '../../salesforce/retrieve.ts';
import { childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { DesiredOrg } from '../org/desired.ts';
import { principalName, type OrgState } from '../org/read.ts';
import { unitsOf, type Unit } from '../org/units.ts';
import { exitCodes, SetupError } from '../run/error.ts';

/** API names; fields as `Object.Field__c`. */
export interface Rights {
    objects: string[];
    fields: string[];
    classes: string[];
    statuses: string[];
    /** `ExternalCredential-Principal` */
    principals: string[];
}

export interface AgentUser {
    id: string;
    userName: string;
    isActive: boolean;
    profileId: string;
    profileName: string;
    roleId?: string;
    /** Feature licences by label; undefined: the org has none of this kind. */
    licences: Map<string, boolean | undefined>;
}

/** A permission set that counts for the user. */
export interface AssignedSet {
    id: string;
    name: string;
    /** The permission set group through which it does. */
    group?: string;
    /** It is in the group: what it grants may be muted there, so only the group's own set tells what the user has. */
    isMember?: true;
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

const licenceFields = {
    'Service Cloud User': 'UserPermissionsSupportUser',
    'Chat User': 'UserPermissionsLiveAgentUser'
};
export type Licence = keyof typeof licenceFields;

/** @throws SetupError where the org has no such user */
export async function readUser(org: OrgClient, userName: string, licences: Licence[]): Promise<AgentUser> {
    const [row] = await org.query<{
        Id: string;
        Username: string;
        IsActive: boolean;
        ProfileId: string;
        Profile: { Name: string } | null;
        UserRoleId: string | null;
    }>(
        `SELECT Id, Username, IsActive, ProfileId, Profile.Name, UserRoleId FROM User WHERE Username = ${literal(userName)}`
    );
    if (!row) {
        throw new SetupError(`The org has no user ${userName}.`, {
            exitCode: exitCodes.usage,
            remedy: 'Wanted: the Username, as Setup, Users, shows it (not always the email address; a sandbox adds its own name to it).'
        });
    }
    const held = new Map<string, boolean | undefined>();
    for (const licence of licences) held.set(licence, await hasLicence(org, row.Id, licenceFields[licence]));
    return {
        id: row.Id,
        userName: row.Username,
        isActive: row.IsActive,
        profileId: row.ProfileId,
        profileName: row.Profile?.Name ?? '',
        ...(row.UserRoleId !== null && { roleId: row.UserRoleId }),
        licences: held
    };
}

/** Undefined: an org without licences of the kind does not have the field either. */
async function hasLicence(org: OrgClient, userId: string, field: string): Promise<boolean | undefined> {
    try {
        const [row] = await org.query(`SELECT ${field} FROM User WHERE Id = ${literal(userId)}`);
        return row?.[field] === true;
    } catch (error) {
        if (!(error instanceof OrgRequestError) || error.errorCode !== 'INVALID_FIELD') throw error;
        return undefined;
    }
}

/**
 * Assignments that count now, direct and through permission set groups. A group is assigned as a set of its own that
 * holds what its members grant, muting taken off
 * (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetgroup.htm).
 */
export async function readSets(org: OrgClient, userId: string): Promise<AssignedSet[]> {
    const rows = await org.query<{
        PermissionSetId: string;
        PermissionSet: { Name: string; NamespacePrefix: string | null; IsOwnedByProfile: boolean } | null;
        PermissionSetGroupId: string | null;
        PermissionSetGroup: { DeveloperName: string } | null;
        ExpirationDate: string | null;
    }>(
        'SELECT PermissionSetId, PermissionSet.Name, PermissionSet.NamespacePrefix, PermissionSet.IsOwnedByProfile, ' +
            'PermissionSetGroupId, PermissionSetGroup.DeveloperName, ExpirationDate ' +
            `FROM PermissionSetAssignment WHERE AssigneeId = ${literal(userId)}`
    );
    const now = new Date();
    const counting = rows.filter(({ ExpirationDate }) => ExpirationDate === null || new Date(ExpirationDate) > now);
    const groups = new Map(
        counting.flatMap((row) =>
            row.PermissionSetGroupId === null
                ? []
                : [[row.PermissionSetGroupId, row.PermissionSetGroup?.DeveloperName ?? row.PermissionSetGroupId]]
        )
    );
    const members =
        groups.size === 0
            ? []
            : await org.query<{
                  PermissionSetGroupId: string;
                  PermissionSetId: string;
                  PermissionSet: { Name: string };
              }>(
                  `SELECT PermissionSetGroupId, PermissionSetId, PermissionSet.Name FROM PermissionSetGroupComponent WHERE PermissionSetGroupId IN (${list([...groups.keys()])})`
              );
    return [
        ...counting
            .filter(({ PermissionSet }) => PermissionSet?.IsOwnedByProfile !== true)
            .map(({ PermissionSetId, PermissionSet, PermissionSetGroupId }) => ({
                id: PermissionSetId,
                name: [PermissionSet?.NamespacePrefix, PermissionSet?.Name].filter(Boolean).join('__'),
                ...(PermissionSetGroupId !== null && { group: groups.get(PermissionSetGroupId) ?? '' })
            })),
        ...members.map((row) => ({
            id: row.PermissionSetId,
            name: row.PermissionSet.Name,
            group: groups.get(row.PermissionSetGroupId) ?? '',
            isMember: true as const
        }))
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
        ...(ids.length > 0 ? [`ParentId IN (${list(ids)})`] : [])
    ].join(' OR ');
    const objects = await org.query<{ SobjectType: string }>(
        `SELECT SobjectType FROM ObjectPermissions WHERE PermissionsRead = true AND SobjectType IN (${list(wanted.objects)}) AND (${parents})`
    );
    const owners = [...new Set(wanted.fields.map((name) => name.split('.')[0] ?? ''))];
    const fields = await org.query<{ Field: string }>(
        `SELECT Field FROM FieldPermissions WHERE PermissionsRead = true AND SobjectType IN (${list(owners)}) AND (${parents})`
    );
    const entities = await setupEntities(org, wanted, state);
    const access =
        entities.size === 0
            ? []
            : await org.query<{ SetupEntityId: string }>(
                  `SELECT SetupEntityId FROM SetupEntityAccess WHERE SetupEntityId IN (${list([...entities.keys()])}) AND (${parents})`
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
            `SELECT Id, Name FROM ApexClass WHERE Name IN (${list(classes)})`
        );
        for (const { Id, Name } of rows) found.set(Id, `ApexClass ${Name}`);
    }
    if (statuses.length > 0 && state.objects.has('AgentWork')) {
        const rows = await org.query<{ Id: string; DeveloperName: string }>(
            `SELECT Id, DeveloperName FROM ServicePresenceStatus WHERE DeveloperName IN (${list(statuses)})`
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

/**
 * Ids of the groups and queues that the user is in, through any depth: by name, by the user's own role, by one above it
 * that is taken with its subordinates, or as an internal user.
 */
export async function readGroups(
    org: OrgClient,
    { id, roleId }: Pick<AgentUser, 'id' | 'roleId'>
): Promise<Set<string>> {
    const roles = roleId === undefined ? [] : [roleId, ...(await rolesAbove(org, roleId))];
    const related = roles.length === 0 ? '' : ` OR RelatedId IN (${list(roles)})`;
    const implied = await org.query<{ Id: string; Type: string; RelatedId: string | null }>(
        `SELECT Id, Type, RelatedId FROM Group WHERE Type = 'Organization'${related}`
    );
    const own = implied.filter(
        ({ Type, RelatedId }) =>
            Type === 'Organization' || RelatedId === roleId || Type.startsWith('RoleAndSubordinates')
    );
    const seen = new Set(own.map((row) => row.Id));
    let next = [id, ...seen];
    while (next.length > 0) {
        const rows = await org.query<{ GroupId: string }>(
            `SELECT GroupId FROM GroupMember WHERE UserOrGroupId IN (${list(next)})`
        );
        next = [...new Set(rows.map(({ GroupId }) => GroupId))].filter((group) => !seen.has(group));
        next.forEach((group) => seen.add(group));
    }
    return seen;
}

async function rolesAbove(org: OrgClient, roleId: string): Promise<string[]> {
    const above: string[] = [];
    let at = roleId;
    for (;;) {
        const [role] = await org.query<{ ParentRoleId: string | null }>(
            `SELECT ParentRoleId FROM UserRole WHERE Id = ${literal(at)}`
        );
        const parent = role?.ParentRoleId ?? undefined;
        if (parent === undefined || above.includes(parent)) return above;
        above.push(parent);
        at = parent;
    }
}

export async function mayRead(org: OrgClient, userId: string, recordId: string): Promise<boolean> {
    const [row] = await org.query<{ HasReadAccess: boolean }>(
        `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${literal(userId)} AND RecordId = ${literal(recordId)}`
    );
    return row?.HasReadAccess === true;
}

const list = (values: readonly string[]) => values.map(literal).join(', ');
