/** The conversation as a web page of its own, as an agent saves it, opened in a browser. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import type { ConsolePage } from '../harness.ts';
import { MESSAGE, recordWhere } from '../records.ts';

/** Saves the conversation with the Arabic names. @returns the file's text */
async function save({ page, open, harness }: ConsolePage): Promise<string> {
    const { path } = await recordWhere(harness, ({ title }) => /\p{Script=Arabic}/u.test(title));
    await open(path);
    await page.locator(MESSAGE).first().waitFor();
    await page.locator('[data-menu="more"]').click();
    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'Save as web page' }).click()
    ]);
    return readFile(await download.path(), 'utf8');
}

async function openSaved(console: ConsolePage): Promise<Page> {
    const file = await save(console);
    const saved = await console.page.context().newPage();
    await saved.setContent(file);
    return saved;
}

void describe('a saved web page', () => {
    for (const width of [900, 320]) {
        inConsole(`passes the accessibility checks and fits ${width} pixels`, {}, async (console) => {
            const saved = await openSaved(console);
            await saved.setViewportSize({ width, height: 700 });
            await assertAccessible(saved, 'a saved web page', { standardsOnly: true });
            assert.ok((await saved.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0);
        });
    }

    inConsole('is dark where the reader has it dark, and white on paper', {}, async (console) => {
        const saved = await openSaved(console);
        const brightness = async (media: 'screen' | 'print', colorScheme: 'light' | 'dark') => {
            await saved.emulateMedia({ media, colorScheme });
            // Of the ground, which nothing but the browser paints.
            return saved.evaluate<number>(`(() => {
                document.body.style.backgroundColor = 'Canvas';
                return Number(/\\d+/.exec(getComputedStyle(document.body).backgroundColor)[0]);
            })()`);
        };
        assert.equal(await brightness('screen', 'light'), 255);
        assert.ok((await brightness('screen', 'dark')) < 64);
        await assertAccessible(saved, 'a saved web page in the dark', { standardsOnly: true });
        assert.equal(await brightness('print', 'dark'), 255);
    });

    inConsole('is as wide as a phone on a phone', {}, async (console) => {
        const file = await save(console);
        const phone = await console.harness.browser.newContext({
            isMobile: true,
            viewport: { width: 390, height: 800 }
        });
        try {
            const saved = await phone.newPage();
            await saved.setContent(file);
            assert.equal(await saved.evaluate<number>('innerWidth'), 390);
        } finally {
            await phone.close();
        }
    });

    inConsole('keeps a time together behind a name that reads right to left', {}, async (console) => {
        const saved = await openSaved(console);
        const message = saved.locator('li', { hasText: 'ليلى حداد' }).first();
        const [name, time] = await Promise.all(['b', 'time'].map((part) => message.locator(part).boundingBox()));
        assert.ok(name && time);
        assert.ok(
            time.x >= name.x + name.width,
            `the name ends at ${name.x + name.width}, the time begins at ${time.x}`
        );
    });
});
