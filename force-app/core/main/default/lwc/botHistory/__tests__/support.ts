/**
 * What the tests of the component share: a pretend Apex controller, a page with a layout, ways to use the component.
 */
import BotHistory from 'c/botHistory';
import getHistory from '@salesforce/apex/BotHistoryController.getHistory';
import type { HistoryAnswer, HistoryPage } from 'c/botHistoryTypes';
import {
    clearPage,
    FakeLayout,
    find,
    findAll,
    giveDialogs,
    mount,
    rendered,
    textIn
} from '../../botMessageList/__tests__/helpers/page';
import emptyPage from './data/emptyPage.json';
import fullPage from './data/fullPage.json';

jest.mock('@salesforce/apex/BotHistoryController.getHistory', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

export const FULL = fullPage as unknown as HistoryPage;
export const EMPTY = emptyPage as unknown as HistoryPage;
export const NOW = Date.parse('2026-01-31T20:06:00Z');
/** A frame and the wait for the tools, in milliseconds. */
export const TOOLS = 70;
export const RECORD = '0Mw000000000001AAA';
export const ask = getHistory as unknown as jest.Mock<
    Promise<HistoryAnswer>,
    [{ recordId: string; cursor: string | null }]
>;
export const layout = new FakeLayout();
/** What comes after the messages of `FULL`. */
export const NEWER = {
    id: 'm6',
    sentAt: '2026-01-31T20:06:00.000Z',
    sender: 'customer',
    text: 'Are you there?'
} as const;

/** The component, and the tools that come a moment after the first messages. */
export async function history(properties: object = {}): Promise<Awaited<ReturnType<typeof mountHistory>>> {
    const element = await mountHistory(properties);
    await pass(TOOLS);
    return element;
}

export const mountHistory = (properties: object = {}) =>
    mount('c-bot-history', BotHistory, { recordId: RECORD, objectApiName: 'MessagingSession', ...properties });

/** Lets timers run for a while and everything be rendered. */
export async function pass(milliseconds: number): Promise<void> {
    await jest.advanceTimersByTimeAsync(milliseconds);
    await rendered();
}

/** The check wants real timers; those that are under way are lost. */
export async function accessible(element: Element): Promise<void> {
    jest.useRealTimers();
    await expect(element).toBeAccessible();
    jest.useFakeTimers({ now: NOW });
}

export const shownIds = (element: Element) => findAll(element, '[data-message-id]').map((row) => row.dataset.messageId);
export const errorCode = (element: Element) => find(element, '[data-error-code]')?.dataset.errorCode;
export const announced = (element: Element) => textIn(find(element, '[aria-live="polite"]'));

export function older(number: number, nextCursor: string | null): HistoryPage {
    const sentAt = new Date(Date.parse('2026-01-31T19:00:00Z') + number * 60_000).toISOString();
    return {
        ...FULL,
        messages: [{ id: `old${number}`, sentAt, sender: 'customer', text: `older ${number}` }],
        nextCursor
    };
}

export async function search(element: Element, query: string): Promise<void> {
    const field = find<HTMLInputElement>(element, 'input') as HTMLInputElement;
    field.value = query;
    field.dispatchEvent(new CustomEvent('input'));
    await pass(100);
}

export async function choose(element: Element, menu: string, item: string): Promise<void> {
    find(element, `[data-menu="${menu}"]`)?.click();
    await rendered();
    find(element, `[data-name="${item}"]`)?.click();
    await pass(10);
}

export async function refresh(element: Element): Promise<void> {
    find(element, '.refresh')?.click();
    await pass(10);
}

/** Collects what the page has a screen reader say from now on. */
export function listen(element: Element): string[] {
    const said: string[] = [];
    const region = find(element, '[aria-live="polite"]') as Element;
    let present = region.textContent ?? '';
    new MutationObserver(() => {
        // The same text is put there again where something else on the page changes.
        if (region.textContent !== present) {
            present = region.textContent ?? '';
            said.push(present);
        }
    }).observe(region, { subtree: true, childList: true, characterData: true });
    return said;
}

/** From now on each look at the clock is 10 milliseconds later than the one before: work is done a little at a time. */
export function slowDown(): void {
    let now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 10));
}

/** Call it first in a suite: a fresh page before, nothing left after each test. */
export function everyTest(): void {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW });
        layout.install();
        giveDialogs();
        ask.mockReset();
        ask.mockResolvedValue({ page: FULL });
        Object.assign(navigator, { clipboard: { writeText: jest.fn(() => Promise.resolve()) } });
    });
    afterEach(() => {
        clearPage();
        jest.useRealTimers();
    });
}
