/**
 * Content that attacks: the XSS corpus in every field of the vendors' shapes, through the component, in a real browser,
 * without the page's security policy.
 *
 * Each vector goes into six of the shapes, the shapes taking turns; with `HOSTILE_CONTENT=all` in the environment
 * every vector goes into every shape.
 */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { VENDOR_SHAPES } from '../../fixtures/vendor-shapes.ts';
import type { ShapeMessage } from '../../fixtures/vendor-shapes.ts';
import { XSS_URLS, xssVectors } from '../../fixtures/xss-vectors.ts';
import { fieldsOf, shapeWith } from '../../fixtures/xss/in-shapes.ts';
import { inConsole } from '../harness.ts';
import { chunked, countRuns, historiesOf, inspectMain, squeeze, surroundings } from '../hostile-page.ts';
import { until } from '../until.ts';

/** Shapes that show something; what a pause holds never reaches a page. */
const SHAPES = VENDOR_SHAPES.filter(({ shows }) => shows.length > 0);
const IS_ALL = process.env['HOSTILE_CONTENT'] === 'all';
const SHAPES_PER_VECTOR = IS_ALL ? SHAPES.length : 6;
const MESSAGES_PER_PAGE = 600;

const STEP = Math.floor(SHAPES.length / SHAPES_PER_VECTOR);
const FIELDS = SHAPES.map(fieldsOf);

interface Hostile {
    adapter: string;
    message: ShapeMessage;
    fields: number;
}

function* hostileMessages(): Generator<Hostile> {
    for (const [position, { text }] of xssVectors().entries()) {
        for (let round = 0; round < SHAPES_PER_VECTOR; round++) {
            const at = (position + round * STEP) % SHAPES.length;
            const shape = SHAPES[at];
            assert.ok(shape);
            const url = XSS_URLS[(position + round) % XSS_URLS.length] ?? '';
            const message = shapeWith(shape, text, url, position);
            yield { adapter: shape.adapter, message, fields: FIELDS[at] ?? 0 };
        }
    }
}

void describe('hostile content', () => {
    const vectors = xssVectors().length;
    const fields = FIELDS.reduce((sum, count) => sum + count, 0);
    const all = [...hostileMessages()];
    const tried = all.reduce((sum, one) => sum + one.fields, 0);
    const pages = chunked(all, MESSAGES_PER_PAGE);
    const what = `${vectors} vectors, ${XSS_URLS.length} URLs, ${fields} fields of ${SHAPES.length} shapes: ${tried} places`;

    inConsole(
        `runs no script, loads nothing foreign, leaks no style (${what})`,
        { bypassCSP: true, timeout: IS_ALL ? 3_600_000 : 300_000 },
        async ({ page, open, foreignRequests }) => {
            await countRuns(page);
            let shown: unknown[] = [];
            await page.route('**/console/gallery.json', (route) => route.fulfill({ json: shown }));
            await open('/gallery');
            const before = await surroundings(page);
            let rendered = 0;
            for (const messages of pages) {
                const hostile = historiesOf(messages);
                shown = hostile;
                await open('/gallery');
                await squeeze(page);
                for (const { recordId } of hostile) {
                    await page.locator(`[data-gallery="${recordId}"] [data-message-id]`).last().waitFor();
                }
                // The rest of a list is made a frame after it was measured; pictures come when they are near.
                const height = await page.evaluate<number>('document.documentElement.scrollHeight');
                for (let top = 0; top <= height; top += 2_000) {
                    await page.evaluate(
                        `scrollTo(0, ${top}), new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`
                    );
                }
                const { found, count } = await page.locator('main').evaluate(inspectMain);
                assert.deepEqual(found.slice(0, 10), []);
                assert.equal(await page.evaluate('window.ran'), 0, 'a vector has run');
                assert.deepEqual(await surroundings(page), before, 'the page around looks as before');
                rendered += count;
            }
            assert.ok(rendered > all.length * 0.97, `${rendered} of ${all.length} messages were rendered`);
            assert.deepEqual(
                foreignRequests.filter((url) => !url.startsWith('http://127.0.0.1')),
                []
            );
        }
    );

    inConsole(
        'would be noticed',
        { bypassCSP: true, allowedErrors: [/./] },
        async ({ page, open, foreignRequests }) => {
            await countRuns(page);
            await open('/gallery');
            await page.locator('[data-message-id]').first().waitFor();
            const before = await surroundings(page);
            await page.locator('main').evaluate(
                new Function(
                    'main',
                    `main.insertAdjacentHTML('beforeend', '<div data-message-id="planted"><img src="data:," onerror="xssRan()">' +
                    '<a href=" javascript:xssRan()">x</a><img src="https://xss.invalid/x"><iframe></iframe>' +
                    '<style>h1 { color: red !important }</style><b style="position: fixed">x</b></div>');`
                ) as (main: unknown) => void
            );
            await until(page, 'window.ran === 1');
            const { found } = await page.locator('main').evaluate(inspectMain);
            const planted = found
                .filter(({ id }) => id === 'planted')
                .map(({ what: reason }) => reason.split(' in ')[0]);
            assert.deepEqual(planted, ['onerror', 'href', 'src', '<iframe>', '<style>', 'style', 'position']);
            assert.notDeepEqual(await surroundings(page), before, 'a style that leaks is seen');
            assert.ok(foreignRequests.includes('https://xss.invalid/x'), 'a request to a foreign host is seen');
        }
    );
});
