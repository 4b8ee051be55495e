import type { SeededRandom } from './random.ts';

/** A displayable part of a turn, before it takes a vendor's form. */
export type RichPart =
    | { kind: 'choices'; options: string[] }
    | { kind: 'picture'; file: string; alt: string }
    | { kind: 'cards'; cards: { title: string; subtitle: string; file: string; button: string }[] }
    | { kind: 'table'; headers: string[]; rows: string[][] }
    | { kind: 'link'; label: string; url: string }
    | { kind: 'file'; file: string };

export interface Turn {
    from: 'customer' | 'bot';
    text: string;
    rich?: RichPart;
    /** The customer tapped one of the options that the bot had just offered. */
    chosen?: boolean;
}

/** One matter from its question to its answer. */
export type Scene = (random: SeededRandom) => Turn[];

const ITEMS = [
    'paper cups 250 ml',
    'paper cups 400 ml',
    'oat drink, barista',
    'decaf beans 1 kg',
    'house blend beans 1 kg',
    'vanilla syrup',
    'hazelnut syrup',
    'descaling tablets',
    'takeaway lids',
    'wooden stirrers',
    'napkins, two-ply',
    'sugar sticks'
] as const;
const SHOPS = [
    'Harbour Street',
    'Old Mill',
    'Central Station',
    'North Park',
    'University',
    'Market Hall',
    'Riverside'
] as const;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;
const THANKS = [
    'Great, thanks.',
    'Perfect 👍',
    'Thank you!',
    'ok good',
    'Lovely, that helps.',
    'Super, thanks'
] as const;
const ANYTHING_ELSE = [
    'Is there anything else?',
    'Anything else I can do for you?',
    'What else can I look up?',
    'Done. What is next?'
] as const;

const customer = (text: string): Turn => ({ from: 'customer', text });
const chooses = (text: string): Turn => ({ from: 'customer', text, chosen: true });
const bot = (text: string, rich?: RichPart): Turn => (rich ? { from: 'bot', text, rich } : { from: 'bot', text });
const orderNumber = (random: SeededRandom): string => `BC-${random.between(20_100, 29_899)}`;
const euro = (random: SeededRandom, low: number, high: number): string =>
    `${random.between(low, high)}.${String(random.between(0, 19) * 5).padStart(2, '0')} EUR`;

function orderStatus(random: SeededRandom): Turn[] {
    const order = orderNumber(random);
    const shop = random.pick(SHOPS);
    return [
        customer(random.pick([`Where is order ${order}?`, `any news on ${order}`, `Status of ${order} please`])),
        bot(`One moment, I am looking up **${order}**.`),
        bot(
            `Order **${order}** for ${shop} left our warehouse this morning. It is planned for ${random.pick(DAYS)} between ${random.between(7, 9)}:00 and ${random.between(10, 12)}:00.`,
            { kind: 'picture', file: 'route-map.png', alt: `Map with the route of order ${order}` }
        ),
        customer(random.pick(THANKS)),
        bot(random.pick(ANYTHING_ELSE))
    ];
}

function lateDelivery(random: SeededRandom): Turn[] {
    const order = orderNumber(random);
    const shop = random.pick(SHOPS);
    return [
        customer(`${shop} is still waiting for ${order}. It should have come yesterday!`),
        bot(`I am sorry about that. ${order} was held up at the depot. What would you like?`, {
            kind: 'choices',
            options: ['Deliver tomorrow', 'Collect at the depot', 'Cancel the order']
        }),
        chooses(random.pick(['Deliver tomorrow', 'Collect at the depot'])),
        bot(`Noted. I have also taken ${euro(random, 4, 12)} off the delivery charge.`),
        customer(random.pick(['fair enough', 'ok thanks', 'Thanks, that is kind.']))
    ];
}

function changeAddress(random: SeededRandom): Turn[] {
    const order = orderNumber(random);
    const [from, to] = [random.pick(SHOPS), random.pick(SHOPS)];
    return [
        customer(`Can ${order} go to ${to} instead of ${from}?`),
        bot(`Yes, as long as it is not on the van yet. Shall I change it?`, {
            kind: 'choices',
            options: ['Yes', 'No']
        }),
        chooses('Yes'),
        bot(`Changed: **${order}** now goes to *${to}*.`),
        customer('And the invoice address stays the same?'),
        bot('Yes, only the delivery address has changed.')
    ];
}

function invoiceCopy(random: SeededRandom): Turn[] {
    const order = orderNumber(random);
    return [
        customer(`I need a copy of the invoice for ${order}`),
        bot(`Here it is. I have sent it to accounts@bluebird-cafes.example.com too.`, {
            kind: 'file',
            file: 'invoice-2041.pdf'
        }),
        customer(random.pick(['got it', 'Thanks', 'cheers'])),
        bot(random.pick(ANYTHING_ELSE))
    ];
}

function stockCheck(random: SeededRandom): Turn[] {
    const items = [random.pick(ITEMS), random.pick(ITEMS), random.pick(ITEMS)];
    return [
        customer(`Do you have ${items.join(', ')}?`),
        bot('This is what we have today:', {
            kind: 'table',
            headers: ['Item', 'In stock', 'Next delivery'],
            rows: items.map((item) => [item, String(random.between(0, 400)), random.pick(DAYS)])
        }),
        customer(`How much is ${items[0]} for ten boxes?`),
        bot(`Ten boxes of ${items[0]} come to **${euro(random, 80, 240)}**, without VAT.`),
        customer(`ok put ${random.between(2, 12)} boxes on the next order for ${random.pick(SHOPS)}`),
        bot('Done ✅ They are on your open order.')
    ];
}

function repeatOrder(random: SeededRandom): Turn[] {
    const order = orderNumber(random);
    const next = orderNumber(random);
    return [
        customer(`Please repeat ${order}`),
        bot(`${order} had these lines. Shall I order the same again?`, {
            kind: 'table',
            headers: ['Item', 'Boxes'],
            rows: [
                [random.pick(ITEMS), String(random.between(2, 20))],
                [random.pick(ITEMS), String(random.between(2, 20))],
                [random.pick(ITEMS), String(random.between(2, 20))]
            ]
        }),
        customer(random.pick(['Yes please', 'yes, same again', 'yep'])),
        bot(`Your new order is **${next}**, ${euro(random, 120, 640)}. Delivery on ${random.pick(DAYS)}.`)
    ];
}

function returnItem(random: SeededRandom): Turn[] {
    const item = random.pick(ITEMS);
    return [
        customer(`${random.between(1, 6)} boxes of ${item} came crushed. What now?`),
        bot('I am sorry! Could you choose how we put this right?', {
            kind: 'choices',
            options: ['Send new ones', 'Refund', 'Talk to someone']
        }),
        chooses(random.pick(['Send new ones', 'Refund'])),
        bot(`All right. No need to send the old ones back; a photo is enough for our records.`),
        customer('Photo is on its way from the shop.'),
        bot('Received, thank you.', { kind: 'picture', file: 'parcel.png', alt: 'A parcel with a dented corner' })
    ];
}

function machineAdvice(random: SeededRandom): Turn[] {
    return [
        customer(
            `The machine at ${random.pick(SHOPS)} shows error ${random.between(3, 19)}. Which replacement would you suggest?`
        ),
        bot('These three fit your counter and your contract:', {
            kind: 'cards',
            cards: [
                {
                    title: 'Barista Duo',
                    subtitle: `Two groups, ${euro(random, 1800, 2400)}`,
                    file: 'espresso-machine.png',
                    button: 'Ask for an offer'
                },
                {
                    title: 'Filter Pro',
                    subtitle: `Batch brewer, ${euro(random, 600, 900)}`,
                    file: 'filter-machine.png',
                    button: 'Ask for an offer'
                },
                {
                    title: 'Capsule Mini',
                    subtitle: `For the office, ${euro(random, 120, 190)}`,
                    file: 'capsule-machine.png',
                    button: 'Ask for an offer'
                }
            ]
        }),
        customer(random.pick(['Send me an offer for the Duo', 'The filter one, how long is the warranty?'])),
        bot(`The warranty is ${random.between(2, 4)} years. I have put an offer in your inbox.`),
        customer('And can someone look at the old one first?'),
        bot(`A technician can come on ${random.pick(DAYS)} at ${random.between(8, 16)}:30.`, {
            kind: 'choices',
            options: ['Book it', 'Not now']
        }),
        chooses(random.pick(['Book it', 'Not now'])),
        bot('Noted.')
    ];
}

function deliverySlot(random: SeededRandom): Turn[] {
    const shop = random.pick(SHOPS);
    return [
        customer(`Can ${shop} get a fixed delivery slot?`),
        bot(`For ${shop} these slots are free:`, {
            kind: 'choices',
            options: [`${random.pick(DAYS)} 06:30`, `${random.pick(DAYS)} 10:00`, 'None of these']
        }),
        chooses('None of these'),
        bot('I have asked the planner for more. You will get a mail within a day.'),
        customer(random.pick(THANKS))
    ];
}

function notUnderstood(random: SeededRandom): Turn[] {
    return [
        customer(
            random.pick([
                'the thing from last time, same but not the lids',
                'hmm no the other other one',
                'pls do it like in spring'
            ])
        ),
        bot("I'm sorry, I didn't understand that. Could you say it in other words?"),
        customer(`I mean the order that we placed before Easter for ${random.pick(SHOPS)}`),
        bot(`Do you mean **${orderNumber(random)}**?`, { kind: 'choices', options: ['Yes', 'No'] }),
        chooses('Yes'),
        bot('Good. I have saved it as a template with the name "Spring".')
    ];
}

function accountQuestion(random: SeededRandom): Turn[] {
    return [
        customer(
            random.pick(['How many points do we have?', 'What is our credit limit?', 'When is the next payment due?'])
        ),
        bot(
            `Here is your account:\n\n- Points: ${random.between(200, 9000)}\n- Credit limit: ${random.between(2, 9)},000.00 EUR\n- Next payment: ${euro(random, 300, 2000)} on ${random.pick(DAYS)}`,
            { kind: 'link', label: 'Open my account', url: 'https://shop.example.com/account' }
        ),
        customer(random.pick(THANKS))
    ];
}

function usageReport(random: SeededRandom): Turn[] {
    return [
        customer(`How much ${random.pick(ITEMS)} did we use last week?`),
        bot('Here is last week by day. Sunday is low because two shops were closed.', {
            kind: 'picture',
            file: 'usage-chart.png',
            alt: 'Bar chart: use by day, highest on Friday, lowest on Sunday'
        }),
        customer('interesting. Can I get this every Monday?'),
        bot('Yes. I have switched on the weekly report for you. 📈')
    ];
}

function longComplaint(random: SeededRandom): Turn[] {
    const shop = random.pick(SHOPS);
    return [
        customer(
            `I want this written down properly, because it is the third time. On ${random.pick(DAYS)} the driver came to ${shop} at 05:40, although the slot is 06:30, found nobody, and left everything on the pavement in the rain. The cups were wet, the sugar was wet, and a neighbour carried half of it in. My colleague there is seven months pregnant and can't lift boxes of 18 kg. We have asked twice for a call before delivery. Please make sure that somebody reads this.`
        ),
        bot(
            `Thank you for telling me in such detail, and I am sorry, most of all for your colleague. I have written down three things:\n\n1. Goods left outside at ${shop}, damaged by rain\n2. The agreed slot was not kept\n3. A call before each delivery\n\nThe number of your complaint is **C-${random.between(1000, 9999)}**.`
        ),
        customer('Thanks. I do expect an answer.'),
        bot('You will get one within two working days.')
    ];
}

/** All matters that the long conversations are made of. */
export const SCENES: readonly Scene[] = [
    orderStatus,
    orderStatus,
    lateDelivery,
    changeAddress,
    invoiceCopy,
    stockCheck,
    stockCheck,
    repeatOrder,
    returnItem,
    machineAdvice,
    deliverySlot,
    notUnderstood,
    accountQuestion,
    usageReport,
    longComplaint
];
