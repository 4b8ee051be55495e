import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NotSupportedError, SchemaError } from '../index.ts';
import { TestOrg } from '../test-support.ts';
import type { FieldDefinition } from './definition.ts';

describe('custom objects and fields', () => {
    const org = new TestOrg();
    const { schema } = org.store;
    const add = (definition: Partial<FieldDefinition> & { type: string }): void => {
        schema.addField('Case', { fullName: 'Any__c', ...definition });
    };

    test('are described, found without regard to case, and gone when removed', () => {
        const before = schema.schemaRevision;
        const field = schema.addField('case', {
            fullName: 'Bot_Key__c',
            type: 'Text',
            length: 255,
            label: 'Bot Key',
            externalId: true
        });
        assert.deepEqual(
            [
                field.name,
                field.label,
                field.type,
                field.length,
                field.custom,
                field.externalId,
                field.nillable,
                field.createable
            ],
            ['Bot_Key__c', 'Bot Key', 'string', 255, true, true, true, true]
        );
        assert.equal(schema.field('CASE', 'bot_key__C')?.name, 'Bot_Key__c');
        assert.ok(schema.schemaRevision > before);
        org.insert('Case', { Bot_Key__c: 'k' });
        schema.removeField('Case', 'Bot_Key__c');
        assert.equal(schema.field('Case', 'Bot_Key__c'), undefined);
        assert.throws(() => schema.removeField('Case', 'Bot_Key__c'), SchemaError);
        assert.throws(() => schema.removeField('Case', 'Subject'), SchemaError);
    });
    test('objects get prefixes and durable ids that stay', () => {
        const thing = schema.addObject({ fullName: 'Thing__c', label: 'Thing', pluralLabel: 'Things' });
        const type = schema.addObject({ fullName: 'Type__mdt' });
        assert.match(thing.keyPrefix, /^a0/);
        assert.match(type.keyPrefix, /^m0/);
        assert.match(thing.durableId, /^01I/);
        assert.equal(type.customMetadata, true);
        const changed = schema.addObject({ fullName: 'Thing__c', label: 'Other' });
        assert.deepEqual(
            [changed.keyPrefix, changed.durableId, changed.label],
            [thing.keyPrefix, thing.durableId, 'Other']
        );
    });
    test('a changed field keeps its values', () => {
        add({ type: 'Text', length: 50 });
        const id = org.insert('Case', { Any__c: '12345' });
        add({ type: 'Text', length: 5, externalId: true, label: 'Renamed' });
        assert.deepEqual(org.column('SELECT Any__c FROM Case WHERE Id = :id', { id }), ['12345']);
        assert.throws(() => add({ type: 'Text', length: 4 }), /longer values exist/);
        assert.throws(() => add({ type: 'Number', precision: 5, scale: 0 }), /has data/);
        org.update('Case', id, { Any__c: null });
        add({ type: 'Number', precision: 5, scale: 0 });
        org.update('Case', id, { Any__c: 5 });
        assert.deepEqual(org.column('SELECT Any__c FROM Case WHERE Id = :id', { id }), [5]);
        schema.removeField('Case', 'Any__c');
    });
    test('a checkbox that is added has its default in records that are there', () => {
        const id = org.insert('Case', {});
        schema.addField('Case', { fullName: 'Yes__c', type: 'Checkbox', defaultValue: 'true' });
        assert.deepEqual(org.column('SELECT Yes__c FROM Case WHERE Id = :id', { id }), [true]);
    });
    test('a detail has no owner', () => {
        schema.addObject({ fullName: 'Parent__c' });
        schema.addObject({ fullName: 'Child__c' });
        assert.ok(schema.field('Child__c', 'OwnerId'));
        schema.addField('Child__c', {
            fullName: 'Parent__c',
            type: 'MasterDetail',
            referenceTo: 'Parent__c',
            relationshipName: 'Children'
        });
        assert.equal(schema.field('Child__c', 'OwnerId'), undefined);
        assert.equal(schema.field('Child__c', 'Parent__c')?.nillable, false);
    });
    test('an object that others refer to stays', () => {
        assert.throws(() => schema.removeObject('Parent__c'), /referenced by Child__c\.Parent__c/);
        schema.removeObject('Child__c');
        schema.removeObject('Parent__c');
        assert.equal(schema.object('Parent__c'), undefined);
        assert.throws(() => schema.removeObject('Account'), /standard object/);
    });
    test('an object may refer to itself, and its records are gone with it', () => {
        const define = (): unknown =>
            schema.addObject({
                fullName: 'Node__c',
                nameField: { type: 'Text' },
                fields: [{ fullName: 'Up__c', type: 'Lookup', referenceTo: 'Node__c', relationshipName: 'Below' }]
            });
        define();
        const top = org.insert('Node__c', { Name: 'top' });
        org.insert('Node__c', { Name: 'low', Up__c: top });
        assert.deepEqual(org.rows('SELECT Up__r.Name, (SELECT Name FROM Below__r) FROM Node__c ORDER BY Name'), [
            { Up__r: { Name: 'top' }, Below__r: [] },
            { Up__r: null, Below__r: [{ Name: 'low' }] }
        ]);
        schema.removeObject('Node__c');
        define();
        assert.equal(org.query('SELECT COUNT() FROM Node__c').totalSize, 0);
    });
    test('EntityDefinition has every object', () => {
        assert.deepEqual(
            org.rows(
                "SELECT QualifiedApiName, KeyPrefix, DurableId FROM EntityDefinition WHERE QualifiedApiName IN ('case', 'Thing__c') ORDER BY QualifiedApiName"
            ),
            [
                { QualifiedApiName: 'Case', KeyPrefix: '500', DurableId: 'Case' },
                {
                    QualifiedApiName: 'Thing__c',
                    KeyPrefix: schema.object('Thing__c')!.keyPrefix,
                    DurableId: schema.object('Thing__c')!.durableId
                }
            ]
        );
    });
    test('standard picklists can be given other values', () => {
        schema.setPicklistValues('Case', 'Origin', [
            { fullName: 'Bot', label: 'From a bot', default: true },
            { fullName: 'Web' }
        ]);
        const id = org.insert('Case', {});
        assert.deepEqual(org.rows('SELECT Origin, toLabel(Origin) shown FROM Case WHERE Id = :id', { id }), [
            { Origin: 'Bot', shown: 'From a bot' }
        ]);
    });

    const REFUSED: [string, () => unknown, typeof SchemaError | typeof NotSupportedError][] = [
        [
            'a name without __c',
            () => schema.addField('Case', { fullName: 'Key', type: 'Text', length: 5 }),
            SchemaError
        ],
        [
            'a name that is SQL',
            () => schema.addField('Case', { fullName: 'a" TEXT); DROP TABLE "Case"; --__c', type: 'Text', length: 5 }),
            SchemaError
        ],
        [
            'an unknown object',
            () => schema.addField('Gone__c', { fullName: 'A__c', type: 'Text', length: 5 }),
            SchemaError
        ],
        ['a text without a length', () => add({ type: 'Text' }), SchemaError],
        ['a text that is too long', () => add({ type: 'Text', length: 256 }), SchemaError],
        ['a long text that is too long', () => add({ type: 'LongTextArea', length: 131073 }), SchemaError],
        ['a number without precision', () => add({ type: 'Number' }), SchemaError],
        ['a lookup to nothing', () => add({ type: 'Lookup' }), SchemaError],
        ['a lookup to an unknown object', () => add({ type: 'Lookup', referenceTo: 'Gone__c' }), SchemaError],
        [
            'a required lookup that may be emptied',
            () => add({ type: 'Lookup', referenceTo: 'Account', required: true }),
            SchemaError
        ],
        ['a formula', () => add({ type: 'Text', length: 5, formula: 'Subject' }), NotSupportedError],
        ['a roll-up', () => add({ type: 'Summary' }), NotSupportedError],
        [
            'a default that is a formula',
            () => add({ type: 'Text', length: 5, defaultValue: '$User.FirstName' }),
            NotSupportedError
        ],
        ['a global value set', () => add({ type: 'Picklist' }), NotSupportedError],
        [
            'a custom setting',
            () => schema.addObject({ fullName: 'Setting__c', customSettingsType: 'Hierarchy' }),
            NotSupportedError
        ],
        ['a platform event', () => schema.addObject({ fullName: 'Event__e' }), NotSupportedError],
        ['an object named like SQL', () => schema.addObject({ fullName: 'x"; DROP TABLE "Case"; --__c' }), SchemaError]
    ];
    for (const [name, attempt, kind] of REFUSED) {
        test(`refused: ${name}`, () => {
            const before = schema.schemaRevision;
            assert.throws(attempt, kind);
            assert.equal(schema.schemaRevision, before);
            assert.equal(schema.field('Case', 'Any__c'), undefined);
        });
    }
});
