import type { ConversationPlan } from '../../conversations/plan.ts';
import { connectToAgent, option, table, text } from '../messages.ts';
import type { WatsonxTalk } from '../talk.ts';

/** A lost bank card: film, sound, an end of session that came too early. */
export const lostCard: ConversationPlan<WatsonxTalk> = {
    name: 'lost-card',
    connector: 'watsonx',
    title: 'Lost card with an unknown payment',
    customer: { firstName: 'Luca', lastName: 'Moretti', email: 'luca.moretti@example.com' },
    reason: 'Disputes a payment made after the card was lost',
    summary:
        'Luca lost his card on Saturday; it is blocked now. He does not know a payment of 86.40 EUR at "City Fuel 24" and wants it back.',
    language: 'en',
    kind: 'rich',
    record: 'LiveChatTranscript',
    minutesAgo: 64,
    script: (talk) =>
        talk
            .bot('Northwind Bank, hello. For your safety, never tell me your PIN.')
            .user('i lost my card on saturday')
            .bot('Your card ending in **4410** is blocked now. ✅', {
                response_type: 'audio',
                source: talk.media('voice-message.wav'),
                title: 'Your call is important',
                description: 'The same message to listen to',
                alt_text: 'The message read aloud'
            })
            .user('how do i block it in the app the next time?')
            .bot({
                response_type: 'video',
                source: talk.media('router-lights.webm'),
                title: 'Block a card in the app',
                description: 'Three seconds',
                alt_text: 'A short film that shows three steps'
            })
            .user('thx. now what was paid since saturday')
            .bot(
                table(
                    'Payments since Saturday',
                    ['Date', 'To', 'EUR'],
                    [
                        ['7 Feb', 'Market Hall', '12.10'],
                        ['8 Feb', 'City Fuel 24', '86.40']
                    ]
                ),
                option('Do you know all of them?', ['Yes', 'No'])
            )
            .choose('No')
            .bot({ response_type: 'end_session' })
            .user('hello??')
            .bot('Sorry, I closed our chat too early. Which payment do you not know?')
            .user('fuel. i don’t even drive')
            .handoff(
                text('That is for our dispute team.'),
                connectToAgent(
                    'Someone from the dispute team joins you now.',
                    'Disputes 86.40 EUR at City Fuel 24.',
                    talk.key
                )
            )
};
