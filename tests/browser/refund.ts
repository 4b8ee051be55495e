/** The conversation about a refund, which has a little of everything, as tests of the whole component use it. */
import type { Locator, Page } from 'playwright-core';
import type { ConsolePage } from './harness.ts';
import { MESSAGE, recordWhere } from './records.ts';

export const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search this conversation' });

export async function openRefund({ page, open, harness }: ConsolePage): Promise<void> {
    const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
    await open(path);
    await page.locator(MESSAGE).first().waitFor();
    await page.waitForTimeout(200);
}

/** Opens a menu of the toolbar. */
export const openMenu = (name: string) => async (page: Page) => {
    await page.locator(`[data-menu="${name}"]`).click();
    await page.locator('.popup').waitFor();
    await page.waitForTimeout(150);
};
