import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleFileProblems } from './bundle-files.ts';

const named = (...files: string[]) => bundleFileProblems(files.map((file) => `a/lwc/${file}`)).map(({ file }) => file);

test('files of a component are called as an org takes them', () => {
    assert.deepEqual(named('tile/tile.ts', 'tile/tile.js-meta.xml', 'tile/plainText.ts', 'tile/a_b1.css'), []);
    assert.deepEqual(named('tile/plain-text.ts', 'tile/Upper.ts', 'tile/a__b.ts', 'tile/1st.ts', 'tile/end_.ts'), [
        'a/lwc/tile/plain-text.ts',
        'a/lwc/tile/Upper.ts',
        'a/lwc/tile/a__b.ts',
        'a/lwc/tile/1st.ts',
        'a/lwc/tile/end_.ts'
    ]);
    assert.deepEqual(named('my-tile/tile.ts'), ['a/lwc/my-tile/tile.ts']);
});

test('tests and their data are not deployed', () => {
    assert.deepEqual(named('tile/__tests__/a-b.test.ts', 'tile/__tests__/data/a-b.ts', 'tile/__mocks__/a-b.ts'), []);
});
