/**
 * A client of Messaging for In-App and Web, API v2: what a bot does to hand a conversation over. No OAuth app is
 * needed: the deployment's name and the organization id are enough.
 * https://developer.salesforce.com/docs/service/messaging-api
 */
import { randomUUID } from 'node:crypto';

import { ask, parsed } from './ask.ts';

/** Characters of one message, and of one routing attribute. */
const longestMessage = 4096;
export const longestAttribute = 255;

export interface MessagingDeployment {
    /** The deployment's Url, such as `https://example.my.salesforce-scrt.com`. */
    url: string;
    organizationId: string;
    esDeveloperName: string;
}

/** The API refused: what was asked, and what it answered. Never holds the access token. */
export class MessagingRefused extends Error {
    readonly status: number;
    /** Seconds to wait, where the API said so. */
    readonly retryAfter: number | undefined;

    constructor(what: string, status: number, answer: string, retryAfter: number | undefined) {
        super(`${what}: the messaging API answered ${status}${answer ? ` (${answer})` : ''}.`);
        this.name = 'MessagingRefused';
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

export class MessagingConversation {
    readonly id: string;
    readonly #deployment: MessagingDeployment;
    readonly #token: string;

    private constructor(deployment: MessagingDeployment, token: string, id: string) {
        this.#deployment = deployment;
        this.#token = token;
        this.id = id;
    }

    /**
     * Opens a conversation with what the bot knows. Attributes arrive only where the channel has a parameter of that
     * exact name that is mapped to the flow, and the deployment is published; otherwise they are dropped silently.
     *
     * @param attributes at most 255 characters each; longer ones are refused here, before anything is sent
     * @param deviceId the same for the same customer, so that they stay one messaging user
     * @throws RangeError where an attribute is too long; MessagingRefused where the API says no; Error where it says
     * nothing
     */
    static async open(
        deployment: MessagingDeployment,
        attributes: Record<string, string>,
        { language, deviceId = randomUUID() }: { language?: string; deviceId?: string } = {}
    ): Promise<MessagingConversation> {
        for (const [name, value] of Object.entries(attributes)) {
            if (value.length > longestAttribute) {
                throw new RangeError(
                    `The routing attribute ${name} has ${value.length} characters; Salesforce takes ${longestAttribute}.`
                );
            }
        }
        const { accessToken } = (await call(
            deployment,
            'Asking for an access token',
            undefined,
            'POST',
            'authorization/unauthenticated/access-token',
            {
                orgId: deployment.organizationId,
                esDeveloperName: deployment.esDeveloperName,
                capabilitiesVersion: '1',
                platform: 'Web',
                deviceId
            }
        )) as { accessToken: string };
        const conversation = new MessagingConversation(deployment, accessToken, randomUUID());
        await conversation.#call('Opening the conversation', 'POST', 'conversation', {
            conversationId: conversation.id,
            esDeveloperName: deployment.esDeveloperName,
            routingAttributes: attributes,
            ...(language === undefined ? {} : { language })
        });
        return conversation;
    }

    /** Sends a text, in pieces of at most 4,096 characters. Mind 22 messages a minute and conversation. */
    async say(text: string): Promise<void> {
        for (let rest = text; rest !== '';) {
            // An emoji, which is two characters, is not cut in half.
            const piece =
                rest.length <= longestMessage ? rest : rest.slice(0, longestMessage).replace(/[\uD800-\uDBFF]$/, '');
            rest = rest.slice(piece.length);
            await this.#call('Sending a message', 'POST', `conversation/${this.id}/message`, {
                message: {
                    id: randomUUID(),
                    messageType: 'StaticContentMessage',
                    staticContent: { formatType: 'Text', text: piece }
                },
                esDeveloperName: this.#deployment.esDeveloperName
            });
        }
    }

    /** Up to 50 of the newest entries, newest first, as the API gives them. */
    async entries(): Promise<Record<string, unknown>[]> {
        const answer = (await this.#call('Reading the entries', 'GET', `conversation/${this.id}/entries?limit=50`)) as {
            conversationEntries: Record<string, unknown>[];
        };
        return answer.conversationEntries;
    }

    /** Ends the conversation for the customer. */
    async close(): Promise<void> {
        const name = encodeURIComponent(this.#deployment.esDeveloperName);
        await this.#call('Closing the conversation', 'DELETE', `conversation/${this.id}?esDeveloperName=${name}`);
    }

    #call(what: string, method: string, path: string, body?: object): Promise<unknown> {
        return call(this.#deployment, what, this.#token, method, path, body);
    }
}

async function call(
    deployment: MessagingDeployment,
    what: string,
    token: string | undefined,
    method: string,
    path: string,
    body?: object
): Promise<unknown> {
    const url = new URL(`/iamessage/api/v2/${path}`, deployment.url);
    const { response, text } = await ask(what, url, {
        method,
        headers: {
            ...(body ? { 'content-type': 'application/json' } : {}),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
        },
        ...(body ? { body: JSON.stringify(body) } : {})
    });
    if (!response.ok) {
        const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
        throw new MessagingRefused(
            what,
            response.status,
            shortly(text),
            Number.isFinite(retryAfter) ? retryAfter : undefined
        );
    }
    return text === '' ? undefined : parsed(what, url, text);
}

function shortly(text: string): string {
    try {
        const { message } = JSON.parse(text) as { message?: unknown };
        if (typeof message === 'string') return message;
    } catch {
        // Not JSON: what follows shows its beginning.
    }
    return text.replace(/\s+/g, ' ').slice(0, 200);
}
