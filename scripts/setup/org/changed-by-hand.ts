/** What somebody changed in an org since the setup wrote it, and what of it undo leaves. Pure. */
import type { XmlElement } from '../../salesforce/xml.ts';
import type { JournalData, UnitEntry } from '../run/journal.ts';
import type { DesiredOrg } from './desired.ts';
import { isAsLeft } from './plan.ts';
import type { OrgState } from './read.ts';
import { hashOf, isTranslation, unitsOf, withXml, type Unit } from './units.ts';

/** Keys of the journal's components that are neither as the setup left them nor as they were before it. */
export function changedByHand(desired: DesiredOrg, state: OrgState, journal: JournalData): Set<string> {
    const isComparable = (journal.apiVersion ?? desired.apiVersion) === desired.apiVersion;
    const isChanged = ([key, entry]: [string, UnitEntry]) => {
        const found = state.units.get(key);
        if (!found || isTranslation(found) || isAsBefore(entry, found)) return false;
        return entry.isChanged ?? (isComparable && entry.found !== undefined && !isAsLeft(entry, found));
    };
    return new Set(
        Object.entries(journal.units)
            .filter(isChanged)
            .map(([key]) => key)
    );
}

/** Has somebody put it back already, or was it never written? */
export function isAsBefore({ before }: UnitEntry, found: Unit): boolean {
    const unit = before && unitsOf(new Map(Object.entries(before))).get(found.key);
    return unit !== undefined && hashOf(unit) === hashOf(found);
}

/** Why a component stays that somebody changed. */
export function reasonOfChange({ existed }: UnitEntry, isReduced: boolean): string {
    if (isReduced) {
        return 'changed by hand since the setup wrote it: it keeps what was added; delete it in Setup if nobody needs it';
    }
    return existed
        ? 'changed by hand since the setup wrote it, so what was there before is not put back: change it in Setup'
        : 'changed by hand since the setup wrote it: delete it in Setup if nobody needs it';
}

/** Why a component stays that nobody changed; undefined where nothing that was changed needs it. */
export function reasonOfOwner({ type, fullName }: Unit, changed: ReadonlySet<string>): string | undefined {
    const [owner = ''] = fullName.split('.');
    const isOwner = [...changed].some((key) => {
        const [changedType = '', name = ''] = key.split(/[:.-]/);
        return changedType === 'CustomMetadata'
            ? ['CustomObject', 'CustomField'].includes(type) && owner === `${name}__mdt`
            : type === 'CustomObject' && key !== `${type}:${fullName}` && name === fullName;
    });
    return isOwner ? 'something of it was changed by hand since, and stays' : undefined;
}

/**
 * A permission set of the setup's with the grants alone that were added to it; undefined for what is no such set.
 * The others name what goes.
 */
export function withoutOwnGrants(wanted: Unit, found: Unit, { existed }: UnitEntry): Unit | undefined {
    if (found.type !== 'PermissionSet' || existed || !wanted.xml || !found.xml) return undefined;
    const own = new Set(wanted.xml.children.map(grantOf));
    const children = found.xml.children.filter((part) => part.children.length === 0 || !own.has(grantOf(part)));
    return withXml(found, { ...found.xml, children });
}

/** What it grants, whether or not it is given. */
function grantOf({ name, children }: XmlElement): string {
    const texts = children.map(({ text }) => text.trim()).filter((text) => text !== 'true' && text !== 'false');
    return [name, ...texts].join(' ');
}
