import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { testOrg, xml } from './test-package.ts';

const org = await testOrg();

function refuse(type: string, name: string, path: string, text: string): string[] {
    return org.refusals({ [type]: [name] }, { [path]: text }).map((line) => line.slice(`${type} ${name}: `.length));
}

const meta = xml('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>');
const apex = (name: string, source: string) =>
    org.refusals({ ApexClass: [name] }, { [`classes/${name}.cls`]: source, [`classes/${name}.cls-meta.xml`]: meta });

test('Apex is parsed: errors have their place, and the class its file’s name', () => {
    assert.deepEqual(apex('Good', 'public class Good { @AuraEnabled public static void run() {} }'), []);
    const { details } = org.metadata.deploy(
        new Map(
            [
                ...Object.entries({
                    'package.xml':
                        '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>Bad</members><name>ApexClass</name></types><version>66.0</version></Package>',
                    'classes/Bad.cls': 'public class Bad {\n    void run( { }\n}',
                    'classes/Bad.cls-meta.xml': meta
                })
            ].map(([path, text]): [string, Uint8Array] => [path, new TextEncoder().encode(text)])
        )
    );
    assert.equal(details.componentFailures[0]?.lineNumber, 2);
    assert.match(apex('Other', 'public class Another {}')[0] ?? '', /Invalid class name: Another/);
    assert.match(
        org.refusals({ ApexClass: ['Lone'] }, { 'classes/Lone.cls': 'public class Lone {}' })[0] ?? '',
        /No -meta.xml file found/
    );
});

const bundle = (files: Record<string, string>, config = '') => {
    const entries = Object.entries({
        'tile.js-meta.xml': xml('LightningComponentBundle', `<apiVersion>66.0</apiVersion>${config}`),
        ...files
    });
    return org
        .refusals(
            { LightningComponentBundle: ['tile'] },
            Object.fromEntries(entries.map(([file, text]) => [`lwc/tile/${file}`, text]))
        )
        .map((line) => line.replace('LightningComponentBundle tile: ', ''));
};

test('components: their module, their files and what they import', () => {
    assert.deepEqual(bundle({ 'tile.html': '<template></template>' }), [
        'Cannot find the module tile.js in the Lightning web component bundle tile'
    ]);
    assert.deepEqual(bundle({ 'tile.js': 'export default 1;', 'tile.ts': '' }), [
        'Unexpected file in the Lightning web component bundle tile: tile.ts'
    ]);
    assert.deepEqual(
        bundle({
            'tile.js':
                "import a from 'c/gone';\nimport b from './part';\nimport label from '@salesforce/label/c.Gone';\nimport go from '@salesforce/apex/Good.walk';\nimport run from '@salesforce/apex/Good.run';"
        }),
        [
            'tile.js: LWC1503: "c/gone" must be resolvable: no MODULE named markup://c:gone found',
            'tile.js: LWC1011: Failed to resolve import "./part" in this bundle',
            'tile.js: Invalid reference c.Gone of type label in file',
            "tile.js: Unable to find Apex action method referenced as 'Good.walk'."
        ]
    );
    assert.deepEqual(
        bundle({ 'tile.js': 'export default 1;', 'tile.html': '<template><c-not-here></c-not-here></template>' }),
        ['tile.html: No MODULE named markup://c:notHere found']
    );
});

test('a page holds components that are exposed for it, with properties that they have', () => {
    const config = `<isExposed>true</isExposed><targetConfigs><targetConfig targets="lightning__RecordPage"><property name="size" type="Integer"/><objects><object>Case</object></objects></targetConfig></targetConfigs><targets><target>lightning__RecordPage</target></targets>`;
    assert.deepEqual(bundle({ 'tile.js': 'export default 1;' }, config), []);
    const page = (component: string, object = 'Case', property = '') =>
        refuse(
            'FlexiPage',
            'P',
            'flexipages/P.flexipage',
            xml(
                'FlexiPage',
                `<flexiPageRegions><itemInstances><componentInstance>${property}<componentName>${component}</componentName><identifier>one</identifier></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions><masterLabel>P</masterLabel><sobjectType>${object}</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
            )
        );
    assert.deepEqual(page('tile'), []);
    assert.deepEqual(page('force:detailPanel'), []);
    assert.deepEqual(page('gone'), ["We couldn't retrieve the design time component information for component gone"]);
    assert.deepEqual(page('tile', 'Contact'), ['The component tile does not support the object Contact']);
    const property = (name: string) =>
        `<componentInstanceProperties><name>${name}</name><value>1</value></componentInstanceProperties>`;
    assert.deepEqual(page('tile', 'Case', property('size')), []);
    assert.deepEqual(page('tile', 'Case', property('colour')), ['The component tile has no property colour']);
});

test('regions and identifiers of a page are named once, and every facet is used', () => {
    const region = (name: string, type: string, ...items: string[]) =>
        `<flexiPageRegions>${items.map((item) => `<itemInstances>${item}</itemInstances>`).join('')}<name>${name}</name><type>${type}</type></flexiPageRegions>`;
    const component = (identifier: string, facet?: string) => {
        const property = facet === undefined ? '' : `<name>tabs</name><value>${facet}</value>`;
        return `<componentInstance>${property && `<componentInstanceProperties>${property}</componentInstanceProperties>`}<componentName>flexipage:tabset</componentName><identifier>${identifier}</identifier></componentInstance>`;
    };
    const field = (identifier: string, item = 'Record.Subject') =>
        `<fieldInstance><fieldInstanceProperties><name>uiBehavior</name><value>none</value></fieldInstanceProperties><fieldItem>${item}</fieldItem><identifier>${identifier}</identifier></fieldInstance>`;
    const page = (regions: string, parent = '') =>
        refuse(
            'FlexiPage',
            'P',
            'flexipages/P.flexipage',
            xml(
                'FlexiPage',
                `${regions}<masterLabel>P</masterLabel>${parent}<sobjectType>Case</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
            )
        );
    const tabs = region('tabs', 'Facet', field('a'));
    const used = region('main', 'Region', component('one', 'tabs'));
    assert.deepEqual(page(tabs + used), []);
    assert.deepEqual(page(tabs + region('main', 'Region', component('one'))), ['Unused Facet: tabs']);
    const parent = '<parentFlexiPage>flexipage__default_rec_L</parentFlexiPage>';
    assert.deepEqual(page(tabs, parent), [], 'the page that it is drawn from uses it');
    assert.deepEqual(page(used + tabs + region('main', 'Region', component('two'))), [
        'The region main is on this page more than once'
    ]);
    assert.deepEqual(page(tabs + region('main', 'Region', component('a', 'tabs'))), [
        'The identifier a is used more than once on this page'
    ]);
    assert.deepEqual(page(region('main', 'Region', field('a', 'Case.Subject'))), [
        'Invalid field reference: Case.Subject'
    ]);
});

test('a flow’s connectors, resources, objects and fields exist', () => {
    const source = readFileSync('force-app/messaging/main/default/flows/Route_Bot_Handoff.flow-meta.xml', 'utf8');
    const refused = refuse(
        'Flow',
        'F',
        'flows/F.flow',
        source
            .replace(/<targetReference>(\w+)<\/targetReference>/, '<targetReference>Nowhere</targetReference>')
            .replace(/<object>Group<\/object>/, '<object>Groups</object>')
    );
    assert.ok(refused.includes('The element has an invalid reference to "Nowhere".'), refused.join('\n'));
    assert.ok(refused.includes('In field: object - no CustomObject named Groups found'), refused.join('\n'));
});

test('credentials and sites', () => {
    const credential = (url: string, external: string) =>
        xml(
            'NamedCredential',
            `<label>N</label><namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType><parameterValue>${url}</parameterValue></namedCredentialParameters><namedCredentialParameters><externalCredential>${external}</externalCredential><parameterName>E</parameterName><parameterType>Authentication</parameterType></namedCredentialParameters><namedCredentialType>SecuredEndpoint</namedCredentialType>`
        );
    const refused = (text: string) => refuse('NamedCredential', 'N', 'namedCredentials/N.namedCredential', text);
    assert.deepEqual(refused(credential('https://api.example.com', 'Gone')), [
        'In field: externalCredential - no ExternalCredential named Gone found'
    ]);
    assert.ok(refused(credential('nonsense', 'Gone')).includes('Invalid URL: nonsense'));
    const site = xml(
        'RemoteSiteSetting',
        '<disableProtocolSecurity>false</disableProtocolSecurity><isActive>true</isActive><url>example.com</url>'
    );
    assert.deepEqual(refuse('RemoteSiteSetting', 'S', 'remoteSiteSettings/S.remoteSite', site), [
        'Invalid URL: example.com'
    ]);
});

test('labels speak the user’s language', () => {
    org.accept(
        { CustomLabel: ['Hello', 'Bye'], Translations: ['de'] },
        {
            'labels/CustomLabels.labels': xml(
                'CustomLabels',
                ['Hello', 'Bye']
                    .map(
                        (name) =>
                            `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>${name}!</value></labels>`
                    )
                    .join('')
            ),
            'translations/de.translation': xml(
                'Translations',
                '<customLabels><label>Hallo!</label><name>Hello</name></customLabels>'
            )
        }
    );
    assert.equal(org.metadata.label('hello', 'de'), 'Hallo!');
    assert.equal(org.metadata.label('Hello', 'de_AT'), 'Hallo!');
    assert.equal(org.metadata.label('Bye', 'de'), 'Bye!');
    assert.equal(org.metadata.label('Gone', 'de'), undefined);
    assert.deepEqual(org.metadata.labels('fr'), { Bye: 'Bye!', Hello: 'Hello!' });
    const unknown = xml('Translations', '<customLabels><label>x</label><name>Gone</name></customLabels>');
    assert.deepEqual(refuse('Translations', 'fr', 'translations/fr.translation', unknown), [
        'In field: name - no CustomLabel named Gone found'
    ]);
});

test('a layout of a custom metadata type has the items without which an org refuses it', () => {
    const type = '<label>Setting</label><pluralLabel>Settings</pluralLabel>';
    org.accept(
        { CustomObject: ['Setting__mdt'] },
        { 'objects/Setting__mdt.object': xml('CustomObject', `${type}<visibility>Public</visibility>`) }
    );
    const layout = (...names: string[]) => {
        const items = names.map((name) => `<layoutItems><behavior>Edit</behavior><field>${name}</field></layoutItems>`);
        const section = `<layoutColumns>${items.join('')}</layoutColumns><style>OneColumn</style>`;
        const text = xml('Layout', `<layoutSections>${section}</layoutSections>`);
        return refuse('Layout', 'Setting__mdt-Setting Layout', 'layouts/Setting__mdt-Setting Layout.layout', text);
    };
    assert.deepEqual(layout('MasterLabel', 'DeveloperName'), [
        'Layout must contain an item for required layout field: IsProtected',
        'Layout must contain an item for required layout field: NamespacePrefix'
    ]);
    assert.deepEqual(layout('MasterLabel', 'DeveloperName', 'IsProtected', 'NamespacePrefix'), []);
});
