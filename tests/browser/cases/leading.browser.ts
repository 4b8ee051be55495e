/** Where a search leads: to the words that it found, wherever in a message they stand. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { inConsole } from '../harness.ts';
import { paintedRanges } from '../painted.ts';
import { MESSAGE, recordWhere } from '../records.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search this conversation' });

interface HistoryPage {
    adapter: string;
    messages: object[];
}

/** Changes what Apex answers of the history, before the page gets it. */
const changeAnswer = (page: Page, change: (history: HistoryPage) => void) =>
    page.route(/BotHistoryController/, async (route) => {
        const response = await route.fetch();
        const answer = (await response.json()) as { returnValue: { page: HistoryPage } };
        change(answer.returnValue.page);
        await route.fulfill({ response, json: answer });
    });

/** Waits for a place among the hits, and until the search has led there: one of its marks is on the screen. */
async function assertLedTo(page: Page, position: string, name = position): Promise<void> {
    await page.locator('c-bot-history-toolbar .position', { hasText: position }).waitFor();
    await page.waitForTimeout(700);
    const { places, width, height } = await paintedRanges(
        page,
        `[...CSS.highlights.get('bot-hit')].filter((one) =>
            one.startContainer.parentElement.className !== 'slds-assistive-text')`
    );
    const isSeen = places.some(({ top, right }) => top > 0 && top < height - 20 && right < width);
    assert.ok(isSeen, `${name}: the marks are at ${JSON.stringify(places)} in a list of ${width} × ${height}`);
}

void describe('where a search leads', () => {
    inConsole('leads to the match in a message that is higher than the list', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        const long = `${'Some of the small print of the shop. '.repeat(60)} The needle is here. ${'More of it. '.repeat(90)}`;
        await changeAnswer(page, ({ messages }) => {
            for (const at of [3, -4]) Object.assign(messages.at(at) ?? {}, { payload: undefined, text: long });
        });
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        // At the top of the same message, and then further down.
        await search(page).fill('small print');
        await page.locator('c-bot-history-toolbar .position', { hasText: '2 of 2' }).waitFor();
        await page.waitForTimeout(500);
        await search(page).fill('needle');
        for (const position of ['2 of 2', '1 of 2', '2 of 2']) {
            await assertLedTo(page, position);
            await search(page).press('Enter');
        }
    });

    inConsole('leads to a match below or beside what is seen of a message', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        const print = 'Some of the small print of the shop. '.repeat(60);
        const columns = Array.from({ length: 30 }, (_, n) => `A column ${n}`);
        const row = (cells: string[]) => `|${cells.join('|')}|`;
        const table = [columns, columns.map(() => '---'), [...columns.slice(1), 'needle']].map(row).join('\n');
        const more = 'More of it. '.repeat(90);
        const said = { text: `${print}\n\n${table}\n\n${more}`, payload: undefined };
        const found = { title: 'Terms', url: 'https://shop.example.com/terms', body: 'All of them' };
        const results = { response_type: 'search', header: 'Found', primary_results: [found], additional_results: [] };
        const words = { response_type: 'text', text: `${print} This opens in a browser. ${more}` };
        const cards = Array.from({ length: 9 }, (_, n) => ({ response_type: 'card', title: `Shoes ${n}` }));
        const payload = JSON.stringify({ generic: [results, words, { response_type: 'carousel', items: cards }] });
        await changeAnswer(page, (history) => {
            history.adapter = 'watsonx';
            Object.assign(history.messages.at(3) ?? {}, said);
            Object.assign(history.messages.at(-4) ?? {}, { text: words.text, payload, sender: 'bot' });
        });
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        for (const query of ['needle', 'opens in a', 'shoes 7']) {
            await search(page).fill(query);
            await assertLedTo(page, '1 of 1', query);
        }
    });

    inConsole('leads to a match in what a message leaves out at first', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        const print = (lines: number, end: string) =>
            `${'Some of the small print of the shop, line by line. '.repeat(lines)} ${end}`;
        const texts: [number, string][] = [
            [2, print(250, 'The rest of it says needle.')],
            [5, print(700, 'The rest of it says needle.')],
            [-4, print(250, 'Nothing of it here.')]
        ];
        await changeAnswer(page, ({ messages }) => {
            for (const [at, text] of texts) Object.assign(messages.at(at) ?? {}, { payload: undefined, text });
        });
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await search(page).fill('needle');
        for (const position of ['2 of 2', '1 of 2', '2 of 2']) {
            await assertLedTo(page, position);
            await search(page).press('Enter');
        }
        // What the first look says already is no reason to open the rest.
        await search(page).fill('small print');
        await page.locator('c-bot-history-toolbar .position', { hasText: '3 of 3' }).waitFor();
        await page.waitForTimeout(700);
        await page.getByRole('button', { name: 'Show the whole text' }).waitFor();
    });
});
