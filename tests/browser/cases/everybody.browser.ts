/** For everybody: every state by axe, zoom, narrow columns, high contrast, less motion, positions. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertAccessibleInBothThemes, assertNoSidewaysScrolling } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { LANGUAGES } from '../languages.ts';
import { changeHistory, holdHistory, MESSAGE, messageList, recordWhere } from '../records.ts';
import { openMenu, openRefund, search } from '../refund.ts';
import { cutTexts } from '../texts-on-page.ts';
import { WHOLE_HISTORY } from '../slowdown.ts';
import { until } from '../until.ts';

/** What the component looks like after something was done; nothing of the bot has to fail for it. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
    'as it opens': () => Promise.resolve(),
    'with a search and its hits': async (page) => {
        await search(page).fill('refund');
        await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
    },
    'with a search that finds nothing': async (page) => {
        await search(page).fill('zebra crossing');
        await page.locator('c-bot-history-toolbar .position', { hasText: 'No matches' }).waitFor();
    },
    'with the filter open': openMenu('filter'),
    'with the jumps open': openMenu('jump'),
    'with copy and save open': openMenu('more'),
    'with a filter on': async (page) => {
        await openMenu('filter')(page);
        await page.getByRole('menuitemcheckbox', { name: /^Customer/ }).click();
        await page.keyboard.press('Escape');
        await page.locator('.notice').waitFor();
    },
    'with a filter that lets nothing through': async (page) => {
        await openMenu('filter')(page);
        await page.getByRole('menuitemcheckbox', { name: /^Search results/ }).click();
        await page.keyboard.press('Escape');
        await page.locator('.notice').waitFor();
    },
    'with a message in focus and its buttons': async (page) => {
        await page.locator(MESSAGE).last().focus();
        await page.locator('.actions').first().waitFor();
    },
    'with the list of keys': async (page) => {
        await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
        await page.getByRole('dialog').waitFor();
    },
    'with a picture large': async (page) => {
        // Only a message on the screen is sure to be on the page, and this one has pictures. Where the search leads
        // comes first: it would scroll the picture away from under the mouse.
        await search(page).fill('Swap for the filter machine');
        await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
        await page
            .getByRole('button', { name: /^Enlarge image/ })
            .first()
            .click();
        await page.locator('dialog[open] img').waitFor();
    },
    'with a short message on top': async (page) => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.locator(MESSAGE).last().focus();
        await page.keyboard.press('c');
        await page.locator('.toast').waitFor();
    }
};

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

void describe('for everybody', () => {
    for (const [state, reach] of Object.entries(STATES)) {
        inConsole(`passes the accessibility checks ${state}`, {}, async (console) => {
            await openRefund(console);
            await reach(console.page);
            await assertAccessibleInBothThemes(console.page, state, { historyOnly: true });
        });
    }

    inConsole('passes the accessibility checks where older messages are to come, and fail to', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.getByRole('button', { name: 'Load older messages' }).waitFor({ state: 'attached' });
        await assertAccessibleInBothThemes(page, 'with older messages to come', { historyOnly: true });
        await harness.bots.cognigy.setFault({ kind: 'status', status: 503 });
        // Where it is: who scrolls there has them loaded before the click.
        await page.getByRole('button', { name: 'Load older messages' }).dispatchEvent('click');
        await messageList(page).getByRole('button', { name: 'Try again' }).waitFor();
        await assertAccessibleInBothThemes(page, 'with older messages that fail', { historyOnly: true });
    });

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

    inConsole('lets the page scroll on where the list ends', { height: 600 }, async (console) => {
        const { page } = console;
        await openRefund(console);
        const list = await messageList(page).boundingBox();
        assert.ok(list);
        await page.mouse.move(list.x + 50, list.y + 20);
        await page.mouse.wheel(0, 200);
        await until(page, 'scrollY > 0');
    });

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

    for (const theme of ['light', 'dark'] as const) {
        inConsole(
            `shows the focus and the mouse on a filter that is on, in the ${theme} theme`,
            { theme },
            async (it) => {
                const { page } = it;
                await openRefund(it);
                await page.locator('[data-menu="filter"]').focus();
                for (const key of ['Enter', 'Enter', 'Escape']) await page.keyboard.press(key);
                const looks = () =>
                    page.locator('[data-menu="filter"]').evaluate(
                        new Function(
                            'element',
                            `const { backgroundColor, outlineColor, outlineStyle } = getComputedStyle(element);
                             return { backgroundColor, outlineColor, outlineStyle };`
                        ) as (element: unknown) => Record<string, string>
                    );
                const focused = await looks();
                assert.equal(focused.outlineStyle, 'solid');
                assert.notEqual(focused.outlineColor, focused.backgroundColor, 'the outline lies on the ground');
                await page.locator('[data-menu="filter"]').hover();
                assert.equal(
                    (await looks()).backgroundColor,
                    focused.backgroundColor,
                    'it looks on below the mouse, too'
                );
            }
        );
    }

    inConsole('says in high contrast what colours say otherwise', {}, async (console) => {
        const { page } = console;
        await page.emulateMedia({ forcedColors: 'active' });
        await openRefund(console);
        const border = (selector: string, side = 'Top') =>
            page
                .locator(selector)
                .first()
                .evaluate(
                    new Function(
                        'element',
                        `const style = getComputedStyle(element);
                     return style.border${side}Style === 'none' ? 0 : parseFloat(style.border${side}Width)`
                    ) as (element: unknown) => number
                );
        assert.ok((await border(`${MESSAGE} .bubble:not(.bare)`)) >= 1, 'bubbles have an edge');
        assert.ok((await border('.reason', 'Left')) >= 2, 'the reason has its bar');
        assert.equal(await border('[data-menu="filter"]'), 0);
        await STATES['with a filter on']?.(page);
        assert.ok((await border('[data-menu="filter"]')) >= 1, 'a filter that is on shows');
        await page.getByRole('button', { name: 'Show all' }).click();
        await search(page).fill('refund');
        await until(page, `CSS.highlights.get('bot-hit')?.size > 0`);
        const marks = await page
            .locator(`${MESSAGE} .text`)
            .first()
            .evaluate(
                new Function('element', `return getComputedStyle(element, '::highlight(bot-hit)').backgroundColor`) as (
                    element: unknown
                ) => string
            );
        const systemMark = await page.evaluate<string>(`(() => {
            const probe = document.createElement('p');
            probe.style.cssText = 'background:Mark';
            document.body.append(probe);
            const color = getComputedStyle(probe).backgroundColor;
            probe.remove();
            return color;
        })()`);
        assert.equal(marks, systemMark);
        const outline = await page
            .locator(`${MESSAGE} .current`)
            .evaluate(
                new Function('element', 'return getComputedStyle(element).outlineStyle') as (element: unknown) => string
            );
        assert.equal(outline, 'solid', 'the message that is led to has an outline');
        await assertAccessible(page, 'high contrast', { historyOnly: true });
    });

    inConsole('moves nothing for those who want less motion', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, ({ title }) => /parking receipt/.test(title));
        const letComeAtFirst = await holdHistory(page);
        const moving = () =>
            page.evaluate<number>(`document.getAnimations().filter((one) => one.playState === 'running').length`);
        await page.emulateMedia({ reducedMotion: 'no-preference' });
        await open(path);
        await page.locator('.stencil').first().waitFor();
        assert.ok((await moving()) > 0, 'otherwise the test shows nothing');
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await until(page, async () => (await moving()) === 0, 'the page stands still');
        assert.ok((await page.locator('.stencil').count()) > 0, 'while it is loading');
        letComeAtFirst();
        await page.locator(MESSAGE).first().waitFor();
        const letComeAgain = await holdHistory(page);
        await page.getByRole('button', { name: 'Refresh' }).click();
        await page.locator('.turning').waitFor();
        assert.equal(await moving(), 0);
        letComeAgain();
        await page.locator('.turning').waitFor({ state: 'detached' });
    });

    inConsole('prints the messages on the screen, and nothing that lies over them', {}, async (console) => {
        const { page, open, harness } = console;
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().focus();
        await page.keyboard.press('PageUp');
        await page.keyboard.press('c');
        const over = page.locator('c-bot-history').locator('.actions, .chip, .toast');
        await page.locator('.toast').waitFor();
        assert.equal(await over.filter({ visible: true }).count(), 3);
        const top = () =>
            messageList(page).evaluate(new Function('list', 'return list.scrollTop') as (list: unknown) => number);
        const before = await top();
        await page.emulateMedia({ media: 'print' });
        assert.equal(await over.filter({ visible: true }).count(), 0);
        assert.ok((await page.locator(MESSAGE).count()) > 2);
        await page.pdf();
        await page.emulateMedia({ media: 'screen' });
        await page.waitForTimeout(300);
        assert.equal(await top(), before, 'she reads on where she was');
    });

    inConsole('tells a screen reader who, when and the how manieth, also in a window', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        const feed = page.getByRole('group', { name: 'Messages' }).getByRole('feed');
        await feed.waitFor();
        const rows = () =>
            page
                .locator(MESSAGE)
                .evaluateAll(
                    new Function(
                        'all',
                        'return all.map((one) => ({ position: Number(one.ariaPosInSet), size: one.ariaSetSize, name: one.ariaLabel }))'
                    ) as (all: unknown) => { position: number; size: string; name: string }[]
                );
        const check = async (isAll: boolean) => {
            const shown = await rows();
            assert.ok(shown.length > 3 && shown.length < 80, `${shown.length} rows`);
            shown.forEach(({ position, name, size }, index) => {
                assert.equal(position, (shown[0]?.position ?? 0) + index, 'positions without a gap, top to bottom');
                assert.match(name, /^(Customer|Bot|Agent|System)\b.*, .*\d{4}.*\d/, 'who and when');
                assert.equal(size === '-1', !isAll, `set size ${size}`);
            });
        };
        await check(false);
        await messageList(page).hover();
        await page.mouse.wheel(0, -3_000);
        const live = page.locator('c-bot-history [aria-live="polite"]', { hasText: /older messages? loaded/ });
        await live.waitFor({ state: 'attached' });
        await check(false);
        // Everything loaded: the number of all is known.
        await page.locator('[data-menu="jump"]').click();
        await page.getByRole('menuitem', { name: 'First message' }).click();
        await page.locator(`${MESSAGE}[aria-posinset="1"]`).waitFor({ timeout: WHOLE_HISTORY });
        await check(true);
    });
});
