import type { ConversationPlan } from '../../conversations/plan.ts';
import { customTemplate, failedTemplate } from '../messages.ts';
import type { SendbirdTalk } from '../talk.ts';

/** Running shoes in the wrong size: templates, citations, call to action. */
export const shoeExchange: ConversationPlan<SendbirdTalk> = {
    name: 'shoe-exchange',
    connector: 'sendbird',
    title: 'Exchange of running shoes before a race',
    customer: { firstName: 'Mina', lastName: 'Park', email: 'mina.park@example.com' },
    reason: 'Express exchange is not in the bot’s power',
    summary:
        'Order R-3097: trail shoes, size 39, too small. Mina runs a race on Sunday and needs size 40 by Friday. The shop in town has one pair left; the bot can’t reserve it.',
    language: 'en',
    kind: 'rich',
    record: 'Case',
    minutesAgo: 2,
    script(talk) {
        talk.bot('Hi, I am the assistant of **Northwind Run**. How can I help?', {
            bot_message_type: 'welcome',
            suggested_replies: ['Where is my order?', 'Exchange', 'Something else']
        })
            .user('Exchange')
            .bot('…', { is_thinking: true, bot_message_type: 'thinking' })
            .bot('You can exchange unworn shoes for **30 days**. Laces and box must be there.', {
                citations: [
                    {
                        title: 'Exchanges and returns',
                        link: 'https://help.example.com/exchange',
                        preview: 'Unworn shoes can be exchanged for 30 days …',
                        source_type: 'url'
                    },
                    { title: 'returns-policy.pdf', link: '', preview: 'Section 3: laces and box', source_type: 'file' }
                ],
                groundedness: { score: 0.94, ungrounded: [] },
                flagged_types: [],
                function_calls: []
            })
            .user(
                'They are trail shoes from order R-3097, size 39. I need 40 and i need them by friday because of a race on sunday 🏃‍♀️'
            )
            .bot('Here is your order:', {
                function_calls: [{ name: 'get_order', arguments: '{"order":"R-3097"}', response: '{"size":39}' }],
                message_template: {
                    key: 'order-card',
                    variables: { number: 'R-3097', title: 'Trail shoe, size 39', price: '119.00 EUR' },
                    view_variables: { image: [{ url: talk.media('trail-shoe.png') }] },
                    fallback_message: 'Order R-3097: trail shoe, size 39, 119.00 EUR'
                }
            })
            .bot(
                'These are close to yours in size 40:',
                {
                    custom_message_templates: [
                        customTemplate('product-carousel', {
                            type: 'carousel',
                            items: [
                                {
                                    title: 'Trail shoe',
                                    subtitle: 'Size 40, 2 weeks',
                                    image_url: talk.media('trail-shoe.png'),
                                    url: 'https://shop.example.com/trail'
                                },
                                {
                                    title: 'Road shoe',
                                    subtitle: 'Size 40, in stock',
                                    image_url: talk.media('running-shoe.png'),
                                    url: 'https://shop.example.com/road'
                                }
                            ]
                        }),
                        failedTemplate('store-finder', 'Template could not be rendered')
                    ]
                },
                { after: 0 }
            )
            .user('road shoes for a trail race? no')
            .bot('You are right. There is one pair in our shop in town:', {
                cta_button: { label: 'See it on the map', url: 'https://maps.example.com/northwind-run' }
            })
            .file('bot', 'route-map.png', 'image/png', 'The way to the shop')
            .user('can you reserve them for me?')
            .user('pls', { after: 3 })
            .bot("I'm sorry, I didn't understand. Could you rephrase that?")
            .user('keep the shoes for me until tomorrow 18:00')
            .handoff('I can’t reserve them myself. My colleagues in Salesforce can; I am handing you over.')
            .agent('Yuna', 'Hi Mina, Yuna here. I am calling the shop right now.');
    }
};
