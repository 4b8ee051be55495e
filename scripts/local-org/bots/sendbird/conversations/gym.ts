import type { ConversationPlan } from '../../conversations/plan.ts';
import { customTemplate } from '../messages.ts';
import type { SendbirdTalk } from '../talk.ts';

/** A gym membership that should rest: long answers with Markdown, tables, odd payloads of older versions. */
export const gymPause: ConversationPlan<SendbirdTalk> = {
    name: 'gym-pause',
    connector: 'sendbird',
    title: 'Pause a gym membership after an injury',
    customer: { firstName: 'Dominik', lastName: 'Novák', email: 'dominik.novak@example.com' },
    reason: 'Medical reason, needs a person',
    summary:
        'Dominik broke his wrist and wants to pause his membership from February to May without paying. The contract allows one paid month off; for medical reasons a person decides.',
    language: 'en',
    kind: 'rich',
    record: 'Case',
    minutesAgo: 47,
    script(talk) {
        talk.bot('Welcome to Northwind Gym 💪', { suggested_replies: '["Opening hours","My contract","Cancel"]' })
            .user('My contract')
            .bot(
                'Your contract at a glance:\n\n| | |\n|---|---|\n| Plan | *Flex 12* |\n| Since | 1 September |\n| Monthly | **39.00 EUR** |\n| Notice | 1 month |\n\nWhat would you like to know?',
                { suggested_replies: ['Pause', 'Cancel', 'Change plan'] }
            )
            .user('Pause')
            .bot(
                'You can pause like this:\n\n1. One month a year, at **9.90 EUR**\n2. Up to three months for *medical reasons*, with a note\n3. During parental leave, as long as it lasts\n\n> Keys and lockers stay yours.\n\nSee [our terms](https://gym.example.com/terms).',
                {
                    citations: [
                        {
                            title: 'Terms, section 7',
                            link: 'https://gym.example.com/terms#7',
                            preview: 'Pauses',
                            source_type: 'url'
                        }
                    ]
                }
            )
            .user('broke my wrist 😭 doctor says no sport until may. thats 4 months, not 3')
            .file('customer', 'receipt.png', 'image/png', 'doctors note')
            .bot('Get well soon! This is what I would put into the system:', {
                custom_message_templates: [
                    customTemplate('pause-summary', {
                        type: 'card',
                        title: 'Pause of Flex 12',
                        body: 'February to April, medical',
                        buttons: [
                            { label: 'Confirm', value: 'confirm' },
                            { label: 'Talk to someone', value: 'agent' }
                        ]
                    }),
                    { id: 'legacy', response: { status: 200, content: '{not json' }, error: null }
                ],
                message_template: {
                    key: 'unknown-template',
                    variables: {},
                    fallback_message: 'Pause of Flex 12, February to April'
                }
            })
            .system('Dominik Novák is typing on another device', { customType: 'PRESENCE' })
            .user('Talk to someone', { data: { postback: 'agent' } })
            .handoff('Of course. I am handing you over to the member team.');
    }
};
