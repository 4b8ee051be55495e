import { ConversationClock, typingTime } from '../conversations/clock.ts';
import { hexOf, uuidOf } from '../conversations/identifiers.ts';
import type { TalkRecord } from '../conversations/plan.ts';
import {
    text,
    type GenericItem,
    type HistoryItem,
    type MessageHistory,
    type MessageInput,
    type MessageResponse
} from './messages.ts';

/** The made-up service instance. */
export const INSTANCE = {
    region: 'us-south',
    keyVersion: 'v1',
    environmentId: uuidOf('watsonx environment'),
    assistantId: uuidOf('watsonx assistant'),
    skillId: uuidOf('watsonx skill'),
    integrationId: uuidOf('watsonx integration'),
    serviceInstanceId: uuidOf('watsonx service instance'),
    subscriptionId: `crn-${hexOf('watsonx subscription', 16)}`
} as const;

/** The code with which the notes of one session may be read. */
export const authCodeOf = (sessionId: string): string => hexOf(`watsonx auth code ${sessionId}`, 40);

/** The session key as the bot writes it on the record; its form "can change at any time". */
export function sessionKeyOf(sessionId: string): string {
    return [
        INSTANCE.region,
        INSTANCE.keyVersion,
        authCodeOf(sessionId),
        sessionId,
        INSTANCE.integrationId,
        INSTANCE.serviceInstanceId,
        INSTANCE.subscriptionId
    ].join('::');
}

export interface TalkOptions {
    sessionId: string;
    userId: string;
    startedAt: number;
    language: string;
    media: (name: string) => string;
}

interface SayOptions {
    after?: number;
    /** What the log shows as text, where it differs from what the person saw. */
    value?: string;
    history?: MessageHistory;
}

/** A request and the answer to it, as the log keeps them. */
export interface Exchange {
    logId: string;
    requestAt: number;
    responseAt: number;
    input: MessageInput;
    response: MessageResponse;
}

/** Writes one watsonx Assistant conversation down: the notes that an agent app reads, and the log beside them. */
export class WatsonxTalk implements TalkRecord {
    readonly notes: HistoryItem[] = [];
    readonly exchanges: Exchange[] = [];
    readonly sessionId: string;
    readonly startedAt: number;
    readonly language: string;
    readonly userId: string;
    readonly #media: (name: string) => string;
    readonly #clock: ConversationClock;
    #request: { id: string; at: number; input: MessageInput };
    #lastResponse: MessageResponse | null = null;
    #handedOffAt: number | null = null;

    constructor(options: TalkOptions) {
        this.sessionId = options.sessionId;
        this.startedAt = options.startedAt;
        this.language = options.language;
        this.userId = options.userId;
        this.#media = options.media;
        this.#clock = new ConversationClock(options.startedAt);
        this.#request = this.#ask({ message_type: 'text', text: '' }, 0, { is_welcome_request: true, silent: true });
    }

    get handedOffAt(): number {
        return this.#handedOffAt ?? this.#clock.time;
    }

    get key(): string {
        return sessionKeyOf(this.sessionId);
    }

    media(name: string): string {
        return this.#media(name);
    }

    /** What the customer typed. */
    user(content: string, options: SayOptions = {}): this {
        this.#request = this.#ask(
            { message_type: 'text', text: options.value ?? content },
            options.after ?? typingTime(content),
            { ...(options.value ? { label: content } : {}), ...options.history }
        );
        return this;
    }

    /** What the customer tapped: an option of the bot's last answer. */
    choose(label: string, value = label, after = 6): this {
        return this.user(label, {
            after,
            value,
            history: { label, ...(this.#lastResponse ? { relatedMessageID: this.#lastResponse.id } : {}) }
        });
    }

    /** What the bot answered. */
    bot(...items: (string | GenericItem)[]): this {
        this.#answer(
            items.map((item) => (typeof item === 'string' ? text(item) : item)),
            1.4
        );
        return this;
    }

    /** An answer that web chat never showed. */
    silent(item: GenericItem): this {
        this.#answer([item], 0.4, { silent: true });
        return this;
    }

    /** What web chat saved later about the bot's last answer. */
    updateLast(partial: unknown): this {
        const messageID = this.#lastResponse?.id ?? '';
        this.#note(
            {
                id: uuidOf(`${this.sessionId} update ${this.notes.length}`),
                input: { message_type: 'event', event: { name: 'update_history', messageID, partial_message: partial } }
            },
            this.#clock.after(0.8)
        );
        return this;
    }

    handoff(...items: GenericItem[]): this {
        this.#answer(items, 1.4);
        this.#handedOffAt = this.#clock.time;
        return this;
    }

    /** A message from or to the person who took over. */
    agent(content: string, type = 'from_agent'): this {
        this.#answer([{ ...text(content), agent_message_type: type }], typingTime(content));
        return this;
    }

    wait(seconds: number): this {
        this.#clock.after(seconds);
        return this;
    }

    /** Adds a message at a given time: for messages that come while the session runs. @returns its id */
    addAt(time: number, from: 'customer' | 'bot' | 'agent', content: string, generic: GenericItem[] | null): string {
        this.#clock.after(Math.max(0.001, (time - this.#clock.time) / 1000));
        if (from === 'customer') {
            this.#request = this.#ask({ message_type: 'text', text: content }, 0, {});
            return this.#request.id;
        }
        const item = from === 'agent' ? { ...text(content), agent_message_type: 'from_agent' } : text(content);
        return this.#answer(generic ?? [item], 0).id;
    }

    #ask(input: MessageInput, after: number, history: MessageHistory): { id: string; at: number; input: MessageInput } {
        const at = this.#clock.after(after);
        const id = uuidOf(`${this.sessionId} request ${this.notes.length}`);
        this.#note({ id, input, history: { timestamp: at, ...history } }, at);
        this.#logRequest(id, at, input);
        return { id, at, input };
    }

    #answer(generic: GenericItem[], after: number, history: MessageHistory = {}): MessageResponse {
        const at = this.#clock.after(after);
        const response: MessageResponse = {
            id: uuidOf(`${this.sessionId} response ${this.notes.length}`),
            request_id: this.#request.id,
            output: { generic, intents: [], entities: [] },
            context: { global: { session_id: this.sessionId, system: { turn_count: this.exchanges.length } } },
            history: { timestamp: at, ...history },
            user_id: this.userId
        };
        this.#note(response, at);
        this.#log(response, at);
        if (!history.silent) {
            this.#lastResponse = response;
        }
        return response;
    }

    #note(message: HistoryItem['message'], at: number): void {
        this.notes.push({ message, time: new Date(at).toISOString() });
    }

    /** Several answers to one request are one record of the log; what a person said is not in it. */
    #log(response: MessageResponse, at: number): void {
        const last = this.exchanges.at(-1);
        if (last === undefined || response.output.generic.some((item) => item.agent_message_type)) {
            return;
        }
        const generic = [...last.response.output.generic, ...response.output.generic];
        last.response = { ...response, history: undefined, output: { ...response.output, generic } };
        last.responseAt = at;
    }

    /** Every request has an answer in the log, if only an empty one. */
    #logRequest(id: string, at: number, input: MessageInput): void {
        this.exchanges.push({
            logId: uuidOf(`${this.sessionId} log ${this.exchanges.length}`),
            requestAt: at,
            responseAt: at,
            input,
            response: {
                id: uuidOf(`${id} unanswered`),
                request_id: id,
                output: { generic: [], intents: [], entities: [] },
                user_id: this.userId
            }
        });
    }
}
