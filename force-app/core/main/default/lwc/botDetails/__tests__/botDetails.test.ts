import BotDetails from 'c/botDetails';
import type { CheckedUrl, DatePickerBlock, FormBlock, Option, SearchResult, TransferBlock } from 'c/botTranscript';
import { clearPage, find, findAll, mount, textIn } from '../../botMessageList/__tests__/helpers/page';

const OK: CheckedUrl = {
    state: 'ok',
    href: 'https://help.example.com/a',
    host: 'help.example.com',
    text: 'https://help…'
};
const RESULT: SearchResult = { key: '1', title: 'Returns', text: 'Within *30* days', format: 'markdown', url: OK };
const FORM: FormBlock = {
    kind: 'form',
    key: '1',
    title: '',
    fields: [
        { key: '1', label: 'Name', answer: 'Kim', isRequired: true },
        { key: '2', label: 'Bed', answer: null, isRequired: false }
    ],
    isSubmitted: false
};
const DATES: DatePickerBlock = {
    kind: 'date-picker',
    key: '1',
    label: 'Pick a day',
    earliest: '',
    latest: '',
    chosen: null
};
const TRANSFER: TransferBlock = {
    kind: 'transfer',
    key: '1',
    text: 'Connecting you',
    messageToAgent: 'Wants a refund',
    summary: '',
    topic: 'Refund',
    facts: [{ key: '9', label: 'Order', value: '1001' }]
};

const details = (block: object) => mount('c-bot-details', BotDetails, { block });
/** One source with this address, and nothing said about it. */
const source = (url: CheckedUrl) =>
    details({ kind: 'citations', key: '1', title: '', citations: [{ ...RESULT, text: '', url }] });

describe('blocks that are facts', () => {
    afterEach(clearPage);

    it('show forms with their answers', async () => {
        const element = await details(FORM);
        expect(textIn(find(element, '.heading'))).toBe('Form Not submitted');
        expect(findAll(element, '.pair').map(textIn)).toEqual(['Name (required) Kim', 'Bed No answer']);
        await expect(element).toBeAccessible();
        clearPage();
        const sent = await details({ ...FORM, title: 'Booking', isSubmitted: true });
        expect(textIn(find(sent, '.heading'))).toBe('Booking Submitted');
    });

    it.each([
        ['that nothing is known of', null, null, '', 'Form', 'Bed Single Double'],
        ['not submitted', false, null, '', 'Form Not submitted', 'Bed No answer Single Double'],
        ['submitted without it', true, null, '', 'Form Submitted', 'Bed No answer Single Double'],
        ['submitted with a choice', true, 'Double', 'Double', 'Form Submitted', 'Bed Single Double Chosen'],
        ['submitted with something else', true, 'Sofa', '', 'Form Submitted', 'Bed Sofa Single Double']
    ])('show the choices of a form %s', async (_name, isSubmitted, answer, picked, heading, field) => {
        const choices = ['Single', 'Double'].map((label, at): Option => {
            return { key: `c${at}`, label, value: String(at), action: 'reply', isChosen: label === picked };
        });
        const fields = [{ key: '1', label: 'Bed', answer, isRequired: false, choices }];
        const element = await details({ ...FORM, fields, isSubmitted });
        expect(textIn(find(element, '.heading'))).toBe(heading);
        expect(findAll(element, '.pair').map(textIn)).toEqual([field]);
        expect(find(element, 'ul')?.getAttribute('aria-label')).toBe('Bed');
        await expect(element).toBeAccessible();
    });

    it.each([
        [{ kind: 'search-results', key: '1', title: '', results: [RESULT] }, 'Search results'],
        [{ kind: 'citations', key: '1', title: '', citations: [RESULT] }, 'Sources'],
        [{ kind: 'citations', key: '1', title: 'How do I know?', citations: [RESULT] }, 'How do I know?']
    ])('show results with host and words (%#)', async (block, heading) => {
        const element = await details(block);
        expect(textIn(find(element, '.heading'))).toBe(heading);
        expect(textIn(find(element, 'li'))).toBe('Returns opens in a new tab help.example.com Within 30 days');
        expect(find<HTMLAnchorElement>(element, 'a')?.href).toBe(OK.href);
        await expect(element).toBeAccessible();
    });

    it('say of no address for mail that it opens in a new tab', async () => {
        const url: CheckedUrl = { state: 'ok', href: 'mailto:kim@example.com', host: 'kim@example.com', text: '' };
        const element = await source(url);
        expect(find(element, 'a')?.getAttribute('target')).toBeNull();
        expect(textIn(find(element, 'li'))).toBe('Returns kim@example.com');
    });

    it('never link a refused address', async () => {
        const url: CheckedUrl = { state: 'refused', href: '', host: '', text: 'javascript:alert(1)' };
        const element = await source(url);
        expect(find(element, 'a')).toBeNull();
        expect(textIn(find(element, 'li'))).toBe('Returns javascript:alert(1) (not a safe link)');
    });

    it.each([
        [{ earliest: '2026-05-01', latest: '2026-05-31' }, 'From May 1, 2026 to May 31, 2026'],
        [{ earliest: '2026-05-01' }, 'From May 1, 2026'],
        [{ latest: 'summer' }, 'Until summer'],
        [{}, ''],
        [{ chosen: '2026-05-03' }, 'Chosen May 3, 2026']
    ])('show a date choice %p', async (dates, expected) => {
        const element = await details({ ...DATES, ...dates });
        expect(textIn(element)).toBe(`Pick a day ${expected}`.trim());
        await expect(element).toBeAccessible();
    });

    it('show what a transfer says to the agent', async () => {
        const element = await details(TRANSFER);
        expect(textIn(element)).toBe(
            'Asked for a human Connecting you For the agent Wants a refund Topic Refund Order 1001'
        );
        await expect(element).toBeAccessible();
    });

    it('show every fact of a transfer, and once what it says as message, topic and summary', async () => {
        const facts = [
            ['Identity verified', 'true'],
            ['Premium customer', 'true'],
            ['Reason', 'Refund'],
            ['Nothing', '']
        ].map(([label, value], at) => ({ key: String(at), label, value }));
        const element = await details({ ...TRANSFER, messageToAgent: 'Refund', summary: 'Refund', facts });
        expect(findAll(element, '.pair').map(textIn)).toEqual([
            'For the agent Refund',
            'Identity verified true',
            'Premium customer true',
            'Reason Refund'
        ]);
    });
});
