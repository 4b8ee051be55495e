/** Which parts of an org's metadata undo takes out or puts back by the journal; which it leaves, and why. */
import type { FieldChange } from '../provider-setup.ts';
import { takenOff } from '../pages/read.ts';
import type { JournalData, UnitEntry } from '../run/journal.ts';
import { changedByHand, isAsBefore, reasonOfChange, reasonOfOwner, withoutOwnGrants } from './changed-by-hand.ts';
import { differences } from './compare.ts';
import type { DesiredOrg, StageId } from './desired.ts';
import { routingFlow } from './mappings.ts';
import type { PlanItem } from './plan.ts';
import type { OrgState } from './read.ts';
import { isOfAllButtons, reasonOfOthers, type UndoFacts } from './undo-facts.ts';
import { isShared, undoShared } from './undo-shared.ts';
import { filesOf, goesWithFields, unitsOf, type Unit } from './units.ts';
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
    const changed = changedByHand(desired, state, journal);
    const gone = [...facts.pages.gone];
    const left = unnamed(desired, journal, facts);
    const shared: string[] = [];
    const stages: UndoUnits['stages'] = [];
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
            const { apiVersion } = desired;
            const fate =
                stage.id === 'pages'
                    ? fateOfPage(found)
                    : isShared(found)
                      ? fateOfShared({ wanted, found, entry, apiVersion })
                      : fateOf({ wanted, found, entry, apiVersion }, facts, changed, deleteData);
            if (fate.isRemoved) remove.push(found);
            if (fate.restored) restore.push(fate.restored);
            if (fate.whyLeft !== undefined) left.push({ what: nameOf(found), why: fate.whyLeft });
            if (fate.isGone) gone.push(key);
            if (fate.isShared) shared.push(key);
        }
        if (remove.length + restore.length === 0) continue;
        const undone = { id: stage.id, title: stage.title, remove, restore };
        // Settings are never removed, and what else comes back may need the value that they had.
        if (stage.id === 'settings') stages.unshift(undone);
        else stages.push(undone);
    }
    return { stages, left, gone, shared, changed };
}

const nameOf = ({ type, fullName }: Unit) => `${type} ${fullName}`;

/** What the setup wrote by another setup file, or by this one before it was changed. */
function unnamed(desired: DesiredOrg, journal: JournalData, { pages }: UndoFacts): Left[] {
    const known = new Set([...desired.stages.flatMap((stage) => [...stage.units.keys()]), ...pages.gone]);
    return Object.keys(journal.units)
        .filter((key) => !known.has(key))
        .map((key) => ({
            what: key.replace(':', ' '),
            why:
                pages.problem !== undefined && key.startsWith('FlexiPage:')
                    ? `${pages.problem} Run undo again`
                    : 'the setup file, or this version of the project, does not name it; undo with the one that did'
        }));
}

/** A unit that the setup wrote, and that the org has. */
interface Written {
    wanted: Unit;
    found: Unit;
    entry: UnitEntry;
    apiVersion: string;
}

/** What becomes of it. Nothing at all: it stays without a word. */
interface Fate {
    isRemoved?: boolean;
    restored?: Restored;
    /** Why it stays, or some of it. */
    whyLeft?: string;
    /** There is nothing left to take back. */
    isGone?: boolean;
    /** Stays for good, as part of the org. */
    isShared?: boolean;
}

function fateOfPage(found: Unit): Fate {
    const restored = withoutComponent(found);
    return restored ? { restored } : { isGone: true };
}

function fateOfShared({ wanted, found, entry, apiVersion }: Written): Fate {
    const { files, why } = undoShared(wanted, found, entry, apiVersion);
    return { isShared: true, whyLeft: why, ...(files && { restored: formerState(found, files) }) };
}

function fateOf(
    { wanted, found, entry, apiVersion }: Written,
    facts: UndoFacts,
    changed: ReadonlySet<string>,
    deleteData: boolean
): Fate {
    if (goesWithFields(found.key)) return {};
    const whyLeft =
        reasonToLeave(found, facts, deleteData) ??
        (isOfAllButtons(found) ? reasonOfOthers(facts) : undefined) ??
        reasonOfOwner(found, changed);
    if (whyLeft !== undefined) return { whyLeft };
    if (changed.has(found.key)) {
        const reduced = withoutOwnGrants(wanted, found, entry);
        const why = reasonOfChange(entry, reduced !== undefined);
        if (!reduced) return { whyLeft: why };
        const files = filesOf([reduced], apiVersion);
        return {
            whyLeft: why,
            restored: { unit: found, files, state: 'without what the setup granted', fields: [] }
        };
    }
    const isChannelChanged = [...changed].some((key) => /^(?:MessagingChannel|EmbeddedServiceConfig):/.test(key));
    if (isChannelChanged && isNeededByChannel(found)) {
        return { whyLeft: 'the channel or its deployment was changed by hand since; this belongs to it' };
    }
    if (!entry.existed) return { isRemoved: true };
    if (isAsBefore(entry, found)) return { isGone: true };
    return entry.before ? { restored: formerState(found, entry.before) } : {};
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
            what: nameOf(unit),
            fields: []
        })),
        ...stage.restore.map(({ unit, state, fields }): PlanItem => ({
            action: 'update',
            what: `${nameOf(unit)}, ${state}`,
            fields
        }))
    ];
}
