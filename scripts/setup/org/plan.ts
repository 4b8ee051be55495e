/** The org side's plan: what differs between what is wanted and what was read. Pure. */
import { createHash } from 'node:crypto';

import type { SetupConfig } from '../config/schema.ts';
import type { ChangeAction, FieldChange } from '../provider-setup.ts';
import type { JournalData, UnitEntry } from '../run/journal.ts';
import { carriedOver, differences } from './compare.ts';
import type { DesiredOrg, Stage, StageId } from './desired.ts';
import type { OrgPeople } from './people.ts';
import type { OrgState } from './read.ts';
import { hashOf, type Unit } from './units.ts';

export interface PlanItem {
    action: ChangeAction | 'do';
    /** `Queue Bot_Handoff_Queue` */
    what: string;
    fields: FieldChange[];
    /** What the org has was not made by the setup, or was changed since: it is overwritten. */
    isOverwrite?: boolean;
}

export interface OrgStep {
    /** Stable: `deploy:omni`, `publish`, … */
    id: string;
    title: string;
    items: PlanItem[];
}

export interface OrgPlan {
    steps: OrgStep[];
    /** Components that differ and that the config's `keep` leaves alone. */
    kept: PlanItem[];
}

export interface PlanOptions {
    /** Stores secrets again though the org has some. */
    renewSecrets?: boolean;
    /** Undefined: nobody asked, since there is nothing to publish yet. */
    isPublished?: boolean;
}

/** @throws nothing: what stands in the way is found by {@link peopleProblems} before */
export function planOrg(
    config: SetupConfig,
    desired: DesiredOrg,
    state: OrgState,
    journal: JournalData,
    options: PlanOptions = {}
): OrgPlan {
    const kept: PlanItem[] = [];
    const steps: OrgStep[] = [];
    const touched = new Set<StageId>();
    const push = (id: string, title: string, items: PlanItem[]) => {
        if (items.length > 0) steps.push({ id, title, items });
    };
    const deploy = (stage: Stage) => {
        const items = stageItems(stage, state, journal, new Set(config.keep), kept);
        if (items.length > 0) touched.add(stage.id);
        push(`deploy:${stage.id}`, stage.title, items);
    };
    // Pages of the org's own come last: where it refuses one, all else is done.
    const isPages = ({ id }: Stage) => id === 'pages';
    for (const stage of desired.stages.filter((each) => !isPages(each))) {
        deploy(stage);
        if (stage.id === 'channel' && desired.channel !== undefined && !state.channel?.isActive) {
            push('activate', 'Activation of the messaging channel', [
                {
                    action: 'update',
                    what: `Messaging channel ${desired.channel}`,
                    fields: [{ name: 'IsActive', ...(state.channel && { from: false }), to: true }]
                }
            ]);
        }
        if (stage.id === 'deployment' && desired.deployment !== undefined) {
            const isOutdated = isPublishedBefore(desired, journal) && journal.published !== publishHash(desired);
            if (touched.has('channel') || touched.has('deployment') || !options.isPublished || isOutdated) {
                push('publish', 'Publication of the deployment', [
                    { action: 'do', what: `Publish ${desired.deployment}`, fields: [] }
                ]);
            }
        }
    }
    push('secrets', 'Secrets into External Credentials', secretItems(desired, state, options.renewSecrets ?? false));
    push('permission-sets', 'Permission sets of the agents', permissionItems(desired, state));
    push('queues', 'Members of the queues', queueItems(config, desired, state));
    push('presence', 'Presence configuration of the agents', presenceItems(desired, state));
    desired.stages.filter(isPages).forEach(deploy);
    return { steps, kept };
}

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

/** What `keep` leaves though the org does not have it, as with a setup file of another org: nothing can be planned then. */
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

const wantedKeys = ({ stages }: DesiredOrg) => new Set(stages.flatMap((stage) => [...stage.units.keys()]));

/** What `keep` names though the setup writes no such component: a slip of the pen keeps nothing. */
export function keepNotes({ keep }: SetupConfig, desired: DesiredOrg): string[] {
    const keys = wantedKeys(desired);
    const others = keep.filter((key) => !keys.has(key));
    return others.length === 0
        ? []
        : [
              `keep of the setup file names ${others.join(', ')}, which this setup does not write: nothing is kept by that. If a component of the plan is meant, write it as the plan does (Type:FullName).`
          ];
}

/** The agents: active users only. */
export function agentsOf(people: OrgPeople): { id: string; userName: string }[] {
    return [...people.users.values()].filter(({ isActive }) => isActive);
}

/** Units of a stage that are to be deployed. */
export function unitsToDeploy(stage: Stage, state: OrgState, journal: JournalData, keep: ReadonlySet<string>): Unit[] {
    return [...stage.units.values()].filter(
        (unit) => !keep.has(unit.key) && changesOf(unit, state.units.get(unit.key), journal) !== undefined
    );
}

/** Is it as the setup left it? False where that is not known. */
export function isAsLeft(entry: UnitEntry | undefined, found: Unit | undefined): boolean {
    return found !== undefined && entry?.found !== undefined && entry.found === hashOf(found);
}

/** Undefined: nothing to do. */
function changesOf(wanted: Unit, found: Unit | undefined, journal: JournalData): FieldChange[] | undefined {
    if (!found) return [];
    const entry = journal.units[wanted.key];
    if (isAsLeft(entry, found) && entry?.applied === hashOf(wanted)) return undefined;
    const fields = differences(carriedOver(wanted, found), found);
    return fields.length === 0 ? undefined : fields;
}

function stageItems(
    stage: Stage,
    state: OrgState,
    journal: JournalData,
    keep: ReadonlySet<string>,
    kept: PlanItem[]
): PlanItem[] {
    const items: PlanItem[] = [];
    for (const unit of stage.units.values()) {
        const found = state.units.get(unit.key);
        const fields = changesOf(unit, found, journal);
        if (fields === undefined) continue;
        const item: PlanItem = {
            action: found ? 'update' : 'create',
            what: `${unit.type} ${unit.fullName}`,
            fields,
            ...(isOverwrite(stage, found, journal.units[unit.key]) && { isOverwrite: true })
        };
        (keep.has(unit.key) ? kept : items).push(item);
    }
    return items;
}

/** A page gets something more, and keeps what it has. */
function isOverwrite({ id }: Stage, found: Unit | undefined, entry: UnitEntry | undefined): boolean {
    return id !== 'pages' && found !== undefined && !isAsLeft(entry, found);
}

/** External Credentials that get their secrets: those that have none, or all of them. */
export function credentialsToStore(desired: DesiredOrg, { configured }: OrgState, renew: boolean): string[] {
    return [...desired.credentials.keys()].filter((name) => renew || !configured.has(name));
}

function secretItems(desired: DesiredOrg, state: OrgState, renew: boolean): PlanItem[] {
    return credentialsToStore(desired, state, renew).map((name) => ({
        action: state.configured.has(name) ? 'update' : 'create',
        what: `Secrets of External Credential ${name}`,
        fields: []
    }));
}

function permissionItems(desired: DesiredOrg, state: OrgState): PlanItem[] {
    return agentsOf(state.people).flatMap((user) =>
        desired.permissionSets
            .filter((name) => !state.assignments.has(`${user.id}/${state.permissionSets.get(name) ?? ''}`))
            .map((name): PlanItem => ({ action: 'create', what: `${name} for ${user.userName}`, fields: [] }))
    );
}

function queueItems(config: SetupConfig, desired: DesiredOrg, state: OrgState): PlanItem[] {
    return desired.queues.flatMap((queue) =>
        queueMembers(config, state.people)
            .filter(({ id }) => !state.queues.get(queue)?.members.has(id))
            .map(({ name }): PlanItem => ({ action: 'create', what: `${name} in ${queue}`, fields: [] }))
    );
}

/** Named users, and groups as groups: who joins a group later is in the queue too. */
export function queueMembers(config: SetupConfig, people: OrgPeople): { id: string; name: string }[] {
    const users = config.agents.users.flatMap((userName) => {
        const user = people.users.get(userName.toLowerCase());
        return user ? [{ id: user.id, name: user.userName }] : [];
    });
    return [...users, ...[...people.groups].map(([name, id]) => ({ id, name: `group ${name}` }))];
}

function presenceItems(desired: DesiredOrg, state: OrgState): PlanItem[] {
    const { presenceConfig } = desired;
    if (presenceConfig === undefined) return [];
    const wanted = state.presenceConfigs.get(presenceConfig);
    return agentsOf(state.people).flatMap((user): PlanItem[] => {
        const now = state.presenceOf.get(user.id)?.configId;
        if (now !== undefined && now === wanted) return [];
        const from = [...state.presenceConfigs].find(([, id]) => id === now)?.[0];
        return [
            {
                action: now === undefined ? 'create' : 'update',
                what: `Presence configuration of ${user.userName}`,
                fields: [{ name: 'PresenceUserConfig', ...(from !== undefined && { from }), to: presenceConfig }],
                ...(now !== undefined && { isOverwrite: true })
            }
        ];
    });
}

/** What a publication carries: changes with the channel and the deployment. */
export function publishHash(desired: DesiredOrg): string {
    const units = desired.stages
        .filter(({ id }) => id === 'channel' || id === 'deployment')
        .flatMap((stage) => [...stage.units.values()].map(hashOf));
    return createHash('sha256').update(units.join()).digest('hex');
}

/** Is what was published last of this deployment? Another setup file has one of its own. */
function isPublishedBefore({ deployment }: DesiredOrg, { published, publishedName }: JournalData): boolean {
    return published !== undefined && (publishedName ?? deployment) === deployment;
}

/**
 * Milliseconds after which a publication has arrived. It takes about 10 minutes
 * (https://docs.cognigy.com/ai/escalate/handover-reference/salesforce-miaw/).
 */
const longestPublication = 900_000;

/** Did the setup publish what is wanted so lately that the Messaging API need not know it yet? */
export function isPublishing(desired: DesiredOrg, state: OrgState, journal: JournalData): boolean {
    const isLately = Date.now() - Date.parse(journal.publishedAt ?? '') < longestPublication;
    return isLately && state.channel?.isActive === true && journal.published === publishHash(desired);
}
