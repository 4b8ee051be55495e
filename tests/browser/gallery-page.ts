/** The gallery page as tests use it. */
import type { Locator, Page } from 'playwright-core';
import { galleryHistories } from '../../scripts/console/gallery.ts';
import type { GalleryHistory } from '../../scripts/console/gallery.ts';

/** What the hard cases ask for in vain, as the browser's console says it. */
export const MISSING_MEDIA_ERRORS = [/media\/missing/];

/** Opens the gallery and waits until every history of it has come. */
export async function openGallery(page: Page, open: (path: string) => Promise<void>): Promise<void> {
    await openHistories(open, page, galleryHistories());
}

/** The same with the histories of one adapter only: whoever looks for message after message is done much sooner. */
export async function openGalleryOf(adapter: string, page: Page, open: (path: string) => Promise<void>): Promise<void> {
    const isOfAdapter = ({ answer }: GalleryHistory) => answer.page['adapter'] === adapter;
    await page.route('**/console/gallery.json', async (route) => {
        const response = await route.fetch();
        const all = (await response.json()) as GalleryHistory[];
        await route.fulfill({ response, json: all.filter(isOfAdapter) });
    });
    await openHistories(open, page, galleryHistories().filter(isOfAdapter));
}

async function openHistories(
    open: (path: string) => Promise<void>,
    page: Page,
    histories: GalleryHistory[]
): Promise<void> {
    await open('/gallery');
    for (const { recordId } of histories) {
        await page.locator(`[data-gallery="${recordId}"] [data-message-id]`).first().waitFor();
    }
}

/** The message, brought to the screen. */
export async function messageOf(page: Page, id: string): Promise<Locator> {
    const message = page.locator(`[data-message-id="${id}"]`);
    await message.scrollIntoViewIfNeeded();
    return message;
}
