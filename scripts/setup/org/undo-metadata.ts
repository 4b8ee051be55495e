/** Takes metadata out of an org again, and puts back what stood there before. */
import { deployFiles, failureLines } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { child, childText } from '../../salesforce/xml.ts';
import { SetupError } from '../run/error.ts';
import type { Journal } from '../run/journal.ts';
import { testsOf } from './apex-tests.ts';
import type { DesiredOrg } from './desired.ts';
import type { OrgState } from './read.ts';
import type { Left, UndoUnits } from './undo-plan.ts';
import { filesOf, manifestOf, unitsOf, withXml, type Unit } from './units.ts';

export interface UndoWork {
    org: OrgClient;
    journal: Journal;
    desired: DesiredOrg;
    state: OrgState;
}

/** Removes and restores one stage. What the org refuses to delete stays, with the org's own words. */
export async function undoStage(
    stage: UndoUnits['stages'][number],
    { org, journal, desired, state }: UndoWork
): Promise<Left[]> {
    const { apiVersion } = desired;
    const left: Left[] = [];
    const goes = new Set(stage.remove.map(({ key }) => key));
    const tests = (units: readonly Unit[]) => ({
        runTests: testsOf(units, desired, state, (key) => state.units.has(key) && !goes.has(key))
    });
    // Until the org has answered, nobody knows what it has.
    journal.update((data) => {
        for (const { key } of [...stage.remove, ...stage.restore.map(({ unit }) => unit)]) {
            const entry = data.units[key];
            delete entry?.applied;
            delete entry?.found;
        }
    });
    if (stage.restore.length > 0) {
        const units = stage.restore.flatMap(({ unit, files }) => {
            const before = unitsOf(new Map(Object.entries(files))).get(unit.key);
            return before ? [before] : [];
        });
        const outcome = await deployFiles(org, filesOf(units, apiVersion), tests(units));
        if (!outcome.success) {
            throw new SetupError(
                `The org refused what "${stage.title}" was before.\n${failureLines(outcome).join('\n')}`
            );
        }
        forget(
            journal,
            stage.restore.map(({ unit }) => unit.key)
        );
    }
    await switchOff(stage.remove, org, apiVersion);
    let units = stage.remove;
    while (units.length > 0) {
        const files = {
            'package.xml': manifestOf([], apiVersion),
            'destructiveChanges.xml': manifestOf(units, apiVersion)
        };
        const outcome = await deployFiles(org, files, tests(units));
        if (outcome.success) {
            forget(
                journal,
                units.map(({ key }) => key)
            );
            break;
        }
        const refused = new Map(
            outcome.failures.map((failure) => [failure.fullName.toLowerCase(), failure.problem ?? ''])
        );
        const staying = units.filter(({ fullName }) => refused.has(fullName.toLowerCase()));
        if (staying.length === 0) {
            throw new SetupError(
                `The org refused to remove "${stage.title}".\n${failureLines(outcome).join('\n')}`,
                outcome.testProblems.length > 0 ? { remedy: testsRemedy } : {}
            );
        }
        for (const unit of staying) {
            left.push({
                what: `${unit.type} ${unit.fullName}`,
                why: `the org refuses to delete it: ${refused.get(unit.fullName.toLowerCase()) ?? ''}`
            });
        }
        units = units.filter((unit) => !staying.includes(unit));
    }
    return left;
}

const testsRemedy =
    'A production org runs all of its own Apex tests where classes are deleted: mend what fails there, then run undo again.';

/** A flow can be deleted once no version of it is active. */
async function switchOff(units: readonly Unit[], org: OrgClient, apiVersion: string): Promise<void> {
    const flows = units.flatMap((unit) => {
        if (unit.type !== 'Flow' || !unit.xml || childText(unit.xml, 'status') !== 'Active') return [];
        const status = child(unit.xml, 'status');
        const children = unit.xml.children.map((part) => (part === status ? { ...part, text: 'Obsolete' } : part));
        return [withXml(unit, { ...unit.xml, children })];
    });
    if (flows.length === 0) return;
    const outcome = await deployFiles(org, filesOf(flows, apiVersion));
    if (!outcome.success) throw new SetupError(`The org keeps the flow active.\n${failureLines(outcome).join('\n')}`);
}

function forget(journal: Journal, keys: string[]): void {
    journal.update((data) => {
        for (const key of keys) delete data.units[key];
    });
}
