import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { DmlResult, FieldValue } from '../../types.ts';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();
let account = '';
let contact = '';
let closedCase = '';

before(() => {
    org.store.schema.addObject({
        fullName: 'Thing__c',
        nameField: { type: 'AutoNumber', displayFormat: 'T-{YYYY}-{000}', label: 'Number' },
        fields: [
            { fullName: 'Text__c', type: 'Text', length: 10 },
            { fullName: 'Amount__c', type: 'Number', precision: 6, scale: 2, defaultValue: '5' },
            {
                fullName: 'Kind__c',
                type: 'Picklist',
                valueSet: { values: [{ fullName: 'One', default: true }, { fullName: 'Two' }] }
            },
            { fullName: 'On__c', type: 'Checkbox', defaultValue: 'true' },
            { fullName: 'Day__c', type: 'Date', defaultValue: 'TODAY()' },
            { fullName: 'Greeting__c', type: 'Text', length: 30, defaultValue: '"hello"' }
        ]
    });
    account = org.insert('Account', { Name: 'Acme' });
    contact = org.insert('Contact', {
        LastName: 'Ann',
        FirstName: 'Ada',
        AccountId: account,
        Email: 'ann@example.com'
    });
    closedCase = org.insert('Case', { Subject: 'closed', Status: 'Closed' });
});

const thing = (fields: Record<string, FieldValue>): DmlResult => org.dml('insert', [{ type: 'Thing__c', fields }])[0]!;
const kept = (id: string, field: string): unknown =>
    org.column(`SELECT ${field} FROM Thing__c WHERE Id = :id`, { id })[0];

describe('what the platform fills in', () => {
    test('defaults, unless the record says otherwise', () => {
        const { id } = thing({});
        const today = new Date().toISOString().slice(0, 10);
        assert.deepEqual(
            org.rows('SELECT Amount__c, Kind__c, On__c, Day__c, Greeting__c, OwnerId FROM Thing__c WHERE Id = :id', {
                id
            }),
            [{ Amount__c: 5, Kind__c: 'One', On__c: true, Day__c: today, Greeting__c: 'hello', OwnerId: org.adminId }]
        );
    });
    test('auto numbers count up', () => {
        const name = (id: string | null): string => String(kept(id!, 'Name'));
        const [one, two] = [name(thing({}).id), name(thing({}).id)];
        assert.match(one, new RegExp(`^T-${new Date().getUTCFullYear()}-\\d{3}$`));
        assert.equal(Number(two.slice(-3)), Number(one.slice(-3)) + 1);
    });
    test('names of people', () => {
        assert.deepEqual(org.column('SELECT Name FROM Contact WHERE Id = :id', { id: contact }), ['Ada Ann']);
        org.update('Contact', contact, { FirstName: null });
        assert.deepEqual(org.column('SELECT Name FROM Contact WHERE Id = :id', { id: contact }), ['Ann']);
    });
    test('a case shows its contact, whose address may change', () => {
        const id = org.insert('Case', { ContactId: contact });
        const shown = (): unknown[] => org.rows('SELECT ContactEmail, AccountId FROM Case WHERE Id = :id', { id });
        assert.deepEqual(shown(), [{ ContactEmail: 'ann@example.com', AccountId: account }]);
        org.update('Contact', contact, { Email: 'new@example.com' });
        assert.deepEqual(shown(), [{ ContactEmail: 'new@example.com', AccountId: account }]);
        org.update('Case', id, { ContactId: null });
        assert.deepEqual(shown(), [{ ContactEmail: null, AccountId: account }]);
    });
    test('a case is closed and opened by its status', () => {
        const closed = (): unknown[] =>
            org.rows('SELECT IsClosed, ClosedDate FROM Case WHERE Id = :id', { id: closedCase });
        const [{ ClosedDate }] = closed() as [{ ClosedDate: string }];
        assert.match(ClosedDate, /^\d{4}-.*Z$/);
        org.update('Case', closedCase, { Status: 'New' });
        assert.deepEqual(closed(), [{ IsClosed: false, ClosedDate: null }]);
    });
    test('who wrote and when; a record sent back as it was queried changes only what differs', () => {
        const id = thing({ Text__c: 'a' }).id!;
        const user = org.user('writer', org.store.setupIds().administratorProfileId);
        const [row] = org.query('SELECT FIELDS(ALL) FROM Thing__c WHERE Id = :id LIMIT 1', { id }).rows;
        const fields: Record<string, FieldValue> = { ...(row!.fields as Record<string, FieldValue>), Text__c: 'b' };
        delete fields.Id;
        const [result] = org.dml('update', [{ type: 'Thing__c', id, fields }], { userId: user });
        assert.deepEqual(result?.errors, []);
        assert.deepEqual(
            org.rows('SELECT Text__c, CreatedById, LastModifiedById FROM Thing__c WHERE Id = :id', { id }),
            [{ Text__c: 'b', CreatedById: org.adminId, LastModifiedById: user }]
        );
    });
    test('files: a version makes its document and links it', () => {
        const text = Buffer.from('héllo').toString('base64');
        const id = org.insert('ContentVersion', {
            PathOnClient: 'notes.txt',
            VersionData: text,
            FirstPublishLocationId: account
        });
        const [version] = org.rows(
            'SELECT Title, FileType, ContentSize, IsLatest, VersionNumber, ContentDocumentId, VersionData FROM ContentVersion WHERE Id = :id',
            { id }
        ) as [Record<string, string>];
        assert.deepEqual(
            { ...version, ContentDocumentId: '' },
            {
                Title: 'notes',
                FileType: 'TEXT',
                ContentSize: 6,
                IsLatest: true,
                VersionNumber: '1',
                ContentDocumentId: '',
                VersionData: text
            }
        );
        const document = version.ContentDocumentId!;
        org.insert('ContentVersion', { PathOnClient: 'notes2.txt', VersionData: text, ContentDocumentId: document });
        assert.deepEqual(
            org.column('SELECT COUNT(Id) FROM ContentVersion WHERE ContentDocumentId = :document AND IsLatest = true', {
                document
            }),
            [1]
        );
        assert.deepEqual(org.rows('SELECT Title, LatestPublishedVersion.VersionNumber FROM ContentDocument'), [
            { Title: 'notes2', LatestPublishedVersion: { VersionNumber: '2' } }
        ]);
        assert.deepEqual(
            org.rows('SELECT ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = :account', {
                account
            }),
            [{ ContentDocument: { Title: 'notes2' } }]
        );
    });
    test('a queue owns only what it was set up for', () => {
        const queue = org.insert('Group', { Type: 'Queue', Name: 'Q', DeveloperName: 'Q' });
        const own = (): unknown => org.dml('insert', [{ type: 'Case', fields: { OwnerId: queue } }])[0]?.errors;
        const refusal = {
            statusCode: 'INVALID_OPERATION',
            message: 'Queue not associated with this SObject type',
            fields: ['OwnerId']
        };
        assert.deepEqual(own(), [refusal]);
        org.insert('QueueSobject', { QueueId: queue, SobjectType: 'Case' });
        assert.deepEqual(own(), []);
        const group = org.insert('Group', { Type: 'Regular', Name: 'G', DeveloperName: 'G' });
        assert.deepEqual(org.update('Case', closedCase, { OwnerId: group }).errors, [refusal]);
        assert.deepEqual(org.update('Case', closedCase, { OwnerId: queue }).errors, []);
    });
});
