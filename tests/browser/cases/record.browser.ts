/** The record page: highlights, details, and the history in a column. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { assertAccessibleInBothThemes, assertNoSidewaysScrolling } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { query } from '../org.ts';
import { MESSAGE, recordWhere } from '../records.ts';
import { until } from '../until.ts';

void describe('the record page', () => {
    inConsole('shows what the handoff wrote beside the history', {}, async ({ page, open, harness }) => {
        const { path, conversation } = await recordWhere(harness, ({ title }) => /hotel booking/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const highlights = await page.locator('console-highlights').innerText();
        assert.ok(highlights.includes(conversation.customer.lastName));
        assert.ok(highlights.includes(conversation.reason.slice(0, 20)));
        const details = await page.locator('console-record-details').innerText();
        assert.ok(details.includes(conversation.customer.email));
        assert.ok(details.includes(conversation.summary.slice(0, 30)));
    });

    inConsole('says so where there is no such record', { allowedErrors: [/status of 404/] }, async ({ page, open }) => {
        await open('/record/Case/500000000000999AAA');
        await page.getByText('does not exist').waitFor();
        await page.getByRole('link', { name: 'To the list of handoffs' }).waitFor();
    });

    inConsole('gives the history the width that the agent wants', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ kind, vendor }) => kind === 'rich' && vendor === 'cognigy');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const history = page.locator('aside[aria-label="Bot history"]');
        const width = async () => (await history.boundingBox())?.width ?? 0;
        await page.getByRole('button', { name: '320 px' }).click();
        assert.equal(Math.round(await width()), 320);
        const splitter = page.getByRole('separator', { name: 'Width of the history' });
        await splitter.focus();
        await page.keyboard.press('ArrowLeft');
        assert.equal(Math.round(await width()), 360);
        const box = await splitter.boundingBox();
        assert.ok(box);
        await page.mouse.move(box.x + box.width / 2, box.y + 100);
        await page.mouse.down();
        await page.mouse.move(box.x - 100, box.y + 100);
        await page.mouse.up();
        assert.ok((await width()) > 440, `${await width()} px after the drag`);
        await page.reload();
        await page.locator(MESSAGE).first().waitFor();
        assert.ok((await width()) > 440, 'the width is kept');
    });

    inConsole('has no accessibility problems', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ kind, vendor }) => kind === 'rich' && vendor === 'cognigy');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await assertAccessibleInBothThemes(page, 'the record page');
    });

    inConsole('has none beside a long transcript, nor with other handoffs in a narrow window', {}, async (console) => {
        const { page, open, harness } = console;
        const transcripts = await query<{ Id: string; Body: string | null }>(
            harness,
            'SELECT Id, Body FROM LiveChatTranscript'
        );
        const transcript = transcripts.find(({ Body }) => (Body ?? '').length > 500);
        assert.ok(transcript);
        await open(`/record/LiveChatTranscript/${transcript.Id}`);
        await page.locator(MESSAGE).first().waitFor();
        await assertAccessibleInBothThemes(page, 'beside a long transcript');
        const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
        await page.setViewportSize({ width: 320, height: 800 });
        await open(path);
        await page.getByRole('heading', { name: 'Other handoffs of this customer' }).waitFor();
        await page.locator(MESSAGE).first().waitFor();
        await assertAccessibleInBothThemes(page, 'with other handoffs in a narrow window');
    });

    inConsole(
        'shows the other handoffs also in an org without Chat',
        { allowedErrors: [/status of 400/] },
        async (console) => {
            const { page, open, harness } = console;
            const { path } = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
            const refusal = {
                errorCode: 'INVALID_TYPE',
                message: "sObject type 'LiveChatTranscript' is not supported."
            };
            await page.route('**/query?q=*FROM%20LiveChatTranscript*', (route) =>
                route.fulfill({ status: 400, json: [refusal] })
            );
            await open(path);
            const others = page.locator('console-related-records');
            await others.getByRole('link').first().waitFor();
            assert.doesNotMatch(await others.innerText(), /not supported/);
        }
    );

    inConsole('keeps a column of 320 pixels readable', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ kind, vendor }) => kind === 'rich' && vendor === 'watsonx');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await page.getByRole('button', { name: '320 px' }).click();
        const overflow = await page
            .locator('c-bot-history')
            .evaluate(
                new Function('element', 'return element.scrollWidth - element.clientWidth') as (one: unknown) => number
            );
        assert.ok(overflow <= 0, `the component is ${overflow} px wider than its column`);
        await assertAccessibleInBothThemes(page, 'the column of 320 pixels');
    });

    inConsole('fits a window of 320 pixels', { width: 320, height: 640 }, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ kind, vendor }) => kind === 'rich' && vendor === 'sendbird');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await assertNoSidewaysScrolling(page);
    });

    inConsole('is worked by keyboard alone', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ kind, vendor }) => kind === 'rich' && vendor === 'cognigy');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const reached = new Set<string>();
        for (let presses = 0; presses < 60 && !reached.has('message'); presses += 1) {
            await page.keyboard.press('Tab');
            for (const [name, selector] of [
                ['search', 'input[type="search"]:focus'],
                ['splitter', '[role="separator"]:focus'],
                ['message', `${MESSAGE}:focus, .scroller:focus`]
            ] as const) {
                if ((await page.locator(selector).count()) > 0) reached.add(name);
            }
        }
        assert.deepEqual([...reached].sort(), ['message', 'search', 'splitter']);
    });

    inConsole('finds a word in the history', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ kind, vendor }) => kind === 'rich' && vendor === 'cognigy');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await page.getByRole('searchbox', { name: 'Search this conversation' }).fill('refund');
        // Painted by the browser over the text, without elements of their own.
        await until(page, `CSS.highlights.get('bot-hit')?.size > 0`);
        const position = page.locator('c-bot-history-toolbar .position', { hasText: /\d+\D+\d+/ });
        await position.waitFor();
        const [first, all] = (await position.innerText()).match(/\d+/g) ?? [];
        assert.ok(Number(all) > 1, `${all} hits`);
        await page.keyboard.press('Enter');
        const next = (await position.innerText()).match(/\d+/)?.[0];
        assert.notEqual(next, first);
    });

    inConsole('shows what is said after the record was opened', {}, async ({ page, open, harness }) => {
        const { path, conversation } = await recordWhere(harness, ({ title }) => /hotel booking/.test(title));
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        harness.bots.cognigy.addMessage(conversation.sessionId, { from: 'customer', text: 'Is anybody there?' });
        await page.locator('c-bot-history-header').getByRole('button', { name: 'Refresh' }).click();
        await page.locator(MESSAGE, { hasText: 'Is anybody there?' }).waitFor();
    });

    inConsole('leaves nothing behind of a record that was left with a menu open', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, ({ title }) => /hotel booking/.test(title));
        await open(path);
        const note = new Function('element', 'window.left = new WeakRef(element)') as (one: unknown) => void;
        await page.locator('c-bot-history').evaluate(note);
        await page.locator('c-bot-history-toolbar [data-menu="jump"]').click();
        await page.locator('c-bot-history-toolbar .item:focus').waitFor();
        await page.evaluate(`history.pushState(null, '', '/'); dispatchEvent(new PopStateEvent('popstate'))`);
        await page.locator('console-record-list a').first().waitFor();
        const isGone = async () => {
            await page.requestGC();
            return page.evaluate<boolean>('window.left.deref() === undefined');
        };
        await until(page, isGone, 'the component leaves the memory');
    });

    inConsole('loads pictures from the bot, and nothing from elsewhere', {}, async (console) => {
        const { page, open, harness, foreignRequests } = console;
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        await open(path);
        await page.locator(`${MESSAGE} img`).first().waitFor();
        await page.waitForLoadState('networkidle');
        const bots = [harness.bots.cognigy.url, harness.bots.watsonx.url, harness.bots.sendbird.url];
        for (const url of foreignRequests) assert.ok(bots.includes(new URL(url).origin), url);
    });
});
