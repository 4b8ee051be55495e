/** The list of records: what an agent sees first. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { call, create } from '../../../scripts/demo/rest.ts';
import { conversations } from '../../../scripts/local-org/bots/index.ts';
import { assertAccessibleInBothThemes, assertNoSidewaysScrolling } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { query } from '../org.ts';
import type { ConsoleOptions } from '../harness.ts';

const RECORDS = 'a[href^="/record/"]';

interface Row {
    Id: string;
    Bot_Session_Id__c?: string | null;
    Bot_Session_Key__c?: string | null;
}

void describe('the list of handoffs', () => {
    inConsole('shows the records of every connector, each a link to its page', {}, async ({ page, open, harness }) => {
        await open('/');
        await page.locator(RECORDS).first().waitFor();
        const links = await page.locator(RECORDS).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
        assert.ok(links.length >= 8, `${links.length} records`);
        assert.equal(new Set(links).size, links.length, 'no record twice');
        for (const kind of ['MessagingSession', 'LiveChatTranscript', 'Case']) {
            assert.ok(
                links.some((link) => link?.startsWith(`/record/${kind}/`)),
                kind
            );
        }
        // Which connector a record came through is known where the conversations were made up, not in the console.
        const connectors = new Set(conversations().map(({ connector }) => connector));
        assert.deepEqual([...connectors].sort(), ['cognigy-chat', 'cognigy-messaging', 'sendbird', 'watsonx']);
        const count = conversations().length;
        assert.ok(links.length >= count, `${links.length} links for ${count} conversations`);
        const sessions = await query<Row>(harness, 'SELECT Id, Bot_Session_Id__c FROM MessagingSession');
        for (const { Id } of sessions) assert.ok(links.includes(`/record/MessagingSession/${Id}`), Id);
    });

    inConsole('shows a case that a bot opened with the origin Chat', {}, async ({ page, open, harness }) => {
        const fields = { Subject: 'From the bot', Origin: 'Chat', Bot_Session_Id__c: 'session-of-a-test' };
        const id = await create(harness.org, 'Case', fields);
        try {
            await open('/');
            await page.locator(`a[href="/record/Case/${id}"]`).waitFor();
        } finally {
            await call(harness.org, 'DELETE', `sobjects/Case/${id}`);
        }
    });

    inConsole('tells the columns that an agent chooses by', {}, async ({ page, open }) => {
        await open('/');
        const rows = page.locator('tbody tr');
        await rows.first().waitFor();
        const text = await rows.filter({ hasText: 'Amara Diallo' }).first().innerText();
        for (const part of ['Messaging Session', 'Cognigy', 'fully booked', 'Waiting'])
            assert.ok(text.includes(part), part);
    });

    inConsole('narrows to one kind of record, and back', {}, async ({ page, open }) => {
        await open('/');
        await page.locator(RECORDS).first().waitFor();
        const all = await page.locator(RECORDS).count();
        await page.getByRole('link', { name: /^Cases/ }).click();
        await page.locator('a[aria-current="page"]', { hasText: 'Cases' }).waitFor();
        const cases = await page
            .locator(RECORDS)
            .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
        assert.ok(cases.length > 0 && cases.length < all);
        assert.ok(cases.every((href) => href?.startsWith('/record/Case/')));
        await page.goBack();
        await page.locator('a[aria-current="page"]', { hasText: 'All' }).waitFor();
        assert.equal(await page.locator(RECORDS).count(), all);
    });

    inConsole('opens a record by keyboard, and the way back', {}, async ({ page, open }) => {
        await open('/');
        await page.locator(RECORDS).first().waitFor();
        const name = await page.locator(RECORDS).first().innerText();
        for (let presses = 0; presses < 30; presses += 1) {
            await page.keyboard.press('Tab');
            if ((await page.locator(`${RECORDS}:focus`).count()) > 0) break;
        }
        assert.equal(await page.locator(`${RECORDS}:focus`).innerText(), name);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
        assert.match(page.url(), /\/record\//);
        await page.goBack();
        await page.getByRole('heading', { level: 1, name: 'Handoffs' }).waitFor();
    });

    inConsole('skips the header by keyboard', {}, async ({ page, open }) => {
        await open('/');
        await page.keyboard.press('Tab');
        await page.getByRole('button', { name: 'Skip to the content' }).waitFor();
        await page.keyboard.press('Enter');
        assert.equal(await page.locator('main:focus').count(), 1);
    });

    inConsole('has no accessibility problems', {}, async ({ page, open }) => {
        await open('/');
        await page.locator(RECORDS).first().waitFor();
        await assertAccessibleInBothThemes(page, 'the list');
    });

    inConsole('fits 320 pixels', { width: 320, height: 640 }, async ({ page, open }) => {
        await open('/');
        await page.locator(RECORDS).first().waitFor();
        await assertNoSidewaysScrolling(page);
    });

    const hidden: ConsoleOptions = { user: 'Newcomer', allowedErrors: [/status of 400.*FIELDS/] };
    inConsole('says so where a user may not see the records', hidden, async ({ page, open }) => {
        await open('/');
        await page.getByText('this org does not have them, or you may not see them').first().waitFor();
        const text = await page.locator('main').innerText();
        assert.doesNotMatch(text, /Amara Diallo|fully booked/, 'fields that the user may not read');
        assert.doesNotMatch(text, /Nothing has been handed over/);
    });

    inConsole(
        'keeps what it has where the org does not answer',
        { allowedErrors: [/ERR_FAILED/] },
        async ({ page, open }) => {
            await open('/');
            await page.locator(RECORDS).first().waitFor();
            const count = await page.locator(RECORDS).count();
            await page.route('**/services/**', (route) => route.abort());
            await page.getByRole('button', { name: 'Refresh' }).click();
            await page.getByText('Is `npm start` still running?').first().waitFor();
            assert.equal(await page.locator(RECORDS).count(), count);
            await page.goto('about:blank');
            await page.unroute('**/services/**');
            await page.route('**/query?q=SELECT%20FIELDS*', (route) => route.abort());
            await open('/');
            await page.getByText('Is `npm start` still running?').first().waitFor();
            assert.equal(await page.getByText('Nothing has been handed over').count(), 0);
        }
    );
});
