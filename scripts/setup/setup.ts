/** The setup as a library: `planSetup` writes nothing anywhere, `applySetup` makes it so. */
import { providerOf, type SetupConfig } from './config/schema.ts';
import { refuseWithoutChat } from './org/chat-state.ts';
import { settleDeploy } from './org/deploys.ts';
import { caseProblems, keepNotes, keepProblems, providerCaseProblems } from './org/config-problems.ts';
import { notesOf, tenantNotes } from './org/notes.ts';
import { isAsLeft, isPublishing, planOrg, type OrgPlan, type OrgStep } from './org/plan.ts';
import { readOrg, readOrganization } from './org/read.ts';
import { runOrgStep, type OrgWork } from './org/steps.ts';
import { hashOf } from './org/units.ts';
import { noteWays } from './org/ways.ts';
import type { ManualStep, ProviderChange } from './provider-setup.ts';
import { pageNotes, stepsForPerson } from './pages/for-person.ts';
import { backupKey, keepBackup } from './run/bot-backup.ts';
import type { SetupConnection } from './run/connection.ts';
import { exitCodes, SetupError } from './run/error.ts';
import { Journal, lock } from './run/journal.ts';
import { inOrder, type SetupTask } from './run/tasks.ts';
import { credentialValues, factsOf, readBot, readBoth, type Readings } from './readings.ts';

export interface BotPlan {
    connector: string;
    provider: string;
    changes: ProviderChange[];
    /** What is left for a person. */
    manual: ManualStep[];
}

export interface SetupPlan {
    organizationId: string;
    instanceUrl: string;
    org: OrgStep[];
    /** Components that differ and stay, as the config's `keep` says. */
    kept: OrgPlan['kept'];
    /** What the plan does not change, and a person should know. */
    notes: string[];
    bots: BotPlan[];
    /** Nothing to do on either side. */
    isEmpty: boolean;
    /** Requests sent to the org for it. */
    requests: number;
}

export interface SetupOptions {
    renewSecrets?: boolean;
}

export interface ApplyOptions extends SetupOptions {
    /** Asked with the plan before anything is written; false ends it. */
    confirm?(plan: SetupPlan): Promise<boolean>;
    /** Runs tasks in order and stops at the first that throws; shows progress if it likes. */
    runTasks?(tasks: SetupTask[]): Promise<void>;
    /** Tells a person what is waited for. */
    say?(text: string): void;
}

export interface ApplyResult {
    plan: SetupPlan;
    /** Steps that were done. */
    done: string[];
    manual: { connector: string; provider: string; steps: ManualStep[] }[];
    requests: number;
}

/**
 * Reads both sides and says what differs.
 *
 * @throws SetupError for agents that are not there; MissingSecretsError with all of them; OrgRequestError; Error of a
 * vendor
 */
export async function planSetup(
    config: SetupConfig,
    connection: SetupConnection,
    options: SetupOptions = {}
): Promise<SetupPlan> {
    const before = connection.org.requests;
    const readings = await readBoth(config, connection);
    const journal = Journal.open(connection.stateFolder, readings.state.organizationId);
    return planOf(config, connection, readings, journal, options, before);
}

/**
 * Makes both sides as the config wants them. May be stopped at any moment and run again: what is done stays done.
 *
 * @throws as planSetup; JournalError where another run is at work; SetupError with what was refused
 */
export async function applySetup(
    config: SetupConfig,
    connection: SetupConnection,
    options: ApplyOptions = {}
): Promise<ApplyResult> {
    const before = connection.org.requests;
    const { runTasks = inOrder } = options;
    const organization = await readOrganization(connection.org);
    const unlock = lock(connection.stateFolder, organization.organizationId);
    try {
        const journal = Journal.open(connection.stateFolder, organization.organizationId);
        await settleDeploy(connection.org, journal, options.say);
        const readings = await readBoth(config, connection, { organization });
        const plan = await planOf(config, connection, readings, journal, options, before);
        const done: string[] = [];
        if (!plan.isEmpty) {
            if (options.confirm && !(await options.confirm(plan))) {
                throw new SetupError('Nothing was changed.', { exitCode: exitCodes.interrupted });
            }
            journal.update((data) => noteWays(data, config));
            await runTasks(
                tasksOf(config, connection, readings, journal, plan, options).map((task) => ({
                    ...task,
                    run: async (report) => {
                        await task.run(report);
                        done.push(task.id);
                    }
                }))
            );
        }
        const manual = readings.bots.map((bot) => ({
            connector: bot.entry.connector,
            provider: providerOf(bot.entry).name,
            steps: stepsForPerson(bot, config, readings.pages, connection.org.instanceUrl)
        }));
        return { plan, done, manual, requests: connection.org.requests - before };
    } finally {
        unlock();
    }
}

function refuse(problems: string[], remedy: string): void {
    if (problems.length > 0) throw new SetupError(problems.join('\n'), { exitCode: exitCodes.usage, remedy });
}

async function planOf(
    config: SetupConfig,
    connection: SetupConnection,
    readings: Readings,
    journal: Journal,
    options: SetupOptions,
    requestsBefore: number
): Promise<SetupPlan> {
    const { org } = connection;
    const { desired, state, bots } = readings;
    for (const { entry, setup, context } of bots) {
        await readBot(config, connection, entry, async () => setup.refuseWrongSecret?.(context));
    }
    await refuseWithoutChat(org, config, state.objects.has('LiveChatDeployment'));
    refuse(
        keepProblems(config, desired, state),
        'Take it from keep, and apply makes it; or name one that this org has.'
    );
    refuse(
        [...caseProblems(config, desired, state), ...providerCaseProblems(config, journal.data)],
        'Write it like that in the setup file.'
    );
    const { steps, kept } = planOrg(config, desired, state, journal.data, {
        ...options,
        isPublished: readings.isPublished || isPublishing(desired, state, journal.data)
    });
    const botPlans = bots.map((bot): BotPlan => ({
        connector: bot.entry.connector,
        provider: providerOf(bot.entry).name,
        changes: bot.setup.changes(bot.state, bot.context),
        manual: stepsForPerson(bot, config, readings.pages, org.instanceUrl)
    }));
    return {
        organizationId: state.organizationId,
        instanceUrl: org.instanceUrl,
        org: steps,
        kept,
        notes: [
            ...tenantNotes(steps),
            ...keepNotes(config, desired, state),
            ...pageNotes(config, readings.pages),
            ...(await notesOf(org, config, state.people, journal.data))
        ],
        bots: botPlans,
        isEmpty: steps.length === 0 && botPlans.every(({ changes }) => changes.length === 0),
        requests: org.requests - requestsBefore
    };
}

function tasksOf(
    config: SetupConfig,
    connection: SetupConnection,
    readings: Readings,
    journal: Journal,
    plan: SetupPlan,
    { renewSecrets = false }: SetupOptions
): SetupTask[] {
    const { desired, state } = readings;
    const work: OrgWork = {
        org: connection.org,
        config,
        desired,
        state,
        journal,
        secretsOf: (name) => credentialValues(name, config, connection, desired),
        renewSecrets
    };
    const tasks = plan.org.map((step): SetupTask => ({
        id: step.id,
        title: step.title,
        run: (report) => runOrgStep(step.id, work, report)
    }));
    if (plan.org.length > 0) {
        tasks.push({
            id: 'read-back',
            title: 'What the org has now',
            run: async () => {
                const organization = await readOrganization(connection.org);
                const now = await readOrg(connection.org, desired, organization, state.people);
                journal.update((data) => {
                    const isComparable = (data.apiVersion ?? desired.apiVersion) === desired.apiVersion;
                    for (const [key, entry] of Object.entries(data.units)) {
                        const unit = now.units.get(key);
                        if (!unit || entry.applied === undefined) continue;
                        // What somebody changed before this run, and this run did not deploy, stays known as changed.
                        const isChanged = entry.found !== undefined && !isAsLeft(entry, state.units.get(key));
                        if (isChanged && isComparable) continue;
                        entry.found = hashOf(unit);
                        delete entry.isChanged;
                    }
                    data.apiVersion = desired.apiVersion;
                });
                readings.state = now;
                readings.facts = factsOf(config, connection, desired, now);
            }
        });
    }
    const mayChange = plan.org.length > 0;
    readings.bots.forEach((bot, index) => {
        if (!mayChange && (plan.bots[index]?.changes.length ?? 0) === 0) return;
        tasks.push({
            id: `bot:${bot.entry.connector}:${providerOf(bot.entry).name}`,
            title: `Bot side: ${bot.entry.connector} (${providerOf(bot.entry).name})`,
            run: (report) => readBot(config, connection, bot.entry, () => applyBot(bot, readings, journal, report))
        });
    });
    return tasks;
}

/** The bot side is planned again now that the org's ids are known; its backup is kept before its first change. */
async function applyBot(
    bot: Readings['bots'][number],
    readings: Readings,
    journal: Journal,
    report: (text: string) => void
): Promise<void> {
    const { entry, setup } = bot;
    const context = { ...bot.context, org: readings.facts };
    bot.context = context;
    const key = backupKey(journal.data, entry);
    const writeDown = () =>
        journal.update((data) => {
            data.written = { ...data.written, [key]: setup.backup(bot.state) };
        });
    const changes = await withoutMade(setup.changes(bot.state, context), bot);
    if (changes.length === 0) {
        if (journal.data.bots[key] !== undefined && journal.data.written?.[key] === undefined) writeDown();
        return;
    }
    journal.update((data) => keepBackup(data, entry, setup, bot.state));
    let left = changes;
    // A second round where the first made what the vendor then offers to choose.
    for (let round = 0; round < 2 && left.length > 0; round += 1) {
        for (const change of left) {
            report(change.what);
            await setup.apply(change, context);
        }
        bot.state = await setup.read(context);
        left = setup.changes(bot.state, context);
    }
    if (left.length > 0) {
        throw new SetupError(`${left.map(({ what }) => what).join(', ')} is not as it was set.`, {
            remedy: 'Somebody may have changed it at the same time: run apply again.'
        });
    }
    writeDown();
}

/**
 * What the setup makes is what undo deletes. So it looks again before it makes something: what a person made since the
 * plan, as while it was read or the org was set up, is the person's.
 *
 * @throws SetupError where such a thing is not as it is wanted: the plan did not show it
 */
async function withoutMade(planned: ProviderChange[], bot: Readings['bots'][number]): Promise<ProviderChange[]> {
    const made = planned.filter(({ action }) => action === 'create').map(({ id }) => id);
    if (made.length === 0) return planned;
    bot.state = await bot.setup.read(bot.context);
    const changes = bot.setup.changes(bot.state, bot.context);
    const unseen = changes.filter(({ id, action }) => made.includes(id) && action !== 'create');
    if (unseen.length === 0) return changes;
    throw new SetupError(
        `Somebody made it since the plan was read: ${unseen.map(({ what }) => what).join(', ')}. Nothing was written at the bot.`,
        { remedy: 'Run apply again: its plan shows what it changes of it.' }
    );
}
