/**
 * A service desk of your own for IBM watsonx Assistant's web chat that hands a conversation to Salesforce Messaging for
 * In-App and Web, and passes the session key, so that the agent's record finds the whole conversation with the bot.
 *
 * The desk that comes with watsonx speaks Salesforce Chat (Live Agent) only, which retired in 2026. This one needs
 * nothing but `fetch`, runs in the customer's browser, and has no secret: the Messaging API takes guests.
 *
 * In the page that embeds web chat:
 *
 * ```ts
 * window.watsonAssistantChatOptions = {
 *     integrationID: '…', region: '…', serviceInstanceID: '…',
 *     serviceDeskFactory: (parameters) =>
 *         new SalesforceMessagingDesk(parameters.callback, {
 *             url: 'https://….my.salesforce-scrt.com',
 *             organizationId: '00D…',
 *             esDeveloperName: 'Bot_Handoff_Client',
 *             provider: 'Watsonx'
 *         }),
 *     onLoad: (instance) => instance.render()
 * };
 * ```
 *
 * Interfaces: https://github.com/watson-developer-cloud/assistant-web-chat-service-desk-starter (the parts used here),
 * https://developer.salesforce.com/docs/service/messaging-api
 */

/** What the setup prints for this connector. */
export interface DeskOptions {
    /** Url of the Messaging API. */
    url: string;
    organizationId: string;
    /** Developer name of the embedded service deployment. */
    esDeveloperName: string;
    /** Developer name of the Bot Provider in Salesforce. */
    provider: string;
    /** What you know of the customer and of the reason; empty ones are left out. */
    attributes?: (connectMessage: ConnectMessage) => Record<string, string | undefined>;
}

interface GenericItem {
    response_type: string;
    message_to_human_agent?: string;
    topic?: string;
    [name: string]: unknown;
}

/** The bot's answer that asked for a person. */
export interface ConnectMessage {
    output: { generic?: GenericItem[] };
}

export interface StartOptions {
    /** Absent in some versions of web chat; the key is empty where the assistant gave none. */
    agentAppInfo?: { sessionHistoryKey: string } | undefined;
}

/** What web chat tells of itself, before a chat and whenever it changes. */
export interface DeskState {
    sessionID?: string;
    /** BCP 47. */
    locale?: string;
}

/** The part of web chat's callback that this desk uses. */
export interface DeskCallback {
    agentJoined(profile: { id: string; nickname: string }): void;
    agentLeftChat(): void;
    agentEndedChat(): Promise<void>;
    agentTyping(isTyping: boolean): void;
    sendMessageToUser(message: string, agentId: string): void;
    setErrorStatus(error: { type: number; isDisconnected?: boolean; logInfo?: unknown }): void;
}

interface Entry {
    entryType: string;
    senderDisplayName?: string;
    sender: { role: string; subject?: string };
    /** JSON. */
    entryPayload: string;
}

/** Characters of a routing attribute, and of a message. */
const longestAttribute = 255;
const longestMessage = 4096;
/** `ErrorType.DISCONNECTED` of web chat. */
const disconnected = 2;
/** Losses of the event stream in a row after which the customer is told. */
const mostLosses = 6;

/**
 * What Salesforce gets to know, as strings of at most 255 characters. The key opens the history of this one session; where
 * there is none, or it is too long to be passed, the bare session id goes, and Salesforce reads the history through the
 * logs.
 */
export function routingAttributes(
    options: DeskOptions,
    connectMessage: ConnectMessage,
    start: StartOptions | undefined,
    state: DeskState = {}
): Record<string, string> {
    const key = start?.agentAppInfo?.sessionHistoryKey ?? '';
    const request = connectMessage.output.generic?.find((item) => item.response_type === 'connect_to_agent');
    const session: Record<string, string | undefined> =
        key !== '' && key.length <= longestAttribute
            ? { botSessionKey: key }
            : { botSessionId: key.split('::')[3] ?? state.sessionID };
    const all: Record<string, string | undefined> = {
        botProvider: options.provider,
        handoffReason: request?.topic,
        handoffSummary: request?.message_to_human_agent,
        language: state.locale?.replace('-', '_'),
        ...options.attributes?.(connectMessage),
        ...session
    };
    return Object.fromEntries(
        Object.entries(all).flatMap(([name, value]) => (value ? [[name, beginningOf(value, longestAttribute)]] : []))
    );
}

/** At most so many characters; an emoji, which is two of them, is not cut in half. */
const beginningOf = (text: string, longest: number): string =>
    text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');

export class SalesforceMessagingDesk {
    /** Of the conversation that is open; empty before. */
    conversationId = '';
    readonly #callback: DeskCallback;
    readonly #options: DeskOptions;
    #state: DeskState = {};
    #token = '';
    #lastEventId = '';
    #agentId = '';
    #stop = new AbortController();

    constructor(callback: DeskCallback, options: DeskOptions) {
        this.#callback = callback;
        this.#options = options;
    }

    getName(): string {
        return 'salesforce messaging';
    }

    updateState(state: DeskState): void {
        this.#state = state;
    }

    /** Opens the conversation with what the bot knows. A rejection makes web chat say that nobody could be reached. */
    async startChat(connectMessage: ConnectMessage, start?: StartOptions): Promise<void> {
        const { organizationId, esDeveloperName } = this.#options;
        this.#stop = new AbortController();
        const { accessToken, lastEventId } = (await this.#call('POST', 'authorization/unauthenticated/access-token', {
            orgId: organizationId,
            esDeveloperName,
            capabilitiesVersion: '1',
            platform: 'Web'
        })) as { accessToken: string; lastEventId?: string };
        this.#token = accessToken;
        this.#lastEventId = lastEventId ?? '';
        this.conversationId = crypto.randomUUID().toLowerCase();
        // Attributes count when a conversation is opened and never again: they must all be here.
        await this.#call('POST', 'conversation', {
            conversationId: this.conversationId,
            esDeveloperName,
            routingAttributes: routingAttributes(this.#options, connectMessage, start, this.#state),
            ...(this.#state.locale && { language: this.#state.locale.replace('-', '_') })
        });
        // It runs as long as the conversation does; its end is told through the callback.
        void this.#listen(this.#stop.signal);
    }

    async sendMessageToAgent(message: { input: { text?: string } }): Promise<void> {
        const text = message.input.text ?? '';
        for (let rest = text; rest !== '';) {
            const piece = beginningOf(rest, longestMessage);
            rest = rest.slice(piece.length);
            await this.#call('POST', `conversation/${this.conversationId}/message`, {
                message: {
                    id: crypto.randomUUID(),
                    messageType: 'StaticContentMessage',
                    staticContent: { formatType: 'Text', text: piece }
                },
                esDeveloperName: this.#options.esDeveloperName
            });
        }
    }

    async userTyping(isTyping: boolean): Promise<void> {
        await this.#call('POST', `conversation/${this.conversationId}/entry`, {
            entryType: isTyping ? 'TypingStartedIndicator' : 'TypingStoppedIndicator',
            id: crypto.randomUUID()
        });
    }

    /** The customer leaves. */
    async endChat(): Promise<void> {
        this.#stop.abort();
        const name = encodeURIComponent(this.#options.esDeveloperName);
        await this.#call('DELETE', `conversation/${this.conversationId}?esDeveloperName=${name}`);
    }

    /** Events until the conversation ends; a lost stream goes on where it was. */
    async #listen(signal: AbortSignal): Promise<void> {
        for (let losses = 0; losses < mostLosses && !signal.aborted; losses += 1) {
            let loss: unknown = new Error('The event stream ended.');
            try {
                const response = await fetch(new URL('/eventrouter/v1/sse', this.#options.url), {
                    headers: {
                        authorization: `Bearer ${this.#token}`,
                        'x-org-id': this.#options.organizationId,
                        accept: 'text/event-stream',
                        ...(this.#lastEventId && { 'last-event-id': this.#lastEventId })
                    },
                    signal
                });
                if (!response.ok || !response.body) throw new Error(`The event stream answered ${response.status}.`);
                await this.#readEvents(response.body, () => (losses = 0));
            } catch (error) {
                loss = error;
            }
            if (signal.aborted) return;
            if (losses === mostLosses - 1) {
                this.#callback.setErrorStatus({ type: disconnected, isDisconnected: true, logInfo: loss });
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** losses, 10_000)));
        }
    }

    async #readEvents(body: ReadableStream<Uint8Array>, alive: () => void): Promise<void> {
        const decoder = new TextDecoder();
        let rest = '';
        const reader = body.getReader();
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            alive();
            rest += decoder.decode(value, { stream: true });
            const events = rest.split(/\r?\n\r?\n/);
            rest = events.pop() ?? '';
            for (const event of events) await this.#handle(event);
        }
    }

    async #handle(event: string): Promise<void> {
        const field = (name: string): string =>
            event
                .split(/\r?\n/)
                .filter((line) => line.startsWith(`${name}:`))
                .map((line) => line.slice(name.length + 1).trim())
                .join('\n');
        this.#lastEventId = field('id') || this.#lastEventId;
        if (!field('event').startsWith('CONVERSATION_')) return;
        const data = JSON.parse(field('data')) as { conversationId: string; conversationEntry: Entry };
        if (data.conversationId === this.conversationId) await this.#show(data.conversationEntry);
    }

    async #show(entry: Entry): Promise<void> {
        const isAgent = entry.sender.role === 'Agent';
        const payload = JSON.parse(entry.entryPayload) as {
            entries?: { operation: string; displayName?: string; participant?: { role?: string; subject?: string } }[];
            abstractMessage?: { staticContent?: { text?: string } };
            routingType?: string;
        };
        switch (entry.entryType) {
            case 'ParticipantChanged':
                for (const { operation, displayName, participant } of payload.entries ?? []) {
                    if (participant?.role !== 'Agent') continue;
                    if (operation === 'add') {
                        this.#agentId = participant.subject ?? 'agent';
                        this.#callback.agentJoined({ id: this.#agentId, nickname: displayName ?? 'Agent' });
                    } else {
                        this.#callback.agentLeftChat();
                    }
                }
                return;
            case 'Message': {
                const text = payload.abstractMessage?.staticContent?.text;
                if (isAgent && text) this.#callback.sendMessageToUser(text, this.#agentId);
                return;
            }
            case 'TypingStartedIndicator':
            case 'TypingStoppedIndicator':
                if (isAgent) this.#callback.agentTyping(entry.entryType === 'TypingStartedIndicator');
                return;
            case 'CloseConversation':
                this.#stop.abort();
                await this.#callback.agentEndedChat();
        }
    }

    async #call(method: string, path: string, body?: object): Promise<unknown> {
        const response = await fetch(new URL(`/iamessage/api/v2/${path}`, this.#options.url), {
            method,
            headers: {
                ...(body && { 'content-type': 'application/json' }),
                ...(this.#token && { authorization: `Bearer ${this.#token}` })
            },
            ...(body && { body: JSON.stringify(body) })
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`Salesforce Messaging answered ${response.status} to ${method} ${path}.`);
        return text === '' ? undefined : (JSON.parse(text) as unknown);
    }
}
