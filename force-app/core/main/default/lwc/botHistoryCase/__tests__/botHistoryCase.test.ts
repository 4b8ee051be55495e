import look from '@salesforce/apex/BotHistorySaver.look';
import save from '@salesforce/apex/BotHistorySaver.save';
import BotHistoryCase, { type CaseKind, type Gathered } from 'c/botHistoryCase';
import { clearPage, find, findAll, listen, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

jest.mock('@salesforce/apex/BotHistorySaver.look', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/BotHistorySaver.save', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

const mockNavigate = jest.fn();

// The platform's own stand-in keeps where it was sent to itself.
jest.mock('lightning/navigation', () => {
    const Navigate = Symbol('Navigate');
    const GenerateUrl = Symbol('GenerateUrl');
    const NavigationMixin = (Base: new () => object) =>
        class extends Base {
            [Navigate](page: unknown): void {
                mockNavigate(page);
            }
            [GenerateUrl](): Promise<string> {
                return Promise.resolve('https://www.example.com');
            }
        };
    return { NavigationMixin: Object.assign(NavigationMixin, { Navigate, GenerateUrl }) };
});

const looked = look as unknown as jest.Mock;
const saved = save as unknown as jest.Mock;
const RECORD = '0Mw000000000001AAA';
const CASE = { caseId: '500000000000001AAA', caseNumber: '00001003', existing: [] };
const EXISTING = {
    id: '069000000000001AAA',
    name: 'Bot conversation 2026-01-31',
    createdBy: 'Maya Agent',
    createdAt: '2026-01-31T09:00:00.000Z'
};
const WORDS: Gathered = { head: 'Bot conversation', messages: ['one', 'two'], missing: '' };

interface CaseElement extends HTMLElement {
    start(kind: CaseKind): void;
}

const gather = jest.fn<Promise<Gathered | undefined>, []>();
const isElsewhere = jest.fn<boolean, []>();

async function panel(): Promise<CaseElement> {
    const element: HTMLElement = await mount('c-bot-history-case', BotHistoryCase, {
        recordId: RECORD,
        source: { gather, isElsewhere }
    });
    return element as CaseElement;
}

async function started(kind: CaseKind): Promise<CaseElement> {
    const element = await panel();
    element.start(kind);
    await rendered();
    return element;
}

const shown = (element: Element) => textIn(find(element, '.text'));
const buttons = (element: Element) => findAll(element, 'button').map((button) => textIn(button));
const request = () => (saved.mock.calls.at(-1) as [{ request: Record<string, unknown> }])[0].request;

describe('a conversation on its case', () => {
    beforeEach(() => {
        mockNavigate.mockReset();
        gather.mockReset().mockResolvedValue(WORDS);
        isElsewhere.mockReset().mockReturnValue(false);
        looked.mockReset().mockResolvedValue(CASE);
        saved.mockReset().mockResolvedValue({ ...CASE, saved: { id: '00a000000000001AAA', leftOut: 0 } });
    });
    afterEach(() => clearPage());

    it('shows nothing until it is asked for', async () => {
        const element = await panel();
        expect(find(element, '.panel')).toBeNull();
        expect(looked).not.toHaveBeenCalled();
        await expect(element).toBeAccessible();
    });

    it('adds a comment, tells so with a link to the case, and has the page look again', async () => {
        const element = await panel();
        const toasts = listen(element, 'lightning__showtoast');
        const refreshes = listen(element, 'lightning__refresh');
        element.start('COMMENT');
        await rendered();
        expect(looked).toHaveBeenCalledWith({ recordId: RECORD, kind: 'COMMENT' });
        expect(request()).toEqual({
            recordId: RECORD,
            kind: 'COMMENT',
            head: 'Bot conversation',
            messages: ['one', 'two'],
            total: 2,
            isAgain: false
        });
        expect(shown(element)).toBe('The conversation is a comment on case 00001003 now.');
        expect(textIn(find(element, '.link'))).toBe('Open case 00001003');
        expect(buttons(element)).toEqual(['Close']);
        expect(toasts).toHaveLength(1);
        expect(toasts[0]).toMatchObject({
            title: 'The conversation is a comment on case 00001003 now',
            variant: 'success',
            messageData: [{ label: 'Open case 00001003' }]
        });
        expect(refreshes).toHaveLength(1);
        await expect(element).toBeAccessible();
    });

    it('adds a file and leads to it', async () => {
        const file = { ...EXISTING, leftOut: 0 };
        saved.mockResolvedValue({ ...CASE, saved: file });
        const element = await started('FILE');
        expect(shown(element)).toBe('The conversation is the file “Bot conversation 2026-01-31” on case 00001003 now.');
        find(element, '.link')?.dispatchEvent(new MouseEvent('click', { ctrlKey: true }));
        expect(mockNavigate).not.toHaveBeenCalled();
        const click = new MouseEvent('click', { cancelable: true });
        find(element, '.link')?.dispatchEvent(click);
        expect(click.defaultPrevented).toBe(true);
        expect(mockNavigate).toHaveBeenCalledWith({
            type: 'standard__recordPage',
            attributes: { objectApiName: 'ContentDocument', recordId: file.id, actionName: 'view' }
        });
    });

    it('asks without taking the focus from who went on with something else: it is said instead', async () => {
        looked.mockResolvedValue({ ...CASE, existing: [EXISTING] });
        isElsewhere.mockReturnValue(true);
        const element = await started('FILE');
        expect(element.shadowRoot?.activeElement).toBeNull();
        expect(textIn(find(element, '[role="status"]'))).toBe(shown(element));
        await expect(element).toBeAccessible();
    });

    it('asks before the same is added again, with the focus on the question', async () => {
        looked.mockResolvedValue({ ...CASE, existing: [EXISTING] });
        const element = await started('FILE');
        expect(gather).not.toHaveBeenCalled();
        expect(saved).not.toHaveBeenCalled();
        expect(shown(element).replace(/\u202f/g, ' ')).toMatch(
            /^Case 00001003 has this conversation as the file “Bot conversation 2026-01-31” already, by Maya Agent, 1\/31\/26/
        );
        expect(textIn(find(element, '.link'))).toBe('Open the file');
        expect(element.shadowRoot?.activeElement).toBe(find(element, '.panel'));
        await expect(element).toBeAccessible();
        find(element, '[data-name="again"]')?.click();
        await rendered();
        expect(request()).toMatchObject({ isAgain: true, kind: 'FILE' });
        expect(looked).toHaveBeenCalledTimes(1);
        expect(shown(element)).toContain('on case 00001003 now');
    });

    it('asks too where somebody else was quicker', async () => {
        saved.mockResolvedValue({ ...CASE, existing: [{ ...EXISTING, name: null }] });
        const element = await started('COMMENT');
        expect(shown(element)).toContain('has this conversation as a comment already');
        expect(buttons(element)).toEqual(['Add again', 'Close']);
    });

    it('ignores clicks while it is at work', async () => {
        let answer: (answer: unknown) => void = () => undefined;
        saved.mockReturnValue(new Promise((resolve) => (answer = resolve)));
        const element = await started('COMMENT');
        expect(find(element, '[aria-busy="true"]')).not.toBeNull();
        expect(textIn(find(element, '[role="status"]'))).toBe('Adding the conversation to the case…');
        expect(buttons(element)).toEqual([]);
        element.start('COMMENT');
        element.start('FILE');
        await rendered();
        expect(looked).toHaveBeenCalledTimes(1);
        await expect(element).toBeAccessible();
        answer({ ...CASE, saved: { id: '00a000000000001AAA' } });
        await rendered();
        expect(shown(element)).toContain('a comment on case 00001003 now');
    });

    it('has a screen reader hear what the toast does not tell, and nothing that is over', async () => {
        saved.mockResolvedValueOnce({ ...CASE, saved: { id: '00a000000000001AAA', leftOut: 1200 } });
        const element = await started('COMMENT');
        const said = () => textIn(find(element, '[role="status"]'));
        expect(said()).toMatch(/^Messages that found no room in the comment: 1,200\./);
        element.start('COMMENT');
        await rendered();
        expect(said()).toBe('');
        looked.mockResolvedValue({ ...CASE, existing: [EXISTING] });
        element.start('FILE');
        await rendered();
        expect(shown(element)).toContain('already');
        expect(said()).toBe('');
    });

    it('says what a comment had no room for, and offers the file', async () => {
        saved.mockResolvedValueOnce({ ...CASE, saved: { id: '00a000000000001AAA', leftOut: 1200 } });
        const element = await started('COMMENT');
        expect(shown(element)).toContain('Messages that found no room in the comment: 1,200.');
        saved.mockResolvedValueOnce({ ...CASE, saved: EXISTING });
        find(element, '[data-name="file"]')?.click();
        await rendered();
        expect(request()).toMatchObject({ kind: 'FILE' });
        expect(shown(element)).toContain('the file “Bot conversation');
    });

    it('says what is missing from what it added, until something is added without', async () => {
        const missing = 'Older messages are missing';
        gather.mockResolvedValueOnce({ ...WORDS, missing });
        saved.mockResolvedValueOnce({ ...CASE, saved: { id: '00a000000000001AAA', leftOut: 1_200 } });
        const element = await started('COMMENT');
        expect(shown(element)).toContain(`case 00001003 now. ${missing}. Messages that found no room`);
        expect(textIn(find(element, '[role="status"]'))).toContain(`${missing}. Messages that found no room`);
        gather.mockResolvedValueOnce({ ...WORDS, missing });
        element.start('FILE');
        await rendered();
        expect(shown(element)).toContain(` now. ${missing}.`);
        element.start('FILE');
        await rendered();
        expect(shown(element)).not.toContain(missing);
    });

    it('sends no more than a comment could hold, and everything for a file', async () => {
        const messages = Array.from({ length: 500 }, (_, at) => `message ${at} ${'x'.repeat(90)}`);
        gather.mockResolvedValue({ ...WORDS, messages });
        const element = await started('COMMENT');
        const sent = request().messages as string[];
        expect(sent.length).toBeLessThan(50);
        expect(sent.join('').length).toBeGreaterThan(3_999);
        expect(sent.at(-1)).toBe(messages.at(-1));
        expect(request().total).toBe(500);
        element.start('FILE');
        await rendered();
        expect(request().messages).toHaveLength(500);
    });

    it('sends no more of a very long message than a comment could hold', async () => {
        gather.mockResolvedValue({ ...WORDS, messages: ['x'.repeat(600_000), 'Thanks'] });
        await started('COMMENT');
        expect((request().messages as string[]).map(({ length }) => length)).toEqual([4_000, 6]);
    });

    it.each([
        ['NO_CASE', null, 'This record belongs to no case. Link a case to it, then try again.'],
        ['FORBIDDEN', 'CaseComment', 'You aren’t allowed to add this to the case (CaseComment).'],
        ['TOO_LARGE', null, 'The conversation is too long for a file made here.'],
        ['REFUSED', 'Closed cases take no comments', 'Salesforce refused it: Closed cases take no comments'],
        ['EMPTY', null, 'There is nothing to add'],
        ['NOT_CONFIGURED', 'No Case_Field__c', 'Detail: No Case_Field__c.'],
        ['SOMETHING_NEW', null, 'Salesforce']
    ])('says why not (%s), and tries again', async (code, detail, words) => {
        looked.mockResolvedValueOnce({ code, detail });
        const element = await started('COMMENT');
        expect(shown(element)).toContain(words);
        expect(shown(element).includes('Detail:')).toBe(words.startsWith('Detail:'));
        expect(saved).not.toHaveBeenCalled();
        expect(element.shadowRoot?.activeElement).toBe(find(element, '.panel'));
        await expect(element).toBeAccessible();
        find(element, '[data-name="retry"]')?.click();
        await rendered();
        expect(shown(element)).toContain('a comment on case 00001003 now');
        expect(element.shadowRoot?.activeElement).toBe(find(element, '.panel'));
    });

    it.each([
        [{ body: { message: 'You do not have access to the Apex class named BotHistorySaver' } }, '(BotHistorySaver)'],
        [{ status: 500, body: { message: 'Apex heap size too large' } }, 'Detail: HTTP 500']
    ])('reads a call that failed by itself (%#)', async (failure, words) => {
        saved.mockRejectedValue(failure);
        const element = await started('FILE');
        expect(shown(element)).toContain(words);
        expect(shown(element)).not.toContain('heap');
    });

    it('has nothing to add where there is no conversation', async () => {
        gather.mockResolvedValue(undefined);
        const element = await started('FILE');
        expect(shown(element)).toContain('nothing to add');
        expect(saved).not.toHaveBeenCalled();
    });

    it('closes by button and by Escape', async () => {
        const element = await started('COMMENT');
        const closed = listen(element, 'close');
        find(element, '[data-close]')?.click();
        await rendered();
        expect(find(element, '.panel')).toBeNull();
        element.start('COMMENT');
        await rendered();
        const passed = listen(element, 'keydown');
        const press = (key: string) => {
            const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
            find(element, '.panel')?.dispatchEvent(event);
            return event.defaultPrevented;
        };
        // The page has a use for Escape as well.
        expect([press('Enter'), press('Escape'), passed.length]).toEqual([false, true, 1]);
        await rendered();
        expect(find(element, '.panel')).toBeNull();
        expect(closed).toHaveLength(2);
    });

    it('forgets an answer that comes after another record was shown', async () => {
        let answer: (answer: unknown) => void = () => undefined;
        looked.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
        const element = await started('COMMENT');
        Object.assign(element, { recordId: '0Mw000000000002AAA' });
        await rendered();
        expect(find(element, '.panel')).toBeNull();
        answer(CASE);
        await rendered();
        expect(find(element, '.panel')).toBeNull();
        expect(saved).not.toHaveBeenCalled();
    });
});
