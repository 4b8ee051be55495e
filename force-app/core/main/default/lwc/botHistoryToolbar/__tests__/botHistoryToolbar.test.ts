import BotHistoryToolbar from 'c/botHistoryToolbar';
import { NO_FILTER, type Filter } from 'c/botTimeline';
import {
    clearPage,
    find,
    findAll,
    inside,
    listen,
    mount,
    rendered,
    textIn
} from '../../botMessageList/__tests__/helpers/page';

function toolbar(properties: object = {}) {
    return mount('c-bot-history-toolbar', BotHistoryToolbar, {
        query: '',
        hits: 0,
        hitPosition: 0,
        filter: NO_FILTER,
        ...properties
    });
}

function key(target: Element | null, name: string, more: KeyboardEventInit = {}): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true, ...more });
    target?.dispatchEvent(event);
    return event;
}

async function openMenu(element: Element, name: string): Promise<void> {
    find(element, `[data-menu="${name}"]`)?.click();
    await rendered();
}

describe('toolbar', () => {
    afterEach(clearPage);

    it('sends what is typed', async () => {
        const element = await toolbar();
        const searches = listen<{ query: string }>(element, 'search');
        const field = find<HTMLInputElement>(element, 'input');
        if (field) {
            field.value = 'refund';
            field.dispatchEvent(new CustomEvent('input'));
        }
        expect(searches).toEqual([{ query: 'refund' }]);
        expect(find(element, '.position')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('steps through matches by keys and buttons', async () => {
        const element = await toolbar({ query: 'refund', hits: 1_234, hitPosition: 3 });
        const steps = listen<{ step: number }>(element, 'step');
        expect(textIn(find(element, '.position'))).toBe('3 of 1,234');
        const field = find(element, 'input');
        key(field, 'Enter');
        key(field, 'Enter', { shiftKey: true });
        key(field, 'F3');
        find(element, '[data-step="-1"]')?.click();
        find(element, '[data-step="1"]')?.click();
        expect(steps.map(({ step }) => step)).toEqual([1, -1, 1, -1, 1]);
        await expect(element).toBeAccessible();
    });

    it('says so where nothing matches', async () => {
        const element = await toolbar({ query: 'refund' });
        expect(textIn(find(element, '.position'))).toBe('No matches');
        expect(findAll<HTMLButtonElement>(element, '[data-step]').map((button) => button.disabled)).toEqual([
            true,
            true
        ]);
    });

    it('clears the search by Escape and by its button', async () => {
        const element = await toolbar({ query: 'refund', hits: 1, hitPosition: 1 });
        const searches = listen<{ query: string }>(element, 'search');
        key(find(element, 'input'), 'Escape');
        find(element, '[title="Clear search"]')?.click();
        // It goes away: whoever pressed it goes on in the field.
        expect(inside(element).activeElement).toBe(find(element, 'input'));
        expect(searches).toEqual([{ query: '' }, { query: '' }]);
    });

    it.each([{ isComposing: true }, { keyCode: 229 }])(
        'leaves keys to a conversion that they end: %j',
        async (more) => {
            const element = await toolbar({ query: '本', hits: 2, hitPosition: 1 });
            const sent = [listen(element, 'step'), listen(element, 'search')];
            const field = find(element, 'input');
            const isLeft = ['Enter', 'Escape', 'F3'].map((name) => !key(field, name, more).defaultPrevented);
            expect([...sent, isLeft]).toEqual([[], [], [true, true, true]]);
        }
    );

    it('puts the cursor into the search', async () => {
        const element = (await toolbar()) as unknown as HTMLElement & { focusSearch(): void };
        element.focusSearch();
        expect(inside(element).activeElement?.localName).toBe('input');
    });

    it('filters by senders and kinds, several at once, without closing the menu', async () => {
        const element = await toolbar({ filter: { senders: new Set(['bot']), kinds: new Set() } });
        const filters = listen<{ filter: Filter }>(element, 'filter');
        await openMenu(element, 'filter');
        expect(find(element, '[data-menu="filter"]')?.getAttribute('aria-expanded')).toBe('true');
        expect(
            findAll(element, '.item')
                .map((item) => [item.dataset.name, item.getAttribute('aria-checked')])
                .slice(0, 3)
        ).toEqual([
            ['customer', 'false'],
            ['bot', 'true'],
            ['agent', 'false']
        ]);
        find(element, '[data-name="customer"]')?.click();
        find(element, '[data-name="bot"]')?.click();
        find(element, '[data-name="failures"]')?.click();
        expect(filters.map(({ filter }) => [[...filter.senders], [...filter.kinds]])).toEqual([
            [['bot', 'customer'], []],
            [[], []],
            [['bot'], ['failures']]
        ]);
        expect(findAll(element, '.item').length).toBeGreaterThan(0);
        await expect(element).toBeAccessible();
    });

    it('says how many messages each entry of the filter would show, once that is counted', async () => {
        const element = await toolbar();
        const menus = listen<{ menu: string }>(element, 'openmenu');
        await openMenu(element, 'filter');
        expect(menus).toEqual([{ menu: 'filter' }]);
        expect(find(element, '.aside')).toBeNull();
        const numbers: Record<string, number> = { bot: 1_200, files: 3 };
        class Counts {
            readonly loaded = 2_000;
            of(name: string): number {
                return numbers[name] ?? 0;
            }
        }
        Object.assign(element, { filterCounts: new Counts() });
        await rendered();
        expect(textIn(find(element, '[data-name="bot"]'))).toBe('Bot 1,200');
        expect(textIn(find(element, '[data-name="files"]'))).toContain('3');
        expect(textIn(find(element, '[data-name="agent"]'))).toContain('0');
        expect(textIn(find(element, '.counted'))).toBe('Counted in the 2,000 messages loaded so far');
        await expect(element).toBeAccessible();
        find(element, '[data-menu="filter"]')?.click();
        await rendered();
        expect(menus.at(-1)).toEqual({ menu: '' });
    });

    it('hints at the key of the search until somebody types, and names the keys of the jumps', async () => {
        const element = await toolbar();
        expect(textIn(find(element, '.hint'))).toBe('/');
        await openMenu(element, 'jump');
        const handoff = find(element, '[data-name="handoff"]');
        expect([textIn(handoff), handoff?.getAttribute('aria-keyshortcuts')]).toEqual(['Handoff H', 'H']);
        Object.assign(element, { query: 'r' });
        await rendered();
        expect(find(element, '.hint')).toBeNull();
    });

    it('asks for the list of keys', async () => {
        const element = await toolbar();
        const asked = listen(element, 'keys');
        find(element, '[data-keys]')?.click();
        expect(asked).toHaveLength(1);
    });

    it.each([
        ['jump', 'first', 'jump', { to: 'first' }],
        ['jump', 'handoff', 'jump', { to: 'handoff' }],
        ['more', 'copy', 'take', { as: 'copy' }],
        ['more', 'json', 'take', { as: 'json' }]
    ])('menu %s, entry %s sends %s', async (menu, name, event, detail) => {
        const element = await toolbar();
        const sent = listen(element, event);
        await openMenu(element, menu);
        await expect(element).toBeAccessible();
        find(element, `[data-name="${name}"]`)?.click();
        await rendered();
        expect(sent).toEqual([detail]);
        expect(findAll(element, '.item')).toHaveLength(0);
        expect((inside(element).activeElement as HTMLElement | null)?.dataset.menu).toBe(menu);
    });

    it('moves through a menu by keys and leaves it by Escape', async () => {
        const element = await toolbar();
        await openMenu(element, 'jump');
        const focused = () => (inside(element).activeElement as HTMLElement | null)?.dataset.name;
        const press = (name: string) => key(inside(element).activeElement, name);
        expect(focused()).toBe('first');
        press('ArrowDown');
        expect(focused()).toBe('failure');
        press('ArrowUp');
        press('ArrowUp');
        expect(focused()).toBe('latest');
        press('ArrowDown');
        expect(focused()).toBe('first');
        press('End');
        expect(focused()).toBe('latest');
        press('Home');
        expect(focused()).toBe('first');
        const button = find(element, '[data-menu="jump"]');
        button?.focus();
        key(button, 'ArrowUp');
        expect(focused()).toBe('latest');
        press('Escape');
        await rendered();
        expect(findAll(element, '.item')).toHaveLength(0);
    });

    it('keeps keys for itself that it has a use for, and leaves the others to the page', async () => {
        const element = await toolbar({ query: 'refund', hits: 1, hitPosition: 1 });
        const passed: string[] = [];
        element.addEventListener('keydown', (event) => passed.push((event as KeyboardEvent).key));
        const button = find(element, '[data-menu="jump"]');
        expect([key(button, 'ArrowDown'), key(button, 'Escape')].map((event) => event.defaultPrevented)).toEqual([
            false,
            false
        ]);
        expect(passed).toEqual(['ArrowDown', 'Escape']);
        key(find(element, 'input'), 'Escape');
        await openMenu(element, 'jump');
        expect(['Enter', 'Tab', 'h'].map((name) => key(find(element, '.item'), name).defaultPrevented)).toEqual([
            false,
            false,
            false
        ]);
        passed.length = 0;
        expect([key(button, 'End'), key(button, 'Escape')].map((event) => event.defaultPrevented)).toEqual([
            true,
            true
        ]);
        expect(passed).toEqual([]);
    });

    it('closes a menu when the focus goes elsewhere', async () => {
        const element = await toolbar();
        await openMenu(element, 'more');
        find(element, '.menu:has(.popup)')?.dispatchEvent(new FocusEvent('focusout', { relatedTarget: null }));
        await rendered();
        expect(findAll(element, '.item')).toHaveLength(0);
    });
});
