/** What of a setup file does not fit this org: asked before anything is planned. Pure. */
import { providerOf, type SetupConfig } from '../config/schema.ts';
import type { JournalData } from '../run/journal.ts';
import type { DesiredOrg } from './desired.ts';
import type { OrgPeople } from './people.ts';
import type { OrgState } from './read.ts';

/** What of the config's agents the org does not have: nothing can be planned then. */
export function peopleProblems(config: SetupConfig, people: OrgPeople): string[] {
    const problems: string[] = [];
    config.agents.users.forEach((userName, index) => {
        const user = people.users.get(userName.toLowerCase());
        if (!user) problems.push(`agents.users[${index}]: the org has no user ${userName}.`);
        else if (!user.isActive) problems.push(`agents.users[${index}]: the user ${userName} is not active.`);
    });
    config.agents.groups.forEach((group, index) => {
        if (!people.groups.has(group)) problems.push(`agents.groups[${index}]: the org has no public group ${group}.`);
    });
    return problems;
}

/** Types of what other steps name or fill: where one lacks, apply ends half-way. */
const needed = new Set([
    'EmbeddedServiceConfig',
    'ExternalCredential',
    'LiveChatButton',
    'LiveChatDeployment',
    'MessagingChannel',
    'PermissionSet',
    'PresenceUserConfig',
    'Queue',
    'QueueRoutingConfig',
    'ServicePresenceStatus'
]);

/**
 * What `keep` leaves though the org does not have it, as with a setup file of another org: nothing can be planned then.
 */
export function keepProblems({ keep }: SetupConfig, { stages }: DesiredOrg, { units }: OrgState): string[] {
    const wanted = new Map(stages.flatMap((stage) => [...stage.units]));
    return keep.flatMap((key, index) => {
        const unit = wanted.get(key);
        const isLacking = unit !== undefined && needed.has(unit.type) && !units.has(key);
        return isLacking
            ? [`keep[${index}]: the org has no ${unit.type} ${unit.fullName}, and the setup needs it.`]
            : [];
    });
}

/**
 * What the file writes in another case: queues, which an org takes for the same and looks for one only; what is to be
 * kept, and would be overwritten.
 */
export function caseProblems({ queue, keep }: SetupConfig, desired: DesiredOrg, { queues }: OrgState): string[] {
    const names = { 'queue.name': queue.name, 'queue.fallback.name': queue.fallback.name };
    const otherOf = (name: string, known: Iterable<string>) =>
        [...known].find((each) => each !== name && each.toLowerCase() === name.toLowerCase());
    const keys = wantedKeys(desired);
    return [
        ...Object.entries(names).flatMap(([field, name]) => {
            const there = otherOf(name, queues.keys());
            return there === undefined ? [] : [`${field}: the org writes the queue ${name} as ${there}.`];
        }),
        ...keep.flatMap((key, index) => {
            const meant = keys.has(key) ? undefined : otherOf(key, keys);
            return meant === undefined ? [] : [`keep[${index}]: ${key} is written ${meant}.`];
        })
    ];
}

/** A provider that the file came to write in another case than the apply before: an org takes both for one. */
export function providerCaseProblems({ connectors }: SetupConfig, { units }: Pick<JournalData, 'units'>): string[] {
    return connectors.flatMap((entry, index) => {
        const { name } = providerOf(entry);
        const key = `CustomMetadata:Bot_Provider.${name}`;
        const made = Object.keys(units).find((each) => each !== key && each.toLowerCase() === key.toLowerCase());
        return made === undefined || key in units
            ? []
            : [`connectors[${index}].provider: apply made the provider ${name} as ${made.replace(/^.*\./, '')}.`];
    });
}

const wantedKeys = ({ stages }: DesiredOrg) => new Set(stages.flatMap((stage) => [...stage.units.keys()]));

/**
 * What `keep` names though the setup writes no such component: a slip of the pen keeps nothing. A page that needs
 * nothing any more, since a person has put the history there, is none.
 */
export function keepNotes({ keep }: SetupConfig, desired: DesiredOrg, { units }: OrgState): string[] {
    const keys = wantedKeys(desired);
    const others = keep.filter((key) => !keys.has(key) && !units.has(key));
    return others.length === 0
        ? []
        : [
              `keep of the setup file names ${others.join(', ')}, which this setup does not write: nothing is kept by that. If a component of the plan is meant, write it as the plan does (Type:FullName).`
          ];
}
