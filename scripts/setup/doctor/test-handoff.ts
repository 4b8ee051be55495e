/** A real conversation, as a bot hands one over: through Messaging, Chat or a Case, to the queue, and its record again. */
import { randomUUID } from 'node:crypto';

import { ChatConversation } from '../../handoff/chat-client.ts';
import { MessagingConversation } from '../../handoff/messaging-client.ts';
import { literal } from '../../salesforce/access.ts';
import { providerOf, wayOf, type ConnectorEntry, type SetupConfig } from '../config/schema.ts';
import type { SetupConnection } from '../run/connection.ts';
import { SetupError, exitCodes } from '../run/error.ts';
import { Journal } from '../run/journal.ts';
import { readBoth, type Readings } from '../setup.ts';
import { historyRemedies, readHistory } from './history.ts';

export interface Leg {
    name: string;
    /** Milliseconds. */
    took: number;
    found: string;
}

export interface HandoffTest {
    connector: string;
    provider: string;
    legs: Leg[];
    recordId?: string;
    /** What did not hold; absent where all did. */
    problem?: { leg: string; message: string; remedy?: string };
    /** Something to know though it holds. */
    note?: string;
}

export interface HandoffTestOptions {
    /** Only this one of the config's connectors. */
    connector?: string;
    /** A session that the bot knows: its history is fetched. Without, a made-up one, which the vendor must not know. */
    sessionId?: string;
    /** A watsonx session key, instead. */
    sessionKey?: string;
    /** How long to wait for the record; 30 seconds unless given. */
    timeoutMs?: number;
}

const pause = 250;

/**
 * Tests each connector of the config.
 *
 * @throws SetupError for an unknown connector; as planSetup where the org cannot be read
 */
export async function testHandoff(
    config: SetupConfig,
    connection: SetupConnection,
    options: HandoffTestOptions = {}
): Promise<HandoffTest[]> {
    const entries = config.connectors.filter(
        (entry) => options.connector === undefined || entry.connector === options.connector
    );
    if (entries.length === 0) {
        throw new SetupError(`The config has no connector ${options.connector ?? ''}.`, { exitCode: exitCodes.usage });
    }
    const readings = await readBoth(config, connection);
    const tests: HandoffTest[] = [];
    for (const entry of entries) tests.push(await testOne(entry, config, connection, readings, options));
    return tests;
}

interface Trial {
    entry: ConnectorEntry;
    config: SetupConfig;
    connection: SetupConnection;
    readings: Readings;
    options: HandoffTestOptions;
    session: string;
    startedAt: Date;
    leg<Value>(name: string, work: () => Promise<Value>, found: (value: Value) => string): Promise<Value>;
}

class LegFailed extends Error {
    readonly leg: string;
    readonly remedy: string | undefined;

    constructor(leg: string, message: string, remedy?: string) {
        super(message);
        this.leg = leg;
        this.remedy = remedy;
    }
}

async function testOne(
    entry: ConnectorEntry,
    config: SetupConfig,
    connection: SetupConnection,
    readings: Readings,
    options: HandoffTestOptions
): Promise<HandoffTest> {
    const legs: Leg[] = [];
    const test: HandoffTest = { connector: entry.connector, provider: providerOf(entry).name, legs };
    const trial: Trial = {
        entry,
        config,
        connection,
        readings,
        options,
        session: options.sessionId ?? `setup-test-${randomUUID()}`,
        startedAt: new Date(),
        async leg(name, work, found) {
            const start = performance.now();
            try {
                const value = await work();
                legs.push({ name, took: Math.round(performance.now() - start), found: found(value) });
                return value;
            } catch (error) {
                if (error instanceof LegFailed) throw error;
                throw new LegFailed(name, connection.secrets.redact((error as Error).message));
            }
        }
    };
    const ways = { messaging: throughMessaging, chat: throughChat, case: throughCase };
    try {
        const { recordId, close } = await ways[wayOf(entry)](trial);
        test.recordId = recordId;
        try {
            const note = await history(trial, recordId);
            if (note !== undefined) test.note = note;
        } finally {
            await close();
        }
    } catch (error) {
        if (!(error instanceof LegFailed)) throw error;
        test.problem = {
            leg: error.leg,
            message: error.message,
            ...(error.remedy !== undefined && { remedy: error.remedy })
        };
    }
    return test;
}

interface Handed {
    recordId: string;
    close(): Promise<void>;
}

const words = 'This is a test of the setup.';

async function throughMessaging(trial: Trial): Promise<Handed> {
    const { readings, entry, config, connection, options } = trial;
    const { messaging } = readings.facts;
    if (messaging?.url === undefined) {
        throw new LegFailed(
            'open',
            'The url of the Messaging API is not known.',
            'Name it in the config: org.messagingUrl.'
        );
    }
    const { url, esDeveloperName } = messaging;
    const conversation = await trial.leg(
        'conversation opened',
        () =>
            MessagingConversation.open(
                { url, organizationId: readings.facts.organizationId, esDeveloperName },
                {
                    botProvider: providerOf(entry).name,
                    handoffReason: words,
                    language: config.language,
                    customerName: 'Setup Test',
                    ...(options.sessionKey === undefined
                        ? { botSessionId: trial.session }
                        : { botSessionKey: options.sessionKey })
                },
                { language: config.language }
            ),
        () => esDeveloperName
    );
    const close = () =>
        trial
            .leg(
                'conversation closed',
                () => conversation.close(),
                () => 'closed'
            )
            .then(() => undefined);
    try {
        await trial.leg(
            'message sent',
            () => conversation.say(words),
            () => `${words.length} characters`
        );
        const record = await trial.leg(
            'record found',
            () =>
                waitFor(
                    trial,
                    `SELECT Id, OwnerId, Owner.Name, Status, Bot_Session_Id__c, Bot_Provider__c, MessagingEndUserId FROM MessagingSession WHERE MessagingChannel.DeveloperName = ${literal(readings.desired.channel ?? '')} AND ${options.sessionKey === undefined ? `Bot_Session_Id__c = ${literal(trial.session)} AND ` : ''}CreatedDate >= ${soqlTime(trial.startedAt)} ORDER BY CreatedDate DESC LIMIT 1`,
                    'No Messaging Session came with what the bot sent: the attributes did not arrive. Run doctor: mappings and publication.'
                ),
            (row) => `${String(row['Id'])}, ${String(row['Status'])}`
        );
        remember(connection, readings, [
            ['MessagingEndUser', record['MessagingEndUserId']],
            ['MessagingSession', record['Id']]
        ]);
        await routed(trial, 'MessagingSession', String(record['Id']));
        return { recordId: String(record['Id']), close };
    } catch (error) {
        await conversation.close();
        throw error;
    }
}

async function throughChat(trial: Trial): Promise<Handed> {
    const { readings, entry, connection, options } = trial;
    const chat = readings.facts.chat;
    if (chat?.url === undefined || chat.deploymentId === undefined || chat.buttonId === undefined) {
        throw new LegFailed(
            'open',
            'The Chat endpoint, deployment or button is not known.',
            'Run apply; name the endpoint in the config (org.chatUrl).'
        );
    }
    const { url, deploymentId, buttonId } = chat;
    const detail = (label: string, value: string, field: string) => ({
        label,
        value,
        transcriptFields: [field],
        entityMaps: [],
        displayToAgent: true
    });
    const key = options.sessionKey;
    const field = key === undefined ? 'Bot_Session_Id__c' : 'x_watson_assistant_key__c';
    const opened = await trial.leg(
        'chat asked for',
        () =>
            ChatConversation.open(
                { url, organizationId: readings.facts.organizationId, deploymentId, buttonId },
                'Setup Test',
                [
                    detail('Bot Provider', providerOf(entry).name, 'Bot_Provider__c'),
                    detail('Reason', words, 'Bot_Handoff_Reason__c'),
                    detail('Bot Session', key ?? trial.session, field)
                ],
                []
            ),
        () => 'asked'
    );
    const close = () =>
        trial
            .leg(
                'chat closed',
                () => opened.close(),
                () => 'closed'
            )
            .then(() => undefined);
    await trial.leg(
        'agent found',
        () => established(trial, opened),
        (name) => name
    );
    try {
        await trial.leg(
            'message sent',
            () => opened.say(words),
            () => `${words.length} characters`
        );
        const record = await trial.leg(
            'record found',
            () =>
                waitFor(
                    trial,
                    `SELECT Id, Status, LiveChatVisitorId FROM LiveChatTranscript WHERE ${key === undefined ? `Bot_Session_Id__c = ${literal(trial.session)} AND ` : ''}CreatedDate >= ${soqlTime(trial.startedAt)} ORDER BY CreatedDate DESC LIMIT 1`,
                    'No Chat Transcript came with what the bot sent.'
                ),
            (row) => `${String(row['Id'])}, ${String(row['Status'])}`
        );
        remember(connection, readings, [
            ['LiveChatVisitor', record['LiveChatVisitorId']],
            ['LiveChatTranscript', record['Id']]
        ]);
        return { recordId: String(record['Id']), close };
    } catch (error) {
        await opened.close();
        throw error;
    }
}

async function established(trial: Trial, chat: ChatConversation): Promise<string> {
    const deadline = Date.now() + (trial.options.timeoutMs ?? 30_000);
    for (;;) {
        for (const event of await chat.events()) {
            if (event.type === 'ChatEstablished') return String(event.message['name'] ?? 'an agent');
            if (event.type === 'ChatRequestFail') {
                throw new LegFailed(
                    'agent found',
                    `The chat was refused: ${String(event.message['reason'] ?? 'no reason given')}.`,
                    'An agent must be online for chat, with the skill of the button: log in to Omni-Channel and try again.'
                );
            }
        }
        if (Date.now() > deadline) {
            throw new LegFailed(
                'agent found',
                'No agent took the chat in time.',
                'An agent must be online and accept it.'
            );
        }
    }
}

/** As the vendor's own connector does it: a Case with the session's fields, owned by the queue. */
async function throughCase(trial: Trial): Promise<Handed> {
    const { readings, entry, config, connection } = trial;
    const { org } = connection;
    const queue = readings.state.queues.get(config.queue.name);
    if (!queue) throw new LegFailed('open', `The org has no queue ${config.queue.name}.`, 'Run apply.');
    const recordId = await trial.leg(
        'case opened',
        () =>
            org.insert('Case', {
                Subject: words,
                Origin: 'Web',
                OwnerId: queue.id,
                Bot_Provider__c: providerOf(entry).name,
                Bot_Session_Id__c: trial.session,
                Bot_Handoff_Reason__c: words
            }),
        (id) => id
    );
    remember(connection, readings, [['Case', recordId]]);
    await routed(trial, 'Case', recordId);
    const close = () =>
        trial
            .leg(
                'case closed',
                () => org.update('Case', recordId, { Status: 'Closed' }),
                () => 'closed'
            )
            .then(() => undefined);
    return { recordId, close };
}

/** Did the record reach the queue, or an agent of it? */
async function routed(trial: Trial, object: string, recordId: string): Promise<void> {
    const { readings, connection } = trial;
    await trial.leg(
        'queue reached',
        async () => {
            const deadline = Date.now() + (trial.options.timeoutMs ?? 30_000);
            for (;;) {
                const [row] = await connection.org.query<{ OwnerId: string; Owner: { Name?: string } | null }>(
                    `SELECT OwnerId, Owner.Name FROM ${object} WHERE Id = ${literal(recordId)}`
                );
                const owner = row?.OwnerId ?? '';
                const queues = [...readings.state.queues].find(([, { id }]) => same(id, owner));
                if (queues) return `queue ${queues[0]}`;
                const agent = [...readings.state.people.users.values()].find(({ id }) => same(id, owner));
                if (agent) return `agent ${agent.userName}`;
                if (Date.now() > deadline) {
                    throw new LegFailed(
                        'queue reached',
                        `The record belongs to ${row?.Owner?.Name ?? 'nobody'}, not to the queue.`,
                        'Look at the flow Route_Bot_Handoff and its failed interviews (Setup, Paused And Failed Flow Interviews).'
                    );
                }
                await sleep();
            }
        },
        (where) => where
    );
}

/** With a real session its history must come; with a made-up one, the vendor must say that it does not know it. */
async function history(trial: Trial, recordId: string): Promise<string | undefined> {
    const isReal = trial.options.sessionId !== undefined || trial.options.sessionKey !== undefined;
    const answer = await trial.leg(
        'history',
        async () => {
            const found = await readHistory(trial.connection.org, recordId);
            const isAsExpected = isReal
                ? found.code === undefined
                : found.code === undefined || found.code === 'NOT_FOUND';
            if (!isAsExpected) {
                throw new LegFailed(
                    'history',
                    `${found.code ?? ''}${found.detail === undefined ? '' : ` (${found.detail})`}`,
                    historyRemedies[found.code ?? '']
                );
            }
            return found;
        },
        ({ code, messages }) =>
            code === undefined ? `${messages} messages` : 'the vendor was asked, and knows no such session'
    );
    return answer.code === undefined
        ? undefined
        : 'The session was made up, so no history could come. Name one that the bot knows (--session) to see one.';
}

async function waitFor(trial: Trial, soql: string, lacking: string): Promise<Record<string, unknown>> {
    const deadline = Date.now() + (trial.options.timeoutMs ?? 30_000);
    for (;;) {
        const [row] = await trial.connection.org.query<Record<string, unknown>>(soql);
        if (row) return row;
        if (Date.now() > deadline) throw new LegFailed('record found', lacking);
        await sleep();
    }
}

/** Undo deletes what tests left. */
function remember({ stateFolder }: SetupConnection, { state }: Readings, records: [string, unknown][]): void {
    Journal.open(stateFolder, state.organizationId).update((data) => {
        const known = new Set((data.tests ?? []).map(({ id }) => id));
        const made = records.flatMap(([object, id]) =>
            typeof id === 'string' && !known.has(id) ? [{ object, id }] : []
        );
        data.tests = [...(data.tests ?? []), ...made];
    });
}

const same = (one: string, other: string) => one.slice(0, 15) === other.slice(0, 15);
const sleep = () => new Promise((resolve) => setTimeout(resolve, pause));
/** A second earlier: the org's clock may lag. */
const soqlTime = (time: Date) => new Date(time.getTime() - 1000).toISOString();
