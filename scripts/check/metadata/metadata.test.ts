import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { referencesOf } from './component-references.ts';
import { DefinedNames } from './defined-names.ts';
import { flowProblems } from './flows.ts';
import { optionalObjectsInCore, sharedNames, unpackageableComponents } from './packages.ts';
import { missingReferences, referencesInCode } from './references.ts';
import { parseXml } from '../../salesforce/xml.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { lineOf, type SourceComponent } from './source-tree.ts';

function component(packageName: string, fullName: string, text: string): SourceComponent {
    const xml = parseXml(text);
    return {
        package: packageName,
        fullName,
        file: `force-app/${packageName}/${fullName}.xml`,
        text,
        type: xml.name,
        xml
    };
}

const field = (packageName: string, name: string) =>
    component(packageName, name, `<CustomField><fullName>${name.split('.')[1]}</fullName></CustomField>`);

function problemsOf(
    components: SourceComponent[],
    code: { file: string; package: string; text: string }[] = []
): string[] {
    return missingReferences(components, code, DefinedNames.of(components, 'no-such-folder')).map(
        ({ message }) => message
    );
}

test('a permission set that grants a field which nobody defines is reported with its line', () => {
    const text =
        '<PermissionSet>\n<fieldPermissions>\n<field>Case.Bot_Nothing__c</field>\n</fieldPermissions>\n</PermissionSet>';
    const set = component('core', 'Agent', text);
    const found = missingReferences([set], [], DefinedNames.of([set], 'no-such-folder'));
    assert.equal(found.length, 1);
    assert.equal(found[0]?.line, 3);
    assert.match(found[0]?.message ?? '', /Case\.Bot_Nothing__c.*neither in force-app/);
});

test('a package may use names of core, and core none of a package', () => {
    const coreField = field('core', 'Case.A__c');
    const chatField = field('chat', 'Case.B__c');
    const grants = (packageName: string, name: string) =>
        component(
            packageName,
            `Set_${packageName}`,
            `<PermissionSet><fieldPermissions><field>${name}</field></fieldPermissions></PermissionSet>`
        );
    assert.deepEqual(problemsOf([coreField, chatField, grants('chat', 'Case.A__c')]), []);
    assert.match(
        problemsOf([coreField, chatField, grants('core', 'Case.B__c')])[0] ?? '',
        /belongs to chat.*core must not know/
    );
    assert.match(
        problemsOf([coreField, chatField, grants('messaging', 'Case.B__c')])[0] ?? '',
        /messaging must not know/
    );
});

test('names that the platform brings are known, others of the same object are not', () => {
    const layout = (name: string) =>
        component('core', 'Case.Bot', `<CompactLayout><fields>${name}</fields></CompactLayout>`);
    assert.deepEqual(problemsOf([layout('Subject')]), []);
    assert.equal(problemsOf([layout('Subjekt')]).length, 1);
});

test('a session source names an object and fields that exist', () => {
    const source = (value: string) =>
        component(
            'chat',
            'Bot_Session_Source.X',
            `<CustomMetadata><values><field>Object__c</field><value>LiveChatTranscript</value></values>
             <values><field>Field__c</field><value>${value}</value></values></CustomMetadata>`
        );
    const type = component('core', 'Bot_Session_Source__mdt', '<CustomObject/>');
    const own = ['Object__c', 'Field__c'].map((name) => field('core', `Bot_Session_Source__mdt.${name}`));
    assert.deepEqual(problemsOf([type, ...own, source('Body')]), []);
    assert.match(problemsOf([type, ...own, source('Bodie')])[0] ?? '', /LiveChatTranscript\.Bodie/);
});

test('names in records are looked up at run time: anyone may bring them, but someone must', () => {
    const setting = component(
        'messaging',
        'Bot_Routing_Setting.Default',
        `<CustomMetadata><values><field>Queue_Developer_Name__c</field><value>Refunds</value></values></CustomMetadata>`
    );
    const own = [
        component('messaging', 'Bot_Routing_Setting__mdt', '<CustomObject/>'),
        field('messaging', 'Bot_Routing_Setting__mdt.Queue_Developer_Name__c')
    ];
    assert.match(problemsOf([setting, ...own])[0] ?? '', /queue "Refunds" is neither/);
    assert.deepEqual(problemsOf([setting, ...own, component('unpackaged', 'Refunds', '<Queue/>')]), []);
});

test('a channel maps to inputs of its flow, and a form to parameters of its channel', () => {
    const flow = component(
        'messaging',
        'Route',
        `<Flow><variables><name>botProvider</name><isInput>true</isInput></variables>
         <variables><name>queueId</name><isInput>false</isInput></variables></Flow>`
    );
    const channel = (input: string) =>
        component(
            'unpackaged',
            'Channel',
            `<MessagingChannel><customParameters><actionParameterMappings><actionParameterName>${input}</actionParameterName></actionParameterMappings><name>botProvider</name></customParameters><sessionHandlerFlow>Route</sessionHandlerFlow></MessagingChannel>`
        );
    const form = (name: string) =>
        component(
            'unpackaged',
            'Client',
            `<EmbeddedServiceConfig><embeddedServiceForms><embeddedServiceFormFields><formField>${name}</formField><messagingChannelParameterType>Custom</messagingChannelParameterType></embeddedServiceFormFields></embeddedServiceForms><embeddedServiceMessagingChannel><messagingChannel>Channel</messagingChannel></embeddedServiceMessagingChannel></EmbeddedServiceConfig>`
        );
    assert.deepEqual(problemsOf([flow, channel('botProvider'), form('botProvider')]), []);
    const wrongInput = problemsOf([flow, channel('queueId'), form('botProvider')]);
    assert.match(wrongInput[0] ?? '', /flowInput "Route\.queueId"/);
    const wrongField = problemsOf([flow, channel('botProvider'), form('x')]);
    assert.equal(wrongField.length, 2);
    assert.match(wrongField.join(), /formField "Channel\.botProvider".*channelParameter "Channel\.x"/);
});

test('a flow that writes a field which does not exist is reported', () => {
    const flow = component(
        'messaging',
        'Route',
        `<Flow><recordUpdates><inputAssignments><field>Nope__c</field></inputAssignments><object>MessagingSession</object></recordUpdates></Flow>`
    );
    assert.match(problemsOf([flow])[0] ?? '', /MessagingSession\.Nope__c/);
});

test('placeholders of templates are left alone', () => {
    const template = component(
        'unpackaged',
        'X',
        '<Queue><queueRoutingConfig>{{routingConfig}}</queueRoutingConfig></Queue>'
    );
    assert.deepEqual(problemsOf([template]), []);
});

test('code refers to labels, classes and components by import', () => {
    const text = `import a from '@salesforce/label/c.Bot_Retry';
        import get from '@salesforce/apex/BotHistoryController.getHistory';
        import { toBlocks } from 'c/botTranscript';`;
    assert.deepEqual(referencesInCode(text), [
        { kind: 'label', name: 'Bot_Retry' },
        { kind: 'class', name: 'BotHistoryController' },
        { kind: 'component', name: 'botTranscript' }
    ]);
    assert.equal(problemsOf([], [{ file: 'x.ts', package: 'core', text }]).length, 3);
});

test('a page refers to the components of every region', () => {
    const page = component(
        'chat',
        'P',
        `<FlexiPage><flexiPageRegions><itemInstances><componentInstance><componentName>botHistorie</componentName></componentInstance></itemInstances></flexiPageRegions></FlexiPage>`
    );
    assert.deepEqual(referencesOf(page), [{ kind: 'component', name: 'botHistorie' }]);
});

test('what no package can carry is reported where it stands in a package', () => {
    const channel = (packageName: string) => component(packageName, 'X', '<MessagingChannel/>');
    assert.match(unpackageableComponents([channel('messaging')])[0]?.message ?? '', /cannot carry MessagingChannel/);
    assert.deepEqual(unpackageableComponents([channel('unpackaged')]), []);
});

test('two packages do not have a component of one name', () => {
    const site = (packageName: string) => component(packageName, 'Bot_Media', '<CspTrustedSite/>');
    assert.deepEqual(sharedNames([site('core'), component('chat', 'Bot_Media', '<RemoteSiteSetting/>')]), []);
    const [clash] = sharedNames([site('core'), site('unpackaged')]);
    assert.equal(clash?.message, 'core has a CspTrustedSite Bot_Media too');
});

test('core may speak of optional objects in comments only', () => {
    const found = optionalObjectsInCore([
        { file: 'A.cls', text: '// e.g. MessagingSession\n * LiveChatTranscript\nSObject s = new MessagingSession();' }
    ]);
    assert.deepEqual(
        found.map(({ line }) => line),
        [3]
    );
});

test('a routing flow that ends without routing is reported: nobody would get the customer', async () => {
    const file = join(temporaryFolder('flow-').path, 'Lost.flow-meta.xml');
    const lead = (to: string) => `<targetReference>${to}</targetReference>`;
    writeFileSync(
        file,
        `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><processType>RoutingFlow</processType>
        <actionCalls><name>Route</name><label>Route</label><actionName>routeWork</actionName><actionType>routeWork</actionType>
        <faultConnector>${lead('Note')}</faultConnector></actionCalls>
        <assignments><name>Note</name><label>Note</label></assignments>
        <decisions><name>Which</name><label>Which?</label><defaultConnectorLabel>None</defaultConnectorLabel>
        <rules><name>One</name><connector>${lead('Route')}</connector></rules><rules><name>Two</name></rules></decisions>
        <start><connector>${lead('Which')}</connector></start></Flow>`
    );
    const ends = (await flowProblems([file]))
        .map(({ message }) => message)
        .filter((text) => text.includes('ends here'));
    assert.deepEqual(
        ends.map((text) => text.split(' ')[0]),
        ['Note:', 'Which:', 'Which:']
    );
});

test('the flow scanner reports a lookup without a fault path', async () => {
    const file = join(temporaryFolder('flow-').path, 'Bad.flow-meta.xml');
    writeFileSync(
        file,
        `<?xml version="1.0" encoding="UTF-8"?><Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion>
        <label>Bad</label><processType>AutoLaunchedFlow</processType><recordLookups><name>Find</name><label>Find</label><locationX>0</locationX>
        <locationY>0</locationY><object>Case</object><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
        <start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Find</targetReference></connector></start>
        <status>Active</status></Flow>`
    );
    const messages = (await flowProblems([file])).map(({ message }) => message);
    assert.ok(
        messages.some((message) => message.startsWith('MissingFaultPath: Find')),
        messages.join('\n')
    );
});

test('lineOf counts from 1 and is undefined for a text that is not there', () => {
    assert.equal(lineOf('a\nb', 'b'), 2);
    assert.equal(lineOf('a\nb', 'c'), undefined);
});
