import { prepare, toPlainText, type Adapter, type Prepared } from 'c/botTranscript';
import { SCENES } from '../../../../../../../tests/fixtures/scenes.ts';

function prepared(adapter: Adapter, name: string): Prepared {
    const scene = SCENES.find((one) => one.adapter === adapter && one.name === name);
    return prepare(scene?.messages ?? [], adapter, { policy: { mediaHosts: ['*'] } });
}

/** As a plain copy of the transcript has it. */
const TERMS = 'Terms (https://www.example.com/orders/1001)';

const read = (transcript: Prepared): string =>
    toPlainText(transcript, {
        title: '',
        sender: (entry) => entry.sender,
        time: () => '',
        handoff: 'handoff',
        removed: 'removed'
    })
        .trim()
        .replace(/\n+/g, '\n');

describe('messages that only mean something together', () => {
    it.each([
        ['cognigy', 'chosen-reply', 'bot: What is it about?\n[ ] Order\n[x] Invoice\ncustomer: Invoice'],
        [
            'cognigy',
            'chosen-card',
            [
                `bot: - Sea view\n  Two beds\n  [ ] Book Sea\n  [ ] ${TERMS}`,
                `- Garden view\n  Two beds\n  [x] Book Garden\n  [ ] ${TERMS}`,
                'customer: Book Garden'
            ].join('\n')
        ],
        ['cognigy', 'picked-date', 'bot: When do you arrive?\nArrival\ncustomer: 2026-05-03'],
        [
            'cognigy',
            'answered-card',
            'bot: Your name: Kim\nBed: Double bed\n[ ] Single bed\n[x] Double bed\n[x] Book\n' +
                'customer: form: booking\nYour name: Kim\nBed: Double bed'
        ],
        ['watsonx', 'chosen-option', 'bot: Choose one\n[ ] Order\n[x] Invoice\ncustomer: Invoice'],
        ['watsonx', 'chosen-suggestion', 'bot: Did you mean:\n[ ] Refund\n[x] Repair\ncustomer: Repair'],
        ['watsonx', 'updated', 'bot: It leaves today.'],
        ['watsonx', 'silent', ''],
        ['sendbird', 'chosen-suggestion', 'bot: Anything else?\n[x] Yes, please\n[ ] No\ncustomer: Yes, please']
    ])('%s %s', (adapter, name, expected) => {
        expect(read(prepared(adapter, name))).toBe(expected);
    });

    it('are all in this test', () => {
        expect(SCENES).toHaveLength(9);
        SCENES.forEach(({ adapter, messages }) => prepare(messages, adapter).entries.forEach(({ blocks }) => blocks));
    });

    it('say what was picked, and that an answer came later', () => {
        const [asked] = prepared('cognigy', 'picked-date').entries;
        expect(asked?.blocks.at(-1)).toMatchObject({ kind: 'date-picker', chosen: '2026-05-03' });
        expect(prepared('watsonx', 'updated').entries[0]?.isEdited).toBe(true);
    });

    it.each([
        ['3 May 2026', true],
        ['03.05.2026', true],
        ['5/3', true],
        ['2026-05-03 to 2026-05-07', true],
        ['令和8年5月3日', true],
        ['I have a question about order 1001', false],
        ['2 adults', false],
        ['', false]
    ])('take "%s" for a date: %s', (text, isDate) => {
        const scene = SCENES.find(({ name }) => name === 'picked-date');
        const [asked, answer] = scene?.messages ?? [];
        if (!asked || !answer) throw new Error('the scene has two messages');
        const { entries } = prepare([asked, { ...answer, text }], 'cognigy');
        expect(entries[0]?.blocks.at(-1)).toMatchObject({ chosen: isDate ? text : null });
    });
});
