/** One user of the org as an agent: who it is, which licences and permission sets count, which groups and queues. */
import { literal, literals } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { exitCodes, SetupError } from '../run/error.ts';

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
                  `SELECT PermissionSetGroupId, PermissionSetId, PermissionSet.Name FROM PermissionSetGroupComponent WHERE PermissionSetGroupId IN (${literals(groups.keys())})`
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

/**
 * Ids of the groups and queues that the user is in, through any depth: by name, by the user's own role, by one above it
 * that is taken with its subordinates, or as an internal user.
 */
export async function readGroups(
    org: OrgClient,
    { id, roleId }: Pick<AgentUser, 'id' | 'roleId'>
): Promise<Set<string>> {
    const roles = roleId === undefined ? [] : [roleId, ...(await rolesAbove(org, roleId))];
    const related = roles.length === 0 ? '' : ` OR RelatedId IN (${literals(roles)})`;
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
            `SELECT GroupId FROM GroupMember WHERE UserOrGroupId IN (${literals(next)})`
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
