/** Undo: the bot side back from its backup, the org side without what the setup made. */
import { isFailure } from '../providers/shared/request-error.ts';
import { providerOf, type SetupConfig } from './config/schema.ts';
import { settleDeploy } from './org/deploys.ts';
import type { OrgStep } from './org/plan.ts';
import { readOrganization } from './org/read.ts';
import { credentialOf } from './org/template-values.ts';
import { isOfAllButtons, readUndoFacts, reasonOfOthers, type UndoFacts } from './org/undo-facts.ts';
import { undoStage } from './org/undo-metadata.ts';
import { undoItems, undoUnits, type Left, type UndoUnits } from './org/undo-plan.ts';
import { undoActivation, undoRecords, undoSecrets, undoTests } from './org/undo-records.ts';
import type { ProviderChange } from './provider-setup.ts';
import { backupKey, backupName, botKey, forgetBackup, keptOf } from './run/bot-backup.ts';
import type { SetupConnection } from './run/connection.ts';
import { exitCodes, SetupError } from './run/error.ts';
import { activatedChannels, Journal, lock } from './run/journal.ts';
import { inOrder, type SetupTask } from './run/tasks.ts';
import { readBoth, readBot, type Readings } from './readings.ts';

export interface UndoPlan {
    organizationId: string;
    bots: { connector: string; provider: string; changes: ProviderChange[] }[];
    org: OrgStep[];
    /** What stays, and why. */
    left: Left[];
    isEmpty: boolean;
}

export interface UndoOptions {
    /** Removes fields that hold handoff data too. */
    deleteData?: boolean;
    confirm?(plan: UndoPlan): Promise<boolean>;
    runTasks?(tasks: SetupTask[]): Promise<void>;
    /** Tells a person what is waited for. */
    say?(text: string): void;
}

export interface UndoResult {
    plan: UndoPlan;
    done: string[];
    left: Left[];
}

/**
 * Undoes what {@link applySetup} did. May be stopped and run again.
 *
 * @throws as applySetup
 */
export async function undoSetup(
    config: SetupConfig,
    connection: SetupConnection,
    options: UndoOptions = {}
): Promise<UndoResult> {
    const { org } = connection;
    const organization = await readOrganization(org);
    const unlock = lock(connection.stateFolder, organization.organizationId);
    try {
        const journal = Journal.open(connection.stateFolder, organization.organizationId);
        if (journal.isEmpty) {
            const plan = { organizationId: organization.organizationId, bots: [], org: [], left: [], isEmpty: true };
            return { plan, done: [], left: [] };
        }
        await settleDeploy(org, journal, options.say);
        const undoing = await readUndo(config, connection, organization, journal, options.deleteData ?? false);
        const plan = planOf(undoing);
        if (options.confirm && !(await options.confirm(plan))) {
            throw new SetupError('Nothing was changed.', { exitCode: exitCodes.interrupted });
        }
        noteBeforehand(undoing);
        const left = [...plan.left];
        const done: string[] = [];
        const tasks = [...botTasks(undoing, left), ...orgTasks(undoing, left)];
        const runTasks = options.runTasks ?? inOrder;
        await runTasks(
            tasks.map((task) => ({
                ...task,
                run: async (report) => {
                    await task.run(report);
                    done.push(task.id);
                }
            }))
        );
        const { shared, gone } = undoing.units;
        journal.update((data) => {
            for (const key of [...shared, ...gone]) delete data.units[key];
        });
        if (journal.isEmpty) journal.remove();
        return { plan, done, left };
    } finally {
        unlock();
    }
}

/** Both sides as they are, and what of them undo takes back. */
interface Undoing {
    config: SetupConfig;
    connection: SetupConnection;
    journal: Journal;
    readings: Readings;
    facts: UndoFacts;
    units: UndoUnits;
    scope: UndoScope;
    bots: BotUndo[];
    records: OrgStep[];
}

interface BotUndo {
    bot: Readings['bots'][number];
    /** Of its backup in the journal. */
    key: string;
    /** Nothing of it is undone: the setup did nothing there, or others work with it. */
    isKept: boolean;
    changes: ProviderChange[];
    left: Left[];
}

async function readUndo(
    config: SetupConfig,
    connection: SetupConnection,
    organization: Awaited<ReturnType<typeof readOrganization>>,
    journal: Journal,
    deleteData: boolean
): Promise<Undoing> {
    // Who left the company since keeps nothing from being undone.
    const readings = await readBoth(config, connection, {
        organization,
        isTolerant: true,
        isWithoutAgents: true,
        keptOf: (entry) => keptOf(journal.data, entry)
    });
    const silent = readings.refused.find(({ error }) => error.exitCode === exitCodes.unreachable);
    // It may answer in a minute; what refuses for good must not keep the org from being undone.
    if (silent) throw silent.error;
    const { desired, state } = readings;
    const facts = await readUndoFacts(connection.org, config, readings, journal.data);
    const scope = scopeOf(journal, facts);
    return {
        config,
        connection,
        journal,
        readings,
        facts,
        units: undoUnits(desired, state, journal.data, facts, deleteData),
        scope,
        bots: readings.bots.map((bot) => undoOfBot(bot, journal, facts, scope)),
        records: recordSteps(journal, scope, desired.channel)
    };
}

function undoOfBot(bot: Readings['bots'][number], { data }: Journal, facts: UndoFacts, scope: UndoScope): BotUndo {
    const key = backupKey(data, bot.entry);
    const backup = data.bots[key];
    if (backup === undefined) return { bot, key, isKept: true, changes: [], left: [] };
    // As another file wants it: it hands over to that one's channel.
    if (!scope.hasOwnBots && bot.setup.changes(bot.state, bot.context).length > 0) {
        const left = [{ what: `Bot side of ${botKey(bot.entry)}`, why: reasonOfOthers(facts) ?? '' }];
        return { bot, key, isKept: true, changes: [], left };
    }
    const written = data.written?.[key];
    return {
        bot,
        key,
        isKept: false,
        changes: bot.setup.undo(backup, bot.state, bot.context, written),
        left: bot.setup.leaves(backup, bot.state, written)
    };
}

function planOf({ config, journal, readings, units, scope, bots, records }: Undoing): UndoPlan {
    return {
        organizationId: readings.state.organizationId,
        bots: bots.map(({ bot, changes }) => ({
            connector: bot.entry.connector,
            provider: providerOf(bot.entry).name,
            changes
        })),
        org: [
            ...records,
            ...units.stages.map((stage) => ({
                id: `remove:${stage.id}`,
                title: stage.title,
                items: undoItems(stage)
            }))
        ],
        left: [
            ...units.left,
            ...scope.left,
            ...bots.flatMap(({ left }) => left),
            ...refusing(journal, readings),
            ...orphans(journal, config)
        ],
        isEmpty: false
    };
}

/** From here on, undo itself changes what the components name and hold: members, grants, references. */
function noteBeforehand({ journal, readings, facts, units, scope }: Undoing): void {
    const going = new Set(
        readings.desired.stages
            .filter(({ id }) => reasonOfOthers(facts, id) === undefined)
            .flatMap((stage) => [...stage.units.values()])
            .filter((unit) => !scope.isShared || !isOfAllButtons(unit))
            .map(({ key }) => key)
    );
    journal.update((data) => {
        for (const [key, entry] of Object.entries(data.units)) {
            if (scope.isShared && !going.has(key)) continue;
            delete entry.found;
            if (!units.changed.has(key)) continue;
            entry.isChanged = true;
            delete entry.applied;
        }
    });
}

/** @param left what the bots refuse is added to it */
function botTasks({ config, connection, journal, bots }: Undoing, left: Left[]): SetupTask[] {
    return bots
        .filter(({ isKept }) => !isKept)
        .map(({ bot, key, changes }) => ({
            id: `bot:${botKey(bot.entry)}`,
            title: `Bot side: ${bot.entry.connector} (${providerOf(bot.entry).name})`,
            run: (report) =>
                readBot(config, connection, bot.entry, async () => {
                    const refused: Left[] = [];
                    for (const change of changes) {
                        report(change.what);
                        const why = await refusalOf(() => bot.setup.apply(change, bot.context));
                        if (why !== undefined) refused.push({ what: change.what, why });
                    }
                    left.push(...refused);
                    if (refused.length === 0) journal.update((data) => forgetBackup(data, key));
                })
        }));
}

/** @param left what the org refuses is added to it */
function orgTasks({ connection, journal, readings, units, scope, records }: Undoing, left: Left[]): SetupTask[] {
    const { org } = connection;
    const { desired, state } = readings;
    const work: Record<string, () => Promise<void>> = {
        records: async () => {
            left.push(...(await undoTests(org, journal)));
            if (!scope.isShared) left.push(...(await undoRecords(org, journal)));
        },
        secrets: async () => void left.push(...(await undoSecrets(org, journal, scope.credentials))),
        activation: () => undoActivation(org, journal, desired.channel ?? '')
    };
    return [
        ...records.map(({ id, title }): SetupTask => ({ id, title, run: async () => work[id]?.() })),
        ...units.stages.map((stage): SetupTask => ({
            id: `remove:${stage.id}`,
            title: stage.title,
            run: async () => void left.push(...(await undoStage(stage, { org, journal, desired, state })))
        }))
    ];
}

interface UndoScope {
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

function scopeOf({ data }: Journal, facts: UndoFacts): UndoScope {
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

function recordSteps({ data }: Journal, scope: UndoScope, channel: string | undefined): OrgStep[] {
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

/**
 * Why the bot does not let this be done; a bot that may do it in a minute is an error. It must not keep the org from
 * being undone.
 */
async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
    try {
        await work();
        return undefined;
    } catch (error) {
        if (!isFailure(error, 'unauthorized', 'forbidden', 'notFound', 'refused', 'badAnswer', 'noHost')) throw error;
        return `${error.message} Its backup is kept: undo again once the bot lets it be done, or do it by hand`;
    }
}

/** Bots that do not let the setup in: their backup stays in the journal. */
function refusing(journal: Journal, { refused }: Readings): Left[] {
    return refused
        .filter(({ entry }) => journal.data.bots[backupKey(journal.data, entry)] !== undefined)
        .map(({ entry, error }) => ({
            what: `Bot side of ${botKey(entry)}`,
            why: `${error.message} Run undo again once it lets the setup in: its backup is kept`
        }));
}

/** Bots whose connector is no longer in the config, or elsewhere by now. */
function orphans({ data }: Journal, config: SetupConfig): Left[] {
    const known = new Set(config.connectors.map((entry) => backupKey(data, entry)));
    return Object.keys(data.bots)
        .filter((key) => !known.has(key))
        .map((key) => ({
            what: `Bot side of ${backupName(data, key)}`,
            why: 'the config no longer names it; undo with the config that does'
        }));
}
