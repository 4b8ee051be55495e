import { uuidOf } from '../conversations/identifiers.ts';
import { describe, tell, type ConversationPlan } from '../conversations/plan.ts';
import type { BotConversation } from '../types.ts';
import { lostCard } from './conversations/card.ts';
import { insuranceClaim } from './conversations/insurance.ts';
import { suppliesOverDays } from './conversations/long.ts';
import { parcel, reservation } from './conversations/short.ts';
import { cancelSubscription } from './conversations/subscription.ts';
import { authCodeOf, sessionKeyOf, WatsonxTalk } from './talk.ts';

const PLANS: readonly ConversationPlan<WatsonxTalk>[] = [
    insuranceClaim,
    parcel,
    cancelSubscription,
    lostCard,
    reservation,
    suppliesOverDays
];

const SPECIAL_IDS = {
    noNotes: uuidOf('watsonx no notes'),
    expired: uuidOf('watsonx expired'),
    odd: uuidOf('watsonx odd'),
    unknown: uuidOf('watsonx unknown')
};

/** Sessions for tests: what a client has to get right besides the good case. */
export const WATSONX_SPECIAL = {
    /** Known, but web chat wrote no notes: 404. */
    noNotes: { sessionId: SPECIAL_IDS.noNotes, key: sessionKeyOf(SPECIAL_IDS.noNotes) },
    /** Its auth code no longer counts: 401. */
    expired: { sessionId: SPECIAL_IDS.expired, key: sessionKeyOf(SPECIAL_IDS.expired) },
    /** Several notes, one of an unknown type, entries without time, items of unknown kinds. */
    odd: { sessionId: SPECIAL_IDS.odd, key: sessionKeyOf(SPECIAL_IDS.odd) },
    unknown: { sessionId: SPECIAL_IDS.unknown, key: sessionKeyOf(SPECIAL_IDS.unknown) }
} as const;

export interface WatsonxSession {
    sessionId: string;
    authCode: string;
    expired: boolean;
    talk: WatsonxTalk;
    /** As the notes interface answers; null: no notes. */
    notes(): unknown[] | null;
}

const history = (body: unknown[]): unknown => ({ type: 'HISTORY', body });

const sessionIdOf = (plan: { name: string }): string => uuidOf(`watsonx ${plan.name}`);

function open(plan: ConversationPlan<WatsonxTalk>, media: (name: string) => string) {
    return (startedAt: number): WatsonxTalk =>
        new WatsonxTalk({
            sessionId: sessionIdOf(plan),
            userId: `anonymous_IBMuid-${uuidOf(plan.customer.email)}`,
            startedAt,
            language: plan.language,
            media
        });
}

function session(talk: WatsonxTalk, changes: Partial<WatsonxSession> = {}): WatsonxSession {
    return {
        sessionId: talk.sessionId,
        authCode: authCodeOf(talk.sessionId),
        expired: false,
        talk,
        notes: () => (talk.notes.length === 0 ? null : [history(talk.notes)]),
        ...changes
    };
}

/** A session that is open for messages: it has the silent request for a welcome and nothing else. */
export function newWatsonxSession(sessionId: string, media: (name: string) => string, now: number): WatsonxSession {
    return session(
        new WatsonxTalk({
            sessionId,
            userId: `anonymous_IBMuid-${uuidOf(sessionId)}`,
            startedAt: now,
            language: 'en',
            media
        })
    );
}

function oddSession(media: (name: string) => string, now: number): WatsonxSession {
    const { talk } = newWatsonxSession(SPECIAL_IDS.odd, media, now - 3_600_000);
    talk.bot('Hello').user('hi').bot({ response_type: 'hologram', depth: 3 }, { response_type: 'text' });
    const [first, ...rest] = talk.notes;
    const untimed = { message: { output: { generic: [{ response_type: 'text', text: 'No id, no time' }] } } };
    return session(talk, {
        notes: () => [
            history(first ? [first] : []),
            { type: 'RATING', body: [{ value: 5 }] },
            history([...rest, untimed, { time: new Date(now).toISOString() }, null])
        ]
    });
}

/**
 * All sessions of the service instance.
 * @param media makes the full address of a media file
 * @param now milliseconds since 1970; handoffs happened before it
 */
export function watsonxSessions(media: (name: string) => string, now: number): Map<string, WatsonxSession> {
    const told = PLANS.map((plan) => session(tell(plan, now, open(plan, media))));
    const expired = newWatsonxSession(SPECIAL_IDS.expired, media, now - 90 * 60_000);
    expired.talk.bot('Hello from Northwind.').user('hi').bot('You can read this in the log only.');
    const noNotes = newWatsonxSession(SPECIAL_IDS.noNotes, media, now - 60_000);
    return new Map(
        [...told, { ...expired, expired: true }, { ...noNotes, notes: () => null }, oddSession(media, now)].map(
            (entry) => [entry.sessionId, entry]
        )
    );
}

/** The conversations as records would show them. @param now milliseconds since 1970 */
export function watsonxConversations(now: number): BotConversation[] {
    return PLANS.map((plan) => {
        const talk = tell(
            plan,
            now,
            open(plan, (name) => name)
        );
        return describe('watsonx', plan, talk, { sessionId: talk.sessionId, key: talk.key });
    });
}
