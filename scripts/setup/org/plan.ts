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

/** @throws nothing: what stands in the way is found by `peopleProblems` before */
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
    const named = new Set(config.agents.users.map((userName) => userName.toLowerCase()));
    const users = [...named].flatMap((userName) => {
        const user = people.users.get(userName);
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
