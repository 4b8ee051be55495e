import { createSearchIndex, prepare, search, type Block, type BotMessage, type FormBlock } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const CHOICES = ['Sea', 'Garden', 'Street'].map((title, at) => ({ title: `${title} view`, value: String(at + 1) }));
const ROOM = { type: 'Input.ChoiceSet', id: 'room', label: 'Room', value: '1', choices: CHOICES };

const card = (...body: unknown[]): BotMessage =>
    message('bot', '', { data: { _cognigy: { _webchat: { adaptiveCard: { type: 'AdaptiveCard', body } } } } });
const answer = (adaptivecards: unknown): BotMessage =>
    message('customer', '', { data: { adaptivecards, request: { value: adaptivecards } } });

const formIn = (blocks: readonly Block[]): FormBlock | undefined =>
    blocks
        .flatMap((block) => (block.kind === 'adaptive-card' ? block.blocks : [block]))
        .find((block) => block.kind === 'form');
const form = (messages: BotMessage[], at: number): FormBlock | undefined =>
    formIn(prepare(messages, 'cognigy').entries[at]?.blocks ?? []);
const picked = (shown: FormBlock | undefined): string[] =>
    shown?.fields.flatMap(({ choices = [] }) => choices.filter((one) => one.isChosen).map((one) => one.label)) ?? [];
const answers = (shown: FormBlock | undefined): (string | null)[] | undefined =>
    shown?.fields.map((field) => field.answer);

describe('a card that asks', () => {
    it('is submitted by the answer, which speaks its words', () => {
        const messages = [card(ROOM, { type: 'Input.Text', id: 'name', label: 'Your name' }), answer({ room: '2' })];
        expect(form(messages, 0)).toMatchObject({ isSubmitted: true });
        expect(answers(form(messages, 0))).toEqual(['Garden view', null]);
        expect(picked(form(messages, 0))).toEqual(['Garden view']);
        expect(form(messages, 1)?.fields).toMatchObject([{ label: 'Room', answer: 'Garden view' }]);
        expect(prepare(messages, 'cognigy').entries.map((entry) => formIn(entry.allBlocks())?.fields[0])).toMatchObject(
            [{ answer: 'Garden view' }, { answer: 'Garden view' }]
        );
    });

    it.each([
        ['1,3', ['Sea view', 'Street view'], 'Sea view, Street view'],
        ['1, 2', ['Sea view', 'Garden view'], 'Sea view, Garden view'],
        ['9', [], '9'],
        ['1,9', [], '1,9'],
        ['', [], null],
        [2, ['Garden view'], 'Garden view'],
        [['1', '2'], ['Sea view', 'Garden view'], 'Sea view, Garden view'],
        [{ a: 1 }, [], 'a: 1']
    ])('was answered with %j', (room, labels, said) => {
        const messages = [card(ROOM), answer({ room })];
        expect(picked(form(messages, 0))).toEqual(labels);
        expect(answers(form(messages, 0))).toEqual([said]);
        expect(answers(form(messages, 1))).toEqual([said]);
    });

    it('is found by the words that its answer shows', () => {
        const index = createSearchIndex(prepare([card(ROOM), answer({ room: '2' })], 'cognigy'));
        const found = (query: string) => search(index, query, { senders: ['customer'] }).total;
        expect(['Room', 'Garden view', 'Sea view'].map(found)).toEqual([1, 1, 0]);
    });

    it('takes a value with a comma for one where it is a choice', () => {
        const places = { type: 'Input.ChoiceSet', id: 'at', choices: [{ title: 'Rome', value: 'Rome, Italy' }] };
        expect(picked(form([card(places), answer({ at: 'Rome, Italy' })], 0))).toEqual(['Rome']);
    });

    it('knows a tick', () => {
        const toggle = { type: 'Input.Toggle', id: 'dog', label: 'Pets', title: 'I bring a dog' };
        expect(picked(form([card(toggle), answer({ dog: 'true' })], 0))).toEqual(['I bring a dog']);
        expect(picked(form([card(toggle), answer({ dog: 'false' })], 0))).toEqual([]);
        const bare = form([card({ ...toggle, label: undefined }), answer({ dog: 'true' })], 0);
        expect(bare?.fields).toMatchObject([{ label: 'I bring a dog', answer: 'true', choices: [] }]);
    });

    it.each([
        ['no', {}, ['Reject']],
        ['no', { room: '2' }, ['Reject']],
        ['maybe', { room: '2' }, []],
        [['yes'], {}, ['Approve']],
        ['', {}, []]
    ])('has the button marked that sent %j with %j', (sent, inputs, marked) => {
        const submit = (title: string, data?: object) => ({ type: 'Action.Submit', title, data });
        const actions = [submit('Approve', { ok: 'yes' }), submit('Reject', { ok: 'no' }), submit('Later')];
        const buttons = (messages: BotMessage[]) =>
            prepare(messages, 'cognigy').entries[0]?.blocks.flatMap((block) =>
                block.kind === 'adaptive-card'
                    ? [...block.actions, ...block.blocks.flatMap((one) => (one.kind === 'options' ? one.options : []))]
                    : []
            );
        const chosen = (messages: BotMessage[]) =>
            buttons(messages)?.flatMap(({ isChosen, label }) => (isChosen ? [label] : []));
        const asking = card(ROOM, { type: 'ActionSet', actions });
        expect(chosen([asking, answer({ ...inputs, ok: sent })])).toEqual(marked);
        expect(chosen([card({ type: 'ActionSet', actions }), answer({ ok: sent })])).toEqual(marked);
        expect(chosen([asking, message('bot', 'Well?'), answer({ other: 'no' })])).toEqual([]);
        expect(chosen([asking, card({ type: 'ActionSet', actions }), answer({ ok: sent })])).toEqual([]);
    });

    it('is open for an answer while the talk goes on', () => {
        const messages = [
            card(ROOM),
            message('customer', 'What is in it?'),
            message('bot', 'A bed.'),
            answer({ room: '3' })
        ];
        expect(picked(form(messages, 0))).toEqual(['Street view']);
    });

    it('is the nearest before the answer that has any of its names', () => {
        const messages = [card(ROOM), card(ROOM), card({ type: 'Input.Text', id: 'name' }), answer({ room: '1' })];
        expect([0, 1, 2].map((at) => form(messages, at)?.isSubmitted)).toEqual([null, true, null]);
        const twice = [card(ROOM), answer({ room: '1' }), card(ROOM), answer({ room: '2' })];
        expect([0, 2].map((at) => picked(form(twice, at)))).toEqual([['Sea view'], ['Garden view']]);
    });

    it('stays open where something else was sent', () => {
        const messages = [card(ROOM), answer({ name: 'Kim' }), message('customer', 'room')];
        expect(form(messages, 0)).toMatchObject({ isSubmitted: null });
        expect(form(messages, 1)?.fields).toMatchObject([{ label: 'name', answer: 'Kim' }]);
    });

    it('is not answered from very far away, so that a long history is not read through', () => {
        const talk = Array.from({ length: 60 }, () => message('bot', 'Still there?'));
        expect(form([card(ROOM), ...talk, answer({ room: '1' })], 0)).toMatchObject({ isSubmitted: null });
        expect(form([card(ROOM), ...talk.slice(20), answer({ room: '1' })], 0)).toMatchObject({ isSubmitted: true });
    });

    it('can be answered by a text that a button has', () => {
        const actions = [
            { type: 'Action.Submit', title: 'Yes, please', data: 'do_it' },
            { type: 'Action.Submit', title: 'No', data: 'leave_it' }
        ];
        const question = message('bot', '', {
            data: { _plugin: { type: 'adaptivecards', payload: { type: 'AdaptiveCard', body: [], actions } } }
        });
        const [asked, pressed] = prepare([question, answer('do_it')], 'cognigy').entries;
        expect(asked?.blocks).toMatchObject([{ actions: [{ isChosen: true }, { isChosen: false }] }]);
        expect(pressed?.blocks).toMatchObject([{ kind: 'text', text: 'Yes, please' }]);
        expect(prepare([answer('do_it')], 'cognigy').entries[0]?.blocks).toMatchObject([
            { kind: 'text', text: 'do_it' }
        ]);
    });
});
