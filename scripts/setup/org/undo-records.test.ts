import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrgClient } from '../../salesforce/org-client.ts';
import type { Journal } from '../run/journal.ts';
import { undoTests } from './undo-records.ts';

const org = { delete: () => Promise.resolve() } as unknown as OrgClient;

for (const [count, what] of [
    [1, 'Conversation entries of 1 test conversation'],
    [2, 'Conversation entries of 2 test conversations']
] as const) {
    void test(`what stays of ${count} said in its number`, async () => {
        const tests = Array.from({ length: count }, (_, at) => ({ object: 'MessagingSession', id: `0Mw${at}` }));
        const data = { tests };
        const update = (change: (one: typeof data) => void): void => change(data);
        const left = await undoTests(org, { data, update } as unknown as Journal);
        assert.deepEqual(
            left.map((one) => one.what),
            [what]
        );
        assert.deepEqual(data.tests, []);
    });
}
