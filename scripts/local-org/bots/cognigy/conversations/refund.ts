import type { ConversationPlan } from '../../conversations/plan.ts';
import { buttons, gallery, image, quickReplies } from '../entries.ts';
import type { CognigyTalk } from '../talk.ts';

/** A damaged espresso machine: the customer sends photos and wants the money back. */
export const refund: ConversationPlan<CognigyTalk> = {
    name: 'espresso-refund',
    connector: 'cognigy-messaging',
    title: 'Refund for a damaged espresso machine',
    customer: { firstName: 'Clara', lastName: 'Mendes', email: 'clara.mendes@example.com' },
    reason: 'Refund above 200 EUR',
    summary:
        'Order 2041, red espresso machine, 249 EUR, arrived with a cracked tank. Photo and invoice are in the chat. Clara does not want a replacement but her money back; the bot may refund up to 200 EUR.',
    language: 'en',
    kind: 'rich',
    record: 'MessagingSession',
    minutesAgo: 4,
    script(talk) {
        const machine = talk.media('espresso-machine.png');
        talk.bot('Hello! 👋 You are talking to **Nora**, the assistant of Northwind Kitchen.', {
            _cognigy: { controlCommands: [{ type: 'setRating', parameters: { enabled: true } }] }
        })
            .bot(
                '',
                quickReplies('What is it about?', [
                    { title: 'An order', imageUrl: talk.media('parcel.png') },
                    { title: 'A product', imageUrl: machine },
                    'Something else'
                ])
            )
            .user('An order')
            .bot('Which order is it? You find the number in your confirmation, e.g. *2041*.')
            .user('2041. The machine came yesterday and the water tank has a crack 😡')
            .bot('I am sorry to hear that! Could you send me a photo of the damage, and the invoice if you have it?')
            .user('', {
                data: { attachments: [talk.attachment('receipt.png', 'image/png', 'scanned')] },
                after: 48
            })
            .user('and the invoice', {
                data: {
                    attachments: [
                        talk.attachment('invoice-2041.pdf', 'application/pdf', 'scanned'),
                        { ...talk.attachment('parcel.png', 'image/png', 'infected'), fileName: 'photo-of-the-box.png' }
                    ]
                }
            })
            .bot('Thank you. One of the files did not pass our virus scan, so I have left it out. The others are fine.')
            .bot('', image(machine, 'The red espresso machine of order 2041'))
            .bot(
                '',
                gallery([
                    {
                        id: 'replace',
                        title: 'Send a new one',
                        subtitle: 'With you in 2 days, we collect the old one',
                        imageUrl: machine,
                        imageAltText: 'Red espresso machine',
                        buttons: [{ title: 'Replace it', type: 'postback', payload: 'replace' }]
                    },
                    {
                        id: 'upgrade',
                        title: 'Swap for the filter machine',
                        subtitle: 'You get 60 EUR back',
                        imageUrl: talk.media('filter-machine.png'),
                        imageAltText: 'Blue filter machine',
                        buttons: [
                            { title: 'Swap', type: 'postback', payload: 'swap' },
                            {
                                title: 'Details',
                                type: 'web_url',
                                url: 'https://shop.example.com/filter',
                                target: '_blank'
                            }
                        ]
                    },
                    {
                        id: 'refund',
                        title: 'Money back',
                        subtitle: '249.00 EUR to your card',
                        imageUrl: talk.media('receipt.png'),
                        imageAltText: 'A receipt',
                        buttons: [{ title: 'Refund', type: 'postback', payload: 'refund' }]
                    }
                ])
            )
            .user('Refund', { data: { postback: 'refund' }, after: 31 })
            .bot('A refund of **249.00 EUR** needs a colleague, since it is above 200 EUR.')
            .bot(
                '',
                buttons('How shall we go on?', [
                    { id: 'b1', title: 'Chat with a colleague', type: 'postback', payload: 'handover' },
                    { id: 'b2', title: 'Call us', type: 'phone_number', payload: '+15550100' },
                    {
                        id: 'b3',
                        title: 'Our terms',
                        type: 'web_url',
                        url: 'https://shop.example.com/terms',
                        target: '_blank'
                    }
                ])
            )
            .user('Chat with a colleague')
            .handoff('I am connecting you. My colleague sees everything that we wrote here.')
            .suggestion('Order 2041 qualifies for a full refund under "damaged on arrival".')
            .agent('Hello Clara, this is Tom. I have your photos, give me a minute.', { after: 40 });
    }
};
