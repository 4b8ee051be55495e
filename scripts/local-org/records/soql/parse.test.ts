import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deserialize } from 'node:v8';

import { PROJECT_ROOT } from '../../../project-root.ts';
import { parseQuery } from './parse.ts';

/** A query that nobody has asked yet. */
const newQuery = (where: string) => `SELECT Id, A${randomUUID().replaceAll('-', '')}__c FROM Case WHERE ${where}`;

function filesOf(soql: string): string[] {
    const hash = createHash('sha256').update(soql).digest('hex').slice(0, 32);
    return globSync(join(PROJECT_ROOT, `.cache/soql/*/query-${hash}`));
}

test('what is kept of a query is what parsing it came to', (context) => {
    const soql = newQuery('IsClosed = false AND Priority IN :wanted ORDER BY Subject NULLS LAST LIMIT 3');
    const query = parseQuery(soql);
    const [file, ...others] = filesOf(soql);
    assert.ok(file);
    context.after(() => rmSync(file, { force: true }));
    assert.deepEqual(others, []);
    assert.deepEqual(deserialize(readFileSync(file)), { result: query });
    assert.deepEqual(query.limit?.kind, 'number');
});

test('a query with a value in it, and one that is wrong, are not kept', () => {
    const withValue = newQuery("Subject = 'a refund'");
    parseQuery(withValue);
    assert.deepEqual(filesOf(withValue), []);
    const wrong = newQuery('IsClosed = = false');
    for (let times = 0; times < 2; times += 1) assert.throws(() => parseQuery(wrong), /unexpected token/);
    assert.deepEqual(filesOf(wrong), []);
});
