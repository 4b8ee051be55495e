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

const started = new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC'
});

/** @param agent the agent's name, or null where nobody took the chat */
export function transcriptBody(startedAt: number, agent: string | null, turns: ChatTurn[]): string {
    const parts = Object.fromEntries(started.formatToParts(startedAt).map(({ type, value }) => [type, value]));
    const when = `${parts['weekday']}, ${parts['month']} ${parts['day']}, ${parts['year']}, ${parts['hour']}:${parts['minute']}:${parts['second']} (+0000)`;
    const centred = [
        `Chat Started: ${when}`,
        'Chat Origin: BUTTON',
        ...(agent === null ? [] : [`Agent ${escape(agent)}`])
    ];
    const lines = turns.map(
        ({ at, sender, text }) =>
            `( ${offset(at - startedAt)} ) ${escape(sender)}: ${escape(text).replace(/\r?\n/g, '<br>')}<br>`
    );
    return `${centred.map((text) => `<p align="center">${text}</p>`).join('')}${lines.join('')}`;
}
