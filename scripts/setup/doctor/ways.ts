/** The three ways in: Messaging, Chat, a Case; each opens, waits for its record, and can be closed. */
import { ChatConversation, prechatDetail } from '../../handoff/chat-client.ts';
import { MessagingConversation } from '../../handoff/messaging-client.ts';
import { literal } from '../../salesforce/access.ts';
import { providerOf, type ConnectorEntry, type SetupConfig } from '../config/schema.ts';
import type { SetupConnection } from '../run/connection.ts';
import { Journal } from '../run/journal.ts';
import type { Readings } from '../readings.ts';
import type { HandoffTestOptions } from './test-handoff.ts';

const pause = 250;
/** How long a failed test waits for what it left behind, in milliseconds. */
const longestAfterFailure = 3000;

export interface Trial {
    entry: ConnectorEntry;
    config: SetupConfig;
    connection: SetupConnection;
    readings: Readings;
    options: HandoffTestOptions;
    session: string;
    startedAt: Date;
    /** Things to know though they hold. */
    notes: string[];
    leg<Value>(name: string, work: () => Promise<Value>, found: (value: Value) => string): Promise<Value>;
}

export class LegFailed extends Error {
    readonly leg: string;
    readonly remedy: string | undefined;

    constructor(leg: string, message: string, remedy?: string) {
        super(message);
        this.leg = leg;
        this.remedy = remedy;
    }
}

export interface Handed {
    recordId: string;
    close(): Promise<void>;
}

const words = 'This is a test of the setup.';

export async function throughMessaging(trial: Trial): Promise<Handed> {
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

export async function throughChat(trial: Trial): Promise<Handed> {
    const { readings, entry, options } = trial;
    const chat = readings.facts.chat;
    if (chat?.url === undefined || chat.deploymentId === undefined || chat.buttonId === undefined) {
        throw new LegFailed(
            'open',
            'The Chat endpoint, deployment or button is not known.',
            'Run apply; name the endpoint in the config (org.chatUrl).'
        );
    }
    const { url, deploymentId, buttonId } = chat;
    const key = options.sessionKey;
    const field = key === undefined ? 'Bot_Session_Id__c' : 'x_watson_assistant_key__c';
    const transcript =
        'SELECT Id, Status, LiveChatVisitorId FROM LiveChatTranscript WHERE ' +
        (key === undefined
            ? `Bot_Session_Id__c = ${literal(trial.session)}`
            : `Bot_Handoff_Reason__c = ${literal(words)}`) +
        ` AND CreatedDate >= ${soqlTime(trial.startedAt)} ORDER BY CreatedDate DESC LIMIT 1`;
    const opened = await trial.leg(
        'chat asked for',
        () =>
            ChatConversation.open(
                { url, organizationId: readings.facts.organizationId, deploymentId, buttonId },
                'Setup Test',
                [
                    prechatDetail('Bot Provider', providerOf(entry).name, 'Bot_Provider__c'),
                    prechatDetail('Reason', words, 'Bot_Handoff_Reason__c'),
                    prechatDetail('Bot Session', key ?? trial.session, field)
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
    let isOver = false;
    try {
        await trial.leg(
            'agent found',
            () =>
                established(trial, opened).catch((error: unknown) => {
                    isOver = error instanceof ChatRefusedByOrg;
                    throw error;
                }),
            (name) => name
        );
        await trial.leg(
            'message sent',
            () => opened.say(words),
            () => `${words.length} characters`
        );
        const record = await trial.leg(
            'record found',
            () => waitFor(trial, transcript, 'No Chat Transcript came with what the bot sent.'),
            (row) => `${String(row['Id'])}, ${String(row['Status'])}`
        );
        rememberChat(trial, record);
        return { recordId: String(record['Id']), close };
    } catch (error) {
        if (!isOver) await opened.close();
        // Also a chat that nobody took leaves a transcript.
        const missed = await soon(trial, transcript);
        if (missed) rememberChat(trial, missed);
        throw error;
    }
}

/** What a chat leaves, for undo. */
function rememberChat({ connection, readings }: Trial, record: Record<string, unknown>): void {
    remember(connection, readings, [
        ['LiveChatVisitor', record['LiveChatVisitorId']],
        ['LiveChatTranscript', record['Id']]
    ]);
}

/** The chat is over before it began: there is nothing to close. */
class ChatRefusedByOrg extends LegFailed {}

async function established(trial: Trial, chat: ChatConversation): Promise<string> {
    const deadline = Date.now() + (trial.options.timeoutMs ?? 30_000);
    for (;;) {
        for (const event of await chat.events()) {
            if (event.type === 'ChatEstablished') return String(event.message['name'] ?? 'an agent');
            if (event.type === 'ChatRequestFail') {
                throw new ChatRefusedByOrg(
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
export async function throughCase(trial: Trial): Promise<Handed> {
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
                if (queues) {
                    noteFallback(trial, queues[0]);
                    return `queue ${queues[0]}`;
                }
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

function noteFallback({ config, notes }: Trial, queue: string): void {
    if (queue !== config.queue.fallback.name) return;
    notes.push(
        `It went to the fallback queue, as conversations do while no agent is online in ${config.queue.name}: log in to Omni-Channel and try again to see it there.`
    );
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

/** What is there within a few seconds; a record that never comes is no failure of its own. */
async function soon(trial: Trial, soql: string): Promise<Record<string, unknown> | undefined> {
    const deadline = Date.now() + Math.min(trial.options.timeoutMs ?? 30_000, longestAfterFailure);
    for (;;) {
        const [row] = await trial.connection.org.query<Record<string, unknown>>(soql);
        if (row || Date.now() > deadline) return row;
        await sleep();
    }
}

/** A record whose session the vendor does not know: its history says nothing of the chain. */
export function rememberUnknown({ connection, readings }: Trial, recordId: string): void {
    Journal.open(connection.stateFolder, readings.state.organizationId).update((data) => {
        for (const test of data.tests ?? []) if (test.id === recordId) test.isUnknown = true;
    });
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
