import type { BotMessage, Sender } from 'c/botTranscript';

let count = 0;

/** A made-up message, a second after the one before; `data` becomes its payload. */
export function message(sender: Sender, text: string, more: Partial<BotMessage> & { data?: unknown } = {}): BotMessage {
    const { data, ...rest } = more;
    count++;
    return {
        id: `m${count}`,
        sentAt: new Date(Date.UTC(2026, 0, 5, 9, 0, count)).toISOString(),
        sender,
        text,
        ...(data === undefined ? {} : { payload: JSON.stringify(data) }),
        ...rest
    };
}

/** Ids and times start again. */
export function startAgain(): void {
    count = 0;
}

/** A Cognigy offer; each reply's payload is its title in capitals. */
export const quickReplies = (...titles: string[]): unknown => ({
    _cognigy: {
        _webchat: {
            message: { text: 'Which?', quick_replies: titles.map((title) => ({ title, payload: title.toUpperCase() })) }
        }
    }
});
