/** Content that attacks: the XSS corpus in the vendors' shapes, in a real browser, without the page's security policy. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { VENDOR_SHAPES } from '../../fixtures/vendor-shapes.ts';
import type { ShapeMessage } from '../../fixtures/vendor-shapes.ts';
import { XSS_URLS, xssVectors } from '../../fixtures/xss-vectors.ts';
import { shapeWith } from '../../fixtures/xss/in-shapes.ts';
import { inConsole } from '../harness.ts';

/** In how many shapes each vector is tried; the shapes go round, so that each gets some forty of them. */
const SHAPES_PER_VECTOR = 3;
const MESSAGES_PER_PAGE = 500;
/** As many as the component keeps rendered at once. */
const MESSAGES_PER_HISTORY = 30;

/** Parts of HTML that no message may bring into the page. */
const FORBIDDEN =
    'script, iframe, frame, object, embed, applet, base, meta, link, style, form, portal, math, template, dialog, marquee, noscript';

function hostileMessages(): { adapter: string; message: ShapeMessage }[] {
    const vectors = xssVectors();
    const step = Math.floor(VENDOR_SHAPES.length / SHAPES_PER_VECTOR);
    return vectors.flatMap(({ text }, position) =>
        Array.from({ length: SHAPES_PER_VECTOR }, (_, round) => {
            const shape = VENDOR_SHAPES[(position + round * step) % VENDOR_SHAPES.length];
            assert.ok(shape);
            const url = XSS_URLS[(position + round) % XSS_URLS.length] ?? '';
            const message = shapeWith(shape, text, url, position);
            return { adapter: shape.adapter, message: { ...message, id: `${message.id}-${round}` } };
        })
    );
}

interface HostileHistory {
    recordId: string;
    label: string;
    answer: unknown;
    size: number;
}

function histories(messages: { adapter: string; message: ShapeMessage }[]): HostileHistory[] {
    const adapters = [...new Set(messages.map(({ adapter }) => adapter))];
    return adapters.flatMap((adapter) => {
        const own = messages.filter((one) => one.adapter === adapter).map(({ message }) => message);
        return chunked(own, MESSAGES_PER_HISTORY).map((some, at) => ({
            recordId: `hostile-${adapter}-${at}`,
            label: `${adapter} ${at}`,
            size: some.length,
            answer: {
                page: {
                    provider: adapter,
                    adapter,
                    sessionId: 'hostile',
                    source: 'live',
                    messages: some,
                    facts: [],
                    warnings: []
                }
            }
        }));
    });
}

const chunked = <T>(all: T[], size: number): T[][] =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

interface Finding {
    id: string;
    what: string;
}

interface Inspection {
    found: Finding[];
    count: number;
}

/** Looks at every element of every shown message, through shadow roots. Runs in the page. */
const INSPECT_MAIN = `(main) => {
    const found = [];
    let count = 0;
    const look = (id, element) => {
        const say = (what) => found.push({ id, what: what + ' in ' + element.outerHTML.slice(0, 200) });
        if (element.matches(${JSON.stringify(FORBIDDEN)})) say('<' + element.localName + '>');
        for (const { name, value } of element.attributes) {
            if (/^on|^(srcdoc|ping|formaction|action)$/.test(name)) say(name);
            if (/^(href|src|poster|data|xlink:href|background)$/.test(name)
                && /^\\s*(javascript|vbscript|data:text|data:image\\/svg)/i.test(value)) say(name);
            if (name === 'style' && /url\\(|expression|fixed|@import/i.test(value)) say('style');
        }
        if (/fixed|sticky/.test(getComputedStyle(element).position)) say('position');
    };
    const walk = (parent, id) => {
        for (const element of parent.children) {
            const own = element.getAttribute('data-message-id') ?? id;
            if (own !== id) count += 1;
            if (own) look(own, element);
            if (element.shadowRoot) walk(element.shadowRoot, own);
            walk(element, own);
        }
    };
    walk(main, null);
    return { found, count };
}`;

const inspectMain = new Function(`return (${INSPECT_MAIN})(...arguments)`) as (main: unknown) => Inspection;

const bodyLook = (page: Page) =>
    page.evaluate<string>(
        `(() => { const { color, backgroundColor, display, fontSize, visibility } = getComputedStyle(document.body);
        return JSON.stringify([color, backgroundColor, display, fontSize, visibility, document.title]); })()`
    );

void describe('hostile content', () => {
    const all = hostileMessages();
    const pages = chunked(all, MESSAGES_PER_PAGE);

    for (const [number, messages] of pages.entries()) {
        const name = `runs no script, loads nothing foreign, leaks no style (${number + 1} of ${pages.length})`;
        inConsole(name, { bypassCSP: true, timeout: 90_000 }, async ({ page, open }) => {
            await page.addInitScript('window.ran = 0; window.xssRan = () => { window.ran += 1; };');
            const hostile = histories(messages);
            await page.route('**/console/gallery.json', (route) => route.fulfill({ json: hostile }));
            await open('/gallery');
            const before = await bodyLook(page);
            for (const { recordId } of hostile) {
                await page.locator(`[data-gallery="${recordId}"] [data-message-id]`).last().waitFor();
            }
            // Pictures and the like come when they are near: pass by all of it.
            const height = await page.evaluate<number>('document.documentElement.scrollHeight');
            for (let top = 0; top <= height; top += 800) await page.evaluate(`scrollTo(0, ${top})`);
            const { found, count } = await page.locator('main').evaluate(inspectMain);
            assert.deepEqual(found.slice(0, 10), []);
            assert.equal(await page.evaluate('window.ran'), 0, 'a vector has run');
            assert.equal(await bodyLook(page), before, 'the page around looks as before');
            // A few shapes show nothing, whatever is in them.
            assert.ok(count > messages.length * 0.9, `${count} of ${messages.length} messages were rendered`);
        });
    }

    inConsole('would be noticed', { bypassCSP: true, allowedErrors: [/./] }, async ({ page, open }) => {
        await page.addInitScript('window.ran = 0; window.xssRan = () => { window.ran += 1; };');
        await open('/gallery');
        await page.locator('[data-message-id]').first().waitFor();
        await page.locator('main').evaluate(
            new Function(
                'main',
                `main.insertAdjacentHTML('beforeend', '<div data-message-id="planted"><img src="data:," onerror="xssRan()">' +
                    '<a href=" javascript:xssRan()">x</a><iframe></iframe><b style="position: fixed">x</b></div>');`
            ) as (main: unknown) => void
        );
        await page.waitForFunction('window.ran === 1');
        const { found } = await page.locator('main').evaluate(inspectMain);
        const planted = found.filter(({ id }) => id === 'planted').map(({ what }) => what.split(' in ')[0]);
        assert.deepEqual(planted, ['onerror', 'href', '<iframe>', 'style', 'position']);
    });
});
