import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { DmlResult, FieldValue } from '../../types.ts';
import { rejectedResults, ROLLED_BACK } from '../index.ts';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();
let account = '';

before(() => {
    const { schema } = org.store;
    schema.addObject({
        fullName: 'Thing__c',
        label: 'Thing',
        nameField: { type: 'AutoNumber', displayFormat: 'T-{YYYY}-{000}', label: 'Number' },
        fields: [
            { fullName: 'Text__c', type: 'Text', length: 10, label: 'Short Text' },
            { fullName: 'Needed__c', type: 'Text', length: 20, required: true },
            { fullName: 'Key__c', type: 'Text', length: 20, unique: true, externalId: true },
            { fullName: 'Amount__c', type: 'Number', precision: 6, scale: 2, defaultValue: '5' },
            { fullName: 'Count__c', type: 'Number', precision: 3, scale: 0 },
            {
                fullName: 'Kind__c',
                type: 'Picklist',
                valueSet: {
                    restricted: true,
                    values: [
                        { fullName: 'One', default: true },
                        { fullName: 'Two' },
                        { fullName: 'Old', isActive: false }
                    ]
                }
            },
            { fullName: 'Free__c', type: 'Picklist', valueSet: { values: [{ fullName: 'One' }] } },
            {
                fullName: 'Many__c',
                type: 'MultiselectPicklist',
                valueSet: { values: ['a', 'b', 'c'].map((fullName) => ({ fullName })) }
            },
            { fullName: 'On__c', type: 'Checkbox', defaultValue: 'true' },
            { fullName: 'Day__c', type: 'Date', defaultValue: 'TODAY()' },
            { fullName: 'Moment__c', type: 'DateTime' },
            { fullName: 'Mail__c', type: 'Email', label: 'Mail' },
            { fullName: 'Long__c', type: 'LongTextArea', length: 32768, visibleLines: 3 },
            { fullName: 'Site__c', type: 'Url' },
            { fullName: 'Account__c', type: 'Lookup', referenceTo: 'Account', label: 'Account' }
        ]
    });
    account = org.insert('Account', { Name: 'Acme' });
});

const thing = (fields: Record<string, FieldValue>): DmlResult =>
    org.dml('insert', [{ type: 'Thing__c', fields: { Needed__c: 'x', ...fields } }])[0]!;

const kept = (id: string, field: string): unknown =>
    org.column(`SELECT ${field} FROM Thing__c WHERE Id = :id`, { id })[0];

describe('values are kept in one form', () => {
    const moment = '2024-05-15T10:20:30.000Z';
    const TABLE: [string, FieldValue, FieldValue][] = [
        ['Text__c', '  padded ', 'padded'],
        ['Text__c', '', null],
        ['Text__c', '   ', null],
        ['Text__c', 42, '42'],
        ['Text__c', '😀😀😀😀😀', '😀😀😀😀😀'],
        ['Long__c', ' lines \n kept ', ' lines \n kept '],
        ['Amount__c', 1.005, 1.01],
        ['Amount__c', -1.005, -1.01],
        ['Amount__c', 2.344999, 2.34],
        ['Amount__c', '12.5', 12.5],
        ['Amount__c', 9999.99, 9999.99],
        ['Amount__c', null, null],
        ['Count__c', 2.5, 3],
        ['Count__c', -0.2, 0],
        ['Kind__c', 'two', 'Two'],
        ['Kind__c', null, null],
        ['Free__c', 'anything', 'anything'],
        ['Many__c', 'c;a;c', 'a;c'],
        ['On__c', false, false],
        ['On__c', 'TRUE', true],
        ['On__c', null, true],
        ['Day__c', '2024-02-29', '2024-02-29'],
        ['Day__c', '2024-02-29T23:00:00.000Z', '2024-02-29'],
        ['Moment__c', moment, moment],
        ['Moment__c', '2024-05-15T10:20:30.999Z', moment],
        ['Moment__c', '2024-05-15T12:20:30.000+0200', moment],
        ['Moment__c', '2024-05-15T12:20:30+02:00', moment],
        ['Mail__c', 'a.b+c@mail.example.com', 'a.b+c@mail.example.com'],
        ['Site__c', 'https://example.com/?a=1&b=2', 'https://example.com/?a=1&b=2']
    ];
    for (const [field, given, expected] of TABLE) {
        test(`${field}: ${JSON.stringify(given)} → ${JSON.stringify(expected)}`, () => {
            const result = thing({ [field]: given });
            assert.deepEqual(result.errors, []);
            assert.deepEqual(kept(result.id!, field), expected);
        });
    }
    test('an id of 15 characters is kept with 18', () => {
        assert.equal(kept(thing({ Account__c: account.slice(0, 15) }).id!, 'Account__c'), account);
    });
});

describe('what is refused', () => {
    const TABLE: [string, Record<string, FieldValue>, string, string, string[]][] = [
        [
            'too long',
            { Text__c: '12345678901' },
            'STRING_TOO_LONG',
            'Short Text: data value too large: 12345678901 (max length=10)',
            ['Text__c']
        ],
        [
            'missing',
            { Needed__c: ' ' },
            'REQUIRED_FIELD_MISSING',
            'Required fields are missing: [Needed__c]',
            ['Needed__c']
        ],
        [
            'no such field',
            { Gone__c: 1 },
            'INVALID_FIELD',
            "No such column 'Gone__c' on sobject of type Thing__c",
            ['Gone__c']
        ],
        [
            'no number',
            { Amount__c: 'many' },
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'Amount: value not of required type: many',
            ['Amount__c']
        ],
        [
            'number too large',
            { Amount__c: 10000 },
            'NUMBER_OUTSIDE_VALID_RANGE',
            'Amount: value outside of valid range on numeric field: 10000',
            ['Amount__c']
        ],
        [
            'no boolean',
            { On__c: 'perhaps' },
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'On: value not of required type: perhaps',
            ['On__c']
        ],
        [
            'no date',
            { Day__c: '2023-02-29' },
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'Day: value not of required type: 2023-02-29',
            ['Day__c']
        ],
        [
            'no date-time',
            { Moment__c: 'noon' },
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'Moment: value not of required type: noon',
            ['Moment__c']
        ],
        ['no email', { Mail__c: 'a b@c' }, 'INVALID_EMAIL_ADDRESS', 'Mail: invalid email address: a b@c', ['Mail__c']],
        [
            'restricted picklist',
            { Kind__c: 'Three' },
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            'Kind: bad value for restricted picklist field: Three',
            ['Kind__c']
        ],
        [
            'inactive value',
            { Kind__c: 'Old' },
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            'Kind: bad value for restricted picklist field: Old',
            ['Kind__c']
        ],
        ['no id', { Account__c: 'acme' }, 'MALFORMED_ID', 'Account: id value of incorrect type: acme', ['Account__c']],
        [
            'id of another object',
            { Account__c: '003000000000001AAA' },
            'FIELD_INTEGRITY_EXCEPTION',
            'Account: id value of incorrect type: 003000000000001AAA',
            ['Account__c']
        ],
        [
            'id of nothing',
            { Account__c: '001000000000001AAA' },
            'INVALID_CROSS_REFERENCE_KEY',
            'invalid cross reference id',
            ['Account__c']
        ],
        [
            'system field',
            { CreatedDate: '2020-01-01T00:00:00Z' },
            'INVALID_FIELD_FOR_INSERT_UPDATE',
            'Unable to create/update fields: CreatedDate. Please check',
            ['CreatedDate']
        ],
        [
            'a deleted record',
            { IsDeleted: true },
            'INVALID_FIELD_FOR_INSERT_UPDATE',
            'Unable to create/update fields: IsDeleted. Please check',
            ['IsDeleted']
        ],
        [
            'auto number',
            { Name: 'mine' },
            'INVALID_FIELD_FOR_INSERT_UPDATE',
            'Unable to create/update fields: Name. Please check',
            ['Name']
        ]
    ];
    for (const [name, fields, statusCode, message, names] of TABLE) {
        test(name, () => {
            const before = org.query('SELECT COUNT() FROM Thing__c').totalSize;
            const result = thing(fields);
            assert.equal(result.success, false);
            assert.equal(result.id, null);
            assert.equal(result.errors[0]?.statusCode, statusCode, JSON.stringify(result.errors));
            assert.ok(result.errors[0].message.startsWith(message), result.errors[0].message);
            assert.deepEqual(result.errors[0].fields, names);
            assert.equal(org.query('SELECT COUNT() FROM Thing__c').totalSize, before);
        });
    }
    test('several faults of one record are all told', () => {
        const { errors } = thing({ Text__c: '12345678901', Mail__c: 'x' });
        assert.deepEqual(
            errors.map((error) => error.statusCode),
            ['STRING_TOO_LONG', 'INVALID_EMAIL_ADDRESS']
        );
    });
    test('an unknown object, an id on insert, none on update', () => {
        const code = (result: DmlResult | undefined): unknown => result?.errors[0]?.statusCode;
        assert.equal(code(org.dml('insert', [{ type: 'Gone__c' }])[0]), 'INVALID_TYPE');
        assert.equal(
            code(org.dml('insert', [{ type: 'Account', id: account, fields: { Name: 'x' } }])[0]),
            'INVALID_FIELD_FOR_INSERT_UPDATE'
        );
        assert.equal(code(org.dml('update', [{ type: 'Account', fields: { Name: 'x' } }])[0]), 'MISSING_ARGUMENT');
        assert.equal(code(org.update('Account', org.adminId, { Name: 'x' })), 'MALFORMED_ID');
        assert.equal(code(org.update('Account', 'nonsense', { Name: 'x' })), 'MALFORMED_ID');
        assert.equal(code(org.update('Account', '001000000000001AAA', { Name: 'x' })), 'INVALID_CROSS_REFERENCE_KEY');
        assert.equal(code(org.dml('insert', [{ type: 'EntityDefinition' }])[0]), 'INVALID_TYPE_FOR_OPERATION');
    });
    test('duplicates, without regard to case; deleted records do not count', () => {
        const first = thing({ Key__c: 'Straße' });
        const again = thing({ Key__c: 'STRAßE' });
        assert.deepEqual(again.errors, [
            {
                statusCode: 'DUPLICATE_VALUE',
                message: `duplicate value found: Key__c duplicates value on record with id: ${first.id!.slice(0, 15)}`,
                fields: ['Key__c']
            }
        ]);
        assert.equal(org.update('Thing__c', first.id!, { Key__c: 'straßE' }).success, true);
        org.dml('delete', [{ type: 'Thing__c', id: first.id! }]);
        assert.equal(thing({ Key__c: 'Straße' }).success, true);
        assert.equal(thing({ Key__c: null }).success, true);
        assert.equal(thing({ Key__c: null }).success, true);
    });
});

describe('several records', () => {
    const records = [
        { type: 'Account', fields: { Name: 'ok' } },
        { type: 'Account' },
        { type: 'Account', fields: { Name: 'ok too' } }
    ];
    const count = (): number => org.query("SELECT COUNT() FROM Account WHERE Name LIKE 'ok%'").totalSize;

    test('all or none: nothing is written, and the failure is the one that counts', () => {
        const results = org.dml('insert', records, { allOrNone: true });
        assert.deepEqual(
            results.map((result) => result.success),
            [false, false, false]
        );
        assert.deepEqual(
            results.map((result) => result.errors[0]?.statusCode),
            [ROLLED_BACK, 'REQUIRED_FIELD_MISSING', ROLLED_BACK]
        );
        assert.deepEqual(
            rejectedResults(results).map(({ index }) => index),
            [1]
        );
        assert.equal(count(), 0);
    });
    test('partial: the good ones are written', () => {
        const results = org.dml('insert', records, { allOrNone: false });
        assert.deepEqual(
            results.map((result) => result.success),
            [true, false, true]
        );
        assert.equal(count(), 2);
    });
    test('records of several objects, later ones may refer to earlier ones', () => {
        const results = org.dml('insert', [
            { type: 'Account', fields: { Name: 'x' } },
            { type: 'Contact', fields: { LastName: 'y' } }
        ]);
        assert.deepEqual(
            results.map((result) => result.id?.slice(0, 3)),
            ['001', '003']
        );
    });
    test('none at all', () => assert.deepEqual(org.dml('insert', []), []));
});
