/**
 * Shapes of watsonx Assistant messages. Source: the public type definitions of `@carbon/ai-chat` 0.3 (Apache-2.0) and
 * the public reference of the Assistant v2 API; not run against a live service.
 */

export type GenericItem = { response_type: string } & Record<string, unknown>;

export interface MessageHistory {
    timestamp?: number;
    label?: string;
    relatedMessageID?: string;
    is_welcome_request?: boolean;
    silent?: boolean;
    user_defined?: unknown;
}

export interface MessageInput {
    message_type: 'text' | 'event';
    text?: string;
    agent_message_type?: string;
    event?: { name: string; messageID?: string; partial_message?: unknown };
}

export interface MessageRequest {
    id: string;
    input: MessageInput;
    history?: MessageHistory;
    context?: Record<string, unknown>;
}

export interface MessageResponse {
    id: string;
    request_id: string;
    output: { generic: GenericItem[]; intents?: { intent: string; confidence: number }[]; entities?: unknown[] };
    history?: MessageHistory;
    context?: Record<string, unknown>;
    user_id?: string;
}

export interface HistoryItem {
    message: MessageRequest | MessageResponse;
    /** ISO 8601 UTC. */
    time: string;
}

export const text = (content: string): GenericItem => ({ response_type: 'text', text: content });

export const pause = (time: number): GenericItem => ({ response_type: 'pause', time, typing: true });

/** Options whose values are their own labels, unless told otherwise. */
export function option(
    title: string,
    labels: readonly (string | { label: string; input: string })[],
    extra: { description?: string; preference?: 'dropdown' | 'button' } = {}
): GenericItem {
    return {
        response_type: 'option',
        title,
        ...(extra.description ? { description: extra.description } : {}),
        preference: extra.preference ?? 'button',
        options: labels.map((entry) => {
            const { label, input } = typeof entry === 'string' ? { label: entry, input: entry } : entry;
            return { label, value: { input: { text: input } } };
        })
    };
}

export const image = (source: string, title: string, altText: string, description = ''): GenericItem => ({
    response_type: 'image',
    source,
    title,
    description,
    alt_text: altText
});

export const table = (
    title: string,
    headers: readonly string[],
    rows: readonly (readonly (string | number)[])[],
    description = ''
): GenericItem => ({
    response_type: 'table',
    title,
    description,
    headers,
    rows: rows.map((cells) => ({ cells }))
});

export const card = (body: readonly GenericItem[], footer: readonly GenericItem[] = []): GenericItem => ({
    response_type: 'card',
    body,
    footer
});

export const postBack = (label: string): GenericItem => ({
    response_type: 'button',
    button_type: 'post_back',
    kind: 'default',
    label,
    value: { input: { text: label } }
});

export const urlButton = (label: string, url: string): GenericItem => ({
    response_type: 'button',
    button_type: 'url',
    kind: 'link',
    label,
    url,
    target: '_blank'
});

/** The item that hands the conversation to a person on the Salesforce service desk. */
export function connectToAgent(
    message: string,
    summary: string,
    key: string,
    additionalData: Record<string, string> = {}
): GenericItem {
    return {
        response_type: 'connect_to_agent',
        message_to_human_agent: summary,
        agent_available: { message },
        agent_unavailable: { message: 'Nobody is free right now. Please try again later.' },
        topic: summary,
        transfer_info: {
            target: { salesforce: { button_id: '573000000000001' } },
            session_history_key: key,
            summary_message_to_agent: [text(summary)],
            additional_data: additionalData
        }
    };
}
