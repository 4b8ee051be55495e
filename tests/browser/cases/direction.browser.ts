/** Texts and pages that read from right to left. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { assertAccessible, assertNoSidewaysScrolling } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { MESSAGE, recordWhere } from '../records.ts';
import { openMenu, openRefund, search } from '../refund.ts';
import { cutTexts } from '../texts-on-page.ts';

void describe('from right to left', () => {
    inConsole('writes each message in its own direction', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ language }) => language === 'ar');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const texts = await page
            .locator(`${MESSAGE} .text`)
            .evaluateAll(
                new Function(
                    'all',
                    'return all.map((one) => ({ text: one.innerText, direction: getComputedStyle(one).direction }))'
                ) as (all: unknown) => { text: string; direction: string }[]
            );
        const arabic = texts.filter(({ text }) => /^[\s\d.,()]*\p{Script=Arabic}/u.test(text));
        assert.ok(arabic.length > 2, `${arabic.length} Arabic texts`);
        assert.deepEqual(
            arabic.filter(({ direction }) => direction !== 'rtl'),
            []
        );
        assert.deepEqual(
            texts.filter(({ text, direction }) => /^[a-z]/i.test(text) && direction !== 'ltr'),
            []
        );
        const reason = page.locator('.reason [dir="auto"]');
        assert.equal(
            await reason.evaluate(
                new Function('one', 'return getComputedStyle(one).direction') as (one: unknown) => string
            ),
            'rtl'
        );
        await assertAccessible(page, 'right-to-left', { historyOnly: true });
    });

    inConsole('stands mirrored on a page that reads right to left', {}, async (console) => {
        const { page } = console;
        await openRefund(console);
        await page.getByRole('button', { name: '320 px' }).click();
        await page.evaluate(new Function(`document.documentElement.dir = 'rtl'`) as () => void);
        const box = async (selector: string) => {
            const found = await page.locator(`c-bot-history ${selector}`).first().boundingBox();
            assert.ok(found, selector);
            return { left: found.x, right: found.x + found.width };
        };
        const list = await box('c-bot-message-list .scroller');
        const margins = async (selector: string) => {
            const { left, right } = await box(selector);
            return { left: left - list.left, right: list.right - right };
        };
        assert.ok((await box('.head .sign')).left > (await box('.head .title')).left, 'the sign before the title');
        assert.ok(
            (await box('[data-menu="more"]')).left < (await box('input[type="search"]')).left,
            'the search first'
        );
        const [customer, bot] = [await margins('.bubble.customer'), await margins('.bubble.bot')];
        assert.ok(customer.right < customer.left, `the customer: ${JSON.stringify(customer)}`);
        assert.ok(bot.left < bot.right, `the bot: ${JSON.stringify(bot)}`);
        const styleOf = (selector: string, name: string) =>
            page
                .locator(`c-bot-history ${selector}`)
                .evaluateAll(
                    new Function('all', `return all.map((one) => getComputedStyle(one).${name})`) as (
                        all: unknown
                    ) => string[]
                );
        assert.deepEqual(await styleOf('.handoff .sign', 'transform'), ['matrix(-1, 0, 0, 1, 0, 0)']);
        assert.deepEqual(new Set(await styleOf('time', 'direction')), new Set(['ltr']), '10:54 AM, not AM 10:54');
        await search(page).fill('refund');
        await page.locator('c-bot-history .current').waitFor();
        assert.match(
            (await styleOf('.current', 'boxShadow')).join(),
            / -3px 0px 0px 0px inset$/,
            'the bar at the start'
        );
        await search(page).fill('Swap for the filter machine');
        await page.locator('c-bot-history .pager-buttons').waitFor();
        const mirrored = 'matrix(-1, 0, 0, 1, 0, 0)';
        assert.deepEqual(await styleOf('.pager-buttons .sign', 'transform'), [mirrored, mirrored]);
        await search(page).fill('');
        await assertNoSidewaysScrolling(page);
        for (const menu of ['filter', 'jump', 'more']) {
            await openMenu(menu)(page);
            const popup = await page.locator('.popup').boundingBox();
            assert.ok(popup && popup.x >= 0 && popup.x + popup.width <= 1280, `${menu}: ${JSON.stringify(popup)}`);
            await page.keyboard.press('Escape');
        }
        assert.deepEqual(await cutTexts(page), []);
        await assertAccessible(page, 'right-to-left page', { historyOnly: true });
    });

    inConsole('keeps numbers before their words on a page that reads right to left', {}, async (console) => {
        const { page, harness } = console;
        const { conversation } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await openRefund(console);
        await page.evaluate(new Function(`document.documentElement.dir = 'rtl'`) as () => void);
        await search(page).fill('invoice');
        await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
        await page.locator('.facts', { hasText: 'bytes' }).first().waitFor();
        harness.bots.cognigy.addMessage(conversation.sessionId, { from: 'customer', text: 'Are you there?' });
        await page.getByRole('button', { name: 'Refresh' }).click();
        await page.getByRole('button', { name: '1 new message', exact: true }).waitFor();
        // Where the number begins, and what stands behind it: "4 of 4", "721 bytes", "+15550100".
        const places = (selector: string) =>
            page.locator(`c-bot-history ${selector}`).evaluateAll(
                new Function(
                    'all',
                    `return all.filter((one) => /^[+\\d]/.test(one.textContent)).map((one) => {
                        const left = (at) => {
                            const range = document.createRange();
                            range.setStart(one.firstChild, at);
                            range.setEnd(one.firstChild, at + 1);
                            return range.getBoundingClientRect().left;
                        };
                        const [start] = /^[+]|^\\S+\\s/.exec(one.textContent);
                        return { text: one.textContent, isFirst: left(0) < left(start.length) };
                    })`
                ) as (all: unknown) => { text: string; isFirst: boolean }[]
            );
        for (const selector of ['.position', '.facts', 'c-bot-latest-button span', '.options .host']) {
            if (selector === '.options .host') {
                await page.getByRole('button', { name: '1 new message', exact: true }).click();
                await page.locator(selector, { hasText: '+1' }).first().waitFor();
            }
            const found = await places(selector);
            assert.ok(found.length > 0, selector);
            const wrong = found.filter(({ isFirst }) => !isFirst).map(({ text }) => text);
            assert.deepEqual(wrong, [], selector);
        }
    });
});
