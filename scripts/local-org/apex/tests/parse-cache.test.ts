import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseOnce } from '../syntax/parse-cache.ts';

const CACHE = resolve(fileURLToPath(import.meta.url), '../../../../../.cache/apex');

let source: string;
beforeEach(() => (source = randomUUID()));
afterEach(() => globSync(join(CACHE, '*/{test,other}-*')).forEach((file) => rmSync(file)));

function filesOfSource(): string[] {
    const hash = createHash('sha256').update(source).digest('hex').slice(0, 32);
    return globSync(join(CACHE, `*/*${hash}*`));
}

const never = (): never => assert.fail('parsed again');

test('a source is parsed once; sets, big numbers and what is undefined come back as they were', () => {
    const tree = { words: new Set(['public']), value: 9_007_199_254_740_993n, type: undefined, inner: [{ line: 1 }] };
    assert.deepEqual(
        parseOnce('test', source, () => tree),
        tree
    );
    assert.deepEqual(parseOnce('test', source, never), tree);
});

test('results of another kind, or of another source, are others', () => {
    parseOnce('test', source, () => 'one');
    assert.equal(
        parseOnce('other', source, () => 'two'),
        'two'
    );
    assert.equal(
        parseOnce('test', `${source} `, () => 'three'),
        'three'
    );
});

test('what parsing throws is thrown each time', () => {
    const fail = () => {
        throw new SyntaxError('no Apex');
    };
    assert.throws(() => parseOnce('test', source, fail), /no Apex/);
    assert.equal(
        parseOnce('test', source, () => 'Apex'),
        'Apex'
    );
});

test('a damaged file is parsed anew, and mended', () => {
    parseOnce('test', source, () => 'whole');
    const [file, ...others] = filesOfSource();
    assert.ok(file);
    assert.deepEqual(others, []);
    writeFileSync(file, 'half');
    assert.equal(
        parseOnce('test', source, () => 'anew'),
        'anew'
    );
    assert.equal(parseOnce('test', source, never), 'anew');
});
