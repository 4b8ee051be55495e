/** Waiting for what no element tells. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { allowed } from './slowdown.ts';

const LOOK_AGAIN = 50;

/**
 * Waits until an expression is true in the page. Asked from outside every time: after its first look, Playwright's own
 * waiting needs `eval` in the page, which the page's security policy forbids.
 *
 * @param milliseconds after which it throws an AssertionError with the expression
 */
export async function until(page: Page, expression: string, milliseconds = 15_000): Promise<void> {
    const end = Date.now() + allowed(milliseconds);
    while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) {
        assert.ok(Date.now() < end, `not within ${milliseconds} ms: ${expression}`);
        await page.waitForTimeout(LOOK_AGAIN);
    }
}
