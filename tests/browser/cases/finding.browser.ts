/** Finding: search over all of a history, the filter with its counts, jumps. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { inConsole } from '../harness.ts';
import { MESSAGE, messageList, recordWhere } from '../records.ts';
import { allowed, WHOLE_HISTORY } from '../slowdown.ts';
import { until } from '../until.ts';

const POSITION = 'c-bot-history-toolbar .position';
const NOTICE = 'c-bot-history .notice';
const live = (page: Page) => page.locator('c-bot-history [aria-live="polite"]');
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search this conversation' });

async function loadedCount(page: Page): Promise<number> {
    const text = await page.locator('c-bot-history-header .meta').innerText();
    return Number((/([\d,.]+) messages/.exec(text)?.[1] ?? '0').replaceAll(/[,.]/g, ''));
}

const hits = async (page: Page): Promise<number[]> =>
    ((await page.locator(POSITION).innerText()).match(/\d+/g) ?? []).map(Number);

const current = (page: Page) => page.locator(`${MESSAGE}:has(.current)`);

void describe('finding', () => {
    inConsole(
        'searches pages that are not loaded, at the bot’s pace, and steps through by key',
        {},
        async ({ page, open, harness }) => {
            const { path } = await recordWhere(harness, (one) => one.vendor === 'sendbird' && one.kind === 'long');
            await open(path);
            await page.locator(MESSAGE).last().waitFor();
            const before = await loadedCount(page);
            await search(page).fill('Credit limit');
            await page.locator(POSITION, { hasText: /\d/ }).waitFor();
            const [, atFirst = 0] = await hits(page);
            await page.locator(NOTICE, { hasText: 'older' }).waitFor();
            await page.locator('c-bot-history-header .meta > span', { hasText: /[\d,]+ messages$/ }).waitFor({
                timeout: WHOLE_HISTORY
            });
            await page.locator(NOTICE).waitFor({ state: 'detached' });
            assert.ok((await loadedCount(page)) > before * 5, `${await loadedCount(page)} of more than ${before * 5}`);
            const [position = 0, all = 0] = await hits(page);
            assert.ok(all > atFirst, `${all} hits in all, ${atFirst} in the first page`);
            assert.equal(position, all, 'the newest hit comes first');
            assert.match((await live(page).textContent()) ?? '', new RegExp(`^${all} messages match`));
            const newest = await current(page).getAttribute('data-message-id');
            await page.keyboard.press('Shift+Enter');
            assert.deepEqual(await hits(page), [all - 1, all]);
            assert.notEqual(await current(page).getAttribute('data-message-id'), newest);
            await page.keyboard.press('Enter');
            assert.deepEqual(await hits(page), [all, all]);
            await page.keyboard.press('Enter');
            assert.deepEqual(await hits(page), [1, all], 'it goes round');
            assert.match(await current(page).innerText(), /credit limit/i);
            await page.keyboard.press('Escape');
            assert.equal(await page.locator(POSITION).count(), 0);
            await current(page).waitFor({ state: 'detached' });
            await page.locator('input[type="search"]:focus').waitFor();
        }
    );

    inConsole('says so where nothing is found', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await search(page).fill('zebra crossing');
        await page.locator(POSITION, { hasText: 'No matches' }).waitFor();
        assert.equal(await live(page).textContent(), 'No matches');
        assert.equal(await page.getByRole('button', { name: 'Next match' }).isDisabled(), true);
        assert.ok((await page.locator(MESSAGE).count()) > 0, 'the messages stay');
    });

    inConsole('opens the filter within a low window', { width: 1366, height: 650 }, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await page.locator('[data-menu="filter"]').click();
        await page.locator('[role="menuitemcheckbox"]:focus').waitFor();
        const menu = await page.locator('.popup').boundingBox();
        assert.ok(menu && menu.y >= 0 && menu.y + menu.height <= 650, JSON.stringify(menu));
    });

    inConsole('filters by sender and kind, as many as it says', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const all = await loadedCount(page);
        await page.locator('[data-menu="filter"]').click();
        const item = (name: RegExp) => page.getByRole('menuitemcheckbox', { name });
        const countOf = async (name: RegExp) => Number(await item(name).locator('.aside').innerText());
        const customer = await countOf(/^Customer/);
        assert.ok(customer > 1 && customer < all, `${customer} of ${all}`);
        const senders = await Promise.all([/^Customer/, /^Bot \d/, /^Agent/, /^System/].map(countOf));
        assert.equal(
            senders.reduce((sum, one) => sum + one),
            all
        );
        await page.getByText(`Counted in the ${all} messages loaded so far`).waitFor();

        await item(/^Customer/).click();
        await page.locator(NOTICE, { hasText: `Showing ${customer} of ${all}` }).waitFor();
        const positions = await page.locator(MESSAGE).evaluateAll((rows) => rows.map((row) => row.ariaSetSize));
        assert.ok(positions.length > 0 && positions.every((size) => size === String(customer)), positions.join());
        const files = await countOf(/^Files/);
        await item(/^Files/).click();
        await page.locator(NOTICE, { hasText: `Showing ${files} of ${all}` }).waitFor();
        assert.equal(await page.locator(MESSAGE).count(), files);
        assert.match((await live(page).textContent()) ?? '', new RegExp(`Showing ${files} of ${all}`));

        await item(/^Files/).click();
        await item(/^Search results/).click();
        await page.locator(NOTICE, { hasText: 'No loaded message matches the filter' }).waitFor();
        assert.equal(await page.locator(MESSAGE).count(), 0);
        await page.keyboard.press('Escape');
        await page.locator('[data-menu="filter"]:focus').waitFor();
        await page.getByRole('button', { name: 'Show all' }).click();
        await page.locator(MESSAGE).first().waitFor();
        assert.equal(await page.locator(NOTICE).count(), 0);
    });

    inConsole('keeps the place of who filters, and brings her back', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        await page.locator('[data-menu="jump"]').click();
        await page.getByRole('menuitem', { name: 'First message' }).click();
        // Every older page comes before it.
        await page.locator('[aria-posinset="1"]').waitFor({ timeout: WHOLE_HISTORY });
        await messageList(page).hover();
        for (let turns = 0; turns < 60; turns += 1) {
            await page.mouse.wheel(0, 400);
        }
        const offset = async (id: string | null) => {
            await page.waitForTimeout(600);
            const list = await messageList(page).boundingBox();
            const message = await page.locator(`[data-message-id="${id}"]`).boundingBox();
            assert.ok(list && message, 'it is on the page');
            return message.y - list.y;
        };
        await page.waitForTimeout(600);
        // One that is in view: under the pointer.
        const id = await page.locator(`${MESSAGE}:hover`).getAttribute('data-message-id');
        const before = await offset(id);
        for (const name of [/^Customer/, /^Bot \d/, /^Agent/]) {
            await page.locator('[data-menu="filter"]').click();
            await page.getByRole('menuitemcheckbox', { name }).click();
            await page.keyboard.press('Escape');
            await page.getByRole('button', { name: 'Show all' }).click();
            const moved = (await offset(id)) - before;
            assert.ok(Math.abs(moved) < 3, `${name}: moved by ${moved} pixels`);
        }
    });

    inConsole('searches within what the filter shows', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await search(page).fill('refund');
        await page.locator(POSITION, { hasText: /\d/ }).waitFor();
        const [, all = 0] = await hits(page);
        await page.locator('[data-menu="filter"]').click();
        await page.getByRole('menuitemcheckbox', { name: /^Customer/ }).click();
        await page.keyboard.press('Escape');
        const [, some = 0] = await hits(page);
        assert.ok(some > 0 && some < all, `${some} of ${all}`);
    });

    inConsole('jumps to the first message, a failure, the handoff and the latest', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, ({ title }) => /parking receipt|cold dinner/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const jump = async (name: string) => {
            await page.locator('[data-menu="jump"]').click();
            await page.getByRole('menuitem', { name }).click();
        };
        await jump('First message');
        await page.locator(`${MESSAGE}[aria-posinset="1"]:has(.current)`).waitFor();
        await page.locator(`${MESSAGE}[aria-posinset="1"]:focus`).waitFor();
        await jump('Handoff');
        await page.locator(`${MESSAGE}:has(.current):has(.handoff)`).waitFor();
        await jump('Next failure of the bot');
        const failure = page.locator(`${MESSAGE}:has(.current):has(.failure)`);
        await failure
            .or(page.locator('.toast', { hasText: 'No failure' }))
            .first()
            .waitFor();
        await jump('Latest message');
        const isAtEnd = new Function('list', 'return list.scrollHeight - list.clientHeight - list.scrollTop < 2');
        await until(page, () => messageList(page).evaluate(isAtEnd as (list: unknown) => boolean), 'it is at the end');
    });

    inConsole('goes on to the failure after what the agent reads now', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        const nextFailure = async () => {
            await page.locator('[data-menu="jump"]').click();
            await page.getByRole('menuitem', { name: 'Next failure of the bot' }).click();
            const failure = page.locator(`${MESSAGE}:has(.current):has(.failure)`);
            await failure.waitFor();
            return (await failure.locator('time').first().getAttribute('datetime')) ?? '';
        };
        const readUp = async () => {
            await messageList(page).hover();
            for (let step = 0; step < 6; step += 1) {
                await page.mouse.wheel(0, -4_000);
                await page.waitForTimeout(allowed(400));
            }
        };
        await readUp();
        const first = await nextFailure();
        const second = await nextFailure();
        assert.ok(second > first, `${second} is not below ${first}`);
        await readUp();
        const above = await nextFailure();
        assert.ok(above < second, `${above} is not above ${second}, which she left`);
    });
});
