/** SOQL over rows that are no records. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { select } from './soql-tables.ts';

const rows = [
    { attributes: { type: 'T' }, Id: '08c000000000001AAA', Name: 'one', Size: 3, Parent: { Name: 'P' }, Done: true },
    { attributes: { type: 'T' }, Id: '08c000000000002AAA', Name: 'Two', Size: 11, Parent: null, Done: false },
    { attributes: { type: 'T' }, Id: '08c000000000003AAA', Name: "it's", Size: 7, Parent: { Name: 'Q' }, Done: false }
];

const names = (soql: string) => select(soql, rows).map(({ Name }) => Name);

test('conditions hold as in a real org: text without regard to case, ids of both lengths, null', () => {
    assert.deepEqual(names("SELECT Name FROM T WHERE name = 'two'"), ['Two']);
    assert.deepEqual(names("SELECT Name FROM T WHERE Id = '08c000000000001'"), ['one']);
    assert.deepEqual(names("SELECT Name FROM T WHERE Name = 'it\\'s'"), ["it's"]);
    assert.deepEqual(names('SELECT Name FROM T WHERE Parent = null'), ['Two']);
    assert.deepEqual(names("SELECT Name FROM T WHERE Parent.Name IN ('P', 'Q') AND Done != true"), ["it's"]);
    assert.deepEqual(names('SELECT Name FROM T WHERE Done = true OR (Done = false AND Size <> 11)'), ['one', "it's"]);
});

test('rows come in order, as many as asked for, with the fields that were asked for', () => {
    assert.deepEqual(names('SELECT Name FROM T ORDER BY Size DESC LIMIT 2'), ['Two', "it's"]);
    assert.deepEqual(names('SELECT Name FROM T ORDER BY Done, Size'), ["it's", 'Two', 'one']);
    assert.deepEqual(select('SELECT Parent.Name FROM T WHERE Size <> 7', rows), [
        { attributes: { type: 'T' }, Parent: { attributes: undefined, Name: 'P' } },
        { attributes: { type: 'T' }, Parent: null }
    ]);
    assert.deepEqual(select('SELECT MAX(Size) FROM T', rows), [{ attributes: { type: 'AggregateResult' }, expr0: 11 }]);
});

test('what rows in memory do not answer is refused, and so are fields that they lack', () => {
    for (const soql of [
        "SELECT Name FROM T WHERE Name LIKE 'o%'",
        "SELECT Name FROM T WHERE Name NOT IN ('one')",
        'SELECT Name FROM T WHERE NOT Done = true',
        'SELECT Name FROM T ORDER BY Name NULLS LAST',
        'SELECT Name FROM T LIMIT 1 OFFSET 1',
        'SELECT Name FROM T GROUP BY Name',
        'SELECT COUNT() FROM T'
    ]) {
        assert.throws(() => select(soql, rows), { status: 501, message: /^not supported by the local org: / }, soql);
    }
    assert.throws(() => names('SELECT Name, Other FROM T'), { errorCode: 'INVALID_FIELD' });
    assert.throws(() => names('SELECT Name FROM T WHERE'), { errorCode: 'MALFORMED_QUERY' });
});
