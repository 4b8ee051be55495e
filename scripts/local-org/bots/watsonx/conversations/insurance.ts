import type { ConversationPlan } from '../../conversations/plan.ts';
import { card, connectToAgent, image, option, pause, postBack, table, text, urlButton } from '../messages.ts';
import type { WatsonxTalk } from '../talk.ts';

/** Damage to a car: forms, cards, tables, grids, media. */
export const insuranceClaim: ConversationPlan<WatsonxTalk> = {
    name: 'car-claim',
    connector: 'watsonx',
    title: 'Claim for a scratched car door',
    customer: { firstName: 'Henrik', lastName: 'Dahl', email: 'henrik.dahl@example.com' },
    reason: 'Claim above the limit for automatic payment',
    summary:
        'Policy M-20-4471. A cyclist scratched the right door of Henrik’s parked car on 2 February. Repair estimate 1,240 EUR, above the 1,000 EUR that can be paid without a person. He chose Harbour Garage.',
    language: 'en',
    kind: 'rich',
    record: 'LiveChatTranscript',
    minutesAgo: 3,
    script(talk) {
        const shop = (name: string, distance: string, price: number) =>
            card(
                [
                    image(talk.media('route-map.png'), name, `Map to ${name}`),
                    text(`**${name}**\n\n${distance}, about ${price} EUR`)
                ],
                [postBack(`Choose ${name}`), urlButton('Open the map', 'https://maps.example.com/')]
            );
        talk.bot(
            'Hello, I am Ada from Northwind Insurance.',
            pause(900),
            option(
                'What happened?',
                ['Damage to my car', 'Damage at home', { label: 'Something else', input: 'other' }],
                {
                    description: 'You can change this later.',
                    preference: 'dropdown'
                }
            )
        )
            .choose('Damage to my car')
            .bot('I am sorry to hear that. When did it happen?', { response_type: 'date' })
            .user('February 2', { value: '2026-02-02', after: 9 })
            .bot('Please send a photo of the damage to claims@example.com and tell me when it is done.')
            .user('done')
            .bot(
                'Got it, this is what I see:',
                image(
                    talk.media('car-damage.png'),
                    'Your photo',
                    'A blue car with scratches on the right door',
                    'Received just now'
                ),
                {
                    response_type: 'user_defined',
                    user_defined: { user_defined_type: 'damage_score', score: 0.82, part: 'right door' }
                }
            )
            .updateLast({ history: { user_defined: { seen: true } } })
            .user('What does that mean for my claim?')
            .bot(
                table(
                    'Estimate',
                    ['Item', 'Hours', 'EUR'],
                    [
                        ['Right door, paint', 6, 620],
                        ['Mirror', 1, 240],
                        ['Rental car', '-', 380],
                        ['Sum', '', 1240]
                    ],
                    'Without VAT'
                )
            )
            .bot({
                response_type: 'grid',
                columns: [{ width: '2' }, { width: '1' }],
                rows: [
                    { cells: [{ items: [text('Your own share')] }, { items: [text('**150 EUR**')] }] },
                    { cells: [{ items: [text('We pay')] }, { items: [text('**1,090 EUR**')] }] }
                ]
            })
            .bot({
                response_type: 'carousel',
                items: [shop('Harbour Garage', '1.2 km', 1190), shop('Mill Street Motors', '2.8 km', 1240)]
            })
            .choose('Choose Harbour Garage')
            .bot(
                {
                    response_type: 'iframe',
                    source: talk.media('repair-shops.html'),
                    title: 'Repair shops near you',
                    description: 'A list with distances',
                    image_url: talk.media('route-map.png'),
                    display: 'inline'
                },
                {
                    response_type: 'button',
                    button_type: 'show_panel',
                    label: 'What is covered?',
                    panel: {
                        title: 'Cover',
                        body: [text('Parking damage is covered with a share of 150 EUR.')],
                        footer: [postBack('Close')]
                    }
                },
                {
                    response_type: 'button',
                    button_type: 'custom_event',
                    label: 'Add to calendar',
                    custom_event_name: 'calendar',
                    value: { input: { text: 'calendar' } }
                }
            )
            .user('ok but can you pay the shop directly? i don’t want to pay first. last time it took you 6 weeks')
            .bot(
                'I can pay claims up to **1,000 EUR** on my own. Yours is above that, so a colleague has to release it.'
            )
            .user('then get me one')
            .silent(text('debug: routing to queue Claims'))
            .handoff(
                connectToAgent(
                    'I am connecting you with our claims team.',
                    'Claim M-20-4471: 1,240 EUR, wants direct payment to Harbour Garage.',
                    talk.key,
                    { claim: 'M-20-4471', estimate: '1240' }
                )
            )
            .agent('Hello Henrik, I am Ines from claims. I have read everything.');
    }
};
