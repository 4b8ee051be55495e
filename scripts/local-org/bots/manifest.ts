import { COGNIGY_SPECIAL, cognigyConversations } from './cognigy/sessions.ts';
import { SENDBIRD_SPECIAL, sendbirdConversations } from './sendbird/channels.ts';
import { chatTranscriptTexts, type ChatTranscriptText } from './conversations/chat-transcripts.ts';
import type { BotConversation } from './types.ts';
import { WATSONX_SPECIAL, watsonxConversations } from './watsonx/sessions.ts';

/** When the made-up handoffs happen, unless a start says otherwise. */
export const demoTime = new Date('2026-02-10T15:00:00.000Z');

/**
 * All conversations that the pretend bots know, newest handoff first: what is needed to make records for them.
 * @param present must be the same as for `startPretendBots`
 */
export function conversations(present: Date = demoTime): BotConversation[] {
    const now = present.getTime();
    return [...cognigyConversations(now), ...watsonxConversations(now), ...sendbirdConversations(now)].sort(
        (one, other) => other.handedOffAt.localeCompare(one.handedOffAt)
    );
}

/** Chats that left nothing but the text of their Chat Transcript, newest first. No bot knows them. */
export function chatTranscripts(present: Date = demoTime): ChatTranscriptText[] {
    return chatTranscriptTexts(present.getTime());
}

/** Sessions that only tests need: empty, odd, expired, unknown. */
export const SPECIAL_SESSIONS = {
    cognigy: COGNIGY_SPECIAL,
    watsonx: WATSONX_SPECIAL,
    sendbird: SENDBIRD_SPECIAL
} as const;
