import type { BotConversation, Connector, Person, Vendor } from '../types.ts';

/** What is told of a conversation before it is built. `Talk` is the vendor's way to write one down. */
export interface ConversationPlan<Talk> {
    /** Short name; ids are made from it. */
    name: string;
    connector: Connector;
    title: string;
    customer: Person;
    reason: string;
    summary: string;
    language: string;
    kind: BotConversation['kind'];
    record: BotConversation['record'];
    /** How long before the present the handoff was. */
    minutesAgo: number;
    script(talk: Talk): void;
}

/** A vendor's record of one conversation while it is being written. */
export interface TalkRecord {
    /** Milliseconds since 1970. */
    readonly startedAt: number;
    /** Milliseconds since 1970 of the handoff, or of the last message. */
    readonly handedOffAt: number;
}

/**
 * Writes a conversation so that its handoff was `minutesAgo` before `now`. The script runs twice, since its length in
 * time is known only afterwards.
 */
export function tell<Talk extends TalkRecord>(
    plan: ConversationPlan<Talk>,
    now: number,
    open: (startedAt: number) => Talk
): Talk {
    const rehearsal = open(0);
    plan.script(rehearsal);
    const talk = open(now - plan.minutesAgo * 60_000 - rehearsal.handedOffAt);
    plan.script(talk);
    return talk;
}

/** The entry of a told conversation in the list of sessions. */
export function describe<Talk extends TalkRecord>(
    vendor: Vendor,
    plan: ConversationPlan<Talk>,
    talk: Talk,
    ids: Pick<BotConversation, 'sessionId' | 'key' | 'channelUrl'>
): BotConversation {
    const { connector, title, customer, reason, summary, language, kind, record } = plan;
    return {
        vendor,
        connector,
        ...ids,
        title,
        customer,
        reason,
        summary,
        language,
        startedAt: new Date(talk.startedAt).toISOString(),
        handedOffAt: new Date(talk.handedOffAt).toISOString(),
        kind,
        record
    };
}
