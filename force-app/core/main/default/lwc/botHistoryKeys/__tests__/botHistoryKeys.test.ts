import BotHistoryKeys from 'c/botHistoryKeys';
import {
    clearPage,
    FakeLayout,
    find,
    findAll,
    giveDialogs,
    mount,
    rendered,
    textIn
} from '../../botMessageList/__tests__/helpers/page';

type Keys = HTMLElement & { open(): void };

const keys = async (): Promise<Keys> => (await mount('c-bot-history-keys', BotHistoryKeys, {})) as Keys;
const isOpen = (element: Element) => find<HTMLDialogElement>(element, 'dialog')?.open;

describe('list of keys', () => {
    beforeAll(() => {
        new FakeLayout().install();
        giveDialogs();
    });
    afterEach(clearPage);

    it('tells what each key does', async () => {
        const element = await keys();
        expect(isOpen(element)).toBe(false);
        element.open();
        await rendered();
        expect(isOpen(element)).toBe(true);
        const lines = findAll(element, '.line').map(textIn);
        expect(lines).toContain('Search this conversation / Ctrl F');
        expect(lines).toContain('Previous match Shift Enter Shift F3');
        expect(lines).toContain('Keyboard shortcuts ?');
        expect(new Set(lines).size).toBe(lines.length);
        await expect(element).toBeAccessible();
    });

    it('closes by its button and by a click beside it, and opens again', async () => {
        const element = await keys();
        element.open();
        find(element, '.title')?.click();
        expect(isOpen(element)).toBe(true);
        find(element, '.close')?.click();
        expect(isOpen(element)).toBe(false);
        element.open();
        element.open();
        expect(isOpen(element)).toBe(true);
        find(element, 'dialog')?.click();
        expect(isOpen(element)).toBe(false);
    });
});
