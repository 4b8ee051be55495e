import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../temporary-folder.ts';
import { makeId, normalizeId } from './ids.ts';
import { createRecordStore, openRecordStore, type SqliteRecordStore } from './index.ts';

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

test('each org has an id of its own, and keeps it: journals of the setup are kept by it', () => {
    const file = join(temporaryFolder('records-ids-').path, 'org.db');
    const idOf = (store: SqliteRecordStore) => {
        const { organizationId } = store.setupIds();
        store.close();
        return organizationId;
    };
    const id = idOf(createRecordStore({ file }));
    assert.match(id, /^00DLO0[0-9A-Za-z]{12}$/);
    assert.equal(idOf(openRecordStore({ file })), id);
    assert.notEqual(idOf(createRecordStore({ file: ':memory:' })), idOf(createRecordStore({ file: ':memory:' })));
});
