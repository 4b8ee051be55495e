import { hexOf, uuidOf } from '../conversations/identifiers.ts';
import { describe, tell, type ConversationPlan } from '../conversations/plan.ts';
import type { BotConversation } from '../types.ts';
import { bookingChange } from './conversations/booking.ts';
import { suppliesOverDays } from './conversations/long.ts';
import { outage } from './conversations/outage.ts';
import { refund } from './conversations/refund.ts';
import { instalment, parkingReceipt } from './conversations/short.ts';
import type { CognigyEntry } from './entries.ts';
import { CognigyTalk } from './talk.ts';

const PLANS: readonly ConversationPlan<CognigyTalk>[] = [
    refund,
    parkingReceipt,
    bookingChange,
    outage,
    instalment,
    suppliesOverDays
];

/** Sessions for tests: what a client has to get right besides the good case. */
export const COGNIGY_SPECIAL = {
    /** Known, without entries: the tenant does not collect conversations. */
    empty: `session-${uuidOf('cognigy empty')}`,
    /** Entries in odd documented and older shapes, newest first. */
    odd: `session-${uuidOf('cognigy odd')}`,
    /** No such session. */
    unknown: `session-${uuidOf('cognigy unknown')}`
} as const;

const LOCALES: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-US' };

const sessionIdOf = (plan: { name: string }): string => `session-${uuidOf(`cognigy ${plan.name}`)}`;

function open(plan: ConversationPlan<CognigyTalk>, media: (name: string) => string) {
    return (startedAt: number): CognigyTalk =>
        new CognigyTalk({
            sessionId: sessionIdOf(plan),
            contactId: plan.customer.email,
            startedAt,
            locale: LOCALES[plan.language] ?? 'en-US',
            media
        });
}

/** Entries as some tenants and an example in the vendor's documentation show them. */
function oddEntries(media: (name: string) => string, now: number): CognigyEntry[] {
    const talk = new CognigyTalk({
        sessionId: COGNIGY_SPECIAL.odd,
        contactId: hexOf('odd contact', 24),
        startedAt: now - 3_600_000,
        locale: 'en-US',
        media
    });
    talk.bot('Hello!').user('hello').bot('The answer is in the data').user('ok').bot('Bye').handoff('Passing you on');
    const [first, second, third, fourth, fifth, last] = talk.entries as [
        CognigyEntry,
        CognigyEntry,
        CognigyEntry,
        CognigyEntry,
        CognigyEntry,
        CognigyEntry
    ];
    second.type = 'user';
    second.timestamp = {};
    // The analytics interface gives the data as text.
    third.inputData = JSON.stringify({ _cognigy: { _webchat: { message: { text: 'Shown from a text' } } } });
    delete fourth.source;
    fifth.inputData = null;
    last.inputData = {
        _cognigy: { _webchat: { message: { attachment: { type: 'hologram', payload: { depth: 3 } } } } }
    };
    return [last, fifth, fourth, third, second, first];
}

export interface CognigySession {
    sessionId: string;
    contactId: string;
    entries: CognigyEntry[];
    /** Absent where entries are fixed. */
    talk: CognigyTalk | null;
}

/**
 * All sessions of the tenant.
 * @param media makes the full address of a media file
 * @param now milliseconds since 1970; handoffs happened before it
 */
export function cognigySessions(media: (name: string) => string, now: number): Map<string, CognigySession> {
    const told = PLANS.map((plan) => {
        const talk = tell(plan, now, open(plan, media));
        return { sessionId: talk.sessionId, contactId: plan.customer.email, entries: talk.entries, talk };
    });
    const special: CognigySession[] = [
        { sessionId: COGNIGY_SPECIAL.empty, contactId: hexOf('empty contact', 24), entries: [], talk: null },
        {
            sessionId: COGNIGY_SPECIAL.odd,
            contactId: hexOf('odd contact', 24),
            entries: oddEntries(media, now),
            talk: null
        }
    ];
    return new Map([...told, ...special].map((session) => [session.sessionId, session]));
}

/** An empty session that is open for messages. */
export function newCognigySession(sessionId: string, media: (name: string) => string, now: number): CognigySession {
    const talk = new CognigyTalk({
        sessionId,
        contactId: `contact-${sessionId}`,
        startedAt: now,
        locale: 'en-US',
        media
    });
    return { sessionId, contactId: `contact-${sessionId}`, entries: talk.entries, talk };
}

/** The conversations as records would show them. @param now milliseconds since 1970 */
export function cognigyConversations(now: number): BotConversation[] {
    return PLANS.map((plan) => {
        const talk = tell(
            plan,
            now,
            open(plan, (name) => name)
        );
        return describe('cognigy', plan, talk, { sessionId: talk.sessionId });
    });
}
