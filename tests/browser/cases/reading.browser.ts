/** Reading: times that stay true, messages that come while the agent reads, links to a message. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { contrastWithGround, setTheme, SIGN } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { paintedPlace } from '../painted.ts';
import { MESSAGE, messageList, recordWhere, setDisplay } from '../records.ts';
import { query } from '../org.ts';
import { openMenu, openRefund } from '../refund.ts';
import { cutTexts } from '../texts-on-page.ts';
import type { Harness } from '../org.ts';
import { WHOLE_HISTORY } from '../slowdown.ts';

const META = 'c-bot-history-header .meta';

/** How often the page has asked for the history. */
function countAsked(page: Page): () => number {
    let asked = 0;
    page.on('request', (request) => {
        if (/BotHistoryController/.test(`${request.url()} ${request.postData() ?? ''}`)) asked += 1;
    });
    return () => asked;
}

/** A conversation in which something was said just now, so that it is watched. */
async function livingRecord(harness: Harness): Promise<{ path: string; say(text: string): void }> {
    const { path, conversation } = await recordWhere(harness, ({ title }) => /hotel booking/.test(title));
    const say = (text: string) => {
        harness.bots.cognigy.addMessage(conversation.sessionId, { from: 'customer', text });
    };
    say('Hello? One more thing.');
    return { path, say };
}

/** Lets time pass in the page: timers that fall due run, answers that they ask for arrive, also on a busy machine. */
async function passTime(page: Page, milliseconds: number): Promise<void> {
    const underWay = new Set<Request>();
    const begin = (request: Request) => void underWay.add(request);
    const end = (request: Request) => void underWay.delete(request);
    page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
    await page.clock.fastForward(milliseconds);
    do await page.waitForTimeout(400);
    while (underWay.size > 0);
    page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
}

const setHidden = (page: Page, isHidden: boolean) =>
    page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
        document.dispatchEvent(new Event('visibilitychange'))`);

void describe('reading', () => {
    inConsole('tells times in the agent’s zone, relative and exact', {}, async ({ page, open, harness }) => {
        const { path, recordId } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        const [row] = await query<{ Bot_Handed_Off_At__c: string }>(
            harness,
            `SELECT Bot_Handed_Off_At__c FROM MessagingSession WHERE Id = '${recordId}'`
        );
        const at = new Date(row?.Bot_Handed_Off_At__c ?? '');
        // An agent who works elsewhere than the browser's clock says.
        await page.route('**/local/session', async (route) => {
            const response = await route.fetch();
            const session = (await response.json()) as { user: object };
            Object.assign(session.user, { timeZone: 'America/Los_Angeles', locale: 'de_DE' });
            await route.fulfill({ response, json: session });
        });
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const handedOff = page.locator(`${META} time`);
        assert.equal(await handedOff.getAttribute('datetime'), at.toISOString());
        const exact = (await handedOff.getAttribute('title')) ?? '';
        const format = (options: Intl.DateTimeFormatOptions) =>
            new Intl.DateTimeFormat('de-DE', { ...options, timeZone: 'America/Los_Angeles' }).format(at);
        assert.equal(exact, format({ dateStyle: 'full', timeStyle: 'long' }));
        const marker = page.locator(`${MESSAGE} .handoff time`).first();
        assert.equal(await marker.innerText(), format({ timeStyle: 'short' }));
    });

    inConsole('renews relative times without touching the messages', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await page.clock.install();
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await passTime(page, 2_000);
        const before = await page.locator(`${META} time`).innerText();
        await page.evaluate(`(() => {
            window.changes = [];
            const watch = (root) => {
                new MutationObserver((records) => { window.changes.push(...records.map(({ type, target, attributeName }) => type + ' ' + (target.outerHTML ?? target.data).slice(0, 80) + ' ' + attributeName)); })
                    .observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
                root.querySelectorAll('*').forEach((one) => one.shadowRoot && watch(one.shadowRoot));
            };
            const find = (root) => root.querySelector('c-bot-message-list')
                ?? [...root.querySelectorAll('*')].reduce((found, one) => found ?? (one.shadowRoot && find(one.shadowRoot)), null);
            watch(find(document).shadowRoot);
        })()`);
        await passTime(page, 3 * 60_000);
        assert.notEqual(await page.locator(`${META} time`).innerText(), before);
        assert.deepEqual(await page.evaluate('window.changes'), []);
    });

    inConsole(
        'says how many messages came below while the agent reads above',
        { height: 700 },
        async ({ page, open, harness }) => {
            const { path, say } = await livingRecord(harness);
            await page.clock.install();
            await open(path);
            await page.locator(MESSAGE).first().waitFor();
            await passTime(page, 100);
            await messageList(page).hover();
            await page.mouse.wheel(0, -4_000);
            await page.getByRole('button', { name: 'Latest message' }).waitFor();
            say('Are you still there?');
            await passTime(page, 5_500);
            const chip = page.getByRole('button', { name: '1 new message', exact: true });
            await chip.waitFor();
            for (const theme of ['light', 'dark'] as const) {
                await setTheme(page, theme);
                const contrast = await contrastWithGround(chip, SIGN);
                assert.ok(contrast >= 4.5, `${contrast.toFixed(1)} in the ${theme} theme`);
            }
            const live = page.locator('c-bot-history [aria-live="polite"]');
            assert.equal(await live.textContent(), '1 new message');
            say('Hello?');
            await passTime(page, 5_500);
            await page.getByRole('button', { name: '2 new messages', exact: true }).click();
            await page.locator(MESSAGE, { hasText: 'Hello?' }).last().waitFor();
            await passTime(page, 500);
            assert.equal(await page.getByRole('button', { name: /new message/ }).count(), 0);
        }
    );

    inConsole('looks for messages ever more seldom, and not in a hidden tab', {}, async ({ page, open, harness }) => {
        const { path } = await livingRecord(harness);
        const asked = countAsked(page);
        await page.clock.install();
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const first = asked();
        assert.ok(first >= 1);
        const after: number[] = [];
        for (let seconds = 0; seconds < 75; seconds += 5) {
            await passTime(page, 5_100);
            after.push(asked() - first);
        }
        // After 5, 15, 35 and 75 seconds.
        assert.deepEqual([after[0], after[2], after[6], after[14]], [1, 2, 3, 4], after.join(' '));
        await setHidden(page, true);
        await passTime(page, 300_000);
        assert.equal(asked() - first, 4, 'a hidden tab asks nothing');
        await setHidden(page, false);
        await passTime(page, 5_100);
        assert.equal(asked() - first, 5);
        await setDisplay(page, 'none');
        await passTime(page, 300_000);
        assert.equal(asked() - first, 5, 'nor does one behind another tab of the console');
        await setDisplay(page, '');
        await passTime(page, 5_100);
        assert.equal(asked() - first, 6);
        await passTime(page, 20 * 60_000);
        const quiet = asked();
        await passTime(page, 20 * 60_000);
        assert.equal(asked(), quiet, 'nobody has said anything for long');
    });

    inConsole('looks no more once the conversation is gone, and keeps it on the page', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await livingRecord(harness);
        const asked = countAsked(page);
        await page.clock.install();
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const shown = await page.locator(MESSAGE).count();
        await harness.bots.cognigy.setFault({ kind: 'status', status: 404 });
        await passTime(page, 5_100);
        const last = asked();
        await passTime(page, 10 * 60_000);
        assert.equal(asked(), last);
        assert.equal(await page.locator(MESSAGE).count(), shown);
    });

    inConsole('shows a reason and facts of several lines as such', { width: 320 }, async ({ page, open }) => {
        const head = { provider: 'Bot', adapter: 'text', sessionId: 's', source: 'live', warnings: [] };
        const label = 'Address'.repeat(9);
        const facts = [{ label, value: 'Main Street 1\n10115 Berlin' }];
        const messages = [{ id: 'm1', sentAt: '2026-01-05T09:00:00.000Z', sender: 'customer', text: 'Hello' }];
        const answer = { page: { ...head, reason: 'Parcel lost\nsecond time', facts, messages } };
        await page.route('**/console/gallery.json', (route) =>
            route.fulfill({ json: [{ recordId: 'lines', label: 'lines', answer }] })
        );
        await open('/gallery');
        await page.locator(MESSAGE).first().waitFor();
        assert.equal(await page.locator('c-bot-history-header dd').innerText(), 'Main Street 1\n10115 Berlin');
        assert.match(
            await page.locator('c-bot-history-header .reason').innerText(),
            /^Reason\s+Parcel lost\nsecond time$/
        );
        assert.deepEqual(await cutTexts(page), []);
    });

    inConsole('gives a selected part as it was said, without its buttons', {}, async ({ page, open, url }) => {
        const head = { provider: 'Bot', adapter: 'watsonx', sessionId: 's', source: 'live', facts: [], warnings: [] };
        const generic = [{ response_type: 'iframe', source: 'https://www.example.com/', title: 'Our guide' }];
        const messages = ['Where is it?', 'Look here', 'Thank you'].map((text, at) => ({
            id: `m${at}`,
            sentAt: `2026-01-05T09:0${at}:00.000Z`,
            sender: at === 1 ? 'bot' : 'customer',
            text,
            payload: at === 1 ? JSON.stringify({ generic }) : null
        }));
        await page.route('**/console/gallery.json', (route) =>
            route.fulfill({ json: [{ recordId: 'parts', label: 'parts', answer: { page: { ...head, messages } } }] })
        );
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
        await open('/gallery');
        const textOf = (id: string) => page.locator(`[data-message-id="${id}"] .text`).first();
        await textOf('m0').waitFor();
        const [from, to] = [await textOf('m0').boundingBox(), await textOf('m2').boundingBox()];
        assert.ok(from && to);
        await page.mouse.move(from.x + 1, from.y + 5);
        await page.mouse.down();
        await page.locator('[data-message-id="m0"] .actions').waitFor();
        await page.mouse.move(to.x + 30, to.y + 5, { steps: 5 });
        await page.mouse.up();
        await page.keyboard.press('Control+C');
        const copied = await page.evaluate<string>('navigator.clipboard.readText()');
        assert.match(copied, /^Where is it\?[^]*Our guide[^]*Tha/);
        assert.doesNotMatch(copied, /Copy|opens/);
    });

    inConsole('keeps the host of a source whole, and apart from its title', { width: 320 }, async ({ page, open }) => {
        const head = { provider: 'Bot', adapter: 'watsonx', sessionId: 's', source: 'live', facts: [], warnings: [] };
        const results = ['Returns', 'Refunds', 'Rules'].map((title) => ({
            title,
            body: 'Within 30 days',
            url: `https://help.shop.example.com/${title}`
        }));
        const generic = [{ response_type: 'search', header: 'I found this:', primary_results: results }];
        const payload = JSON.stringify({ generic });
        const messages = [{ id: 'm', sentAt: '2026-01-05T09:00:00.000Z', sender: 'bot', text: 'Found', payload }];
        await page.route('**/console/gallery.json', (route) =>
            route.fulfill({ json: [{ recordId: 'parts', label: 'parts', answer: { page: { ...head, messages } } }] })
        );
        await open('/gallery');
        const hosts = page.locator('c-bot-details .host');
        await hosts.nth(2).waitFor();
        const count = 'return arguments[0].getClientRects().length';
        const select = 'getSelection().selectAllChildren(arguments[0]); return getSelection().toString()';
        for (const host of await hosts.all()) {
            assert.equal(await host.evaluate(new Function(count) as (element: unknown) => number), 1, 'in one line');
        }
        for (const result of await page.locator('c-bot-details li').all()) {
            const copied = await result.evaluate(new Function(select) as (element: unknown) => string);
            assert.match(copied, /^R\w+\s+help\.shop\.example\.com\s+Within 30 days$/);
        }
    });

    inConsole('copies a link to a message, and follows it', {}, async ({ page, open, harness, url }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
        await open(path);
        const message = page.locator(MESSAGE, { hasText: 'A refund of' });
        await message.waitFor();
        await message.focus();
        await message.getByRole('button', { name: 'Copy link to this message' }).click();
        const link = await page.evaluate<string>('navigator.clipboard.readText()');
        const id = await message.getAttribute('data-message-id');
        assert.equal(link, `${url}${path}?${new URLSearchParams({ c__botMessage: id ?? '' }).toString()}`);
        await page.goto(link);
        await page.locator(`[data-message-id="${id}"] .current`).waitFor();
        await page.locator(`[data-message-id="${id}"]:focus`).waitFor();
    });

    inConsole('shows the card whose button the customer pressed first', {}, async (console) => {
        const { page } = console;
        await page.addInitScript("localStorage.setItem('console.historyWidth', '320')");
        await openRefund(console);
        await openMenu('filter')(page);
        await page.getByRole('menuitemcheckbox', { name: 'Cards, lists, tables' }).click();
        const cards = await page.locator('.cards').boundingBox();
        const pressed = await page.locator('.cards').getByText('Refund', { exact: true }).boundingBox();
        assert.ok(cards && pressed);
        assert.ok(pressed.x >= cards.x && pressed.x + pressed.width <= cards.x + cards.width, 'it is in view');
    });

    inConsole('follows a link into a page that is not loaded yet', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, (one) => one.vendor === 'sendbird' && one.kind === 'long');
        await open(path);
        await page.locator(MESSAGE).last().waitFor();
        const older = page.locator(MESSAGE).first();
        const loadedAtFirst = (await page.locator(META).innerText()).match(/[\d,]+(?= messages)/)?.[0];
        await page.locator('[data-menu="jump"]').click();
        await page.getByRole('menuitem', { name: 'First message' }).click();
        await page
            .locator('c-bot-list-edge', { hasText: 'Beginning of the conversation' })
            .waitFor({ timeout: WHOLE_HISTORY });
        await page.locator('[aria-posinset="1"]').waitFor();
        const id = await older.getAttribute('data-message-id');
        assert.notEqual((await page.locator(META).innerText()).match(/[\d,]+(?= messages)/)?.[0], loadedAtFirst);
        await page.goto('about:blank');
        await open(`${path}?c__botMessage=${encodeURIComponent(id ?? '')}`);
        const target = page.locator(`[data-message-id="${id}"]`);
        await target.locator('.current').waitFor({ timeout: WHOLE_HISTORY });
        assert.ok((await paintedPlace(target)).isInView, 'it is in view');
    });

    inConsole('says so where the message of a link is gone', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /parking receipt/.test(title));
        await open(`${path}?c__botMessage=no-such-message`);
        await page.locator('c-bot-history .toast', { hasText: 'isn’t in this conversation' }).waitFor();
    });
});
