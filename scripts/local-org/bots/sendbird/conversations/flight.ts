import type { ConversationPlan } from '../../conversations/plan.ts';
import type { SendbirdTalk } from '../talk.ts';

/** A flight that was cancelled: files of all kinds, a form, messages taken back and changed, a reply in a thread. */
export const cancelledFlight: ConversationPlan<SendbirdTalk> = {
    name: 'cancelled-flight',
    connector: 'sendbird',
    title: 'Rebooking after a cancelled flight',
    customer: { firstName: 'Joana', lastName: 'Freitas', email: 'joana.freitas@example.com' },
    reason: 'Wants a flight of a partner airline',
    summary:
        'Lisbon to Oslo on 14 March was cancelled. Joana must be in Oslo that evening. The bot offered the 15th; she wants the partner airline’s flight at 13:20 and the hotel paid if that fails.',
    language: 'en',
    kind: 'rich',
    record: 'Case',
    minutesAgo: 21,
    script(talk) {
        talk.system('Conversation started', { customType: 'CONVERSATION_STARTED' })
            .bot('Hello Joana. I see that your flight **NW 412** was cancelled. I am sorry.', {
                suggested_replies: ['New flight', 'Money back']
            })
            .user('New flight')
            .file('customer', 'itinerary.pdf', 'application/pdf', 'my booking')
            .file('customer', 'voice-message.wav', 'audio/wav')
            .bot('Thank you for the booking. I can’t listen to voice messages, sorry.')
            .file('customer', 'router-lights.webm', 'video/webm', 'thats the board at the airport')
            .user('my passport number is X0000000')
            .removeLast()
            .bot('For your safety, please don’t send your passport number here. Use the form:', {
                form: {
                    key: 'passenger-details',
                    version: 1,
                    items: [
                        {
                            id: 'name',
                            name: 'name',
                            type: 'text',
                            label: 'Name as in the passport',
                            required: true,
                            placeholder: ['First and last name']
                        },
                        {
                            id: 'meal',
                            name: 'meal',
                            type: 'chip',
                            label: 'Meal',
                            required: false,
                            options: ['Any', 'Vegetarian']
                        },
                        { id: 'note', name: 'note', type: 'textarea', label: 'Anything else?', required: false }
                    ],
                    values: { name: 'Joana Freitas', meal: 'Vegetarian' }
                }
            })
            .user('sent. i must be in oslo on the 13th')
            .editLast('sent. i must be in oslo on the 14th in the evening')
            .bot('The next free seat is on **15 March, 09:40**. Shall I take it?', {
                suggested_replies: JSON.stringify(['Take it', 'Other options'])
            })
            .user('Other options')
            .bot('Only a colleague can book a flight of a partner airline.')
            .user('is the hotel until then paid?', { inThread: true })
            .handoff('I am handing you over to our travel desk.')
            .bot('How did I do?', {
                csat: { score: 3, options: [1, 2, 3, 4, 5], comment: 'knew the rules, had no power' }
            });
    }
};
