/**
 * Shapes that the pretend bots share: who is pretended, how one can be told to fail, what a conversation is about.
 */

export type Vendor = 'cognigy' | 'watsonx' | 'sendbird';

export const VENDORS: readonly Vendor[] = ['cognigy', 'watsonx', 'sendbird'];

interface FaultScope {
    /** Only the next so many API requests; without it, until the fault is cleared. */
    times?: number;
    /** Only requests whose path contains this text, e.g. `/identity/token`. */
    only?: string;
}

/**
 * How a pretend bot misbehaves. Media are never affected, except by `refuse` without `times`, which stops the server.
 *
 * - `slow`: answers `ms` milliseconds later.
 * - `refuse`: the server is stopped (connection refused); with `times`, each connection is reset instead.
 * - `rateLimit`: 429 in the vendor's own form; `retryAfter` in seconds.
 * - `breakOff`: the full length is announced, half of the body comes, then the socket dies.
 * - `rubbish`: an HTML page with status 200.
 * - `halfJson`: status 200 and a JSON text that stops half-way, with a matching length.
 * - `status`: this status in the vendor's own error form.
 * - `expiredToken`: tokens and keys issued before the fault no longer count.
 * - `emptyHistory`: the session is known and has no messages.
 * - `masked`: messages are there, their contents are not.
 */
export type Fault = FaultScope &
    (
        | { kind: 'slow'; ms: number }
        | { kind: 'refuse' }
        | { kind: 'rateLimit'; retryAfter: number }
        | { kind: 'breakOff' }
        | { kind: 'rubbish' }
        | { kind: 'halfJson' }
        | { kind: 'status'; status: 401 | 403 | 404 | 500 | 503 }
        | { kind: 'expiredToken' }
        | { kind: 'emptyHistory' }
        | { kind: 'masked' }
    );

export type FaultKind = Fault['kind'];

/** One request that a pretend bot got. Headers and bodies are not kept, since they carry secrets. */
export interface LoggedRequest {
    /** ISO 8601 UTC. */
    at: string;
    method: string;
    /** Path with query. */
    path: string;
    /** 0 where the connection was cut before an answer. */
    status: number;
    durationMs: number;
    fault?: FaultKind;
}

/** A message that is added to a running session. `rich` is in the vendor's own format. */
export interface NewMessage {
    from: 'customer' | 'bot' | 'agent';
    text: string;
    /** Cognigy: `inputData`; watsonx: `output.generic`; Sendbird: `extended_message_payload`. */
    rich?: unknown;
}

export interface BotState {
    vendor: Vendor;
    url: string;
    running: boolean;
    fault: Fault | null;
    /** API requests since the first start, by status; media are not counted. */
    requests: { total: number; byStatus: Record<string, number> };
    sessions: number;
}

/** One vendor's pretend bot, started. */
export interface PretendBot {
    readonly vendor: Vendor;
    /** Base of its API, e.g. `http://127.0.0.1:40123`. Stays the same over stop and start. */
    readonly url: string;
    /** Origins from which its messages' media load. */
    readonly mediaHosts: readonly string[];
    /** What an admin of this tenant would know: keys, ids. All made up. */
    readonly secrets: Readonly<Record<string, string>>;
    /** The newest 500 API requests, oldest first. */
    readonly requests: readonly LoggedRequest[];
    state(): BotState;
    /** Ends all connections and frees the port; does nothing when stopped. */
    stop(): Promise<void>;
    /** Listens on the same port again; does nothing when running. */
    start(): Promise<void>;
    /** Sets the fault, or clears it with null. */
    setFault(fault: Fault | null): Promise<void>;
    /** Forgets how many requests count against the vendor's limits. */
    resetLimits(): void;
    /**
     * Adds a message to a running session, now.
     * @param session session id, or the channel url for Sendbird
     * @returns the vendor's id of the message
     * @throws if the session is unknown
     */
    addMessage(session: string, message: NewMessage): string;
    /** Opens a session without messages. @throws if it exists */
    addSession(session: string): void;
}

export interface Person {
    firstName: string;
    lastName: string;
    email: string;
}

export type Connector = 'cognigy-messaging' | 'cognigy-chat' | 'watsonx' | 'sendbird';

/** A session of a pretend bot, with what a handoff would write on the record that an agent sees. */
export interface BotConversation {
    vendor: Vendor;
    connector: Connector;
    /** What the vendor calls the conversation: Cognigy and watsonx session id; Sendbird channel url. */
    sessionId: string;
    /** watsonx: `region::version::authCode::sessionID::integrationID::serviceInstanceID::subscriptionID`. */
    key?: string;
    /** Sendbird only, same as `sessionId`. */
    channelUrl?: string;
    /** How an agent would call it, e.g. `Refund for a damaged espresso machine`. */
    title: string;
    customer: Person;
    reason: string;
    summary: string;
    /** BCP 47. */
    language: string;
    /** ISO 8601 UTC. */
    startedAt: string;
    handedOffAt: string;
    kind: 'short' | 'rich' | 'long';
    record: 'MessagingSession' | 'LiveChatTranscript' | 'Case';
}
