import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FieldValue } from '../../types.ts';
import { TestOrg } from '../test-support.ts';
import { localDay, startOfDay } from './date-ranges.ts';

const org = new TestOrg();
const ids: Record<string, string> = {};

before(() => {
    org.store.schema.addField('Account', {
        fullName: 'Tags__c',
        type: 'MultiselectPicklist',
        valueSet: { values: ['red', 'green', 'blue'].map((fullName) => ({ fullName })) }
    });
    org.store.schema.addField('Account', {
        fullName: 'Key__c',
        type: 'Text',
        length: 40,
        unique: true,
        caseSensitive: true,
        externalId: true
    });
    org.store.schema.addField('Account', { fullName: 'Gold__c', type: 'Checkbox', defaultValue: 'false' });
    org.store.schema.addField('Account', { fullName: 'Since__c', type: 'Date' });
    const accounts: Record<string, Record<string, FieldValue>> = {
        acme: {
            Name: 'Acme',
            Industry: 'Retail',
            NumberOfEmployees: 10,
            Tags__c: 'blue;red',
            Key__c: 'aB',
            Gold__c: true,
            Since__c: '2024-02-29'
        },
        umlaut: {
            Name: 'Ölmühle Straße',
            Industry: 'Energy',
            NumberOfEmployees: 0,
            AnnualRevenue: 1.5,
            Tags__c: 'green',
            Key__c: 'AB'
        },
        percent: { Name: '100%_sure \\ "yes"', NumberOfEmployees: -5, Since__c: '2020-01-01' },
        quote: { Name: "O'Brien; DROP TABLE Account", Industry: 'retail', Tags__c: 'red' },
        emoji: { Name: '日本 😀 shop' }
    };
    for (const [key, fields] of Object.entries(accounts)) ids[key] = org.insert('Account', fields);
    ids.ann = org.insert('Contact', { LastName: 'Ann', AccountId: ids.acme! });
    ids.bob = org.insert('Contact', { LastName: 'Bob' });
    ids.case = org.insert('Case', { Subject: 'with contact', ContactId: ids.ann! });
    ids.orphan = org.insert('Case', { Subject: 'without contact' });
});

const ALL = ['acme', 'umlaut', 'percent', 'quote', 'emoji'];

/** Condition on Account, which accounts it finds, binds. */
const CASES: [string, string[], Record<string, FieldValue | FieldValue[]>?][] = [
    ["Name = 'acme'", ['acme']],
    ["Name = 'ÖLMÜHLE STRASSE'", []],
    ["Name = 'öLMÜHLE straße'", ['umlaut']],
    ["Name != 'acme'", ['umlaut', 'percent', 'quote', 'emoji']],
    ["Name <> 'acme'", ['umlaut', 'percent', 'quote', 'emoji']],
    ["Industry = 'RETAIL'", ['acme', 'quote']],
    ["Industry != 'Retail'", ['umlaut', 'percent', 'emoji']],
    ['Industry = null', ['percent', 'emoji']],
    ["Industry = ''", ['percent', 'emoji']],
    ['Industry != NULL', ['acme', 'umlaut', 'quote']],
    ["Name > 'b'", ['umlaut', 'quote', 'emoji']],
    ["Name >= 'acme' AND Name <= 'ACME'", ['acme']],
    // LIKE
    ["Name LIKE 'AC%'", ['acme']],
    ["Name LIKE 'a_me'", ['acme']],
    ["Name LIKE 'a_e'", []],
    ["Name LIKE '%ÜHLE%'", ['umlaut']],
    ["Name LIKE '100\\%\\_%'", ['percent']],
    ["Name LIKE '%\\_%'", ['percent']],
    ["Name LIKE '%\\\\%'", ['percent']],
    ['Name LIKE :pattern', ['percent'], { pattern: '100\\%%' }],
    ['Name LIKE :patterns', ['acme', 'quote'], { patterns: ['acm%', "o'b%"] }],
    ['Name LIKE :patterns', [], { patterns: [] }],
    ["(NOT Name LIKE 'a%')", ['umlaut', 'percent', 'quote', 'emoji']],
    ["(NOT Industry LIKE 'r%')", ['umlaut', 'percent', 'emoji']],
    ["Name LIKE '%日本 😀%'", ['emoji']],
    // texts that look like SQL
    ["Name = 'O\\'Brien; DROP TABLE Account'", ['quote']],
    ['Name = :name', ['quote'], { name: "O'Brien; DROP TABLE Account" }],
    ["Name = '\\' OR 1=1 --'", []],
    ['Name = :name', [], { name: "' OR '1'='1" }],
    ['Name IN :names', [], { names: ['")) OR 1=1 --', "x'; DELETE FROM Account; --"] }],
    ["Name = '\\u0041cme'", ['acme']],
    ['Name = \'100%_sure \\\\ "yes"\'', ['percent']],
    // numbers
    ['NumberOfEmployees = 10', ['acme']],
    ['NumberOfEmployees < 1', ['umlaut', 'percent']],
    ['NumberOfEmployees >= -5 AND NumberOfEmployees <= 0', ['umlaut', 'percent']],
    ['NumberOfEmployees != 10', ['umlaut', 'percent', 'quote', 'emoji']],
    ['(NOT NumberOfEmployees > 0)', ['umlaut', 'percent', 'quote', 'emoji']],
    ['NumberOfEmployees > :none', [], { none: null }],
    ['NumberOfEmployees = :none', ['quote', 'emoji'], { none: null }],
    ['AnnualRevenue = 1.5', ['umlaut']],
    ['NumberOfEmployees IN (10, 0)', ['acme', 'umlaut']],
    // checkboxes
    ['Gold__c = TRUE', ['acme']],
    ['Gold__c = false', ['umlaut', 'percent', 'quote', 'emoji']],
    ['Gold__c = null', ['umlaut', 'percent', 'quote', 'emoji']],
    ['Gold__c != null', ['acme']],
    ['Gold__c = :gold', ['acme'], { gold: true }],
    // lists
    ["Industry IN ('retail', 'energy')", ['acme', 'umlaut', 'quote']],
    ["Industry NOT IN ('Retail')", ['umlaut', 'percent', 'emoji']],
    ["Industry IN ('Energy', null)", ['umlaut', 'percent', 'emoji']],
    ['Industry IN :values', ['umlaut', 'percent', 'emoji'], { values: ['ENERGY', null] }],
    ['Industry NOT IN :values', ['acme', 'quote'], { values: ['ENERGY', null] }],
    ['Industry IN :values', [], { values: [] }],
    ['Industry NOT IN :values', ALL, { values: [] }],
    // case-sensitive field
    ["Key__c = 'aB'", ['acme']],
    ["Key__c = 'ab'", []],
    ["Key__c IN ('AB', 'x')", ['umlaut']],
    // multi-select picklists
    ["Tags__c INCLUDES ('red')", ['acme', 'quote']],
    ["Tags__c INCLUDES ('red;blue', 'green')", ['acme', 'umlaut']],
    ["Tags__c EXCLUDES ('red')", ['umlaut', 'percent', 'emoji']],
    ["Tags__c = 'red;blue'", ['acme']],
    ["Tags__c = 'blue;red'", ['acme']],
    // logic
    ["Name = 'acme' OR NumberOfEmployees = 0", ['acme', 'umlaut']],
    ["(Name = 'acme' OR NumberOfEmployees = 0) AND Industry = 'Energy'", ['umlaut']],
    ["NOT (Name = 'acme' OR NumberOfEmployees = 0)", ['percent', 'quote', 'emoji']],
    ["NOT (Industry = 'Retail' AND NumberOfEmployees = 10)", ['umlaut', 'percent', 'quote', 'emoji']],
    ["(NOT (NOT Name = 'acme'))", ['acme']],
    // dates
    ['Since__c = 2024-02-29', ['acme']],
    ['Since__c < 2024-01-01', ['percent']],
    ['Since__c < TODAY', ['acme', 'percent']],
    ['Since__c = LAST_N_YEARS:100', ['acme', 'percent']],
    ['CreatedDate = TODAY', ALL],
    ['CreatedDate != TODAY', []],
    ['CreatedDate < TODAY', []],
    ['CreatedDate <= TODAY', ALL],
    ['CreatedDate > TODAY', []],
    ['CreatedDate >= TODAY', ALL],
    ['CreatedDate > 2020-01-01T00:00:00Z', ALL],
    ['CreatedDate > 2020-01-01T00:00:00+02:00', ALL],
    ['CreatedDate > :moment', ALL, { moment: '2020-01-01T00:00:00.000Z' }],
    ['CALENDAR_YEAR(Since__c) = 2020', ['percent']],
    // joins
    ['Id IN (SELECT AccountId FROM Contact)', ['acme']],
    ['Id NOT IN (SELECT AccountId FROM Contact)', ['umlaut', 'percent', 'quote', 'emoji']],
    ["Id IN (SELECT AccountId FROM Contact WHERE LastName LIKE 'z%')", []],
    ["Id IN (SELECT AccountId FROM Contact WHERE Account.Name = 'acme') AND Name = 'acme'", ['acme']],
    ['Id IN (SELECT Contact.AccountId FROM Case)', ['acme']]
];

describe('WHERE on Account', () => {
    for (const [condition, expected, binds = {}] of CASES) {
        test(`${condition}${Object.keys(binds).length > 0 ? ` with ${JSON.stringify(binds)}` : ''}`, () => {
            const found = org.column(`SELECT Id FROM Account WHERE ${condition}`, binds);
            assert.deepEqual(new Set(found), new Set(expected.map((key) => ids[key])));
        });
    }
});

describe('ids', () => {
    const found = (condition: string, binds: Record<string, FieldValue> = {}): unknown[] =>
        org.column(`SELECT Name FROM Account WHERE ${condition}`, binds);

    test('15 and 18 characters find the record', () => {
        assert.deepEqual(found(`Id = '${ids.acme}'`), ['Acme']);
        assert.deepEqual(found(`Id = '${ids.acme!.slice(0, 15)}'`), ['Acme']);
        assert.deepEqual(found('Id = :id', { id: ids.acme!.toLowerCase() }), ['Acme']);
    });
    test('an id of another object finds nothing', () => assert.deepEqual(found(`Id = '${ids.ann}'`), []));
    test('a text that is no id is refused', () => {
        const error = org.refusal("SELECT Id FROM Account WHERE Id = 'x'");
        assert.equal(error.errorCode, 'INVALID_QUERY_FILTER_OPERATOR');
        assert.equal(error.message, 'invalid ID field: x');
    });
    test('ids can be compared, for paging', () => {
        assert.deepEqual(found('Id > :id', { id: ids.quote! }), ['日本 😀 shop']);
    });
});

for (const zone of ['Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin']) {
    test(`days are those of the user, in ${zone}`, () => {
        const userId = org.user(zone.slice(-8), org.store.setupIds().administratorProfileId);
        org.update('User', userId, { TimeZoneSidKey: zone });
        const midnight = startOfDay(localDay(new Date(), zone), zone);
        const before = new Date(Date.parse(midnight) - 1000).toISOString();
        const leads = [midnight, before].map((CreatedDate) => ({
            type: 'Lead',
            fields: { LastName: 'x', Company: zone, CreatedDate }
        }));
        const [today, yesterday] = org.store.platformWrite('insert', leads, { userId });
        const found = (day: string): unknown[] =>
            org.column(`SELECT Id FROM Lead WHERE CreatedDate = ${day} AND Company = '${zone}'`, {}, { userId });
        assert.deepEqual(found('TODAY'), [today?.id]);
        assert.deepEqual(found('YESTERDAY'), [yesterday?.id]);
    });
}

describe('parents that are not there', () => {
    const subjects = (condition: string): unknown[] => org.column(`SELECT Subject FROM Case WHERE ${condition}`);

    test('are null', () => {
        assert.deepEqual(subjects('Contact.LastName = null'), ['without contact']);
        assert.deepEqual(subjects("Contact.LastName != 'Ann'"), ['without contact']);
        assert.deepEqual(subjects("Contact.Account.Name = 'ACME'"), ['with contact']);
        assert.deepEqual(subjects('ContactId != null'), ['with contact']);
    });
    test('owners are found over a polymorphic path', () => {
        assert.deepEqual(subjects("Owner.Name = 'ada admin' AND Owner.Type = 'User'").length, 2);
        assert.deepEqual(subjects("Owner.Type = 'Queue'"), []);
        assert.deepEqual(subjects("Owner.Profile.Name = 'System Administrator'").length, 2);
    });
});
