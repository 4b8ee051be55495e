/** Too much, too deep, too broken: the page stays usable, and nothing is lost. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { ShapeMessage } from '../../fixtures/vendor-shapes.ts';
import { inConsole } from '../harness.ts';

const MANY = 10_000;
const watsonx = (...items: object[]): object => ({ generic: items });
const numbered = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const deep = (open: string, close: string, inner: string, levels = 5_000): string =>
    `${open.repeat(levels)}${inner}${close.repeat(levels)}`;

/** What each is called → its payload (an object, or JSON text), or its text. */
const BAD: Record<string, { text?: string; payload?: object | string; sentAt?: string }> = {
    megabyte: { text: `${'word '.repeat(209_715)}the-end` },
    'one-word': { text: 'w'.repeat(1_048_576) },
    markdown: { text: '**bold** [x](https://example.com) '.repeat(31_000) },
    options: {
        payload: watsonx({
            response_type: 'option',
            title: 'Many',
            options: numbered(MANY, (n) => ({ label: `Option ${n}`, value: { input: { text: `o${n}` } } }))
        })
    },
    table: {
        payload: watsonx({
            response_type: 'table',
            headers: ['a', 'b'],
            rows: numbered(MANY, (n) => ({ cells: [n, `x${n}`] }))
        })
    },
    cards: {
        payload: watsonx({
            response_type: 'carousel',
            items: numbered(MANY, (n) => ({
                response_type: 'card',
                body: [{ response_type: 'text', text: `Card ${n}` }]
            }))
        })
    },
    parts: { payload: watsonx(...numbered(MANY, (n) => ({ response_type: 'text', text: `Part **${n}**` }))) },
    'deep-cards': {
        payload: `{"generic":[${deep('{"response_type":"card","body":[', ']}', '{"response_type":"text","text":"In"}')}]}`
    },
    'deep-arrays': { payload: `{"generic":[${deep('[', ']', '"x"')}]}` },
    'deep-markup': { text: `${'> '.repeat(3_000)}quote ${'<div>'.repeat(3_000)}x` },
    surrogates: { text: 'a\ud800\udbff b\udc00 end' },
    controls: { text: 'a\u0000\u0001\u202e\u200b\ufeff b' },
    'not-json': { payload: '<html>502 Bad Gateway' },
    'empty-object': { text: 'Only words', payload: '{}' },
    'wrong-time': { text: 'When?', sentAt: '2026-13-45T99:99:99Z' },
    'year-one': { text: 'Long ago', sentAt: '0001-01-01T00:00:00.000Z' },
    'time-is-text': { text: 'Soon', sentAt: 'tomorrow' }
};

const MESSAGES: ShapeMessage[] = Object.entries(BAD).map(([id, { text = '', payload, sentAt }]) => ({
    id,
    sentAt: sentAt ?? '2026-01-05T09:00:00.000Z',
    sender: 'bot',
    text,
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) })
}));

/** Each bad message has a history of its own, between two good ones. */
function histories(): object[] {
    const good = (id: string, sentAt: string): ShapeMessage => ({ id, sentAt, sender: 'customer', text: `Good ${id}` });
    return MESSAGES.map((message) => {
        const recordId = `bad-${message.id}`;
        const messages = [
            good(`before-${message.id}`, '2026-01-05T08:59:00.000Z'),
            message,
            good(`after-${message.id}`, '2026-01-05T09:01:00.000Z')
        ];
        const head = {
            provider: message.id,
            adapter: 'watsonx',
            sessionId: recordId,
            source: 'live',
            facts: [],
            warnings: []
        };
        return { recordId, label: message.id, answer: { page: { ...head, messages } } };
    });
}

const countNodes = (page: Page): Promise<number> =>
    page.evaluate<number>(
        `(function count(root) {
            return [...root.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
        })(document)`
    );

async function openBad(page: Page, open: (path: string) => Promise<void>): Promise<void> {
    await page.route('**/console/gallery.json', (route) => route.fulfill({ json: histories() }));
    await open('/gallery');
    for (const { id } of MESSAGES) await page.locator(`[data-message-id="after-${id}"]`).waitFor();
}

const message = (page: Page, id: string): Locator => page.locator(`[data-message-id="${id}"]`);

void describe('bad input', () => {
    inConsole('leaves every message and its neighbours on the page', {}, async ({ page, open }) => {
        await openBad(page, open);
        for (const { id } of MESSAGES) {
            assert.notEqual((await message(page, id).innerText()).trim(), '', id);
            assert.match(await message(page, `after-${id}`).innerText(), /Good/, id);
        }
        assert.match(await message(page, 'surrogates').innerText(), /a\ufffd\ufffd b\ufffd end/);
        assert.match(await message(page, 'deep-cards').innerText(), /\bIn\b/);
        for (const id of ['wrong-time', 'time-is-text']) {
            assert.match(await message(page, id).innerText(), /Time unknown/, id);
        }
        await message(page, 'not-json').getByRole('button', { name: 'Show raw data' }).click();
        assert.match(await message(page, 'not-json').locator('pre').innerText(), /502 Bad Gateway/);
    });

    inConsole(
        'shows all of the largest ones without filling the page',
        { timeout: 180_000 },
        async ({ page, open }) => {
            await openBad(page, open);
            const before = await countNodes(page);
            const wholes: [string, RegExp][] = [
                ['megabyte', /the-end$/],
                ['one-word', /^w{1048576}$/],
                ['markdown', /\*\*bold\*\* \[x\]\(https:\/\/example\.com\)$/],
                ['options', /\[ \] Option 9999$/],
                ['table', /4999 \| x4999/],
                ['cards', /Card 9999$/],
                ['parts', /Part 4999/]
            ];
            for (const [id, end] of wholes) {
                const one = message(page, id);
                await one.scrollIntoViewIfNeeded();
                await one.getByRole('button', { name: /^Show (?:all|the whole text)/ }).click();
                const whole = one.locator('.whole');
                await whole.waitFor();
                // Two frames: the page has painted it, and answers.
                await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
                const text = await whole.evaluate(
                    (element) => (element as unknown as { textContent: string }).textContent
                );
                assert.match(text.trim(), end, id);
                const box = await whole.boundingBox();
                assert.ok(box && box.height <= 400, `${id} is ${box?.height} pixels high`);
                await one.getByRole('button', { name: 'Show less' }).click();
                await whole.waitFor({ state: 'detached' });
                await one.getByRole('button', { name: /^Show (?:all|the whole text)/ }).click();
            }
            const added = (await countNodes(page)) - before;
            assert.ok(added < 200, `${added} elements more than at the first look`);
        }
    );

    inConsole('holds little of the largest ones at first', {}, async ({ page, open }) => {
        await openBad(page, open);
        for (const { id } of MESSAGES) {
            const count = await message(page, id).locator('*').count();
            assert.ok(count < 2_000, `${id} has ${count} elements`);
        }
    });
});
