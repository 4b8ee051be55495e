/**
 * A client of the Chat REST API ("Live Agent"), for orgs that still have Salesforce Chat (retired on 14 February 2026).
 * https://developer.salesforce.com/docs/atlas.en-us.live_agent_rest.meta/live_agent_rest/
 */

import { ask, parsed } from './ask.ts';

export interface ChatDeployment {
    /** The Chat API endpoint without `/chat/rest`. */
    url: string;
    organizationId: string;
    deploymentId: string;
    buttonId: string;
}

export interface ChatEvent {
    type: string;
    message: Record<string, unknown>;
}

export class ChatRefused extends Error {
    readonly status: number;

    constructor(what: string, status: number, answer: string) {
        super(
            `${what}: the chat API answered ${status}${answer ? ` (${answer.replace(/\s+/g, ' ').slice(0, 200)})` : ''}.`
        );
        this.name = 'ChatRefused';
        this.status = status;
    }
}

const apiVersion = '52';

/**
 * A `CustomDetail` of the Chat REST API that is kept in a field of the transcript.
 *
 * @param isSecret keeps it from the agent's screen
 */
export const prechatDetail = (label: string, value: string, transcriptField: string, isSecret = false) => ({
    label,
    value,
    transcriptFields: [transcriptField],
    entityMaps: [],
    displayToAgent: !isSecret
});

export class ChatConversation {
    readonly #url: string;
    readonly #headers: Record<string, string>;
    #sequence = 1;
    /** Sequence number of the last events; what is not acknowledged comes again. */
    #received = -1;

    private constructor(url: string, headers: Record<string, string>) {
        this.#url = url;
        this.#headers = headers;
    }

    /**
     * Asks for a chat. Whether an agent takes it comes as an event: `ChatEstablished`, or `ChatRequestFail`.
     *
     * @param prechatDetails as the Chat REST API's `CustomDetail` objects, `prechatDetail` makes them
     * @param prechatEntities as its `Entity` objects
     * @throws ChatRefused where the API says no; Error where it says nothing
     */
    static async open(
        deployment: ChatDeployment,
        visitorName: string,
        prechatDetails: object[],
        prechatEntities: object[]
    ): Promise<ChatConversation> {
        const common = { 'x-liveagent-api-version': apiVersion };
        const what = 'Asking for a session';
        const answer = await send(deployment.url, what, 'GET', 'System/SessionId', {
            ...common,
            'x-liveagent-affinity': 'null'
        });
        const session = parsed(what, new URL(deployment.url), answer) as {
            id: string;
            key: string;
            affinityToken: string;
        };
        const chat = new ChatConversation(deployment.url, {
            ...common,
            'x-liveagent-affinity': session.affinityToken,
            'x-liveagent-session-key': session.key
        });
        await chat.#post('Asking for a chat', 'Chasitor/ChasitorInit', {
            organizationId: deployment.organizationId,
            deploymentId: deployment.deploymentId,
            buttonId: deployment.buttonId,
            sessionId: session.id,
            userAgent: 'bot-handoff',
            language: 'en-US',
            screenResolution: '1900x1080',
            visitorName,
            prechatDetails,
            prechatEntities,
            receiveQueueUpdates: true,
            isPost: true
        });
        return chat;
    }

    async say(text: string): Promise<void> {
        await this.#post('Sending a message', 'Chasitor/ChatMessage', { text });
    }

    /** Waits for what happens next: until something does, or the API's poll timeout; empty then. */
    async events(): Promise<ChatEvent[]> {
        const what = 'Waiting for messages';
        const answer = await send(this.#url, what, 'GET', `System/Messages?ack=${this.#received}`, this.#headers);
        if (answer === '') return [];
        const { messages, sequence } = parsed(what, new URL(this.#url), answer) as {
            messages: ChatEvent[];
            sequence: number;
        };
        this.#received = sequence;
        return messages;
    }

    async close(): Promise<void> {
        await this.#post('Ending the chat', 'Chasitor/ChatEnd', { reason: 'client' });
    }

    async #post(what: string, path: string, body: object): Promise<void> {
        const headers = { ...this.#headers, 'x-liveagent-sequence': String(this.#sequence++) };
        await send(this.#url, what, 'POST', path, headers, body);
    }
}

async function send(
    url: string,
    what: string,
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object
): Promise<string> {
    const { response, text } = await ask(what, new URL(`/chat/rest/${path}`, url), {
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {})
    });
    if (!response.ok) throw new ChatRefused(what, response.status, text);
    return text;
}
