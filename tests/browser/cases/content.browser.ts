/**
 * Every kind of content that the vendors document, one by one: what can be read of it, and what can be done with it.
 */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Locator } from 'playwright-core';
import { BLOCK_KINDS, CONTENT, placeId } from '../../fixtures/content-kinds.ts';
import type { ContentRow } from '../../fixtures/content-kinds.ts';
import { ADAPTERS } from '../../fixtures/vendor-shapes.ts';
import { PROOFS } from '../content-proofs.ts';
import { messageOf, MISSING_MEDIA_ERRORS, openGalleryOf } from '../gallery-page.ts';
import { inConsole } from '../harness.ts';
import { allowed } from '../slowdown.ts';

/** What eyes and screen readers read. */
async function wordsOf(message: Locator): Promise<string> {
    const names = await message
        .locator('[alt], [aria-label]')
        .evaluateAll((all) =>
            all.map((one) => `${one.getAttribute('alt') ?? ''} ${one.getAttribute('aria-label') ?? ''}`)
        );
    return [await message.innerText(), ...names].join(' ');
}

const read = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ');

void describe('every kind of content', () => {
    for (const adapter of ADAPTERS) {
        const rows = CONTENT.filter((row) => row.adapter === adapter);
        const name = `of ${adapter} (${rows.length}) is shown as it says`;
        inConsole(name, { allowedErrors: MISSING_MEDIA_ERRORS, timeout: 180_000 }, async ({ page, open }) => {
            await openGalleryOf(adapter, page, open);
            page.setDefaultTimeout(allowed(10_000));
            const proven = new Set<string>();
            const tryRow = async (row: ContentRow, place: string) => {
                const id = placeId(row, place);
                if (row.kinds.length === 0) {
                    assert.equal(await page.locator(`[data-message-id="${id}"]`).count(), 0, 'it is shown');
                    return;
                }
                const message = await messageOf(page, id);
                const text = read(await wordsOf(message));
                for (const words of row.sees) assert.ok(text.includes(words), `"${words}" is not in: ${text}`);
                for (const kind of row.kinds) {
                    await PROOFS[kind](message, page);
                    proven.add(kind);
                }
            };
            const failed: string[] = [];
            for (const row of rows) {
                for (const place of row.places) {
                    await tryRow(row, place).catch((error: unknown) =>
                        failed.push(`${row.content} in ${placeId(row, place)}: ${String(error)}`)
                    );
                }
            }
            page.setDefaultTimeout(allowed(15_000));
            assert.deepEqual(failed, []);
            assert.deepEqual([...proven].sort(), [...new Set(rows.flatMap(({ kinds }) => kinds))].sort());
        });
    }

    inConsole('has a proof that can fail', { allowedErrors: MISSING_MEDIA_ERRORS }, async ({ page, open }) => {
        await openGalleryOf('text', page, open);
        // What one kind must have, the system's own words have not.
        const caption = await messageOf(page, 'caption-text-turn');
        page.setDefaultTimeout(300);
        const passing: string[] = [];
        for (const kind of BLOCK_KINDS) {
            const result = await PROOFS[kind](caption, page).then(
                () => kind,
                () => ''
            );
            if (result !== '') passing.push(result);
        }
        assert.deepEqual(passing, ['text']);
    });
});
