/** Which parts of an org's metadata undo takes out or puts back by the journal; which it leaves, and why. */
import { literal } from '../../salesforce/access.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import type { JournalData } from '../run/journal.ts';
import type { DesiredOrg, StageId } from './desired.ts';
import { routingFlow } from './mappings.ts';
import type { PlanItem } from './plan.ts';
import type { OrgState } from './read.ts';
import { isShared, undoShared } from './undo-shared.ts';
import { hashOf, unitsOf, type Unit } from './units.ts';

/** What stays in the org. */
export interface Left {
    what: string;
    why: string;
}

export interface UndoUnits {
    /** In the order in which they go. */
    stages: { id: StageId; title: string; remove: Unit[]; restore: { unit: Unit; files: Record<string, string> }[] }[];
    left: Left[];
    /** Keys of what the journal names and the org no longer has: an earlier undo, or somebody, took it out. */
    gone: string[];
    /** Keys of what stays for good, and is no longer the setup's to take back once all else is undone. */
    shared: string[];
}

export interface UndoFacts {
    /** Records with handoff data by object; fields that hold data are not deleted unasked. */
    data: Map<string, number>;
    /** Conversations of the channel that are not the setup's own tests. */
    conversations: number;
}

/** What keeps parts of the metadata from going: asked before anything is written. */
export async function readUndoFacts(
    org: OrgClient,
    desired: DesiredOrg,
    state: OrgState,
    journal: JournalData
): Promise<UndoFacts> {
    const data = new Map<string, number>();
    const tests = new Set((journal.tests ?? []).map(({ id }) => id));
    for (const object of ['Case', 'MessagingSession', 'LiveChatTranscript']) {
        if (!state.units.has(`CustomField:${object}.Bot_Session_Id__c`)) continue;
        const rows = await org.query<{ Id: string }>(
            `SELECT Id FROM ${object} WHERE Bot_Session_Id__c != null OR Bot_Provider__c != null`
        );
        const own = rows.filter(({ Id }) => !tests.has(Id)).length;
        if (own > 0) data.set(object, own);
    }
    let conversations = 0;
    if (desired.channel !== undefined && state.channel) {
        const rows = await org.query<{ Id: string }>(
            `SELECT Id FROM MessagingSession WHERE MessagingChannelId = ${literal(state.channel.id)}`
        );
        conversations = rows.filter(({ Id }) => !tests.has(Id)).length;
    }
    return { data, conversations };
}

/** Which units go, which come back, which stay. Pure. */
export function undoUnits(
    desired: DesiredOrg,
    state: OrgState,
    journal: JournalData,
    facts: UndoFacts,
    deleteData: boolean
): UndoUnits {
    const left: Left[] = [];
    const gone: string[] = [];
    const shared: string[] = [];
    const stages: UndoUnits['stages'] = [];
    const known = new Set(desired.stages.flatMap((stage) => [...stage.units.keys()]));
    for (const key of Object.keys(journal.units).filter((each) => !known.has(each))) {
        left.push({
            what: key.replace(':', ' '),
            why: 'the setup file no longer names it; undo with the one that did'
        });
    }
    for (const stage of desired.stages.toReversed()) {
        const remove: Unit[] = [];
        const restore: UndoUnits['stages'][number]['restore'] = [];
        for (const [key, wanted] of stage.units) {
            const entry = journal.units[key];
            const found = state.units.get(key);
            if (!entry) continue;
            if (!found) {
                gone.push(key);
                continue;
            }
            if (isShared(found)) {
                const { files, why } = undoShared(wanted, found, entry, desired.apiVersion);
                if (files) restore.push({ unit: found, files });
                if (why !== undefined) left.push({ what: `${found.type} ${found.fullName}`, why });
                shared.push(key);
                continue;
            }
            const why = reasonToLeave(found, facts, deleteData);
            if (why !== undefined) left.push({ what: `${found.type} ${found.fullName}`, why });
            else if (!entry.existed) remove.push(found);
            else if (entry.before && !isAsBefore(found, entry.before))
                restore.push({ unit: found, files: entry.before });
        }
        if (remove.length + restore.length === 0) continue;
        const undone = { id: stage.id, title: stage.title, remove, restore };
        // Settings are never removed, and what else comes back may need the value that they had.
        if (stage.id === 'settings') stages.unshift(undone);
        else stages.push(undone);
    }
    return { stages, left, gone, shared };
}

function isAsBefore(found: Unit, before: Record<string, string>): boolean {
    const unit = unitsOf(new Map(Object.entries(before))).get(found.key);
    return unit !== undefined && hashOf(unit) === hashOf(found);
}

function reasonToLeave(unit: Unit, { data, conversations }: UndoFacts, deleteData: boolean): string | undefined {
    const [owner = ''] = unit.fullName.split('.');
    if (conversations > 0 && isNeededByChannel(unit, owner)) {
        return `${conversations} conversations came through the channel, which Salesforce therefore keeps; it is inactive, and this belongs to it`;
    }
    const records = data.get(owner) ?? 0;
    if (unit.type === 'CustomField' && records > 0 && !deleteData) {
        return `handoff data of ${owner}, in ${records} ${records === 1 ? 'record' : 'records'}: --delete-data removes the fields with it`;
    }
    return undefined;
}

function isNeededByChannel({ type, fullName }: Unit, owner: string): boolean {
    return (
        ['MessagingChannel', 'Queue', 'QueueRoutingConfig'].includes(type) ||
        (type === 'Flow' && fullName === routingFlow) ||
        (type === 'CustomField' && owner === 'MessagingSession') ||
        owner.startsWith('Bot_Routing_Setting')
    );
}

/** For people: the same as {@link undoUnits} in the plan's words. */
export function undoItems(stage: UndoUnits['stages'][number]): PlanItem[] {
    return [
        ...stage.remove.map((unit): PlanItem => ({
            action: 'delete',
            what: `${unit.type} ${unit.fullName}`,
            fields: []
        })),
        ...stage.restore.map(({ unit }): PlanItem => ({
            action: 'update',
            what: `${unit.type} ${unit.fullName}, as it was before the setup`,
            fields: []
        }))
    ];
}
