/** What has to be there, and what can be done, for every kind of block: tried in Chromium on what the gallery shows. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { BlockKind } from '../fixtures/content-kinds.ts';
import { until } from './until.ts';

/** @param message one message of the gallery that has the kind among its blocks */
type Proof = (message: Locator, page: Page) => Promise<void>;

const isThere = async (locator: Locator, what: string): Promise<void> => {
    assert.ok((await locator.count()) > 0, `there is no ${what}`);
};

/** A function of one element, for a page: this process has no DOM, so neither have its types. */
const inPage = <Result>(body: string) => new Function('element', `return ${body}`) as (element: unknown) => Result;

/** Links leave the page alone, and name their host in words. */
async function assertSafeLinks(links: Locator): Promise<void> {
    for (const link of await links.all()) {
        assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');
        const opensPage = /^https?:/.test((await link.getAttribute('href')) ?? '');
        assert.equal(await link.getAttribute('target'), opensPage ? '_blank' : null);
    }
}

/** @param condition of the `element`, in the page's own words */
const waitUntil = (locator: Locator, condition: string, what: string): Promise<void> =>
    until(locator.page(), () => locator.evaluate(inPage<boolean>(condition)), what);

async function offered(message: Locator, name: string): Promise<void> {
    const items = message.getByRole('list', { name }).first().getByRole('listitem');
    await isThere(items, `list "${name}"`);
    assert.equal(await message.getByRole('button', { name: await items.first().innerText(), exact: true }).count(), 0);
    await assertSafeLinks(message.getByRole('link'));
}

async function playsWhenAsked(message: Locator, tag: 'video' | 'audio', label: string): Promise<void> {
    const load = message.getByRole('button', { name: label }).first();
    if ((await load.count()) === 0) {
        await assertSafeLinks(message.getByRole('link'));
        await isThere(message.getByRole('link'), 'link to what cannot be played here');
        return;
    }
    assert.equal(await message.locator(tag).count(), 0, 'nothing is loaded before it is asked for');
    await load.click();
    const player = message.locator(tag).first();
    await player.waitFor();
    await waitUntil(player, 'element.readyState >= 1', `the ${tag} has arrived`);
    assert.equal(await player.evaluate(inPage('element.controls')), true);
}

async function enlarges(message: Locator, page: Page): Promise<void> {
    const picture = message.getByRole('button', { name: /^Enlarge image/ }).first();
    if ((await picture.count()) === 0) {
        await isThere(message.getByText(/Not loaded from|couldn’t be loaded|not a safe link/), 'word on the picture');
        return;
    }
    await picture.scrollIntoViewIfNeeded();
    await waitUntil(picture.locator('img'), 'element.complete && element.naturalWidth > 0', 'the picture has arrived');
    await picture.click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('img').waitFor();
    assert.match((await dialog.getAttribute('aria-label')) ?? '', /^Large view/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await picture.evaluate(inPage('element.matches(":focus")')), true, 'the focus is back');
}

async function boxesOf(locator: Locator) {
    const boxes = await Promise.all((await locator.all()).map((one) => one.boundingBox()));
    return boxes.filter((box) => box !== null);
}

/** One for every kind: a new kind of block needs a proof before the type check passes. */
export const PROOFS: Record<BlockKind, Proof> = {
    text: async (message) => {
        await isThere(message.locator('.text'), 'text');
        await assertSafeLinks(message.locator('.text a'));
    },
    options: (message) => offered(message, 'Options offered'),
    suggestions: (message) => offered(message, 'Suggestions'),
    card: async (message) => isThere(message.locator('.card .card-body'), 'card'),
    carousel: async (message) => {
        const carousel = message.getByRole('group', { name: 'Cards' }).first();
        const cards = carousel.locator('.carousel-card');
        const boxes = await boxesOf(cards);
        assert.ok(boxes.length > 1, 'several cards');
        for (const box of boxes) assert.ok(box.width > 150, `a card is ${box.width} px wide`);
        assert.equal(await cards.nth(1).getAttribute('aria-label'), `Card 2 of ${boxes.length}`);
        const next = carousel.getByRole('button', { name: 'Next card' });
        const isCut = await carousel
            .locator('.cards')
            .evaluate(inPage<boolean>('element.scrollWidth > element.clientWidth + 1'));
        assert.equal((await next.count()) > 0, isCut, 'cards can be turned where they do not fit');
        if (!isCut) return;
        await next.click();
        await waitUntil(carousel.locator('.cards'), 'element.scrollLeft > 0', 'the cards have turned');
    },
    list: async (message) => isThere(message.locator('.list .list-item .entry'), 'list'),
    grid: async (message) => {
        const [first, second] = await boxesOf(message.locator('.grid .cell'));
        assert.ok(first && second && second.x >= first.x + first.width, 'cells stand side by side');
        assert.ok(first.width > second.width * 1.5, 'widths are shared by weight');
    },
    table: async (message) => {
        const table = message.getByRole('table').first();
        assert.ok((await table.getByRole('columnheader').count()) > 0);
        assert.ok((await table.getByRole('cell').count()) > 0);
    },
    image: enlarges,
    video: async (message) => {
        await playsWhenAsked(message, 'video', 'Load video');
        const tracks = message.locator('video track');
        if ((await tracks.count()) === 0) return;
        await waitUntil(tracks.first(), 'element.track.cues?.length > 0', 'the captions have arrived');
    },
    audio: (message) => playsWhenAsked(message, 'audio', 'Load audio'),
    file: async (message) => {
        await isThere(message.getByText(/Checked, no virus found|Infected: blocked|Not checked/), 'scan state');
        for (const link of await message.getByRole('link').all()) {
            assert.doesNotMatch(await link.innerText(), /\.exe/, 'nothing leads to an infected file');
        }
        await assertSafeLinks(message.getByRole('link'));
    },
    link: async (message) => {
        await isThere(message.getByRole('link'), 'link');
        await assertSafeLinks(message.getByRole('link'));
        assert.equal(await message.locator('iframe').count(), 0, 'nothing is embedded');
    },
    form: async (message) => {
        await isThere(message.locator('dl dt'), 'field');
        assert.equal(await message.locator('input, select, textarea').count(), 0, 'nothing can be filled in');
    },
    'search-results': async (message) => {
        await isThere(message.locator('ol li'), 'result');
        await assertSafeLinks(message.locator('ol').getByRole('link'));
    },
    citations: async (message) => {
        await isThere(message.locator('ol li'), 'source');
        await assertSafeLinks(message.locator('ol').getByRole('link'));
    },
    'date-picker': async (message) => {
        await isThere(message.locator('.heading'), 'date choice');
        assert.equal(await message.locator('input').count(), 0, 'nothing can be picked');
    },
    'adaptive-card': async (message) => {
        await isThere(message.locator('.card dl dt'), 'form of the card');
        await isThere(message.locator('.card').getByRole('button', { name: 'Show raw data' }), 'way to the rest');
    },
    transfer: async (message) => isThere(message.getByText('Asked for a human'), 'request'),
    event: async (message) => isThere(message.locator('.event'), 'event'),
    unknown: async (message) => {
        const button = message.getByRole('button', { name: 'Show raw data' }).first();
        assert.equal(await message.locator('pre').count(), 0, 'raw data is not shown at once');
        await button.click();
        const raw = await message.locator('pre').first().innerText();
        assert.ok(raw.trim().length > 2, 'the raw data is there');
        await message.getByRole('button', { name: 'Hide raw data' }).click();
    }
};
