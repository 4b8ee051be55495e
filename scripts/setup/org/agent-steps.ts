/** Gives the agents what they work with: permission sets, the queue, the presence configuration. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import type { SetupConfig } from '../config/schema.ts';
import { SetupError } from '../run/error.ts';
import type { Journal, RecordEntry } from '../run/journal.ts';
import type { DesiredOrg } from './desired.ts';
import { agentsOf, isAsLeft, queueMembers } from './plan.ts';
import { readRecords, type OrgState } from './read.ts';

/** An org as it is and as it shall be. */
export interface AgentWork {
    org: OrgClient;
    config: SetupConfig;
    desired: DesiredOrg;
    state: OrgState;
    journal: Journal;
}

/** Assigns what an agent lacks. @throws SetupError with what the org refused, or what it does not have */
export async function assignPermissionSets(work: AgentWork): Promise<void> {
    const { assignments, permissionSets } = await readRecords(
        work.org,
        work.desired,
        work.state.people,
        work.state.objects
    );
    const lacking = agentsOf(work.state.people).flatMap((user) =>
        work.desired.permissionSets.map((name): RecordEntry => ({
            object: 'PermissionSetAssignment',
            fields: {
                AssigneeId: user.id,
                PermissionSetId: permissionSets.get(name) ?? missing(`permission set ${name}`)
            },
            what: `${name} of ${user.userName}`
        }))
    );
    await make(
        work,
        lacking.filter(({ fields }) => !assignments.has(`${fields['AssigneeId']}/${fields['PermissionSetId']}`))
    );
}

/** Makes agents members of the queues. @throws SetupError as {@link assignPermissionSets} */
export async function joinQueues(work: AgentWork): Promise<void> {
    const { queues } = await readRecords(work.org, work.desired, work.state.people, work.state.objects);
    const lacking = work.desired.queues.flatMap((name) => {
        const queue = queues.get(name) ?? missing(`queue ${name}`);
        return queueMembers(work.config, work.state.people)
            .filter(({ id }) => !queue.members.has(id))
            .map((member): RecordEntry => ({
                object: 'GroupMember',
                fields: { GroupId: queue.id, UserOrGroupId: member.id },
                what: `${member.name} in queue ${name}`
            }));
    });
    if (lacking.length > 0) writesInto(work, ...work.desired.queues.map((name) => `Queue:${name}`));
    await make(work, lacking);
}

/**
 * Gives agents the presence configuration instead of the one that they have.
 *
 * @throws SetupError as {@link assignPermissionSets}
 */
export async function assignPresence(work: AgentWork): Promise<void> {
    const { org, desired, state, journal } = work;
    const { presenceConfigs, presenceOf } = await readRecords(
        org,
        desired,
        state.people,
        new Set([...state.objects, 'PresenceUserConfig'])
    );
    const wanted =
        presenceConfigs.get(desired.presenceConfig ?? '') ??
        missing(`presence configuration ${desired.presenceConfig}`);
    const entry = (userId: string, configId: string, userName: string): RecordEntry => ({
        object: 'PresenceUserConfigUser',
        fields: { PresenceUserConfigId: configId, UserId: userId },
        what: `presence configuration of ${userName}`
    });
    const lacking: RecordEntry[] = [];
    for (const user of agentsOf(state.people)) {
        const now = presenceOf.get(user.id);
        if (now?.configId === wanted) continue;
        if (now) {
            // A user has one configuration: the former one goes first, and undo puts the newest of them back.
            journal.update((data) => {
                const others = data.removed.filter(({ fields }) => fields['UserId'] !== user.id);
                data.removed = [...others, entry(user.id, now.configId, user.userName)];
            });
            await org.delete('PresenceUserConfigUser', now.id);
        }
        lacking.push(entry(user.id, wanted, user.userName));
    }
    if (lacking.length > 0) writesInto(work, `PresenceUserConfig:${desired.presenceConfig}`);
    await make(work, lacking);
}

/** A component names its members, too: until it is read back, nobody knows how this run leaves it. */
function writesInto({ state, journal }: AgentWork, ...keys: string[]): void {
    journal.update(({ units }) => {
        for (const key of keys) if (isAsLeft(units[key], state.units.get(key))) delete units[key]?.found;
    });
}

/** Makes records; what another run made in between is as good. */
async function make({ org, journal }: AgentWork, entries: RecordEntry[]): Promise<void> {
    if (entries.length === 0) return;
    journal.update((data) => {
        const known = new Set(data.made.map((entry) => JSON.stringify([entry.object, entry.fields])));
        data.made.push(...entries.filter((entry) => !known.has(JSON.stringify([entry.object, entry.fields]))));
    });
    const results = await org.insertMany(
        entries.map(({ object, fields }) => ({ attributes: { type: object }, ...fields })),
        false
    );
    const failures = results.flatMap((result, index) =>
        result.success || result.errors.every(({ statusCode }) => statusCode === 'DUPLICATE_VALUE')
            ? []
            : [`${entries[index]?.what ?? ''}: ${result.errors.map(({ message }) => message).join('; ')}`]
    );
    if (failures.length > 0) {
        throw new SetupError(`The org refused:\n${failures.join('\n')}`, {
            remedy: 'Give these users what the org names (a licence, a permission), or take them out of agents in the setup file; then run the same command again: it goes on from here.'
        });
    }
}

function missing(what: string): never {
    throw new SetupError(`The org has no ${what}.`, { remedy: 'Run apply again: it deploys what lacks.' });
}
