/** More than a thousand messages: older ones come as the agent scrolls up, and nothing jumps. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { inConsole } from '../harness.ts';
import { paintedPlace } from '../painted.ts';
import { FAILURE, MESSAGE, messageList, recordWhere, setDisplay } from '../records.ts';
import { allowed, WHOLE_HISTORY } from '../slowdown.ts';
import { until } from '../until.ts';
import type { Vendor } from '../../../scripts/local-org/bots/index.ts';

/** Pixels of one step of scrolling. */
const STEP = 80;

interface Walk {
    /** Frames that were looked at. */
    steps: number;
    /**
     * The farthest that a message which stayed in view moved other than by what was scrolled, in pixels, up and down.
     */
    up: number;
    down: number;
    /** Frames in which nothing of what was in view was still there. */
    lost: number;
}

/**
 * Sees where the messages in view are in every frame, as painted. Runs in the page, since only there a step and the
 * frame after it are one thing.
 */
const EYE = `(list) => {
    const messages = (parent) => [...parent.children].flatMap((child) => [
        ...(child.hasAttribute('data-message-id') ? [child] : []),
        ...(child.shadowRoot ? messages(child.shadowRoot) : []),
        ...messages(child)
    ]);
    // By their lower edges: the lines with the day and the sender above the oldest message go when it isn't the oldest.
    const places = () => {
        const { top, bottom } = list.getBoundingClientRect();
        const found = new Map();
        for (const message of messages(list)) {
            const box = message.getBoundingClientRect();
            if (box.bottom > top && box.top < bottom) found.set(message.getAttribute('data-message-id'), box.bottom - top);
        }
        return found;
    };
    // A frame can have several layouts, and a size observer takes part in the next one only with what lies deeper.
    const probes = [];
    for (let depth = 0, parent = document.body; depth < 90; depth += 1) {
        const probe = parent.appendChild(document.createElement('div'));
        probe.style.cssText = 'position: absolute; width: 1px; height: 1px; opacity: 0; pointer-events: none';
        if (depth >= 80) probes.push(probe);
        parent = probe;
    }
    const eye = { steps: 0, up: 0, down: 0, lost: 0, scrolled: 0 };
    let before;
    // After all callbacks of a frame and its layouts, before its paint: what a person gets to see.
    eye.painted = () => new Promise((done) => requestAnimationFrame(() => {
        let after, by;
        let layouts = 0;
        const observer = new ResizeObserver(() => {
            after = places();
            by = eye.scrolled;
            layouts += 1;
            if (layouts < probes.length) observer.observe(probes[layouts]);
        });
        observer.observe(probes[0]);
        setTimeout(() => {
            observer.disconnect();
            if (before) {
                const shifts = [...before].filter(([id]) => after.has(id)).map(([id, edge]) => after.get(id) - edge);
                eye.steps += 1;
                if (shifts.length === 0) eye.lost += 1;
                eye.up = Math.max(eye.up, ...shifts.map((shift) => -shift));
                eye.down = Math.max(eye.down, ...shifts.map((shift) => shift - by));
            }
            before = after;
            eye.scrolled -= by;
            done();
        });
    }));
    eye.close = () => {
        document.body.lastElementChild.remove();
        return { steps: eye.steps, up: eye.up, down: eye.down, lost: eye.lost };
    };
    return eye;
}`;

/**
 * Scrolls up step by step until the list's head line tells enough messages: each message in view moves down by what was
 * scrolled, whatever arrives above meanwhile. With `between`, one more step falls into the moment in which older
 * messages are in the page and not painted yet, as a turning wheel does by chance.
 */
const WALK = `async (list, { step, target, meta, between }) => {
    const eye = (${EYE})(list);
    const count = () => Number(/([\\d,.]+) messages/.exec(meta.innerText)?.[1].replace(/[,.]/g, ''));
    const scroll = () => {
        const from = list.scrollTop;
        list.scrollTop -= step;
        eye.scrolled += from - list.scrollTop;
    };
    const arrivals = new MutationObserver(scroll);
    if (between) arrivals.observe(meta, { subtree: true, childList: true, characterData: true });
    await eye.painted();
    while (eye.steps < 1500 && count() < target) {
        scroll();
        await eye.painted();
    }
    arrivals.disconnect();
    return eye.close();
}`;

/** Only looks, until the page's `stopLooking` is set. */
const LOOK = `async (list) => {
    const eye = (${EYE})(list);
    window.stopLooking = false;
    while (!window.stopLooking) await eye.painted();
    return eye.close();
}`;

/** Pixels. */
const TOLERANCE = 2;

type InPage = (list: unknown, options: unknown) => Promise<Walk>;
const inPage = (source: string) => new Function('list', 'options', `return (${source})(list, options)`) as InPage;

async function walkUp(page: Page, target: number, between: boolean): Promise<Walk> {
    const meta = await page.locator('c-bot-history-header .meta').elementHandle();
    return messageList(page).evaluate(inPage(WALK), { step: STEP, target, meta, between });
}

/**
 * Turns the wheel up until enough messages are loaded; the browser moves the list over several frames for each turn.
 */
async function wheelUp(page: Page, target: number, turn: number): Promise<Walk> {
    const looking = messageList(page).evaluate(inPage(LOOK), null);
    for (let turns = 0; turns < 400 && (await loadedCount(page)) < target; turns += 1) {
        await wheel(page, -turn);
        await page.waitForTimeout(30 + 20 * (turns % 7));
    }
    await page.evaluate('window.stopLooking = true');
    return looking;
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
                for (const between of [false, true]) {
                    const target = before * (between ? 6 : 3);
                    const { up, down, lost, steps } = await walkUp(page, target, between);
                    const moved = `up ${Math.round(up)} px, down ${Math.round(down)} px, lost ${lost} times in ${steps} steps`;
                    assert.ok(up <= TOLERANCE && down <= TOLERANCE && lost === 0, `the list jumped: ${moved}`);
                    assert.ok(
                        (await loadedCount(page)) >= target,
                        `${await loadedCount(page)} of ${target} messages loaded`
                    );
                }
            }
        );
    }

    for (const vendor of ['cognigy', 'watsonx', 'sendbird'] as Vendor[]) {
        inConsole(`does not jump under a turning wheel: ${vendor}`, {}, async ({ page, open, harness }) => {
            const { path } = await recordWhere(harness, (one) => one.vendor === vendor && one.kind === 'long');
            await open(path);
            await page.locator(MESSAGE).last().waitFor();
            const target = (await loadedCount(page)) * 4;
            const turn = 240;
            const { up, down, lost, steps } = await wheelUp(page, target, turn);
            const moved = `up ${Math.round(up)} px, down ${Math.round(down)} px, lost ${lost} times in ${steps} frames`;
            assert.ok(up <= TOLERANCE && down <= 2 * turn && lost === 0, `the list jumped: ${moved}`);
            assert.ok((await loadedCount(page)) >= target, `${await loadedCount(page)} of ${target} messages loaded`);
        });
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
        await until(page, async () => (await loadedCount(page)) > before, 'older messages have come');
    });

    for (const isReading of [true, false]) {
        const where = isReading ? 'in the middle' : 'at the newest';
        const name = `stays ${where} while another tab of the console is in front, and loads nothing`;
        inConsole(name, {}, async ({ page, open, harness }) => {
            const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
            await open(path);
            await page.locator(MESSAGE).last().waitFor();
            if (isReading) {
                await wheel(page, -1_000);
                await page.getByRole('button', { name: 'Latest message' }).waitFor();
            }
            await page.waitForTimeout(500);
            const place = async () => {
                const message = page.locator(MESSAGE).last();
                const { top } = await paintedPlace(message);
                return [await message.getAttribute('data-message-id'), Math.round(top)];
            };
            const before = { place: await place(), loaded: await loadedCount(page) };
            await setDisplay(page, 'none');
            await page.waitForTimeout(1_500);
            await setDisplay(page, '');
            await page.waitForTimeout(500);
            assert.deepEqual({ place: await place(), loaded: await loadedCount(page) }, before);
        });
    }

    inConsole('keeps its place where a wider column makes all of it lower', {}, async ({ page, open, harness }) => {
        const { path, conversation } = await recordWhere(
            harness,
            (one) => one.vendor === 'cognigy' && one.kind === 'long'
        );
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        await page.getByRole('button', { name: '320 px' }).click();
        await wheel(page, -1_000);
        // Looked for on every page, and found nowhere.
        await page.locator('c-bot-history-toolbar input').fill('there is no such word');
        await page
            .locator('c-bot-history-toolbar .position', { hasText: 'No matches' })
            .waitFor({ timeout: WHOLE_HISTORY });
        await page.getByRole('button', { name: 'Wide' }).click();
        await page.waitForTimeout(500);
        const seen = async () => {
            const { y = 0, height = 0 } = (await messageList(page).boundingBox()) ?? {};
            const rows = await page.locator(MESSAGE).evaluateAll((all) =>
                all.map((one) => {
                    const { top, bottom } = (
                        one as unknown as { getBoundingClientRect(): { top: number; bottom: number } }
                    ).getBoundingClientRect();
                    return { id: one.getAttribute('data-message-id'), top, bottom };
                })
            );
            return rows.filter(({ top, bottom }) => bottom > y && top < y + height).map(({ id }) => id);
        };
        const before = await seen();
        // As other components of a console do at any time: whoever asks for a place has the browser lay out the page.
        const measure = `new MutationObserver(() => list.scrollTop).observe(list, { subtree: true, childList: true, attributes: true })`;
        await messageList(page).evaluate(new Function('list', measure) as (list: unknown) => void);
        harness.bots.cognigy.addMessage(conversation.sessionId, { from: 'customer', text: 'Is anybody there?' });
        await page.locator('c-bot-history-header').getByRole('button', { name: 'Refresh' }).click();
        await page.getByRole('button', { name: '1 new message' }).waitFor();
        await page.waitForTimeout(500);
        assert.deepEqual(await seen(), before);
    });

    for (const isReading of [true, false]) {
        const where = isReading ? 'near the oldest' : 'at the newest';
        const name = `keeps the upper edge of a message that is opened while older ones come, ${where}`;
        inConsole(name, {}, async ({ page, open, harness }) => {
            const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
            const titles = Array.from({ length: 80 }, (_, at) => `Number ${at} of all that can be had`);
            const quickReplies = titles.map((title, id) => ({ id, title, contentType: 'postback', payload: title }));
            const _quickReplies = { type: 'quick_replies', text: 'Which one?', quickReplies };
            const payload = JSON.stringify({ _cognigy: { _default: { _quickReplies } } });
            let chosen = '';
            let letOlderCome = (): void => undefined;
            const olderMayCome = new Promise<void>((done) => (letOlderCome = done));
            await page.route(/BotHistoryController/, async (route) => {
                const response = await route.fetch();
                const answer = (await response.json()) as { returnValue: { page: { messages: { id: string }[] } } };
                const { messages } = answer.returnValue.page;
                if (chosen !== '') await olderMayCome;
                chosen ||= messages.at(isReading ? 1 : -3)?.id ?? '';
                const message = messages.find(({ id }) => id === chosen);
                if (message) Object.assign(message, { sender: 'bot', text: '', payload });
                await route.fulfill({ response, json: answer });
            });
            await open(path);
            await page.locator(MESSAGE).last().waitFor();
            if (isReading) {
                await messageList(page).evaluate(
                    new Function('list', 'list.scrollTop = 250') as (list: unknown) => void
                );
            } else {
                await page.locator('c-bot-history-toolbar input').fill('there is no such word');
            }
            await page.waitForTimeout(allowed(700));
            const row = page.locator(`[data-message-id="${chosen}"]`);
            const before = await paintedPlace(row);
            // Once they are in the page, and before the browser lays it out and tells of any scrolling.
            const openSoon = `new MutationObserver(async (_, observer) => {
                observer.disconnect();
                for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
                button.click();
            }).observe(row, { attributeFilter: ['aria-posinset'] })`;
            await row.evaluate(
                new Function('row', 'button', openSoon) as (row: unknown, button: unknown) => void,
                await row.locator('.show-all').elementHandle()
            );
            letOlderCome();
            await row.getByRole('button', { name: 'Show less' }).waitFor();
            await page.waitForTimeout(allowed(700));
            await page.unrouteAll({ behavior: 'ignoreErrors' });
            const moved = Math.round((await paintedPlace(row)).top - before.top);
            assert.ok(Math.abs(moved) <= TOLERANCE, `moved by ${moved} pixels`);
        });
    }

    inConsole('goes to the newest message though the wheel still turns', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const newest = await page.locator(MESSAGE).last().getAttribute('data-message-id');
        await messageList(page).hover();
        const latest = page.getByRole('button', { name: 'Latest message' });
        for (let round = 0; round < 5; round += 1) {
            for (let turns = 0; turns <= round; turns += 1) await page.mouse.wheel(0, -400);
            // As a person who is quick: by the mouse, without waiting for the list to stand still.
            await latest.click({ force: true });
            await latest.waitFor({ state: 'detached' });
            await page.waitForTimeout(500);
            assert.equal(await latest.count(), 0, `it stays there after ${round + 1} turns`);
            assert.equal(await page.locator(MESSAGE).last().getAttribute('data-message-id'), newest);
            await messageList(page).hover();
        }
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

    inConsole('keeps few in what has no height of its own to fill', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'sendbird' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        const history = page.locator('c-bot-history');
        const setHeight = new Function('element', `element.height = 'fill'`) as (one: unknown) => void;
        await history.evaluate(setHeight);
        await page.waitForTimeout(1_500);
        const count = await page.locator(MESSAGE).count();
        assert.ok(count > 0 && count <= 80, `${count} messages in the page`);
        assert.match(await page.locator('c-bot-history-header .meta').innerText(), /messages loaded/);
        const { height: list = 0 } = (await messageList(page).boundingBox()) ?? {};
        assert.ok(list <= 900, `the list has ${list} of the window's 900 pixels`);
    });
});
