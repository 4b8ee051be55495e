/** However narrow the column, however large the letters: nothing is cut off, nothing covers anything. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { assertNoSidewaysScrolling } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { LANGUAGES } from '../languages.ts';
import { changeHistory, MESSAGE, messageList, recordWhere } from '../records.ts';
import { openMenu, openRefund, search } from '../refund.ts';
import { STATES } from '../states.ts';
import { cutTexts } from '../texts-on-page.ts';

const ZOOMS = [
    { name: '200 %', width: 640, height: 450 },
    { name: '400 %', width: 320, height: 256 },
    { name: 'a narrow phone', width: 320, height: 640 }
];

/** From the next load on, the page speaks a language to its user. */
async function speak(page: Page, language: string): Promise<void> {
    await page.route('**/local/session', async (route) => {
        const response = await route.fetch();
        const session = (await response.json()) as { user: object };
        Object.assign(session.user, { language, locale: language });
        await route.fulfill({ response, json: session });
    });
}

void describe('in narrow columns', () => {
    for (const { name, width, height } of ZOOMS) {
        inConsole(`cuts nothing off and needs no sideways scrolling: ${name}`, { width, height }, async (console) => {
            const { page } = console;
            for (const [state, reach] of Object.entries(STATES)) {
                await openRefund(console);
                await reach(page);
                await assertNoSidewaysScrolling(page);
                assert.deepEqual(await cutTexts(page), [], `${state}, ${name}`);
            }
        });
    }

    inConsole('needs no sideways scrolling for the header of large letters', { width: 320 }, async ({ page, open }) => {
        await page.addInitScript(
            `addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })`
        );
        await open('/gallery');
        await assertNoSidewaysScrolling(page);
    });

    for (const column of [320, 480, 700]) {
        inConsole(`shows the buttons of the last message whole, in a column of ${column}`, {}, async (console) => {
            const { page } = console;
            await page.addInitScript(`localStorage.setItem('console.historyWidth', '${column}')`);
            await openRefund(console);
            await page.locator(MESSAGE).last().focus();
            const buttons = await page.locator('.actions').boundingBox();
            const list = await messageList(page).boundingBox();
            assert.ok(buttons && list);
            assert.ok(
                buttons.y >= list.y && buttons.y + buttons.height <= list.y + list.height + 0.5,
                'within the list'
            );
            assert.ok(buttons.x >= list.x && buttons.x + buttons.width <= list.x + list.width, 'beside the bubble');
        });
    }

    for (const sender of ['agent', 'customer']) {
        inConsole(
            `covers nothing of the next row with the buttons of a single line from ${sender}, in a column of 320`,
            {},
            async (console) => {
                const { page } = console;
                await page.addInitScript(`localStorage.setItem('console.historyWidth', '320')`);
                await changeHistory(page, { sender, payload: undefined, text: 'Yes' });
                await openRefund(console);
                const message = page.locator(MESSAGE).last();
                await message.focus();
                const [row, buttons] = [await message.boundingBox(), await message.locator('.actions').boundingBox()];
                assert.ok(row && buttons);
                assert.ok(row.height < 70, 'a single line below the name');
                assert.ok(
                    buttons.y >= row.y && buttons.y + buttons.height <= row.y + row.height + 0.5,
                    'within its row'
                );
            }
        );
    }

    for (const column of [320, 420]) {
        inConsole(
            `shows the buttons of what a customer wrote beside it, in a column of ${column}`,
            {},
            async (console) => {
                const { page } = console;
                await page.addInitScript(`localStorage.setItem('console.historyWidth', '${column}')`);
                await changeHistory(page, {
                    sender: 'customer',
                    payload: undefined,
                    text: 'I want my money back. '.repeat(9)
                });
                await openRefund(console);
                const message = page.locator(MESSAGE).last();
                await message.focus();
                const [bubble, buttons] = [
                    await message.locator('.bubble').boundingBox(),
                    await message.locator('.actions').boundingBox()
                ];
                const list = await messageList(page).boundingBox();
                assert.ok(bubble && buttons && list);
                assert.ok(buttons.x >= bubble.x + bubble.width, 'beside the bubble');
                assert.ok(buttons.x + buttons.width <= list.x + list.width, 'within the list');
            }
        );
    }

    for (const column of [320, 700]) {
        inConsole(`shows the buttons of a long notice whole, in a column of ${column}`, {}, async (console) => {
            const { page } = console;
            await page.addInitScript(`localStorage.setItem('console.historyWidth', '${column}')`);
            const text = 'A notice of the chat system. '.repeat(9);
            await changeHistory(page, { sender: 'system', payload: undefined, text });
            await openRefund(console);
            await page.locator(MESSAGE).last().focus();
            const buttons = await page.locator('.actions').boundingBox();
            const list = await messageList(page).boundingBox();
            assert.ok(buttons && list);
            assert.ok(buttons.x >= list.x && buttons.x + buttons.width <= list.x + list.width, 'within the list');
        });
    }

    inConsole('keeps the sign of what was chosen beside its words, also where they are long', {}, async (console) => {
        const { page, open, harness } = console;
        await page.addInitScript(`localStorage.setItem('console.historyWidth', '320')`);
        const { path } = await recordWhere(harness, ({ title }) => /scratched car door/.test(title));
        await open(path);
        await search(page).fill('Choose Harbour Garage');
        await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
        const chosen = page.locator('.option.chosen', { hasText: 'Choose Harbour Garage' });
        const [sign, words] = await Promise.all([
            chosen.locator('.check').boundingBox(),
            chosen.locator('.text').boundingBox()
        ]);
        assert.ok(sign && words);
        assert.ok(sign.x + sign.width <= words.x, 'before the words');
        assert.ok(sign.y >= words.y && sign.y + sign.height <= words.y + words.height, 'in their line');
    });

    inConsole('says in two lines what a filter shows, in a column of 320', {}, async (console) => {
        const { page } = console;
        await page.addInitScript(`localStorage.setItem('console.historyWidth', '320')`);
        await openRefund(console);
        await openMenu('filter')(page);
        for (const name of [/^Customer/, /^Options and forms/, /^Images/]) {
            await page.getByRole('menuitemcheckbox', { name }).click();
        }
        await page.keyboard.press('Escape');
        const notice = page.locator('.notice');
        const [text, button] = [notice.locator('span'), notice.getByRole('button', { name: 'Show all' })];
        const [around, said, pressed] = await Promise.all([notice, text, button].map((one) => one.boundingBox()));
        assert.ok(around && said && pressed);
        assert.ok(pressed.x >= said.x + said.width, 'the button stands beside the words');
        assert.ok(around.height < 50, `${around.height} pixels`);
    });

    for (const column of [320, 700]) {
        inConsole(`shows a long name of a sender whole, in a column of ${column}`, {}, async (console) => {
            const { page } = console;
            await page.addInitScript(`localStorage.setItem('console.historyWidth', '${column}')`);
            const senderName = `Dr. Maximiliane ${'von Hohenstein-'.repeat(9)}Schmidt`;
            await changeHistory(page, { sender: 'agent', senderName });
            await openRefund(console);
            await page.locator('.name', { hasText: senderName }).waitFor();
            assert.deepEqual(await cutTexts(page), []);
        });
    }

    inConsole('fits a column of 320 pixels in every language', {}, async (console) => {
        const { page } = console;
        await page.addInitScript(`localStorage.setItem('console.historyWidth', '320')`);
        for (const language of [...LANGUAGES, 'en_US']) {
            await speak(page, language);
            await openRefund(console);
            assert.deepEqual(await cutTexts(page), [], language);
            for (const menu of ['filter', 'jump', 'more']) {
                await openMenu(menu)(page);
                assert.deepEqual(await cutTexts(page), [], `${language}, ${menu}`);
                await page.keyboard.press('Escape');
            }
            await page.locator('[data-keys]').click();
            await page.getByRole('dialog').waitFor();
            assert.deepEqual(await cutTexts(page), [], `${language}, keys`);
        }
    });

    inConsole('fits that column with letters of twice their size in every language', {}, async (console) => {
        const { page } = console;
        await page.addInitScript(`localStorage.setItem('console.historyWidth', '320')`);
        await page.addInitScript(
            `addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })`
        );
        for (const language of [...LANGUAGES, 'en_US']) {
            await speak(page, language);
            await openRefund(console);
            assert.deepEqual(await cutTexts(page), [], language);
            const column = await page.locator('c-bot-history').boundingBox();
            for (const menu of ['filter', 'jump', 'more']) {
                await openMenu(menu)(page);
                const popup = await page.locator('.popup').boundingBox();
                assert.ok(popup && column && popup.x >= column.x, `${language}, ${menu}: ${JSON.stringify(popup)}`);
                assert.deepEqual(await cutTexts(page), [], `${language}, ${menu}`);
                await page.keyboard.press('Escape');
            }
        }
    });
});
