import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FieldValue } from '../../types.ts';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();
const values: Record<string, FieldValue>[] = [];
for (const Name of ['a', 'B', 'ä%', '_']) {
    for (const NumberOfEmployees of [null, -1, 0, 7]) {
        for (const Site of [null, 'x', 'X y']) values.push({ Name, NumberOfEmployees, Site });
    }
}
org.dml(
    'insert',
    values.map((fields) => ({ type: 'Account', fields }))
);
const all = new Set(org.column('SELECT Id FROM Account'));

const text = fc.constantFrom("'a'", "'b'", "'Ä\\\\%'", "'x'", "''", 'null');
const number = fc.constantFrom('-1', '0', '7', 'null');
const compare = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const leaf = fc.oneof(
    fc.tuple(fc.constantFrom('Name', 'Site'), compare, text).map((parts) => parts.join(' ')),
    fc.tuple(fc.constant('NumberOfEmployees'), compare, number).map((parts) => parts.join(' ')),
    fc.constantFrom(
        "Site LIKE 'x%'",
        "Name LIKE '_'",
        "Site IN ('X', null)",
        "Site NOT IN ('x y')",
        'NumberOfEmployees IN (0, 7)'
    )
);
const condition = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(tie('condition'), tie('condition')).map(([left, right]) => `(${left} AND ${right})`),
        fc.tuple(tie('condition'), tie('condition')).map(([left, right]) => `(${left} OR ${right})`),
        tie('condition').map((inner) => `(NOT (${inner}))`)
    )
})).condition;

const both = (one: Set<unknown>, other: Set<unknown>): Set<unknown> => new Set([...one].filter((id) => other.has(id)));
const either = (one: Set<unknown>, other: Set<unknown>): Set<unknown> => new Set([...one, ...other]);
const found = (where: string): Set<unknown> => new Set(org.column(`SELECT Id FROM Account WHERE ${where}`));

test('every record fulfils a condition or its negation, and none both', () => {
    fc.assert(
        fc.property(condition, (where) => {
            const yes = found(where);
            const no = found(`(NOT (${where}))`);
            assert.deepEqual(both(yes, no), new Set());
            assert.deepEqual(either(yes, no), all);
        }),
        { numRuns: 200 }
    );
});

test('AND is what both find, OR what either finds', () => {
    fc.assert(
        fc.property(condition, condition, (left, right) => {
            assert.deepEqual(found(`(${left}) AND (${right})`), both(found(left), found(right)));
            assert.deepEqual(found(`(${left}) OR (${right})`), either(found(left), found(right)));
        }),
        { numRuns: 200 }
    );
});

test('any text comes back as it was written, and is found by itself only', () => {
    fc.assert(
        fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (given) => {
            const kept = given.trim();
            fc.pre(kept !== '' && kept.length <= 255);
            const id = org.insert('Account', { Name: given });
            const quoted = kept.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
            fc.pre(!/[\u2028\u2029]/.test(quoted));
            assert.deepEqual(org.column('SELECT Name FROM Account WHERE Id = :id', { id }), [kept]);
            assert.ok(found(`Name = '${quoted}'`).has(id));
            org.dml('delete', [{ type: 'Account', id }]);
        }),
        { numRuns: 200 }
    );
});
