/** What a test of a handoff knows, whichever way it goes, and how it fails. */
import type { ConnectorEntry, SetupConfig } from '../../config/schema.ts';
import type { Readings } from '../../readings.ts';
import type { SetupConnection } from '../../run/connection.ts';
import { Journal } from '../../run/journal.ts';

export interface HandoffTestOptions {
    /** Only this one of the config's connectors. */
    connector?: string;
    /** A session that the bot knows: its history is fetched. Without, a made-up one, which the vendor must not know. */
    sessionId?: string;
    /** A watsonx session key, instead. */
    sessionKey?: string;
    /**
     * Gets what closes each thing that the test has opened, for whoever stops the test meanwhile.
     *
     * @returns is called once it is closed
     */
    onOpened?(close: () => Promise<void>): () => void;
    /** How long to wait for the record; 30 seconds unless given. */
    timeoutMs?: number;
}

export interface Attempt {
    entry: ConnectorEntry;
    config: SetupConfig;
    connection: SetupConnection;
    readings: Readings;
    options: HandoffTestOptions;
    session: string;
    /** The reason that is handed over: no other test's and no customer's, so that the record can be told by it. */
    reason: string;
    startedAt: Date;
    /** Things to know though they hold. */
    notes: string[];
    /** Does a leg of the way, takes its time, and notes what was found. @throws LegFailed */
    leg<Value>(name: string, work: () => Promise<Value>, found: (value: Value) => string): Promise<Value>;
}

/** One leg of the way did not hold. */
export class LegFailed extends Error {
    readonly leg: string;
    readonly remedy: string | undefined;

    constructor(leg: string, message: string, remedy?: string) {
        super(message);
        this.leg = leg;
        this.remedy = remedy;
    }
}

/** The record that came of a handoff. */
export interface Handed {
    recordId: string;
    close(): Promise<void>;
}

/**
 * Closes what a way opened, as a leg of its own.
 *
 * @param note writes down for undo what it left, where the way has not come to that
 */
export function closing(
    attempt: Attempt,
    leg: string,
    close: () => Promise<void>,
    note?: () => Promise<void>
): () => Promise<void> {
    const forget = attempt.options.onOpened?.(async () => {
        await close();
        await note?.();
    });
    return async () => {
        forget?.();
        await attempt.leg(leg, close, () => 'closed');
    };
}

/** Ends what a way opened when it did not get through: why it did not is what counts, so a failure here is a note. */
export async function giveUp({ notes }: Attempt, close: () => Promise<void>): Promise<void> {
    try {
        await close();
    } catch (error) {
        notes.push(
            `What the test opened is open still (${(error as Error).message}): undo deletes it, or end it by hand.`
        );
    }
}

/** A record whose session the vendor does not know: its history says nothing of the chain. */
export function rememberUnknown({ connection, readings }: Attempt, recordId: string): void {
    Journal.open(connection.stateFolder, readings.state.organizationId).update((data) => {
        for (const test of data.tests ?? []) if (test.id === recordId) test.isUnknown = true;
    });
}

/** Undo deletes what tests left. */
export function remember({ stateFolder }: SetupConnection, { state }: Readings, records: [string, unknown][]): void {
    Journal.open(stateFolder, state.organizationId).update((data) => {
        const known = new Set((data.tests ?? []).map(({ id }) => id));
        const made = records.flatMap(([object, id]) =>
            typeof id === 'string' && !known.has(id) ? [{ object, id }] : []
        );
        data.tests = [...(data.tests ?? []), ...made];
    });
}
