import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { TestOrg } from './test-support.ts';

const ROWS = 10_000;
const org = new TestOrg();
let account = '';

before(() => {
    const { schema } = org.store;
    schema.addField('Case', { fullName: 'Key__c', type: 'Text', length: 80, externalId: true });
    schema.addField('Case', { fullName: 'Exact__c', type: 'Text', length: 80, unique: true, caseSensitive: true });
    account = org.insert('Account', { Name: 'Acme' });
    const records = Array.from({ length: ROWS }, (_, index) => ({
        type: 'Case',
        fields: {
            Subject: `Subject ${index}`,
            Key__c: `Key-${index}`,
            Exact__c: `E${index}`,
            Status: index % 4 === 0 ? 'Closed' : 'New',
            ...(index % 100 === 0 ? { AccountId: account } : {})
        }
    }));
    const results = org.dml('insert', records);
    assert.ok(results.every((result) => result.success));
});

/** Query and the index that SQLite must look it up with. */
const INDEXED: [string, RegExp][] = [
    ["SELECT Subject FROM Case WHERE Id = '500LO0000000100'", /SEARCH t USING INDEX sqlite_autoindex_Case_1/],
    ["SELECT Subject FROM Case WHERE Key__c = 'KEY-77'", /SEARCH t USING INDEX ix_Case_Key__c/],
    ["SELECT Subject FROM Case WHERE Key__c IN ('key-1', 'key-2')", /SEARCH t USING INDEX ix_Case_Key__c/],
    ["SELECT Subject FROM Case WHERE Exact__c = 'E1'", /SEARCH t USING INDEX ix_Case_Exact__c/],
    ["SELECT Subject FROM Case WHERE CaseNumber = '00001005'", /SEARCH t USING INDEX ix_Case_CaseNumber/],
    ["SELECT Subject FROM Case WHERE AccountId = '001LO0000000001'", /SEARCH t USING INDEX ix_Case_AccountId/],
    ["SELECT Subject FROM Case WHERE Account.Name = 'acme'", /SEARCH t_1 USING INDEX/],
    ["SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Case WHERE Key__c = 'key-100')", /ix_Case_Key__c/],
    ["SELECT Name FROM User WHERE Username = 'x'", /SEARCH t USING INDEX ix_User_Username/],
    ["SELECT Id FROM Group WHERE DeveloperName = 'q' AND Type = 'Queue'", /SEARCH t USING INDEX ix_Group_/]
];

describe(`${ROWS} records`, () => {
    for (const [soql, index] of INDEXED) {
        test(`${soql} uses an index`, () => {
            const plan = org.store.explain(soql, { access: 'system', userId: org.adminId }).join('\n');
            assert.match(plan, index);
        });
    }
    test('a large list of ids', () => {
        const ids = org.column('SELECT Id FROM Case ORDER BY Id LIMIT 5000') as string[];
        assert.equal(org.query('SELECT COUNT() FROM Case WHERE Id IN :ids', { ids }).totalSize, 5000);
        assert.equal(org.query('SELECT COUNT() FROM Case WHERE Id NOT IN :ids', { ids }).totalSize, ROWS - 5000);
    });
    test('children of one parent', () => {
        const [row] = org.rows('SELECT (SELECT Id FROM Cases) FROM Account') as [{ Cases: unknown[] }];
        assert.equal(row.Cases.length, ROWS / 100);
    });
    test('sums', () => {
        assert.deepEqual(org.rows('SELECT Status, COUNT(Id) n FROM Case GROUP BY Status ORDER BY Status'), [
            { Status: 'New', n: (ROWS * 3) / 4 },
            { Status: 'Closed', n: ROWS / 4 }
        ]);
    });
    test('pages by id are complete and without repetition', () => {
        const seen: unknown[] = [];
        let last = '500000000000000AAA';
        for (;;) {
            const page = org.column('SELECT Id FROM Case WHERE Id > :last ORDER BY Id LIMIT 3000', { last });
            if (page.length === 0) break;
            seen.push(...page);
            last = String(page.at(-1));
        }
        assert.equal(new Set(seen).size, ROWS);
        assert.equal(seen.length, ROWS);
    });
    test('ten thousand updates in one call, undone as one', () => {
        const ids = org.column('SELECT Id FROM Case') as string[];
        const updates = ids.map((id, index) => ({
            type: 'Case',
            id,
            fields: { Subject: index === ROWS - 1 ? 'x'.repeat(256) : 'changed' }
        }));
        const results = org.dml('update', updates);
        assert.equal(results.at(-1)?.errors[0]?.statusCode, 'STRING_TOO_LONG');
        assert.equal(org.query("SELECT COUNT() FROM Case WHERE Subject = 'changed'").totalSize, 0);
    });
});
