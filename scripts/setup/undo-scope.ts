/** What undo takes back beside the metadata and the bots, while others of the org may work with it. Pure. */
import type { OrgStep } from './org/plan.ts';
import { credentialOf } from './org/template-values.ts';
import { reasonOfOthers, type UndoFacts } from './org/undo-facts.ts';
import type { Left } from './org/undo-plan.ts';
import { activatedChannels, type JournalData } from './run/journal.ts';

export interface UndoScope {
    /** Others work with what all bots of the org share: it stays. */
    isShared: boolean;
    /** The setup file's channel or button goes, with the test conversations that came by it. */
    hasOwnWay: boolean;
    /** Nobody else's conversations come of the bots that the setup file names. */
    hasOwnBots: boolean;
    /** External Credentials whose secrets go. */
    credentials: Set<string>;
    left: Left[];
}

/** What others work with stays. */
export function scopeOf(data: JournalData, facts: UndoFacts): UndoScope {
    const hasOwnWay = reasonOfOthers(facts, 'channel') === undefined;
    const why = reasonOfOthers(facts) ?? '';
    const isShared = why !== '';
    // The bots of another channel or button may be the very ones that the setup file names.
    const hasOwnBots = reasonOfOthers(facts, 'providers') === undefined;
    const isUsed = (name: string) => !hasOwnBots || facts.others.some(({ adapter }) => credentialOf[adapter] === name);
    const kept = Object.keys(data.credentials).filter(isUsed);
    const hasAgents = data.made.length + data.removed.length > 0;
    return {
        isShared,
        hasOwnWay,
        hasOwnBots,
        credentials: new Set(Object.keys(data.credentials).filter((name) => !isUsed(name))),
        left: [
            ...(isShared && hasAgents ? [{ what: "Agents' permission sets, queues, presence", why }] : []),
            ...kept.map((name) => ({ what: `Secrets of ${name}`, why }))
        ]
    };
}

/**
 * Records, secrets and the activation that the journal names, as steps of the plan.
 *
 * @param channel developer name of the messaging channel, where the setup file has one
 */
export function recordSteps(data: JournalData, scope: UndoScope, channel: string | undefined): OrgStep[] {
    const { isShared, hasOwnWay, credentials } = scope;
    const steps: OrgStep[] = [];
    const deleted = (what: string) => ({ action: 'delete' as const, what, fields: [] });
    const tests = hasOwnWay ? (data.tests ?? []).map(({ object }) => deleted(`Test ${object}`)) : [];
    const ofAgents = isShared
        ? []
        : [
              ...data.made.map(({ what }) => deleted(what)),
              ...data.removed.map(({ what }) => ({ action: 'create' as const, what: `former ${what}`, fields: [] }))
          ];
    if (tests.length + ofAgents.length > 0) {
        steps.push({
            id: 'records',
            title: isShared ? 'Test conversations' : 'Agents: permission sets, queues, presence; test conversations',
            items: [...tests, ...ofAgents]
        });
    }
    const secrets = Object.entries(data.credentials).filter(([name]) => credentials.has(name));
    if (secrets.length > 0) {
        steps.push({
            id: 'secrets',
            title: 'Secrets',
            items: secrets
                .filter(([, { existed }]) => !existed)
                .map(([name]) => ({
                    action: 'delete',
                    what: `Secrets of External Credential ${name}`,
                    fields: []
                }))
        });
    }
    if (hasOwnWay && channel !== undefined && activatedChannels(data).includes(channel)) {
        steps.push({
            id: 'activation',
            title: 'Activation of the channel',
            items: [{ action: 'update', what: `Messaging channel ${channel}, inactive`, fields: [] }]
        });
    }
    return steps;
}
