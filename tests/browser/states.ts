/** States of the history component, for what has to hold in each of them. */
import type { Page } from 'playwright-core';
import { MESSAGE } from './records.ts';
import { openMenu, search } from './refund.ts';

/** What the component looks like after something was done; nothing of the bot has to fail for it. */
export const STATES: Record<string, (page: Page) => Promise<unknown>> = {
    'as it opens': () => Promise.resolve(),
    'with a search and its hits': async (page) => {
        await search(page).fill('refund');
        await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
    },
    'with a search that finds nothing': async (page) => {
        await search(page).fill('zebra crossing');
        await page.locator('c-bot-history-toolbar .position', { hasText: 'No matches' }).waitFor();
    },
    'with the filter open': openMenu('filter'),
    'with the jumps open': openMenu('jump'),
    'with copy and save open': openMenu('more'),
    'with a filter on': async (page) => {
        await openMenu('filter')(page);
        await page.getByRole('menuitemcheckbox', { name: /^Customer/ }).click();
        await page.keyboard.press('Escape');
        await page.locator('.notice').waitFor();
    },
    'with a filter that lets nothing through': async (page) => {
        await openMenu('filter')(page);
        await page.getByRole('menuitemcheckbox', { name: /^Search results/ }).click();
        await page.keyboard.press('Escape');
        await page.locator('.notice').waitFor();
    },
    'with a message in focus and its buttons': async (page) => {
        await page.locator(MESSAGE).last().focus();
        await page.locator('.actions').first().waitFor();
    },
    'with the list of keys': async (page) => {
        await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
        await page.getByRole('dialog').waitFor();
    },
    'with a picture large': async (page) => {
        // Only a message on the screen is sure to be on the page, and this one has pictures. Where the search leads
        // comes first: it would scroll the picture away from under the mouse.
        await search(page).fill('Swap for the filter machine');
        await page.locator('c-bot-history-toolbar .position', { hasText: /\d/ }).waitFor();
        await page
            .getByRole('button', { name: /^Enlarge image/ })
            .first()
            .click();
        await page.locator('dialog[open] img').waitFor();
    },
    'with a short message on top': async (page) => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.locator(MESSAGE).last().focus();
        await page.keyboard.press('c');
        await page.locator('.toast').waitFor();
    }
};
