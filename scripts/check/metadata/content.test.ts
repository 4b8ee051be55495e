import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseXml } from '../../salesforce/xml.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { FileProblem } from '../problem.ts';
import { dependencyProblems } from '../project-files.ts';
import { fieldGrantProblems } from './granted-fields.ts';
import { contentProblems } from './main.ts';
import { recordValueProblems } from './record-values.ts';
import { readSourceTree, type SourceComponent } from './source-tree.ts';
import { fieldTranslationProblems, translationProblems } from './translations.ts';

function component(fullName: string, text: string): SourceComponent {
    const xml = parseXml(text);
    return { package: 'core', fullName, file: fullName, text, type: xml.name, xml };
}
const messages = (problems: { message: string }[]) => problems.map(({ message }) => message);

const label = (name: string, value: string) => `<labels><fullName>${name}</fullName><value>${value}</value></labels>`;
const translated = (name: string, value: string) =>
    `<customLabels><label>${value}</label><name>${name}</name></customLabels>`;
const inGerman = (...labels: string[]) => component('de', `<Translations>${labels.join('\n')}</Translations>`);
const labels = component(
    'CustomLabels',
    `<CustomLabels>${label('Card', 'Card {0} of {1}')}${label('Audio', 'Audio')}</CustomLabels>`
);

test('every label is translated once, with the same places for values', () => {
    const whole = inGerman(translated('Card', 'Karte {0} von {1}'), translated('Audio', 'Audio'));
    assert.deepEqual(translationProblems([labels, whole]), []);
    const swapped = inGerman(translated('Card', 'Von {1} die {0}.'), translated('Audio', 'Audio'));
    assert.deepEqual(translationProblems([labels, swapped]), [], 'languages have an order of their own');
    assert.deepEqual(messages(translationProblems([labels, inGerman(translated('Card', 'Karte {0} von {1}'))])), [
        'label Audio has no translation in de'
    ]);
    const broken = inGerman(translated('Card', 'Karte {0}'), translated('Audio', ''), translated('Audio', 'Ton {0}'));
    assert.deepEqual(translationProblems([labels, broken]), [
        { file: 'de', line: 1, message: 'label Card needs the places {0} {1}, and has {0}' },
        { file: 'de', line: 2, message: 'label Audio has an empty translation' },
        { file: 'de', line: 2, message: 'label Audio is translated twice' },
        { file: 'de', line: 2, message: 'label Audio needs the places of none, and has {0}' }
    ]);
});

test('every field that agents see is translated once, with its help text', () => {
    const fieldOf = (object: string, name: string, label: string, more = '') =>
        component(`${object}.${name}`, `<CustomField>${more}<label>${label}</label></CustomField>`);
    const fieldsSeen = [
        fieldOf('Case', 'Name__c', 'Name', '<inlineHelpText>As given</inlineHelpText>'),
        fieldOf('Case', 'Size__c', 'Size'),
        fieldOf('Case', 'key__c', 'x-key'),
        fieldOf('Setting__mdt', 'Kind__c', 'Kind')
    ];
    const german = (...translations: string[]) =>
        component('Case-de', `<CustomObjectTranslation>${translations.join('\n')}</CustomObjectTranslation>`);
    const called = (name: string, label: string, help = '') =>
        `<fields>${help}<label>${label}</label><name>${name}</name></fields>`;
    const problems = (...translations: string[]) =>
        messages(fieldTranslationProblems([inGerman(), ...fieldsSeen, german(...translations)]));
    const named = called('Name__c', 'Name', '<help>Wie angegeben</help>');
    assert.deepEqual(problems(named, called('Size__c', 'Größe')), []);
    assert.deepEqual(problems(named), ['field Case.Size__c has no translation in de']);
    assert.deepEqual(messages(fieldTranslationProblems([inGerman(), ...fieldsSeen])), [
        'field Case.Name__c has no translation in de',
        'field Case.Size__c has no translation in de'
    ]);
    assert.deepEqual(problems(called('Name__c', ''), called('Size__c', 'Größe', '<help>Weite</help>')), [
        'field Name__c has an empty translation',
        'field Name__c needs its help text',
        'field Size__c needs no help text'
    ]);
    assert.deepEqual(problems(named, named, called('Size__c', 'Größe')), ['field Name__c is translated twice']);
});

const field = (name: string, content: string) =>
    component(`Source__mdt.${name}`, `<CustomField><fullName>${name}</fullName>${content}</CustomField>`);
const fields = [
    field(
        'Kind__c',
        '<required>true</required><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>ID</fullName></value><value><fullName>KEY</fullName></value></valueSetDefinition></valueSet>'
    ),
    field('Order__c', '<type>Number</type>'),
    field('Name__c', '<length>5</length><type>Text</type>')
];
const record = (values: Record<string, [type: string, value: string]>) =>
    component(
        'Source.One',
        `<CustomMetadata>${Object.entries(values)
            .map(
                ([name, [type, value]]) =>
                    `<values><field>${name}</field><value xsi:type="${type}">${value}</value></values>`
            )
            .join('\n')}</CustomMetadata>`
    );

test('records hold what the fields of their type take', () => {
    const good = record({
        Kind__c: ['xsd:string', 'KEY'],
        Order__c: ['xsd:double', '1'],
        Name__c: ['xsd:string', 'abcde']
    });
    assert.deepEqual(recordValueProblems([...fields, good]), []);
    const bad = record({
        Kind__c: ['xsd:string', 'KEYS'],
        Order__c: ['xsd:string', '1'],
        Name__c: ['xsd:string', 'abcdef']
    });
    assert.deepEqual(recordValueProblems([...fields, bad]), [
        { file: 'Source.One', line: 1, message: 'Kind__c: "KEYS" is none of its values: ID, KEY' },
        {
            file: 'Source.One',
            line: 2,
            message: 'Order__c: a Number takes a value of the type xsd:double, not xsd:string'
        },
        { file: 'Source.One', line: 3, message: 'Name__c: 6 characters, 5 are taken' }
    ]);
    assert.deepEqual(messages(recordValueProblems([...fields, record({})])), ['Kind__c: is required']);
});

test('every field is granted by a permission set, and none that holds a secret', () => {
    const fieldOf = (name: string, more = '') => component(name, `<CustomField>${more}</CustomField>`);
    const source = component(
        'Bot_Session_Source.One',
        `<CustomMetadata>${Object.entries({
            Object__c: 'Case',
            Field__c: 'Key__c',
            Is_Secret__c: 'true',
            Token_Field__c: 'Token__c'
        })
            .map(([name, value]) => `<values><field>${name}</field><value>${value}</value></values>`)
            .join('')}</CustomMetadata>`
    );
    const all = [
        source,
        fieldOf('Case.Size__c'),
        fieldOf('Case.Key__c'),
        fieldOf('Case.Token__c'),
        fieldOf('Case.Needed__c', '<required>true</required>'),
        fieldOf('Setting__mdt.Kind__c')
    ];
    const granting = (...names: string[]) =>
        component(
            'Agent',
            `<PermissionSet>${names.map((name) => `<fieldPermissions>\n<field>Case.${name}</field></fieldPermissions>`).join('')}</PermissionSet>`
        );
    assert.deepEqual(fieldGrantProblems([...all, granting('Size__c')]), []);
    assert.deepEqual(fieldGrantProblems([...all, granting('Token__c')]), [
        { file: 'Case.Size__c', message: 'no permission set grants field Case.Size__c: nobody would see it' },
        { file: 'Agent', line: 2, message: 'grants field Case.Token__c, which holds a secret' }
    ]);
});

test('what stands in force-app has its translations and fits', async () => {
    assert.deepEqual(await contentProblems(), []);
});

test('a file that is no XML is named, with its line', () => {
    const { path: root } = temporaryFolder('bot-handoff-tree-');
    mkdirSync(join(root, 'core'));
    const file = join(root, 'core/A.cspTrustedSite-meta.xml');
    writeFileSync(file, '<CspTrustedSite>\n<isActive>true</isActve>\n</CspTrustedSite>');
    assert.throws(
        () => readSourceTree(root),
        (error: unknown) => error instanceof FileProblem && error.problem.file === file && error.problem.line === 2
    );
});

test('packages depend on packages that are there, and core on none', () => {
    const core = { path: 'force-app/core', package: 'Core' };
    const chat = { path: 'force-app/chat', package: 'Chat' };
    const on = (name: string) => ({ dependencies: [{ package: name }] });
    assert.deepEqual(dependencyProblems([core, { ...chat, ...on('Core') }]), []);
    assert.deepEqual(messages(dependencyProblems([core, { ...chat, ...on('Cor') }])), [
        'force-app/chat depends on "Cor", which is no package here'
    ]);
    assert.deepEqual(messages(dependencyProblems([{ ...core, ...on('Chat') }, chat])), [
        'core must not depend on chat'
    ]);
    assert.deepEqual(messages(dependencyProblems([{ ...core, ...on('Core') }])), ['core must not depend on core']);
});
