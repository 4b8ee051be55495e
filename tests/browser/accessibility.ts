/** Accessibility checks by axe, on what the page shows at the moment. */
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PRACTICES = ['best-practice'];

export interface AxeOptions {
    /** Only the standards: a page with the component several times over can't have each landmark once. */
    standardsOnly?: boolean;
    /** Only the history component. */
    historyOnly?: boolean;
}

const HISTORY: { fromShadowDom: [string, string, string] } = {
    fromShadowDom: ['console-app', 'console-record-page', 'c-bot-history']
};

/** Fails with every violation and the first places of each. */
export async function assertAccessible(page: Page, state: string, options: AxeOptions = {}): Promise<void> {
    // Without it, the builder has the page read axe twice for every run, which takes as long as the checks of a record.
    const isLoaded = await page.evaluate<boolean>('"axe" in window');
    const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: 'axe.version' }) }).options({
        runOnly: { type: 'tag', values: options.standardsOnly ? STANDARDS : [...STANDARDS, ...PRACTICES] },
        resultTypes: ['violations']
    });
    // All in one go: the console has one frame. Frame by frame, the outcomes are put together in a page of their own,
    // which takes longer than the checks.
    axe.setLegacyMode();
    if (options.historyOnly) axe.include(HISTORY);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, help, nodes }) => {
        const places = nodes.slice(0, 3).map(({ target, failureSummary }) => {
            const reason = (failureSummary ?? '').split('\n').slice(1, 3).join(' ').trim();
            return `    ${target.join(' ')}: ${reason}`;
        });
        return [`${id}: ${help} (${nodes.length})`, ...places].join('\n');
    });
    assert.equal(found.join('\n'), '', `${state} has accessibility problems`);
}

/** Buttons and links fade from one colour to the next. */
const FADED = `Promise.allSettled(
    document.getAnimations().filter((one) => one instanceof CSSTransition).map(({ finished }) => finished)
).then(() => undefined)`;

/** Switches the theme in place, without losing the page's state. */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
    await page.evaluate(`for (const name of ['light', 'dark'])
        document.documentElement.classList.toggle('slds-color-scheme_' + name, name === '${theme}')`);
    await page.evaluate(FADED);
}

/**
 * Contrast of a colour with an element's ground. The checks by axe look at words only.
 *
 * @param color source of an expression for it, with `element` in it
 */
export async function contrastWithGround(element: Locator, color: string): Promise<number> {
    const source = `
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const lightOf = (color) => {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
                part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4
            );
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
        };
        const [dark, light] = [getComputedStyle(element).backgroundColor, ${color}].map(lightOf).sort((a, b) => a - b);
        return light / dark;`;
    return element.evaluate(new Function('element', source) as (element: unknown) => number);
}

/** Colour of the sign that is drawn in an element, and of its words. */
export const SIGN = `getComputedStyle(element.querySelector('path')).stroke`;

/** The state in both themes. */
export async function assertAccessibleInBothThemes(page: Page, state: string, options: AxeOptions = {}): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
        await setTheme(page, theme);
        await assertAccessible(page, `${state}, ${theme}`, options);
    }
    await setTheme(page, 'light');
}

/**
 * Fails where the page has to be scrolled sideways, and where a list of messages could be: its reader sees no bar, but
 * the browser scrolls it to what gets the focus, and nobody gets it back.
 */
export async function assertNoSidewaysScrolling(page: Page): Promise<void> {
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
    const widest = new Function(
        'lists',
        'return Math.max(0, ...lists.map((one) => one.scrollWidth - one.clientWidth))'
    );
    const hidden = await page
        .locator('c-bot-message-list .scroller')
        .evaluateAll(widest as (lists: unknown[]) => number);
    assert.equal(hidden, 0, `${hidden} px are hidden beside a list of messages`);
}
