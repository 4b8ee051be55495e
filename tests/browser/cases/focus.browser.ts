/** The focus is never lost, whatever it was at goes away; the page is scrolled to where it is led. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { isFocused, openRich, stop } from '../focus.ts';
import { inConsole } from '../harness.ts';
import { FAILURE, MESSAGE, messageList, recordWhere } from '../records.ts';

void describe('the focus', () => {
    inConsole('is not lost with a button that goes away', {}, async ({ page, open, harness }) => {
        const { path, conversation } = await recordWhere(
            harness,
            ({ kind, record, vendor }) => kind === 'short' && record === 'MessagingSession' && vendor === 'cognigy'
        );
        const isKept = async (when: string) => {
            await page.waitForTimeout(100);
            assert.equal((await stop(page)).isInside, true, `the focus is lost ${when}`);
        };
        await harness.bots[conversation.vendor].setFault({ kind: 'status', status: 503 });
        await open(path);
        await page.locator(FAILURE).waitFor();
        await page.getByRole('button', { name: 'Try again' }).focus();
        await page.keyboard.press('Enter');
        await isKept('while it loads again');
        await page.locator(FAILURE).waitFor();
        await isKept('after it failed again');
        await harness.bots[conversation.vendor].setFault(null);
        await page.getByRole('button', { name: 'Try again' }).focus();
        await page.keyboard.press('Enter');
        await page.locator(MESSAGE).first().waitFor();
        await isKept('with the messages');

        await page.locator('[data-menu="filter"]').focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Space');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Show all' }).focus();
        await page.keyboard.press('Enter');
        await page.locator('.notice').waitFor({ state: 'detached' });
        await isKept('with the notice');

        await page.keyboard.press('Tab');
        await isKept('one stop on');
    });

    inConsole('is not lost by a copy where the clipboard is closed', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await page.addInitScript(
            `Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('closed')) } })`
        );
        await openRich(page, open, path);
        const id = await page.locator(MESSAGE).last().getAttribute('data-message-id');
        await page.locator(`[data-message-id="${id}"]`).focus();
        await page.keyboard.press('c');
        await page.locator('c-bot-history .toast', { hasText: 'Copied' }).waitFor();
        await page.waitForTimeout(100);
        assert.equal(await page.locator(`[data-message-id="${id}"]:focus`).count(), 1);
    });

    inConsole('scrolls the page to where a jump leads, and to nothing else', { height: 500 }, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await openRich(page, open, path);
        const list = messageList(page);
        const top = async () => Math.round((await list.boundingBox())?.y ?? 0);
        await list.hover();
        await page.mouse.wheel(0, -400);
        const latest = page.getByRole('button', { name: 'Latest message' });
        await latest.waitFor();
        await page.evaluate(`scrollBy(0, ${(await top()) + 20})`);
        const before = await top();
        await latest.click();
        await latest.waitFor({ state: 'detached' });
        await page.waitForTimeout(200);
        assert.equal(await top(), before, 'the button that went away moves nothing');

        await page.evaluate('scrollTo(0, 0)');
        await page.locator('[data-menu="jump"]').click();
        await page.getByRole('menuitem', { name: 'Handoff' }).click();
        await page.locator(`${MESSAGE}:focus`).waitFor();
        await page.waitForTimeout(200);
        const box = await list.boundingBox();
        assert.ok(box && box.y >= 0 && box.y + box.height <= 501, `the list is at ${JSON.stringify(box)}`);
    });

    inConsole('is not lost with what the list takes away', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await openRich(page, open, path);
        const isKept = async (when: string) => {
            await page.waitForTimeout(150);
            assert.equal((await stop(page)).isInside, true, `the focus is lost ${when}`);
        };
        await harness.bots.cognigy.setFault({ kind: 'status', status: 503 });
        await page.locator(MESSAGE).last().focus();
        await page.keyboard.press('Home');
        const retry = page.locator('c-bot-list-edge').getByRole('button', { name: 'Try again' });
        await retry.focus();
        await harness.bots.cognigy.setFault(null);
        await page.keyboard.press('Enter');
        await retry.waitFor({ state: 'detached' });
        await isKept('with the button for older messages');
        // From the message that it stood above, not from the top of the component.
        await page.locator(`${MESSAGE}:focus`).waitFor();
        await page.waitForTimeout(1_000);
        await isKept('when older messages came');
        await page.locator(MESSAGE).last().focus();
        for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('PageUp');
        const latest = page.getByRole('button', { name: 'Latest message' });
        await latest.focus();
        await page.keyboard.press('Enter');
        await latest.waitFor({ state: 'detached' });
        await isKept('with the way to the latest message');
        await page.locator(`${MESSAGE}:focus`).waitFor();
        assert.equal(await page.locator(MESSAGE).last().evaluate(isFocused), true, 'it is at the latest message');
    });
});
