import * as navigation from 'lightning/navigation';
import type { HistoryPage } from 'c/botHistoryTypes';
import { find, findAll, inside, textIn } from '../../botMessageList/__tests__/helpers/page';
import { ask, choose, everyTest, FULL, history, older, pass, RECORD, shownIds } from './support';

const OTHER = '0Mw000000000002AAA';

/** Has the platform tell where its page is led to. */
async function lead(recordId: string | undefined, message?: string): Promise<void> {
    const attributes = recordId === undefined ? undefined : { recordId };
    const state = message === undefined ? {} : { c__botMessage: message };
    (navigation.CurrentPageReference as unknown as { emit(value: object): void }).emit({
        type: 'standard__recordPage',
        attributes,
        state
    });
    await pass(10);
}

/** Every record has messages of its own, `<record>-m2` is one of them. */
function answerByRecord(): void {
    ask.mockImplementation(({ recordId }) => {
        const messages = FULL.messages.map((message) => ({ ...message, id: `${recordId}-${message.id}` }));
        return Promise.resolve({ page: { ...FULL, messages } as HistoryPage });
    });
}

const current = (element: Element) =>
    findAll(element, '[data-message-id]').find((row) => find(row, '.current'))?.dataset.messageId ?? '';

describe('links to messages', () => {
    everyTest();

    it.each([RECORD, RECORD.slice(0, 15), undefined])(
        'are followed on the record that they name: %s',
        async (record) => {
            const element = await history({ refresh: 'manual' });
            await lead(record, 'm2');
            expect(current(element)).toBe('m2');
        }
    );

    it('wait for the record that they name', async () => {
        answerByRecord();
        const element = await history({ refresh: 'manual' });
        await lead(OTHER, `${OTHER}-m2`);
        expect([current(element), textIn(find(element, '.toast'))]).toEqual(['', '']);
        element.recordId = OTHER;
        await pass(100);
        expect(current(element)).toBe(`${OTHER}-m2`);
    });

    it('to another record are nothing to this one', async () => {
        ask.mockImplementation(({ cursor }) =>
            Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
        );
        const element = await history({ refresh: 'manual' });
        const asked = ask.mock.calls.length;
        await lead(OTHER, 'elsewhere');
        expect([ask.mock.calls.length - asked, textIn(find(element, '.toast'))]).toEqual([0, '']);
    });

    it('are followed once, however often the page tells of them', async () => {
        const element = await history({ refresh: 'manual' });
        await lead(RECORD, 'm2');
        await choose(element, 'filter', 'agent');
        find(element, '[data-message-id="m5"]')?.focus();
        await lead(RECORD, 'm2');
        await lead(OTHER, 'm2');
        await lead(RECORD);
        await lead(RECORD, 'm2');
        expect(shownIds(element)).toEqual(['m5']);
        const list = inside(find(element, 'c-bot-message-list') as Element);
        expect((list.activeElement as HTMLElement | null)?.dataset.messageId).toBe('m5');
    });

    it('are followed again after another one, and where the record starts over', async () => {
        answerByRecord();
        const element = await history({ refresh: 'manual' });
        for (const message of ['m2', 'm4', 'm2']) {
            // eslint-disable-next-line no-await-in-loop -- one link after the other
            await lead(RECORD, `${RECORD}-${message}`);
            expect(current(element)).toBe(`${RECORD}-${message}`);
        }
        element.recordId = OTHER;
        await pass(100);
        expect(current(element)).toBe('');
        element.recordId = RECORD;
        await pass(100);
        expect(current(element)).toBe(`${RECORD}-m2`);
    });

    it('are not followed any more once the page is led to the record alone', async () => {
        answerByRecord();
        const element = await history({ refresh: 'manual' });
        await lead(OTHER, `${OTHER}-m2`);
        await lead(OTHER);
        element.recordId = OTHER;
        await pass(100);
        expect(current(element)).toBe('');
    });
});
