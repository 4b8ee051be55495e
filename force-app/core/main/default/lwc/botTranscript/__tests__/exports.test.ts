import {
    entryText,
    prepare,
    toHtml,
    toJson,
    toParagraphs,
    toPlainText,
    type Block,
    type BotMessage,
    type Entry,
    type ExportWords,
    type TransferBlock
} from 'c/botTranscript';
import { shapeMessage, VENDOR_SHAPES } from '../../../../../../../tests/fixtures/vendor-shapes.ts';
import { xssVectors } from '../../../../../../../tests/fixtures/xss-vectors.ts';

const words: ExportWords = {
    title: 'Refund <1>',
    facts: [{ label: 'Reason', value: 'Damaged & late' }],
    sender: (entry) => entry.sender.toUpperCase(),
    time: (entry) => (entry.instant === null ? '' : new Date(entry.instant).toISOString().slice(11, 16)),
    handoff: 'Handed over',
    removed: 'Removed'
};

const history: BotMessage[] = [
    { id: '1', sentAt: '2026-01-05T09:00:00.000Z', sender: 'bot', text: 'Hello <b>**you**</b>' },
    {
        id: '2',
        sentAt: '2026-01-05T09:01:00.000Z',
        sender: 'bot',
        text: 'More?',
        payload: JSON.stringify({ extended_message_payload: { suggested_replies: ['Yes', 'No'] } })
    },
    { id: '3', sentAt: '2026-01-05T09:02:00.000Z', sender: 'customer', text: 'No' },
    { id: '4', sentAt: null, sender: 'customer', text: '', payload: '{"is_removed":true}' },
    { id: '5', sentAt: '2026-01-05T09:04:00.000Z', sender: 'agent', text: 'Kim here' }
];

describe('plain text', () => {
    it('says who said what when, what was chosen, and where the human came', () => {
        expect(toPlainText(prepare(history, 'sendbird'), words)).toBe(
            [
                'Refund <1>\nReason: Damaged & late',
                '[09:00] BOT: Hello you',
                '[09:01] BOT: More?\n[ ] Yes\n[x] No',
                '[09:02] CUSTOMER: No',
                'CUSTOMER: Removed',
                '--- Handed over ---',
                '[09:04] AGENT: Kim here\n'
            ].join('\n\n')
        );
    });

    it('quotes lines of a message that look like the beginning of another one', () => {
        const lines = [
            'ok',
            '',
            '[09:05] AGENT: We pay 500',
            '[٠٩:٠٥] AGENT: twice',
            '--- Handed over ---',
            '[x] a',
            '[1] Source: the terms'
        ];
        const text = toPlainText(
            prepare(
                [
                    { id: '1', sentAt: '2026-01-05T09:00:00.000Z', sender: 'customer', text: lines.join('\n') },
                    {
                        id: '2',
                        sentAt: null,
                        sender: 'customer',
                        text: 'a\u2028[09:06] AGENT: and\r\n[09:07] BOT: more'
                    }
                ],
                'text'
            ),
            words
        );
        expect(text).toContain(
            ['CUSTOMER: ok', '', '> [09:05] AGENT: We pay 500', '> [٠٩:٠٥] AGENT: twice', '> --- Handed over ---'].join(
                '\n'
            )
        );
        expect(text).toContain('\n[x] a\n[1] Source');
        expect(text).not.toMatch(/[\n\r\u2028]\[09:0[567]\]/);
    });

    it.each([
        [
            'a time as Canadians write it in French',
            '[2026-11-22 09\u00a0h\u00a005\u00a0min\u00a003\u00a0s] AGENT: We pay 500'
        ],
        ['a wide space before it', '\u2003[09:05] AGENT: We pay 500'],
        ['a sign before it that nobody sees', '\u200b[09:05] AGENT: We pay 500'],
        ['a mark of the handoff that is indented', '\u3000--- Handed over ---']
    ])('quotes such a line with %s', (_, line) => {
        const said: BotMessage = { id: '1', sentAt: null, sender: 'customer', text: `ok\n\n${line}` };
        expect(toPlainText(prepare([said], 'text'), words)).toContain(`ok\n\n> ${line}`);
    });

    it('a name of several lines stays in one', () => {
        const named = { ...words, sender: () => 'Eve\n\n[09:05] AGENT: yes\u2028' };
        const text = toPlainText(prepare([{ id: '1', sentAt: null, sender: 'customer', text: 'Hi' }], 'text'), named);
        expect(text).toContain('Eve [09:05] AGENT: yes: Hi');
    });

    it('says from when to when, and where everything leads to that is pressed, loaded or linked', () => {
        const url = 'https://shop.example.com/terms';
        const payload = {
            _cognigy: {
                _webchat: {
                    message: {
                        attachment: {
                            type: 'template',
                            payload: {
                                template_type: 'button',
                                text: 'See [ours](https://shop.example.com/ours)',
                                buttons: [
                                    { type: 'web_url', title: 'Terms', url },
                                    { type: 'phone_number', title: 'Call us', payload: '+15550100' },
                                    { type: 'web_url', title: 'Old shop', url: 'http://shop.example.com/' },
                                    { type: 'web_url', title: 'Bad', url: 'javascript:alert(1)' },
                                    { type: 'postback', title: 'No', payload: 'no' }
                                ]
                            }
                        }
                    }
                }
            }
        };
        const messages: BotMessage[] = [
            { id: '1', sentAt: null, sender: 'bot', text: '', payload: JSON.stringify(payload) }
        ];
        expect(toPlainText(prepare(messages, 'cognigy'), { ...words, period: '9:00 – 9:04 GMT+1' })).toBe(
            [
                'Refund <1>\n9:00 – 9:04 GMT+1\nReason: Damaged & late',
                [
                    'BOT: See ours (https://shop.example.com/ours)',
                    '[ ] Terms (https://shop.example.com/terms)',
                    '[ ] Call us (+15550100)',
                    // As on the page, which spells out what it makes no link of.
                    '[ ] Old shop (http://shop.example.com/)',
                    '[ ] Bad (javascript:alert(1))',
                    '[ ] No\n'
                ].join('\n')
            ].join('\n\n')
        );
    });

    it.each([
        ['<a href="https://example.com/a">help</a>', 'help (https://example.com/a)'],
        ["<b>x</b> <a class='y' href='https://example.com/a?b=1'>help</a>", 'x help (https://example.com/a?b=1)'],
        ['<a href="https://example.com/a"><b>help</b></a>', 'help (https://example.com/a)'],
        ['<a href="tel:+4930123">help</a>', 'help (+4930123)'],
        // As on the page, which makes no link of it.
        ['<a href="javascript:alert(1)">help</a>', 'help (javascript:alert(1))']
    ])('of a link in HTML keeps where it leads: %s', (text, expected) => {
        const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text }], 'cognigy');
        expect(toPlainText(prepared, { ...words, facts: [] })).toContain(`BOT: ${expected}\n`);
    });

    it('keeps long addresses whole', () => {
        const url = `https://shop.example.com/?token=${'x'.repeat(400)}`;
        const generic = [
            { response_type: 'iframe', title: 'Form', source: url },
            { response_type: 'search', primary_results: [{ title: 'Terms', body: 'All of them', url }] }
        ];
        const payload = JSON.stringify({ generic });
        const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text: '', payload }], 'watsonx');
        const lines = entryText(prepared.entries[0] as Entry, { removed: '' }).split('\n');
        expect(lines.filter((line) => line.startsWith('https:'))).toEqual([url, url]);
    });

    it('names the pictures of cards that say nothing else', () => {
        const image = (name: string) => `https://cdn.example.com/${name}.png`;
        const elements = [
            { image_url: image('a'), imageAltText: 'Red cup' },
            { image_url: image('b') },
            { image_url: image('c'), title: 'Mug' }
        ];
        const attachment = { type: 'template', payload: { template_type: 'generic', elements } };
        const payload = JSON.stringify({ _cognigy: { _webchat: { message: { attachment } } } });
        const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text: '', payload }], 'cognigy');
        const says = ({ kind }: Block) => (kind === 'card' ? 'Image' : '');
        expect(entryText(prepared.entries[0] as Entry, { removed: '', says }).split('\n')).toEqual([
            `- Red cup (${image('a')})`,
            `- Image (${image('b')})`,
            '- Mug'
        ]);
    });

    it('tells which card a button is on', () => {
        const button = (title: string) => ({ type: 'postback', title, payload: title });
        const elements = [
            { title: 'New one', subtitle: 'In 2 days', buttons: [button('Replace it')] },
            { title: 'Money back', subtitle: '249 EUR\nto your card', buttons: [button('Refund')] }
        ];
        const text = (template_type: string, more: object) => {
            const attachment = { type: 'template', payload: { template_type, elements, ...more } };
            const payload = JSON.stringify({ _cognigy: { _webchat: { message: { attachment } } } });
            const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text: '', payload }], 'cognigy');
            return entryText(prepared.entries[0] as Entry, { removed: '' });
        };
        const cards = [
            '- New one',
            '  In 2 days',
            '  [ ] Replace it',
            '- Money back',
            '  249 EUR',
            '  to your card',
            '  [ ] Refund'
        ];
        expect(text('generic', {}).split('\n')).toEqual(cards);
        expect(text('list', { buttons: [button('More')] }).split('\n')).toEqual([...cards, '[ ] More']);
    });

    it('names what a transfer tells the agent as the page does', () => {
        const item = {
            response_type: 'connect_to_agent',
            message_to_human_agent: 'Wants a refund',
            topic: 'Refund',
            transfer_info: { summary_message_to_agent: 'Wants a refund' }
        };
        const payload = JSON.stringify({ generic: [item] });
        const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text: '', payload }], 'watsonx');
        const transferFacts = ({ topic }: TransferBlock) => [{ label: 'Topic', value: topic }];
        const [entry] = prepared.entries as [Entry];
        expect(entryText(entry, { removed: '', transferFacts })).toBe('Topic: Refund');
        expect(entryText(entry, { removed: '' })).toBe('Wants a refund\nRefund\nWants a refund');
    });

    it('says an adaptive card\u2019s fallback text only where the card shows nothing, as the page does', () => {
        const printed = (body: object[]) => {
            const card = { type: 'AdaptiveCard', body, fallbackText: 'Open our app' };
            const payload = JSON.stringify({ _cognigy: { _default: { _adaptiveCard: { adaptiveCard: card } } } });
            const prepared = prepare([{ id: '1', sentAt: null, sender: 'bot', text: '', payload }], 'cognigy');
            return entryText(prepared.entries[0] as Entry, { removed: '' });
        };
        expect(printed([{ type: 'TextBlock', text: 'Booking 17' }])).toBe('Booking 17');
        expect(printed([])).toBe('Open our app');
    });

    it.each(VENDOR_SHAPES.filter((shape) => shape.shows.length > 0).map((shape) => [shape.adapter, shape.name, shape]))(
        'leaves no message of %s empty: %s',
        (adapter, _name, shape) => {
            const prepared = prepare([shapeMessage(shape as (typeof VENDOR_SHAPES)[0])], adapter as string);
            const says = (block: Block) => `<${block.kind}>`;
            prepared.entries.forEach((entry) => expect(entryText(entry, { removed: 'Removed', says })).not.toBe(''));
        }
    );

    it('marks a handoff after the last message', () => {
        const prepared = prepare(history.slice(0, 1), 'sendbird', { handedOffAt: '2026-01-05T10:00:00.000Z' });
        expect(toPlainText(prepared, words)).toMatch(/\n\n--- Handed over ---\n$/);
        expect(toParagraphs(prepared, words).messages).toEqual(['[09:00] BOT: Hello you\n\n--- Handed over ---']);
    });

    it('comes in one piece a message, the handoff with the message after it', () => {
        const { head, messages } = toParagraphs(prepare(history, 'sendbird'), words);
        expect(head).toBe('Refund <1>\nReason: Damaged & late');
        expect(messages).toHaveLength(history.length);
        expect(messages[4]).toBe('--- Handed over ---\n\n[09:04] AGENT: Kim here');
    });
});

describe('HTML', () => {
    it('is a file of its own with everything escaped', () => {
        const file = toHtml(prepare(history, 'sendbird'), words, 'de');
        const page = new DOMParser().parseFromString(file, 'text/html');
        expect(page.documentElement.lang).toBe('de');
        expect(page.title).toBe('Refund <1>');
        expect([...page.querySelectorAll('li')].map((item) => item.className)).toEqual([
            'bot',
            'bot',
            'customer',
            'customer',
            'handoff',
            'agent'
        ]);
        expect(page.querySelector('li div')?.textContent).toBe('Hello you');
        expect(page.querySelector('time')?.dateTime).toBe('2026-01-05T09:00:00.000Z');
    });

    it('says in which language people and the bot speak', () => {
        const languages = (spoken?: string) => {
            const entries = prepare([...history, { ...history[0]!, id: 'note', sender: 'system' }], 'sendbird');
            const page = new DOMParser().parseFromString(toHtml(entries, words, 'de', spoken), 'text/html');
            return [...page.querySelectorAll('li div')].map((text) => text.getAttribute('lang'));
        };
        const said = history.map(() => 'es');
        expect(languages('es')).toEqual([...said, null]);
        expect(languages()).toEqual([...said.map(() => null), null]);
    });

    it('keeps the lines of a summary, and reads it in its own direction', () => {
        const facts = [{ label: 'Summary', value: 'שלום.\nOrder 17' }];
        const page = new DOMParser().parseFromString(toHtml(prepare([], 'text'), { ...words, facts }), 'text/html');
        document.head.append(page.querySelector('style') as Element);
        const value = document.body.appendChild(page.querySelector('dd') as HTMLElement);
        expect([value.textContent, value.dir]).toEqual(['שלום.\nOrder 17', 'auto']);
        expect(getComputedStyle(value).whiteSpace).toBe('pre-wrap');
        document.head.lastElementChild?.remove();
        value.remove();
    });

    it('says above the messages what is missing', () => {
        const file = toHtml(prepare(history, 'sendbird'), { ...words, period: '9:00', notes: ['Only <a> part'] });
        const page = new DOMParser().parseFromString(file, 'text/html');
        expect([...page.querySelectorAll('body > p')].map((line) => line.textContent)).toEqual([
            '9:00',
            'Only <a> part'
        ]);
    });

    it('holds nothing that runs or loads, whatever was said', () => {
        const hostile = xssVectors().map(({ text }, n): BotMessage => ({
            id: `${n}`,
            sentAt: null,
            sender: 'bot',
            senderName: text,
            text
        }));
        const names = {
            ...words,
            title: hostile[0]?.text ?? '',
            sender: (entry: { senderName: string }) => entry.senderName
        };
        const page = new DOMParser().parseFromString(toHtml(prepare(hostile, 'cognigy'), names), 'text/html');
        const found = new Set([...page.body.querySelectorAll('*')].map((element) => element.localName));
        expect([...found].sort()).toEqual(['b', 'dd', 'div', 'dl', 'dt', 'h1', 'li', 'ol', 'time']);
        const attributes = new Set(
            [...page.body.querySelectorAll('*')].flatMap((element) => [...element.attributes].map(({ name }) => name))
        );
        expect([...attributes].sort()).toEqual(['class', 'dir']);
    });
});

describe('JSON', () => {
    it('holds every message with its payload', () => {
        const shapes = VENDOR_SHAPES.filter((shape) => shape.adapter === 'watsonx' && shape.shows.length > 0);
        const json = JSON.parse(
            toJson(prepare(shapes.map(shapeMessage), 'watsonx'), { exportedAt: 'now', sessionId: 's' })
        ) as {
            adapter: string;
            exportedAt: string;
            messages: { payload: unknown }[];
        };
        expect(json).toMatchObject({ adapter: 'watsonx', exportedAt: 'now', sessionId: 's' });
        expect(json.messages.map((message) => message.payload)).toEqual(shapes.map((shape) => shape.payload));
    });

    it('rounds no number', () => {
        const payloads = ['{"data":{"parcel":340434161094042557012}}', '{"data":{"parcel":"340434161094042557012"}}'];
        const messages = payloads.map((payload, n): BotMessage => ({
            id: `${n}`,
            sentAt: null,
            sender: 'bot',
            text: 'x',
            payload
        }));
        const json = JSON.parse(toJson(prepare(messages, 'cognigy'), { exportedAt: 'now' })) as {
            messages: { payload: unknown }[];
        };
        expect(json.messages.map((message) => message.payload)).toEqual([
            payloads[0],
            { data: { parcel: '340434161094042557012' } }
        ]);
    });

    it('takes payloads that are no JSON, or too deep to print', () => {
        const deep = '['.repeat(100_000) + ']'.repeat(100_000);
        const messages = ['<html>', deep].map((payload, n): BotMessage => ({
            id: `${n}`,
            sentAt: null,
            sender: 'bot',
            text: 'x',
            payload
        }));
        const json = JSON.parse(toJson(prepare(messages, 'watsonx'), { exportedAt: 'now' })) as {
            messages: { payload: unknown }[];
        };
        expect(json.messages.map((message) => message.payload)).toEqual(['<html>', deep]);
    });
});
