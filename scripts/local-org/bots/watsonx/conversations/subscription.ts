import type { ConversationPlan } from '../../conversations/plan.ts';
import { connectToAgent, option, text } from '../messages.ts';
import type { WatsonxTalk } from '../talk.ts';

/** Cancelling a subscription: search results, citations, suggestions, voice items, a transfer between channels. */
export const cancelSubscription: ConversationPlan<WatsonxTalk> = {
    name: 'cancel-subscription',
    connector: 'watsonx',
    title: 'Cancel a subscription after a price rise',
    customer: { firstName: 'Priya', lastName: 'Raman', email: 'priya.raman@example.com' },
    reason: 'Asks for the old price before she cancels',
    summary:
        'Priya pays 12.99 EUR a month since January, 9.99 EUR before. She says that she got no notice of the change and wants the old price or to cancel at once, not at the end of March.',
    language: 'en',
    kind: 'rich',
    record: 'MessagingSession',
    minutesAgo: 18,
    script(talk) {
        const result = (id: string, title: string, body: string) => ({
            id,
            title,
            body,
            url: `https://help.example.com/${id}`,
            highlight: { body: [body.replace('cancel', '<em>cancel</em>')] },
            answers: [{ text: body.split('.')[0], confidence: 0.71 }]
        });
        const notice = 'We tell you about a new price by mail at least 30 days before.';
        const cancel = 'You can cancel at the end of each month. If the price rises, you may cancel at once.';
        talk.bot('Hi, welcome to Northwind Stream 🎬')
            .user('cancel')
            .bot({
                response_type: 'suggestion',
                title: 'Did you mean:',
                suggestions: [
                    {
                        label: 'Cancel my subscription',
                        value: { input: { text: 'cancel subscription' } },
                        output: { generic: [text('You can cancel at the end of each month.')] }
                    },
                    { label: 'Cancel an order', value: { input: { text: 'cancel order' } } },
                    { label: 'None of these', value: { input: { text: 'none' } } }
                ]
            })
            .choose('Cancel my subscription', 'cancel subscription')
            .bot({
                response_type: 'search',
                header: 'I found this in our help pages:',
                primary_results: [result('cancel', 'Cancelling', cancel)],
                additional_results: [
                    result('price-changes', 'Price changes', notice),
                    result('pause', 'Pausing', 'You can pause for up to 3 months.')
                ]
            })
            .user('Nobody told me about the new price. Is that even allowed?')
            .bot({
                response_type: 'conversational_search',
                text: `${notice} ${cancel}`,
                citations_title: 'How do we know?',
                citations: [
                    {
                        title: 'Price changes',
                        text: notice,
                        url: 'https://help.example.com/price-changes',
                        ranges: [{ start: 0, end: notice.length }]
                    },
                    {
                        title: 'Cancelling',
                        text: cancel,
                        url: 'https://help.example.com/cancel',
                        ranges: [{ start: notice.length + 1, end: notice.length + 1 + cancel.length }]
                    }
                ],
                search_results: [{ title: 'Price changes', body: notice, result_metadata: { score: 8.1 } }]
            })
            .user('I got no mail. I checked spam too.')
            .bot({ response_type: 'inline_error', text: 'I could not reach the mail archive. Please try again later.' })
            .user('…')
            .bot(
                "I didn't understand that. You can rephrase it or choose:",
                option('', ['Keep it for 9.99 EUR', 'Cancel now', 'Call me'])
            )
            .choose('Call me')
            .bot(
                {
                    response_type: 'channel_transfer',
                    message_to_user: 'You can go on by phone; the code keeps your place.',
                    transfer_info: { target: { chat: { url: 'https://voice.example.com/continue' } } }
                },
                { response_type: 'dtmf', command_info: { type: 'collect', parameters: { count: 4 } } },
                {
                    response_type: 'text_to_speech',
                    command_info: { type: 'configure', parameters: { voice: 'en-US_MichaelV3Voice' } }
                },
                {
                    response_type: 'speech_to_text',
                    command_info: { type: 'configure', parameters: { narrowband_recognize: {} } }
                },
                { response_type: 'start_activities', activities: ['recording'] },
                { response_type: 'stop_activities', activities: ['recording'] },
                { ...text('Stay on the line.'), channels: [{ channel: 'voice_telephony' }] }
            )
            .user('No, I want to stay in the chat')
            .bot(
                { response_type: 'system', text: 'The customer stays in the chat.' },
                {
                    response_type: 'preview_card',
                    workspace_id: 'offers',
                    title: 'Offer: 9.99 EUR for 6 months',
                    subtitle: 'Only a person can grant it'
                }
            )
            .user('I’ll take that, if it starts with this month’s bill')
            .handoff(
                connectToAgent(
                    'Let me get someone who may grant it.',
                    'Wants 9.99 EUR from this month on, otherwise cancels.',
                    talk.key,
                    { plan: 'Family' }
                )
            );
    }
};
