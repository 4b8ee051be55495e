/** Chats of the Chat REST API ("Live Agent"): their sessions, the messages that wait for a client, their records. */
import { randomUUID } from 'node:crypto';
import type { PlatformRecords } from '../omni/platform-records.ts';
import type { OmniChannel } from '../omni/routing.ts';
import type { FieldValue } from '../types.ts';
import { applyPrechat, type PrechatDetail, type PrechatEntity, type PrechatResult } from './prechat.ts';
import { transcriptBody, type ChatTurn } from './transcript-body.ts';

export interface ChatDeps {
    records: PlatformRecords;
    omni: OmniChannel;
    organizationId: string;
    now(): Date;
    onPrechat?(result: PrechatResult): void;
}

export interface ChatMessage {
    type: string;
    message: Record<string, unknown>;
}

export interface ChatRequest {
    deploymentId: string;
    buttonId: string;
    visitorName: string;
    prechatDetails: PrechatDetail[];
    prechatEntities: PrechatEntity[];
}

function exists(records: PlatformRecords, type: string, id: string): boolean {
    return /^\w{15}(\w{3})?$/.test(id) && records.id(`SELECT Id FROM ${type} WHERE Id = :id`, { id }) !== null;
}

/** @param id 15 or 18 characters, or anything else that a client sent */
export function buttonExists(records: PlatformRecords, id: string): boolean {
    return exists(records, 'LiveChatButton', id);
}

/** One session of the API, from `SessionId` to its end. */
export class Chat {
    readonly id = randomUUID();
    readonly key = randomUUID().replaceAll('-', '');
    readonly affinityToken = randomUUID().slice(0, 8);
    readonly #waiting: ChatMessage[] = [];
    /** The last answer, as long as the client has not acknowledged it. */
    #sent: { messages: ChatMessage[]; sequence: number } | undefined;
    readonly #listeners = new Set<() => void>();
    readonly #turns: ChatTurn[] = [];
    readonly #deps: ChatDeps;
    #sequence = 0;
    #visitor = '';
    #agent: string | null = null;
    #startedAt = 0;
    transcriptId: string | null = null;
    ended = false;

    constructor(deps: ChatDeps) {
        this.#deps = deps;
    }

    /** Whether somebody may speak: from ChasitorInit until the end. */
    get isOpen(): boolean {
        return this.transcriptId !== null && !this.ended;
    }

    /** Why a chat cannot begin so; undefined where it can. */
    problemWith({ deploymentId, buttonId }: ChatRequest): string | undefined {
        const { records } = this.#deps;
        if (this.transcriptId !== null) return 'sessionId: has begun a chat already';
        if (!exists(records, 'LiveChatDeployment', deploymentId))
            return 'deploymentId: is no chat deployment of this org';
        return buttonExists(records, buttonId) ? undefined : 'buttonId: is no chat button of this org';
    }

    /** Opens the transcript and looks for an agent. */
    begin(request: ChatRequest): void {
        const { records, omni, now } = this.#deps;
        this.#visitor = request.visitorName;
        this.#startedAt = now().getTime();
        const prechat = records.atomically(() => {
            const applied = applyPrechat(records, request.prechatDetails, request.prechatEntities);
            const visitorId = records.insert('LiveChatVisitor', { SessionKey: this.id });
            this.transcriptId = records.insert('LiveChatTranscript', {
                ...applied.transcript,
                LiveChatVisitorId: visitorId,
                LiveChatDeploymentId: request.deploymentId,
                LiveChatButtonId: request.buttonId,
                ChatKey: this.id,
                Status: 'Waiting',
                RequestTime: now().toISOString()
            });
            return applied;
        });
        this.#deps.onPrechat?.(prechat);
        const agentId = omni.onlineUsers()[0];
        if (agentId === undefined) {
            this.#push('ChatRequestFail', { reason: 'Unavailable', attachedRecords: [] });
            this.#update({ Status: 'Missed', EndTime: now().toISOString() });
            this.ended = true;
            return;
        }
        this.#push('ChatRequestSuccess', {
            queuePosition: 1,
            estimatedWaitTime: 0,
            visitorId: this.id,
            sensitiveDataRules: []
        });
        this.#agent = this.#name(agentId);
        this.#update({ Status: 'InProgress', OwnerId: agentId, StartTime: now().toISOString() });
        this.#push('ChatEstablished', {
            name: this.#agent,
            userId: agentId,
            sneakPeekEnabled: false,
            chasitorIdleTimeout: { isEnabled: false }
        });
    }

    /** The visitor, or the bot for them, says something. */
    say(text: string): void {
        this.#turns.push({ at: this.#deps.now().getTime(), sender: this.#visitor, text });
    }

    /** The agent says something. */
    reply(text: string): void {
        this.#turns.push({ at: this.#deps.now().getTime(), sender: this.#agent ?? 'Agent', text });
        this.#push('ChatMessage', { name: this.#agent, text });
    }

    end(by: 'Visitor' | 'Agent'): void {
        if (this.ended || this.transcriptId === null) return;
        this.ended = true;
        this.#update({
            Status: 'Completed',
            EndedBy: by,
            EndTime: this.#deps.now().toISOString(),
            Body: transcriptBody(this.#startedAt, this.#agent, this.#turns)
        });
        if (by === 'Agent') this.#push('ChatEnded', { attachedRecords: [] });
    }

    /**
     * What waits for the client, with its sequence number; waits for it up to a time. Undefined where nothing came.
     *
     * @param ack sequence number of what the client got last; what it does not acknowledge comes again
     */
    async messages(timeoutMs: number, ack: number): Promise<{ messages: ChatMessage[]; sequence: number } | undefined> {
        if (this.#sent && this.#sent.sequence !== ack) return this.#sent;
        if (this.#waiting.length === 0) await this.#something(timeoutMs);
        if (this.#waiting.length === 0) return undefined;
        this.#sent = { messages: this.#waiting.splice(0), sequence: ++this.#sequence };
        return this.#sent;
    }

    #something(timeoutMs: number): Promise<void> {
        return new Promise((resolve) => {
            const done = () => {
                clearTimeout(timer);
                this.#listeners.delete(done);
                resolve();
            };
            const timer = setTimeout(done, timeoutMs);
            this.#listeners.add(done);
        });
    }

    #push(type: string, message: Record<string, unknown>): void {
        this.#waiting.push({ type, message });
        for (const tell of [...this.#listeners]) tell();
    }

    #name(userId: string): string {
        const [row] = this.#deps.records.rows('SELECT Name FROM User WHERE Id = :id', { id: userId });
        return String(row?.fields['Name'] ?? 'Agent');
    }

    #update(fields: Record<string, FieldValue>): void {
        this.#deps.records.update('LiveChatTranscript', this.transcriptId ?? '', fields);
    }
}
