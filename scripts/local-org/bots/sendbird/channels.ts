import { describe, tell, type ConversationPlan } from '../conversations/plan.ts';
import type { BotConversation } from '../types.ts';
import { cancelledFlight } from './conversations/flight.ts';
import { gymPause } from './conversations/gym.ts';
import { suppliesOverDays } from './conversations/long.ts';
import { shoeExchange } from './conversations/shoes.ts';
import { coldDinner, lateDelivery } from './conversations/short.ts';
import { channelUrlOf, SendbirdTalk } from './talk.ts';

const PLANS: readonly ConversationPlan<SendbirdTalk>[] = [
    shoeExchange,
    coldDinner,
    cancelledFlight,
    gymPause,
    lateDelivery,
    suppliesOverDays
];

const NOBODY = { firstName: 'Visitor', lastName: '', email: 'visitor@example.com' };

/** Channels for tests: what a client has to get right besides the good case. */
export const SENDBIRD_SPECIAL = {
    /** A channel without messages. */
    empty: channelUrlOf('empty'),
    /** 260 messages within one millisecond, more than one page can hold, between two ordinary ones. */
    crowded: channelUrlOf('crowded'),
    unknown: channelUrlOf('unknown')
} as const;

function open(plan: ConversationPlan<SendbirdTalk>, index: number, media: (name: string) => string) {
    return (startedAt: number): SendbirdTalk =>
        new SendbirdTalk({
            channelUrl: channelUrlOf(plan.name),
            customer: plan.customer,
            startedAt,
            firstId: 7_400_000_000 + index * 100_000,
            media
        });
}

/** A channel that is open for messages. */
export function newChannel(channelUrl: string, media: (name: string) => string, now: number): SendbirdTalk {
    return new SendbirdTalk({ channelUrl, customer: NOBODY, startedAt: now, firstId: 7_500_000_000, media });
}

function crowdedChannel(media: (name: string) => string, now: number): SendbirdTalk {
    const talk = newChannel(SENDBIRD_SPECIAL.crowded, media, now - 3_600_000);
    talk.bot('Before');
    for (let index = 1; index <= 260; index += 1) {
        talk.bot(`Part ${index}`, undefined, { after: index === 1 ? 2 : 0 });
    }
    return talk.bot('After');
}

/**
 * All channels of the application.
 * @param media makes the full address of a media file
 * @param now milliseconds since 1970; handoffs happened before it
 */
export function sendbirdChannels(media: (name: string) => string, now: number): Map<string, SendbirdTalk> {
    const told = PLANS.map((plan, index) => tell(plan, now, open(plan, index, media)));
    const special = [newChannel(SENDBIRD_SPECIAL.empty, media, now - 60_000), crowdedChannel(media, now)];
    return new Map([...told, ...special].map((talk) => [talk.channelUrl, talk]));
}

/** The conversations as records would show them. @param now milliseconds since 1970 */
export function sendbirdConversations(now: number): BotConversation[] {
    return PLANS.map((plan, index) => {
        const talk = tell(
            plan,
            now,
            open(plan, index, (name) => name)
        );
        return describe('sendbird', plan, talk, { sessionId: talk.channelUrl, channelUrl: talk.channelUrl });
    });
}
