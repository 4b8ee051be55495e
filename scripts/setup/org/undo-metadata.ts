/** Takes metadata out of an org again, and puts back what stood there before. */
import { failureLines } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { takeOffPages } from '../pages/take-off.ts';
import { SetupError } from '../run/error.ts';
import type { Journal } from '../run/journal.ts';
import { testsOf } from './apex-tests.ts';
import { deployKnown, problemsOf } from './deploys.ts';
import type { DesiredOrg } from './desired.ts';
import { deleteFlow, settleFlows } from './flows.ts';
import type { OrgState } from './read.ts';
import type { Left, UndoUnits } from './undo-plan.ts';
import { filesOf, manifestOf, unitsOf, type Unit } from './units.ts';

interface UndoWork {
    org: OrgClient;
    journal: Journal;
    desired: DesiredOrg;
    state: OrgState;
}

type UndoStage = UndoUnits['stages'][number];

/** Removes and restores one stage. What the org refuses to delete stays, with the org's own words. */
export async function undoStage(stage: UndoStage, work: UndoWork): Promise<Left[]> {
    // Until the org has answered, nobody knows what it has.
    work.journal.update((data) => {
        for (const { key } of [...stage.remove, ...stage.restore.map(({ unit }) => unit)]) {
            const entry = data.units[key];
            delete entry?.applied;
            delete entry?.found;
        }
    });
    if (stage.id === 'pages') {
        return takeOffPages(
            stage.restore.map(({ unit }) => unit),
            work
        );
    }
    if (stage.restore.length > 0) await restore(stage, work);
    const flows = stage.remove.filter(({ type }) => type === 'Flow');
    const others = stage.remove.filter(({ type }) => type !== 'Flow');
    if (flows.length === 0) return remove(others, stage, work);
    // A permission set may name the flow, and the flow names the rest.
    const sets = others.filter(({ type }) => type === 'PermissionSet');
    const rest = others.filter(({ type }) => type !== 'PermissionSet');
    return [
        ...(await remove(sets, stage, work)),
        ...(await removeFlows(flows, work)),
        ...(await remove(rest, stage, work))
    ];
}

async function restore(stage: UndoStage, work: UndoWork): Promise<void> {
    const { org, journal, desired } = work;
    const units = stage.restore.flatMap(({ unit, files }) => {
        const before = unitsOf(new Map(Object.entries(files))).get(unit.key);
        return before ? [before] : [];
    });
    const options = { runTests: testsLeft(units, stage, work) };
    const outcome = await deployKnown(work, filesOf(units, desired.apiVersion), options);
    if (!outcome.success) {
        throw new SetupError(`The org refused what "${stage.title}" was before.\n${failureLines(outcome).join('\n')}`);
    }
    await settleFlows(units, org);
    forget(
        journal,
        stage.restore.map(({ unit }) => unit.key)
    );
}

async function remove(all: readonly Unit[], stage: UndoStage, work: UndoWork): Promise<Left[]> {
    const { apiVersion } = work.desired;
    const left: Left[] = [];
    let units = all;
    while (units.length > 0) {
        const files = {
            'package.xml': manifestOf([], apiVersion),
            'destructiveChanges.xml': manifestOf(units, apiVersion)
        };
        const outcome = await deployKnown(work, files, { runTests: testsLeft(units, stage, work) });
        if (outcome.success) {
            forget(
                work.journal,
                units.map(({ key }) => key)
            );
            break;
        }
        const refused = problemsOf(units, outcome);
        if (refused.size === 0) {
            throw new SetupError(
                `The org refused to remove "${stage.title}".\n${failureLines(outcome).join('\n')}`,
                outcome.testProblems.length > 0 ? { remedy: testsRemedy } : {}
            );
        }
        left.push(...[...refused].map(([unit, words]) => refusedBy(words, unit)));
        units = units.filter((unit) => !refused.has(unit));
    }
    return left;
}

const testsRemedy =
    'A production org runs all of its own Apex tests where classes are deleted: mend what fails there, then run undo again.';

async function removeFlows(flows: readonly Unit[], { org, journal }: UndoWork): Promise<Left[]> {
    const left: Left[] = [];
    for (const flow of flows) {
        const why = await deleteFlow(flow, org);
        if (why === undefined) forget(journal, [flow.key]);
        else left.push(refusedBy(why, flow));
    }
    return left;
}

function refusedBy(words: string, { type, fullName }: Unit): Left {
    return { what: `${type} ${fullName}`, why: `the org refuses to delete it: ${words}`, refusal: words };
}

/** Our tests that are still in the org once the stage is undone. */
function testsLeft(units: readonly Unit[], { remove: going }: UndoStage, { desired, state }: UndoWork): string[] {
    const keys = new Set(going.map(({ key }) => key));
    return testsOf(units, desired, state, (key) => state.units.has(key) && !keys.has(key));
}

function forget(journal: Journal, keys: string[]): void {
    journal.update((data) => {
        for (const key of keys) delete data.units[key];
    });
}
