import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { strToU8, zipSync } from 'fflate';

import { temporaryFolder } from '../../temporary-folder.ts';
import { files, manifest, testOrg, xml } from './test-package.ts';

const textField = (name: string) =>
    `<fields><fullName>${name}</fullName><label>${name}</label><length>80</length><type>Text</type></fields>`;

const caseField = {
    'objects/Case.object': xml('CustomObject', textField('Bot_Key__c'))
};

test('a field of a standard object is deployed, written, queried, changed and deleted', async () => {
    const org = await testOrg();
    org.accept({ CustomField: ['Case.Bot_Key__c'] }, caseField);
    org.records.dml('insert', [{ type: 'Case', fields: { Bot_Key__c: 'k' } }], {
        access: 'system',
        userId: org.adminId,
        allOrNone: true
    });
    assert.deepEqual(org.rows('SELECT Bot_Key__c FROM Case'), [{ Bot_Key__c: 'k' }]);
    assert.equal(org.records.schema.field('Case', 'Bot_Key__c')?.length, 80);

    const longer = { 'objects/Case.object': caseField['objects/Case.object'].replace('80', '200') };
    const second = org.metadata.deploy(files({ CustomField: ['Case.Bot_Key__c'] }, longer));
    assert.equal(second.details.componentSuccesses[0]?.created, false);
    assert.equal(second.details.componentSuccesses[0]?.changed, true);
    assert.equal(org.records.schema.field('Case', 'Bot_Key__c')?.length, 200);
    const third = org.metadata.deploy(files({ CustomField: ['Case.Bot_Key__c'] }, longer));
    assert.equal(third.details.componentSuccesses[0]?.changed, false);

    org.accept({}, { 'destructiveChanges.xml': manifest({ CustomField: ['Case.Bot_Key__c'] }) });
    assert.equal(org.records.schema.field('Case', 'Bot_Key__c'), undefined);
});

test('one failure, and nothing is written; the revision stays', async () => {
    const org = await testOrg();
    const revision = org.metadata.revision;
    const members = { CustomField: ['Case.Good__c', 'Case.Bad__c'] };
    const bad = textField('Bad__c').replace('Text', 'Texto');
    const content = { 'objects/Case.object': xml('CustomObject', textField('Good__c') + bad) };
    const result = org.metadata.deploy(files(members, content));
    assert.equal(result.status, 'Failed');
    assert.equal(result.numberComponentErrors, 1);
    assert.equal(result.numberComponentsDeployed, 0);
    assert.equal(org.records.schema.field('Case', 'Good__c'), undefined);
    assert.equal(org.metadata.revision, revision);
    const [failure] = result.details.componentFailures;
    assert.equal(failure?.fullName, 'Case.Bad__c');
    assert.equal(failure?.problem, "'Texto' is not a valid value for the enum 'FieldType'");
    assert.equal(failure?.lineNumber, 3);

    const partial = org.metadata.deploy(files(members, content), { rollbackOnError: false });
    assert.equal(partial.status, 'SucceededPartial');
    assert.notEqual(org.records.schema.field('Case', 'Good__c'), undefined);
});

test('what only shows when it is written is a failure of its component, and nothing stays', async () => {
    const org = await testOrg();
    org.accept({ CustomField: ['Case.Bot_Key__c'] }, caseField);
    org.records.dml('insert', [{ type: 'Case', fields: { Bot_Key__c: 'x'.repeat(50) } }], {
        access: 'system',
        userId: org.adminId,
        allOrNone: true
    });
    const { revision } = org.metadata;
    const shorter = caseField['objects/Case.object']
        .replace('80', '20')
        .replace('</fields>', `</fields>${textField('New__c')}`);
    const members = { CustomField: ['Case.Bot_Key__c', 'Case.New__c'] };
    assert.deepEqual(org.refusals(members, { 'objects/Case.object': shorter }), [
        'CustomField Case.Bot_Key__c: Cannot shorten Case.Bot_Key__c to 20: longer values exist'
    ]);
    assert.equal(org.records.schema.field('Case', 'New__c'), undefined);
    assert.equal(org.metadata.component('CustomField', 'Case.New__c'), undefined);
    assert.equal(org.metadata.revision, revision);
});

test('a check writes nothing', async () => {
    const org = await testOrg();
    const result = org.metadata.deploy(files({ CustomField: ['Case.Bot_Key__c'] }, caseField), { checkOnly: true });
    assert.equal(result.success, true);
    assert.equal(result.numberComponentsDeployed, 1);
    assert.equal(org.records.schema.field('Case', 'Bot_Key__c'), undefined);
});

test('manifest and files must agree', async () => {
    const org = await testOrg();
    assert.deepEqual(
        org.refusals({ ApexClass: ['Missing'], Banana: ['X'] }, { 'queues/Q.queue': xml('Queue', '<name>Q</name>') }),
        [
            "Banana : Unknown type name 'Banana' specified in package.xml",
            "ApexClass Missing: An object 'Missing' of type ApexClass was named in package.xml, but was not found in zipped directory",
            'Queue Q: Not in package.xml'
        ]
    );
    assert.deepEqual(org.refusals({ Workflow: ['Case'] }, {}), [
        'Workflow : not supported by the local org: metadata type Workflow'
    ]);
    org.accept({ Profile: [] }, {});
});

test('packages that cannot be read say why', async () => {
    const org = await testOrg();
    const errorOf = (zip: Uint8Array) => org.metadata.deploy(zip).errorMessage ?? '';
    assert.match(errorOf(strToU8('no zip')), /The zip cannot be read/);
    assert.match(errorOf(zipSync({ 'a.txt': strToU8('x') })), /No package.xml found/);
    assert.match(errorOf(zipSync({ 'package.xml': strToU8('<Package>') })), /package.xml \(1:1\)/);
    assert.match(errorOf(zipSync({ 'package.xml': strToU8(manifest({}, '12.0')) })), /API version 12.0/);
    const inFolder = { 'pkg/package.xml': strToU8(manifest({})) };
    assert.equal(org.metadata.deploy(zipSync(inFolder)).success, true);
    const withTests = org.metadata.deploy(files({}, {}), { testLevel: 'RunLocalTests' });
    assert.match(withTests.errorMessage ?? '', /not supported by the local org: Apex tests as a part of a deploy/);
});

const providerObject = xml(
    'CustomObject',
    `<fields><fullName>Adapter__c</fullName><label>Adapter</label><length>80</length><required>true</required><type>Text</type></fields>
    <fields><fullName>Is_Active__c</fullName><defaultValue>true</defaultValue><label>Active</label><type>Checkbox</type></fields>
    <fields><fullName>Size__c</fullName><label>Size</label><precision>4</precision><scale>0</scale><type>Number</type></fields>
    <label>Provider</label><pluralLabel>Providers</pluralLabel><visibility>Public</visibility>`
);
const record = (values: Record<string, string>) => {
    const entries = Object.entries(values).map(
        ([field, value]) => `<values><field>${field}</field><value xsi:type="xsd:string">${value}</value></values>`
    );
    return xml('CustomMetadata', `<label>Main</label><protected>false</protected>${entries.join('')}`).replace(
        '<CustomMetadata ',
        '<CustomMetadata xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
    );
};

test('a custom metadata type with records', async () => {
    const org = await testOrg();
    const members = { CustomObject: ['Provider__mdt'], CustomMetadata: ['Provider.Main'] };
    org.accept(members, {
        'objects/Provider__mdt.object': providerObject,
        'customMetadata/Provider.Main.md': record({ Adapter__c: 'Cognigy', Is_Active__c: 'false', Size__c: '25' })
    });
    const soql = 'SELECT DeveloperName, MasterLabel, Adapter__c, Is_Active__c, Size__c FROM Provider__mdt';
    assert.deepEqual(org.rows(soql), [
        { DeveloperName: 'Main', MasterLabel: 'Main', Adapter__c: 'Cognigy', Is_Active__c: false, Size__c: 25 }
    ]);
    const deploy = (values: Record<string, string>) =>
        org.refusals({ CustomMetadata: ['Provider.Main'] }, { 'customMetadata/Provider.Main.md': record(values) });
    assert.deepEqual(deploy({ Adapter__c: 'x'.repeat(81) }), [
        'CustomMetadata Provider.Main: Adapter__c: data value too large (max length=80)'
    ]);
    assert.deepEqual(deploy({ Adapter__c: 'A', Size__c: 'many' }), [
        "CustomMetadata Provider.Main: Size__c: 'many' is not a valid number"
    ]);
    assert.deepEqual(deploy({ Adapter__c: 'A', Colour__c: 'red' }), [
        'CustomMetadata Provider.Main: In field: field - no CustomField named Provider__mdt.Colour__c found'
    ]);
    assert.deepEqual(deploy({ Size__c: '1' }), [
        'CustomMetadata Provider.Main: Required fields are missing: [Adapter__c]'
    ]);

    const inUse = org.refusals({}, { 'destructiveChanges.xml': manifest({ CustomObject: ['Provider__mdt'] }) });
    assert.match(inUse[0] ?? '', /is referenced elsewhere.*CustomMetadata - Provider.Main/);
    const site = xml(
        'RemoteSiteSetting',
        '<disableProtocolSecurity>false</disableProtocolSecurity><isActive>true</isActive><url>https://example.com</url>'
    );
    org.accept({ RemoteSiteSetting: ['Free'] }, { 'remoteSiteSettings/Free.remoteSite': site });
    const both = { CustomField: ['Provider__mdt.Adapter__c'], RemoteSiteSetting: ['Free'] };
    assert.deepEqual(
        org.refusals({}, { 'destructiveChanges.xml': manifest(both) }),
        [
            'CustomField Provider__mdt.Adapter__c: This CustomField is referenced elsewhere in salesforce.com. Remove the usage and try again. : CustomMetadata - Provider.Main'
        ],
        'what nothing refers to is not blamed'
    );
    org.accept(
        {},
        { 'destructiveChanges.xml': manifest({ CustomMetadata: ['Provider.Main'], CustomObject: ['Provider__mdt'] }) }
    );
    assert.equal(org.records.schema.object('Provider__mdt'), undefined);
});

test('custom fields are checked by their type', async () => {
    const org = await testOrg();
    const refused = (field: string) =>
        org.refusals(
            { CustomField: ['Case.A__c'] },
            {
                'objects/Case.object': xml(
                    'CustomObject',
                    `<fields><fullName>A__c</fullName><label>A</label>${field}</fields>`
                )
            }
        );
    assert.deepEqual(refused('<type>Text</type>'), [
        "CustomField Case.A__c: Must specify 'length' for a CustomField of type Text"
    ]);
    assert.deepEqual(refused('<length>10</length><type>Checkbox</type>'), [
        "CustomField Case.A__c: Can not specify 'length' for a CustomField of type Checkbox"
    ]);
    assert.deepEqual(refused('<length>300</length><type>Text</type>'), [
        'CustomField Case.A__c: Length of a Text field must be from 1 to 255'
    ]);
    assert.deepEqual(
        refused('<referenceTo>Nothing__c</referenceTo><relationshipName>N</relationshipName><type>Lookup</type>'),
        ['CustomField Case.A__c: In field: referenceTo - no CustomObject named Nothing__c found']
    );
    assert.deepEqual(refused('<formula>1</formula><precision>3</precision><scale>0</scale><type>Number</type>'), [
        'CustomField Case.A__c: not supported by the local org: formula fields'
    ]);
});

test('texts that are too long are refused', async () => {
    const org = await testOrg();
    const permissionSet = (description: string) =>
        org.refusals(
            { PermissionSet: ['Agents'] },
            {
                'permissionsets/Agents.permissionset': xml(
                    'PermissionSet',
                    `<description>${description}</description><label>Agents</label>`
                )
            }
        );
    assert.deepEqual(permissionSet('x'.repeat(255)), []);
    assert.deepEqual(permissionSet('x'.repeat(256)), [
        'PermissionSet Agents: Value too long for field: description maximum length is:255'
    ]);
    const label = (value: string) =>
        org.refusals(
            { CustomLabels: ['CustomLabels'] },
            {
                'labels/CustomLabels.labels': xml(
                    'CustomLabels',
                    `<labels><fullName>Hello</fullName><language>en_US</language><protected>false</protected><shortDescription>Hello</shortDescription><value>${value}</value></labels>`
                )
            }
        );
    assert.deepEqual(label('x'.repeat(1001)), [
        'CustomLabel Hello: Value too long for field: value maximum length is:1000'
    ]);
});

test('a database keeps the org from one start to the next', async () => {
    const file = join(temporaryFolder('local-org-test-').path, 'org.sqlite');
    const first = await testOrg({ file });
    first.accept({ CustomField: ['Case.Bot_Key__c'] }, caseField);
    const { revision } = first.metadata;
    first.records.close();
    const second = await testOrg({ file, settings: {} });
    assert.equal(second.metadata.revision, revision);
    assert.notEqual(second.metadata.component('CustomField', 'case.bot_key__c'), undefined);
    assert.notEqual(second.records.schema.field('Case', 'Bot_Key__c'), undefined);
    second.records.close();
});
