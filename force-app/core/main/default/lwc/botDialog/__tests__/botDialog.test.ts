import BotHistoryKeys from 'c/botHistoryKeys';
import { clearPage, FakeLayout, find, giveDialogs, mount, rendered } from '../../botMessageList/__tests__/helpers/page';

type Keys = HTMLElement & { open(): void };

const layout = new FakeLayout();
const isOpen = (element: Element) => find<HTMLDialogElement>(element, 'dialog')?.open;

async function opened(): Promise<Keys> {
    const element = (await mount('c-bot-history-keys', BotHistoryKeys, {})) as Keys;
    element.open();
    await rendered();
    layout.measure();
    return element;
}

describe('a dialog', () => {
    beforeEach(() => {
        layout.install();
        giveDialogs();
    });
    afterEach(() => {
        layout.viewport = 400;
        clearPage();
    });

    it('gives the page back where its tab of the console goes behind another one', async () => {
        const element = await opened();
        expect([isOpen(element), layout.watched]).toEqual([true, 1]);
        layout.viewport = 0;
        layout.measure();
        expect([isOpen(element), layout.watched]).toEqual([false, 0]);
        layout.viewport = 400;
        element.open();
        expect(isOpen(element)).toBe(true);
        await expect(element).toBeAccessible();
    });

    it('is closed where the component leaves the page, and opens again once it is back', async () => {
        const element = await opened();
        element.remove();
        document.body.append(element);
        expect([isOpen(element), layout.watched]).toEqual([false, 0]);
        element.open();
        expect(isOpen(element)).toBe(true);
    });
});
