/**
 * The whole thing in a browser: local org, pretend bots, handed-over conversations, console page, one Chromium.
 * Started once for all test files of a process; every test gets a browser context of its own.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import { startAll } from '../../scripts/demo/start.ts';
import { BROWSER_FLAGS } from './browser-flags.ts';
import { findChromium } from './find-chromium.ts';
import { local } from './org.ts';
import type { Harness, SessionAnswer } from './org.ts';
import { allowed, slowDown } from './slowdown.ts';

const FAILURES = join(dirname(fileURLToPath(import.meta.url)), 'failures');

let running: Promise<Harness> | undefined;

/** Starts everything, or answers what runs already. It ends with the process's last test. */
function startHarness(): Promise<Harness> {
    running ??= (async () => {
        const executablePath = await findChromium();
        const [started, browser] = await Promise.all([
            startAll({ port: 0 }),
            chromium.launch({ executablePath, headless: true, args: BROWSER_FLAGS })
        ]);
        return { ...started, browser };
    })();
    return running;
}

/** A fresh clone builds the page first, and a machine without a browser installs one. */
const START_TIMEOUT = 300_000;

before(async () => void (await startHarness()), { timeout: START_TIMEOUT });

after(async () => {
    if (!running) return;
    // A start that failed has been reported by the tests that needed it.
    const harness = await running.catch(() => undefined);
    await harness?.browser.close();
    await harness?.close();
});

export interface ConsoleOptions {
    /** Part of the user's name; the agent unless told otherwise. */
    user?: 'Agent' | 'Newcomer' | 'Admin';
    theme?: 'light' | 'dark';
    language?: string;
    width?: number;
    height?: number;
    /** Errors on the browser's console, and requests that leave the machine, that belong to the test. */
    allowedErrors?: RegExp[];
    /** Without the page's security policy, so that only the component's own defence is tested. */
    bypassCSP?: boolean;
    /** Milliseconds for the whole test. */
    timeout?: number;
}

/** What a test works with. */
export interface ConsolePage {
    page: Page;
    harness: Harness;
    url: string;
    /** Goes to a path of the console and waits until something is there. */
    open(path: string): Promise<void>;
    /** What the page has asked for beside the console's own origin. */
    foreignRequests: string[];
}

async function prepareSession(harness: Harness, options: ConsoleOptions): Promise<void> {
    const { user: current, users } = await local<SessionAnswer>(harness, 'session');
    const wanted = users.find(({ name }) => name.includes(options.user ?? 'Agent'));
    assert.ok(wanted, `there is no user ${options.user ?? 'Agent'} among ${users.map(({ name }) => name).join(', ')}`);
    const language = options.language ?? 'en_US';
    if (wanted.id === current.id && current.language === language) return;
    await local<SessionAnswer>(harness, 'session', 'PUT', { userId: wanted.id, language });
}

async function resetBots(harness: Harness): Promise<void> {
    const { cognigy, watsonx, sendbird } = harness.bots;
    for (const bot of [cognigy, watsonx, sendbird]) {
        await bot.setFault(null);
        await bot.start();
        bot.resetLimits();
    }
}

const isExpected = (text: string, allowed: RegExp[]) => allowed.some((pattern) => pattern.test(text));

/** Collects what a page must not do: errors, requests that leave the machine. */
function watch(page: Page, origin: string, allowed: RegExp[]): { problems: string[]; foreign: string[] } {
    const problems: string[] = [];
    const foreign: string[] = [];
    page.on('console', (message: ConsoleMessage) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return;
        const text = `${message.text()} (${message.location().url})`;
        if (!isExpected(text, allowed)) problems.push(`console ${message.type()}: ${text}`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
        const { protocol, hostname, origin: asked } = new URL(request.url());
        if (protocol === 'data:' || protocol === 'blob:' || asked === origin) return;
        foreign.push(request.url());
        const leaving = `left the machine: ${request.url()}`;
        if (hostname !== '127.0.0.1' && !isExpected(leaving, allowed)) problems.push(leaving);
    });
    return { problems, foreign };
}

/** Never throws: what failed before is what the test tells. */
async function keepFailure(page: Page, name: string): Promise<void> {
    mkdirSync(FAILURES, { recursive: true });
    const fileName = `${name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80)}.png`;
    try {
        await page.screenshot({ path: join(FAILURES, fileName), fullPage: true });
        console.error(`screenshot: tests/browser/failures/${fileName}`);
    } catch (error) {
        console.error(`no screenshot: ${String(error)}`);
    }
}

/**
 * A test in the console: fresh browser context, the agent signed in, all bots answering as they should. Fails besides
 * on any error on the browser's console and on any request that leaves the machine; keeps a screenshot of a failure.
 */
export function inConsole(name: string, options: ConsoleOptions, test: (console: ConsolePage) => Promise<void>): void {
    void it(name, { timeout: allowed(options.timeout ?? 120_000) }, async () => {
        const harness = await startHarness();
        await resetBots(harness);
        await prepareSession(harness, options);
        const context: BrowserContext = await harness.browser.newContext({
            viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
            colorScheme: options.theme ?? 'light',
            bypassCSP: options.bypassCSP ?? false,
            reducedMotion: 'reduce',
            locale: 'en-US',
            timezoneId: 'Europe/Berlin'
        });
        const page = await context.newPage();
        page.setDefaultTimeout(allowed(15_000));
        await slowDown(page);
        const { problems, foreign } = watch(page, harness.url, options.allowedErrors ?? []);
        const open = async (path: string) => {
            await page.goto(`${harness.url}${path}`);
            await page.locator('h1').first().waitFor();
        };
        try {
            await test({ page, harness, url: harness.url, open, foreignRequests: foreign });
            assert.deepEqual(problems, []);
        } catch (error) {
            await keepFailure(page, name);
            throw error;
        } finally {
            await context.close();
            await resetBots(harness);
        }
    });
}
