/**
 * Deploys whose id the journal keeps while they go on: an org does not end one because its sender is gone, so that what
 * a stopped run has sent may come to be there minutes later.
 */
import { deployFiles, endOfDeploy, type DeployOutcome, type DeployPackageOptions } from '../../salesforce/deploy.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import type { Journal } from '../run/journal.ts';
import type { Unit } from './units.ts';

/** @throws as `deployFiles` */
export async function deployKnown(
    { org, journal }: { org: OrgClient; journal: Journal },
    files: Readonly<Record<string, string>>,
    options: DeployPackageOptions = {}
): Promise<DeployOutcome> {
    const outcome = await deployFiles(org, files, {
        ...options,
        onStart: (id) =>
            journal.update((data) => {
                data.deploy = id;
            })
    });
    forget(journal);
    return outcome;
}

/** Those that a deploy failed for; all of them where the org names none. */
export function refusedOf(units: readonly Unit[], outcome: DeployOutcome): readonly Unit[] {
    const refused = problemsOf(units, outcome);
    return refused.size > 0 ? [...refused.keys()] : units;
}

/**
 * What the org says of each that a deploy failed for. Two types may have the same name; the name alone tells where the
 * org gives no type, or one that it calls otherwise.
 */
export function problemsOf(units: readonly Unit[], { failures }: DeployOutcome): Map<Unit, string> {
    const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
    return new Map(
        failures.flatMap(({ componentType, fullName, problem }) => {
            const named = units.filter((unit) => isSame(unit.fullName, fullName));
            const typed = named.filter(({ type }) => isSame(type, componentType));
            return (typed.length > 0 ? typed : named).map((unit): [Unit, string] => [unit, problem ?? '']);
        })
    );
}

/**
 * Waits for the deploy of a run that was stopped, before anything is read.
 *
 * @param say tells a person what is waited for
 */
export async function settleDeploy(org: OrgClient, journal: Journal, say?: (text: string) => void): Promise<void> {
    const { deploy } = journal.data;
    if (deploy === undefined) return;
    let isTold = false;
    const onWait = () => {
        if (!isTold) say?.('A deploy of a run that was stopped still goes on in the org: waiting for its end …');
        isTold = true;
    };
    try {
        await endOfDeploy(org, deploy, { onWait });
    } catch (error) {
        // An org forgets its deploys after some weeks.
        const isForgotten = error instanceof OrgRequestError && [400, 404].includes(error.status);
        if (!isForgotten) throw error;
    }
    forget(journal);
}

function forget(journal: Journal): void {
    journal.update((data) => {
        delete data.deploy;
    });
}
