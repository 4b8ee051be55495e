/** Takes back what the setup did beside metadata: records, secrets, the channel that it activated. */
import { literal } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { activatedChannels, setActivated, type Journal, type RecordEntry } from '../run/journal.ts';
import { principalName } from './read.ts';
import type { Left } from './undo-plan.ts';
import { counted } from '../counted.ts';

/**
 * Deletes the records of `test-handoff`. What the org refuses stays, with its words, and is tried again by the next
 * undo.
 */
export async function undoTests(org: OrgClient, journal: Journal): Promise<Left[]> {
    const left: Left[] = [];
    const talks = (journal.data.tests ?? []).filter(({ object }) => object === 'MessagingSession').length;
    for (const { object, id } of (journal.data.tests ?? []).toReversed()) {
        const { why, isDone } = await attempt('delete it', () => deleteIfThere(org, object, id));
        if (why !== undefined) left.push({ what: `Test ${object} ${id}`, why });
        if (!isDone) continue;
        journal.update((data) => {
            data.tests = (data.tests ?? []).filter((test) => test.id !== id);
        });
    }
    if (talks > 0) {
        left.push({
            what: `Conversation entries of ${counted(talks, 'test conversation')}`,
            why: 'Salesforce keeps one of each conversation, which no API deletes; it holds an id and times only'
        });
    }
    return left;
}

/** Likewise the records that the setup made, newest first; those that it removed are put back. */
export async function undoRecords(org: OrgClient, journal: Journal): Promise<Left[]> {
    const left: Left[] = [];
    for (const entry of journal.data.made.toReversed()) {
        const { why, isDone } = await attempt('delete it', async () => {
            const id = await idOf(org, entry);
            if (id !== undefined) await deleteIfThere(org, entry.object, id);
        });
        if (why !== undefined) left.push({ what: entry.what, why });
        if (!isDone) continue;
        journal.update((data) => {
            data.made = data.made.filter((each) => !isSame(each, entry));
        });
    }
    for (const entry of journal.data.removed.toReversed()) {
        const { why, isDone } = await attempt('put it back', () => putBack(org, entry));
        if (why !== undefined) left.push({ what: `former ${entry.what}`, why });
        if (!isDone) continue;
        journal.update((data) => {
            data.removed = data.removed.filter((each) => !isSame(each, entry));
        });
    }
    return left;
}

/** A user's former presence configuration. @returns why it is not put back */
async function putBack(org: OrgClient, { object, fields }: RecordEntry): Promise<string | undefined> {
    const [now] = await org.query<{ PresenceUserConfigId: string }>(
        `SELECT PresenceUserConfigId FROM ${object} WHERE UserId = ${literal(fields['UserId'] ?? '')}`
    );
    if (now?.PresenceUserConfigId === fields['PresenceUserConfigId']) return undefined;
    // A user has one: another is somebody's choice since.
    if (now) return 'the user was given another one since, which stays';
    try {
        await org.insert(object, fields);
        return undefined;
    } catch (error) {
        const isGone = error instanceof OrgRequestError && isDeleted.has(error.errorCode);
        if (!isGone) throw error;
        return 'it is no longer in the org: choose one in Setup, Presence Configurations';
    }
}

/** What an org answers to the id of something that was deleted. */
const isDeleted = new Set(['INVALID_CROSS_REFERENCE_KEY', 'ENTITY_IS_DELETED']);

/** Is it done? Where the org heard it and refuses, it is not, and its words are why. */
async function attempt(
    what: string,
    work: () => Promise<string | void>
): Promise<{ why: string | undefined; isDone: boolean }> {
    try {
        return { why: (await work()) ?? undefined, isDone: true };
    } catch (error) {
        const isRefusal = error instanceof OrgRequestError && [400, 403].includes(error.status) && !error.isSilence;
        if (!isRefusal) throw error;
        return { why: `the org refuses to ${what}: ${error.message}`, isDone: false };
    }
}

/**
 * Removes the secrets that the setup stored where there were none.
 *
 * @param names External Credentials whose secrets go
 */
export async function undoSecrets(org: OrgClient, journal: Journal, names: ReadonlySet<string>): Promise<Left[]> {
    const left: Left[] = [];
    for (const [name, { existed }] of Object.entries(journal.data.credentials)) {
        if (!names.has(name)) continue;
        if (existed) {
            left.push({
                what: `Secrets of ${name}`,
                why: 'the former ones cannot be read, so they cannot be put back'
            });
        } else {
            const query = new URLSearchParams({
                externalCredential: name,
                principalName,
                principalType: 'NamedPrincipal'
            });
            try {
                await org.request('DELETE', `/named-credentials/credential?${query}`);
            } catch (error) {
                if (!(error instanceof OrgRequestError) || error.status !== 404) throw error;
            }
        }
        journal.update((data) => {
            delete data.credentials[name];
        });
    }
    return left;
}

/** The setup file's channel becomes inactive where the setup activated it. */
export async function undoActivation(org: OrgClient, journal: Journal, name: string): Promise<void> {
    const [channel] = await org.query<{ Id: string; IsActive: boolean }>(
        `SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = ${literal(name)}`
    );
    if (channel?.IsActive) await org.update('MessagingChannel', channel.Id, { IsActive: false });
    journal.update((data) => {
        setActivated(
            data,
            activatedChannels(data).filter((each) => each !== name)
        );
        delete data.published;
        delete data.publishedName;
        delete data.publishedAt;
    });
}

async function idOf(org: OrgClient, { object, fields }: RecordEntry): Promise<string | undefined> {
    const conditions = Object.entries(fields).map(([name, value]) => `${name} = ${literal(value)}`);
    const [row] = await org.query<{ Id: string }>(`SELECT Id FROM ${object} WHERE ${conditions.join(' AND ')}`);
    return row?.Id;
}

async function deleteIfThere(org: OrgClient, object: string, id: string): Promise<void> {
    try {
        await org.delete(object, id);
    } catch (error) {
        const isGone = error instanceof OrgRequestError && error.status === 404;
        if (!isGone) throw error;
    }
}

function isSame(one: RecordEntry, other: RecordEntry): boolean {
    return one.object === other.object && JSON.stringify(one.fields) === JSON.stringify(other.fields);
}
