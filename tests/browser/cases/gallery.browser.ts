/** Every kind of content of every vendor, through the real component. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { galleryHistories } from '../../../scripts/console/gallery.ts';
import { VENDOR_SHAPES } from '../../fixtures/vendor-shapes.ts';
import { assertAccessible, assertNoSidewaysScrolling, setTheme } from '../accessibility.ts';
import { inConsole } from '../harness.ts';

/** Shapes that say nothing to a reader: shown without content of their own, or not at all. */
const SILENT = new Set(
    VENDOR_SHAPES.filter(({ shows }) => shows.length === 0).map(({ adapter, name }) => `${adapter}-${name}`)
);

async function openGallery(page: Page, open: (path: string) => Promise<void>): Promise<void> {
    await open('/gallery');
    for (const { recordId } of galleryHistories()) {
        await page.locator(`[data-gallery="${recordId}"] [data-message-id]`).first().waitFor();
    }
}

void describe('the gallery', () => {
    inConsole('shows every shape of every vendor', {}, async ({ page, open }) => {
        await openGallery(page, open);
        const shown = await page.locator('[data-message-id]').evaluateAll((messages) =>
            messages.map((message) => ({
                id: message.getAttribute('data-message-id') ?? '',
                text: (message as unknown as { innerText: string }).innerText.trim()
            }))
        );
        const textOf = new Map(shown.map(({ id, text }) => [id, text]));
        for (const { answer } of galleryHistories()) {
            const { adapter, messages } = answer.page as { adapter: string; messages: { id: string }[] };
            for (const { id } of messages) {
                if (id.startsWith('caption-') || [...SILENT].some((name) => id.startsWith(name))) continue;
                assert.ok(textOf.has(id), `${adapter}: ${id} is not shown`);
                assert.notEqual(textOf.get(id), '', `${adapter}: ${id} is empty`);
            }
        }
    });

    inConsole('loads pictures, and says what could not be loaded', {}, async ({ page, open }) => {
        await openGallery(page, open);
        const pictures = page.locator('[data-gallery] img');
        assert.ok((await pictures.count()) > 5);
        await pictures.first().scrollIntoViewIfNeeded();
        await page.waitForFunction(
            "[...document.images].length > 0 || [...document.querySelectorAll('*')].some((e) => e.shadowRoot)"
        );
        const width = await pictures
            .first()
            .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
        assert.ok(width > 0, 'the first picture has arrived');
    });

    inConsole('shows the raw data of what it does not know, one click away', {}, async ({ page, open }) => {
        await openGallery(page, open);
        const message = page.locator('[data-message-id^="cognigy-unknown-plugin"]');
        await message.getByRole('button', { name: /raw data/i }).click();
        assert.match(await message.innerText(), /seat-map/);
    });

    inConsole('has no accessibility problems', { timeout: 90_000 }, async ({ page, open }) => {
        await openGallery(page, open);
        await assertAccessible(page, 'the gallery, light', { standardsOnly: true });
        await setTheme(page, 'dark');
        await assertAccessible(page, 'the gallery, dark', { standardsOnly: true });
    });

    inConsole('fits 320 pixels', { width: 320, height: 640 }, async ({ page, open }) => {
        await openGallery(page, open);
        await assertNoSidewaysScrolling(page);
    });
});
