/** The keyboard alone: every stop can be seen, messages are gone through, the keys have a list. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessibleInBothThemes } from '../accessibility.ts';
import { openRich, stop, type Stop } from '../focus.ts';
import { inConsole } from '../harness.ts';
import { paintedPlace } from '../painted.ts';
import { changeHistory, MESSAGE, recordWhere, setDisplay } from '../records.ts';
import { allowed, WHOLE_HISTORY } from '../slowdown.ts';

/** Goes by Tab from the search field through the component, once round. */
async function stopsOf(page: Page): Promise<Stop[]> {
    await page.getByRole('searchbox', { name: 'Search this conversation' }).focus();
    const stops: Stop[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
        const here = await stop(page);
        if (!here.isInside) break;
        stops.push(here);
        await page.keyboard.press('Tab');
    }
    return stops;
}

/** What has the focus stays within the list once all rows have their place. */
async function assertFocusInView(page: Page): Promise<void> {
    await page.waitForTimeout(allowed(600));
    const { top, isInView } = await paintedPlace(page.locator(`${MESSAGE}:focus`));
    assert.ok(isInView, `${top} pixels below the upper edge of the list`);
}

/** Presses keys one after the other; the page renders in between, but the browser lays nothing out and paints nothing. */
const PRESS_WITHOUT_FRAME = new Function(
    'keys',
    `return (async () => {
        const focused = () => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            return element;
        };
        for (const key of keys) {
            focused().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
            for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
        }
    })()`
) as (keys: string[]) => Promise<void>;

void describe('the keyboard', () => {
    for (const forcedColors of ['none', 'active'] as const) {
        inConsole(
            `shows where it is, on every stop${forcedColors === 'active' ? ', in high contrast too' : ''}`,
            {},
            async ({ page, open, harness }) => {
                const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
                await page.emulateMedia({ forcedColors });
                await openRich(page, open, path);
                const stops = await stopsOf(page);
                assert.ok(stops.length >= 6, stops.map(({ name }) => name).join('\n'));
                assert.deepEqual(
                    stops.filter(({ isSeen }) => !isSeen).map(({ name }) => name),
                    []
                );
                // Leaving backwards ends at the header's button.
                await page.getByRole('searchbox', { name: 'Search this conversation' }).focus();
                await page.keyboard.press('Shift+Tab');
                assert.match((await stop(page)).name, /refresh|mailto|^a /i);
            }
        );
    }

    inConsole('shows in high contrast which button has the focus, in every state', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        const long = 'Some of the small print of the shop. '.repeat(300);
        await page.emulateMedia({ forcedColors: 'active' });
        await changeHistory(page, { text: long, payload: undefined }, { summary: long });
        const assertSeen = async (...names: string[]) => {
            for (const name of names) {
                const button = page.locator('c-bot-history .slds-button').filter({ hasText: name }).first();
                await button.waitFor();
                const outline = await button.evaluate(
                    new Function(
                        'one',
                        `one.focus({ focusVisible: true, preventScroll: true });
                        return getComputedStyle(one).outlineStyle;`
                    ) as (one: unknown) => string
                );
                assert.equal(outline, 'solid', name);
            }
        };
        await openRich(page, open, path);
        await assertSeen('Show more', 'Show the whole text', 'Load older messages');
        await page.locator('[data-menu="filter"]').click();
        await page.getByRole('menuitemcheckbox', { name: /^Customer/ }).click();
        await page.keyboard.press('Escape');
        await assertSeen('Show all');
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await harness.bots.cognigy.setFault({ kind: 'status', status: 503 });
        await open(path);
        await assertSeen('Try again');
    });

    inConsole('enters the messages at the newest, its buttons next', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        // Patched by the page's shadow: the way of a person by Tab, over links of messages that take no part.
        await page.locator('[data-keys]').evaluate(new Function('one', 'one.focus()') as () => void);
        await page.keyboard.press('Tab');
        await page.waitForTimeout(200);
        const last = page.locator(MESSAGE).last();
        assert.equal(await last.getAttribute('tabindex'), '0');
        assert.equal(await last.locator('.actions').count(), 1, 'its buttons are offered');
        assert.equal(await page.locator(`${MESSAGE} .actions`).count(), 1, 'and no other ones');
        await page.keyboard.press('Tab');
        assert.match((await stop(page)).name, /^button action Copy message/);
        await page.keyboard.press('Shift+Tab');
        assert.match((await stop(page)).name, /^c-bot-message/);
        const above = page.locator(MESSAGE).nth(-2);
        await page.keyboard.press('ArrowUp');
        await page.waitForTimeout(200);
        assert.equal(await above.getAttribute('tabindex'), '0');
    });

    inConsole('stays at the message that a screen reader puts it on', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        // A focus that comes neither by a key nor by a script of the page, as assistive technology sets it.
        const cdp = await page.context().newCDPSession(page);
        const focus = async (selector: string) => {
            const found = await page.locator(selector).first().elementHandle();
            await found?.evaluate(new Function('one', 'globalThis.wanted = one') as () => void);
            const { result } = await cdp.send('Runtime.evaluate', { expression: 'globalThis.wanted' });
            await cdp.send('DOM.focus', { objectId: result.objectId });
            await page.waitForTimeout(200);
        };
        const tabbable = `${MESSAGE}[tabindex="0"]`;
        await page.locator('[data-keys]').focus();
        const message = page.locator(MESSAGE).nth(-3);
        const id = await message.getAttribute('data-message-id');
        await focus(`${MESSAGE}[data-message-id="${id}"]`);
        assert.equal(await page.locator(`${MESSAGE}:focus`).getAttribute('data-message-id'), id);
        assert.equal(await message.locator('.actions').count(), 1, 'its buttons are offered');
        assert.equal(await page.locator(tabbable).count(), 1);

        await page.locator('[data-keys]').focus();
        await focus(`${MESSAGE}[tabindex="-1"] a[href]`);
        assert.match((await stop(page)).name, /^a /, 'a link of another message');
        assert.equal(
            await page.locator(tabbable).locator('a:focus').count(),
            1,
            'which takes part in the tab order now'
        );
        assert.equal(await page.locator(tabbable).count(), 1);
        await page.keyboard.press('Shift+Tab');
        assert.equal(
            await page.locator(`${tabbable}:focus, ${tabbable} :focus`).count(),
            1,
            'and Tab goes on from there, within that message'
        );
    });

    inConsole('goes from message to message, and on from where it was', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await openRich(page, open, path);
        const position = () => page.locator(`${MESSAGE}:focus`).getAttribute('aria-posinset').then(Number);
        await page.locator(MESSAGE).last().focus();
        const last = await position();
        await page.keyboard.press('ArrowUp');
        assert.equal(await position(), last - 1);
        await page.keyboard.press('PageUp');
        const paged = await position();
        assert.ok(paged < last - 2, `${paged} after ${last - 1}`);
        await page.keyboard.press('ArrowDown');
        assert.equal(await position(), paged + 1);
        await page.keyboard.press('End');
        assert.equal(await position(), last);
    });

    inConsole('held down, goes on from where a jump led', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await openRich(page, open, path);
        const hold = async (key: string, times: number) => {
            for (let presses = 0; presses < times; presses += 1) await page.keyboard.press(key);
        };
        await page.locator(MESSAGE).last().focus();
        await hold('PageUp', 6);
        await assertFocusInView(page);
        await hold('End', 1);
        await hold('ArrowUp', 10);
        await assertFocusInView(page);
        await hold('ArrowDown', 3);
        await hold('PageUp', 3);
        await hold('ArrowUp', 4);
        await assertFocusInView(page);
    });

    inConsole('held down on a busy page, too', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await openRich(page, open, path);
        await page.locator(MESSAGE).last().focus();
        for (let times = 0; times < 5; times += 1) {
            await page.evaluate(PRESS_WITHOUT_FRAME, ['PageUp', 'PageUp', 'ArrowUp', 'ArrowUp', 'ArrowUp']);
            await assertFocusInView(page);
        }
        for (let times = 0; times < 5; times += 1) {
            await page.evaluate(PRESS_WITHOUT_FRAME, ['PageDown', 'PageDown', 'ArrowDown', 'ArrowDown']);
            await assertFocusInView(page);
        }
    });

    inConsole('has a list of the keys, by ? and by a button', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
        const message = page.locator(MESSAGE).last();
        await message.focus();
        await page.keyboard.press('?');
        await dialog.waitFor();
        await dialog.getByText('Next failure of the bot').waitFor();
        await assertAccessibleInBothThemes(page, 'the list of keys');
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        await page.locator(`${MESSAGE}:focus`).waitFor();

        const button = page.getByRole('button', { name: 'Keyboard shortcuts' });
        await button.click();
        await dialog.waitFor();
        await dialog.getByRole('button', { name: 'Close' }).click();
        await dialog.waitFor({ state: 'hidden' });
        await page.locator('[data-keys]:focus').waitFor();

        await page.getByRole('searchbox', { name: 'Search this conversation' }).focus();
        await page.keyboard.type('h/?');
        assert.equal(await page.locator('input[type="search"]').inputValue(), 'h/?');
        assert.equal(await dialog.isVisible(), false);
    });

    inConsole('gives the page back where another tab of the console comes before a dialog', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        await page.locator('[data-keys]').click();
        await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
        await setDisplay(page, 'none');
        const bots = page.getByRole('button', { name: 'Pretend bots' });
        await bots.click();
        assert.equal(await bots.getAttribute('aria-expanded'), 'true');
        await setDisplay(page, '');
        await page.locator(MESSAGE).first().waitFor();
        assert.equal(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count(), 0);
    });

    inConsole('searches by / and Ctrl+F, and leads by H', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        for (const key of ['/', 'Control+f']) {
            await page.locator(MESSAGE).last().focus();
            await page.keyboard.press(key);
            await page.locator('input[type="search"]:focus').waitFor();
        }
        await page.locator(MESSAGE).last().focus();
        await page.keyboard.press('h');
        await page.locator(`${MESSAGE}:focus:has(.current):has(.handoff)`).waitFor();
    });

    inConsole(
        'enters the messages at the match, and takes the focus along by F3',
        {},
        async ({ page, open, harness }) => {
            const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
            await openRich(page, open, path);
            const search = page.getByRole('searchbox', { name: 'Search this conversation' });
            await search.fill('order');
            await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
            // While there are older ones, the button for them is the first stop.
            await page
                .locator('c-bot-list-edge', { hasText: 'Beginning of the conversation' })
                .waitFor({ timeout: WHOLE_HISTORY });
            await search.press('Shift+Enter');
            await search.press('Shift+Enter');
            const hit = page.locator(`${MESSAGE}[aria-current="true"]:has(.current)`);
            await hit.waitFor();
            await page.locator('[data-keys]').evaluate(new Function('one', 'one.focus()') as () => void);
            await page.keyboard.press('Tab');
            await page.locator(`${MESSAGE}[aria-current="true"]:focus`).waitFor();
            assert.equal(await page.locator(`${MESSAGE}[tabindex="0"]`).count(), 1);
            const before = await hit.getAttribute('data-message-id');
            await page.keyboard.press('F3');
            await page.locator(`${MESSAGE}[aria-current="true"]:focus:not([data-message-id="${before}"])`).waitFor();
        }
    );

    inConsole('works the menus, and gets back to their buttons', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        for (const menu of ['filter', 'jump', 'more']) {
            await page.locator(`[data-menu="${menu}"]`).focus();
            await page.keyboard.press('Enter');
            await page.locator('.item:focus').waitFor();
            await page.keyboard.press('ArrowUp');
            await page.locator('.item:focus').waitFor();
            await page.keyboard.press('Escape');
            await page.locator(`[data-menu="${menu}"]:focus`).waitFor();
            assert.equal(await page.locator('.popup').count(), 0);
            await page.keyboard.press('Enter');
            await page.locator('.item:focus').waitFor();
            await page.keyboard.press('Tab');
            await page.locator('.popup').waitFor({ state: 'detached' });
            assert.equal((await stop(page)).isInside, true);
        }
    });

    inConsole('keeps the list of keys while words in it are selected', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRich(page, open, path);
        await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
        const dialog = page.getByRole('dialog');
        const words = await dialog.locator('.does').first().boundingBox();
        const box = await dialog.boundingBox();
        assert.ok(words && box);
        await page.mouse.move(words.x + words.width / 2, words.y + words.height / 2);
        await page.mouse.down();
        await page.mouse.move(box.x - 20, words.y + words.height / 2, { steps: 4 });
        await page.mouse.up();
        assert.equal(await dialog.count(), 1, 'the mouse was let go beside it');
        await page.mouse.click(box.x + 4, box.y + 4);
        assert.equal(await dialog.count(), 1, 'a click at its own edge');
        await page.mouse.click(box.x - 20, box.y - 20);
        await dialog.waitFor({ state: 'hidden' });
    });
});
