import { prepare, toBlocks, type Block } from 'c/botTranscript';
import { message } from './messages';

function shown(text: string, data: unknown): Block[] {
    return toBlocks(message('bot', text, { data }), 'cognigy', { policy: { mediaHosts: ['*'] } });
}

function kinds(text: string, data: unknown): string[] {
    return shown(text, data).map((block) => block.kind);
}

const webchat = (content: unknown, more: object = {}): unknown => ({ _cognigy: { _webchat: content, ...more } });

describe('data beside a text that says more than it', () => {
    it.each([
        ['a form for another channel', { _cognigy: { _whatsapp: { body: { text: 'Pick a slot' } } } }, 'whatsapp'],
        ['data of the flow', { flight: { from: 'BER', to: 'SFO' }, note: 'VIP' }, 'BER'],
        ['sources', { references: [{ title: 'Returns, page 3', url: 'https://www.example.com/returns' }] }, 'page 3'],
        ['words in another script', { note: '三日後に届きます' }, '三日後'],
        ['a plugin that is none', { _plugin: ['Choose a seat'] }, 'Choose a seat'],
        ['a card that is none', { _plugin: { type: 'adaptivecards', payload: 'Choose a room' } }, 'Choose a room'],
        ['attachments that are none', { attachments: { first: { fileName: 'Invoice 1001.pdf' } } }, 'Invoice'],
        ['words at the end of many', { many: [...Array.from({ length: 300 }, () => 'Hello'), 'Late'] }, 'Hello']
    ])('comes once, as raw data: %s', (_what, data, raw) => {
        const blocks = shown('Hello', data);
        expect(blocks.map((block) => block.kind)).toEqual(['text', 'unknown']);
        expect(JSON.stringify(blocks[1]).toLowerCase()).toContain(raw.toLowerCase());
    });

    it('names what it is, and holds what belongs to it', () => {
        const [, block] = shown('Hello', { orderId: '1001', note: 'VIP', _cognigy: { _default: {} } });
        expect(block).toMatchObject({ kind: 'unknown', name: 'note', text: '' });
        expect(block?.kind === 'unknown' && block.raw).toBe('{\n  "orderId": "1001",\n  "note": "VIP"\n}');
    });

    it('comes in its place where a part of the message for all channels is not known here', () => {
        const parts = { _text: { text: 'Hello' }, _seatMap: { title: 'Choose a seat' }, _image: {} };
        expect(shown('', { _cognigy: { _default: parts } })).toMatchObject([
            { kind: 'text', text: 'Hello' },
            { kind: 'unknown', name: 'seatMap' }
        ]);
    });

    it('comes behind the rich part too', () => {
        expect(kinds('', { ...(webchat({ message: { text: 'Hello' } }) as object), note: 'VIP' })).toEqual([
            'text',
            'unknown'
        ]);
    });
});

describe('data beside a text that says no more to an agent', () => {
    const text = 'Your parcel **left** our warehouse. Anything else?';

    it.each([
        ['nothing', {}],
        ['empty forms', { _cognigy: { _default: {}, _webchat: {}, syncWebchatWithFacebook: false } }],
        ['the same for other channels', { _cognigy: { _whatsapp: { text: 'Your parcel left our warehouse.' } } }],
        [
            'the same for the phone',
            {
                _cognigy: {
                    _voiceGateway2: {
                        json: {
                            verb: 'say',
                            channelConfig: {
                                text: '<speak>Your parcel left <break time="300ms"/>our warehouse.</speak>',
                                recognizer: { vendor: 'microsoft', language: 'de-DE', hints: [] },
                                synthesizer: { voice: 'de-DE-KatjaNeural' }
                            }
                        }
                    }
                }
            }
        ],
        [
            'forms for further channels beside one that is read',
            webchat({ message: { text } }, { _whatsapp: { text: 'Write 1 for yes' }, _line: { text: 'Yes or no?' } })
        ],
        [
            'what the bot made of it',
            {
                type: 'text',
                intent: 'Parcel Status',
                intentScore: 0.93,
                flowName: 'Main Menu',
                nodeLabel: 'Say where it is',
                state: 'awaiting_answer',
                finishReason: 'stop',
                model: 'gpt-4o-mini',
                timestamp: '2026-01-31T09:00:00.000Z',
                _messageId: '0b6f1f9e-7a55-4a0c-9d6e-2f1c8f3a1d11',
                order_id: 'A 1001'
            }
        ],
        [
            'what the customer had open',
            {
                url: 'https://www.example.com/track?parcel=1',
                locale: 'de-DE',
                userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
                timezone: 'Europe/Berlin',
                tracking: { campaign: 'Summer Sale', medium: 'Banner' }
            }
        ],
        ['an answer to a card', { postback: { title: 'Where is it?', payload: 'WHERE' } }],
        ['no plugin', { _plugin: {}, adaptivecards: {}, attachments: [] }]
    ])('is left out: %s', (_what, data) => {
        expect(kinds(text, data)).toEqual(['text']);
    });
});

describe('a payload without a text', () => {
    it.each([
        ['{"_cognigy":{}}'],
        ['{"_cognigy":{"_webchat":{"message":{}},"_default":{}},"attachments":[],"_plugin":{}}'],
        [`{"_cognigy":{"_default":{"_quickReplies":{"type":"quick_replies","text":"","quickReplies":[]}}}}`],
        [
            '{"_cognigy":{"_default":{},"_defaultPreview":{},"_webchat":{},"_webchat3":{},"_facebook":{},"syncWebchatWithFacebook":false}}'
        ]
    ])('and any other word shows nothing: %s', (payload) => {
        const empty = { ...message('bot', ''), payload };
        expect(toBlocks(empty, 'cognigy')).toEqual([]);
        expect(prepare([empty], 'cognigy').entries).toEqual([]);
    });

    it('says what words it has', () => {
        expect(shown('', { _cognigy: { _whatsapp: { body: { text: 'Pick a slot' } } } })).toMatchObject([
            { kind: 'unknown', text: 'Pick a slot' }
        ]);
    });
});

describe('what only steers the webchat', () => {
    const steering = [
        ['another picture of the bot', { _webchat: { botAvatarOverrideUrl: 'https://www.example.com/kim.png' } }],
        ['another picture and name above one message', { _webchat: { agentAvatarOverrideNameOnce: 'Kim Example' } }],
        ['the end of a text that came bit by bit', { _cognigy: { _messageId: 'a 1', _finishReason: 'Length' } }],
        [
            'what the browser tells of itself',
            {
                _webchat3Metadata: {
                    browser: 'Chrome',
                    languages: [{ region: 'US', code: 'en' }],
                    geolocation: { city: 'Oslo', country: 'Norway' }
                }
            }
        ]
    ] as const;

    it.each(steering)('shows nothing by itself and beside a text: %s', (_what, data) => {
        expect(shown('', data)).toEqual([]);
        expect(kinds('Hello', data)).toEqual(['text']);
    });

    it('hides nothing else', () => {
        expect(kinds('', { _webchat: { botAvatarOverrideUrl: '', note: 'VIP' } })).toEqual(['unknown']);
        expect(kinds('', { _cognigy: { _messageId: '1', _whatsapp: { text: 'Pick' } } })).toEqual(['unknown']);
    });
});

describe('media without an address', () => {
    it('say what a channel says that cannot show them', () => {
        const image = { type: 'image', imageUrl: '', fallbackText: 'A map of our shops' };
        expect(shown('', { _cognigy: { _default: { _image: image } } })).toMatchObject([
            { kind: 'unknown', name: 'image', text: 'A map of our shops' }
        ]);
    });

    it.each(['image', 'video', 'audio'])('stay as raw data: %s', (type) => {
        const payload = { altText: 'Map', buttons: [{ title: 'Refund', payload: 'REFUND' }] };
        const blocks = shown('Look', webchat({ message: { text: 'Look', attachment: { type, payload } } }));
        expect(blocks).toMatchObject([
            { kind: 'text', text: 'Look' },
            { kind: 'unknown', name: type, text: 'Map', raw: expect.stringContaining('Refund') as string }
        ]);
    });

    it('stay in the form for every channel', () => {
        expect(
            kinds('', { _cognigy: { _default: { _text: 'Look', _video: { type: 'video', videoAltText: 'A tour' } } } })
        ).toEqual(['text', 'unknown']);
    });

    it('give way to the form for every channel', () => {
        const image = { message: { attachment: { type: 'image', payload: { altText: 'Map' } } } };
        const neutral = { _image: { type: 'image', imageUrl: 'https://media.example.com/map.png' } };
        expect(kinds('', webchat(image, { _default: neutral }))).toEqual(['image']);
        expect(kinds('', webchat(image, { _default: {} }))).toEqual(['unknown']);
    });

    it('leave out what says nothing', () => {
        expect(kinds('Look', webchat({ message: { attachment: { type: 'image', payload: {} } } }))).toEqual(['text']);
    });
});
