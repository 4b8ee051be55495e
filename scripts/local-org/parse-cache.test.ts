import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { PROJECT_ROOT } from '../../../project-root.ts';
import { keptOnDisk, parseOnce } from '../syntax/parse-cache.ts';

const CACHE = join(PROJECT_ROOT, '.cache/apex');

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
        keptOnDisk('test', source, () => tree),
        tree
    );
    assert.deepEqual(keptOnDisk('test', source, never), tree);
});

test('results of another kind, or of another source, are others', () => {
    keptOnDisk('test', source, () => 'one');
    assert.equal(
        keptOnDisk('other', source, () => 'two'),
        'two'
    );
    assert.equal(
        keptOnDisk('test', `${source} `, () => 'three'),
        'three'
    );
});

test('what parsing throws is thrown each time', () => {
    const fail = () => {
        throw new SyntaxError('no Apex');
    };
    assert.throws(() => keptOnDisk('test', source, fail), /no Apex/);
    assert.equal(
        keptOnDisk('test', source, () => 'Apex'),
        'Apex'
    );
});

test('a damaged file is parsed anew, and mended', () => {
    keptOnDisk('test', source, () => 'whole');
    const [file, ...others] = filesOfSource();
    assert.ok(file);
    assert.deepEqual(others, []);
    writeFileSync(file, 'half');
    assert.equal(
        keptOnDisk('test', source, () => 'anew'),
        'anew'
    );
    assert.equal(keptOnDisk('test', source, never), 'anew');
});

test('in one process, all get the same object', () => {
    const first = parseOnce('test', source, () => ({ words: ['public'] }));
    assert.equal(parseOnce('test', source, never), first);
    filesOfSource().forEach((file) => rmSync(file));
    assert.equal(parseOnce('test', source, never), first);
});
