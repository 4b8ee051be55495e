import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkMetadataFile, loadMetadataSchema } from './metadata-schema.ts';
import { mergeMetadataTypes } from './metadata-types.ts';
import { parseMetadataTypes } from './metadata-types-parser.ts';

const schema = await loadMetadataSchema();
const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function check(text: string, root?: string): string[] {
    return checkMetadataFile(schema, text, root).problems.map(
        ({ line, column, message }) => `${line}:${column} ${message}`
    );
}

test('a correct file has no problems', () => {
    const text = `<Queue ${namespace}>
    <doesSendEmailToMembers>false</doesSendEmailToMembers>
    <name>Bot Handoff</name>
    <queueSobject><sobjectType>Case</sobjectType></queueSobject>
    <queueSobject><sobjectType>MessagingSession</sobjectType></queueSobject>
</Queue>`;
    assert.deepEqual(check(text, 'Queue'), []);
});

test('a misspelt element is found with its place', () => {
    const text = `<Queue ${namespace}>\n    <name>A</name>\n    <queueSobjects/>\n</Queue>`;
    assert.deepEqual(check(text), [
        '3:5 Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}queueSobjects invalid at this location in type Queue'
    ]);
});

test('a wrong enum value names the enum', () => {
    const text = `<CustomField ${namespace}>\n<fullName>A__c</fullName>\n<type>Texto</type>\n</CustomField>`;
    assert.deepEqual(check(text), ["3:1 'Texto' is not a valid value for the enum 'FieldType'"]);
});

test('required elements, booleans and numbers', () => {
    const text = `<RemoteSiteSetting ${namespace}>\n<disableProtocolSecurity>no</disableProtocolSecurity>\n<url>https://example.com</url>\n</RemoteSiteSetting>`;
    assert.deepEqual(check(text), [
        "2:1 'no' is not a valid value for the type xsd:boolean",
        '1:1 Required field is missing: isActive'
    ]);
    const field = `<CustomField ${namespace}><length>many</length></CustomField>`;
    assert.match(check(field)[0] ?? '', /'many' is not a valid value for the type xsd:double/);
});

test('repeated elements stand side by side, and single ones once', () => {
    const apart = `<PermissionSet ${namespace}>
<classAccesses><apexClass>A</apexClass><enabled>true</enabled></classAccesses>
<label>X</label>
<classAccesses><apexClass>B</apexClass><enabled>true</enabled></classAccesses>
</PermissionSet>`;
    assert.deepEqual(check(apart), [
        '4:1 Error parsing file: Element classAccesses is duplicated at this location in type PermissionSet'
    ]);
    const twice = `<PermissionSet ${namespace}><label>X</label><label>Y</label></PermissionSet>`;
    assert.match(check(twice)[0] ?? '', /Element label is duplicated/);
});

test('root element and namespace', () => {
    assert.match(check('<Queue><name>A</name></Queue>')[0] ?? '', /must have the namespace/);
    assert.deepEqual(
        check('<OmniChannelSettings><enableOmniChannel>true</enableOmniChannel></OmniChannelSettings>'),
        []
    );
    assert.match(check('<OmniChannelSettings xmlns="urn:x"/>')[0] ?? '', /must have the namespace/);
    assert.match(check(`<Queues ${namespace}/>`)[0] ?? '', /Element Queues is not allowed here/);
    assert.match(check(`<Queue ${namespace}><name>A</name></Queue>`, 'Flow')[0] ?? '', /expected Flow/);
});

test('target configurations of a component are not taken for types', () => {
    const text = `<LightningComponentBundle ${namespace}><targetConfigs><targetConfig targets="lightning__RecordPage"><objects><object>Case</object></objects></targetConfig></targetConfigs></LightningComponentBundle>`;
    assert.deepEqual(check(text), []);
});

test('what either version of the types accepts is accepted', () => {
    const first = parseMetadataTypes(`export type Metadata = { fullName?: string };
        export type Colour = 'red' | 'blue';
        export type Thing = Metadata & { colour: Colour; old: string; };`);
    const second = parseMetadataTypes(`export type Metadata = { fullName?: string };
        export type Colour = 'red' | 'green';
        export type Thing = Metadata & { colour: Colour; parts: Part[]; };
        export type Part = { name: string };`);
    const merged = mergeMetadataTypes(first, second);
    assert.deepEqual(merged.enums['Colour'], ['red', 'blue', 'green']);
    assert.equal(merged.types['Thing']?.['colour']?.required, true);
    assert.equal(merged.types['Thing']?.['old']?.required, false);
    assert.deepEqual(merged.types['Thing']?.['parts'], { kinds: ['Part'], array: true, required: false });
    assert.deepEqual(merged.components.sort(), ['Metadata', 'Thing']);
});
