import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRecordStore } from '../index.ts';
import { TestOrg } from '../test-support.ts';
import { standardObjects } from './standard/index.ts';

describe('features', () => {
    const has = (features: string[], name: string): boolean =>
        createRecordStore({ file: ':memory:', features }).schema.object(name) !== undefined;
    const TABLE: [string, string][] = [
        ['LiveChatTranscript', 'LiveAgent'],
        ['LiveChatVisitor', 'LiveAgent'],
        ['MessagingSession', 'LiveMessage'],
        ['MessagingEndUser', 'livemessage'],
        ['ServiceChannel', 'OmniChannel'],
        ['AgentWork', 'OmniChannel'],
        ['Knowledge__kav', 'Knowledge']
    ];
    for (const [object, feature] of TABLE) {
        test(`${object} comes with ${feature}`, () => {
            assert.equal(has([], object), false);
            assert.equal(has([feature], object), true);
        });
    }
    test('turned on later, references to its objects come to be', () => {
        const org = new TestOrg([]);
        assert.equal(org.store.schema.field('Case', 'SourceId'), undefined);
        org.insert('Case', { Subject: 'before' });
        org.store.schema.enableFeature('LiveMessage');
        assert.deepEqual(org.store.schema.features(), ['LiveMessage']);
        assert.deepEqual(org.store.schema.field('Case', 'SourceId')?.referenceTo, ['MessagingSession']);
        assert.deepEqual(org.rows('SELECT Subject, SourceId FROM Case'), [{ Subject: 'before', SourceId: null }]);
        org.store.schema.enableFeature('LiveAgent');
        assert.deepEqual(org.store.schema.field('Case', 'SourceId')?.referenceTo, [
            'LiveChatTranscript',
            'MessagingSession'
        ]);
    });
});

describe('standard objects', () => {
    test('key prefixes, names and fields are each there once', () => {
        const infos = standardObjects.map((entry) => entry.info);
        for (const list of [infos.map((info) => info.keyPrefix), infos.map((info) => info.name)]) {
            assert.deepEqual(
                list.filter((item, index) => list.indexOf(item) !== index),
                []
            );
        }
        for (const { name, keyPrefix, fields } of infos) {
            assert.match(keyPrefix, /^[0-9a-zA-Z]{3}$/, name);
            const names = fields.map((field) => field.name.toLowerCase());
            assert.equal(new Set(names).size, names.length, name);
            for (const field of fields) assert.ok(field.type !== 'string' || field.length > 0, `${name}.${field.name}`);
            for (const set of infos.find((info) => info.name === name)!.uniqueTogether) {
                for (const field of set) assert.ok(names.includes(field.toLowerCase()), `${name}.${field}`);
            }
        }
    });
    test('every reference leads to an object that exists', () => {
        const names = new Set(standardObjects.map((entry) => entry.info.name));
        for (const { info } of standardObjects) {
            for (const field of info.fields)
                for (const target of field.referenceTo) assert.ok(names.has(target), `${info.name}.${field.name}`);
        }
    });
    const PREFIXES: Record<string, string> = {
        Account: '001',
        Contact: '003',
        User: '005',
        Profile: '00e',
        Group: '00G',
        Organization: '00D',
        Case: '500',
        PermissionSet: '0PS',
        PermissionSetAssignment: '0Pa',
        MessagingSession: '0Mw',
        MessagingEndUser: '0PA',
        LiveChatTranscript: '570'
    };
    test('well-known key prefixes', () => {
        const { schema } = new TestOrg().store;
        for (const [name, prefix] of Object.entries(PREFIXES)) {
            assert.equal(schema.object(name)?.keyPrefix, prefix);
            assert.equal(schema.objectOfId(`${prefix}000000000001AAA`)?.name, name);
        }
    });
    test('each can be queried with all its fields', () => {
        const org = new TestOrg(['LiveAgent', 'LiveMessage', 'OmniChannel', 'Knowledge']);
        for (const { name } of org.store.schema.objects()) {
            const where = name === 'ContentDocumentLink' ? 'WHERE LinkedEntityId = null' : '';
            assert.ok(org.query(`SELECT FIELDS(ALL) FROM ${name} ${where} LIMIT 200`).totalSize >= 0, name);
        }
    });
    test('child relationships are described', () => {
        const { schema } = new TestOrg().store;
        assert.deepEqual(
            schema.object('Account')?.childRelationships.find((each) => each.relationshipName === 'Contacts'),
            { relationshipName: 'Contacts', childSObject: 'Contact', field: 'AccountId' }
        );
    });
});
