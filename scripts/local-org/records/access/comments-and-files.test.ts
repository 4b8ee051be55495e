import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { DmlResult } from '../../types.ts';
import { TestOrg } from '../test-support.ts';

const org = new TestOrg();
const { minimumAccessProfileId, standardProfileId } = org.store.setupIds();
const base64 = Buffer.from('Hello').toString('base64');
let nobody = '';
let reader = '';
let agent = '';
let other = '';
let ownCase = '';
let othersCase = '';

before(() => {
    nobody = org.user('nobody', minimumAccessProfileId);
    reader = org.user('reader', minimumAccessProfileId, [org.permissionSet('Reading', { Case: 'Read' })]);
    const working = org.permissionSet('Working', { Case: 'Read Edit' });
    agent = org.user('agent', minimumAccessProfileId, [working]);
    other = org.user('other', minimumAccessProfileId, [working]);
    ownCase = org.insert('Case', { Subject: 'own', OwnerId: agent });
    othersCase = org.insert('Case', { Subject: 'other', OwnerId: other });
});

const as = (userId: string) => ({ userId, access: 'user' }) as const;
const ask = (userId: string, soql: string) => org.column(soql, {}, as(userId));

function comment(userId: string, ParentId: string): DmlResult {
    return org.dml('insert', [{ type: 'CaseComment', fields: { ParentId, CommentBody: 'Hello' } }], as(userId))[0]!;
}

function file(userId: string, FirstPublishLocationId: string): DmlResult {
    const fields = { PathOnClient: 'hello.txt', VersionData: base64, FirstPublishLocationId };
    return org.dml('insert', [{ type: 'ContentVersion', fields }], as(userId))[0]!;
}

const code = (result: DmlResult) => result.errors[0]?.statusCode;

describe('case comments go with their case', () => {
    test('added with Edit on cases, not with Read alone, not published unless asked', () => {
        assert.equal(code(comment(nobody, ownCase)), 'INSUFFICIENT_ACCESS_OR_READONLY');
        assert.equal(code(comment(reader, ownCase)), 'INSUFFICIENT_ACCESS_OR_READONLY');
        const made = comment(agent, ownCase);
        assert.equal(made.success, true);
        assert.deepEqual(
            org.rows("SELECT CommentBody, IsPublished FROM CaseComment WHERE CommentBody LIKE 'Hel%'", {}, as(reader)),
            [{ CommentBody: 'Hello', IsPublished: false }]
        );
    });
    test('added by the profile Standard User, changed by none of these', () => {
        const standard = org.user('standard', standardProfileId);
        const made = comment(standard, ownCase);
        assert.equal(made.success, true);
        const changed = org.dml(
            'update',
            [{ type: 'CaseComment', id: made.id!, fields: { CommentBody: 'Bye' } }],
            as(standard)
        );
        assert.equal(code(changed[0]!), 'INSUFFICIENT_ACCESS_OR_READONLY');
    });
    test('longer than 4,000 characters is refused', () => {
        const fields = { ParentId: ownCase, CommentBody: 'x'.repeat(4001) };
        assert.equal(code(org.dml('insert', [{ type: 'CaseComment', fields }])[0]!), 'STRING_TOO_LONG');
    });
});

describe('files go with what they are linked to', () => {
    test('whoever reads cases sees files on them; nobody else does', () => {
        const made = file(agent, ownCase);
        assert.equal(made.success, true);
        const links = `SELECT ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '${ownCase}'`;
        assert.deepEqual(org.rows(links, {}, as(reader)), [{ ContentDocument: { Title: 'hello' } }]);
        const version = `SELECT Title FROM ContentVersion WHERE Id = '${made.id}'`;
        assert.deepEqual(ask(reader, version), ['hello']);
        assert.deepEqual(ask(agent, version), ['hello']);
        assert.deepEqual(ask(nobody, version), []);
        assert.deepEqual(ask(nobody, 'SELECT Title FROM ContentDocument'), []);
        assert.deepEqual(org.rows(links, {}, as(nobody)), []);
        assert.equal(code(file(nobody, ownCase)), 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
    });
    test('links are queried by document or record only', () => {
        const error = org.refusal("SELECT Id FROM ContentDocumentLink WHERE ShareType = 'V'");
        assert.equal(error.errorCode, 'MALFORMED_QUERY');
        assert.match(error.message, /ContentDocumentLink requires a filter by a single Id/);
        assert.match(org.refusal('SELECT COUNT() FROM ContentDocumentLink').message, /requires a filter/);
        assert.equal(
            org.query(`SELECT Id FROM ContentDocumentLink WHERE ShareType = 'V' AND LinkedEntityId IN ('${ownCase}')`)
                .totalSize,
            1
        );
    });
});

describe('private cases', () => {
    before(() => {
        org.store.schema.setSharingModel('Case', 'Private');
    });
    test('comments and files are hidden with the case, and not added', () => {
        comment(other, othersCase);
        file(other, othersCase);
        assert.deepEqual(ask(agent, `SELECT Id FROM CaseComment WHERE ParentId = '${othersCase}'`), []);
        assert.equal(ask(other, `SELECT Id FROM CaseComment WHERE ParentId = '${othersCase}'`).length, 1);
        const links = `SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${othersCase}'`;
        assert.deepEqual(ask(agent, links), []);
        assert.equal(ask(other, links).length, 1);
        assert.equal(ask(agent, 'SELECT Id FROM ContentVersion').length, 1);
        assert.equal(code(comment(agent, othersCase)), 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
        assert.equal(code(file(agent, othersCase)), 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
    });
    test('a document of someone else gets no version and no link', () => {
        const document = org.column(
            `SELECT ContentDocumentId FROM ContentDocumentLink WHERE LinkedEntityId = '${othersCase}'`
        )[0] as string;
        const link = { LinkedEntityId: ownCase, ContentDocumentId: document };
        const [refused] = org.dml('insert', [{ type: 'ContentDocumentLink', fields: link }], as(agent));
        assert.equal(code(refused!), 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
    });
    test('system mode sees and does it all', () => {
        assert.equal(org.query(`SELECT Id FROM CaseComment WHERE ParentId = '${othersCase}'`).totalSize, 1);
        assert.equal(
            org.dml('insert', [{ type: 'CaseComment', fields: { ParentId: othersCase, CommentBody: 'x' } }])[0]
                ?.success,
            true
        );
    });
});
