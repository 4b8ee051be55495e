import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();
let acme = '';
let ann = '';
let first = '';

before(() => {
    org.store.schema.addField('Case', {
        fullName: 'Level__c',
        type: 'Picklist',
        valueSet: { values: [{ fullName: 'z', label: 'Zed' }, { fullName: 'a', label: 'Aye' }, { fullName: 'm' }] }
    });
    org.store.schema.addField('Case', {
        fullName: 'Other_Case__c',
        type: 'Lookup',
        referenceTo: 'Case',
        relationshipName: 'Others'
    });
    acme = org.insert('Account', { Name: 'Acme' });
    ann = org.insert('Contact', { LastName: 'Ann', FirstName: 'Ada', AccountId: acme, Email: 'ann@example.com' });
    org.insert('Contact', { LastName: 'Zoë', AccountId: acme });
    org.insert('Contact', { LastName: 'Bob', AccountId: acme });
    org.insert('Account', { Name: 'Empty' });
    first = org.insert('Case', { Subject: 'b', ContactId: ann, Level__c: 'a' });
    org.insert('Case', { Subject: 'Ä', Level__c: 'z', Other_Case__c: first });
    org.insert('Case', { Subject: 'C' });
    org.insert('Case', { Level__c: 'm' });
});

describe('SELECT', () => {
    test('parents, over several steps, in the case of the API names', () => {
        assert.deepEqual(
            org.rows(`SELECT subject, CONTACT.account.NAME, contact.lastname FROM case WHERE Id = '${first}'`),
            [{ Subject: 'b', Contact: { LastName: 'Ann', Account: { Name: 'Acme' } } }]
        );
    });
    test('a parent that is not there is null', () => {
        assert.deepEqual(org.rows("SELECT Contact.Account.Name FROM Case WHERE Subject = 'C'"), [{ Contact: null }]);
    });
    test('custom relationships', () => {
        assert.deepEqual(org.rows("SELECT Other_Case__r.Subject, Other_Case__c FROM Case WHERE Subject = 'ä'"), [
            { Other_Case__c: first, Other_Case__r: { Subject: 'b' } }
        ]);
    });
    test('rows know their type and id, parents too', () => {
        const [row] = org.query(`SELECT Contact.LastName, Owner.Name FROM Case WHERE Id = '${first}'`).rows;
        assert.equal(row?.type, 'Case');
        assert.equal(row.id, first);
        assert.deepEqual(row.fields.Contact, { type: 'Contact', id: ann, fields: { LastName: 'Ann' } });
        assert.deepEqual(row.fields.Owner, { type: 'User', id: org.adminId, fields: { Name: 'Ada Admin' } });
    });
    test('a queue as owner', () => {
        const queue = org.insert('Group', { Type: 'Queue', Name: 'Waiting', DeveloperName: 'Waiting' });
        org.insert('QueueSobject', { QueueId: queue, SobjectType: 'Case' });
        const id = org.insert('Case', { Subject: 'queued', OwnerId: queue });
        assert.deepEqual(org.rows(`SELECT Owner.Name, Owner.Type, Owner.Email FROM Case WHERE Id = '${id}'`), [
            { Owner: { Name: 'Waiting', Type: 'Queue', Email: null } }
        ]);
        assert.deepEqual(org.column("SELECT Id FROM Case WHERE Owner.Type = 'Queue'"), [id]);
        org.dml('delete', [{ type: 'Case', id }]);
    });
    test('the alias of the FROM, and the name of its object, may be written before a field', () => {
        assert.deepEqual(
            org.rows(`SELECT c.Subject, c.Contact.LastName FROM Case c WHERE c.Id = '${first}' ORDER BY c.Subject`),
            [{ Subject: 'b', Contact: { LastName: 'Ann' } }]
        );
        assert.deepEqual(org.rows(`SELECT Case.Subject FROM Case WHERE Case.Id = '${first}'`), [{ Subject: 'b' }]);
    });
    test('checkboxes are true and false', () => {
        assert.deepEqual(org.rows(`SELECT IsClosed, IsDeleted FROM Case WHERE Id = '${first}'`), [
            { IsClosed: false, IsDeleted: false }
        ]);
    });
    test('toLabel', () => {
        assert.deepEqual(
            org.rows(
                'SELECT toLabel(Level__c), toLabel(Level__c) shown FROM Case WHERE Level__c != null ORDER BY Level__c'
            ),
            [
                { Level__c: 'Zed', shown: 'Zed' },
                { Level__c: 'Aye', shown: 'Aye' },
                { Level__c: 'm', shown: 'm' }
            ]
        );
    });
    test('FIELDS', () => {
        const all = org.query('SELECT FIELDS(ALL) FROM Case LIMIT 1').rows[0]!.fields;
        const names = org.store.schema.object('Case')!.fields.map((field) => field.name);
        assert.deepEqual(Object.keys(all), names);
        assert.deepEqual(Object.keys(org.query('SELECT FIELDS(CUSTOM), Id FROM Case LIMIT 200').rows[0]!.fields), [
            'Level__c',
            'Other_Case__c',
            'Id'
        ]);
        assert.ok('Subject' in org.query('SELECT FIELDS(STANDARD) FROM Case').rows[0]!.fields);
        assert.match(org.refusal('SELECT FIELDS(ALL) FROM Case').message, /must have a LIMIT of at most 200/);
    });
    test('clauses that change nothing here', () => {
        for (const tail of [
            'FOR VIEW',
            'FOR REFERENCE',
            'FOR UPDATE',
            'WITH USER_MODE',
            'WITH SYSTEM_MODE',
            'WITH SECURITY_ENFORCED'
        ]) {
            assert.equal(org.query(`SELECT Id FROM Case ${tail}`).totalSize, 4, tail);
        }
        assert.equal(org.query('SELECT Id FROM Case USING SCOPE mine').totalSize, 4);
    });
});

describe('ORDER BY', () => {
    const order = (clause: string): unknown[] => org.column(`SELECT Subject FROM Case ${clause}`);
    const TABLE: [string, (string | null)[]][] = [
        ['ORDER BY Subject', [null, 'Ä', 'b', 'C']],
        ['ORDER BY Subject ASC NULLS LAST', ['Ä', 'b', 'C', null]],
        ['ORDER BY Subject DESC', [null, 'C', 'b', 'Ä']],
        ['ORDER BY Subject DESC NULLS LAST', ['C', 'b', 'Ä', null]],
        ['ORDER BY Subject NULLS FIRST LIMIT 2', [null, 'Ä']],
        ['ORDER BY Subject LIMIT 2 OFFSET 1', ['Ä', 'b']],
        ['ORDER BY Subject OFFSET 3', ['C']],
        ['ORDER BY Level__c NULLS LAST', ['Ä', 'b', null, 'C']],
        ['ORDER BY Level__c DESC NULLS LAST', [null, 'b', 'Ä', 'C']],
        ['ORDER BY Contact.LastName NULLS LAST, Subject DESC NULLS LAST', ['b', 'C', 'Ä', null]],
        ['ORDER BY CaseNumber DESC', [null, 'C', 'Ä', 'b']],
        ['LIMIT 0', []]
    ];
    for (const [clause, expected] of TABLE) test(clause, () => assert.deepEqual(order(clause), expected));

    test('LIMIT and OFFSET may be binds', () => {
        assert.deepEqual(
            org.column('SELECT Subject FROM Case ORDER BY Subject LIMIT :most OFFSET :skip', { most: 1, skip: 2 }),
            ['b']
        );
    });
    test('without an order the result is by age', () => assert.deepEqual(order(''), ['b', 'Ä', 'C', null]));
});

describe('child subqueries', () => {
    test('children are inside their parents, none is an empty list', () => {
        assert.deepEqual(
            org.rows('SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account ORDER BY Name'),
            [
                { Name: 'Acme', Contacts: [{ LastName: 'Ann' }, { LastName: 'Bob' }, { LastName: 'Zoë' }] },
                { Name: 'Empty', Contacts: [] }
            ]
        );
    });
    test('conditions, limits and parents inside', () => {
        assert.deepEqual(
            org.rows(
                "SELECT (SELECT LastName, Account.Name FROM Contacts WHERE LastName != 'ann' ORDER BY LastName DESC LIMIT 1) FROM Account WHERE Name = 'acme'"
            ),
            [{ Contacts: [{ LastName: 'Zoë', Account: { Name: 'Acme' } }] }]
        );
    });
    test('children of children, and custom child relationships', () => {
        assert.deepEqual(org.rows(`SELECT Subject, (SELECT Subject FROM Others__r) FROM Case WHERE Id = '${first}'`), [
            { Subject: 'b', Others__r: [{ Subject: 'Ä' }] }
        ]);
        assert.deepEqual(
            org.rows(
                "SELECT (SELECT LastName, (SELECT Subject FROM Cases) FROM Contacts WHERE LastName = 'Ann') FROM Account WHERE Name = 'Acme'"
            ),
            [{ Contacts: [{ LastName: 'Ann', Cases: [{ Subject: 'b' }] }] }]
        );
    });
    test('several subqueries in one query', () => {
        assert.deepEqual(
            org.rows(
                "SELECT (SELECT Id FROM Contacts WHERE LastName = 'x'), (SELECT Subject FROM Cases) FROM Account WHERE Name = 'Acme'"
            ),
            [{ Contacts: [], Cases: [{ Subject: 'b' }] }]
        );
    });
});

describe('aggregates', () => {
    const TABLE: [string, unknown[]][] = [
        ['SELECT COUNT(Id) FROM Case', [{ expr0: 4 }]],
        ['SELECT COUNT(Subject) named, COUNT(Id) FROM Case', [{ named: 3, expr0: 4 }]],
        [
            'SELECT COUNT_DISTINCT(OwnerId), MIN(Subject) least, MAX(CaseNumber) top FROM Case',
            [{ expr0: 1, least: 'b', top: '00001003' }]
        ],
        [
            'SELECT Level__c, COUNT(Id) n FROM Case GROUP BY Level__c ORDER BY Level__c NULLS LAST',
            [
                { Level__c: 'z', n: 1 },
                { Level__c: 'a', n: 1 },
                { Level__c: 'm', n: 1 },
                { Level__c: null, n: 1 }
            ]
        ],
        [
            'SELECT Account.Name, COUNT(Id) n FROM Contact GROUP BY Account.Name HAVING COUNT(Id) > 2',
            [{ Name: 'Acme', n: 3 }]
        ],
        ['SELECT Account.Name, COUNT(Id) n FROM Contact GROUP BY Account.Name HAVING COUNT(Id) > 3', []],
        ['SELECT Account.Name company FROM Contact GROUP BY Account.Name', [{ company: 'Acme' }]],
        ["SELECT SUM(NumberOfEmployees) FROM Account WHERE Name = 'nothing'", [{ expr0: null }]],
        [
            'SELECT Status, Priority, COUNT(Id) FROM Case GROUP BY Status, Priority ORDER BY COUNT(Id) DESC LIMIT 1',
            [{ Status: 'New', Priority: 'Medium', expr0: 4 }]
        ]
    ];
    for (const [soql, expected] of TABLE) {
        test(soql, () => {
            assert.deepEqual(org.rows(soql), expected);
            assert.equal(org.query(soql).aggregate, true);
        });
    }
    test('COUNT() is a number only', () => {
        assert.deepEqual(org.query('SELECT COUNT() FROM Case WHERE Subject != null'), {
            rows: [],
            totalSize: 3,
            aggregate: false
        });
        assert.equal(org.query('SELECT COUNT() FROM Case LIMIT 2').totalSize, 2);
    });
    test('years of dates', () => {
        assert.deepEqual(
            org.rows(
                'SELECT CALENDAR_YEAR(CreatedDate) year, COUNT(Id) n FROM Case GROUP BY CALENDAR_YEAR(CreatedDate)'
            ),
            [{ year: new Date().getUTCFullYear(), n: 4 }]
        );
    });
    test('texts are grouped without regard to case', () => {
        org.insert('Lead', { LastName: 'x', Company: 'Same' });
        org.insert('Lead', { LastName: 'y', Company: 'SAME' });
        assert.deepEqual(org.column('SELECT COUNT(Id) FROM Lead GROUP BY Company'), [2]);
        assert.deepEqual(org.column('SELECT COUNT_DISTINCT(Company) FROM Lead'), [1]);
    });
});
