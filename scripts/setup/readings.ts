/** Both sides as they are: what plan, apply, doctor, test and undo start from. Reads only. */
import { isFailure } from '../providers/shared/request-error.ts';
import { literal, literals } from '../salesforce/soql.ts';
import { OrgRequestError } from '../salesforce/org-client.ts';
import { childrenOf, childText } from '../salesforce/xml.ts';
import { connectorConfig, providerOf, wayOf, type ConnectorEntry, type SetupConfig } from './config/schema.ts';
import { newestWithKey } from './doctor/history.ts';
import { noTest } from './doctor/ways/test-words.ts';
import { peopleProblems } from './org/config-problems.ts';
import { desiredOrg, type DesiredOrg } from './org/desired.ts';
import { readPeople } from './org/people.ts';
import { agentsOf } from './org/plan.ts';
import { chatUrlOf, isPublished, messagingUrlOf, readOrg, readOrganization, type OrgState } from './org/read.ts';
import { readPages, type PagesReading } from './pages/read.ts';
import type { HandedOver, Json, KeptBot, OrgFacts, ProviderContext, ProviderSetup } from './provider-setup.ts';
import { providerSetup, type SetupConnection } from './run/connection.ts';
import { exitCodes, remedyOfCertificate, SetupError } from './run/error.ts';
import { Journal } from './run/journal.ts';
import { MissingSecretsError } from './run/secrets.ts';

/** What people take an email address, a sandbox's user for that of production, or a group's label for. */
const agentNames =
    'Wanted: of users the Username (not always the email address; a sandbox adds its own name to it), of groups the Group Name, as Setup shows them under Users and Public Groups.';

export interface BotReading {
    entry: ConnectorEntry;
    setup: ProviderSetup;
    context: ProviderContext;
    state: Json;
}

/** Both sides as they were read. */
export interface Readings {
    desired: DesiredOrg;
    state: OrgState;
    pages: PagesReading;
    facts: OrgFacts;
    bots: BotReading[];
    isPublished: boolean;
    /** Bots that could not be read, with why; only where the reading is to go on without them. */
    refused: { entry: ConnectorEntry; error: SetupError }[];
}

export interface ReadOptions {
    /** What is known of the organization already. */
    organization?: Awaited<ReturnType<typeof readOrganization>>;
    /** Goes on without a bot that cannot be read. */
    isTolerant?: boolean;
    /** Goes on without agents that are no longer there. */
    isWithoutAgents?: boolean;
    /** What is to be put back of a bot. */
    keptOf?(entry: ConnectorEntry): KeptBot | undefined;
}

/** Everything that a plan needs. */
export async function readBoth(
    config: SetupConfig,
    connection: SetupConnection,
    { organization: known, isTolerant = false, isWithoutAgents = false, keptOf }: ReadOptions = {}
): Promise<Readings> {
    const { org } = connection;
    refuseMissingSecrets(config, connection);
    const organization = known ?? (await readOrganization(org));
    const people = await readPeople(org, config);
    const problems = isWithoutAgents ? [] : peopleProblems(config, people);
    if (problems.length > 0) {
        throw new SetupError(problems.join('\n'), { exitCode: exitCodes.usage, remedy: agentNames });
    }
    const agents = agentsOf(people).map(({ userName }) => userName);
    const fromConfig = await (connection.desired ?? desiredOrg)(config, {
        apiVersion: org.apiVersion,
        agents
    });
    withoutOptionalSecrets(config, connection, fromConfig);
    const found = await readOrg(org, fromConfig, organization, people);
    const journal = Journal.open(connection.stateFolder, organization.organizationId);
    const pages = await readPages(org, config, fromConfig, found, journal.data);
    const desired = { ...fromConfig, stages: [...fromConfig.stages, pages.stage] };
    const state = { ...found, units: new Map([...found.units, ...pages.units]) };
    const facts = factsOf(config, connection, desired, state);
    const isOut = desired.deployment !== undefined && (await asksForDeployment(config, connection, desired, state));
    const bots: Readings['bots'] = [];
    const refused: Readings['refused'] = [];
    for (const entry of config.connectors) {
        const setup = providerSetup(connection, entry.connector);
        const context = contextOf(entry, config, connection, { facts, state }, setup);
        try {
            bots.push({
                entry,
                setup,
                context,
                state: await readBot(config, connection, entry, () => setup.read(context, keptOf?.(entry)))
            });
        } catch (error) {
            if (!isTolerant || !(error instanceof SetupError) || error.exitCode === exitCodes.interrupted) throw error;
            refused.push({ entry, error });
        }
    }
    return { desired, state, pages, facts, bots, isPublished: isOut, refused };
}

/** Vendors' errors name the connector, and never hold a secret. */
export async function readBot<Answer>(
    config: SetupConfig,
    connection: SetupConnection,
    entry: ConnectorEntry,
    work: () => Promise<Answer>
): Promise<Answer> {
    try {
        return await work();
    } catch (error) {
        // What the org says, or the setup itself, is said as it is.
        const isOwn = [MissingSecretsError, OrgRequestError, SetupError].some((kind) => error instanceof kind);
        if (isOwn) throw error;
        const message = `${entry.connector}: ${connection.secrets.redact((error as Error).message)}`;
        const variables = variablesOf(config, connection, entry).join(', ');
        // The cause is left out on purpose: it may carry the request with its secret.
        throw new SetupError(message, {
            exitCode: isVendorSilent(error) ? exitCodes.unreachable : exitCodes.failed,
            remedy: remedyOf(error, variables)
        });
    }
}

const isVendorSilent = (error: unknown) => isFailure(error, 'noAnswer', 'unavailable', 'rateLimited');

function remedyOf(error: unknown, variables: string): string {
    const ofCertificate = isFailure(error, 'noAnswer') ? remedyOfCertificate(error.code) : undefined;
    if (ofCertificate !== undefined) return ofCertificate;
    if (isVendorSilent(error)) return 'Run the same command again later: what is done stays done.';
    if (isFailure(error, 'unauthorized')) return `Look at the secret: ${variables}.`;
    if (isFailure(error, 'noHost')) {
        return 'Look at the address in the setup file (bot.apiUrl, of Sendbird also bot.agentUrl), or at the network of this machine.';
    }
    if (isFailure(error, 'forbidden')) {
        return `The secret (${variables}) is known, and lacks a right: give its owner the role for this, or take the secret of somebody who has it.`;
    }
    return 'Look at what the setup file says of this bot, and plan again.';
}

/** Where the bot's secrets come from. */
function variablesOf(config: SetupConfig, connection: SetupConnection, entry: ConnectorEntry): string[] {
    const requests = providerSetup(connection, entry.connector).secrets(connectorConfig(entry, config));
    return requests.map(({ name, variable }) => entry.secrets[name] ?? variable);
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
    { facts, state }: Pick<Readings, 'facts' | 'state'>,
    setup: ProviderSetup
): ProviderContext {
    const connector = connectorConfig(entry, config);
    return {
        config: connector,
        org: facts,
        lastHandoff: () => lastHandoff(entry, connection, state),
        orgReader: {
            query: (soql, options) => connection.org.query(soql, options),
            get: (path) => connection.org.request('GET', path)
        },
        secrets: connection.secrets.of(entry, setup.secrets(connector)),
        fetch: connection.fetch
    };
}

const recordOf = { messaging: 'MessagingSession', chat: 'LiveChatTranscript', case: 'Case' } as const;

/** The newest record of the bot, without those that `test-handoff` made, here or on another machine. */
async function lastHandoff(
    entry: ConnectorEntry,
    { org, stateFolder }: SetupConnection,
    state: OrgState
): Promise<HandedOver | undefined> {
    const object = recordOf[wayOf(entry)];
    if (!state.units.has(`CustomField:${object}.Bot_Provider__c`)) return undefined;
    const { tests = [] } = Journal.open(stateFolder, state.organizationId).data;
    const own = tests.filter((test) => test.object === object).map(({ id }) => id);
    const ofProvider = `Bot_Provider__c = ${literal(providerOf(entry).name)}`;
    // IBM's own desk writes its session, and names no provider.
    const isOfBot =
        entry.connector === 'watsonx' && object === 'LiveChatTranscript'
            ? `(${ofProvider} OR x_watson_assistant_session__c != null)`
            : ofProvider;
    const [row] = await org.query<{ Id: string; CreatedDate: string }>(
        `SELECT Id, CreatedDate FROM ${object} WHERE ${isOfBot} AND ${noTest}` +
            `${own.length > 0 ? ` AND Id NOT IN (${literals(own)})` : ''} ORDER BY CreatedDate DESC LIMIT 1`
    );
    if (row) return { recordId: row.Id, at: row.CreatedDate };
    return entry.connector === 'watsonx' ? newestWithKey(org, object, own, noTest) : undefined;
}

/** What the bot side gets to know of the org. */
export function factsOf(config: SetupConfig, { org }: SetupConnection, desired: DesiredOrg, state: OrgState): OrgFacts {
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
    const oauth = state.units.get('Settings:OauthOidc')?.xml;
    const blocked = oauth && childText(oauth, 'blockOAuthUnPwFlow');
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
        ...(blocked !== undefined && { isPasswordFlowBlocked: blocked === 'true' }),
        fields: {
            MessagingSession: fieldsOf('MessagingSession'),
            LiveChatTranscript: fieldsOf('LiveChatTranscript'),
            Case: fieldsOf('Case')
        }
    };
}

/** The secrets of an External Credential, by parameter. @throws MissingSecretsError */
export async function credentialValues(
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
