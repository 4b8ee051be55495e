import look from '@salesforce/apex/BotHistorySaver.look';
import * as navigation from 'lightning/navigation';
import save from '@salesforce/apex/BotHistorySaver.save';
import { find, findAll, inside, textIn } from '../../botMessageList/__tests__/helpers/page';
import { announced, ask, choose, everyTest, FULL, history, older, pass, RECORD } from './support';
import type { HistoryAnswer } from 'c/botHistoryTypes';

jest.mock('@salesforce/apex/BotHistorySaver.look', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/BotHistorySaver.save', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

/** The agent begins to write to the customer, beside the component; answers the field where she does. */
function write(): HTMLElement {
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    return field;
}

/** Tells the page that it is led to a message. */
function lead(id: string): void {
    const reference = { attributes: { recordId: RECORD }, state: { c__botMessage: id } };
    (navigation.CurrentPageReference as unknown as { emit(value: object): void }).emit(reference);
}

/** Lets the test say when an Apex method answers. */
function held(method: unknown): (answer: object) => void {
    let answer: (value: object) => void = () => undefined;
    (method as jest.Mock).mockReturnValue(
        new Promise((resolve) => {
            answer = resolve;
        })
    );
    return (value) => answer(value);
}

const focusedMessage = (element: Element) =>
    (inside(find(element, 'c-bot-message-list') as Element).activeElement as HTMLElement | null)?.dataset.messageId;

describe('an agent who went on with something else meanwhile', () => {
    everyTest();

    let arrive: (answer: HistoryAnswer) => void;
    beforeEach(() => {
        ask.mockImplementation(({ cursor }) =>
            cursor === null
                ? Promise.resolve({ page: { ...FULL, nextCursor: 'c1' } })
                : new Promise((resolve) => {
                      arrive = resolve;
                  })
        );
        (look as unknown as jest.Mock).mockReset().mockResolvedValue({ code: 'NO_CASE' });
        (save as unknown as jest.Mock).mockReset();
    });

    it.each([
        ['a jump', (element: HTMLElement) => choose(element, 'jump', 'first')],
        ['a link', () => lead('old1')]
    ])('keeps the focus where she writes when %s comes to its message', async (_, goTo) => {
        const element = await history({ refresh: 'manual' });
        await goTo(element);
        const field = write();
        arrive({ page: older(1, null) });
        await pass(10);
        expect(document.activeElement).toBe(field);
        expect(textIn(find(element, '.current'))).toContain('older 1');
    });

    it('comes to the newest message as to any other that the menu leads to', async () => {
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'latest');
        expect(focusedMessage(element)).toBe('m5');
    });

    it('comes to the message of a link that she followed from elsewhere', async () => {
        write();
        const element = await history({ refresh: 'manual' });
        lead('old1');
        arrive({ page: older(1, null) });
        await pass(10);
        expect(focusedMessage(element)).toBe('old1');
    });

    it('keeps it where the case is to be chosen, and hears so', async () => {
        const element = await history({ refresh: 'manual' });
        const answer = held(look);
        await choose(element, 'more', 'COMMENT');
        const field = write();
        answer({ code: 'NO_CASE' });
        await pass(10);
        expect(document.activeElement).toBe(field);
        expect(findAll(element, '[role="status"]').map(textIn).join()).toContain('belongs to no case');
    });

    it('keeps it where the clipboard is closed by the time that all is loaded', async () => {
        (navigator.clipboard.writeText as jest.Mock).mockRejectedValue(new Error('closed'));
        document.execCommand = jest.fn(() => true);
        const element = await history({ refresh: 'manual' });
        await choose(element, 'more', 'copy');
        const field = write();
        arrive({ page: older(1, null) });
        await pass(10);
        expect(document.activeElement).toBe(field);
        expect(announced(element)).toBe('The browser didn’t allow copying');
    });

    it('is at the message otherwise', async () => {
        const element = await history({ refresh: 'manual' });
        await choose(element, 'jump', 'first');
        arrive({ page: older(1, null) });
        await pass(10);
        expect(focusedMessage(element)).toBe('old1');
    });
});
