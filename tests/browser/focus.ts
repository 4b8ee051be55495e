/** Where the focus is, for the tests that go by keys. */
import type { Page } from 'playwright-core';
import { MESSAGE } from './records.ts';

export interface Stop {
    /** Tag, class and text of what has the focus. */
    name: string;
    /** Within the history component. */
    isInside: boolean;
    /** It, or the field around it, has an outline or a shadow that it does not have without the focus. */
    isSeen: boolean;
}

/** What has the focus, through all shadows. */
const STOP = `(() => {
    let element = document.activeElement;
    const hosts = [];
    while (element?.shadowRoot?.activeElement) {
        hosts.push(element.localName);
        element = element.shadowRoot.activeElement;
    }
    const seen = (one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    };
    const name = [element?.localName, element?.className, (element?.innerText ?? '').slice(0, 30)].join(' ');
    const isInside = hosts.includes('c-bot-history');
    return { name, isInside, isSeen: !!element && (seen(element) || (element.localName === 'input' && seen(element.parentElement))) };
})()`;

export const isFocused = new Function('one', 'return one.matches(":focus")') as (one: unknown) => boolean;

/** What has the focus now. */
export const stop = (page: Page): Promise<Stop> => page.evaluate<Stop>(STOP);

/** Opens a record and waits until its messages stand. */
export async function openRich(page: Page, open: (path: string) => Promise<void>, path: string): Promise<void> {
    await open(path);
    await page.locator(MESSAGE).first().waitFor();
    await page.waitForTimeout(200);
}
