import { prepare, toBlocks, entryText } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const blocksOf = (item: object, more: object = {}) =>
    toBlocks(message('bot', '', { data: { generic: [item], ...more } }), 'watsonx');

describe('a notice of the web chat', () => {
    it.each(['title', 'text'])('says what its %s says', (field) => {
        expect(blocksOf({ response_type: 'system', [field]: 'Kim has joined' })).toMatchObject([
            { kind: 'event', code: 'other', text: 'Kim has joined' }
        ]);
    });

    it('is copied as well', () => {
        const data = { generic: [{ response_type: 'system', title: 'Kim has joined' }] };
        const { entries } = prepare([message('system', 'Kim has joined', { data })], 'watsonx');
        expect(entries.map((entry) => entryText(entry, { removed: '' }))).toEqual(['Kim has joined']);
    });
});

describe('a text', () => {
    it('stands for items that say nothing, whatever else came along', () => {
        const data = { generic: [], user_defined: { note: 'VIP' } };
        expect(toBlocks(message('bot', 'Hello', { data }), 'watsonx')).toMatchObject([{ kind: 'text', text: 'Hello' }]);
        expect(toBlocks(message('bot', '', { data }), 'watsonx')).toMatchObject([{ kind: 'unknown' }]);
    });

    it('may stand alone among the items', () => {
        const shown = toBlocks(message('bot', '', { data: { generic: ['Hello', '', 'Kim'] } }), 'watsonx');
        expect(shown).toMatchObject([{ text: 'Hello' }, { kind: 'unknown' }, { text: 'Kim' }]);
    });

    it('stands in a list of values in older dialogs; of values that are none, the raw data is shown', () => {
        const item = (...values: object[]) => ({ response_type: 'text', values });
        expect(blocksOf(item({ text: 'Hello' }, { text: 'Kim' }))).toMatchObject([{ text: 'Hello' }, { text: 'Kim' }]);
        expect(blocksOf(item({ words: 'Hello' }))).toMatchObject([{ kind: 'unknown', name: 'text' }]);
    });
});

describe('attributes, which the web chat reads behind a link or a line', () => {
    it.each([
        [
            'See [terms](https://www.example.com/t){{target="_self"}} first',
            'See [terms](https://www.example.com/t) first'
        ],
        ['# Hours {{class="big bold" id=hours}}', '# Hours '],
        ['Dear {{name}}, use {{target}} or {{ target = x }}', 'Dear {{name}}, use {{target}} or {{ target = x }}']
    ])('are no words: %s', (text, shown) => {
        for (const type of ['text', 'conversational_search', 'inline_error']) {
            expect(blocksOf({ response_type: type, text })).toMatchObject([{ kind: 'text', text: shown }]);
        }
        expect(blocksOf({ response_type: 'option', title: text, description: text, options: [{}] })).toMatchObject([
            { title: shown, description: shown }
        ]);
    });

    it('are looked for without delay in a text that is made of them', () => {
        const text = '{{id='.repeat(10_000);
        const start = performance.now();
        blocksOf({ response_type: 'text', text });
        blocksOf({ response_type: 'text', text: `{{${'id=a '.repeat(10_000)}` });
        expect(performance.now() - start).toBeLessThan(500);
    });
});

describe('signs of indices', () => {
    it.each([
        ['H~2~O, 20 m^2^, x^n+1^', 'H<sub>2</sub>O, 20 m<sup>2</sup>, x<sup>n+1</sup>'],
        ['~~gone~~, ~5 to ~10 days, ~/bin:~/lib, 2^10', '~~gone~~, ~5 to ~10 days, ~/bin:~/lib, 2^10']
    ])('are read as the web chat does: %s', (text, shown) => {
        expect(blocksOf({ response_type: 'text', text })).toMatchObject([{ text: shown }]);
    });
});

describe('a frame or link', () => {
    it('is named by its title, else by its host; without either, the raw data is shown', () => {
        const link = (more: object) => ({ response_type: 'iframe', ...more });
        expect(blocksOf(link({ source: 'https://maps.example.com/shop' }))).toMatchObject([
            { kind: 'link', title: 'maps.example.com', url: { href: 'https://maps.example.com/shop' } }
        ]);
        expect(blocksOf(link({ title: 'Our shop' }))).toMatchObject([{ kind: 'link', title: 'Our shop' }]);
        expect(blocksOf(link({ description: 'On a map' }))).toMatchObject([{ kind: 'unknown', text: 'On a map' }]);
    });
});

describe('a card', () => {
    it('of a preview has a title, a subtitle or both', () => {
        const preview = { response_type: 'preview_card' };
        expect(blocksOf({ ...preview, subtitle: 'Open till six' })).toMatchObject([{ kind: 'card', title: '' }]);
        expect(blocksOf({ ...preview, title: 'Shop' })).toMatchObject([{ kind: 'card', title: 'Shop' }]);
        expect(blocksOf({ ...preview, note: 'Shop' })).toMatchObject([{ kind: 'unknown', name: 'preview_card' }]);
    });

    it('of a carousel holds whatever stands in its place', () => {
        const items = ['Boots', 'Coat'].map((text) => ({ response_type: 'text', text }));
        expect(blocksOf({ response_type: 'carousel', items })).toMatchObject([
            { kind: 'carousel', cards: [{ blocks: [{ text: 'Boots' }] }, { blocks: [{ text: 'Coat' }] }] }
        ]);
    });
});

describe('a file of the customer', () => {
    const sent = (input: object) => toBlocks(message('customer', '', { data: { input } }), 'watsonx');

    it.each([
        ['https://files.example.com/in/4711/My%20lamp.jpg?key=1', 'My lamp.jpg'],
        ['https://files.example.com/100%.pdf', '100%.pdf'],
        ['https://files.example.com/', 'https://files.example.com/']
    ])('has the name that its address ends with: %s', (url, name) => {
        expect(sent({ attachments: [{ url, media_type: 'application/pdf' }] })).toMatchObject([{ kind: 'file', name }]);
    });

    it('has a name alone where it went to a human', () => {
        const input = { message_type: 'file', text: 'My lamp.jpg', agent_message_type: 'from_user' };
        expect(sent(input)).toMatchObject([{ kind: 'file', name: 'My lamp.jpg' }]);
        expect(sent(input)[0]).not.toHaveProperty('url');
    });
});

describe('what is for phone calls', () => {
    it('says that keys were asked for, without the name of the command', () => {
        const collect = { type: 'collect', parameters: { count: 4, termination_key: '#' } };
        expect(blocksOf({ response_type: 'dtmf', command_info: collect })).toMatchObject([
            { kind: 'event', code: 'phone-keys', text: '' }
        ]);
    });

    it.each([
        ['dtmf', { command_info: { type: 'disable_barge_in' } }, 'dtmf, disable barge in'],
        ['text_to_speech', { command_info: { type: 'configure' } }, 'text to speech, configure'],
        ['record', {}, 'record']
    ])('says what else a %s does to the call', (type, more, text) => {
        expect(blocksOf({ response_type: type, ...more })).toMatchObject([{ kind: 'event', code: 'voice', text }]);
    });
});

describe('a way to another channel', () => {
    const transfer = (url: string) =>
        blocksOf({
            response_type: 'channel_transfer',
            message_to_user: 'Go on here',
            transfer_info: { target: { chat: { url } } }
        });

    it('leads where the customer was led, without what names the conversation', () => {
        expect(transfer('https://www.example.com/chat?session=4711')).toMatchObject([
            { kind: 'text', text: 'Go on here' },
            { kind: 'text', text: 'https://www.example.com', tone: 'note' }
        ]);
    });

    it('asks for nobody', () => {
        const generic = [{ response_type: 'channel_transfer', message_to_user: 'Go on here', transfer_info: {} }];
        expect(prepare([message('bot', '', { data: { generic } })], 'watsonx').handoffIndex).toBe(-1);
    });

    it('is told without an address that is none', () => {
        expect(transfer('the chat')).toMatchObject([{ kind: 'text', text: 'Go on here' }]);
    });
});

describe('results of a search', () => {
    it('have a header or, from some clients, a title', () => {
        const search = { response_type: 'search', title: 'I found this:' };
        const results = [{ title: 'Returns', body: 'Within 30 days' }];
        expect(blocksOf({ ...search, results })).toMatchObject([{ kind: 'search-results', title: 'I found this:' }]);
        expect(blocksOf(search)).toMatchObject([{ kind: 'text', text: 'I found this:' }]);
    });
});

describe('a panel of its own', () => {
    it('shows what could be read in it', () => {
        const body = [{ response_type: 'text', text: 'Our terms' }];
        expect(blocksOf({ response_type: 'panel', title: 'Terms', body })).toMatchObject([
            { kind: 'card', title: 'Terms', blocks: [{ text: 'Our terms' }] }
        ]);
        expect(blocksOf({ response_type: 'panel' })).toMatchObject([{ kind: 'unknown', name: 'panel' }]);
    });
});

describe('a choice', () => {
    const choice = { response_type: 'option', title: 'Which **one**?', description: 'Read the *terms*' };

    it('reads the markup of title and description, with or without options', () => {
        const copied = (item: object) =>
            prepare([message('bot', '', { data: { generic: [item] } })], 'watsonx').entries.map((entry) =>
                entryText(entry, { removed: '' })
            );
        expect(copied({ ...choice, options: [] })).toEqual(['Which one?\nRead the terms']);
        expect(copied({ ...choice, options: [{ label: 'Red' }] })).toEqual(['Which one?\nRead the terms\n[ ] Red']);
    });
});

describe('what an author defined', () => {
    const own = (type: string, more: object) =>
        blocksOf({ response_type: 'user_defined', user_defined: { user_defined_type: type, ...more } });

    it('is the item that the web chat takes it for, if any', () => {
        const transformed = (more: object) => own('IBM_BETA_TRANSFORM_RESPONSE', more);
        expect(transformed({ response_type: 'text', text: 'Hello' })).toMatchObject([{ kind: 'text', text: 'Hello' }]);
        expect(transformed({ response_type: 'hologram' })).toMatchObject([{ kind: 'unknown', name: 'hologram' }]);
        expect(transformed({})).toMatchObject([{ kind: 'unknown' }]);
    });

    it('says its words where only a client of the author can show it', () => {
        const rooms = [
            { url: 'sea.png', title: 'Sea view', description: 'Two beds' },
            { url: 'garden.png', title: 'Garden view', buttons: [{ label: 'Book' }] }
        ];
        expect(own('rooms', { title: 'Our rooms', rooms })).toMatchObject([
            { kind: 'unknown', name: 'rooms', text: 'Our rooms\nSea view\nTwo beds\nGarden view\nBook' }
        ]);
        const long = 'All of it. '.repeat(200);
        expect(own('terms', { text: long, title: 'Terms' })).toMatchObject([{ kind: 'unknown', text: long }]);
    });

    it('is a journey with whatever words it has, else its raw data is shown', () => {
        const steps = [{ response_type: 'text', text: 'Open Claims' }];
        expect(own('IBM_BETA_JOURNEYS_TOUR', { skip_card: true, steps })).toMatchObject([
            { kind: 'card', title: '', blocks: [{ kind: 'text', text: 'Open Claims' }] }
        ]);
        expect(own('IBM_BETA_JOURNEYS_TOUR', { steps: [] })).toMatchObject([
            { kind: 'unknown', name: 'IBM_BETA_JOURNEYS_TOUR' }
        ]);
    });
});

describe('what the customer thought of an answer', () => {
    const ratingsOf = (...feedback: object[]) =>
        blocksOf({ response_type: 'text', text: 'Hello' }, { history: { feedback: { ...feedback } } }).slice(1);

    it('is told as far as there is something', () => {
        const all = { is_positive: false, text: 'Too long', categories: ['Wording', ''] };
        expect(ratingsOf(all, { is_positive: true, text: '', categories: [] }, { text: '' }, {})).toMatchObject([
            { code: 'rating', text: '👎 · Too long · Wording' },
            { code: 'rating', text: '👍' }
        ]);
        expect(ratingsOf({ text: '' })).toEqual([]);
    });
});

describe('an error', () => {
    it('without words is shown as its raw data, beside what came with it', () => {
        const generic = ['Try again', ''].map((text) => ({ response_type: 'inline_error', text, code: 'E-500' }));
        expect(toBlocks(message('bot', '', { data: { generic } }), 'watsonx')).toMatchObject([
            { kind: 'text', text: 'Try again', tone: 'error' },
            { kind: 'unknown', name: 'inline_error' }
        ]);
    });
});

describe('a table', () => {
    it('may have headers alone, and is none without rows and headers', () => {
        const table = { response_type: 'table', title: 'Orders' };
        expect(blocksOf({ ...table, headers: ['Number', 'State'] })).toMatchObject([
            { kind: 'table', headers: [{ text: 'Number' }, { text: 'State' }], rows: [] }
        ]);
        expect(blocksOf(table)).toMatchObject([{ kind: 'unknown', text: 'Orders' }]);
    });

    it('has no headers where they are blank', () => {
        const table = { response_type: 'table', headers: ['', { text: ' ' }], rows: [{ cells: ['Order', '4711'] }] };
        expect(blocksOf(table)).toMatchObject([{ kind: 'table', headers: [], rows: [{ cells: [{}, {}] }] }]);
        const { entries } = prepare([message('bot', '', { data: { generic: [table] } })], 'watsonx');
        expect(entries.map((entry) => entryText(entry, { removed: '' }))).toEqual(['Order | 4711']);
    });
});

describe('an answer with its sources', () => {
    const answer = {
        response_type: 'conversational_search',
        text: 'Within 30 days.',
        citations_title: 'How do we know?',
        citations: [
            { title: 'Returns', text: '', body: 'Return within 30 days', search_result_index: 1, ranges: [] },
            { title: '', text: 'Refunds take a week', search_result_index: 0, ranges: [] }
        ],
        search_results: [
            { id: '1', title: 'Refunds', body: 'All on refunds' },
            { id: '2', title: 'Rules', body: 'All on returns' }
        ]
    };

    it('tells of each what it has, in the names of the API', () => {
        expect(blocksOf(answer)).toMatchObject([
            { kind: 'text', text: 'Within 30 days.' },
            {
                kind: 'citations',
                citations: [
                    { title: 'Returns', text: 'Return within 30 days' },
                    { title: 'Refunds', text: 'Refunds take a week' }
                ]
            }
        ]);
    });

    it('names no address where the web chat shows none, since it is none', () => {
        const [, sources] = blocksOf({
            ...answer,
            citations: [
                { title: 'Rules', text: 'All rules', url: 'rules 2026.pdf' },
                { title: 'Shop', text: 'Our shop', url: 'https://www.example.com/' }
            ]
        });
        expect(sources).toMatchObject({ citations: [{ title: 'Rules' }, { url: { state: 'ok' } }] });
        expect(sources).not.toMatchObject({ citations: [{ url: {} }, {}] });
    });

    it('takes them along where it is copied', () => {
        const { entries } = prepare([message('bot', '', { data: { generic: [answer] } })], 'watsonx');
        expect(entries.map((entry) => entryText(entry, { removed: '' }))).toEqual([
            'Within 30 days.\nHow do we know?\nReturns\nReturn within 30 days\nRefunds\nRefunds take a week'
        ]);
    });

    it('says its disclaimer, as the customer read it', () => {
        const disclaimer = 'Made by AI. Check what matters.';
        const note = { kind: 'text', text: disclaimer, tone: 'note' };
        expect(blocksOf({ ...answer, disclaimer })).toMatchObject([{ kind: 'text' }, { kind: 'citations' }, note]);
        expect(blocksOf({ ...answer, citations: [], disclaimer })).toMatchObject([{ kind: 'text' }, note]);
    });
});

describe('what a search found', () => {
    it('is marked up where its body is a highlight, and plain where it is not', () => {
        const found = (body: string) =>
            blocksOf({ response_type: 'search', header: 'Found', primary_results: [{ title: 'Returns', body }] });
        expect(found('Return it <em>within</em> 30 days')).toMatchObject([{ results: [{ format: 'html' }] }]);
        expect(found('If a < b & c > d, return it')).toMatchObject([{ results: [{ format: 'plain' }] }]);
    });
});

describe('a sound', () => {
    it('has the words that stand below it', () => {
        const transcript = { text: 'Hello and **welcome**', language: 'en', label: 'Transcript' };
        expect(
            blocksOf({
                response_type: 'audio',
                source: 'https://media.example.com/a.mp3',
                title: 'Greeting',
                file_accessibility: { transcript }
            })
        ).toMatchObject([
            { kind: 'audio', title: 'Greeting' },
            { kind: 'text', text: 'Hello and **welcome**', format: 'markdown', tone: 'note' }
        ]);
    });
});

describe('a video', () => {
    it('has its captions', () => {
        const tracks = [
            { src: 'https://media.example.com/a.vtt', language: 'en', label: 'English' },
            { src: 'https://media.example.com/b.vtt', language: 'de', label: 'Deutsch', default: true }
        ];
        const video = { response_type: 'video', source: 'https://media.example.com/a.mp4' };
        expect(blocksOf({ ...video, file_accessibility: { subtitle_tracks: tracks } })).toMatchObject([
            { kind: 'video', captions: { text: 'https://media.example.com/b.vtt' } }
        ]);
        expect(blocksOf({ ...video, file_accessibility: { subtitle_tracks: tracks.slice(0, 1) } })).toMatchObject([
            { captions: { text: 'https://media.example.com/a.vtt' } }
        ]);
    });
});

describe('a request for a human', () => {
    const item = {
        response_type: 'connect_to_agent',
        agent_available: { message: 'Connecting you' },
        agent_unavailable: { message: 'Nobody is here' }
    };

    it('says what the customer was told, where nobody was there as well', () => {
        expect(blocksOf(item)).toMatchObject([{ kind: 'transfer', text: 'Connecting you' }]);
        expect(blocksOf(item, { history: { agent_availability: 'online' } })).toMatchObject([
            { text: 'Connecting you' }
        ]);
        expect(blocksOf(item, { history: { agent_availability: 'offline' } })).toMatchObject([
            { text: 'Nobody is here' }
        ]);
    });
});
