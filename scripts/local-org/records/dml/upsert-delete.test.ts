import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();

before(() => {
    const { schema } = org.store;
    schema.addField('Case', { fullName: 'Key__c', type: 'Text', length: 20, externalId: true });
    schema.addField('Case', {
        fullName: 'Number__c',
        type: 'Number',
        precision: 10,
        scale: 0,
        externalId: true,
        unique: true
    });
    schema.addObject({ fullName: 'Master__c', nameField: { type: 'Text' } });
    schema.addObject({
        fullName: 'Detail__c',
        nameField: { type: 'Text' },
        fields: [{ fullName: 'Master__c', type: 'MasterDetail', referenceTo: 'Master__c', relationshipName: 'Details' }]
    });
    schema.addObject({
        fullName: 'Leaf__c',
        fields: [
            { fullName: 'Detail__c', type: 'Lookup', referenceTo: 'Detail__c', relationshipName: 'Leaves' },
            { fullName: 'Held__c', type: 'Lookup', referenceTo: 'Master__c', deleteConstraint: 'Restrict' }
        ]
    });
});

const alive = (type: string, id: string): boolean =>
    org.query(`SELECT COUNT() FROM ${type} WHERE Id = :id`, { id }).totalSize === 1;
const codeOf = (results: ReturnType<TestOrg['dml']>): unknown => results[0]?.errors[0]?.statusCode;

describe('upsert', () => {
    test('by external id: first inserts, then updates, without regard to case', () => {
        const upsert = (Key__c: string, Subject: string): ReturnType<TestOrg['dml']>[0] =>
            org.dml('upsert', [{ type: 'Case', fields: { Key__c, Subject } }], { externalIdField: 'key__c' })[0]!;
        const first = upsert('k-1', 'one');
        const second = upsert('K-1', 'two');
        assert.equal(first.created, true);
        assert.deepEqual(second, { success: true, id: first.id, created: false, errors: [] });
        assert.deepEqual(org.column('SELECT Subject FROM Case WHERE Id = :id', { id: first.id }), ['two']);
    });
    test('by a number', () => {
        const upsert = (Number__c: number): unknown =>
            org.dml('upsert', [{ type: 'Case', fields: { Number__c } }], { externalIdField: 'Number__c' })[0]?.created;
        assert.deepEqual([upsert(7), upsert(7), upsert(8)], [true, false, true]);
    });
    test('by id, or without one', () => {
        const [made] = org.dml('upsert', [{ type: 'Case', fields: { Subject: 'new' } }]);
        assert.equal(made?.created, true);
        const [changed] = org.dml('upsert', [{ type: 'Case', id: made.id!, fields: { Subject: 'changed' } }]);
        assert.equal(changed?.created, false);
    });
    test('what is refused', () => {
        const by = (externalIdField: string, fields: Record<string, string | null>): unknown =>
            codeOf(org.dml('upsert', [{ type: 'Case', fields }], { externalIdField }));
        assert.equal(by('Subject', { Subject: 'x' }), 'INVALID_FIELD');
        assert.equal(by('Gone__c', { Gone__c: 'x' }), 'INVALID_FIELD');
        assert.equal(by('Key__c', { Subject: 'x' }), 'MISSING_ARGUMENT');
        org.insert('Case', { Key__c: 'twice' });
        org.insert('Case', { Key__c: 'TWICE' });
        assert.equal(by('Key__c', { Key__c: 'Twice' }), 'DUPLICATE_EXTERNAL_ID');
    });
});

describe('delete', () => {
    test('to the recycle bin: not found any more, except with ALL ROWS', () => {
        const id = org.insert('Case', { Subject: 'gone' });
        assert.equal(org.dml('delete', [{ type: 'Case', id }])[0]?.success, true);
        assert.equal(alive('Case', id), false);
        assert.deepEqual(org.rows('SELECT IsDeleted FROM Case WHERE Id = :id ALL ROWS', { id }), [{ IsDeleted: true }]);
        assert.equal(codeOf(org.dml('delete', [{ type: 'Case', id }])), 'ENTITY_IS_DELETED');
        assert.equal(codeOf([org.update('Case', id, { Subject: 'x' })]), 'ENTITY_IS_DELETED');
        assert.equal(codeOf(org.dml('delete', [{ type: 'Case' }])), 'MISSING_ARGUMENT');
    });
    test('details go with their master, lookups are emptied; undelete brings back all of it', () => {
        const master = org.insert('Master__c', { Name: 'm' });
        const detail = org.insert('Detail__c', { Name: 'd', Master__c: master });
        const leaf = org.insert('Leaf__c', { Name: 'l', Detail__c: detail });
        const moved = org.insert('Leaf__c', { Name: 'moved', Detail__c: detail });
        const other = org.insert('Detail__c', { Name: 'other', Master__c: org.insert('Master__c', { Name: 'm2' }) });

        org.dml('delete', [{ type: 'Master__c', id: master }]);
        assert.deepEqual(
            [alive('Master__c', master), alive('Detail__c', detail), alive('Leaf__c', leaf)],
            [false, false, true]
        );
        assert.deepEqual(org.column('SELECT Detail__c FROM Leaf__c WHERE Id = :leaf', { leaf }), [null]);
        org.update('Leaf__c', moved, { Detail__c: other });

        assert.equal(org.dml('undelete', [{ type: 'Master__c', id: master }])[0]?.success, true);
        assert.deepEqual(
            org.rows('SELECT Name, (SELECT Name FROM Details__r) FROM Master__c WHERE Id = :master', { master }),
            [{ Name: 'm', Details__r: [{ Name: 'd' }] }]
        );
        assert.deepEqual(org.column('SELECT Detail__c FROM Leaf__c ORDER BY Name'), [detail, other]);
        assert.equal(codeOf(org.dml('undelete', [{ type: 'Master__c', id: master }])), 'UNDELETE_FAILED');
    });
    test('restricted: nothing is deleted', () => {
        const master = org.insert('Master__c', { Name: 'held' });
        const detail = org.insert('Detail__c', { Name: 'd', Master__c: master });
        org.insert('Leaf__c', { Name: 'holder', Held__c: master });
        const results = org.dml('delete', [{ type: 'Master__c', id: master }]);
        assert.equal(codeOf(results), 'DELETE_FAILED');
        assert.match(results[0]!.errors[0]!.message, /^Your attempt to delete held could not be completed .*: holder/);
        assert.deepEqual([alive('Master__c', master), alive('Detail__c', detail)], [true, true]);
    });
    test('an account with cases stays, one with contacts takes them along', () => {
        const account = org.insert('Account', { Name: 'with case' });
        const request = org.insert('Case', { AccountId: account });
        assert.equal(codeOf(org.dml('delete', [{ type: 'Account', id: account }])), 'DELETE_FAILED');
        org.dml('delete', [{ type: 'Case', id: request }]);
        const contact = org.insert('Contact', { LastName: 'c', AccountId: account });
        assert.equal(org.dml('delete', [{ type: 'Account', id: account }])[0]?.success, true);
        assert.equal(alive('Contact', contact), false);
    });
    test('what has no recycle bin is gone', () => {
        const set = org.insert('PermissionSet', { Name: 'Gone', Label: 'Gone' });
        org.insert('ObjectPermissions', { ParentId: set, SobjectType: 'Case', PermissionsRead: true });
        assert.equal(org.dml('delete', [{ type: 'PermissionSet', id: set }])[0]?.success, true);
        assert.equal(org.query('SELECT COUNT() FROM PermissionSet WHERE Id = :set ALL ROWS', { set }).totalSize, 0);
        assert.equal(org.query('SELECT COUNT() FROM ObjectPermissions WHERE ParentId = :set', { set }).totalSize, 0);
    });
    test("a deleted record is nobody's parent", () => {
        const account = org.insert('Account', { Name: 'gone' });
        org.dml('delete', [{ type: 'Account', id: account }]);
        const results = org.dml('insert', [{ type: 'Contact', fields: { LastName: 'x', AccountId: account } }]);
        assert.equal(codeOf(results), 'INVALID_CROSS_REFERENCE_KEY');
    });
    test('users cannot be deleted', () => {
        assert.equal(codeOf(org.dml('delete', [{ type: 'User', id: org.adminId }])), 'INVALID_TYPE_FOR_OPERATION');
    });
    test('undelete of what was never deleted', () => {
        assert.equal(codeOf(org.dml('undelete', [{ type: 'Case', id: org.insert('Case', {}) }])), 'UNDELETE_FAILED');
        assert.equal(codeOf(org.dml('undelete', [{ type: 'Case', id: 'nonsense' }])), 'UNDELETE_FAILED');
    });
});
