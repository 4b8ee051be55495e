import type { Block, BlockKind, CardBlock, CheckedUrl, Option } from 'c/botTranscript';

const OK: CheckedUrl = { state: 'ok', href: 'https://www.example.com/a', host: 'www.example.com', text: '' };

function option(key: string, label: string, isChosen = false): Option {
    return { key, label, value: label, action: 'reply', isChosen };
}

function card(key: string, title: string, more: Partial<CardBlock> = {}): CardBlock {
    return { kind: 'card', key, title, subtitle: '', imageAlt: '', blocks: [], buttons: [], ...more };
}

/** Every kind there is: the type checker sees to it. */
export const KINDS: Record<BlockKind, true> = {
    text: true,
    options: true,
    suggestions: true,
    card: true,
    carousel: true,
    list: true,
    grid: true,
    table: true,
    image: true,
    video: true,
    audio: true,
    file: true,
    link: true,
    form: true,
    'search-results': true,
    citations: true,
    'date-picker': true,
    'adaptive-card': true,
    transfer: true,
    event: true,
    unknown: true
};

/** One block of every kind, with everything that it can hold, and what a reader sees of it. */
export const FULL: [string, Block, string][] = [
    ['text', { kind: 'text', key: '0', text: 'Hello *you*', format: 'markdown', tone: 'normal' }, 'Hello you'],
    [
        'options',
        {
            kind: 'options',
            key: '0',
            title: 'Which **one**?',
            format: 'markdown',
            description: 'You can *change* it later',
            presentation: 'buttons',
            options: [option('1', 'Red'), option('2', 'Blue', true)],
            chosenKey: '2'
        },
        'Which one ? You can change it later Red Blue Chosen'
    ],
    [
        'suggestions',
        {
            kind: 'suggestions',
            key: '0',
            title: 'Did you mean',
            format: 'plain',
            description: '',
            presentation: 'buttons',
            options: [option('1', 'Refund')],
            chosenKey: null
        },
        'Did you mean Refund'
    ],
    [
        'video',
        { kind: 'video', key: '0', url: OK, isPlayable: true, alt: '', title: 'Tour', description: 'In May' },
        'Tour In May www.example.com Load video'
    ],
    [
        'audio',
        { kind: 'audio', key: '0', url: OK, isPlayable: true, alt: '', title: 'Voice', description: '' },
        'Voice www.example.com Load audio'
    ],
    [
        'citations',
        { kind: 'citations', key: '0', title: '', citations: [{ key: '1', title: 'A', text: 'b', format: 'plain' }] },
        'Sources A b'
    ],
    [
        'date-picker',
        { kind: 'date-picker', key: '0', label: 'Arrival', earliest: '', latest: '', chosen: 'soon' },
        'Arrival Chosen soon'
    ],
    [
        'transfer',
        {
            kind: 'transfer',
            key: '0',
            text: 'Connecting you',
            messageToAgent: 'Wants a refund',
            summary: 'Order 1001',
            topic: 'Refund',
            facts: [{ key: '1', label: 'order', value: '1001' }]
        },
        'Asked for a human Connecting you For the agent Wants a refund Topic Refund Summary Order 1001 order 1001'
    ],
    [
        'card',
        card('0', 'Sea view', {
            subtitle: 'Two beds',
            image: OK,
            imageAlt: 'A room',
            url: OK,
            blocks: [{ kind: 'text', key: '1', text: 'With breakfast', format: 'plain', tone: 'normal' }],
            buttons: [option('2', 'Book')]
        }),
        'Sea view Two beds With breakfast www.example.com opens in a new tab Book'
    ],
    [
        'carousel',
        { kind: 'carousel', key: '0', cards: [card('1', 'One'), card('2', 'Two')] },
        'One Two Previous card Next card'
    ],
    [
        'list',
        {
            kind: 'list',
            key: '0',
            title: 'Hotels',
            items: [card('1', 'Mar', { image: OK, imageAlt: 'Sea' }), card('2', 'Inn')],
            buttons: [option('3', 'More')]
        },
        'Hotels Mar Inn More'
    ],
    [
        'grid',
        {
            kind: 'grid',
            key: '0',
            columns: [
                { key: '1', weight: 1 },
                { key: '2', weight: 3 }
            ],
            rows: [
                {
                    key: '3',
                    cells: [
                        {
                            key: '4',
                            blocks: [{ kind: 'text', key: '5', text: 'Left', format: 'plain', tone: 'normal' }]
                        },
                        { key: '6', blocks: [{ kind: 'text', key: '7', text: 'Right', format: 'plain', tone: 'note' }] }
                    ]
                }
            ]
        },
        'Left Right'
    ],
    [
        'table',
        {
            kind: 'table',
            key: '0',
            title: 'Prices',
            description: '',
            headers: [{ key: '1', text: 'Room' }],
            rows: [{ key: '2', cells: [{ key: '3', text: 'Sea' }] }]
        },
        'Prices Room Sea'
    ],
    [
        'image',
        { kind: 'image', key: '0', url: OK, alt: 'A', title: 'House', description: 'In May', buttons: [] },
        'House In May'
    ],
    [
        'file',
        { kind: 'file', key: '0', name: 'a.pdf', mimeType: 'application/pdf', size: null, scan: 'clean', media: null },
        'a.pdf application/pdf · Checked, no virus found'
    ],
    [
        'link',
        { kind: 'link', key: '0', url: OK, title: 'Map', description: '' },
        'Map opens in a new tab www.example.com'
    ],
    [
        'form',
        {
            kind: 'form',
            key: '0',
            title: 'Claim',
            fields: [
                { key: '1', name: 'name', label: 'Name', answer: 'Kim', isRequired: true },
                {
                    key: '2',
                    label: 'Bed',
                    answer: 'Double',
                    isRequired: false,
                    choices: [option('3', 'Single'), option('4', 'Double', true)]
                }
            ],
            isSubmitted: true
        },
        'Claim Submitted Name (required) Kim Bed Single Double Chosen'
    ],
    [
        'search-results',
        {
            kind: 'search-results',
            key: '0',
            title: 'Found',
            results: [{ key: '1', title: 'A', text: 'b', format: 'plain' }]
        },
        'Found A b'
    ],
    [
        'adaptive-card',
        {
            kind: 'adaptive-card',
            key: '0',
            blocks: [{ kind: 'text', key: '1', text: 'Booking', format: 'plain', tone: 'normal' }],
            actions: [option('2', 'Confirm')],
            fallbackText: 'Booking',
            unsupported: ['Carousel'],
            raw: '{}'
        },
        'Booking Confirm Content that can’t be shown: Carousel Show raw data'
    ],
    ['event', { kind: 'event', key: '0', code: 'rating', text: '5' }, 'Rating: 5'],
    [
        'unknown',
        { kind: 'unknown', key: '0', name: 'seat-map', text: 'Choose a seat', raw: '{"a":1}' },
        'Choose a seat Content that can’t be shown: seat-map Show raw data'
    ]
];

/** The same kinds with as little as a payload may leave of them. */
export const EMPTY: [string, Block, string][] = [
    ['text', { kind: 'text', key: '0', text: '', format: 'plain', tone: 'normal' }, ''],
    [
        'options',
        {
            kind: 'suggestions',
            key: '0',
            title: '',
            format: 'plain',
            description: '',
            presentation: 'dropdown',
            options: [],
            chosenKey: null
        },
        ''
    ],
    ['card', card('0', ''), ''],
    [
        'card with an address that may not be followed',
        card('0', 'Sea view', {
            url: { state: 'refused', href: '', host: '', text: 'http://www.example.com/sea' }
        }),
        'Sea view http://www.example.com/sea (not a safe link)'
    ],
    ['carousel', { kind: 'carousel', key: '0', cards: [card('1', 'Only')] }, 'Only'],
    ['list', { kind: 'list', key: '0', title: '', items: [], buttons: [] }, ''],
    ['grid', { kind: 'grid', key: '0', columns: [], rows: [] }, ''],
    ['event', { kind: 'event', key: '0', code: 'other', text: '' }, 'Event'],
    ['event with words of its own', { kind: 'event', key: '0', code: 'other', text: 'Kim joined' }, 'Kim joined'],
    [
        'adaptive-card',
        { kind: 'adaptive-card', key: '0', blocks: [], actions: [], fallbackText: 'Spoken', unsupported: [], raw: '' },
        'Spoken'
    ],
    ['unknown', { kind: 'unknown', key: '0', name: '', text: '', raw: '' }, 'Content that can’t be shown Show raw data']
];
