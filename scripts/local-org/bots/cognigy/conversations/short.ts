import type { ConversationPlan } from '../../conversations/plan.ts';
import type { CognigyTalk } from '../talk.ts';
import { quickReplies } from '../entries.ts';

/** A lost parking receipt. */
export const parkingReceipt: ConversationPlan<CognigyTalk> = {
    name: 'parking-receipt',
    connector: 'cognigy-messaging',
    title: 'Lost parking receipt',
    customer: { firstName: 'Owen', lastName: 'Bright', email: 'owen.bright@example.com' },
    reason: 'Receipt older than 30 days',
    summary: 'Owen needs a receipt for a parking stay on 3 January, which the bot can only make for the last 30 days.',
    language: 'en',
    kind: 'short',
    record: 'MessagingSession',
    minutesAgo: 12,
    script: (talk) =>
        talk
            .bot('Hi, I am Parker 🚗. How can I help?')
            .user('i need a receipt for parking on 3 jan, car park Old Mill')
            .bot(
                'I can make receipts for the last **30 days**. For older ones a colleague has to look.',
                quickReplies('Shall I ask a colleague?', ['Yes', 'No, never mind'])
            )
            .user('Yes')
            .handoff('I am passing you on to a colleague. One moment, please.')
};

/** German: the monthly instalment for electricity. */
export const instalment: ConversationPlan<CognigyTalk> = {
    name: 'stromabschlag',
    connector: 'cognigy-chat',
    title: 'Abschlag für Strom senken',
    customer: { firstName: 'Jürgen', lastName: 'Weiß', email: 'juergen.weiss@example.com' },
    reason: 'Neuer Abschlag liegt unter dem Mindestbetrag',
    summary: 'Herr Weiß möchte den Abschlag von 142 € auf 80 € senken. Der Bot darf nur bis 95 € gehen.',
    language: 'de',
    kind: 'short',
    record: 'LiveChatTranscript',
    minutesAgo: 55,
    script: (talk) =>
        talk
            .bot('Guten Tag! Ich bin der Assistent der Stadtwerke Musterstadt. Worum geht es?')
            .user('Ich möchte meinen Abschlag für Strom ändern, 142 € sind zu hoch')
            .bot('Gern. Auf welchen Betrag möchten Sie den Abschlag ändern?')
            .user('80 €')
            .bot(
                'Nach Ihrem Verbrauch kann ich höchstens auf **95 €** senken. Möchten Sie das, oder soll sich jemand Ihren Fall ansehen?',
                quickReplies('Bitte wählen Sie:', ['Auf 95 € ändern', 'Mit jemandem sprechen'])
            )
            .user('Mit jemandem sprechen')
            .handoff('Ich verbinde Sie mit einer Kollegin. Es dauert etwa zwei Minuten.')
};
