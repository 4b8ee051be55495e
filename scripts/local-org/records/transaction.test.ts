import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from '../../temporary-folder.ts';
import { openRecordStore, type SqliteRecordStore } from './index.ts';
import { TestOrg } from './test-support.ts';

const { path: folder } = temporaryFolder('records-');
const file = join(folder, 'org.db');
let org: TestOrg;
let other: SqliteRecordStore;

before(() => {
    org = new TestOrg([], file);
    other = openRecordStore({ file, busyTimeoutMs: 50 });
});

after(() => {
    other.close();
    org.store.close();
});

const options = (): { access: 'system'; userId: string } => ({ access: 'system', userId: org.adminId });
const insert = (store: SqliteRecordStore, Name: string): ReturnType<SqliteRecordStore['dml']>[0] =>
    store.dml('insert', [{ type: 'Account', fields: { Name } }], { ...options(), allOrNone: true })[0]!;
const count = (store: SqliteRecordStore, prefix: string): number =>
    store.query(`SELECT COUNT() FROM Account WHERE Name LIKE '${prefix}%'`, options()).totalSize;

describe('one connection', () => {
    test('commit keeps, rollback undoes', () => {
        org.store.begin();
        insert(org.store, 'kept');
        org.store.commit();
        org.store.begin();
        insert(org.store, 'kept not');
        assert.equal(count(org.store, 'kept'), 2);
        org.store.rollback();
        assert.equal(count(org.store, 'kept'), 1);
    });
    test('savepoints undo what came after, as often as one likes', () => {
        const { store } = org;
        store.begin();
        const start = store.setSavepoint();
        insert(store, 'sp 1');
        const middle = store.setSavepoint();
        insert(store, 'sp 2');
        store.rollbackTo(middle);
        assert.equal(count(store, 'sp'), 1);
        insert(store, 'sp 3');
        store.rollbackTo(middle);
        assert.equal(count(store, 'sp'), 1);
        store.rollbackTo(start);
        assert.equal(count(store, 'sp'), 0);
        assert.throws(() => store.rollbackTo(middle), /no savepoint/);
        insert(store, 'sp 4');
        store.commit();
        assert.equal(count(store, 'sp'), 1);
    });
    test('a failed all-or-none call leaves earlier writes of the transaction alone', () => {
        const { store } = org;
        store.begin();
        insert(store, 'whole 1');
        const results = store.dml(
            'insert',
            [
                { type: 'Account', fields: { Name: 'whole 2' } },
                { type: 'Account', fields: {} }
            ],
            { ...options(), allOrNone: true }
        );
        assert.deepEqual(
            results.map((result) => result.success),
            [false, false]
        );
        store.commit();
        assert.equal(count(store, 'whole'), 1);
    });
    test('ids are not given out twice, even if the first taker was undone', () => {
        org.store.begin();
        const { id } = insert(org.store, 'lost');
        org.store.rollback();
        assert.notEqual(insert(org.store, 'found').id, id);
    });
    test('what is not open cannot be closed, what is open not opened', () => {
        assert.throws(() => org.store.commit(), /No transaction/);
        assert.throws(() => org.store.rollback(), /No transaction/);
        assert.throws(() => org.store.setSavepoint(), /No transaction/);
        org.store.begin();
        assert.throws(() => org.store.begin(), /open already/);
        assert.equal(org.store.inTransaction, true);
        org.store.rollback();
    });
});

describe('two connections', () => {
    test('an open transaction that has written nothing blocks nobody', () => {
        org.store.begin();
        org.store.setSavepoint();
        assert.equal(count(org.store, 'free'), 0);
        assert.equal(insert(other, 'free 1').success, true);
        // Read committed: what the other has written since is seen, and does not stop the first write.
        assert.equal(count(org.store, 'free'), 1);
        assert.equal(insert(org.store, 'free 2').success, true);
        org.store.commit();
        assert.equal(count(other, 'free'), 2);
    });
    test('what is not committed is not seen, and does not hold up readers', () => {
        org.store.begin();
        insert(org.store, 'unseen');
        assert.equal(count(other, 'unseen'), 0);
        org.store.commit();
        assert.equal(count(other, 'unseen'), 1);
    });
    test('two writers: the second waits, then is told that the row is locked', () => {
        org.store.begin();
        insert(org.store, 'locked');
        const result = insert(other, 'locked too');
        assert.deepEqual(
            result.errors.map((error) => error.statusCode),
            ['UNABLE_TO_LOCK_ROW']
        );
        org.store.rollback();
        assert.equal(insert(other, 'locked too').success, true);
    });
    test('rolling back to a savepoint before the first write gives the lock back', () => {
        org.store.begin();
        const start = org.store.setSavepoint();
        insert(org.store, 'given back');
        org.store.rollbackTo(start);
        assert.equal(insert(other, 'given').success, true);
        org.store.rollback();
    });
    test('ids of both connections differ', () => {
        const ids = [insert(org.store, 'a'), insert(other, 'b'), insert(org.store, 'c'), insert(other, 'd')].map(
            ({ id }) => id
        );
        assert.equal(new Set(ids).size, 4);
    });
    test('a changed schema is seen once it is committed', () => {
        const revision = other.schema.schemaRevision;
        org.store.begin();
        org.store.schema.addField('Account', { fullName: 'Shared__c', type: 'Text', length: 20, externalId: true });
        assert.equal(other.schema.field('Account', 'Shared__c'), undefined);
        assert.throws(() => other.query('SELECT Shared__c FROM Account', options()), /No such column/);
        org.store.commit();
        assert.equal(other.schema.field('account', 'shared__C')?.label, 'Shared');
        assert.ok(other.schema.schemaRevision > revision);
        assert.equal(other.query('SELECT Shared__c FROM Account LIMIT 1', options()).totalSize, 1);
        org.store.schema.removeField('Account', 'Shared__c');
        assert.throws(() => other.query('SELECT Shared__c FROM Account', options()), /No such column/);
    });
    test('an undone change of the schema leaves no trace', () => {
        org.store.begin();
        org.store.schema.addObject({ fullName: 'Undone__c', fields: [{ fullName: 'A__c', type: 'Checkbox' }] });
        assert.ok(org.store.schema.object('Undone__c'));
        org.store.rollback();
        // At once, before the first connection looks again: the revision is then the one that was undone.
        other.schema.addObject({ fullName: 'Undone__c', label: 'Not the same' });
        assert.equal(org.store.schema.object('Undone__c')?.label, 'Not the same');
        assert.equal(org.store.schema.field('Undone__c', 'A__c'), undefined);
        other.schema.removeObject('Undone__c');
        assert.equal(org.store.schema.object('Undone__c'), undefined);
    });
    test('permissions given by another connection hold at once', () => {
        const user = org.user('later', org.store.setupIds().minimumAccessProfileId);
        const soql = 'SELECT Id FROM Account LIMIT 1';
        assert.throws(() => other.query(soql, { access: 'user', userId: user }), /not supported/);
        const set = org.permissionSet('Later', { Account: 'Read' });
        org.insert('PermissionSetAssignment', { AssigneeId: user, PermissionSetId: set });
        assert.equal(other.query(soql, { access: 'user', userId: user }).totalSize, 1);
    });
});

test('four worker threads write at once, and nothing is lost', async () => {
    const source = `
        import { workerData } from 'node:worker_threads';
        const { openRecordStore } = await import(workerData.module);
        const store = openRecordStore({ file: workerData.file });
        const options = { access: 'system', userId: workerData.userId, allOrNone: true };
        for (let index = 0; index < 50; index++) {
            store.begin();
            store.query("SELECT COUNT() FROM Account WHERE Name LIKE 'thread%'", options);
            const [result] = store.dml('insert', [{ type: 'Account', fields: { Name: 'thread ' + workerData.number } }], options);
            if (!result.success) throw new Error(JSON.stringify(result.errors));
            store.commit();
        }
        store.close();
    `;
    const module = new URL('./index.ts', import.meta.url).href;
    const finished = [1, 2, 3, 4].map(
        (number) =>
            new Promise<void>((resolve, reject) => {
                const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
                    workerData: { module, file, userId: org.adminId, number }
                });
                worker.on('error', reject);
                worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code}`))));
            })
    );
    await Promise.all(finished);
    assert.equal(count(org.store, 'thread'), 200);
});

test('a database that is opened again is the same org', () => {
    const again = new TestOrg(['LiveAgent'], file);
    assert.deepEqual(again.store.setupIds(), org.store.setupIds());
    assert.equal(again.store.query('SELECT COUNT() FROM Organization', options()).totalSize, 1);
    assert.ok(again.store.schema.object('LiveChatTranscript'));
    again.store.close();
});

test('a database that is no org is not opened', () => {
    const empty = join(folder, 'empty.db');
    assert.throws(() => openRecordStore({ file: empty }), /There is no database/);
    assert.equal(existsSync(empty), false);
    writeFileSync(empty, '');
    assert.throws(() => openRecordStore({ file: empty }), /was not made by createRecordStore/);
});

test('a copy for tests has the schema and the set-up, but no data, and is apart', () => {
    org.store.schema.addField('Account', { fullName: 'Copied__c', type: 'Text', length: 20 });
    org.store.schema.addObject({ fullName: 'Kind__mdt' });
    org.store.deployCustomMetadata('Kind__mdt', { developerName: 'One', label: 'One', values: {} }, org.adminId);
    insert(org.store, 'data');
    const copy = org.store.copyForTests(join(folder, 'copy.db'));
    assert.equal(count(copy, ''), 0);
    assert.equal(copy.query('SELECT COUNT() FROM Kind__mdt', options()).totalSize, 1);
    assert.ok(copy.schema.field('Account', 'Copied__c'));
    assert.deepEqual(copy.setupIds(), org.store.setupIds());
    const before = count(org.store, '');
    copy.begin();
    assert.equal(insert(copy, 'in the copy').success, true);
    assert.equal(insert(org.store, 'in the org').success, true);
    copy.rollback();
    assert.equal(count(org.store, ''), before + 1);
    copy.close();
    assert.throws(() => org.store.copyForTests(join(folder, 'copy.db')));
});
