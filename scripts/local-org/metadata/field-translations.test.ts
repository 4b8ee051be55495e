/** What fields are called in another language: deployed, told, and gone with the field. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { testOrg, xml, type TestOrg } from './test-package.ts';

let org: TestOrg;

const german = (...fields: [name: string, label: string][]) => ({
    'objectTranslations/Case-de.objectTranslation': xml(
        'CustomObjectTranslation',
        fields.map(([name, label]) => `<fields><label>${label}</label><name>${name}</name></fields>`).join('')
    )
});
const translate = (...fields: [name: string, label: string][]) =>
    org.accept({ CustomObjectTranslation: ['Case-de'] }, german(...fields));
const remove = (name: string) =>
    org.accept(
        {},
        {
            'destructiveChanges.xml': xml(
                'Package',
                `<types><members>Case.${name}</members><name>CustomField</name></types>`
            )
        }
    );
const inGerman = (name: string) => org.metadata.fieldLabel('case', name, 'de_AT');

beforeEach(async () => {
    org = await testOrg();
    org.accept(
        { CustomField: ['Case.Color__c', 'Case.Size__c'] },
        {
            'objects/Case.object': xml(
                'CustomObject',
                ['Color', 'Size']
                    .map(
                        (name) =>
                            `<fields><fullName>${name}__c</fullName><label>${name}</label><length>9</length><type>Text</type></fields>`
                    )
                    .join('')
            )
        }
    );
});

test('a field speaks the user’s language, and a later deploy of another field leaves it so', () => {
    assert.equal(inGerman('Color__c'), undefined);
    translate(['Color__c', 'Farbe']);
    translate(['Size__c', 'Größe']);
    assert.equal(inGerman('color__c'), 'Farbe');
    assert.equal(inGerman('Size__c'), 'Größe');
    translate(['Color__c', 'Farbton']);
    assert.equal(inGerman('Color__c'), 'Farbton');
    assert.equal(org.metadata.fieldLabel('Case', 'Color__c', 'fr'), undefined);
});

test('a deleted field takes what it is called with it, and other fields keep theirs', () => {
    translate(['Color__c', 'Farbe'], ['Size__c', 'Größe']);
    remove('Color__c');
    assert.equal(inGerman('Color__c'), undefined);
    assert.equal(inGerman('Size__c'), 'Größe');
    remove('Size__c');
    assert.deepEqual(org.metadata.components('CustomObjectTranslation'), []);
});

test('only fields that are there are translated', () => {
    const refused = (files: Record<string, string>, name: string) =>
        org.refusals({ CustomObjectTranslation: [name] }, files);
    assert.deepEqual(refused(german(['Weight__c', 'Gewicht']), 'Case-de'), [
        'CustomObjectTranslation Case-de: In field: name - no CustomField named Weight__c found'
    ]);
    const nowhere = { 'objectTranslations/Thing__c-de.objectTranslation': xml('CustomObjectTranslation', '') };
    assert.deepEqual(refused(nowhere, 'Thing__c-de'), [
        "CustomObjectTranslation Thing__c-de: Entity of type 'CustomObject' named 'Thing__c' cannot be found"
    ]);
    const layouts = {
        'objectTranslations/Case-de.objectTranslation': xml(
            'CustomObjectTranslation',
            '<layouts><layout>Case Layout</layout></layouts>'
        )
    };
    assert.deepEqual(refused(layouts, 'Case-de'), [
        'CustomObjectTranslation Case-de: not supported by the local org: translations of layouts'
    ]);
});
