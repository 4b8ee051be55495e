/** Who takes conversations over: the setup file's users and groups, as the org knows them. */
import { queryIn } from '../../salesforce/soql.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import type { SetupConfig } from '../config/schema.ts';

export interface OrgUser {
    id: string;
    userName: string;
    isActive: boolean;
}

export interface OrgPeople {
    /** The config's users and the groups' members, by user name in lower case. */
    users: Map<string, OrgUser>;
    /** Developer name → id; public groups of the config that are there. */
    groups: Map<string, string>;
    /** Those of them that lead to no active user. */
    withoutAgents: string[];
}

/** The config's agents: named users and, through any depth, the members of named groups. */
export async function readPeople(org: OrgClient, { agents }: SetupConfig): Promise<OrgPeople> {
    const groups = new Map<string, string>();
    const memberIds = new Set<string>();
    /** Group or user → the config's groups that lead there. */
    const rootsOf = new Map<string, Set<string>>();
    if (agents.groups.length > 0) {
        const rows = await queryIn<{ Id: string; DeveloperName: string }>(
            org,
            agents.groups,
            (names) => `SELECT Id, DeveloperName FROM Group WHERE Type = 'Regular' AND DeveloperName IN (${names})`
        );
        // As the file writes them: an org takes developer names in any case.
        for (const row of rows) {
            const name = agents.groups.find((each) => each.toLowerCase() === row.DeveloperName.toLowerCase());
            groups.set(name ?? row.DeveloperName, row.Id);
        }
        for (const [name, id] of groups) rootsOf.set(id, new Set([name]));
        const seen = new Set<string>();
        let next = [...groups.values()];
        while (next.length > 0) {
            next.forEach((id) => seen.add(id));
            const members = await queryIn<{ GroupId: string; UserOrGroupId: string }>(
                org,
                next,
                (some) => `SELECT GroupId, UserOrGroupId FROM GroupMember WHERE GroupId IN (${some})`
            );
            for (const { GroupId, UserOrGroupId } of members) {
                const roots = [...(rootsOf.get(UserOrGroupId) ?? []), ...(rootsOf.get(GroupId) ?? [])];
                rootsOf.set(UserOrGroupId, new Set(roots));
            }
            const ids = members.map((member) => member.UserOrGroupId);
            ids.filter((id) => id.startsWith('005')).forEach((id) => memberIds.add(id));
            next = ids.filter((id) => id.startsWith('00G') && !seen.has(id));
        }
    }
    const users = new Map<string, OrgUser>();
    for (const [field, values] of [
        ['Username', agents.users],
        ['Id', memberIds]
    ] as const) {
        const rows = await queryIn<{ Id: string; Username: string; IsActive: boolean }>(
            org,
            values,
            (some) => `SELECT Id, Username, IsActive FROM User WHERE ${field} IN (${some})`
        );
        for (const row of rows) {
            users.set(row.Username.toLowerCase(), { id: row.Id, userName: row.Username, isActive: row.IsActive });
        }
    }
    const active = [...users.values()].filter(({ isActive }) => isActive);
    const withAgents = new Set(active.flatMap(({ id }) => [...(rootsOf.get(id) ?? [])]));
    return { users, groups, withoutAgents: [...groups.keys()].filter((name) => !withAgents.has(name)) };
}
