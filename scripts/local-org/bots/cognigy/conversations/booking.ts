import type { ConversationPlan } from '../../conversations/plan.ts';
import { adaptiveCard, factCard, list } from '../entries.ts';
import type { CognigyTalk } from '../talk.ts';

/** A hotel booking that is to be moved: date picker, list, Adaptive Cards. */
export const bookingChange: ConversationPlan<CognigyTalk> = {
    name: 'booking-change',
    connector: 'cognigy-messaging',
    title: 'Move a hotel booking by a week',
    customer: { firstName: 'Amara', lastName: 'Diallo', email: 'amara.diallo@example.com' },
    reason: 'New dates are fully booked in the chosen room',
    summary:
        'Booking HX-7730 (14 to 17 March, double room). Amara wants 21 to 24 March; only sea-view rooms are left, 45 EUR more a night. She asks whether the price can be kept.',
    language: 'en',
    kind: 'rich',
    record: 'MessagingSession',
    minutesAgo: 26,
    script(talk) {
        const booking = factCard('Booking HX-7730', [
            ['Guest', 'Amara Diallo'],
            ['Arrival', '14 March'],
            ['Departure', '17 March'],
            ['Room', 'Double'],
            ['Price', '96 EUR a night']
        ]);
        talk.bot('Welcome to Hotel Seeblick. What can I do for you?')
            .user('I need to move my booking HX-7730 by one week')
            .bot('', adaptiveCard(booking))
            .bot('Please choose the new dates.', {
                _plugin: {
                    type: 'date-picker',
                    data: {
                        eventName: 'New dates',
                        locale: 'en',
                        mode: 'range',
                        dateFormat: 'DD.MM.YYYY',
                        minDate: '2026-03-01',
                        maxDate: '2026-04-30',
                        openPickerButtonText: 'Choose dates',
                        submitButtonText: 'Take these',
                        cancelButtonText: 'Cancel'
                    }
                }
            })
            .user('21.03.2026 - 24.03.2026', { data: { _cognigy: { _webchat: { datePicked: true } } }, after: 22 })
            .bot(
                '',
                list(
                    [
                        {
                            id: 'sea',
                            title: 'Double room, sea view',
                            subtitle: '141 EUR a night, 2 left',
                            imageUrl: talk.media('sea-view-room.png'),
                            imageAltText: 'A bed in front of a blue wall',
                            defaultActionUrl: 'https://hotel.example.com/rooms/sea',
                            buttons: [{ title: 'Take it', type: 'postback', payload: 'sea' }]
                        },
                        {
                            id: 'double',
                            title: 'Double room',
                            subtitle: 'Fully booked on these days',
                            imageUrl: talk.media('double-room.png'),
                            imageAltText: 'A bed in front of a sand-coloured wall'
                        }
                    ],
                    { title: 'All rooms', type: 'web_url', url: 'https://hotel.example.com/rooms' }
                )
            )
            .user(
                'But I booked for 96. Can I keep that price? The new dates are your own suggestion from the mail of last week, in which you wrote that the roof above the old room is being repaired.'
            )
            .bot("I'm sorry, I didn't understand that.")
            .user('price. keep. please')
            .bot('I am afraid that I can’t change prices. This is what a colleague will see:', {
                _cognigy: {
                    _defaultPreview: {
                        message: { text: 'Your request: move HX-7730 to 21–24 March at the old price.' }
                    },
                    _default: { _text: { text: 'Your request: move HX-7730 to 21–24 March at the old price.' } }
                }
            })
            .bot('', {
                _plugin: {
                    type: 'adaptivecards',
                    data: {
                        adaptiveCard: {
                            type: 'AdaptiveCard',
                            version: '1.5',
                            body: [
                                { type: 'TextBlock', text: 'How can we reach you?', weight: 'Bolder' },
                                { type: 'Input.Text', id: 'phone', label: 'Phone', placeholder: '+1 555 0100' },
                                {
                                    type: 'Input.ChoiceSet',
                                    id: 'when',
                                    label: 'When?',
                                    value: 'today',
                                    choices: [
                                        { title: 'Today', value: 'today' },
                                        { title: 'Tomorrow', value: 'tomorrow' }
                                    ]
                                }
                            ],
                            actions: [{ type: 'Action.Submit', title: 'Send' }]
                        }
                    }
                }
            })
            .user('', {
                data: { adaptivecards: { phone: '+1 555 0142', when: 'today' } },
                after: 35
            })
            .handoff('Thank you, Amara. A colleague from reception takes over now.')
            .rate(4, 'Quick, but it could not decide');
    }
};
