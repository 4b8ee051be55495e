import { ConversationClock, typingTime } from '../conversations/clock.ts';
import { hexOf, uuidOf } from '../conversations/identifiers.ts';
import type { TalkRecord } from '../conversations/plan.ts';
import { mediaSize } from '../media/routes.ts';
import type { CognigyAttachment, CognigyEntry } from './entries.ts';

/** The made-up tenant: one project, one flow, one Webchat endpoint. */
export const TENANT = {
    projectId: hexOf('cognigy project', 24),
    projectName: 'Northwind Service',
    organisation: hexOf('cognigy organisation', 24),
    flowId: hexOf('cognigy flow', 24),
    flowReferenceId: uuidOf('cognigy flow'),
    flowName: 'Main',
    endpointName: 'Webchat',
    endpointUrlToken: hexOf('cognigy endpoint', 64),
    localeId: hexOf('cognigy locale', 24)
} as const;

export interface TalkOptions {
    sessionId: string;
    contactId: string;
    startedAt: number;
    /** BCP 47, e.g. `de-DE`. */
    locale: string;
    channel?: string;
    /** Makes the full address of a media file. */
    media: (name: string) => string;
}

interface SayOptions {
    data?: unknown;
    /** Seconds since the message before; by default what typing takes. */
    after?: number;
}

const NINETY_DAYS = 90 * 86_400_000;

/** Writes one Cognigy conversation down, entry by entry. */
export class CognigyTalk implements TalkRecord {
    readonly entries: CognigyEntry[] = [];
    readonly sessionId: string;
    readonly startedAt: number;
    readonly #options: TalkOptions;
    readonly #clock: ConversationClock;
    #inputId: string;
    #handedOffAt: number | null = null;

    constructor(options: TalkOptions) {
        this.#options = options;
        this.sessionId = options.sessionId;
        this.startedAt = options.startedAt;
        this.#clock = new ConversationClock(options.startedAt);
        this.#inputId = uuidOf(`${options.sessionId} input 0`);
    }

    get handedOffAt(): number {
        return this.#handedOffAt ?? this.#clock.time;
    }

    /** What the customer wrote or tapped. */
    user(text: string, options: SayOptions = {}): this {
        this.#inputId = uuidOf(`${this.sessionId} input ${this.entries.length + 1}`);
        return this.#add('user', text, options, typingTime(text));
    }

    /** What the bot answered; `data` is its `inputData`. */
    bot(text: string, data: unknown = {}, after = 1.2): this {
        return this.#add('bot', text, { data, after }, after);
    }

    agent(text: string, options: SayOptions = {}): this {
        return this.#add('agent', text, options, typingTime(text));
    }

    /** An answer that was proposed to the agent. */
    suggestion(text: string): this {
        return this.#add('suggestion', text, {}, 1);
    }

    /** The customer asked for a person, or the bot gave up. */
    handoff(text: string): this {
        this.#add('bot', text, {}, 1.5, true);
        this.#handedOffAt = this.#clock.time;
        return this;
    }

    rate(rating: number, comment: string): this {
        const last = this.entries.at(-1);
        if (last) {
            last.rating = rating;
            last.ratingComment = comment;
        }
        return this;
    }

    media(name: string): string {
        return this.#options.media(name);
    }

    attachment(name: string, mimeType: string, status: 'infected' | 'scanned'): CognigyAttachment {
        return {
            runtimeFileId: hexOf(`${this.sessionId} ${name}`, 24),
            fileName: name,
            status,
            mimeType,
            size: mediaSize(name),
            url: this.media(name)
        };
    }

    /** Adds a message at a given time: for messages that come while the session runs. @returns its id */
    addAt(time: number, source: 'user' | 'bot' | 'agent', text: string, data: unknown): string {
        this.#clock.after(Math.max(0.001, (time - this.#clock.time) / 1000));
        if (source === 'user') {
            this.#inputId = uuidOf(`${this.sessionId} input ${this.entries.length + 1}`);
        }
        this.#add(source, text, { data }, 0);
        const entry = this.entries.at(-1);
        return entry?.outputId ?? entry?.inputId ?? '';
    }

    #add(
        source: 'user' | 'bot' | 'agent' | 'suggestion',
        text: string,
        say: SayOptions,
        pause: number,
        handover = false
    ): this {
        const time = this.#clock.after(say.after ?? pause);
        const isInput = source === 'user';
        this.entries.push({
            projectId: TENANT.projectId,
            projectName: TENANT.projectName,
            inputId: this.#inputId,
            ...(isInput ? {} : { outputId: uuidOf(`${this.sessionId} output ${this.entries.length + 1}`) }),
            sessionId: this.sessionId,
            contactId: this.#options.contactId,
            organisation: TENANT.organisation,
            inputText: text,
            inputData: say.data ?? {},
            type: isInput ? 'input' : 'output',
            source,
            timestamp: new Date(time).toISOString(),
            channel: this.#options.channel ?? 'webchat3',
            flowName: TENANT.flowName,
            flowReferenceId: TENANT.flowReferenceId,
            inHandoverRequest: handover,
            inHandoverConversation: this.#handedOffAt !== null,
            endpointName: TENANT.endpointName,
            endpointUrlToken: TENANT.endpointUrlToken,
            localeReferenceId: uuidOf(`cognigy locale ${this.#options.locale}`),
            localeName: this.#options.locale,
            rating: null,
            ratingComment: null,
            expiresAt: new Date(time + NINETY_DAYS).toISOString()
        });
        return this;
    }
}
