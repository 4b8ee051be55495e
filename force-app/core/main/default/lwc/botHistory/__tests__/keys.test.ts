import { find, inside, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import { accessible, everyTest, history, pass, search } from './support';

describe('keys', () => {
    everyTest();

    const press = (element: Element, key: string, more: KeyboardEventInit = {}) => {
        const event = new KeyboardEvent('keydown', {
            key,
            bubbles: true,
            composed: true,
            cancelable: true,
            ...more
        });
        element.dispatchEvent(event);
        return event;
    };

    it.each([
        ['h', 'm5'],
        ['H', 'm5'],
        ['f', 'm3']
    ])('%s leads to %s', async (key, id) => {
        const element = await history();
        await pass(100);
        press(find(element, '[data-message-id="m2"]') as Element, key);
        await pass(10);
        expect(find(find(element, `[data-message-id="${id}"]`) as Element, '.current')).not.toBeNull();
    });

    it.each([
        ['Cyrillic', 'а', 'с'],
        ['Greek', 'φ', 'ψ'],
        ['Arabic', 'ب', 'ؤ']
    ])('are the same ones on a keyboard with other letters: %s', async (_, f, c) => {
        const element = await history();
        const row = find(element, '[data-message-id="m2"]') as HTMLElement;
        row.focus();
        expect(press(row, c, { code: 'KeyC' }).defaultPrevented).toBe(true);
        expect(press(row, c, { code: 'KeyC', ctrlKey: true }).defaultPrevented).toBe(false);
        expect(press(row, f, { code: 'KeyF', ctrlKey: true }).defaultPrevented).toBe(true);
        await rendered();
        const field = find(element, 'input') as Element;
        expect(inside(find(element, 'c-bot-history-toolbar') as Element).activeElement).toBe(field);
        expect(press(field, c, { code: 'KeyC' }).defaultPrevented).toBe(false);
    });

    it('copy the message that they are pressed on, and a link to it', async () => {
        const element = await history();
        const row = find(element, '[data-message-id="m2"]') as Element;
        const write = navigator.clipboard.writeText as jest.Mock;
        press(row, 'c');
        await rendered();
        expect(write.mock.lastCall?.[0]).toContain('My order arrived broken.');
        press(row, 'l');
        await rendered();
        expect(write.mock.lastCall?.[0]).toMatch(/^https?:/);
        for (const key of ['c', 'l']) {
            expect(press(find(element, '.refresh') as Element, key).defaultPrevented).toBe(false);
        }
        await rendered();
        expect(write).toHaveBeenCalledTimes(2);
    });

    it('take the focus along from match to match where they are pressed on a message, and nowhere else', async () => {
        const element = await history();
        const write = navigator.clipboard.writeText as jest.Mock;
        await search(element, 'order');
        const list = inside(find(element, 'c-bot-message-list') as Element);
        find(element, 'input')?.focus();
        press(find(element, 'input') as Element, 'F3');
        await rendered();
        expect([list.activeElement, textIn(find(element, '.position'))]).toEqual([null, '1 of 2']);
        find(element, '[data-message-id="m3"]')?.focus();
        press(find(element, '[data-message-id="m3"]') as Element, 'F3');
        await rendered();
        const hit = list.activeElement as HTMLElement;
        expect([hit.dataset.messageId, hit.getAttribute('aria-current')]).toEqual(['m5', 'true']);
        press(hit, 'c');
        await rendered();
        expect(write.mock.lastCall?.[0]).toContain('look at your order');
    });

    it('show the list of keys', async () => {
        const element = await history();
        expect(find(element, 'c-bot-history-keys')).toBeNull();
        press(find(element, '[data-message-id="m2"]') as Element, '?', { shiftKey: true });
        await rendered();
        expect(find<HTMLDialogElement>(element, 'dialog')?.open).toBe(true);
        await accessible(element);
    });

    it('lead nowhere while a dialog is in front', async () => {
        const element = await history();
        find(element, '[data-keys]')?.click();
        await rendered();
        const event = press(find(element, 'dialog .close') as Element, 'h');
        await pass(10);
        expect([event.defaultPrevented, find(element, '.current')]).toEqual([false, null]);
    });

    it('are letters where somebody types, and the browser’s own with other keys', async () => {
        const element = await history();
        const field = find(element, 'input') as Element;
        const row = find(element, '[data-message-id="m2"]') as Element;
        for (const key of ['/', '?', 'h', 'f', 'c', 'l']) {
            expect([key, press(field, key).defaultPrevented]).toEqual([key, false]);
        }
        expect(press(row, 'c', { ctrlKey: true }).defaultPrevented).toBe(false);
        expect(press(row, 'l', { altKey: true }).defaultPrevented).toBe(false);
        expect(press(row, 'C', { shiftKey: true }).defaultPrevented).toBe(false);
        // The keyboard's capitals are on.
        expect(press(row, 'C').defaultPrevented).toBe(true);
        expect(press(row, 'F3').defaultPrevented).toBe(false);
        await search(element, 'order');
        expect(press(field, 'F3', { isComposing: true }).defaultPrevented).toBe(false);
        expect(press(field, 'F3').defaultPrevented).toBe(true);
    });
});
