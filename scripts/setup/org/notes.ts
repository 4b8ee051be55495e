/**
 * What a plan does not change, and whoever reads it should know: agents that get nothing, and those that keep
 * something.
 */
import { queryIn } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { wayOf, type SetupConfig } from '../config/schema.ts';
import { firstOf } from '../counted.ts';
import type { JournalData, RecordEntry } from '../run/journal.ts';
import type { OrgPeople } from './people.ts';
import { agentsOf, queueMembers, type OrgStep } from './plan.ts';
import { messagingUrlOf } from './read.ts';

/** @throws OrgRequestError */
export async function notesOf(
    org: OrgClient,
    config: SetupConfig,
    people: OrgPeople,
    { made }: Pick<JournalData, 'made'>
): Promise<string[]> {
    const named = new Set([...agentsOf(people), ...queueMembers(config, people)].map(({ id }) => id));
    const former = await stillThere(
        org,
        made.filter((entry) => !named.has(ownerOf(entry).id))
    );
    return [
        ...addressNotes(org.instanceUrl, config),
        ...people.withoutAgents.map(
            (name) =>
                `The group ${name} has no active user among its members (those by role are not looked at), so that nobody gets permission sets and presence by it: name the users in the setup file, or put them into the group, and run apply again.`
        ),
        ...(former.length > 0
            ? [
                  `Of agents that the setup file no longer names, apply takes nothing away; they keep ${firstOf(former)}. Take it away in Setup, Users.`
              ]
            : [])
    ];
}

/** Where a Bot Provider's histories are asked for: the project, environment or application. */
const tenantValue = 'values[Scope_Id__c].value';

/** A second setup file, of another bot, may name the same Bot Provider: by default all bots of a vendor do. */
export function tenantNotes(steps: readonly OrgStep[]): string[] {
    const prefix = 'CustomMetadata Bot_Provider.';
    return steps
        .flatMap(({ items }) => items)
        .flatMap(({ what, fields }) => {
            const tenant = fields.find(({ name }) => name === tenantValue);
            const [from, to] = [tenant?.from, tenant?.to];
            if (!what.startsWith(prefix) || typeof from !== 'string' || from === '' || typeof to !== 'string')
                return [];
            return `The Bot Provider ${what.slice(prefix.length)} reads histories of ${from} so far, and from this apply on of ${to}: what was handed over before is no longer found. If both bots stay, give this one a provider of its own (provider of the connector in the setup file).`;
        });
}

/** A setup file that was written for a sandbox, say, leads the bot there from production too. */
function addressNotes(instanceUrl: string, config: SetupConfig): string[] {
    const { messagingUrl } = config.org;
    const own = messagingUrlOf(instanceUrl, { org: {} });
    const isOther = config.connectors.some((entry) => wayOf(entry) === 'messaging') && messagingUrl !== own;
    return messagingUrl !== undefined && own !== undefined && isOther
        ? [
              `org.messagingUrl of the setup file is ${messagingUrl}, and by My Domain this org's is ${own}: if the file was written for another org, take the line out, or conversations go there.`
          ]
        : [];
}

/** Whose it is, and the field that says so. */
function ownerOf({ fields }: RecordEntry): { field: string; id: string } {
    const field = ['AssigneeId', 'UserOrGroupId', 'UserId'].find((name) => name in fields) ?? '';
    return { field, id: fields[field] ?? '' };
}

/** Those that nobody has taken away since, in few requests. */
async function stillThere(org: OrgClient, entries: readonly RecordEntry[]): Promise<string[]> {
    const what: string[] = [];
    for (const object of new Set(entries.map((entry) => entry.object))) {
        const some = entries.filter((entry) => entry.object === object);
        const [first] = some;
        if (!first) continue;
        const names = Object.keys(first.fields);
        const keyOf = (fields: Record<string, unknown>) => names.map((name) => String(fields[name])).join(' ');
        const there = await rowsOf(org, object, names, some);
        const keys = new Set(there.map(keyOf));
        what.push(...some.filter(({ fields }) => keys.has(keyOf(fields))).map((entry) => entry.what));
    }
    return what;
}

async function rowsOf(
    org: OrgClient,
    object: string,
    names: readonly string[],
    entries: readonly RecordEntry[]
): Promise<Record<string, unknown>[]> {
    const owners = entries.map(ownerOf);
    const soql = (ids: string) =>
        `SELECT ${names.join(', ')} FROM ${object} WHERE ${owners[0]?.field ?? 'Id'} IN (${ids})`;
    try {
        return await queryIn(org, new Set(owners.map(({ id }) => id)), soql);
    } catch (error) {
        // Its feature was switched off since: nobody has it any more.
        if (error instanceof OrgRequestError && error.status === 400) return [];
        throw error;
    }
}
