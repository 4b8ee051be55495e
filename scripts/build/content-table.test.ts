import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BLOCK_KINDS, CONTENT, placeId } from '../../tests/fixtures/content-kinds.ts';
import type { ContentRow } from '../../tests/fixtures/content-kinds.ts';
import { SCENES } from '../../tests/fixtures/scenes.ts';
import { VENDOR_SHAPES } from '../../tests/fixtures/vendor-shapes.ts';
import { galleryHistories } from '../console/gallery.ts';
import { contentFile, contentTable } from './content-table.ts';

const BLOCKS = 'force-app/core/main/default/lwc/botTranscript/blocks.ts';

/** Every text that a place is made of, as JSON. */
function sourcesOf({ adapter }: ContentRow, place: string): string[] {
    if (place.startsWith('scene:')) {
        const scene = SCENES.find((one) => one.adapter === adapter && one.name === place.slice(6));
        return scene?.messages.map(({ text, payload }) => payload ?? text) ?? [];
    }
    const shape = VENDOR_SHAPES.find((one) => one.adapter === adapter && one.name === place);
    return shape ? [shape.text, JSON.stringify(shape.payload ?? null)] : [];
}

const nameOf = ({ adapter, content }: ContentRow) => `${adapter} ${content}`;

void describe('the table of all content', () => {
    void it('names each kind of content once, and where it is', () => {
        const names = CONTENT.map(nameOf);
        assert.deepEqual([...new Set(names)], names);
        for (const row of CONTENT) {
            assert.ok(row.places.length > 0, `${nameOf(row)} is nowhere`);
            for (const place of row.places) {
                const sources = sourcesOf(row, place);
                assert.ok(sources.length > 0, `${nameOf(row)}: there is no ${place}`);
                assert.ok(
                    sources.some((source) => source.includes(row.mark)),
                    `${nameOf(row)}: ${place} has no ${row.mark}`
                );
            }
        }
    });

    void it('has a row for every shape and every scene', () => {
        const named = new Set(CONTENT.flatMap((row) => row.places.map((place) => `${row.adapter} ${place}`)));
        const all = [
            ...VENDOR_SHAPES.map(({ adapter, name }) => `${adapter} ${name}`),
            ...SCENES.map(({ adapter, name }) => `${adapter} scene:${name}`)
        ];
        assert.deepEqual(
            all.filter((one) => !named.has(one)),
            []
        );
        assert.deepEqual([...new Set(all)], all, 'names are unique');
    });

    void it('says of every shape what it really shows', () => {
        for (const row of CONTENT) {
            for (const place of row.places.filter((one) => !one.startsWith('scene:'))) {
                const shape = VENDOR_SHAPES.find((one) => one.adapter === row.adapter && one.name === place);
                for (const kind of row.kinds) assert.ok(shape?.shows.includes(kind), `${nameOf(row)}: ${kind}`);
                if (row.kinds.length === 0) assert.deepEqual(shape?.shows, [], nameOf(row));
            }
        }
    });

    void it('says what is read of everything that is shown', () => {
        for (const row of CONTENT.filter(({ kinds }) => kinds.length > 0)) {
            assert.ok(row.sees.length > 0, nameOf(row));
        }
    });

    void it('has a row for every kind of block there is', () => {
        const declared = [...readFileSync(BLOCKS, 'utf8').matchAll(/^ {4}kind: ([^;]+);/gm)].flatMap(([, kinds = '']) =>
            [...kinds.matchAll(/'([\w-]+)'/g)].map(([, kind]) => kind)
        );
        assert.ok(declared.length > 10, 'blocks.ts could be read');
        assert.deepEqual([...BLOCK_KINDS].sort(), declared.sort());
        const shown = new Set(CONTENT.flatMap(({ kinds }) => kinds));
        assert.deepEqual(
            BLOCK_KINDS.filter((kind) => !shown.has(kind)),
            []
        );
    });

    void it('has a place in the gallery for every row', () => {
        const ids = new Set(
            galleryHistories('http://127.0.0.1:1').flatMap(({ answer }) => answer.page.messages.map(({ id }) => id))
        );
        for (const row of CONTENT) {
            for (const place of row.places) assert.ok(ids.has(placeId(row, place)), placeId(row, place));
        }
    });

    void it('is the same in the documentation', async () => {
        assert.equal(readFileSync(contentFile, 'utf8'), await contentTable(), 'run npm run docs:content');
    });
});
