/** Takes back what the setup did beside metadata: records, secrets, the channel that it activated. */
import { literal } from '../../salesforce/access.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import type { Journal, RecordEntry } from '../run/journal.ts';
import { principalName } from './read.ts';
import type { Left } from './undo-plan.ts';

/** Deletes the records that the setup made, newest first, and puts back those that it removed. */
export async function undoRecords(org: OrgClient, journal: Journal): Promise<Left[]> {
    const talks = (journal.data.tests ?? []).filter(({ object }) => object === 'MessagingSession').length;
    for (const { object, id } of (journal.data.tests ?? []).toReversed()) {
        await deleteIfThere(org, object, id);
        journal.update((data) => {
            data.tests = (data.tests ?? []).filter((test) => test.id !== id);
        });
    }
    for (const entry of journal.data.made.toReversed()) {
        const id = await idOf(org, entry);
        if (id !== undefined) await deleteIfThere(org, entry.object, id);
        journal.update((data) => {
            data.made = data.made.filter((each) => !isSame(each, entry));
        });
    }
    for (const entry of journal.data.removed.toReversed()) {
        if ((await idOf(org, entry)) === undefined) await org.insert(entry.object, entry.fields);
        journal.update((data) => {
            data.removed = data.removed.filter((each) => !isSame(each, entry));
        });
    }
    return talks === 0
        ? []
        : [
              {
                  what: `Conversation entries of ${talks} test conversations`,
                  why: 'Salesforce keeps one of each conversation, which no API deletes; it holds an id and times only'
              }
          ];
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

/** A channel that the setup activated becomes inactive. */
export async function undoActivation(org: OrgClient, journal: Journal): Promise<void> {
    const { activated } = journal.data;
    if (!activated) return;
    const [channel] = await org.query<{ Id: string; IsActive: boolean }>(
        `SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = ${literal(activated.channel)}`
    );
    if (channel?.IsActive) await org.update('MessagingChannel', channel.Id, { IsActive: false });
    journal.update((data) => {
        delete data.activated;
        delete data.published;
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
