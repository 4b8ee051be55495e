/** The setup as a library: `planSetup` writes nothing anywhere, `applySetup` makes it so. */
import { childrenOf, childText } from '../salesforce/xml.ts';
import { connectorConfig, providerOf, type ConnectorEntry, type SetupConfig } from './config/schema.ts';
import { desiredOrg, type DesiredOrg } from './org/desired.ts';
import { agentsOf, peopleProblems, planOrg, type OrgPlan, type OrgStep } from './org/plan.ts';
import {
    chatUrlOf,
    isLoopback,
    isPublished,
    messagingUrlOf,
    readOrg,
    readOrganization,
    readPeople,
    type OrgState
} from './org/read.ts';
import { runOrgStep, type OrgWork } from './org/steps.ts';
import { hashOf } from './org/units.ts';
import type { Json, ManualStep, OrgFacts, ProviderChange, ProviderContext, ProviderSetup } from './provider-setup.ts';
import { providerSetup, type SetupConnection } from './run/connection.ts';
import { exitCodes, SetupError } from './run/error.ts';
import { Journal, lock } from './run/journal.ts';
import { MissingSecretsError } from './run/secrets.ts';

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
    bots: BotPlan[];
    /** Nothing to do on either side. */
    isEmpty: boolean;
    /** Requests sent to the org for it. */
    requests: number;
}

export interface SetupOptions {
    renewSecrets?: boolean;
}

/** One step with its work; whoever runs them may show progress. */
export interface SetupTask {
    id: string;
    title: string;
    run(report: (text: string) => void): Promise<void>;
}

export interface ApplyOptions extends SetupOptions {
    /** Asked with the plan before anything is written; false ends it. */
    confirm?(plan: SetupPlan): Promise<boolean>;
    /** Runs tasks in order and stops at the first that throws; shows progress if it likes. */
    runTasks?(tasks: SetupTask[]): Promise<void>;
}

export interface ApplyResult {
    plan: SetupPlan;
    /** Steps that were done. */
    done: string[];
    manual: { connector: string; provider: string; steps: ManualStep[] }[];
    requests: number;
}

/** Both sides as they were read. */
export interface Readings {
    desired: DesiredOrg;
    state: OrgState;
    facts: OrgFacts;
    bots: { entry: ConnectorEntry; setup: ProviderSetup; context: ProviderContext; state: Json }[];
    isPublished: boolean;
}

/**
 * Reads both sides and says what differs.
 *
 * @throws SetupError for agents that are not there; MissingSecretsError with all of them; OrgRequestError; Error of a vendor
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
        const readings = await readBoth(config, connection, organization);
        const journal = Journal.open(connection.stateFolder, organization.organizationId);
        const plan = planOf(config, connection, readings, journal, options, before);
        const done: string[] = [];
        if (!plan.isEmpty) {
            if (options.confirm && !(await options.confirm(plan))) {
                throw new SetupError('Nothing was changed.', { exitCode: exitCodes.interrupted });
            }
            await runTasks(
                tasksOf(config, connection, readings, journal, plan).map((task) => ({
                    ...task,
                    run: async (report) => {
                        await task.run(report);
                        done.push(task.id);
                    }
                }))
            );
        }
        const manual = readings.bots.map(({ entry, setup, context, state }) => ({
            connector: entry.connector,
            provider: providerOf(entry).name,
            steps: setup.manual(state, context)
        }));
        return { plan, done, manual, requests: connection.org.requests - before };
    } finally {
        unlock();
    }
}

async function inOrder(tasks: SetupTask[]): Promise<void> {
    for (const task of tasks) await task.run(() => undefined);
}

/** Everything that a plan needs. */
export async function readBoth(
    config: SetupConfig,
    connection: SetupConnection,
    known?: Awaited<ReturnType<typeof readOrganization>>
): Promise<Readings> {
    const { org } = connection;
    refuseMissingSecrets(config, connection);
    const organization = known ?? (await readOrganization(org));
    const people = await readPeople(org, config);
    const problems = peopleProblems(config, people);
    if (problems.length > 0) throw new SetupError(problems.join('\n'), { exitCode: exitCodes.usage });
    const agents = agentsOf(people).map(({ userName }) => userName);
    const desired = await desiredOrg(config, { root: connection.root, apiVersion: org.apiVersion, agents });
    withoutOptionalSecrets(config, connection, desired);
    const state = await readOrg(org, desired, organization, people);
    const facts = factsOf(config, connection, desired, state);
    const isOut = desired.deployment !== undefined && (await asksForDeployment(config, connection, desired, state));
    const bots: Readings['bots'] = [];
    for (const entry of config.connectors) {
        const setup = providerSetup(connection, entry.connector);
        const context = contextOf(entry, config, connection, facts, setup);
        bots.push({ entry, setup, context, state: await readBot(connection, entry, () => setup.read(context)) });
    }
    return { desired, state, facts, bots, isPublished: isOut };
}

/** Vendors' errors name the connector, and never hold a secret. */
export async function readBot<Answer>(
    connection: SetupConnection,
    entry: ConnectorEntry,
    work: () => Promise<Answer>
): Promise<Answer> {
    try {
        return await work();
    } catch (error) {
        const message = `${entry.connector}: ${connection.secrets.redact((error as Error).message)}`;
        const isSilence = /fetch failed|ECONN|ENOTFOUND|timed? ?out|HTTP (?:5\d\d|429)/i.test(
            `${(error as Error).name} ${(error as Error).message}`
        );
        if (error instanceof MissingSecretsError) throw error;
        // The cause is left out on purpose: it may carry the request with its secret.
        throw new SetupError(message, { exitCode: isSilence ? exitCodes.unreachable : exitCodes.failed });
    }
}

async function asksForDeployment(
    config: SetupConfig,
    { org }: SetupConnection,
    desired: DesiredOrg,
    state: OrgState
): Promise<boolean> {
    const { deployment = '' } = desired;
    const url = messagingUrlOf(org.instanceUrl, config);
    if (url === undefined || !state.units.has(`EmbeddedServiceConfig:${deployment}`)) return false;
    return isPublished(url, state.organizationId, deployment);
}

function refuseMissingSecrets(config: SetupConfig, connection: SetupConnection): void {
    const missing = config.connectors.flatMap((entry) => {
        const requests = providerSetup(connection, entry.connector).secrets(connectorConfig(entry, config));
        return connection.secrets.missing(entry, requests);
    });
    if (missing.length > 0) throw new MissingSecretsError(missing);
}

/** A vendor that works without its secret, with less, gets no credential where there is none. */
function withoutOptionalSecrets(config: SetupConfig, connection: SetupConnection, desired: DesiredOrg): void {
    for (const [name, entry] of desired.credentials) {
        const connector = connectorConfig(entry, config);
        const setup = providerSetup(connection, entry.connector);
        const requests = setup.secrets(connector);
        const secrets = connection.secrets.of(entry, requests);
        const isLacking = Object.values(setup.credentials(connector)).some(
            (secret) => requests.find((each) => each.name === secret)?.isOptional && !secrets.has(secret)
        );
        if (isLacking) desired.credentials.delete(name);
    }
}

function contextOf(
    entry: ConnectorEntry,
    config: SetupConfig,
    connection: SetupConnection,
    org: OrgFacts,
    setup: ProviderSetup
): ProviderContext {
    const connector = connectorConfig(entry, config);
    return {
        config: connector,
        org,
        orgReader: {
            query: (soql, options) => connection.org.query(soql, options),
            get: (path) => connection.org.request('GET', path)
        },
        secrets: connection.secrets.of(entry, setup.secrets(connector)),
        fetch: connection.fetch
    };
}

function factsOf(config: SetupConfig, { org }: SetupConnection, desired: DesiredOrg, state: OrgState): OrgFacts {
    const units = [...desired.stages.flatMap((stage) => [...stage.units.values()]), ...state.units.values()];
    const fieldsOf = (object: string) => [
        ...new Set(
            units
                .filter(({ type, fullName }) => type === 'CustomField' && fullName.startsWith(`${object}.`))
                .map(({ fullName }) => fullName.slice(object.length + 1))
        )
    ];
    const channel = desired.stages
        .find(({ id }) => id === 'channel')
        ?.units.values()
        .next().value?.xml;
    const messagingUrl = messagingUrlOf(org.instanceUrl, config);
    const chatUrl = chatUrlOf(org.instanceUrl, config);
    return {
        organizationId: state.organizationId,
        instanceUrl: org.instanceUrl,
        apiVersion: org.apiVersion,
        // Where the setup is to switch it on, it is there afterwards, or the org refuses.
        hasChat: desired.usesChat || state.objects.has('LiveChatDeployment'),
        ...(desired.deployment !== undefined && {
            messaging: {
                ...(messagingUrl !== undefined && { url: messagingUrl }),
                esDeveloperName: desired.deployment,
                parameters: channel
                    ? childrenOf(channel, 'customParameters').map(
                          (each) => childText(each, 'externalParameterName') ?? ''
                      )
                    : []
            }
        }),
        ...(desired.chat && {
            chat: {
                ...(chatUrl !== undefined && { url: chatUrl }),
                ...(state.chat.deploymentId && { deploymentId: state.chat.deploymentId }),
                ...(state.chat.buttonId && { buttonId: state.chat.buttonId })
            }
        }),
        fields: {
            MessagingSession: fieldsOf('MessagingSession'),
            LiveChatTranscript: fieldsOf('LiveChatTranscript'),
            Case: fieldsOf('Case')
        }
    };
}

function planOf(
    config: SetupConfig,
    { org }: SetupConnection,
    readings: Readings,
    journal: Journal,
    options: SetupOptions,
    requestsBefore: number
): SetupPlan {
    const { desired, state, bots } = readings;
    const { steps, kept } = planOrg(config, desired, state, journal.data, {
        ...options,
        isPublished: readings.isPublished
    });
    const botPlans = bots.map(({ entry, setup, context, state: botState }): BotPlan => ({
        connector: entry.connector,
        provider: providerOf(entry).name,
        changes: setup.changes(botState, context),
        manual: setup.manual(botState, context)
    }));
    return {
        organizationId: state.organizationId,
        instanceUrl: org.instanceUrl,
        org: steps,
        kept,
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
    plan: SetupPlan
): SetupTask[] {
    const { desired, state } = readings;
    const work: OrgWork = {
        org: connection.org,
        config,
        desired,
        state,
        journal,
        isProduction: state.isProduction && !isLoopback(connection.org.instanceUrl),
        secretsOf: (name) => credentialValues(name, config, connection, desired)
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
                    for (const [key, entry] of Object.entries(data.units)) {
                        const unit = now.units.get(key);
                        if (unit && entry.applied !== undefined) entry.found = hashOf(unit);
                    }
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
            run: (report) => readBot(connection, bot.entry, () => applyBot(bot, readings, journal, report))
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
    const key = botKey(entry);
    const changes = setup.changes(bot.state, context);
    if (changes.length === 0) return;
    if (journal.data.bots[key] === undefined) {
        journal.update((data) => {
            data.bots[key] = setup.backup(bot.state);
        });
    }
    for (const change of changes) {
        report(change.what);
        await setup.apply(change, context);
    }
    bot.state = await setup.read(context);
    const left = setup.changes(bot.state, context);
    if (left.length > 0) {
        throw new SetupError(`${left.map(({ what }) => what).join(', ')} is not as it was set.`, {
            remedy: 'Somebody may have changed it at the same time: run apply again.'
        });
    }
}

/** How the journal names a connector. */
export function botKey(entry: ConnectorEntry): string {
    return `${entry.connector} ${providerOf(entry).name}`;
}

async function credentialValues(
    name: string,
    config: SetupConfig,
    connection: SetupConnection,
    desired: DesiredOrg
): Promise<Record<string, string>> {
    const entry = desired.credentials.get(name);
    if (!entry) throw new Error(`No connector fills ${name}.`);
    const setup = providerSetup(connection, entry.connector);
    const connector = connectorConfig(entry, config);
    const secrets = connection.secrets.of(entry, setup.secrets(connector));
    const values: Record<string, string> = {};
    for (const [parameter, secret] of Object.entries(setup.credentials(connector))) {
        values[parameter] = await secrets.get(secret);
    }
    return values;
}
