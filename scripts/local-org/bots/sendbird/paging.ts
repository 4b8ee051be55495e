import type { VendorAnswer } from '../server/bot-server.ts';
import { sendbirdError } from './errors.ts';
import type { SendbirdMessage } from './messages.ts';

const DEFAULT_LIMIT = 15;
const MAX_LIMIT = 200;

type Query = Record<string, string | undefined>;

const REPLY_TYPES = ['NONE', 'ALL', 'ONLY_REPLY_TO_CHANNEL'];

function flag(value: string | undefined, fallback: boolean): boolean | null {
    return value === undefined ? fallback : value === 'true' ? true : value === 'false' ? false : null;
}

function limitOf(value: string | undefined): number | null {
    const limit = value === undefined ? DEFAULT_LIMIT : Number(value);
    return Number.isInteger(limit) && limit >= 0 && limit <= MAX_LIMIT ? limit : null;
}

/** The stretch of time or the message around which a page is cut. */
function anchorOf(messages: readonly SendbirdMessage[], query: Query): { from: number; to: number } | VendorAnswer {
    if (query.message_ts !== undefined) {
        const time = Number(query.message_ts);
        if (!Number.isInteger(time) || time < 0) {
            return sendbirdError(400, 400101, '"message_ts" should be a number.');
        }
        const from = messages.findIndex((message) => message.created_at >= time);
        const to = messages.findIndex((message) => message.created_at > time);
        const end = messages.length;
        return { from: from < 0 ? end : from, to: to < 0 ? end : to };
    }
    if (query.message_id !== undefined) {
        const at = messages.findIndex((message) => String(message.message_id) === query.message_id);
        return at < 0 ? sendbirdError(400, 400201, '"Message" not found.') : { from: at, to: at + 1 };
    }
    return sendbirdError(400, 400105, '"message_ts" or "message_id" must be specified.');
}

/**
 * A page of messages around `message_ts` (all messages of that millisecond) or `message_id`: `prev_limit` before,
 * `next_limit` after (0 to 200, 15 unless told), those at the point itself unless `include=false`; oldest first unless
 * `reverse=true`. Messages at the point itself do not count towards the limits. Removed ones are listed only with
 * `including_removed=true`, replies in threads only with `include_reply_type=ALL`, those that were sent to the channel,
 * too, also with `ONLY_REPLY_TO_CHANNEL`.
 * @param messages oldest first
 */
export function pageOfMessages(messages: readonly SendbirdMessage[], query: Query): SendbirdMessage[] | VendorAnswer {
    const previous = limitOf(query.prev_limit);
    const next = limitOf(query.next_limit);
    if (previous === null || next === null) {
        return sendbirdError(
            400,
            400111,
            `"${previous === null ? 'prev_limit' : 'next_limit'}" should be a number from 0 to ${MAX_LIMIT}.`
        );
    }
    const include = flag(query.include, true);
    const reverse = flag(query.reverse, false);
    const removed = flag(query.including_removed, false);
    if (include === null || reverse === null || removed === null) {
        const name = include === null ? 'include' : reverse === null ? 'reverse' : 'including_removed';
        return sendbirdError(400, 400104, `"${name}" should be a boolean.`);
    }
    const replies = query.include_reply_type?.toUpperCase() ?? 'NONE';
    if (!REPLY_TYPES.includes(replies)) {
        return sendbirdError(400, 400111, `"include_reply_type" should be one of ${REPLY_TYPES.join(', ')}.`);
    }
    const isListed = (message: SendbirdMessage): boolean =>
        message.parent_message_id === undefined ||
        replies === 'ALL' ||
        (replies === 'ONLY_REPLY_TO_CHANNEL' && message.is_reply_to_channel === true);
    const wanted = messages.filter(
        (message) =>
            (removed || !message.is_removed) &&
            isListed(message) &&
            (query.message_type === undefined || message.type === query.message_type) &&
            (query.custom_types === undefined || query.custom_types.split(',').includes(message.custom_type))
    );
    const anchor = anchorOf(wanted, query);
    if ('status' in anchor) {
        return anchor;
    }
    const page = [
        ...wanted.slice(Math.max(0, anchor.from - previous), anchor.from),
        ...(include ? wanted.slice(anchor.from, anchor.to) : []),
        ...wanted.slice(anchor.to, anchor.to + next)
    ];
    return reverse ? page.reverse() : page;
}
