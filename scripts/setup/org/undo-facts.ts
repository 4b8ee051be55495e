/** What keeps parts of the metadata from going: asked before anything is written. */
import { literal } from '../../salesforce/access.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import type { JournalData } from '../run/journal.ts';
import type { DesiredOrg } from './desired.ts';
import type { OrgState } from './read.ts';

export interface UndoFacts {
    /** Records with handoff data by object; fields that hold data are not deleted unasked. */
    data: Map<string, number>;
    /** `Object.Field`: what the user of the connection may not read, and may hold data for all that can be told. */
    hidden: Set<string>;
    /** Conversations of the channel that are not the setup's own tests. */
    conversations: number;
}

const objectsWithData = ['Case', 'MessagingSession', 'LiveChatTranscript'];

/** @throws OrgRequestError */
export async function readUndoFacts(
    org: OrgClient,
    desired: DesiredOrg,
    state: OrgState,
    journal: JournalData
): Promise<UndoFacts> {
    const tests = new Set((journal.tests ?? []).map(({ id }) => id));
    const data = new Map<string, number>();
    const hidden = new Set<string>();
    for (const object of objectsWithData) {
        const fields = fieldsToDelete(object, state, journal);
        if (fields.length === 0) continue;
        const readable = await readableFields(org, object);
        for (const name of fields) if (!readable.has(name)) hidden.add(`${object}.${name}`);
        const conditions = fields.filter((name) => readable.get(name)).map((name) => `${name} != null`);
        // A chat may have brought nothing but a session key, which is a long text: no query can ask for it.
        if (state.chat.buttonId !== undefined && readable.get('LiveChatButtonId')) {
            conditions.push(`LiveChatButtonId = ${literal(state.chat.buttonId)}`);
        }
        const records = conditions.length === 0 ? 0 : await countOf(org, object, conditions.join(' OR '), tests);
        if (records > 0) data.set(object, records);
    }
    const { channel } = state;
    const conversations =
        desired.channel === undefined || !channel
            ? 0
            : await countOf(org, 'MessagingSession', `MessagingChannelId = ${literal(channel.id)}`, tests);
    return { data, hidden, conversations };
}

/** Names of the fields that undo would delete. */
function fieldsToDelete(object: string, state: OrgState, { units }: JournalData): string[] {
    const prefix = `CustomField:${object}.`;
    return Object.entries(units)
        .filter(([key, { existed }]) => key.startsWith(prefix) && !existed && state.units.has(key))
        .map(([key]) => key.slice(prefix.length));
}

/** Field → may a query ask for its value? An object that the user may not read has none. */
async function readableFields(org: OrgClient, object: string): Promise<Map<string, boolean>> {
    interface Describe {
        fields: { name: string; filterable: boolean }[];
    }
    try {
        const { fields } = await org.request<Describe>('GET', `/sobjects/${object}/describe`);
        return new Map(fields.map(({ name, filterable }) => [name, filterable]));
    } catch (error) {
        if (!(error instanceof OrgRequestError) || error.status !== 404) throw error;
        return new Map();
    }
}

async function countOf(org: OrgClient, object: string, condition: string, without: Set<string>): Promise<number> {
    const others = without.size === 0 ? '' : ` AND Id NOT IN (${[...without].map(literal).join(', ')})`;
    const [row] = await org.query<{ total: number }>(
        `SELECT COUNT(Id) total FROM ${object} WHERE (${condition})${others}`
    );
    return row?.total ?? 0;
}
