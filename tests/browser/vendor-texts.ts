/**
 * What a vendor's own API says of a conversation, asked without Salesforce: the truth that the page is held against.
 */
import type { BotConversation, PretendBots } from '../../scripts/local-org/bots/index.ts';

async function json<T>(url: string, headers: Record<string, string>): Promise<T> {
    const response = await fetch(url, { headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return (await response.json()) as T;
}

async function cognigyTexts(bots: PretendBots, { sessionId }: BotConversation): Promise<string[]> {
    const { url, secrets } = bots.cognigy;
    const { items } = await json<{ items: { inputText?: string | null }[] }>(
        `${url}/new/v2.0/conversations/${encodeURIComponent(sessionId)}?projectId=${secrets['projectId']}`,
        { 'x-api-key': secrets['apiKey'] ?? '' }
    );
    return items.map(({ inputText }) => inputText ?? '');
}

interface SendbirdMessage {
    message_id: number;
    created_at: number;
    message?: string;
}

async function sendbirdTexts(bots: PretendBots, { sessionId }: BotConversation): Promise<string[]> {
    const { url, secrets } = bots.sendbird;
    const all = new Map<number, SendbirdMessage>();
    let before = Date.now() + 86_400_000;
    for (let found = 1; found > 0;) {
        const { messages } = await json<{ messages: SendbirdMessage[] }>(
            `${url}/v3/group_channels/${encodeURIComponent(sessionId)}/messages` +
                `?message_ts=${before}&prev_limit=200&next_limit=0&include=true&including_removed=true&include_reply_type=ALL`,
            { 'api-token': secrets['apiToken'] ?? '' }
        );
        const fresh = messages.filter(({ message_id }) => !all.has(message_id));
        found = fresh.length;
        for (const message of fresh) all.set(message.message_id, message);
        before = Math.min(...messages.map(({ created_at }) => created_at));
        bots.sendbird.resetLimits();
    }
    return [...all.values()]
        .sort((one, other) => one.created_at - other.created_at || one.message_id - other.message_id)
        .map(({ message }) => message ?? '');
}

interface Notes {
    notes: { type: string; body: unknown }[];
}

/** Every text under `message`, in order: requests' input and responses' `generic`. */
function textsIn(value: unknown): string[] {
    if (Array.isArray(value)) return value.flatMap(textsIn);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, part]) => {
        if (name === 'text' && typeof part === 'string') return [part];
        return name === 'context' || name === 'history' ? [] : textsIn(part);
    });
}

async function watsonxTexts(bots: PretendBots, { sessionId, key = '' }: BotConversation): Promise<string[]> {
    const { url } = bots.watsonx;
    // region::version::authCode::sessionID::integrationID::serviceInstanceID::subscriptionID
    const [, version = '', authCode = '', , integrationId = '', , subscriptionId = 'public'] = key.split('::');
    const { notes } = await json<Notes>(
        `${url}/${subscriptionId}/agentapp/${integrationId}/channel_conversations/${sessionId}/notes?version=${version}`,
        { authorization: `Bearer ${authCode}`, 'x-watson-is-agent-app': 'true' }
    );
    return textsIn(notes.map(({ body }) => body));
}

/** The texts of a conversation, oldest first, blank ones too. */
export function vendorTexts(bots: PretendBots, conversation: BotConversation): Promise<string[]> {
    const ask = { cognigy: cognigyTexts, watsonx: watsonxTexts, sendbird: sendbirdTexts }[conversation.vendor];
    return ask(bots, conversation);
}
