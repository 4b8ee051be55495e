import { centredLine, chatLine, chatStart } from '../../chat/transcript-body.ts';
import type { BotConversation } from '../types.ts';

/**
 * Chats that left nothing but the text of their Chat Transcript: the bot's history came as a first message, and nobody
 * stored a session id.
 */
export interface ChatTranscriptText extends Pick<
    BotConversation,
    'title' | 'customer' | 'reason' | 'summary' | 'language' | 'startedAt'
> {
    name: string;
    connector: 'cognigy-chat';
    /** ISO 8601 UTC. */
    endedAt: string;
    record: 'LiveChatTranscript';
    /** The field `Body`, as Salesforce Chat writes it. */
    body: string;
}

const line = (seconds: number, name: string, text: string) => chatLine(seconds * 1000, name, text);

const DELIVERY_HISTORY = `- USER: Hi, my sofa should have come today
- BOT: I am sorry. Could you give me the order number?
- USER: It is SF-8841, for "Dana & Lee"
- BOT: Thank you. Order SF-8841:
  2-seater sofa, grey
  Planned: 10 February, 08:00 to 12:00
- BOT: UNSUPPORTED_STRUCTURE_DATA
- USER: It's 2 pm now & nobody called <angry>
- BOT: Would you like to talk to a person?
- USER: Yes please`;

function lateSofa(now: number): ChatTranscriptText {
    const start = now - 95 * 60_000;
    return {
        name: 'late-sofa',
        connector: 'cognigy-chat',
        title: 'Sofa did not come',
        customer: { firstName: 'Dana', lastName: 'Whitfield', email: 'dana.whitfield@example.com' },
        reason: 'Delivery window missed',
        summary: '',
        language: 'en',
        startedAt: new Date(start).toISOString(),
        endedAt: new Date(start + 412_000).toISOString(),
        record: 'LiveChatTranscript',
        body: [
            centredLine(`Chat Started: ${chatStart(start, 'en-US')}`),
            centredLine('Chat Origin: Webshop Chat'),
            centredLine('Agent Tom H'),
            line(8, 'Dana', DELIVERY_HISTORY),
            line(31, 'Tom', 'Hello Dana, this is Tom. I have read what you wrote to our assistant.'),
            line(74, 'Dana', 'thanks. so where is it?'),
            line(190, 'Tom', 'The van broke down near you. I can offer tomorrow, 08:00 to 10:00: first stop.'),
            centredLine('Chat Transferred From Tom H To Ines K'),
            line(305, 'Ines', 'Hello Dana, Ines from dispatch. Shall I fix it for 08:00?'),
            line(398, 'Dana', 'Yes: 08:00 please!')
        ].join('')
    };
}

/** A transcript that breaks the habits: other words, other marks, lines that belong to nobody. */
function oddPayment(now: number): ChatTranscriptText {
    const start = now - 27 * 3600_000;
    const history = [
        'User: Hallo, ich wurde zweimal belastet',
        'Bot: Das tut mir leid. Um welchen Betrag geht es?',
        'User: 59,90 €: einmal am 3. und einmal am 4. Februar',
        '',
        'Bot:',
        'Ich sehe beide Buchungen:',
        '- 03.02. 59,90 €',
        '- 04.02. 59,90 €',
        'USER - ja genau',
        '[Bild]',
        'Bot: Ich verbinde Sie mit einem Menschen.'
    ].join('\n');
    return {
        name: 'doppelte-buchung',
        connector: 'cognigy-chat',
        title: 'Doppelte Abbuchung',
        customer: { firstName: 'Selin', lastName: 'Aydın', email: 'selin.aydin@example.com' },
        reason: 'Zweimal abgebucht',
        summary: '',
        language: 'de',
        startedAt: new Date(start).toISOString(),
        endedAt: new Date(start + 4_000_000).toISOString(),
        record: 'LiveChatTranscript',
        body: [
            centredLine(`Chat gestartet: ${chatStart(start, 'de-DE')}`),
            '<p align="center">Chat-Ursprung: </p>',
            line(0, 'Selin Aydın', history),
            `( 1m ) Kundendienst: Abteilung B: Guten Tag &amp; willkommen<br />`,
            'Zeile ohne Uhr und ohne Namen<br>',
            line(3725, 'Selin Aydın', 'sind Sie noch da?\nhallo?'),
            '( 66m 40s ) <b>Chat beendet</b>'
        ].join('')
    };
}

/** Chats whose history is text only, newest first. @param now milliseconds since 1970 */
export function chatTranscriptTexts(now: number): ChatTranscriptText[] {
    return [lateSofa(now), oddPayment(now)];
}
