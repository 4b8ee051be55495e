import { systemSender, type Conversation, type Conversations } from './conversations.ts';
import type { HandoffDeps } from './handoff.ts';

/** Ends the open session of a conversation, on the records and for its subscribers. */
export function endSession(
    deps: HandoffDeps & { conversations: Conversations },
    conversation: Conversation,
    endedBy: 'EndUser' | 'Agent'
): void {
    if (!conversation.open) return;
    conversation.open = false;
    deps.omni.close(conversation.sessionId);
    deps.records.update('MessagingSession', conversation.sessionId, {
        Status: 'Ended',
        EndTime: deps.now().toISOString(),
        EndedByType: endedBy
    });
    deps.conversations.add(conversation, {
        entryType: 'CloseConversation',
        sender: systemSender(conversation),
        payload: {}
    });
}
