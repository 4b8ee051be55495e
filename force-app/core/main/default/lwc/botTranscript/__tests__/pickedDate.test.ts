import { prepare, type BotMessage } from 'c/botTranscript';
import { processorTime } from '../../../../../../../tests/fixtures/processor-time.ts';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const picker = (): BotMessage => message('bot', 'When?', { data: { _plugin: { type: 'date-picker', data: {} } } });

function pickOf(messages: BotMessage[], adapter = 'cognigy'): string | null | undefined {
    const { blocks = [] } = prepare(messages, adapter).entries[0] ?? {};
    return blocks.map((block) => (block.kind === 'date-picker' ? block.chosen : undefined)).at(-1);
}

const answered = (text: string): string | null | undefined => pickOf([picker(), message('customer', text)]);

describe('the days of a picker', () => {
    const daysOf = (minDate: unknown, maxDate: unknown, sentAt: string | null = '2026-03-01T09:00:00Z'): unknown[] => {
        const data = { _plugin: { type: 'date-picker', data: { minDate, maxDate } } };
        const [block] = prepare([message('bot', '', { data, sentAt })], 'cognigy').entries[0]?.blocks ?? [];
        return block?.kind === 'date-picker' ? [block.earliest, block.latest] : [];
    };

    it('are told as of when they were offered where the bot named them', () => {
        expect(daysOf('yesterday', 'today')).toEqual(['2026-02-28', '2026-03-01']);
        expect(daysOf('tomorrow', '2026-05-31')).toEqual(['2026-03-02', '2026-05-31']);
        expect(daysOf('today', '', null)).toEqual(['today', '']);
        expect(daysOf('constructor', 2026)).toEqual(['constructor', '2026']);
    });
});

describe('the date of a picker', () => {
    it.each([
        '2026-05-03',
        '05/03/2026',
        '03.05.2026',
        '3.5.26',
        '3.5.',
        '2026. 05. 03.',
        '2026/05/03',
        '٣/\u200f٥/\u200f٢٠٢٦',
        '۰۳/۰۵/۲۰۲۶',
        '०३/०५/२०२६',
        '2026年5月3日',
        '2026년 5월 3일',
        '15日',
        '05/03/2026 2:30 PM',
        '03.05.2026 14.30',
        '2026-05-03T14:30:00.000Z',
        '2026-05-03T14:30:00+02:00',
        '2026-05-03 to 2026-05-05',
        '03.05.2026 bis 05.05.2026',
        '2026/05/03 から 2026/05/05',
        '03.05.2026 - 05.05.2026',
        '2026-05-03, 2026-05-04, 2026-05-09',
        '3 May',
        'May 3rd, 2026',
        'Sun, 3 May 2026',
        '03-May-2026',
        'Sonntag, 3. Mai 2026',
        '3. März',
        '3 de mayo de 2026',
        '1er août 2026',
        '3 мая 2026',
        '2026. május 3.',
        '3 - 5 May',
        '3 May to 5 May 2026',
        '15:42',
        '3:42 PM',
        '9:00 - 10:30'
    ])('is %s', (text) => {
        expect(answered(text)).toBe(text);
    });

    it.each([
        'I do not know',
        'Why? My booking is 4711-22',
        '4711-22',
        '3 people',
        'Not 3 May',
        '3.5.2026 is too early',
        'May I ask something?',
        '10.50 EUR',
        '15:42 is fine',
        '15:75',
        '12345',
        '1-2',
        'order 2026-05-03-7',
        'on the 3rd',
        `${'1.1.2026, '.repeat(11)}1.1.2026`
    ])('is not %s', (text) => {
        expect(answered(text)).toBeNull();
    });

    it('is the value rather than what the customer read', () => {
        const offer = message('bot', '', { data: { generic: [{ response_type: 'date' }] } });
        const typed = message('customer', 'Why?');
        const answer = message('customer', '03.05.2026', {
            relatesTo: offer.id,
            data: { input: { text: '2026-05-03' }, history: { label: '03.05.2026', related_message_id: offer.id } }
        });
        expect(pickOf([offer, typed, answer], 'watsonx')).toBe('2026-05-03');
    });

    it('is the one that was picked last', () => {
        const offer = message('bot', '', { data: { generic: [{ response_type: 'date' }] } });
        const answers = ['2026-05-03', '2026-05-04'].map((date) => message('customer', date, { relatesTo: offer.id }));
        expect(pickOf([offer, ...answers], 'watsonx')).toBe('2026-05-04');
    });

    it('is none that an agent asked for', () => {
        expect(pickOf([picker(), message('agent', 'When did you order?'), message('customer', '3 May')])).toBeNull();
        const related = message('customer', '3 May', { relatesTo: 'm5' });
        const again = { ...picker(), id: 'm5' };
        expect(pickOf([again, message('agent', 'Please choose'), related])).toBe('3 May');
    });

    it.each(['1-'.repeat(50), 'may 1, '.repeat(14), `${'1.1.1.'.repeat(16)}x`, `1 may${' '.repeat(90)}x`])(
        'takes no time to be refused: %s',
        (text) => {
            answered('3 May');
            expect(processorTime(() => expect(answered(text)).toBeNull())).toBeLessThan(2_000);
        }
    );
});
