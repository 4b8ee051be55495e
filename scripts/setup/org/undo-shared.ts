/**
 * Undo of what all of an org share: settings, and the platform's own service channels. Neither is ever removed; what
 * was switched on stays on, and other values come back.
 */
import type { UnitEntry } from '../run/journal.ts';
import { carriedOver, differences } from './compare.ts';
import { filesOf, hashOf, unitsOf, type Unit } from './units.ts';

const reasons: Record<string, string> = {
    Settings: 'a feature stays on: other things may use it by now; Setup switches it off',
    ServiceChannel: "it is the platform's own and comes with the feature"
};

export const isShared = ({ type }: Unit): boolean => type in reasons;

/** @returns what is to be deployed, and why something stays; each only where there is any */
export function undoShared(
    wanted: Unit,
    found: Unit,
    entry: UnitEntry,
    apiVersion: string
): { files?: Record<string, string>; why?: string } {
    const reason = reasons[wanted.type];
    const before = unitsOf(new Map(Object.entries(entry.before ?? {}))).get(wanted.key);
    if (!before) return { why: reason };
    const target = carriedOver(wanted, before);
    const isOn = differences(target, before).length > 0;
    if (differences(target, found).length === 0) return { ...(isOn && { why: reason }) };
    // Somebody else's choice by now: to put it back could stop another team's work.
    if (entry.found !== undefined && entry.found !== hashOf(found)) {
        return { why: `${isOn ? `${reason}. It` : 'it'} was changed since the setup, and stays as it is now` };
    }
    return { files: filesOf([target], apiVersion), ...(isOn && { why: reason }) };
}
