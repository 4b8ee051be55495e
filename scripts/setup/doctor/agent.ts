/**
 * May a named agent do what a handoff takes? Answered by the org's records about that user, not by trying: no API runs
 * anything as another user.
 */
import type { OrgClient } from '../../salesforce/org-client.ts';
import type { Check } from '../provider-setup.ts';
import type { Readings } from '../readings.ts';
import { heldRights, mayRead, wantedRights, type Rights } from './agent-rights.ts';
import { readGroups, readSets, readUser, type AgentUser, type AssignedSet } from './agent-user.ts';
import { check } from './org-checks.ts';

const assign = 'Name the user in the setup file (agents) and run apply, or assign the permission sets by hand.';

/**
 * @param recordId the record that the agent should see; none where there is no handoff yet
 * @throws SetupError where the org has no such user
 */
export async function checksOfAgent(
    org: OrgClient,
    readings: Readings,
    userName: string,
    recordId: string | undefined
): Promise<Check[]> {
    const { desired, state } = readings;
    const user = await readUser(org, userName, [
        'Service Cloud User',
        ...(desired.usesChat ? (['Chat User'] as const) : [])
    ]);
    const sets = await readSets(org, user.id);
    const wanted = wantedRights(desired);
    const held = await heldRights(org, user, sets, wanted, state);
    const groups = await readGroups(org, user);
    const outside = desired.queues.filter((name) => !groups.has(state.queues.get(name)?.id ?? ''));
    return [
        check(
            'agent.user',
            'User',
            user.isActive ? [] : [`${user.userName} is not active.`],
            `${user.userName} is active (profile ${user.profileName}).`,
            'Activate the user in Setup, Users.'
        ),
        licenceCheck(user, desired.usesMessaging),
        setsCheck(desired.permissionSets, sets, isAll(wanted, held)),
        rightsCheck('agent.objects', 'Objects', wanted.objects, held.objects, 'readable'),
        rightsCheck('agent.fields', 'Fields that a handoff writes', wanted.fields, held.fields, 'readable'),
        rightsCheck('agent.apex', 'Apex of the history', wanted.classes, held.classes, 'open'),
        rightsCheck('agent.credentials', 'Principals of the credentials', wanted.principals, held.principals, 'open'),
        ...(wanted.statuses.length > 0
            ? [rightsCheck('agent.presence', 'Presence statuses', wanted.statuses, held.statuses, 'open')]
            : []),
        check(
            'agent.queues',
            'Queues',
            outside.map((name) => `Not in ${name}.`),
            `In ${desired.queues.join(' and ')}.`,
            'Name the user in the setup file (agents) and run apply, or add the user in Setup, Queues.'
        ),
        ...(recordId === undefined ? [] : [await recordCheck(org, user, recordId)])
    ];
}

function licenceCheck({ licences, userName }: AgentUser, usesMessaging: boolean): Check {
    const problems = [...licences].flatMap(([name, has]) =>
        has === true
            ? []
            : [has === undefined ? `This org has no licence ${name}.` : `${userName} has no licence ${name}.`]
    );
    return check(
        'agent.licences',
        'Feature licences',
        problems,
        `${[...licences.keys()].join(', ')}: on.${usesMessaging ? ' (No API tells whether Messaging takes a licence of its own in this org.)' : ''}`,
        'Setup, Users, the user, Edit: check the box; it takes a free licence (Company Information shows them).'
    );
}

function setsCheck(wanted: string[], sets: AssignedSet[], holdsAll: boolean): Check {
    const lacking = wanted.filter((name) => !sets.some((set) => set.name === name));
    const through = wanted.flatMap((name) => {
        const found = sets.filter((set) => set.name === name);
        const [first] = found;
        return first?.group !== undefined && found.every(({ group }) => group !== undefined)
            ? [`${name} through ${first.group}`]
            : [];
    });
    const title = 'Permission sets';
    if (lacking.length > 0 && holdsAll) {
        const found = `Without ${lacking.join(', ')}, but with all that it grants, by other sets or the profile.`;
        return { id: 'agent.permission-sets', title, status: 'ok', found };
    }
    return check(
        'agent.permission-sets',
        title,
        lacking.map((name) => `Lacking: ${name}.`),
        `${wanted.join(', ')}${through.length > 0 ? ` (${through.join(', ')})` : ''}.`,
        assign
    );
}

function rightsCheck(id: string, title: string, wanted: string[], held: string[], what: 'readable' | 'open'): Check {
    return check(
        id,
        title,
        wanted.filter((name) => !held.includes(name)).map((name) => `${name} is not ${what} for this user.`),
        wanted.length === 1 ? `The only one is ${what}.` : `All ${wanted.length} are ${what}.`,
        assign
    );
}

const isAll = (wanted: Rights, held: Rights) =>
    (Object.keys(wanted) as (keyof Rights)[]).every((kind) => held[kind].length === wanted[kind].length);

async function recordCheck(org: OrgClient, user: AgentUser, recordId: string): Promise<Check> {
    return check(
        'agent.record',
        'The newest handoff',
        (await mayRead(org, user.id, recordId)) ? [] : [`${user.userName} may not read ${recordId}.`],
        `${user.userName} may read ${recordId}.`,
        'Look at the sharing of the object: its owner, the queue that it was in, sharing rules.'
    );
}
