/** Which parts of an org's metadata undo takes out or puts back by the journal; which it leaves, and why. */
import type { FieldChange } from '../provider-setup.ts';
import { takenOff } from '../pages/read.ts';
import type { JournalData } from '../run/journal.ts';
import { changedByHand, isAsBefore, reasonOfChange, reasonOfOwner, withoutOwnGrants } from './changed-by-hand.ts';
import { differences } from './compare.ts';
import type { DesiredOrg, StageId } from './desired.ts';
import { routingFlow } from './mappings.ts';
import type { PlanItem } from './plan.ts';
import type { OrgState } from './read.ts';
import { isOfAllButtons, reasonOfOthers, type UndoFacts } from './undo-facts.ts';
import { isShared, undoShared } from './undo-shared.ts';
import { filesOf, unitsOf, type Unit } from './units.ts';
import { counted } from '../counted.ts';

/** What stays in the org. */
export interface Left {
    what: string;
    why: string;
    /** The org's own words, where it refuses to delete it. */
    refusal?: string;
}

export interface UndoUnits {
    /** In the order in which they go. */
    stages: { id: StageId; title: string; remove: Unit[]; restore: Restored[] }[];
    left: Left[];
    /** Keys of what there is nothing to undo of: an earlier undo, or somebody, took it out or put it back. */
    gone: string[];
    /** Keys of what stays for good, and is no longer the setup's to take back once all else is undone. */
    shared: string[];
    /** Keys of what somebody changed by hand since. */
    changed: ReadonlySet<string>;
}

interface Restored {
    unit: Unit;
    files: Record<string, string>;
    /** What is put back, in the plan's words. */
    state: string;
    fields: FieldChange[];
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
    const changed = changedByHand(desired, state, journal);
    const isChannelChanged = [...changed].some((key) => /^(?:MessagingChannel|EmbeddedServiceConfig):/.test(key));
    const known = new Set(desired.stages.flatMap((stage) => [...stage.units.keys()]));
    gone.push(...facts.pages.gone);
    for (const key of Object.keys(journal.units).filter((each) => !known.has(each) && !gone.includes(each))) {
        if (facts.pages.problem !== undefined && key.startsWith('FlexiPage:')) {
            left.push({ what: key.replace(':', ' '), why: `${facts.pages.problem} Run undo again` });
            continue;
        }
        left.push({
            what: key.replace(':', ' '),
            why: 'the setup file no longer names it; undo with the one that did'
        });
    }
    for (const stage of desired.stages.toReversed()) {
        const whyOthers = reasonOfOthers(facts, stage.id);
        if (whyOthers !== undefined) {
            const isTouched = [...stage.units.keys()].some((key) => key in journal.units);
            if (isTouched) left.push({ what: stage.title, why: whyOthers });
            continue;
        }
        const remove: Unit[] = [];
        const restore: Restored[] = [];
        for (const [key, wanted] of stage.units) {
            const entry = journal.units[key];
            const found = state.units.get(key);
            if (!entry) continue;
            if (!found) {
                gone.push(key);
                continue;
            }
            if (stage.id === 'pages') {
                const reduced = withoutComponent(found);
                if (reduced) restore.push(reduced);
                else gone.push(key);
                continue;
            }
            if (found.type === 'CustomObjectTranslation') {
                // An org removes what it calls a field together with the field, and in no other way.
                shared.push(key);
                continue;
            }
            if (isShared(found)) {
                const { files, why } = undoShared(wanted, found, entry, desired.apiVersion);
                if (files) restore.push(formerState(found, files));
                if (why !== undefined) left.push({ what: `${found.type} ${found.fullName}`, why });
                shared.push(key);
                continue;
            }
            const what = `${found.type} ${found.fullName}`;
            const why =
                reasonToLeave(found, facts, deleteData) ??
                (isOfAllButtons(found) ? reasonOfOthers(facts) : undefined) ??
                reasonOfOwner(found, changed);
            if (why !== undefined) left.push({ what, why });
            else if (changed.has(key)) {
                const reduced = withoutOwnGrants(wanted, found, entry);
                left.push({ what, why: reasonOfChange(entry, reduced !== undefined) });
                if (reduced) {
                    const files = filesOf([reduced], desired.apiVersion);
                    restore.push({ unit: found, files, state: 'without what the setup granted', fields: [] });
                }
            } else if (isChannelChanged && isNeededByChannel(found)) {
                left.push({ what, why: 'the channel or its deployment was changed by hand since; this belongs to it' });
            } else if (!entry.existed) remove.push(found);
            else if (isAsBefore(entry, found)) gone.push(key);
            else if (entry.before) restore.push(formerState(found, entry.before));
        }
        if (remove.length + restore.length === 0) continue;
        const undone = { id: stage.id, title: stage.title, remove, restore };
        // Settings are never removed, and what else comes back may need the value that they had.
        if (stage.id === 'settings') stages.unshift(undone);
        else stages.push(undone);
    }
    return { stages, left, gone, shared, changed };
}

/** With what its deploy changes and takes away. */
function formerState(unit: Unit, files: Record<string, string>): Restored {
    const before = unitsOf(new Map(Object.entries(files))).get(unit.key) ?? unit;
    const back = differences(before, unit);
    const told = new Set(back.map(({ name }) => name));
    const taken = differences(unit, before).flatMap(({ name, from, to }): FieldChange[] =>
        from === undefined && to !== undefined && !told.has(name) ? [{ name, from: to }] : []
    );
    return { unit, files, state: 'as it was before the setup', fields: [...back, ...taken] };
}

/** Of a page that the org's people may have changed since, the component alone goes; undefined where it is gone. */
function withoutComponent(page: Unit): Restored | undefined {
    const reduced = takenOff(page);
    if (!reduced) return undefined;
    const files = Object.fromEntries(reduced.files);
    return { unit: page, files, state: 'without the component Bot Conversation', fields: [] };
}

function reasonToLeave(
    unit: Unit,
    { data, hidden, conversations }: UndoFacts,
    deleteData: boolean
): string | undefined {
    const [owner = ''] = unit.fullName.split('.');
    if (conversations > 0 && isNeededByChannel(unit)) {
        return `${counted(conversations, 'conversation')} came through the channel, which Salesforce therefore keeps; it is inactive, and this belongs to it`;
    }
    if (unit.type !== 'CustomField' || deleteData) return undefined;
    const records = data.get(owner) ?? 0;
    if (records > 0) {
        return `handoff data of ${owner}, in ${counted(records, 'record')}: --delete-data removes the fields with it`;
    }
    return hidden.has(unit.fullName)
        ? 'the user of this connection may not read it, so nobody can tell whether it holds data: give that user read access to the field and run undo again, or remove it with --delete-data'
        : undefined;
}

function isNeededByChannel({ type, fullName }: Unit): boolean {
    const [owner = ''] = fullName.split('.');
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
        ...stage.restore.map(({ unit, state, fields }): PlanItem => ({
            action: 'update',
            what: `${unit.type} ${unit.fullName}, ${state}`,
            fields
        }))
    ];
}
