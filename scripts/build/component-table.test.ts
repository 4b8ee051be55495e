import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentTable } from './component-table.ts';

test('each component in the table says why it is there, in words of its own', async () => {
    const rows = (await componentTable()).split('\n').filter((line) => /^\| \w+ +\| `/.test(line));
    const cellsOf = (row: string) => row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const bad = rows.filter((row) => {
        const why = cellsOf(row)[3] ?? '';
        return why === '' || why.includes('{{');
    });
    assert.ok(rows.length > 100);
    assert.deepEqual(
        bad.map((row) => cellsOf(row)[2]),
        []
    );
});
