import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TestOrg } from '../test-support.ts';

describe('custom metadata', () => {
    const org = new TestOrg();
    org.store.schema.addObject({
        fullName: 'Provider__mdt',
        fields: [
            { fullName: 'Class__c', type: 'Text', length: 80 },
            { fullName: 'Active__c', type: 'Checkbox', defaultValue: 'true' },
            { fullName: 'Body__c', type: 'LongTextArea', length: 1000 }
        ]
    });
    org.store.schema.addObject({
        fullName: 'Source__mdt',
        fields: [
            {
                fullName: 'Provider__c',
                type: 'MetadataRelationship',
                referenceTo: 'Provider__mdt',
                relationshipName: 'Sources'
            }
        ]
    });
    const deploy = (values: Record<string, string | boolean | null>): { id: string; created: boolean } =>
        org.store.deployCustomMetadata(
            'Provider__mdt',
            { developerName: 'One', label: 'The One', values },
            org.adminId
        );

    test('records come by deploy, and again with the same id', () => {
        const first = deploy({ Class__c: 'A', Active__c: false });
        const second = deploy({ Body__c: 'text' });
        assert.deepEqual([first.created, second.created, second.id], [true, false, first.id]);
        assert.deepEqual(
            org.rows(
                'SELECT DeveloperName, MasterLabel, Label, QualifiedApiName, Class__c, Body__c FROM Provider__mdt'
            ),
            [
                {
                    DeveloperName: 'One',
                    MasterLabel: 'The One',
                    Label: 'The One',
                    QualifiedApiName: 'One',
                    Class__c: null,
                    Body__c: 'text'
                }
            ]
        );
    });
    test('relationships name the other record', () => {
        const source = (name: string): unknown =>
            org.store.deployCustomMetadata(
                'Source__mdt',
                { developerName: 'S', label: 'S', values: { Provider__c: name } },
                org.adminId
            );
        source('one');
        assert.deepEqual(org.rows('SELECT Provider__r.DeveloperName FROM Source__mdt'), [
            { Provider__r: { DeveloperName: 'One' } }
        ]);
        assert.throws(() => source('Gone'), /no Provider__mdt record named Gone/);
    });
    test('DML is refused', () => {
        const [result] = org.dml('insert', [{ type: 'Provider__mdt', fields: { DeveloperName: 'Two' } }]);
        assert.equal(result?.errors[0]?.statusCode, 'INVALID_TYPE_FOR_OPERATION');
        assert.throws(
            () =>
                org.store.deployCustomMetadata('Account', { developerName: 'x', label: 'x', values: {} }, org.adminId),
            /not a custom metadata type/
        );
    });
    test('what the platform writes may be read-only to users', () => {
        org.store.schema.enableFeature('LiveMessage');
        const platform = (type: string, fields: Record<string, string>): string => {
            const [result] = org.store.platformWrite('insert', [{ type, fields }], { userId: org.adminId });
            assert.deepEqual(result?.errors, []);
            return result!.id!;
        };
        const conversation = platform('Conversation', { ConversationIdentifier: '4b1c' });
        assert.deepEqual(
            org.column('SELECT ConversationIdentifier FROM Conversation WHERE Id = :conversation', { conversation }),
            ['4b1c']
        );
        const aged = platform('Case', { Subject: 'old', CreatedDate: '2020-01-01T00:00:00Z' });
        assert.deepEqual(org.column('SELECT CreatedDate FROM Case WHERE Id = :aged', { aged }), [
            '2020-01-01T00:00:00.000Z'
        ]);
    });
});
