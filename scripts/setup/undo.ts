/** Undo: the bot side back from its backup, the org side without what the setup made. */
import { providerOf, type SetupConfig } from './config/schema.ts';
import { settleDeploy } from './org/deploys.ts';
import type { OrgStep } from './org/plan.ts';
import { readOrganization } from './org/read.ts';
import { isOfAllButtons, readUndoFacts, reasonOfOthers, type UndoFacts } from './org/undo-facts.ts';
import { undoStage } from './org/undo-metadata.ts';
import { undoItems, undoUnits, type Left, type UndoUnits } from './org/undo-plan.ts';
import { undoActivation, undoRecords, undoSecrets, undoTests } from './org/undo-records.ts';
import { goesWithFields } from './org/units.ts';
import type { ProviderChange } from './provider-setup.ts';
import { keptOf } from './run/bot-backup.ts';
import type { SetupConnection } from './run/connection.ts';
import { exitCodes, SetupError } from './run/error.ts';
import { Journal, lock } from './run/journal.ts';
import { inOrder, type SetupTask } from './run/tasks.ts';
import { readBoth, type Readings } from './readings.ts';
import { botTasks, orphans, refusing, undoOfBot, type BotUndo } from './undo-bots.ts';
import { recordSteps, scopeOf, type UndoScope } from './undo-scope.ts';

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
    const scope = scopeOf(journal.data, facts);
    return {
        config,
        connection,
        journal,
        readings,
        facts,
        units: undoUnits(desired, state, journal.data, facts, deleteData),
        scope,
        bots: readings.bots.map((bot) => undoOfBot(bot, journal, facts, scope.hasOwnBots)),
        records: recordSteps(journal.data, scope, desired.channel)
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
            if (goesWithFields(key)) delete data.units[key];
            if (scope.isShared && !going.has(key)) continue;
            delete entry.found;
            if (!units.changed.has(key)) continue;
            entry.isChanged = true;
            delete entry.applied;
        }
    });
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
