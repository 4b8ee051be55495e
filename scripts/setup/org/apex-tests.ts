/** Which Apex tests go with a deploy to a production org. */
import type { DesiredOrg } from './desired.ts';
import type { OrgState } from './read.ts';
import type { Unit } from './units.ts';

/**
 * Test classes that a deploy names: all of ours, also those that the package leaves as they are, since each class of a
 * package has to be covered by the tests that are named. None where the deploy has no Apex, or no test is left to run:
 * the org then decides what it runs.
 *
 * @param units what the deploy puts in or takes out
 * @param isThere is the class with this key in the org once the deploy is done?
 */
export function testsOf(
    units: readonly Unit[],
    { stages }: Pick<DesiredOrg, 'stages'>,
    { isProduction }: Pick<OrgState, 'isProduction'>,
    isThere: (key: string) => boolean
): string[] {
    if (!isProduction || !units.some(({ type }) => type === 'ApexClass')) return [];
    return stages
        .flatMap((stage) => [...stage.units.values()])
        .filter(({ key, type, fullName }) => type === 'ApexClass' && fullName.endsWith('Test') && isThere(key))
        .map(({ fullName }) => fullName);
}
