/** Apex in memory: the conversation in pages of the size that the adapters answer with when nothing else is set. */
import { botMessageOf } from '../messages';
import type { BenchMessage } from '../messages';

/** `BotHistoryRequest.DEFAULT_PAGE_SIZE` */
const PAGE_SIZE = 50;

let conversation: BenchMessage[] = [];
const { promise: isGiven, resolve: give } = Promise.withResolvers<void>();

/** What Apex answers from now on; what it was asked before has waited for this. */
export function keepConversation(messages: BenchMessage[]): void {
    conversation = messages;
    give();
}

function getHistory({ cursor }: { cursor?: string | null }): unknown {
    const end = cursor ? Number(cursor) : conversation.length;
    const start = Math.max(0, end - PAGE_SIZE);
    return {
        page: {
            provider: 'Bench',
            adapter: 'cognigy',
            sessionId: 'bench',
            source: 'live',
            messages: conversation.slice(start, end).map(botMessageOf),
            ...(start > 0 ? { nextCursor: String(start) } : {}),
            facts: [],
            warnings: []
        }
    };
}

/** Answers as the platform does: in a later task, and as a copy of its own. */
export function apexMethod(name: string): (parameters: { cursor?: string | null }) => Promise<unknown> {
    if (name !== 'BotHistoryController.getHistory') {
        return () => Promise.reject(new Error(`The bench page has no ${name}.`));
    }
    return async (parameters) => {
        await isGiven;
        return new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => {
                port1.close();
                resolve(data);
            };
            port2.postMessage(getHistory(parameters));
        });
    };
}

export function refreshApex(): Promise<void> {
    return Promise.resolve();
}

export function getSObjectValue(): never {
    throw new Error('The bench page has no records.');
}
