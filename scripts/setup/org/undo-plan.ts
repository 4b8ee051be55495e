/** Which parts of an org's metadata undo takes out or puts back by the journal; which it leaves, and why. */
import type { JournalData } from '../run/journal.ts';
import type { DesiredOrg, StageId } from './desired.ts';
import { routingFlow } from './mappings.ts';
import type { PlanItem } from './plan.ts';
import type { OrgState } from './read.ts';
import type { UndoFacts } from './undo-facts.ts';
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

function reasonToLeave(
    unit: Unit,
    { data, hidden, conversations }: UndoFacts,
    deleteData: boolean
): string | undefined {
    const [owner = ''] = unit.fullName.split('.');
    if (conversations > 0 && isNeededByChannel(unit, owner)) {
        return `${conversations} conversations came through the channel, which Salesforce therefore keeps; it is inactive, and this belongs to it`;
    }
    if (unit.type !== 'CustomField' || deleteData) return undefined;
    const records = data.get(owner) ?? 0;
    if (records > 0) {
        return `handoff data of ${owner}, in ${records} ${records === 1 ? 'record' : 'records'}: --delete-data removes the fields with it`;
    }
    return hidden.has(unit.fullName)
        ? 'the user of this connection may not read it, so nobody can tell whether it holds data: give that user read access to the field and run undo again, or remove it with --delete-data'
        : undefined;
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
