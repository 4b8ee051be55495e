/** One page, one conversation, one new browser: how long, how heavy, how smooth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { BROWSER_FLAGS } from '../../browser/browser-flags.ts';
import type { BenchServer } from './serve.ts';

const VIEWPORT = { width: 800, height: 900 };
const SCROLL_STEPS = 40;
const READ_PX = 600;

/**
 * What a page's half of the harness (`browser/boot.js`) reports once the page is settled. Milliseconds since
 * navigation.
 */
interface PageReport {
    state: string;
    errors: string[];
    longTasks: [start: number, duration: number][];
    autoScrolled: boolean;
    tHandover: number;
    tFirst: number;
    tAllInDom: number;
    tSettled: number;
}

export interface Measurement {
    name: string;
    n: number;
    failed?: string;
    errors: string[];
    first: number;
    settled: number;
    afterHandover: number;
    /** Longest task after the first message was painted. */
    longestTask: number;
    blocking: number;
    isAtEnd: boolean;
    heapMiB: number;
    domNodes: number;
    codeKiB: number;
    shown: number;
    /** Intervals between animation frames while scrolling. */
    readFrames: number[];
    wholeFrames: number[];
}

async function scrollFrames(page: Page, pixels: number): Promise<number[]> {
    const at = await page.evaluate<{ x: number; y: number } | null>('__bench.scrollInfo()');
    if (!at) return [];
    await page.mouse.move(at.x, at.y);
    await page.evaluate('__bench.frameLog.start()');
    for (let step = 0; step < SCROLL_STEPS; step += 1) {
        await page.mouse.wheel(0, -pixels);
        await page.evaluate('__bench.twoFrames()');
    }
    return page.evaluate<number[]>('__bench.frameLog.stop()');
}

const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), milliseconds);
    });
    try {
        return await Promise.race([work, late]);
    } finally {
        clearTimeout(timer);
    }
};

async function measured(
    page: Page,
    report: PageReport
): Promise<Omit<Measurement, 'name' | 'n' | 'codeKiB' | 'errors'>> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('HeapProfiler.collectGarbage');
    await cdp.send('HeapProfiler.collectGarbage');
    const heapMiB = (await cdp.send('Runtime.getHeapUsage')).usedSize / 1048576;
    const domNodes = (await cdp.send('Memory.getDOMCounters')).nodes;
    await page.evaluate('__bench.toBottom()');
    const { refs } = await page.evaluate<{ refs: number }>('__bench.audit()');
    const readFrames = await scrollFrames(page, READ_PX);
    await page.evaluate('__bench.toBottom()');
    const end = await page.evaluate<{ top: number } | null>('__bench.scrollInfo()');
    const wholeFrames = end ? await scrollFrames(page, Math.max(1, Math.ceil(end.top / SCROLL_STEPS))) : [];
    const long = report.longTasks.filter(([, duration]) => duration > 50);
    return {
        first: report.tFirst,
        settled: report.tSettled,
        afterHandover: report.tSettled - report.tHandover,
        longestTask: Math.max(0, ...long.filter(([start]) => start > report.tFirst).map(([, duration]) => duration)),
        blocking: long.reduce((sum, [, duration]) => sum + duration - 50, 0),
        isAtEnd: report.autoScrolled,
        heapMiB,
        domNodes,
        shown: refs,
        readFrames,
        wholeFrames
    };
}

export interface MeasureOptions {
    server: BenchServer;
    executablePath: string;
    name: string;
    n: number;
    set: string;
    /** Milliseconds until a page has to be settled. */
    timeout: number;
}

/** A page that fails or takes too long comes back with `failed`; only the bench's own faults throw. */
export async function measure(options: MeasureOptions): Promise<Measurement> {
    const { server, executablePath, name, n, set, timeout } = options;
    const profile = mkdtempSync(join(tmpdir(), 'bench-'));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath,
        headless: true,
        viewport: VIEWPORT,
        args: [...BROWSER_FLAGS, '--disable-smooth-scrolling'],
        reducedMotion: 'reduce'
    });
    const errors: string[] = [];
    const nothing = { first: 0, settled: 0, afterHandover: 0, longestTask: 0, blocking: 0, isAtEnd: false };
    const empty = { ...nothing, heapMiB: 0, domNodes: 0, codeKiB: 0, shown: 0, readFrames: [], wholeFrames: [] };
    try {
        const page = context.pages()[0] ?? (await context.newPage());
        page.on('console', (message) => {
            if (message.type() === 'error') errors.push(message.text().slice(0, 300));
        });
        page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
        const settled = new Promise<PageReport>((resolve, reject) => {
            page.exposeFunction('__benchDone', resolve).catch(reject);
        });
        server.sent.length = 0;
        await page.goto(`${server.url}/${name}/?n=${n}&set=${set}`, { waitUntil: 'commit' });
        const report = await within(timeout, settled);
        if (!report || report.state !== 'done') {
            const failed = report
                ? `failed: ${report.errors[0] ?? report.state}`
                : `not settled after ${timeout / 1000} s`;
            return { name, n, ...empty, failed, errors };
        }
        const code = server.sent.filter(([path]) => /\.(js|css)$/.test(path) && !path.startsWith('/common/'));
        const codeKiB = code.reduce((sum, [, bytes]) => sum + bytes, 0) / 1024;
        return { name, n, ...(await measured(page, report)), codeKiB, errors: [...report.errors, ...errors] };
    } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    }
}
