/** The body of a Chat Transcript, in the form in which Salesforce Chat keeps it. */

export interface ChatTurn {
    /** Milliseconds since 1970. */
    at: number;
    sender: string;
    text: string;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function offset(milliseconds: number): string {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const parts = [hours && `${hours}h`, minutes && `${minutes % 60}m`, `${seconds % 60}s`];
    return parts.filter(Boolean).join(' ');
}

/** A line that stands in the middle: who chats with whom, and since when. */
export const centredLine = (text: string) => `<p align="center">${escape(text)}</p>`;

/** A line of the chat: time since its start, who, what. Lines inside a message are kept as `<br>`. */
export function chatLine(milliseconds: number, sender: string, text: string): string {
    return `( ${offset(milliseconds)} ) ${escape(sender)}: ${escape(text).replace(/\r?\n/g, '<br>')}<br>`;
}

/** When a chat began, as its first line says it. @param at milliseconds since 1970 */
export function chatStart(at: number, locale = 'en-US'): string {
    const moment = new Intl.DateTimeFormat(locale, {
        weekday: 'long',
        year: 'numeric',
        month: 'long',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone: 'UTC'
    }).format(at);
    return `${moment.replace(' at ', ', ')} (+0000)`;
}

/** @param agent the agent's name, or null where nobody took the chat */
export function transcriptBody(startedAt: number, agent: string | null, turns: ChatTurn[]): string {
    return [
        centredLine(`Chat Started: ${chatStart(startedAt)}`),
        centredLine('Chat Origin: BUTTON'),
        ...(agent === null ? [] : [centredLine(`Agent ${agent}`)]),
        ...turns.map(({ at, sender, text }) => chatLine(at - startedAt, sender, text))
    ].join('');
}
