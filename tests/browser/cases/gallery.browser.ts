/** The gallery page: everything is there, readable in both themes and on narrow screens, and usable by everybody. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { galleryHistories } from '../../../scripts/console/gallery.ts';
import { CONTENT, placeId } from '../../fixtures/content-kinds.ts';
import { HARD_CASES } from '../../fixtures/hard-cases.ts';
import { assertAccessible, assertNoSidewaysScrolling, setTheme } from '../accessibility.ts';
import { MISSING_MEDIA_ERRORS, openGallery } from '../gallery-page.ts';
import { inConsole } from '../harness.ts';

/** What says nothing to a reader. */
const SILENT = new Set(
    CONTENT.filter(({ kinds }) => kinds.length === 0).flatMap((row) => row.places.map((place) => placeId(row, place)))
);
/** An event that changes an earlier message is not a message of its own. */
const MERGED = new Set(['watsonx-updated-2']);

const options = { allowedErrors: MISSING_MEDIA_ERRORS };

interface Measured {
    /** How many messages were measured. */
    count: number;
    found: string[];
}

/** What is cut off sideways, with how many pixels; what lies in a box that scrolls is not. Runs in the page. */
const measureMain = new Function(
    'main',
    `const result = { count: 0, found: [] };
    const walk = (parent, id, edge) => {
        for (const element of parent.shadowRoot?.children ?? parent.children) {
            const own = element.getAttribute('data-message-id');
            if (own) result.count += 1;
            const { left, right, width } = element.getBoundingClientRect();
            const within = own ? { left, right } : edge;
            if (within && width > 1 && (right > within.right + 1 || left < within.left - 1)) {
                result.found.push((own ?? id) + ': ' + element.localName + '.' + element.className);
            }
            if (!/auto|scroll|hidden/.test(getComputedStyle(element).overflowX)) walk(element, own ?? id, within);
            else if (!within) walk(element, own ?? id, undefined);
        }
    };
    walk(main, '', undefined);
    return result;`
) as (main: unknown) => Measured;

const ORDERS = {
    response_type: 'table',
    headers: ['Bestellnummer', 'Lieferdatum', 'Produktbezeichnung', 'Gesamtbetrag'],
    rows: [{ cells: ['2026-0004711', '24.11.2026', 'Entkalkungstabletten', '1.299,00 EUR'] }]
};
/** Has the gallery show one history of one message. */
async function giveOne(page: Page, head: object, payload?: string): Promise<void> {
    const messages = [{ id: 'one', sentAt: null, sender: 'bot', text: 'Hello', payload }];
    const answer = { page: { provider: '', sessionId: '', facts: [], warnings: [], ...head, messages } };
    const json = [{ recordId: 'one', label: 'One', answer }];
    await page.route('**/console/gallery.json', (route) => route.fulfill({ json }));
}

/** The words of elements that stand on more than one line. Runs in the page. */
const brokenWords = new Function(
    'elements',
    `return elements.flatMap((element) => {
        const [text] = element.childNodes;
        return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
        });
    }).map(String);`
) as (cells: unknown) => string[];

void describe('the gallery', () => {
    inConsole('shows every message of every history', options, async ({ page, open }) => {
        await openGallery(page, open);
        const shown = await page.locator('[data-message-id]').evaluateAll((messages) =>
            messages.map((message) => ({
                id: message.getAttribute('data-message-id') ?? '',
                text: (message as unknown as { innerText: string }).innerText.trim()
            }))
        );
        const textOf = new Map(shown.map(({ id, text }) => [id, text]));
        for (const { answer } of galleryHistories()) {
            for (const { id } of answer.page.messages) {
                if (SILENT.has(id) || MERGED.has(id) || id.startsWith('caption-')) continue;
                assert.ok(textOf.has(id), `${id} is not shown`);
                assert.notEqual(textOf.get(id), '', `${id} is empty`);
            }
        }
        assert.ok(textOf.size > VISIBLE_PLACES + HARD_CASES.length, `${textOf.size} messages`);
    });

    inConsole('has no accessibility problems', { ...options, timeout: 150_000 }, async ({ page, open }) => {
        await openGallery(page, open);
        await assertAccessible(page, 'the gallery, light', { standardsOnly: true });
        await setTheme(page, 'dark');
        await assertAccessible(page, 'the gallery, dark', { standardsOnly: true });
    });

    inConsole('breaks no words and numbers in tables', { width: 320, height: 640 }, async ({ page, open }) => {
        const payload = JSON.stringify({ generic: [ORDERS] });
        await giveOne(page, { adapter: 'watsonx', source: 'live' }, payload);
        await open('/gallery');
        const cells = page.locator('c-bot-table').locator('th, td');
        await cells.first().waitFor();
        assert.equal(await cells.count(), 8);
        assert.deepEqual(await cells.evaluateAll(brokenWords), []);
        await assertNoSidewaysScrolling(page);
    });

    for (const language of ['de', 'fr']) {
        const options = { width: 344, height: 640, language };
        inConsole(`breaks no words beside what it is a copy of: ${language}`, options, async ({ page, open }) => {
            await giveOne(page, { adapter: 'text', source: 'text', provider: 'Bot' });
            await open('/gallery');
            await page.locator('c-bot-history-header .badge').waitFor();
            const words = page.locator('c-bot-history-header').locator('.title, .part, .badge');
            assert.equal(await words.count(), 4);
            assert.deepEqual(await words.evaluateAll(brokenWords), []);
            const { count, found } = await page.locator('main').evaluate(measureMain);
            assert.deepEqual([count, found], [1, []]);
        });
    }

    for (const width of [320, 480, 1280]) {
        inConsole(`fits ${width} pixels`, { ...options, width, height: 640 }, async ({ page, open }) => {
            await openGallery(page, open);
            await assertNoSidewaysScrolling(page);
            const { count, found } = await page.locator('main').evaluate(measureMain);
            assert.ok(count > VISIBLE_PLACES, `${count} messages were measured`);
            assert.deepEqual(found, []);
        });
    }
});

const VISIBLE_PLACES = new Set(
    CONTENT.filter(({ kinds }) => kinds.length > 0).flatMap((row) => row.places.map((place) => placeId(row, place)))
).size;
