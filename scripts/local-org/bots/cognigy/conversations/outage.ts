import type { ConversationPlan } from '../../conversations/plan.ts';
import { audio, quickReplies, video } from '../entries.ts';
import type { CognigyTalk } from '../talk.ts';

/** The internet is down: a map, a film, a voice message, an app inside the chat. */
export const outage: ConversationPlan<CognigyTalk> = {
    name: 'internet-outage',
    connector: 'cognigy-chat',
    title: 'Internet down since the morning',
    customer: { firstName: 'Rafael', lastName: 'Quiroga', email: 'rafael.quiroga@example.com' },
    reason: 'Line test failed, technician needed',
    summary:
        'No internet at Rafael’s home office since 07:40. There is an outage nearby, but his street is not in it. Router restarted, third light blinks amber, line test failed. He works from home and needs a technician today.',
    language: 'en',
    kind: 'rich',
    record: 'LiveChatTranscript',
    minutesAgo: 41,
    script(talk) {
        const map = talk.media('outage-map.png');
        talk.bot('Hi, this is Fibi from Northwind Fibre. What is up?')
            .user('internet is dead since 7:40, i have calls all day!!')
            .bot('That is bad timing, I am sorry. Let me look at your area.')
            .bot('There is an outage close to you, but it ends two streets away:', {
                _cognigy: {
                    syncWebchatWithFacebook: true,
                    _facebook: {
                        message: { attachment: { type: 'image', payload: { url: map, altText: 'Map of the outage' } } }
                    },
                    _default: { _image: { type: 'image', imageUrl: map, imageAltText: 'Map of the outage' } }
                }
            })
            .user('so not mine. great')
            .bot('', quickReplies('Which light on the router blinks?', ['First', 'Second', 'Third', 'None']))
            .bot(
                '',
                video(
                    talk.media('router-lights.webm'),
                    'The lights on the front of the router',
                    talk.media('router-lights.vtt')
                )
            )
            .user('Third', { after: 26 })
            .bot(
                'Third light, amber: no signal. Please:\n\n1. Pull the plug of the router\n2. Wait **30 seconds**\n3. Plug it in again\n\nIt takes about 3 minutes. More in [our guide](https://help.example.com/router).'
            )
            .user('', {
                data: { attachments: [talk.attachment('voice-message.wav', 'audio/wav', 'scanned')] },
                after: 210
            })
            .bot("I'm sorry, I can't listen to voice messages. I didn't understand. Could you write it?")
            .user('SAME LIGHT. STILL DEAD.')
            .bot('', audio(talk.media('hold-music.wav'), 'Music while the line is tested'))
            .bot('I have sent a line test to your router. You can watch it here:', {
                _plugin: {
                    type: 'x-app',
                    data: { appTemplateUrl: 'https://apps.example.com/line-test', buttonText: 'Open the line test' }
                }
            })
            .user('', {
                data: {
                    _plugin: {
                        type: 'x-app-submit',
                        data: { text: 'Line test: failed at 1.2 km', result: 'failed', metres: 1200 }
                    }
                },
                after: 64
            })
            .bot('', {
                _cognigy: {
                    _webchat3: {
                        message: {
                            text: 'The test failed about **1.2 km** from you. A technician has to look at it.',
                            quick_replies: [{ title: 'Send a technician', payload: 'technician', content_type: 'text' }]
                        }
                    }
                }
            })
            .user('Send a technician TODAY please')
            .bot('<p>Earliest slot: <b>tomorrow, 08:00</b>.<br>For an earlier one I have to ask a person.</p>')
            .user('then ask')
            .handoff('Done. Someone from the dispatch team joins in a moment.');
    }
};
