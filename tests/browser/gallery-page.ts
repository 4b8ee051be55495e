/** The gallery page as tests use it. */
import type { Locator, Page } from 'playwright-core';
import { galleryHistories } from '../../scripts/console/gallery.ts';

/** What the hard cases ask for in vain, as the browser's console says it. */
export const MISSING_MEDIA_ERRORS = [/media\/missing/];

/** Opens the gallery and waits until every history of it has come. */
export async function openGallery(page: Page, open: (path: string) => Promise<void>): Promise<void> {
    await open('/gallery');
    for (const { recordId } of galleryHistories()) {
        await page.locator(`[data-gallery="${recordId}"] [data-message-id]`).first().waitFor();
    }
}

/** The message, brought to the screen. */
export async function messageOf(page: Page, id: string): Promise<Locator> {
    const message = page.locator(`[data-message-id="${id}"]`);
    await message.scrollIntoViewIfNeeded();
    return message;
}
