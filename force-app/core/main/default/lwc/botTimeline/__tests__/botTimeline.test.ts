import { CONTENT_KINDS, isFiltering, NO_FILTER, Timeline, type ContentKind, type Filter } from 'c/botTimeline';
import type { BotMessage, Sender } from 'c/botTranscript';

const START = Date.parse('2026-01-31T20:00:00Z');
const MINUTE = 60_000;

function message(number: number, sender: Sender = 'bot', more: Partial<BotMessage> = {}): BotMessage {
    const sentAt = new Date(START + number * MINUTE).toISOString();
    return { id: `m${number}`, sentAt, sender, text: `text ${number}`, ...more };
}

function timeline(messages: BotMessage[], handedOffAt?: string): Timeline {
    const made = new Timeline('cognigy', { timeZone: 'America/Los_Angeles', handedOffAt });
    made.addNewest(messages);
    return made;
}

function ids(made: Timeline, filter: Filter = NO_FILTER, isNewestFirst = false): string[] {
    return made.view(filter, isNewestFirst, START).entries.map((entry) => entry.id);
}

const QUICK_REPLIES = JSON.stringify({
    _cognigy: { _webchat: { message: { text: 'Which?', quick_replies: [{ title: 'Red', payload: 'RED' }] } } }
});
const FILE = JSON.stringify({ attachments: [{ fileName: 'a.pdf', mimeType: 'application/pdf', url: '', size: 5 }] });

describe('pages', () => {
    it('joins older pages in front and keeps each message once', () => {
        const made = timeline([message(3), message(4)]);
        expect(made.addOlder([message(1), message(2), message(3)])).toBe(2);
        expect(ids(made)).toEqual(['m1', 'm2', 'm3', 'm4']);
        expect(made.addOlder([message(1)])).toBe(0);
    });

    it('adds what a newest page brings, and takes over a message that was edited', () => {
        const made = timeline([message(1), message(2)]);
        expect(made.addNewest([message(2, 'bot', { text: 'other words' }), message(3)])).toBe(1);
        expect(ids(made)).toEqual(['m1', 'm2', 'm3']);
        expect(made.prepared.entry('m2')?.message.text).toBe('other words');
        expect(made.addNewest([message(3)])).toBe(0);
    });

    it('puts what the bot stored late where its page has it', () => {
        const made = timeline([message(1), message(2), message(4)]);
        expect(made.addNewest([message(2), message(3), message(4), message(5)])).toBe(2);
        expect(ids(made)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    });

    it('puts what a page has before what is known in front of that: one less stands behind it', () => {
        const made = timeline([message(4), message(5), message(6)]);
        made.addNewest([message(3), message(4), message(6)]);
        expect(ids(made)).toEqual(['m3', 'm4', 'm5', 'm6']);
        made.addOlder([message(2), message(3)]);
        made.addNewest([message(6, 'bot', { text: 'other words' }), message(7)]);
        expect(ids(made)).toEqual(['m2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    });

    it('puts what is new behind a message that the bot no longer has', () => {
        const made = timeline([message(1), message(2), message(3), message(4)]);
        made.addNewest([message(1), message(2), message(5)]);
        expect(ids(made)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
        made.addNewest([message(2), message(6), message(7)]);
        expect(ids(made)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    });

    it('takes over who said a message, also where its words are the same', () => {
        const made = timeline([message(1, 'customer'), message(2)]);
        expect(made.addNewest([message(1, 'bot', { senderName: 'Ada' }), message(2)])).toBe(0);
        expect(made.prepared.entry('m1')).toMatchObject({ sender: 'bot', senderName: 'Ada' });
    });

    it('gives way to the messages of another source, read as that source writes them', () => {
        const made = timeline([message(1), message(2)]);
        expect(made.prepareSearch(1_000)).toBe(true);
        const content = { generic: [{ response_type: 'text', text: 'said elsewhere' }] };
        expect(made.startOver('watsonx', [message(7, 'bot', { text: '', payload: JSON.stringify(content) })])).toBe(1);
        expect(ids(made)).toEqual(['m7']);
        expect(made.search('elsewhere', made.view(NO_FILTER, false, START))).toEqual(['m7']);
        expect(made.isEmpty).toBe(false);
        expect([made.startOver('watsonx', []), made.isEmpty]).toEqual([0, true]);
    });

    it('knows whether messages join what is there', () => {
        const made = timeline([message(1), message(2)]);
        expect(made.joins([message(2), message(3)])).toBe(true);
        expect(made.joins([message(8), message(9)])).toBe(false);
        expect(new Timeline('cognigy', {}).joins([message(8)])).toBe(true);
    });
});

describe('rows', () => {
    it('start a day, a group of one sender, or tell that minutes have passed', () => {
        const made = timeline([
            message(0, 'customer'),
            message(0.5, 'customer', { id: 'same-minute' }),
            message(2, 'customer'),
            message(20, 'customer'),
            message(21, 'bot'),
            message(60 * 24, 'bot')
        ]);
        const view = made.view(NO_FILTER, false, START);
        const rows = [0, 1, 2, 3, 4, 5].map((position) => view.row(position));
        expect(rows.map((row) => row?.day !== '')).toEqual([true, false, false, false, false, true]);
        expect(rows.map((row) => row?.hasHead)).toEqual([true, false, false, true, true, true]);
        expect(rows.map((row) => row?.hasTime)).toEqual([false, false, true, false, false, false]);
        expect(view.row(99)).toBeUndefined();
    });

    it('start a group with another name and where the human came, and not where a time is unknown', () => {
        const rowsOf = (handedOffAt: string | undefined, ...messages: BotMessage[]) => {
            const view = timeline(messages, handedOffAt).view(NO_FILTER, false, START);
            return messages.map((_, position) => view.row(position)?.hasHead);
        };
        const named = (number: number, senderName: string, more: object = {}) =>
            message(number, 'agent', { senderName, ...more });
        expect(
            rowsOf(undefined, named(0, 'Kim'), named(1, 'Lee'), named(2, 'Lee', { sentAt: null }), named(30, 'Lee'))
        ).toEqual([true, true, false, false]);
        expect(rowsOf(new Date(START + 1.5 * MINUTE).toISOString(), message(0), message(1), message(2))).toEqual([
            true,
            false,
            true
        ]);
    });

    it.each([false, true])('name a day once around a message without a time (newest first: %s)', (isNewestFirst) => {
        const made = timeline([message(1), message(2, 'bot', { sentAt: null }), message(3), message(60 * 24)]);
        const view = made.view(NO_FILTER, isNewestFirst, START);
        const days = [0, 1, 2, 3].map((position) => view.row(position)?.day !== '');
        expect(days).toEqual(isNewestFirst ? [true, true, false, false] : [true, false, false, true]);
    });

    it('stay the same objects while they look the same, also after older ones came', () => {
        const made = timeline([message(3), message(4)]);
        const before = made.view(NO_FILTER, false, START).row(1);
        made.addOlder([message(1), message(2)]);
        expect(made.view(NO_FILTER, false, START).row(3)).toBe(before);
    });

    it('are made anew when a later message shows what was chosen', () => {
        const made = timeline([message(1, 'bot', { payload: QUICK_REPLIES })]);
        const before = made.view(NO_FILTER, false, START).row(0);
        made.addNewest([message(1, 'bot', { payload: QUICK_REPLIES }), message(2, 'customer', { text: 'Red' })]);
        const after = made.view(NO_FILTER, false, START).row(0);
        expect(after).not.toBe(before);
        expect(after?.blocks.some((block) => block.kind === 'options' && block.chosenKey !== null)).toBe(true);
    });

    it('are made anew when an older page tells what the customer pressed', () => {
        const made = timeline([message(2), message(3, 'customer', { text: 'RED' })]);
        const textOf = (position: number) =>
            made
                .view(NO_FILTER, false, START)
                .row(position)
                ?.blocks.map((block) => 'text' in block && block.text);
        expect(textOf(1)).toEqual(['RED']);
        made.addOlder([message(1, 'bot', { payload: QUICK_REPLIES })]);
        expect(textOf(2)).toEqual(['Red']);
    });

    it.each([
        ['between the messages', 2.5, false, ['', '', 'above', ''], 'm3'],
        ['between the messages, newest first', 2.5, true, ['', '', 'above', ''], 'm3'],
        ['after the last one', 9, false, ['', '', '', 'below'], 'm4'],
        ['after the last one, newest first', 9, true, ['above', '', '', ''], 'm4'],
        ['before the first one', 0, false, ['', '', '', ''], 'm1']
    ])('show a handoff %s', (_, minute, isNewestFirst, expected, jump) => {
        const at = new Date(START + minute * MINUTE).toISOString();
        const made = timeline([message(1), message(2), message(3), message(4)], at);
        const view = made.view(NO_FILTER, isNewestFirst, START);
        expect([0, 1, 2, 3].map((position) => view.row(position)?.handoff)).toEqual(expected);
        expect(view.handoffId()).toBe(jump);
    });

    it('takes over the language of what is said, also of messages that are on the screen', () => {
        const made = timeline([message(1), message(2, 'customer'), message(3, 'system')]);
        const languages = () => [0, 1, 2].map((at) => made.view(NO_FILTER, false, START).row(at)?.language);
        expect(languages()).toEqual([undefined, undefined, undefined]);
        made.speak('es');
        expect(languages()).toEqual(['es', 'es', undefined]);
        made.speak(undefined);
        expect(languages()).toEqual([undefined, undefined, undefined]);
    });

    it('show a handoff that happened since, and what came with it counts as new', () => {
        const made = timeline([message(1), message(2)]);
        const { prepared } = made;
        made.handOff(null);
        expect(made.prepared).toBe(prepared);
        made.handOff(new Date(START + 2.5 * MINUTE).toISOString());
        expect(made.addNewest([message(2), message(3)])).toBe(1);
        const view = made.view(NO_FILTER, false, START);
        expect([0, 1, 2].map((position) => view.row(position)?.handoff)).toEqual(['', '', 'above']);
        expect(view.row(2)?.handedOffAt).toBe(START + 2.5 * MINUTE);
    });

    it('have no handoff where none is known', () => {
        expect(
            timeline([message(1)])
                .view(NO_FILTER, false, START)
                .handoffId()
        ).toBe('');
    });
});

describe('views', () => {
    it('turn round for newest first', () => {
        expect(ids(timeline([message(1), message(2)]), NO_FILTER, true)).toEqual(['m2', 'm1']);
    });

    it('know positions', () => {
        const view = timeline([message(1), message(2)]).view(NO_FILTER, false, START);
        expect([view.positionOf('m2'), view.positionOf('gone')]).toEqual([1, -1]);
    });

    it.each([false, true])(
        'know what is nearest to a message that they leave out (newest first: %s)',
        (isNewestFirst) => {
            const senders: Sender[] = ['bot', 'customer', 'customer', 'customer', 'bot', 'customer'];
            const made = timeline(senders.map((sender, index) => message(index + 1, sender)));
            const view = made.view({ senders: new Set(['bot']), kinds: new Set() }, isNewestFirst, START);
            const nearest = ['m1', 'm2', 'm4', 'm5', 'm6', 'gone'].map((id) => view.nearestTo(id));
            expect(nearest).toEqual(['m1', 'm1', 'm5', 'm5', 'm5', '']);
            const none = made.view({ senders: new Set(['agent']), kinds: new Set() }, isNewestFirst, START);
            expect(none.nearestTo('m1')).toBe('');
        }
    );

    const mixed = timeline([
        message(1, 'customer'),
        message(2, 'bot', { payload: QUICK_REPLIES }),
        message(3, 'customer', { payload: FILE }),
        message(4, 'bot', { text: 'Sorry, I did not understand that.' }),
        message(5, 'agent')
    ]);

    it.each<[Sender[], ContentKind[], string[]]>([
        [[], [], ['m1', 'm2', 'm3', 'm4', 'm5']],
        [['customer'], [], ['m1', 'm3']],
        [['customer', 'agent'], [], ['m1', 'm3', 'm5']],
        [[], ['choices'], ['m2']],
        [[], ['files'], ['m3']],
        [[], ['failures'], ['m4']],
        [['customer'], ['choices'], []],
        [[], ['files', 'choices'], ['m2', 'm3']]
    ])('show of senders %p with %p: %p', (senders, kinds, expected) => {
        const filter = { senders: new Set(senders), kinds: new Set(kinds) };
        expect(ids(mixed, filter)).toEqual(expected);
        expect(isFiltering(filter)).toBe(senders.length + kinds.length > 0);
    });

    const PHOTO = { fileName: 'a.png', mimeType: 'image/png', url: 'https://a.example.com/a.png' };
    const card = (body: unknown) => ({ _plugin: { type: 'adaptivecards', data: { type: 'AdaptiveCard', body } } });
    const gallery = (item: object) => ({
        _cognigy: { _default: { _gallery: { items: [{ title: 'Sea', ...item }] } } }
    });
    const button = (type: string) => ({
        buttons: [{ title: 'Book', type, payload: 'b', url: 'https://a.example.com' }]
    });

    it.each<[string, unknown, ContentKind[]]>([
        ['a picture that came as a file', { attachments: [PHOTO] }, ['media', 'files']],
        ['an infected one', { attachments: [{ ...PHOTO, status: 'infected' }] }, ['files']],
        [
            'a form in a card',
            card([{ type: 'Container', items: [{ type: 'Input.Text', id: 'n' }] }]),
            ['choices', 'cards']
        ],
        ['a picture in a card', card([{ type: 'Image', url: PHOTO.url }]), ['media', 'cards']],
        ['the picture of a card', gallery({ imageUrl: PHOTO.url }), ['media', 'cards']],
        ['a button of a card', gallery(button('postback')), ['choices', 'cards']],
        ['a link of a card', gallery(button('web_url')), ['cards']],
        ['the words of a card', card([{ type: 'TextBlock', text: 'Sea' }]), ['cards']]
    ])('find what lies within: %s', (_what, payload, expected) => {
        const made = timeline([message(1, 'bot', { text: '', payload: JSON.stringify(payload) })]);
        const found = CONTENT_KINDS.filter((kind) => ids(made, { senders: new Set(), kinds: new Set([kind]) }).length);
        expect(found).toEqual(expected);
    });

    it('take every kind of content that there is', () => {
        expect(CONTENT_KINDS.map((kind) => ids(mixed, { senders: new Set(), kinds: new Set([kind]) }).length)).toEqual([
            5, 1, 0, 1, 0, 0, 0, 1
        ]);
    });

    it('go round the failures', () => {
        const made = timeline([
            message(1, 'bot', { text: 'I did not understand.' }),
            message(2),
            message(3, 'bot', { text: 'Could you rephrase?' })
        ]);
        const view = made.view(NO_FILTER, false, START);
        expect(['', 'm1', 'm3'].map((after) => view.nextFailureId(after))).toEqual(['m1', 'm3', 'm1']);
        expect(
            timeline([message(1)])
                .view(NO_FILTER, false, START)
                .nextFailureId('')
        ).toBe('');
        expect(made.countFailures(1_000)).toBe(true);
        expect(made.failures).toBe(2);
    });
});

describe('search', () => {
    it('answers in the order of the screen, only what the filter shows', () => {
        const made = timeline([
            message(1, 'customer', { text: 'Où est le café?' }),
            message(2, 'bot', { text: 'CAFE' }),
            message(3)
        ]);
        const all = made.view(NO_FILTER, false, START);
        expect(made.search('cafe', all)).toEqual(['m1', 'm2']);
        expect(made.search('cafe', made.view(NO_FILTER, true, START))).toEqual(['m2', 'm1']);
        const bot = { senders: new Set<Sender>(['bot']), kinds: new Set<ContentKind>() };
        expect(made.search('cafe', made.view(bot, false, START))).toEqual(['m2']);
        expect(made.search('  ', all)).toEqual([]);
    });

    it('finds what blocks say, and what came later', () => {
        const made = timeline([message(2)]);
        expect(made.prepareSearch(1_000)).toBe(true);
        made.addOlder([message(1, 'bot', { payload: QUICK_REPLIES })]);
        expect(made.search('red', made.view(NO_FILTER, false, START))).toEqual(['m1']);
    });
});
