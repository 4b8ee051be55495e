/**
 * Conversations of Messaging for In-App and Web: their entries, their participants, and the events that subscribers of
 * the event router get. Kept in memory, as entries of enhanced messaging live off the record platform.
 */
import { randomUUID } from 'node:crypto';

export type Role = 'EndUser' | 'Agent' | 'Chatbot' | 'System';

export interface Sender {
    role: Role;
    appType: string;
    subject: string;
    displayName: string;
}

export interface ConversationEntry {
    identifier: string;
    entryType:
        | 'Message'
        | 'ParticipantChanged'
        | 'RoutingResult'
        | 'TypingStartedIndicator'
        | 'TypingStoppedIndicator'
        | 'CloseConversation'
        | 'DeliveryAcknowledgement'
        | 'ReadAcknowledgement';
    sender: Sender;
    /** The payload as an object; the event router sends it as a JSON string. */
    payload: Record<string, unknown>;
    /** Milliseconds since 1970. */
    timestamp: number;
}

export interface Conversation {
    id: string;
    esDeveloperName: string;
    subject: string;
    /** Id of the Messaging Session record that is open, or of the last one. */
    sessionId: string;
    entries: ConversationEntry[];
    open: boolean;
}

export interface RouterEvent {
    /** Counts up over all conversations of this org; what `Last-Event-ID` names. */
    id: number;
    name: string;
    subject: string;
    data: Record<string, unknown>;
}

const eventNames: Record<ConversationEntry['entryType'], string> = {
    Message: 'CONVERSATION_MESSAGE',
    ParticipantChanged: 'CONVERSATION_PARTICIPANT_CHANGED',
    RoutingResult: 'CONVERSATION_ROUTING_RESULT',
    TypingStartedIndicator: 'CONVERSATION_TYPING_STARTED_INDICATOR',
    TypingStoppedIndicator: 'CONVERSATION_TYPING_STOPPED_INDICATOR',
    CloseConversation: 'CONVERSATION_CLOSE_CONVERSATION',
    DeliveryAcknowledgement: 'CONVERSATION_DELIVERY_ACKNOWLEDGEMENT',
    ReadAcknowledgement: 'CONVERSATION_READ_ACKNOWLEDGEMENT'
};

/** Typing is shown as it happens and kept nowhere. */
const transient = new Set<ConversationEntry['entryType']>(['TypingStartedIndicator', 'TypingStoppedIndicator']);

/** Events that a subscriber who was away can still get. */
const keptEvents = 1000;

export class Conversations {
    readonly #conversations = new Map<string, Conversation>();
    readonly #events: RouterEvent[] = [];
    readonly #subscribers = new Set<(event: RouterEvent) => void>();
    readonly #now: () => number;
    #lastEventId = 0;

    constructor(now: () => number = Date.now) {
        this.#now = now;
    }

    get lastEventId(): number {
        return this.#lastEventId;
    }

    open(id: string, esDeveloperName: string, subject: string, sessionId: string): Conversation {
        const conversation = { id, esDeveloperName, subject, sessionId, entries: [], open: true };
        this.#conversations.set(id, conversation);
        return conversation;
    }

    get(id: string): Conversation | undefined {
        return this.#conversations.get(id);
    }

    ofSubject(subject: string): Conversation[] {
        return [...this.#conversations.values()].filter((conversation) => conversation.subject === subject);
    }

    bySession(sessionId: string): Conversation | undefined {
        return [...this.#conversations.values()].find((conversation) => conversation.sessionId === sessionId);
    }

    /** Adds an entry and tells every subscriber of the conversation's customer. */
    add(
        conversation: Conversation,
        entry: Pick<ConversationEntry, 'entryType' | 'sender' | 'payload'> & { identifier?: string }
    ): ConversationEntry {
        const complete: ConversationEntry = {
            identifier: entry.identifier ?? randomUUID(),
            entryType: entry.entryType,
            sender: entry.sender,
            payload: { entryType: entry.entryType, ...entry.payload },
            timestamp: this.#now()
        };
        if (!transient.has(complete.entryType)) conversation.entries.push(complete);
        const event: RouterEvent = {
            id: ++this.#lastEventId,
            name: eventNames[complete.entryType],
            subject: conversation.subject,
            data: eventData(conversation, complete)
        };
        this.#events.push(event);
        if (this.#events.length > keptEvents) this.#events.shift();
        for (const tell of this.#subscribers) tell(event);
        return complete;
    }

    /** Events of a customer after a given one, oldest first. */
    eventsAfter(subject: string, eventId: number): RouterEvent[] {
        return this.#events.filter((event) => event.subject === subject && event.id > eventId);
    }

    /** @returns a function that ends the subscription */
    subscribe(subject: string, tell: (event: RouterEvent) => void): () => void {
        const own = (event: RouterEvent) => {
            if (event.subject === subject) tell(event);
        };
        this.#subscribers.add(own);
        return () => this.#subscribers.delete(own);
    }
}

function eventData(conversation: Conversation, entry: ConversationEntry): Record<string, unknown> {
    return {
        channelPlatformKey: conversation.esDeveloperName,
        channelType: 'embedded_messaging',
        channelAddressIdentifier: conversation.esDeveloperName,
        conversationId: conversation.id,
        conversationEntry: {
            ...entryFace(entry),
            // The event router sends the payload as text, `/entries` as an object.
            entryPayload: JSON.stringify(entry.payload)
        }
    };
}

/** An entry as `/entries` shows it. */
export function entryFace(entry: ConversationEntry): Record<string, unknown> {
    const { displayName, ...sender } = entry.sender;
    return {
        identifier: entry.identifier,
        entryType: entry.entryType,
        senderDisplayName: displayName,
        sender,
        entryPayload: entry.payload,
        transcriptedTimestamp: entry.timestamp,
        clientTimestamp: entry.timestamp
    };
}

/** The customer as the sender of an entry. */
export function customerSender(conversation: Conversation): Sender {
    return { role: 'EndUser', appType: 'custom', subject: conversation.subject, displayName: 'Guest' };
}

/** The platform as the sender of an entry. */
export function systemSender(conversation: Conversation): Sender {
    return {
        role: 'System',
        appType: 'conversation',
        subject: conversation.esDeveloperName,
        displayName: 'Automated Process'
    };
}
