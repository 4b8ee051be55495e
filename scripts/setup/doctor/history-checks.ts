/** Does the org get histories: at each bot, and of a record? */
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { providerOf, vendorOf, type ConnectorEntry } from '../config/schema.ts';
import type { Check } from '../provider-setup.ts';
import type { Readings } from '../readings.ts';
import { SetupError } from '../run/error.ts';
import type { JournalData } from '../run/journal.ts';
import {
    askProvider,
    emptyRemedy,
    lackingOf,
    newestWithKey,
    readHistory,
    remedyOf,
    type HistoryAnswer
} from './history.ts';
import { check } from './org-checks.ts';
import { madeUpPrefix } from './test-handoff.ts';
import { counted } from '../counted.ts';

/** Newest records that are looked through for one that is no made-up test. */
const looked = 20;

/** One for each provider whose credentials are in the org; one callout each, two for watsonx. */
export function providersToAsk({ desired, state, bots, refused }: Readings): ConnectorEntry[] {
    const entries = new Map([...bots, ...refused].map(({ entry }) => [providerOf(entry).name, entry]));
    const hasSecrets = state.configured.size >= desired.credentials.size;
    return [...entries.values()].filter((entry) => {
        const { name } = providerOf(entry);
        const isThere = state.units.has(`CustomMetadata:Bot_Provider.${name}`);
        // watsonx without an API key reads by session keys only: there is nothing that it could sign in with.
        const signsIn = [...desired.credentials.values()].some(
            (other) => vendorOf[other.connector] === vendorOf[entry.connector]
        );
        return isThere && hasSecrets && signsIn;
    });
}

/** Does the org's sign-in count at the bot? */
export async function signInCheck(org: OrgClient, entry: ConnectorEntry): Promise<Check> {
    const { name } = providerOf(entry);
    const kind = entry.connector === 'sendbird' ? 'CHANNEL_URL' : 'SESSION_ID';
    const answer = await askProvider(org, name, kind);
    const isFine = answer.code === undefined || answer.code === 'NOT_FOUND';
    return check(
        signInId(entry),
        signInTitle(entry),
        isFine ? [] : [`${wordsOf(answer)}.`],
        'The bot was asked for a session that nobody has, and answered that it has none.',
        remedyOf(answer)
    );
}

export const signInId = (entry: ConnectorEntry) => `history.sign-in.${providerOf(entry).name}`;
export const signInTitle = (entry: ConnectorEntry) => `Sign-in of the org at ${providerOf(entry).label}`;

/** The history of a record, as the user of the connection. */
export async function historyCheck(org: OrgClient, recordId: string): Promise<Check> {
    const answer = await readHistory(org, recordId);
    const [id, title] = ['history', 'A history, fetched by the org'];
    if (answer.code === undefined && answer.messages === 0) {
        const found = `${recordId}: ${answer.provider ?? 'The bot'} knows the session, and gives no message of it.`;
        return { id, title, status: 'warning', found, remedy: emptyRemedy };
    }
    const came = `${recordId}: ${counted(answer.messages, 'message')} (${answer.source ?? ''}) of ${answer.provider ?? ''}.`;
    const lacking = lackingOf(answer);
    if (lacking) return { id, title, status: 'warning', found: `${came} ${lacking.found}`, remedy: lacking.remedy };
    return check(
        id,
        title,
        answer.code === undefined ? [] : [`${recordId}: ${wordsOf(answer)}.`],
        came,
        remedyOf(answer)
    );
}

const wordsOf = ({ code = '', detail }: HistoryAnswer) => `${code}${detail === undefined ? '' : ` (${detail})`}`;

/**
 * The newest record that a bot, or a test, handed over; undefined where there is none yet.
 *
 * @throws SetupError where the user of the connection may not read what a handoff writes
 */
export async function newestRecord(
    org: OrgClient,
    { desired, state, bots }: Readings,
    journal: Pick<JournalData, 'tests'>
): Promise<string | undefined> {
    const unknown = new Set((journal.tests ?? []).flatMap(({ id, isUnknown }) => (isUnknown ? [id] : [])));
    const objects = [
        ...(desired.usesMessaging ? ['MessagingSession'] : []),
        ...(desired.usesChat ? ['LiveChatTranscript'] : []),
        'Case'
    ].filter((object) => state.units.has(`CustomField:${object}.Bot_Session_Id__c`));
    for (const object of objects) {
        const own = object === 'LiveChatTranscript' ? ' OR x_watson_assistant_session__c != null' : '';
        const soql = `SELECT Id, Bot_Session_Id__c FROM ${object} WHERE Bot_Provider__c != null${own} ORDER BY CreatedDate DESC LIMIT ${looked}`;
        const rows = await org.query<{ Id: string; Bot_Session_Id__c: string | null }>(soql).catch((error: unknown) => {
            const isHidden = error instanceof OrgRequestError && /^INVALID_(?:FIELD|TYPE)$/.test(error.errorCode);
            if (!isHidden) throw error;
            throw new SetupError(`The user of this connection may not read the handoff's fields of ${object}.`, {
                remedy: 'Assign the permission set Bot Handoff Admin (or Agent) to that user, and run doctor again.'
            });
        });
        // What a test made up has no history anywhere, nor has a session that somebody mistyped.
        const real = rows.find(
            (row) => !(row.Bot_Session_Id__c ?? '').startsWith(madeUpPrefix) && !unknown.has(row.Id)
        );
        if (real) return real.Id;
        if (!bots.some(({ entry }) => entry.connector === 'watsonx')) continue;
        const byKey = await newestWithKey(org, object, [...unknown]);
        if (byKey) return byKey.recordId;
    }
    return undefined;
}
