import { prepare, type BotMessage, type Sender } from 'c/botTranscript';
import { message, quickReplies, startAgain } from './messages';

beforeEach(startAgain);

describe('merging', () => {
    it('takes each message once where pages overlap', () => {
        const messages = ['a', 'b', 'c', 'd'].map((text) => message('bot', text));
        const { entries } = prepare([...messages.slice(0, 3), ...messages.slice(1)], 'cognigy');
        expect(entries.map((entry) => entry.message.text)).toEqual(['a', 'b', 'c', 'd']);
    });

    it('takes the newest version at the first place', () => {
        const old = message('bot', 'old', { data: { updated_at: 0 } });
        const next = message('bot', 'next');
        const edited = { ...old, text: 'new', payload: '{"updated_at":1767600000000}' };
        for (const messages of [
            [old, next, edited],
            [edited, next, old]
        ]) {
            const { entries } = prepare(messages, 'sendbird');
            expect(entries.map((entry) => [entry.message.text, entry.isEdited])).toEqual([
                ['new', true],
                ['next', false]
            ]);
        }
    });

    it('takes payloads that were cut off', () => {
        const whole = message('bot', 'new', { data: { updated_at: 1_767_600_000_000 } });
        const { entries } = prepare([whole, { ...whole, text: 'old', payload: '{"updated_at":17676' }], 'sendbird');
        expect(entries.map((entry) => entry.message.text)).toEqual(['new']);
    });

    it('keeps messages without an id apart', () => {
        const messages = [1, 2, 3].map((n) => message('bot', `t${n}`, { id: n === 3 ? '#1' : '' }));
        const { entries } = prepare(messages, 'text');
        expect(entries).toHaveLength(3);
        expect(new Set(entries.map((entry) => entry.id)).size).toBe(3);
    });

    it('drops what the vendor hides and what shows nothing', () => {
        const { entries } = prepare(
            [
                message('customer', 'hidden', { data: { input: { text: 'hidden' }, history: { silent: true } } }),
                message('bot', '', { data: { generic: [{ response_type: 'pause', time: 1 }] } }),
                message('customer', '', { data: { input: { text: '' } } }),
                message('bot', '   '),
                message('customer', 'said', { data: { input: { text: 'said' }, history: { silent: false } } }),
                message('bot', 'seen')
            ],
            'watsonx'
        );
        expect(entries.map((entry) => entry.message.text)).toEqual(['said', 'seen']);
    });

    it('puts an update where its message is', () => {
        const first = message('bot', 'old', { data: { generic: [{ response_type: 'text', text: 'old' }] } });
        const update = message('customer', '', {
            data: {
                input: {
                    message_type: 'event',
                    event: {
                        name: 'update_history',
                        messageID: first.id,
                        partial_message: { output: { generic: [{ response_type: 'text', text: 'new' }] } }
                    }
                }
            }
        });
        const { entries } = prepare([first, message('bot', 'next'), update], 'watsonx');
        expect(entries).toHaveLength(2);
        expect(entries[0]?.blocks).toMatchObject([{ kind: 'text', text: 'new' }]);
        expect(entries.map((entry) => entry.isEdited)).toEqual([true, false]);
    });

    it('leaves messages as they are where an update changes none of them', () => {
        const first = message('bot', 'old', { data: { generic: [{ response_type: 'text', text: 'old' }] } });
        const update = (messageID: string, ...generic: object[]) => {
            const event = { name: 'update_history', messageID, partial_message: { output: { generic } } };
            return message('customer', '', { data: { input: { message_type: 'event', event } } });
        };
        const news = { response_type: 'text', text: 'new' };
        const { entries } = prepare([first, update(first.id), update('on an older page', news)], 'watsonx');
        expect(entries.map(({ blocks, isEdited }) => [blocks, isEdited])).toMatchObject([[[{ text: 'old' }], false]]);
    });

    it('takes what was removed for the newest version, also of what was edited before', () => {
        const edited = message('bot', 'b', { id: '1', data: { updated_at: 5 } });
        const removed = message('bot', '', { id: '1', data: { is_removed: true } });
        for (const list of [
            [edited, removed],
            [removed, edited]
        ]) {
            expect(prepare(list, 'sendbird').entries.map(({ isRemoved }) => isRemoved)).toEqual([true]);
        }
    });

    it('says what was removed', () => {
        const { entries } = prepare([message('customer', '', { data: { is_removed: true } })], 'sendbird');
        expect(entries[0]?.isRemoved).toBe(true);
    });
});

describe('days', () => {
    const at = (sentAt: string | null): BotMessage => message('bot', 'x', { sentAt });

    it('follow the zone of the agent', () => {
        const messages = [
            at('2026-01-05T22:30:00.000Z'),
            at('2026-01-05T23:30:00.000Z'),
            at(null),
            at('2026-01-06T10:00:00.000Z')
        ];
        const berlin = prepare(messages, 'text', { timeZone: 'Europe/Berlin' }).entries;
        expect(berlin.map((entry) => entry.dayKey)).toEqual(['2026-01-05', '2026-01-06', '', '2026-01-06']);
        const utc = prepare(messages, 'text').entries;
        expect(utc.map((entry) => entry.dayKey)).toEqual(['2026-01-05', '2026-01-05', '', '2026-01-06']);
        const kathmandu = prepare([at('2026-01-05T18:14:59.000Z'), at('2026-01-05T18:15:00.000Z')], 'text', {
            timeZone: 'Asia/Kathmandu'
        }).entries;
        expect(kathmandu.map((entry) => entry.dayKey)).toEqual(['2026-01-05', '2026-01-06']);
    });

    it.each(['', 'yesterday', '9999999-01-01', '-1', '2026-13-45T00:00:00Z', 'NaN'])(
        'take "%s" for no time',
        (time) => {
            const [entry] = prepare([at(time)], 'text').entries;
            expect([entry?.instant, entry?.dayKey]).toEqual([null, '']);
        }
    );
});

describe('the handoff', () => {
    const messages = (): BotMessage[] => ['a', 'b', 'c'].map((text) => message('bot', text));

    it('is where the record says', () => {
        const list = messages();
        expect(prepare(list, 'text', { handedOffAt: list[1]?.sentAt }).handoffIndex).toBe(2);
        expect(prepare(list, 'text', { handedOffAt: list[2]?.sentAt }).handoffIndex).toBe(3);
        expect(prepare(list, 'text', { handedOffAt: '2020-01-01T00:00:00.000Z' }).handoffIndex).toBe(0);
    });

    it('is after what the bot said within the second that the record tells', () => {
        const handedOffAt = '2026-01-05T09:00:30.000Z';
        const at = (milliseconds: number) => new Date(Date.parse(handedOffAt) + milliseconds).toISOString();
        const list = [
            message('customer', 'A person, please', { sentAt: at(-2_000) }),
            message('bot', 'I connect you', { sentAt: at(400) }),
            message('agent', 'Hi', { sentAt: at(1_000) })
        ];
        expect(prepare(list, 'cognigy', { handedOffAt }).handoffIndex).toBe(2);
        expect(prepare(list, 'cognigy', { handedOffAt: at(300) }).handoffIndex).toBe(1);
    });

    it('is before the first human, or after the request for one', () => {
        expect(
            prepare([...messages(), message('agent', 'Hi'), message('agent', 'There')], 'cognigy').handoffIndex
        ).toBe(3);
        const request = message('bot', '', { data: { generic: [{ response_type: 'connect_to_agent' }] } });
        expect(prepare([...messages(), request, message('bot', 'Wait')], 'watsonx').handoffIndex).toBe(4);
        const refused = {
            ...request,
            payload: request.payload?.replace(/}$/, ',"history":{"agent_availability":"offline"}}')
        };
        expect(prepare([...messages(), refused, message('bot', 'Sorry')], 'watsonx').handoffIndex).toBe(-1);
        expect(prepare(messages(), 'cognigy').handoffIndex).toBe(-1);
        expect(prepare([], 'cognigy', { handedOffAt: '2026-01-01T00:00:00.000Z' }).handoffIndex).toBe(-1);
    });
});

describe('the handoff among messages without times', () => {
    const said = (...senders: [Sender, string | null][]): BotMessage[] =>
        senders.map(([sender, sentAt]) => message(sender, 'x', { sentAt }));
    const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
    const index = (messages: BotMessage[]): number => prepare(messages, 'text', { handedOffAt: at(5) }).handoffIndex;

    it('is before the first human, whatever time the record tells', () => {
        expect(index(said(['customer', null], ['bot', null], ['agent', null], ['agent', null]))).toBe(2);
    });

    it('is after the request for a human, else at the end', () => {
        const request = message('bot', 'Wait', {
            sentAt: null,
            data: { generic: [{ response_type: 'connect_to_agent' }] }
        });
        expect(index([...said(['customer', null]), request, ...said(['customer', null])])).toBe(2);
        expect(index(said(['customer', null], ['bot', null]))).toBe(2);
    });

    it('is between the times that are known', () => {
        expect(index(said(['bot', at(1)], ['bot', null], ['agent', null], ['bot', at(9)], ['agent', at(10)]))).toBe(2);
        expect(index(said(['bot', at(1)], ['bot', null], ['bot', at(9)], ['agent', null]))).toBe(2);
        expect(index(said(['bot', at(1)], ['agent', null], ['bot', null]))).toBe(1);
    });

    it('is where the time says, also when another human spoke before', () => {
        expect(index(said(['bot', at(1)], ['agent', at(2)], ['bot', at(3)], ['agent', at(6)]))).toBe(3);
        expect(index(said(['agent', null], ['bot', at(3)], ['agent', at(6)]))).toBe(2);
    });
});

describe('failures', () => {
    it.each([
        "I'm sorry, I didn't understand that.",
        'I did not quite get that.',
        'Sorry, could you please rephrase?',
        "I'm not sure I understand.",
        'Something went wrong.',
        'Das habe ich leider nicht verstanden.',
        'Ich habe Sie nicht verstanden.',
        'Können Sie das bitte anders formulieren?',
        "Je n'ai pas compris votre demande.",
        'Je ne comprends pas.',
        "Je n'arrive pas à comprendre.",
        'Pouvez-vous reformuler ?',
        'Lo siento, no te he entendido.',
        'No entendí tu pregunta.',
        '申し訳ございません、理解できませんでした。もう一度お試しください。'
    ])('%s', (text) => {
        expect(prepare([message('bot', text)], 'cognigy').entries[0]?.isFailure).toBe(true);
        expect(prepare([message('customer', text)], 'cognigy').entries[0]?.isFailure).toBe(false);
    });

    it.each([
        'Hello, how can I help?',
        'I understand.',
        'Your order has left the house.',
        'Ich verstehe.',
        'Je comprends.',
        'Entendido.',
        'わかりました。'
    ])('not %s', (text) => {
        expect(prepare([message('bot', text)], 'cognigy').entries[0]?.isFailure).toBe(false);
    });

    it('are known by the vendor', () => {
        const error = message('bot', 'Oh', { data: { generic: [{ response_type: 'inline_error', text: 'Oh' }] } });
        expect(prepare([error], 'watsonx').entries[0]?.isFailure).toBe(true);
        const templates = [['down'], [null, 'down'], [null]].map((faults) => {
            const custom = faults.map((fault, at) => ({ id: `t${at}`, error: fault }));
            return message('bot', 'Oh', { data: { extended_message_payload: { custom_message_templates: custom } } });
        });
        expect(prepare(templates, 'sendbird').entries.map((entry) => entry.isFailure)).toEqual([true, true, false]);
    });

    it('are requests of watsonx that the web chat marked, unless they went to a human', () => {
        const sent = (input: object, state: number) =>
            message('customer', 'Hi', { data: { input: { text: 'Hi', ...input }, history: { error_state: state } } });
        const messages = [sent({}, 2), sent({}, 1), sent({ agent_message_type: 'from_user' }, 2)];
        expect(prepare(messages, 'watsonx').entries.map((entry) => entry.isFailure)).toEqual([true, false, false]);
        expect(prepare(messages, 'cognigy').entries.map((entry) => entry.isFailure)).toEqual([false, false, false]);
    });

    it('can be gone through in both directions', () => {
        const prepared = prepare(
            ['a', 'Something went wrong', 'b', 'Something went wrong', 'c'].map((text) => message('bot', text)),
            'cognigy'
        );
        expect([prepared.nextFailure(-1, 1), prepared.nextFailure(1, 1), prepared.nextFailure(3, 1)]).toEqual([
            1, 3, -1
        ]);
        expect([prepared.nextFailure(5, -1), prepared.nextFailure(3, -1), prepared.nextFailure(1, -1)]).toEqual([
            3, 1, -1
        ]);
    });
});

describe('10,000 messages', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({
        id: `x${n}`,
        sentAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
        sender: n % 3 === 0 ? ('customer' as const) : ('bot' as const),
        text: n % 10 === 9 ? '' : `Message ${n}`,
        payload: n % 10 === 9 ? JSON.stringify(quickReplies('Red', 'Blue')) : null
    }));

    it('are prepared at once, and entries are made only when asked for', () => {
        const parse = jest.spyOn(JSON, 'parse');
        const prepared = prepare(many, 'cognigy', { handedOffAt: many[9_000]?.sentAt });
        expect(parse).not.toHaveBeenCalled();
        parse.mockRestore();
        expect(prepared.entries).toHaveLength(10_000);
        expect(prepared.handoffIndex).toBe(9_001);
        expect(prepared.entry('x5000')?.index).toBe(5_000);
        expect(prepared.entries[5]?.blocks).toBe(prepared.entries[5]?.blocks);
    });
});
