/** For everybody: every state by axe, high contrast, less motion, print, names and positions. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { assertAccessible, assertAccessibleInBothThemes, contrastWithGround, SIGN } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { holdHistory, MESSAGE, messageList, recordWhere } from '../records.ts';
import { openRefund, search } from '../refund.ts';
import { WHOLE_HISTORY } from '../slowdown.ts';
import { STATES } from '../states.ts';
import { until } from '../until.ts';

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

    inConsole('lets the page scroll on where the list ends', { height: 600 }, async (console) => {
        const { page } = console;
        await openRefund(console);
        const list = await messageList(page).boundingBox();
        assert.ok(list);
        await page.mouse.move(list.x + 50, list.y + 20);
        await page.mouse.wheel(0, 200);
        await until(page, 'scrollY > 0');
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

    for (const theme of ['light', 'dark'] as const) {
        inConsole(`shows the signs that stand on the accent colour, in the ${theme} theme`, { theme }, async (it) => {
            const { page } = it;
            await openRefund(it);
            await STATES['with a filter on']?.(page);
            await page.locator('[data-menu="filter"]').blur();
            await page.mouse.move(0, 0);
            const signs = {
                'in the header': page.locator('c-bot-history-header .head > .sign'),
                'of a filter that is on': page.locator('[data-menu="filter"]')
            };
            for (const [name, element] of Object.entries(signs)) {
                const contrast = await contrastWithGround(element, SIGN);
                assert.ok(contrast >= 3, `the sign ${name} has a contrast of ${contrast.toFixed(1)}`);
            }
        });
    }

    for (const theme of ['light', 'dark'] as const) {
        inConsole(`shows the focus on every ground, in the ${theme} theme`, { theme }, async (it) => {
            const { page } = it;
            await openRefund(it);
            const grounds = ['.reason', '.left .bubble:not(.bare)', '.right .bubble:not(.bare)'];
            for (const ground of grounds) {
                const contrast = await contrastWithGround(
                    page.locator(`c-bot-history ${ground}`).first(),
                    `getComputedStyle(element).getPropertyValue('--bot-focus')`
                );
                assert.ok(contrast >= 3, `the focus has a contrast of ${contrast.toFixed(1)} on ${ground}`);
            }
        });
    }

    inConsole("can be read with an org's bright brand colour", {}, async (it) => {
        const { page } = it;
        await openRefund(it);
        // As a theme of Setup sets them: its colour as it is, and one that goes with white.
        await page.evaluate(`for (const [name, color] of [
            ['Primary', '#fbc02d'], ['PrimaryActive', '#f9a825'], ['Accessible', '#8a6100'], ['AccessibleActive', '#6b4c00']
        ]) document.documentElement.style.setProperty('--lwc-brand' + name, color)`);
        await STATES['with a filter on']?.(page);
        const filter = page.locator('[data-menu="filter"]');
        assert.ok((await contrastWithGround(filter, SIGN)) >= 3, 'a filter that is on');
        await page.getByRole('button', { name: 'Show all' }).click();
        const chosen = messageList(page).locator('.option.chosen').first();
        assert.ok((await contrastWithGround(chosen, SIGN)) >= 3, 'the sign of what the customer chose');
        await messageList(page).locator('.handoff').first().waitFor();
        await assertAccessible(page, 'a bright brand colour', { historyOnly: true });
    });

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
