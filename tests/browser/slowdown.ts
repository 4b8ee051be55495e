/**
 * `SLOWDOWN=4 npm test -- browser` slows the processor of every page down so many times: what only fails on a busy
 * machine shows then. Every wait has so many times its time.
 */
import type { Page } from 'playwright-core';

const asked = Number(process.env['SLOWDOWN'] ?? 1);
if (!(asked >= 1)) throw new Error(`SLOWDOWN is a number of at least 1, not "${process.env['SLOWDOWN']}".`);

/** Milliseconds that a wait may take here. */
export const allowed = (milliseconds: number): number => milliseconds * asked;

/** Milliseconds in which all pages of a long history have come. */
export const WHOLE_HISTORY = allowed(60_000);

export async function slowDown(page: Page): Promise<void> {
    if (asked === 1) return;
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: asked });
}
