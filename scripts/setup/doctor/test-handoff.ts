/**
 * A real conversation, as a bot hands one over: through Messaging, Chat or a Case, to the queue, and its record again.
 */
import { randomUUID } from 'node:crypto';

import { providerOf, wayOf, type ConnectorEntry, type SetupConfig } from '../config/schema.ts';
import type { SetupConnection } from '../run/connection.ts';
import { SetupError, exitCodes } from '../run/error.ts';
import { lock } from '../run/journal.ts';
import { readBoth, type Readings } from '../readings.ts';
import { emptyRemedy, lackingOf, readHistory, remedyOf } from './history.ts';
import { throughCase } from './ways/case.ts';
import { throughChat } from './ways/chat.ts';
import { throughMessaging } from './ways/messaging.ts';
import { giveUp, LegFailed, rememberUnknown, type Attempt, type HandoffTestOptions } from './ways/attempt.ts';
import { testWords } from './ways/test-words.ts';
import { counted } from '../counted.ts';

/** Of sessions that no bot ever had. */
export const madeUpPrefix = 'setup-test-';

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

/**
 * Tests each connector of the config.
 *
 * @throws SetupError for an unknown connector, or a session that cannot be that of all connectors; JournalError where
 * another run is at work; as planSetup where the org cannot be read
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
        const known = config.connectors.map(({ connector }) => connector).join(', ');
        throw new SetupError(`The setup file has no connector ${options.connector ?? ''}.`, {
            exitCode: exitCodes.usage,
            remedy: `It has ${known}: name one of them, or leave --connector out to test all.`
        });
    }
    refuseForeignSessions(entries, options);
    // A bot that is down or refuses its key shows in its history; another one's is none of this test's business.
    const readings = await readBoth(config, connection, { isTolerant: true });
    // What it makes goes into the journal, which one run at a time writes.
    const unlock = lock(connection.stateFolder, readings.state.organizationId);
    try {
        const tests: HandoffTest[] = [];
        for (const entry of entries) tests.push(await testOne(entry, config, connection, readings, options));
        return tests;
    } finally {
        unlock();
    }
}

/** A session is of one bot, and only watsonx has session keys: told before anything is opened. */
function refuseForeignSessions(entries: ConnectorEntry[], { sessionId, sessionKey }: HandoffTestOptions): void {
    if (sessionId === undefined && sessionKey === undefined) return;
    const option = sessionKey === undefined ? '--session' : '--session-key';
    const refuse = (message: string, remedy: string): never => {
        throw new SetupError(message, { exitCode: exitCodes.usage, remedy });
    };
    if (sessionId !== undefined && sessionKey !== undefined) {
        refuse('--session and --session-key are given both.', 'Wanted: one of the two.');
    }
    if (new Set(entries.map((entry) => providerOf(entry).name)).size > 1) {
        refuse(
            `${option} is given, and the setup file has several bots.`,
            'Name the one that has the session with --connector.'
        );
    }
    const [foreign] = entries.filter(({ connector }) => connector !== 'watsonx');
    if (sessionKey !== undefined && foreign) {
        refuse(
            `${foreign.connector} has no session keys; watsonx has.`,
            `Wanted: --session with the session id that ${providerOf(foreign).label} gives.`
        );
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
    const attempt: Attempt = {
        entry,
        config,
        connection,
        readings,
        options,
        session: options.sessionId ?? `${madeUpPrefix}${randomUUID()}`,
        reason: `${testWords} ${randomUUID()}`,
        startedAt: new Date(),
        notes: [],
        async leg(name, work, found) {
            const start = performance.now();
            try {
                const value = await work();
                legs.push({ name, took: Math.round(performance.now() - start), found: found(value) });
                return value;
            } catch (error) {
                if (error instanceof LegFailed) throw error;
                throw new LegFailed(
                    name,
                    connection.secrets.redact((error as Error).message),
                    'Run doctor: it says which link of the chain does not hold.'
                );
            }
        }
    };
    const ways = { messaging: throughMessaging, chat: throughChat, case: throughCase };
    try {
        const { recordId, close } = await ways[wayOf(entry)](attempt);
        test.recordId = recordId;
        try {
            const note = await history(attempt, recordId);
            if (note !== undefined) attempt.notes.push(note);
        } catch (error) {
            await giveUp(attempt, close);
            throw error;
        }
        await close();
    } catch (error) {
        if (!(error instanceof LegFailed)) throw error;
        test.problem = {
            leg: error.leg,
            message: error.message,
            ...(error.remedy !== undefined && { remedy: error.remedy })
        };
    }
    if (attempt.notes.length > 0) test.note = attempt.notes.join(' ');
    return test;
}

/** With a real session its history must come; with a made-up one, the vendor must say that it does not know it. */
async function history(attempt: Attempt, recordId: string): Promise<string | undefined> {
    const isReal = attempt.options.sessionId !== undefined || attempt.options.sessionKey !== undefined;
    const answer = await attempt.leg(
        'history',
        async () => {
            const found = await readHistory(attempt.connection.org, recordId);
            const isAsExpected = isReal
                ? found.code === undefined
                : found.code === undefined || found.code === 'NOT_FOUND';
            if (!isAsExpected) {
                if (found.code === 'NOT_FOUND') rememberUnknown(attempt, recordId);
                throw new LegFailed(
                    'history',
                    `${found.code ?? ''}${found.detail === undefined ? '' : ` (${found.detail})`}`,
                    remedyOf(found)
                );
            }
            if (isReal && found.messages === 0) {
                throw new LegFailed('history', 'The bot knows the session, and gives no message of it.', emptyRemedy);
            }
            return found;
        },
        ({ code, messages }) =>
            code === undefined && (isReal || messages > 0)
                ? counted(messages, 'message')
                : 'the vendor was asked, and knows no such session'
    );
    const lacking = lackingOf(answer);
    if (lacking) return `${lacking.found} ${lacking.remedy}`;
    return isReal || answer.messages > 0
        ? undefined
        : 'The session was made up, so no history could come. Name one that the bot knows (--session) to see one.';
}
