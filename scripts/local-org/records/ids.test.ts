import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeId, normalizeId } from './ids.ts';

test('ids are 18 characters whose order is that of their numbers', () => {
    const ids = [1, 2, 61, 62, 63, 3843, 3844, 1_000_000].map((number) => makeId('001', number));
    for (const id of ids) assert.match(id, /^001LO0[0-9A-Za-z]{12}$/);
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(ids).size, ids.length);
});

// Pairs from public documentation of the 18-character form.
const PAIRS: [string, string][] = [
    ['0019000000B98de', '0019000000B98deAAB'],
    ['001A0000006Vm9r', '001A0000006Vm9rIAC']
];

for (const [short, long] of PAIRS) {
    test(`${short} becomes ${long}`, () => assert.equal(normalizeId(short), long));
    test(`${long} without its case is restored`, () => {
        assert.equal(normalizeId(long.toLowerCase()), long);
        assert.equal(normalizeId(long.toUpperCase()), long);
    });
}

for (const text of [
    '',
    'abc',
    '001A0000006Vm9',
    '001A0000006Vm9r!',
    '001A0000006Vm9rIA',
    '001A0000006Vm9rIA9',
    "0' OR 1=1 --xx"
]) {
    test(`'${text}' is no id`, () => assert.equal(normalizeId(text), undefined));
}
