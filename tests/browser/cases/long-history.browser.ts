/** More than a thousand messages: older ones come as the agent scrolls up, and nothing jumps. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { inConsole } from '../harness.ts';
import { FAILURE, MESSAGE, messageList, recordWhere } from '../records.ts';
import type { Vendor } from '../../../scripts/local-org/bots/index.ts';

/** Pixels of one step of scrolling. */
const STEP = 80;

interface Walk {
    steps: number;
    /** The farthest that a message which stayed in view moved other than by the step, in pixels, up and down. */
    up: number;
    down: number;
    /** Steps after which nothing of what was in view was still there. */
    lost: number;
}

/**
 * Scrolls up step by step until the list's head line tells enough messages, and looks in every frame where the
 * messages are that were in view before: at most a step farther down, whatever arrived above meanwhile. Runs in the
 * page, since only there a step and the frame after it are one thing.
 */
const WALK = `async (list, { step, target, meta }) => {
    const messages = (parent) => [...parent.children].flatMap((child) => [
        ...(child.hasAttribute('data-message-id') ? [child] : []),
        ...(child.shadowRoot ? messages(child.shadowRoot) : []),
        ...messages(child)
    ]);
    const places = () => {
        const { top, bottom } = list.getBoundingClientRect();
        const found = new Map();
        for (const message of messages(list)) {
            const box = message.getBoundingClientRect();
            if (box.bottom > top && box.top < bottom) found.set(message.getAttribute('data-message-id'), box.top - top);
        }
        return found;
    };
    // After all callbacks of a frame and its layout, before its paint: what a person gets to see.
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const observer = new ResizeObserver(() => {
            observer.disconnect();
            const seen = places();
            setTimeout(() => done(seen));
        });
        observer.observe(list);
    }));
    const count = () => Number(/([\\d,.]+) messages/.exec(meta.innerText)?.[1].replace(/[,.]/g, ''));
    const walk = { steps: 0, up: 0, down: 0, lost: 0 };
    let before = await painted();
    for (; walk.steps < 1500 && count() < target; walk.steps += 1) {
        list.scrollTop -= step;
        const after = await painted();
        const shifts = [...before].filter(([id]) => after.has(id)).map(([id, top]) => after.get(id) - top);
        if (shifts.length === 0) walk.lost += 1;
        walk.up = Math.max(walk.up, ...shifts.map((shift) => -shift));
        walk.down = Math.max(walk.down, ...shifts.map((shift) => shift - step));
        before = after;
    }
    return walk;
}`;

/** Pixels: the line with the day or the sender above the oldest message goes when it turns out not to be the first. */
const TOLERANCE = 40;

async function walkUp(page: Page, target: number): Promise<Walk> {
    const meta = await page.locator('c-bot-history-header .meta').elementHandle();
    const walk = new Function('list', 'options', `return (${WALK})(list, options)`) as (
        list: unknown,
        options: unknown
    ) => Promise<Walk>;
    return messageList(page).evaluate(walk, { step: STEP, target, meta });
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
                const { up, down, lost, steps } = await walkUp(page, target);
                const moved = `up ${Math.round(up)} px, down ${Math.round(down)} px, lost ${lost} times in ${steps} steps`;
                assert.ok(up <= TOLERANCE && down <= TOLERANCE && lost === 0, `the list jumped: ${moved}`);
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
