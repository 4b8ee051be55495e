/** `npm run screenshots`: the pictures of `docs/images`, taken from the real page with the pretend bots behind it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { BROWSER_FLAGS } from '../../tests/browser/browser-flags.ts';
import { findChromium } from '../../tests/browser/find-chromium.ts';
import type { Harness } from '../../tests/browser/org.ts';
import { recordWhere } from '../../tests/browser/records.ts';
import { startAll } from '../demo/start.ts';
import { PROJECT_ROOT } from '../project-root.ts';

const IMAGES = join(PROJECT_ROOT, 'docs/images');
const MESSAGE = '[data-message-id]';

interface Shot {
    name: string;
    width?: number;
    height?: number;
    theme?: 'light' | 'dark';
    /** Brings the page to what is to be seen. */
    prepare(page: Page): Promise<void>;
}

async function openRecord(page: Page, url: string): Promise<void> {
    await page.goto(url);
    await page.locator(`${MESSAGE}, [data-error-code]`).first().waitFor();
}

async function shots(started: Harness): Promise<Shot[]> {
    const refund = await recordWhere(started, ({ title }) => /espresso machine/.test(title));
    const record = `${started.url}${refund.path}`;
    return [
        {
            name: 'list',
            // Up to the names in Japanese, for which not every machine has a font.
            height: 600,
            prepare: async (page) => {
                await page.goto(started.url);
                await page.locator('a[href^="/record/"]').first().waitFor();
            }
        },
        { name: 'record-light', prepare: (page) => openRecord(page, record) },
        { name: 'record-dark', theme: 'dark', prepare: (page) => openRecord(page, record) },
        {
            name: 'column-320',
            prepare: async (page) => {
                await page.addInitScript("localStorage.setItem('console.historyWidth', '320')");
                await openRecord(page, record);
            }
        },
        {
            name: 'error',
            height: 720,
            prepare: async (page) => {
                await started.bots.cognigy.setFault({ kind: 'rateLimit', retryAfter: 20 });
                await openRecord(page, record);
                await page.getByRole('button', { name: 'Pretend bots' }).click();
                await page.getByRole('button', { name: 'Stop Cognigy.AI' }).waitFor();
            }
        },
        {
            name: 'gallery',
            height: 1400,
            prepare: async (page) => {
                await started.bots.cognigy.setFault(null);
                await page.goto(`${started.url}/gallery`);
                await page.locator(MESSAGE).first().waitFor();
            }
        }
    ];
}

const executablePath = await findChromium();
const started = await startAll({ port: 0, say: (line) => console.log(line) });
const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
try {
    mkdirSync(IMAGES, { recursive: true });
    for (const { name, width = 1440, height = 900, theme = 'light', prepare } of await shots({ ...started, browser })) {
        const context = await browser.newContext({
            viewport: { width, height },
            colorScheme: theme,
            reducedMotion: 'reduce',
            locale: 'en-US'
        });
        const page = await context.newPage();
        await prepare(page);
        // Pictures in messages, and fonts.
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: join(IMAGES, `${name}.png`) });
        console.log(`docs/images/${name}.png`);
        await context.close();
    }
} finally {
    await browser.close();
    await started.close();
}
