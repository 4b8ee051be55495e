/**
 * Shapes of Sendbird's Platform API v3 messages and of what its AI agent adds to them. Source: the public Platform API
 * reference and public type definitions of its AI agent messenger; not run against a live application.
 */

export interface SendbirdUser {
    user_id: string;
    nickname: string;
    profile_url: string;
    metadata: Record<string, string>;
}

export interface SendbirdFile {
    url: string;
    name: string;
    type: string;
    size: number;
}

export interface SendbirdMessage {
    message_id: number;
    type: 'MESG' | 'FILE' | 'ADMM';
    custom_type: string;
    channel_url: string;
    channel_type: 'group_channels';
    message: string;
    data: string;
    user?: SendbirdUser;
    file?: SendbirdFile | Record<string, never>;
    mention_type: 'users';
    mentioned_users: [];
    /** Milliseconds since 1970. */
    created_at: number;
    updated_at: number;
    is_removed: boolean;
    is_op_msg: boolean;
    message_survival_seconds: number;
    extended_message_payload?: Record<string, unknown>;
    /** Of a reply in a thread. */
    parent_message_id?: number;
    is_reply_to_channel?: boolean;
}

export interface TemplateResponse {
    id: string;
    response: { status: number; content: string | null };
    error: string | null;
}

/** A template of the customer's own, as the AI agent attaches it: its content is JSON in a text. */
export const customTemplate = (id: string, content: unknown): TemplateResponse => ({
    id,
    response: { status: 200, content: JSON.stringify(content) },
    error: null
});

/** A template that could not be filled. */
export const failedTemplate = (id: string, error: string): TemplateResponse => ({
    id,
    response: { status: 500, content: null },
    error
});
