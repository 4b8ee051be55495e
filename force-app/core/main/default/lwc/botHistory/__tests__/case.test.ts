import look from '@salesforce/apex/BotHistorySaver.look';
import save from '@salesforce/apex/BotHistorySaver.save';
import { find, findAll, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import { accessible, ask, choose, everyTest, FULL, history, NEWER, older, pass, RECORD } from './support';

jest.mock('@salesforce/apex/BotHistorySaver.look', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/BotHistorySaver.save', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

const looked = look as unknown as jest.Mock;
const saved = save as unknown as jest.Mock<Promise<object>, [{ request: { head: string; messages: string[] } }]>;
const CASE = { caseId: '500000000000001AAA', caseNumber: '00001003', existing: [] };

describe('putting a history on the case', () => {
    everyTest();

    beforeEach(() => {
        looked.mockReset().mockResolvedValue(CASE);
        saved.mockReset().mockResolvedValue({ ...CASE, saved: { id: '00a000000000001AAA', leftOut: 0 } });
    });

    it('sends the whole conversation in plain words, pages that were not loaded included', async () => {
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
        );
        const element = await history();
        await choose(element, 'more', 'FILE');
        expect(looked).toHaveBeenCalledWith({ recordId: RECORD, kind: 'FILE' });
        const { head, messages } = (saved.mock.calls[0] as [{ request: { head: string; messages: string[] } }])[0]
            .request;
        const [title, period, ...facts] = head.split('\n');
        expect([title, facts[0]]).toEqual(['Bot conversation · Shop bot', 'Reason: Refund above the limit']);
        expect(period?.replace(/[\u202f\u2009]/g, ' ')).toBe('1/31/2026, 11:01 AM – 12:05 PM PST');
        expect(messages).toHaveLength(6);
        expect(messages[0]).toContain('Customer: older 1');
        const marked = messages.filter((message) => /^--- Handed off to an agent, [^\n]+ ---\n\n\[/.test(message));
        expect(marked).toHaveLength(1);
        expect(textIn(find(element, '.panel .text'))).toContain('on case 00001003 now');
        await accessible(element);
    });

    it('sends what the record names by now, whose reference Apex writes below it', async () => {
        const element = await history({ refresh: 'manual' });
        const other = { ...(FULL.messages?.[1] as object), id: 'n1', text: 'Me again' };
        ask.mockResolvedValue({ page: { ...FULL, sessionId: 'session-2', messages: [other] } as typeof FULL });
        await choose(element, 'more', 'COMMENT');
        const [{ request }] = saved.mock.calls[0] as [{ request: { messages: string[] } }];
        expect(request.messages).toHaveLength(1);
        expect(request.messages[0]).toContain('Customer: Me again');
    });

    it('sends what is new also where a look for it is under way already, which may have been too early', async () => {
        const element = await history();
        const early: ((answer: object) => void)[] = [];
        ask.mockImplementationOnce(() => new Promise((resolve) => early.push(resolve)));
        await pass(5_000);
        ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER] } });
        await choose(element, 'more', 'COMMENT');
        expect(saved).not.toHaveBeenCalled();
        early[0]?.({ page: FULL });
        await pass(10);
        const [{ request }] = saved.mock.calls[0] as [{ request: { messages: string[] } }];
        expect(request.messages.at(-1)).toContain('Are you there?');
    });

    it('sends what is loaded where nothing newer can be had', async () => {
        const element = await history({ refresh: 'manual' });
        ask.mockResolvedValue({ error: { code: 'UNAVAILABLE' } });
        await choose(element, 'more', 'COMMENT');
        const [{ request }] = saved.mock.calls[0] as [{ request: { messages: string[] } }];
        expect(request.messages).toHaveLength(5);
    });

    it('says where older messages are missing', async () => {
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve(
                cursor === null ? { page: { ...FULL, nextCursor: 'c1' } } : { error: { code: 'UNAVAILABLE' } }
            )
        );
        const element = await history();
        await choose(element, 'more', 'FILE');
        const [{ request }] = saved.mock.calls[0] as [{ request: { head: string } }];
        const words = 'Older messages are missing: they couldn’t be loaded';
        expect(request.head).toContain(`\n${words}\nReason: `);
        expect(textIn(find(find(element, 'c-bot-history-case') as Element, '.text'))).toContain(`now. ${words}.`);
    });

    it('asks for nothing where there is no case to put it on, and gives the focus back', async () => {
        looked.mockResolvedValue({ code: 'NO_CASE' });
        ask.mockResolvedValue({ page: { ...FULL, nextCursor: 'c1' } });
        const element = await history();
        await choose(element, 'more', 'COMMENT');
        expect(ask).toHaveBeenCalledTimes(1);
        expect(textIn(find(element, '.panel .text'))).toContain('belongs to no case');
        await accessible(element);
        find(element, '[data-close]')?.click();
        await rendered();
        expect(find(element, '.panel')).toBeNull();
        const toolbar = find(element, 'c-bot-history-toolbar');
        expect((toolbar?.shadowRoot?.activeElement as HTMLElement | null)?.dataset.menu).toBe('more');
    });

    it('is not offered where App Builder says so', async () => {
        const element = await history({ hideCaseActions: true });
        find(element, '[data-menu="more"]')?.click();
        await rendered();
        const names = findAll(element, '[role="menuitem"]').map((entry) => entry.dataset.name);
        expect(names).toEqual(['copy', 'text', 'html', 'json']);
    });
});
