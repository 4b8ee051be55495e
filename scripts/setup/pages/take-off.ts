/** Takes the history off the org's own Lightning pages. */
import { failureLines } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { deployKnown, refusedOf } from '../org/deploys.ts';
import type { DesiredOrg } from '../org/desired.ts';
import type { Left } from '../org/undo-plan.ts';
import { filesOf, type Unit } from '../org/units.ts';
import type { Journal } from '../run/journal.ts';
import { pagesNow, takenOff } from './read.ts';

/**
 * As the org has them now: others change them, too, and the plan may be old.
 *
 * @returns pages that the org does not take: what else stands on them is not the setup's, and keeps nothing from being
 * undone
 * @throws OrgRequestError, RetrieveError
 */
export async function takeOffPages(
    planned: readonly Unit[],
    work: { org: OrgClient; journal: Journal; desired: DesiredOrg }
): Promise<Left[]> {
    const { org, journal, desired } = work;
    const now = await pagesNow(org, planned);
    const left = new Map<string, Left>();
    let pages = [...now.values()].flatMap((page) => takenOff(page) ?? []);
    while (pages.length > 0) {
        const outcome = await deployKnown(work, filesOf(pages, desired.apiVersion));
        if (outcome.success) break;
        const refused = refusedOf(pages, outcome);
        const words = failureLines(outcome).join('; ');
        for (const { key, type, fullName } of refused) {
            const why = `the org refuses to take it without the component Bot Conversation: ${words} Take it off in Lightning App Builder, then run undo again`;
            left.set(key, { what: `${type} ${fullName}`, why });
        }
        pages = pages.filter((page) => !refused.includes(page));
    }
    journal.update((data) => {
        for (const { key } of planned) if (!left.has(key)) delete data.units[key];
    });
    return [...left.values()];
}
