import assert from 'node:assert/strict';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { PROJECT_ROOT } from '../project-root.ts';
import { ParseCache, type ParseCacheOptions } from './parse-cache.ts';

const NAME = `parse-test-${process.pid}`;
const FOLDER = join(PROJECT_ROOT, '.cache', NAME);

/** As another process has it: it knows only what is on disk. */
const newCache = (options: Partial<ParseCacheOptions> = {}) =>
    new ParseCache({ name: NAME, readers: import.meta.dirname, most: 10, ...options });

const files = () => globSync(join(FOLDER, '*/*'));

const never = (): never => assert.fail('parsed again');

afterEach(() => files().forEach((file) => rmSync(file)));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

test('a source is parsed once; sets, big numbers and what is undefined come back as they were', () => {
    const tree = { words: new Set(['public']), value: 9_007_199_254_740_993n, type: undefined, inner: [{ line: 1 }] };
    assert.deepEqual(
        newCache().once('class', 'source', () => tree),
        tree
    );
    assert.deepEqual(newCache().once('class', 'source', never), tree);
});

test('results of another kind, or of another source, are others', () => {
    const cache = newCache();
    const made = (kind: string, source: string, result: string) => cache.once(kind, source, () => result);
    assert.deepEqual(
        [made('class', 'source', 'one'), made('other', 'source', 'two'), made('class', 'source ', 'three')],
        ['one', 'two', 'three']
    );
});

test('what parsing throws is thrown each time', () => {
    const cache = newCache();
    const fail = () => {
        throw new SyntaxError('no Apex');
    };
    assert.throws(() => cache.once('class', 'source', fail), /no Apex/);
    assert.equal(
        cache.once('class', 'source', () => 'Apex'),
        'Apex'
    );
});

test('a damaged file is parsed anew, and mended', () => {
    newCache().once('class', 'source', () => 'whole');
    const [file, ...others] = files();
    assert.ok(file);
    assert.deepEqual(others, []);
    writeFileSync(file, 'half');
    assert.equal(
        newCache().once('class', 'source', () => 'anew'),
        'anew'
    );
    assert.equal(newCache().once('class', 'source', never), 'anew');
});

test('in one process, all get the same object', () => {
    const cache = newCache();
    const first = cache.once('class', 'source', () => ({ words: ['public'] }));
    files().forEach((file) => rmSync(file));
    assert.equal(cache.once('class', 'source', never), first);
});

test('a process keeps so many; the oldest goes first', () => {
    const cache = newCache({ most: 2 });
    for (const source of ['one', 'two', 'three']) cache.onceHere('class', source, () => source);
    assert.equal(cache.onceHere('class', 'three', never), 'three');
    assert.equal(cache.onceHere('class', 'two', never), 'two');
    assert.equal(
        cache.onceHere('class', 'one', () => 'anew'),
        'anew'
    );
});

test('what is asked for here only is not written, and a process writes so many', () => {
    const cache = newCache({ mostWritten: 1 });
    cache.onceHere('query', 'with a value', () => 1);
    assert.deepEqual(files(), []);
    for (const source of ['one', 'two']) cache.once('query', source, () => source);
    assert.equal(files().length, 1);
    assert.equal(newCache().once('query', 'one', never), 'one');
});
