/** Reads a record's history in the org as the console does, by the Apex that ships; only counts and codes come out. */
import { randomUUID } from 'node:crypto';

import { literal, literals } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import type { HandedOver } from '../provider-setup.ts';

export interface HistoryAnswer {
    /** Of BotHistoryError; absent where a page came. */
    code?: string;
    detail?: string;
    messages: number;
    source?: string;
    provider?: string;
    /** Codes of BotHistoryPage. */
    warnings?: string[];
}

const marker = 'bot-handoff-setup:';

/**
 * Runs as the user of the connection. Nothing is written: anonymous Apex answers by a failed assertion, the one way in
 * which it can hand a value back.
 *
 * @throws Error where the org cannot run it, in the org's words
 */
export async function readHistory(org: OrgClient, recordId: string): Promise<HistoryAnswer> {
    const apex = `
        BotHistoryAnswer answer = BotHistoryController.getHistory('${recordId.replace(/\W/g, '')}', null);
        Map<String, Object> result = new Map<String, Object>();
        if (answer.error != null) {
            result.put('code', answer.error.code);
            result.put('detail', answer.error.detail);
        } else {
            result.put('messages', answer.page.messages.size());
            result.put('source', answer.page.source);
            result.put('provider', answer.page.provider);
            result.put('warnings', answer.page.warnings);
        }
        System.assert(false, '${marker}' + JSON.serialize(result));`;
    return answerOf(await runApex(org, apex));
}

function answerOf(text: string): HistoryAnswer {
    const found = JSON.parse(text) as Partial<HistoryAnswer> & { code?: string | null };
    return {
        ...(found.code && { code: found.code }),
        ...(found.detail && { detail: found.detail }),
        messages: found.messages ?? 0,
        ...(found.source && { source: found.source }),
        ...(found.provider && { provider: found.provider }),
        ...(found.warnings && found.warnings.length > 0 && { warnings: found.warnings })
    };
}

/**
 * Asks a provider for a session that nobody ever had, by the adapter that ships: what comes back tells whether the
 * org's sign-in counts at the bot, before there is any handoff. Runs as the user of the connection; nothing is written.
 *
 * @param provider developer name of the Bot Provider
 * @returns code and detail as of {@link readHistory}; without a code, an empty page came
 * @throws Error where the org cannot run it, in the org's words
 */
export async function askProvider(org: OrgClient, provider: string, kind: string): Promise<HistoryAnswer> {
    const apex = `
        Map<String, Object> result = new Map<String, Object>{ 'messages' => 0 };
        Bot_Provider__mdt provider = BotSettings.provider('${provider.replace(/\W/g, '')}');
        BotSession session = new BotSession();
        session.kind = '${kind.replace(/\W/g, '')}';
        session.value = '${randomUUID()}';
        try {
            BotHistoryAdapter adapter = (BotHistoryAdapter) Type.forName(provider.Adapter_Class__c).newInstance();
            result.put('messages', adapter.getPage(new BotHistoryRequest(provider, session, null)).messages.size());
        } catch (BotHistoryException failure) {
            BotHistoryError error = new BotHistoryError(failure);
            result.put('code', error.code);
            result.put('detail', error.detail);
        }
        System.assert(false, '${marker}' + JSON.serialize(result));`;
    return answerOf(await runApex(org, apex));
}

/**
 * Asks a Named Credential's host for anything at all, from the org. Any answer will do: it is there, and the org may
 * go.
 *
 * @returns the HTTP status
 * @throws Error with the org's words where no answer came
 */
export async function callNamedCredential(org: OrgClient, name: string): Promise<number> {
    const apex = `
        HttpRequest request = new HttpRequest();
        request.setEndpoint('callout:${name.replace(/\W/g, '')}/');
        request.setMethod('GET');
        request.setTimeout(20000);
        HttpResponse response = new Http().send(request);
        System.assert(false, '${marker}' + response.getStatusCode());`;
    return Number(await runApex(org, apex));
}

/** Object → its field for a watsonx session key; no permission set grants it, and of a long text no query asks. */
const keyFields: Readonly<Record<string, string>> = {
    MessagingSession: 'Bot_Session_Key__c',
    LiveChatTranscript: 'x_watson_assistant_key__c'
};

/** Newest records that are looked through for a key: each takes a query of the transaction, which has a hundred. */
const lookedThrough = 50;

/**
 * The newest record whose session key is filled in, by the class that ships; the key itself does not leave the org.
 *
 * @param without ids of records that do not count
 * @param condition in SOQL, of those that do
 * @returns undefined where there is none, or where the org does not let the user run it
 * @throws OrgRequestError where the org does not answer
 */
export async function newestWithKey(
    org: OrgClient,
    object: string,
    without: readonly string[],
    condition?: string
): Promise<HandedOver | undefined> {
    const field = keyFields[object];
    if (field === undefined) return undefined;
    const conditions = [
        ...(without.length === 0 ? [] : [`Id NOT IN (${literals(without)})`]),
        ...(condition === undefined ? [] : [condition])
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const soql = `SELECT Id, CreatedDate FROM ${object} ${where} ORDER BY CreatedDate DESC LIMIT ${lookedThrough}`;
    const apex = `
        Map<String, Object> found;
        for (SObject record : Database.query(${literal(soql)}, AccessLevel.USER_MODE)) {
            if (found == null && !BotSecretReader.read(record, new Set<String>{ '${field}' }).isEmpty()) {
                found = new Map<String, Object>{ 'recordId' => record.Id, 'at' => record.get('CreatedDate') };
            }
        }
        System.assert(false, '${marker}' + JSON.serialize(found));`;
    const found = await runApex(org, apex).catch((error: unknown) => {
        if (error instanceof OrgRequestError && (error.status === 0 || error.status >= 500)) throw error;
        return 'null';
    });
    return (JSON.parse(found) as HandedOver | null) ?? undefined;
}

/** What comes after the marker in the failed assertion. */
async function runApex(org: OrgClient, apex: string): Promise<string> {
    const answer = await org.request<{ compileProblem?: string | null; exceptionMessage?: string | null }>(
        'GET',
        `/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(apex)}`
    );
    const text = answer.exceptionMessage ?? '';
    const start = text.indexOf(marker);
    if (start >= 0) return text.slice(start + marker.length);
    throw new Error(answer.compileProblem || text || 'The org gave no answer to anonymous Apex.');
}

/** What to do about a history that came, and has nothing in it. */
export const emptyRemedy =
    "Look at what the vendor keeps of conversations. Cognigy.AI: Collect Conversations is on, Blind Mode off. watsonx: the plan's retention has not passed.";

/** What a history lacks that came with a warning, and what to do about it; the agents read the same above it. */
const lacks: Readonly<Record<string, [found: string, remedy: string]>> = {
    MASKED: [
        "The bot's privacy settings hide parts of it (asterisks in their place).",
        'If agents are to see more, change these settings (Cognigy.AI: Mask Sensitive Analytics).'
    ],
    TRUNCATED: ['The bot handed out only a part of it.', 'The whole is at the vendor.'],
    FELL_BACK_TO_TEXT: [
        'It is the text kept on the record: the bot no longer has the session, or its key has run out.',
        'Look at a newer record (--record) to see whether the bot still answers.'
    ],
    SKIPPED_ENTRIES: [
        'Some of its entries could not be read and were left out.',
        "Tell us the vendor's API version and the form of such an entry, without the words."
    ]
};

/** In words; undefined where nothing lacks. */
export function lackingOf({ warnings = [] }: HistoryAnswer): { found: string; remedy: string } | undefined {
    const words = warnings.map((code) => lacks[code] ?? [`It came with ${code}.`, 'See docs/troubleshooting.md.']);
    if (words.length === 0) return undefined;
    return { found: words.map(([found]) => found).join(' '), remedy: words.map(([, remedy]) => remedy).join(' ') };
}

/** What to do about an answer without a history; undefined for a code that nobody knows. */
export function remedyOf({ code = '', detail = '' }: Pick<HistoryAnswer, 'code' | 'detail'>): string | undefined {
    // The code says what kind of thing lacks, the detail which one.
    if (code !== 'NOT_CONFIGURED' || detail === '' || /Bot Provider/.test(detail)) return historyRemedies[code];
    return /Credential/.test(detail)
        ? 'Assign Bot Handoff Agent or Admin to the user of this connection, as whom the history is fetched; if that user has one of them, run apply: it makes what lacks, the secret too.'
        : 'Run apply: it makes what lacks.';
}

const historyRemedies: Record<string, string> = {
    NOT_CONFIGURED: 'Run apply: the record names a provider that the org does not have, or that is not active.',
    NO_SESSION:
        'The bot sent no session id with the handoff: see the routing attributes or pre-chat details of its side.',
    NOT_FOUND: 'The vendor does not know this session: check project, environment or application in the setup file.',
    UNAUTHORIZED:
        'Run apply with --renew-secrets, and look whether the user may use the External Credential (permission set Bot Handoff Agent).',
    EXPIRED: 'The key of this session no longer opens its history; newer sessions are not affected.',
    RATE_LIMITED: 'The vendor limits requests: try again later.',
    UNAVAILABLE: 'The vendor cannot be reached from the org: see its status page, and the Named Credential.',
    BAD_RESPONSE: 'The vendor answered something else than its API does: look whether a proxy stands in between.',
    FORBIDDEN: 'The user of this connection may not read the record or the provider: assign Bot Handoff Agent or Admin.'
};
