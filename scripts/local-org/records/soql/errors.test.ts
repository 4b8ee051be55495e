import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NotSupportedError } from '../index.ts';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg(['LiveMessage']);

/** Query, error code, start of the message. */
const TABLE: [string, string, string][] = [
    [
        'SELECT Foo FROM Case',
        'INVALID_FIELD',
        "No such column 'Foo' on entity 'Case'. If you are attempting to use a custom field"
    ],
    ['SELECT Contact.Foo FROM Case', 'INVALID_FIELD', "No such column 'Foo' on entity 'Contact'."],
    ['SELECT Contact FROM Case', 'INVALID_FIELD', "No such column 'Contact' on entity 'Case'."],
    ['SELECT Owner.Department FROM Case', 'INVALID_FIELD', "No such column 'Department' on entity 'Name'."],
    ['SELECT Boss.Name FROM Case', 'INVALID_FIELD', "Didn't understand relationship 'Boss' in field path."],
    ['SELECT Id FROM Case WHERE Foo__c = 1', 'INVALID_FIELD', "No such column 'Foo__c' on entity 'Case'."],
    ['SELECT Id FROM Case ORDER BY Foo', 'INVALID_FIELD', "No such column 'Foo' on entity 'Case'."],
    ['SELECT Id FROM Foo', 'INVALID_TYPE', "sObject type 'Foo' is not supported."],
    ['SELECT Id FROM LiveChatTranscript', 'INVALID_TYPE', "sObject type 'LiveChatTranscript' is not supported."],
    ['SELECT Id FROM Case WHERE Id IN (SELECT Id FROM Foo)', 'INVALID_TYPE', "sObject type 'Foo' is not supported."],
    [
        'SELECT Id, (SELECT Id FROM Foos) FROM Case',
        'INVALID_TYPE',
        "Didn't understand relationship 'Foos' in FROM part of query call."
    ],
    ['SELECT Id,, Name FROM Case', 'MALFORMED_QUERY', "unexpected token: ','"],
    ['SELECT Id FROM Case WHERE', 'MALFORMED_QUERY', "unexpected token: 'WHERE'"],
    ['SELECT Id FROM Case WHERE Subject =', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELECT Id FROM Case WHERE Subject = "x"', 'MALFORMED_QUERY', "unexpected token: '\"'"],
    ["SELECT Id FROM Case WHERE Subject = 'open", 'MALFORMED_QUERY', "unexpected token: ''open'"],
    ["SELECT Id FROM Case WHERE Subject = 'a' Status", 'MALFORMED_QUERY', "unexpected token: 'Status'"],
    [
        "SELECT Id FROM Case WHERE Subject = 'a' AND Status = 'b' OR Status = 'c'",
        'MALFORMED_QUERY',
        "unexpected token: 'OR'"
    ],
    ['SELECT Id FROM Case; DROP TABLE "Case"', 'MALFORMED_QUERY', "unexpected token: ';'"],
    ['SELECT Id FROM Case WHERE Id IN ()', 'MALFORMED_QUERY', "unexpected token: ')'"],
    ['SELECT Id, Id FROM Case', 'MALFORMED_QUERY', 'duplicate field selected: Id'],
    ['SELECT Subject s FROM Case', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
    ['SELECT Subject, COUNT(Id) FROM Case', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Subject'],
    ['SELECT Status, COUNT() FROM Case GROUP BY Status', 'MALFORMED_QUERY', 'Grouped query cannot use COUNT()'],
    [
        "SELECT Id FROM Case WHERE Description = 'x'",
        'INVALID_FIELD',
        "field 'Description' can not be filtered in a query call"
    ],
    [
        'SELECT Id FROM Case ORDER BY Description',
        'INVALID_FIELD',
        "field 'Description' can not be sorted in a query call"
    ],
    [
        'SELECT COUNT(Id) FROM Case GROUP BY Description',
        'INVALID_FIELD',
        "field 'Description' can not be grouped in a query call"
    ],
    ['SELECT SUM(Subject) FROM Case', 'MALFORMED_QUERY', 'field Subject does not support aggregate operator SUM'],
    [
        "SELECT Id FROM Case WHERE IsClosed = 'true'",
        'INVALID_FIELD',
        "value of filter criterion for field 'IsClosed' must be of type boolean and should not be enclosed in quotes"
    ],
    [
        "SELECT Id FROM Case WHERE CreatedDate > '2024-01-01'",
        'INVALID_FIELD',
        "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes"
    ],
    [
        'SELECT Id FROM Case WHERE CreatedDate > 2024-01-01',
        'INVALID_FIELD',
        "value of filter criterion for field 'CreatedDate' must be of type dateTime"
    ],
    [
        'SELECT Id FROM Case WHERE Subject = 5',
        'INVALID_FIELD',
        "value of filter criterion for field 'Subject' must be of type string and should be enclosed in quotes"
    ],
    ['SELECT Id FROM Case WHERE IsClosed > true', 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on boolean field'],
    ["SELECT Id FROM Case WHERE Id LIKE '500%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    ['SELECT Id FROM Case LIMIT 1 OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000'],
    [
        'SELECT Id FROM Case WHERE Subject IN (SELECT Subject FROM Case)',
        'MALFORMED_QUERY',
        'Semi join sub-selects are only allowed on id fields'
    ],
    ['SELECT Id FROM Case USING SCOPE team', 'INVALID_QUERY_FILTER_OPERATOR', 'scope team is not supported'],
    ['SELECT Id FROM Case WHERE Subject = :gone', 'MALFORMED_QUERY', 'Variable does not exist: gone']
];

for (const [soql, code, message] of TABLE) {
    test(`${soql || '(nothing)'} → ${code}`, () => {
        const error = org.refusal(soql);
        assert.equal(error.errorCode, code, error.stack);
        assert.ok(error.message.startsWith(message), error.message);
    });
}

const NOT_SUPPORTED = [
    'SELECT TYPEOF What WHEN Case THEN Subject END FROM Task',
    'SELECT FORMAT(CreatedDate) FROM Case',
    'SELECT COUNT(Id) FROM Case GROUP BY ROLLUP(Status)',
    'SELECT convertCurrency(AnnualRevenue) FROM Account',
    'SELECT Id FROM Case WHERE CreatedDate = THIS_FISCAL_YEAR',
    'SELECT c.Id FROM Account a, a.Contacts c',
    'SELECT MailingAddress FROM Contact',
    'SELECT Account.BillingAddress FROM Contact'
];

for (const soql of NOT_SUPPORTED) {
    test(`${soql} → not supported`, () => {
        assert.throws(
            () => org.query(soql),
            (error: Error) =>
                error instanceof NotSupportedError && error.message.startsWith('not supported by the local org: ')
        );
    });
}

describe('the place of an error', () => {
    test('is told in the form of the REST API', () => {
        const error = org.refusal('SELECT Id, Foo FROM Case');
        assert.deepEqual(error.position, { line: 1, column: 12 });
        assert.match(
            error.restMessage,
            /^\nSELECT Id, Foo FROM Case\n {11}\^\nERROR at Row:1:Column:12\nNo such column 'Foo'/
        );
    });
    test('on a later line, after letters of more than one unit', () => {
        const error = org.refusal("SELECT Id FROM Case\nWHERE Subject = '😀' AND Foo = 1");
        assert.equal(error.position?.line, 2);
        assert.match(error.restMessage, /Row:2:Column:/);
    });
    test('binds are refused where none can be', () => {
        assert.throws(
            () => org.store.query('SELECT Id FROM Case WHERE Id = :x', { access: 'system', userId: org.adminId }),
            /Bind variables only allowed in Apex code/
        );
    });
});
