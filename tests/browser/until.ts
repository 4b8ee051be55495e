/** Waiting for what no element tells. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { allowed } from './slowdown.ts';

const LOOK_AGAIN = 50;
const LONGEST = 15_000;

/**
 * Waits until it is so. An expression is asked from outside every time: after its first look, Playwright's own waiting
 * needs `eval` in the page, which the page's security policy forbids.
 *
 * @param condition an expression for the page, or what tells it here
 * @param what in the AssertionError where it never is so
 */
export async function until(
    page: Page,
    condition: string | (() => boolean | Promise<boolean>),
    what = String(condition)
): Promise<void> {
    const isMet = typeof condition === 'string' ? () => page.evaluate<boolean>(`Boolean(${condition})`) : condition;
    const end = Date.now() + allowed(LONGEST);
    while (!(await isMet())) {
        assert.ok(Date.now() < end, `not within ${LONGEST} ms: ${what}`);
        await page.waitForTimeout(LOOK_AGAIN);
    }
}
