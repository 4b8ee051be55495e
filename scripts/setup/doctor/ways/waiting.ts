/** Waits for what a handoff brings about in the org: its record, and the queue or agent that the record goes to. */
import { setTimeout as delay } from 'node:timers/promises';
import { literal } from '../../../salesforce/soql.ts';
import { isSameId } from '../../../salesforce/record-id.ts';
import { LegFailed, type Attempt } from './attempt.ts';

const pause = 250;
/** How long a failed test waits for what it left behind, in milliseconds. */
const longestAfterFailure = 3000;
/** Milliseconds by which the org's clock may be behind. */
const clockLag = 600_000;

/** Did the record reach the queue, or an agent of it? */
export async function routed(attempt: Attempt, object: string, recordId: string): Promise<void> {
    const { readings, connection } = attempt;
    await attempt.leg(
        'queue reached',
        async () => {
            const deadline = Date.now() + (attempt.options.timeoutMs ?? 30_000);
            for (;;) {
                const [row] = await connection.org.query<{ OwnerId: string; Owner: { Name?: string } | null }>(
                    `SELECT OwnerId, Owner.Name FROM ${object} WHERE Id = ${literal(recordId)}`
                );
                const owner = row?.OwnerId ?? '';
                const queues = [...readings.state.queues].find(([, { id }]) => isSameId(id, owner));
                if (queues) {
                    noteFallback(attempt, queues[0]);
                    return `queue ${queues[0]}`;
                }
                const agent = [...readings.state.people.users.values()].find(({ id }) => isSameId(id, owner));
                if (agent) return `agent ${agent.userName}`;
                if (await isTakenBy(attempt, recordId, owner)) return `agent ${row?.Owner?.Name ?? owner}`;
                if (Date.now() > deadline) {
                    throw new LegFailed(
                        'queue reached',
                        `The record belongs to ${row?.Owner?.Name ?? 'nobody'}, not to the queue.`,
                        object === 'Case'
                            ? 'Look at the flows and triggers of Case: one of them gives it another owner.'
                            : 'Look at the flow Route_Bot_Handoff and its failed interviews (Setup, Paused And Failed Flow Interviews).'
                    );
                }
                await delay(pause);
            }
        },
        (where) => where
    );
}

/** An agent whom the setup file does not name may be in the queue too, and be the first to accept. */
async function isTakenBy({ connection: { org } }: Attempt, recordId: string, owner: string): Promise<boolean> {
    if (!owner.startsWith('005')) return false;
    const rows = await org.query<{ UserId: string }>(
        `SELECT UserId FROM AgentWork WHERE WorkItemId = ${literal(recordId)}`
    );
    return rows.some(({ UserId }) => isSameId(UserId, owner));
}

function noteFallback({ config, notes }: Attempt, queue: string): void {
    if (queue !== config.queue.fallback.name) return;
    notes.push(
        `It went to the fallback queue, as conversations do while no agent is online in ${config.queue.name}: log in to Omni-Channel and try again to see it there.`
    );
}

/** The record that a way waits for. */
export interface Wanted {
    object: 'MessagingSession' | 'LiveChatTranscript';
    /** Besides the id. */
    fields: string[];
    /** In SOQL, besides that it is of this very test. */
    conditions: string[];
}

/** The record, as soon as it is there. @throws LegFailed with what it means that it does not come */
export async function waitFor(attempt: Attempt, wanted: Wanted, lacking: string): Promise<Record<string, unknown>> {
    const row = await lookFor(attempt, wanted, attempt.options.timeoutMs ?? 30_000);
    if (!row) throw new LegFailed('record found', lacking);
    return row;
}

/** What is there within a few seconds; a record that never comes is no failure of its own. */
export function soon(attempt: Attempt, wanted: Wanted): Promise<Record<string, unknown> | undefined> {
    return lookFor(attempt, wanted, Math.min(attempt.options.timeoutMs ?? 30_000, longestAfterFailure));
}

async function lookFor(
    { connection, reason, startedAt }: Attempt,
    { object, fields, conditions }: Wanted,
    longest: number
): Promise<Record<string, unknown> | undefined> {
    const all = [
        ...conditions,
        `Bot_Handoff_Reason__c = ${literal(reason)}`,
        // The reason has no index.
        `CreatedDate >= ${new Date(startedAt.getTime() - clockLag).toISOString()}`
    ];
    const soql = `SELECT Id, Bot_Handoff_Reason__c, ${fields.join(', ')} FROM ${object} WHERE ${all.join(' AND ')}`;
    const deadline = Date.now() + longest;
    for (;;) {
        const rows = await connection.org.query<Record<string, unknown>>(soql);
        // Looked at once more: undo deletes what is taken for the test's own, and customers hand over meanwhile.
        const own = rows.find((row) => row['Bot_Handoff_Reason__c'] === reason);
        if (own) return own;
        if (Date.now() > deadline) return undefined;
        await delay(pause);
    }
}
