import { ConversationClock, typingTime } from '../conversations/clock.ts';
import { hexOf } from '../conversations/identifiers.ts';
import type { TalkRecord } from '../conversations/plan.ts';
import { mediaSize } from '../media/routes.ts';
import type { Person } from '../types.ts';
import type { SendbirdMessage, SendbirdUser } from './messages.ts';

/** The made-up application. */
export const APPLICATION = {
    applicationId: '0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9',
    aiAgentId: hexOf('sendbird ai agent', 32),
    botUserId: 'northwind_ai_agent',
    channelType: 'SALESFORCE_SUPPORT_CHAT_CHANNEL'
} as const;

/** The address of the channel of a conversation. */
export const channelUrlOf = (name: string): string => `ai_agent_${hexOf(`sendbird channel ${name}`, 40)}`;

export interface TalkOptions {
    channelUrl: string;
    customer: Person;
    startedAt: number;
    /** The number of the channel's first message. */
    firstId: number;
    media: (name: string) => string;
}

interface SayOptions {
    /** Seconds since the message before; 0 puts both into the same millisecond. */
    after?: number;
    extended?: Record<string, unknown>;
    customType?: string;
    data?: unknown;
    /** It stands in the thread of the message before. */
    inThread?: boolean;
}

/** Writes one Sendbird channel down, message by message. */
export class SendbirdTalk implements TalkRecord {
    readonly messages: SendbirdMessage[] = [];
    readonly channelUrl: string;
    readonly startedAt: number;
    readonly customer: SendbirdUser;
    readonly #bot: SendbirdUser;
    readonly #media: (name: string) => string;
    readonly #clock: ConversationClock;
    #nextId: number;
    #handedOffAt: number | null = null;

    constructor(options: TalkOptions) {
        this.channelUrl = options.channelUrl;
        this.startedAt = options.startedAt;
        this.#media = options.media;
        this.#clock = new ConversationClock(options.startedAt);
        this.#nextId = options.firstId;
        this.customer = {
            user_id: options.customer.email,
            nickname: `${options.customer.firstName} ${options.customer.lastName}`,
            profile_url: options.media('avatar-customer.png'),
            metadata: { plan: 'plus' }
        };
        this.#bot = {
            user_id: APPLICATION.botUserId,
            nickname: 'Northwind AI',
            profile_url: options.media('avatar-bot.png'),
            metadata: {}
        };
    }

    get handedOffAt(): number {
        return this.#handedOffAt ?? this.#clock.time;
    }

    media(name: string): string {
        return this.#media(name);
    }

    user(text: string, options: SayOptions = {}): this {
        return this.#say(this.customer, text, { after: typingTime(text), ...options });
    }

    bot(text: string, extended?: Record<string, unknown>, options: SayOptions = {}): this {
        return this.#say(this.#bot, text, { after: 1.6, ...(extended ? { extended } : {}), ...options });
    }

    /** A person who took over. */
    agent(nickname: string, text: string, options: SayOptions = {}): this {
        const user = {
            user_id: `sf_agent_${nickname.toLowerCase()}`,
            nickname,
            profile_url: '',
            metadata: { role: 'agent' }
        };
        return this.#say(user, text, { after: typingTime(text), ...options });
    }

    /** An admin message: what the system tells everyone in the channel. */
    system(text: string, options: SayOptions = {}): this {
        const message = this.#blank(options.after ?? 0.5);
        this.messages.push({
            ...message,
            type: 'ADMM',
            message: text,
            custom_type: options.customType ?? '',
            data: options.data === undefined ? '' : JSON.stringify(options.data)
        });
        return this;
    }

    /** A file that the customer or the bot sent. */
    file(from: 'customer' | 'bot', name: string, type: string, text = ''): this {
        const message = this.#blank(from === 'bot' ? 1.2 : 20);
        this.messages.push({
            ...message,
            type: 'FILE',
            message: text,
            user: from === 'bot' ? this.#bot : this.customer,
            file: { url: this.media(name), name, type, size: mediaSize(name) }
        });
        return this;
    }

    /** The author took the last message back. */
    removeLast(): this {
        const last = this.messages.at(-1);
        if (last) {
            last.is_removed = true;
            last.message = '';
            last.data = '';
            last.updated_at = this.#clock.after(3);
            delete last.extended_message_payload;
        }
        return this;
    }

    /** The author changed the last message. */
    editLast(text: string): this {
        const last = this.messages.at(-1);
        if (last) {
            last.message = text;
            last.updated_at = this.#clock.after(5);
        }
        return this;
    }

    handoff(text: string): this {
        this.bot(text);
        this.system('The conversation was handed over to Salesforce.', {
            customType: 'HANDOFF',
            data: { type: 'handoff' }
        });
        this.#handedOffAt = this.#clock.time;
        return this;
    }

    /** Adds a message at a given time: for messages that come while the session runs. @returns its id */
    addAt(
        time: number,
        from: 'customer' | 'bot' | 'agent',
        text: string,
        extended: Record<string, unknown> | null
    ): string {
        const after = Math.max(0.001, (time - this.#clock.time) / 1000);
        if (from === 'customer') {
            this.user(text, { after });
        } else if (from === 'agent') {
            this.agent('Agent', text, { after });
        } else {
            this.bot(text, extended ?? undefined, { after });
        }
        return String(this.messages.at(-1)?.message_id);
    }

    #say(user: SendbirdUser, text: string, options: SayOptions): this {
        const parent = options.inThread ? this.messages.at(-1)?.message_id : undefined;
        this.messages.push({
            ...this.#blank(options.after ?? 1),
            message: text,
            user,
            custom_type: options.customType ?? '',
            data: options.data === undefined ? '' : JSON.stringify(options.data),
            ...(options.extended ? { extended_message_payload: options.extended } : {}),
            ...(parent === undefined ? {} : { parent_message_id: parent })
        });
        return this;
    }

    #blank(after: number): SendbirdMessage {
        const id = this.#nextId;
        this.#nextId += 1;
        return {
            message_id: id,
            type: 'MESG',
            custom_type: '',
            channel_url: this.channelUrl,
            channel_type: 'group_channels',
            message: '',
            data: '',
            file: {},
            mention_type: 'users',
            mentioned_users: [],
            created_at: this.#clock.after(after),
            updated_at: 0,
            is_removed: false,
            is_op_msg: false,
            message_survival_seconds: -1
        };
    }
}
