import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { temporaryFolder } from '../../../temporary-folder.ts';
import type { FieldValue } from '../../types.ts';
import { openRecordStore, RecordQueryError } from '../index.ts';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();
const { administratorProfileId, standardProfileId, minimumAccessProfileId } = org.store.setupIds();
let nobody = '';
let reader = '';
let editor = '';
let standard = '';
let request = '';
let secret = '';

before(() => {
    org.store.schema.addField('Case', { fullName: 'Secret__c', type: 'Text', length: 80 });
    org.store.schema.addField('Case', { fullName: 'Open__c', type: 'Text', length: 80 });
    org.store.schema.addObject({
        fullName: 'Setting__mdt',
        fields: [{ fullName: 'Value__c', type: 'Text', length: 80 }]
    });
    org.store.deployCustomMetadata(
        'Setting__mdt',
        { developerName: 'One', label: 'One', values: { Value__c: '1' } },
        org.adminId
    );
    const reading = org.permissionSet('Reader', { Case: 'Read' }, { 'Case.Open__c': 'Read', 'Case.Subject': 'Read' });
    const editing = org.permissionSet(
        'Editor',
        { Case: 'Read Create Edit' },
        { 'Case.Open__c': 'Edit', 'Case.ContactId': 'Edit' }
    );
    org.insert('SetupEntityAccess', {
        ParentId: editing,
        SetupEntityId: org.store.schema.object('Setting__mdt')!.durableId,
        SetupEntityType: 'CustomEntityDefinition'
    });
    nobody = org.user('nobody', minimumAccessProfileId);
    reader = org.user('reader', minimumAccessProfileId, [reading]);
    editor = org.user('editor', minimumAccessProfileId, [reading, editing]);
    standard = org.user('standard', standardProfileId);
    const account = org.insert('Account', { Name: 'Acme' });
    const contact = org.insert('Contact', { LastName: 'Ann', AccountId: account });
    request = org.insert('Case', {
        Subject: 's',
        Open__c: 'o',
        Secret__c: 'hidden',
        ContactId: contact,
        AccountId: account
    });
    secret = "SELECT Secret__c FROM Case WHERE Subject = 's'";
});

const as = (userId: string): { userId: string; access: 'user' } => ({ userId, access: 'user' });
const rows = (user: string, soql: string): unknown[] => org.rows(soql, {}, as(user));
const refusal = (user: string, soql: string): RecordQueryError => org.refusal(soql, {}, as(user));

describe('queries in user mode', () => {
    test('an object without permission is as if it were not there', () => {
        const error = refusal(nobody, 'SELECT Id FROM Case');
        assert.equal(error.errorCode, 'INVALID_TYPE');
        assert.match(error.message, /^sObject type 'Case' is not supported\./);
        assert.equal(error.deniedObject, 'Case');
    });
    test('a field without permission is as if it were not there', () => {
        assert.deepEqual(
            rows(reader, 'SELECT Id, Open__c, Subject, CaseNumber, CreatedDate, Owner.Name FROM Case').length,
            1
        );
        for (const soql of [
            secret,
            "SELECT Id FROM Case WHERE Secret__c = 'hidden'",
            'SELECT Id FROM Case ORDER BY Secret__c',
            'SELECT COUNT(Secret__c) FROM Case',
            'SELECT COUNT(Id) FROM Case GROUP BY Secret__c',
            'SELECT toLabel(Secret__c) FROM Case',
            "SELECT Id FROM Case WHERE Id IN (SELECT ParentId FROM Case WHERE Secret__c LIKE 'h%')"
        ]) {
            const error = refusal(reader, soql);
            assert.equal(error.errorCode, 'INVALID_FIELD', soql);
            assert.equal(error.deniedField?.startsWith('Case.'), true, soql);
        }
        assert.match(refusal(reader, secret).message, /^No such column 'Secret__c' on entity 'Case'\./);
    });
    test('FIELDS(ALL) gives what may be read', () => {
        const [row] = rows(reader, 'SELECT FIELDS(ALL) FROM Case LIMIT 1') as [Record<string, unknown>];
        assert.equal(row.Open__c, 'o');
        assert.equal('Secret__c' in row, false);
        assert.equal('Priority' in row, false);
    });
    test('a parent needs its reference and its object', () => {
        assert.match(refusal(reader, 'SELECT Contact.LastName FROM Case').message, /relationship 'Contact'/);
        assert.match(refusal(editor, 'SELECT Contact.LastName FROM Case').message, /relationship 'Contact'/);
        const contacts = org.permissionSet('Contacts', { Case: 'Read', Contact: 'Read' });
        const user = org.user('contacts', minimumAccessProfileId, [contacts]);
        assert.match(refusal(user, 'SELECT Contact.LastName FROM Case').message, /relationship 'Contact'/);
        assert.deepEqual(rows(standard, 'SELECT Contact.LastName FROM Case'), [{ Contact: { LastName: 'Ann' } }]);
    });
    test('children need their object', () => {
        assert.deepEqual(rows(standard, 'SELECT (SELECT Subject FROM Cases) FROM Account'), [
            { Cases: [{ Subject: 's' }] }
        ]);
        const set = org.permissionSet('AccountsOnly', { Account: 'Read' });
        const user = org.user('accounts', minimumAccessProfileId, [set]);
        assert.match(
            refusal(user, 'SELECT (SELECT Id FROM Cases) FROM Account').message,
            /relationship 'Cases' in FROM part/
        );
    });
    test('setup objects are read by everyone, custom metadata by those who were let', () => {
        assert.equal(rows(nobody, 'SELECT Name FROM User').length > 0, true);
        assert.equal(refusal(nobody, 'SELECT Value__c FROM Setting__mdt').errorCode, 'INVALID_TYPE');
        assert.deepEqual(rows(editor, 'SELECT Value__c FROM Setting__mdt'), [{ Value__c: '1' }]);
        assert.deepEqual(org.rows('SELECT Value__c FROM Setting__mdt', {}, { userId: nobody }), [{ Value__c: '1' }]);
    });
    test('an administrator sees everything', () => {
        const admin = org.user('admin2', administratorProfileId);
        assert.deepEqual(rows(admin, secret), [{ Secret__c: 'hidden' }]);
    });
    test('where it is asked for, an administrator needs permission for custom fields, as in a real org', () => {
        const file = join(temporaryFolder('local-org-access-').path, 'org.db');
        org.store.database.prepare('VACUUM INTO ?').run(file);
        const store = openRecordStore({ file, customFieldsByPermission: true });
        try {
            const read = (soql: string): unknown => store.query(soql, as(org.adminId)).rows.length;
            const write = (): unknown =>
                store.dml('update', [{ type: 'Case', id: request, fields: { Open__c: 'x' } }], {
                    ...as(org.adminId),
                    allOrNone: true
                })[0]?.success;
            assert.equal(read('SELECT Subject, ContactId FROM Case'), 1);
            assert.throws(() => read('SELECT Open__c FROM Case'), /No such column 'Open__c'/);
            assert.equal(write(), false);
            const [editing] = org.column("SELECT Id FROM PermissionSet WHERE Name = 'Editor'");
            store.dml(
                'insert',
                [
                    {
                        type: 'PermissionSetAssignment',
                        fields: { AssigneeId: org.adminId, PermissionSetId: String(editing) }
                    }
                ],
                { userId: org.adminId, access: 'system', allOrNone: true }
            );
            assert.equal(read('SELECT Open__c FROM Case'), 1);
            assert.equal(write(), true);
        } finally {
            store.close();
        }
    });
    test('permissions change at once, and go with an undone transaction', () => {
        const late = org.permissionSet('Late', {}, { 'Case.Secret__c': 'Read' });
        org.store.begin();
        const [assigned] = org.dml('insert', [
            { type: 'PermissionSetAssignment', fields: { AssigneeId: reader, PermissionSetId: late } }
        ]);
        assert.equal(assigned?.success, true);
        assert.deepEqual(rows(reader, secret), [{ Secret__c: 'hidden' }]);
        org.store.rollback();
        assert.equal(refusal(reader, secret).errorCode, 'INVALID_FIELD');
        org.insert('PermissionSetAssignment', { AssigneeId: reader, PermissionSetId: late });
        assert.deepEqual(rows(reader, secret), [{ Secret__c: 'hidden' }]);
        org.dml('delete', [
            {
                type: 'PermissionSetAssignment',
                id: String(
                    org.column('SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = :late', { late })[0]
                )
            }
        ]);
        assert.equal(refusal(reader, secret).errorCode, 'INVALID_FIELD');
    });
    test('an expired assignment and an inactive user give nothing', () => {
        const set = org.permissionSet('Short', { Case: 'Read' });
        const user = org.user('short', minimumAccessProfileId);
        org.insert('PermissionSetAssignment', {
            AssigneeId: user,
            PermissionSetId: set,
            ExpirationDate: '2020-01-01T00:00:00Z'
        });
        assert.equal(refusal(user, 'SELECT Id FROM Case').errorCode, 'INVALID_TYPE');
        const gone = org.user('gone', administratorProfileId);
        assert.equal(rows(gone, 'SELECT Id FROM Case').length, 1);
        org.update('User', gone, { IsActive: false });
        assert.equal(refusal(gone, 'SELECT Id FROM Case').errorCode, 'INVALID_TYPE');
    });
});

describe('clauses', () => {
    const query = (soql: string, options: { userId: string; access?: 'user' | 'system' }): unknown =>
        org.rows(soql, {}, options);

    test('WITH USER_MODE in system mode asks for permissions', () => {
        assert.deepEqual(query(secret, { userId: reader }), [{ Secret__c: 'hidden' }]);
        assert.throws(() => query(`${secret} WITH USER_MODE`, { userId: reader }), /No such column 'Secret__c'/);
    });
    test('WITH SYSTEM_MODE does not lift user mode', () => {
        assert.throws(() => query(`${secret} WITH SYSTEM_MODE`, as(reader)), /No such column 'Secret__c'/);
    });
    test('WITH SECURITY_ENFORCED looks at what is selected, not at conditions', () => {
        const enforced = 'WITH SECURITY_ENFORCED';
        assert.throws(
            () => query(`${secret} ${enforced}`, { userId: reader }),
            /^RecordQueryError: Insufficient permissions: secure query included inaccessible field/
        );
        assert.deepEqual(query(`SELECT Open__c FROM Case WHERE Secret__c = 'hidden' ${enforced}`, { userId: reader }), [
            { Open__c: 'o' }
        ]);
        assert.throws(
            () => query(`SELECT COUNT(Secret__c) FROM Case ${enforced}`, { userId: reader }),
            /Insufficient permissions/
        );
        assert.throws(
            () => query(`SELECT COUNT() FROM Case ${enforced}`, { userId: nobody }),
            /Insufficient permissions/
        );
    });
});

describe('writing in user mode', () => {
    const write = (
        operation: 'insert' | 'update' | 'delete',
        user: string,
        fields: Record<string, FieldValue>,
        id?: string
    ): unknown => {
        const [result] = org.dml(operation, [{ type: 'Case', fields, ...(id ? { id } : {}) }], as(user));
        return result?.errors[0]?.statusCode ?? 'written';
    };
    test('the object permission decides', () => {
        assert.equal(write('insert', nobody, {}), 'INSUFFICIENT_ACCESS_OR_READONLY');
        assert.equal(write('insert', reader, {}), 'INSUFFICIENT_ACCESS_OR_READONLY');
        assert.equal(write('update', reader, { Open__c: 'x' }, request), 'INSUFFICIENT_ACCESS_OR_READONLY');
        assert.equal(write('delete', editor, {}, request), 'INSUFFICIENT_ACCESS_OR_READONLY');
        assert.equal(write('insert', editor, { Open__c: 'x' }), 'written');
        assert.equal(write('update', editor, { Open__c: 'x' }, request), 'written');
    });
    test('the field permission decides; to read is not to edit', () => {
        const [result] = org.dml(
            'update',
            [{ type: 'Case', id: request, fields: { Secret__c: 'x', Subject: 'y', Open__c: 'z' } }],
            as(editor)
        );
        assert.deepEqual(result?.errors[0]?.fields, ['Secret__c', 'Subject']);
        assert.equal(result.errors[0].statusCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
        assert.equal(write('insert', editor, { Secret__c: 'x' }), 'INVALID_FIELD_FOR_INSERT_UPDATE');
        assert.equal(write('update', editor, { Status: 'Working' }, request), 'INVALID_FIELD_FOR_INSERT_UPDATE');
    });
    test('system mode asks for nothing', () => {
        const [result] = org.dml('update', [{ type: 'Case', id: request, fields: { Secret__c: 'new' } }], {
            userId: nobody
        });
        assert.equal(result?.success, true);
        org.update('Case', request, { Secret__c: 'hidden' });
    });
    test('setup objects are written by administrators', () => {
        const insert = (user: string): unknown =>
            org.dml(
                'insert',
                [{ type: 'Group', fields: { Name: 'q', Type: 'Queue', DeveloperName: `q_${user}` } }],
                as(user)
            )[0]?.success;
        assert.equal(insert(editor), false);
        assert.equal(insert(org.adminId), true);
    });
});

describe('private objects', () => {
    test('only the owner, members of an owning queue and those who see all', () => {
        const { schema } = org.store;
        schema.addObject({ fullName: 'Note__c', sharingModel: 'Private', nameField: { type: 'Text' } });
        const owning = org.permissionSet('Notes', { Note__c: 'Read Create Edit Delete' });
        const all = org.permissionSet('AllNotes', { Note__c: 'Read ViewAllRecords' });
        const owner = org.user('owner', minimumAccessProfileId, [owning]);
        const other = org.user('other', minimumAccessProfileId, [owning]);
        const seer = org.user('seer', minimumAccessProfileId, [all]);
        const queue = org.insert('Group', { Type: 'Queue', Name: 'Notes', DeveloperName: 'Notes' });
        org.insert('QueueSobject', { QueueId: queue, SobjectType: 'Note__c' });
        org.insert('GroupMember', { GroupId: queue, UserOrGroupId: other });
        const [mine] = org.dml('insert', [{ type: 'Note__c', fields: { Name: 'mine' } }], as(owner));
        org.insert('Note__c', { Name: 'queued', OwnerId: queue });

        const names = (user: string): unknown[] => org.column('SELECT Name FROM Note__c ORDER BY Name', {}, as(user));
        assert.deepEqual(names(owner), ['mine']);
        assert.deepEqual(names(other), ['queued']);
        assert.deepEqual(names(seer), ['mine', 'queued']);
        assert.deepEqual(names(org.adminId), ['mine', 'queued']);
        assert.equal(org.query('SELECT COUNT() FROM Note__c', {}, as(owner)).totalSize, 1);
        const touch = (user: string): unknown =>
            org.dml('update', [{ type: 'Note__c', id: mine!.id!, fields: { Name: 'x' } }], as(user))[0]?.success;
        assert.deepEqual([touch(other), touch(owner)], [false, true]);
        schema.setSharingModel('Note__c', 'ReadWrite');
        assert.deepEqual(names(owner), ['queued', 'x']);
    });
});
