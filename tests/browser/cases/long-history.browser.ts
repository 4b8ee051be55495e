/** More than a thousand messages: older ones come as the agent scrolls up, and nothing jumps. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { inConsole } from '../harness.ts';
import { FAILURE, MESSAGE, messageList, recordWhere } from '../records.ts';
import type { Vendor } from '../../../scripts/local-org/bots/index.ts';

interface Anchor {
    id: string;
    top: number;
}

/** Where the shown messages stand, relative to the list. */
const places = (page: Page): Promise<Anchor[]> =>
    messageList(page).evaluate(
        new Function(
            'list',
            `const { top, bottom } = list.getBoundingClientRect();
            const walk = (parent) => [...parent.children].flatMap((child) => [
                ...(child.hasAttribute('data-message-id') ? [child] : []),
                ...(child.shadowRoot ? walk(child.shadowRoot) : []),
                ...walk(child)
            ]);
            return [...new Set(walk(list))]
                .map((message) => ({ id: message.getAttribute('data-message-id'), box: message.getBoundingClientRect() }))
                .filter(({ box }) => box.bottom > top && box.top < bottom)
                .map(({ id, box }) => ({ id, top: box.top - top }));`
        ) as (list: unknown) => Anchor[]
    );

/** The places once they no longer change; with `start`, once they have changed from it, or will not within a second. */
async function settled(page: Page, start?: Anchor[]): Promise<Anchor[]> {
    const same = (one: Anchor[], other: Anchor[]) => JSON.stringify(one) === JSON.stringify(other);
    let found = await places(page);
    for (let waited = 0; start && same(found, start) && waited < 20; waited += 1) {
        await page.waitForTimeout(50);
        found = await places(page);
    }
    for (let tries = 0; tries < 100; tries += 1) {
        await page.waitForTimeout(40);
        const next = await places(page);
        // For a moment nothing may be drawn yet where the list was scrolled to.
        if (next.length > 0 && same(next, found)) return next;
        found = next;
    }
    throw new Error('The messages have been moving for four seconds.');
}

const wheel = async (page: Page, by: number): Promise<void> => {
    await messageList(page).hover();
    await page.mouse.wheel(0, by);
};

/** Counts what has been loaded, from the component's own head line. */
async function loadedCount(page: Page): Promise<number> {
    const text = await page.locator('c-bot-history-header .meta').innerText();
    return Number((/([\d,.]+) messages/.exec(text)?.[1] ?? '0').replaceAll(/[,.]/g, ''));
}

void describe('a history of over a thousand messages', () => {
    for (const vendor of ['cognigy', 'watsonx', 'sendbird'] as Vendor[]) {
        inConsole(
            `loads older pages while scrolling up, without a jump: ${vendor}`,
            {},
            async ({ page, open, harness }) => {
                const { path } = await recordWhere(harness, (one) => one.vendor === vendor && one.kind === 'long');
                await open(path);
                await page.locator(MESSAGE).last().waitFor();
                const before = await loadedCount(page);
                assert.ok(before > 0 && before <= 200, `${before} messages at first`);
                const target = before * 2;
                for (let steps = 0; steps < 400 && (await loadedCount(page)) < target; steps += 1) {
                    // A step is measured from rest to rest: on a slow machine two of them would count as one.
                    const start = await settled(page);
                    await wheel(page, -300);
                    const moved = await settled(page, start);
                    // A message that is still in view has moved down by what was scrolled, or less at the very top.
                    const kept = moved.find(({ id }) => start.some((one) => one.id === id));
                    const from = start.find(({ id }) => id === kept?.id);
                    assert.ok(
                        kept && from,
                        `nothing of what was in view is still there after one step of 300 px: ${JSON.stringify(start)} then ${JSON.stringify(moved)}, ${await loadedCount(page)} loaded of ${before} at first`
                    );
                    const shift = kept.top - from.top;
                    assert.ok(
                        shift > -40 && shift < 340,
                        `message ${kept.id} moved by ${Math.round(shift)} px in one step`
                    );
                }
                assert.ok(
                    (await loadedCount(page)) >= target,
                    `${await loadedCount(page)} of ${target} messages loaded`
                );
            }
        );
    }

    inConsole('keeps its place when an older page fails, and goes on after', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        const before = await loadedCount(page);
        await harness.bots.cognigy.setFault({ kind: 'status', status: 503 });
        for (let steps = 0; steps < 60; steps += 1) {
            await wheel(page, -600);
            await page.waitForTimeout(30);
        }
        const retry = messageList(page).getByRole('button', { name: /try again/i });
        await retry.waitFor();
        assert.equal(await loadedCount(page), before);
        assert.ok((await page.locator(MESSAGE).count()) > 0, 'what was loaded stays');
        assert.equal(await page.locator(FAILURE).count(), 0, 'the list is not replaced');
        await harness.bots.cognigy.setFault(null);
        await retry.click();
        await page.waitForFunction(`[...document.querySelectorAll('*')].length > 0`, undefined, { timeout: 5000 });
        for (let waited = 0; waited < 50 && (await loadedCount(page)) === before; waited += 1)
            await page.waitForTimeout(100);
        assert.ok((await loadedCount(page)) > before);
    });

    inConsole('keeps few elements in the page, wherever it stands', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'sendbird' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        for (let steps = 0; steps < 40; steps += 1) {
            await wheel(page, -900);
            await page.waitForTimeout(40);
            const count = await page.locator(MESSAGE).count();
            assert.ok(count > 0 && count <= 80, `${count} messages in the page`);
        }
    });
});
