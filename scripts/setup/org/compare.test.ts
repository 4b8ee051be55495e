import assert from 'node:assert/strict';
import { test } from 'node:test';

import { carriedOver, differences } from './compare.ts';
import { filesOf, unitsOf, type Unit } from './units.ts';

const open = '<?xml version="1.0" encoding="UTF-8"?>\n';
const queue = (inner: string): Unit => {
    const units = unitsOf(
        new Map([['queues/Q.queue', `${open}<Queue xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</Queue>`]])
    );
    return units.get('Queue:Q') as Unit;
};
const takes = (...names: string[]) =>
    names.map((name) => `<queueSobject><sobjectType>${name}</sobjectType></queueSobject>`).join('');

test('order, white space, numbers and what the platform adds are no differences', () => {
    const wanted = queue(`<name>A  queue</name><weight>1.0</weight><flag>false</flag>${takes('Case', 'Lead')}`);
    const found = queue(
        `${takes('Lead', 'Order', 'Case')}<email>x@example.com</email><weight>1</weight><name>A queue</name>`
    );
    assert.deepEqual(differences(wanted, found), []);
});

test('what lacks and what a deploy would take away are both shown', () => {
    const changes = differences(queue(takes('Case', 'Lead')), queue(takes('Case', 'Order')));
    assert.deepEqual(changes, [
        { name: 'queueSobject[sobjectType Lead]', to: 'sobjectType Lead' },
        { name: 'queueSobject[]', from: 'sobjectType Order' }
    ]);
});

test('a value shows from and to', () => {
    assert.deepEqual(differences(queue('<name>A</name>'), queue('<name>B</name>')), [
        { name: 'name', from: 'B', to: 'A' }
    ]);
});

test('fields of one object are units of their own, and go back into one file', () => {
    const field = (name: string) => `<fields><fullName>${name}</fullName><type>Checkbox</type></fields>`;
    const units = unitsOf(
        new Map([
            [
                'objects/Case.object',
                `${open}<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">${field('A__c')}${field('B__c')}</CustomObject>`
            ]
        ])
    );
    assert.deepEqual([...units.keys()], ['CustomField:Case.A__c', 'CustomField:Case.B__c']);
    const files = filesOf([units.get('CustomField:Case.B__c') as Unit], '66.0');
    assert.ok(files['objects/Case.object']?.includes('B__c') && !files['objects/Case.object']?.includes('A__c'));
    assert.match(files['package.xml'] ?? '', /<members>Case\.B__c<\/members>\s*<name>CustomField</);
});

test('a value that an admin filled in where the setup has none is carried over', () => {
    const record = (value: string) =>
        unitsOf(
            new Map([
                [
                    'customMetadata/P.X.md',
                    `${open}<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><label>X</label><values><field>Size__c</field>${value}</values></CustomMetadata>`
                ]
            ])
        ).get('CustomMetadata:P.X') as Unit;
    const wanted = record('<value xsi:nil="true"/>');
    const found = record('<value>50</value>');
    assert.deepEqual(differences(wanted, found), []);
    assert.match(filesOf([carriedOver(wanted, found)], '66.0')['customMetadata/P.X.md'] ?? '', /<value>50<\/value>/);
});

test('a value that nobody filled in is not shown as taken away, whatever else of the record changes', () => {
    const record = (region: string) =>
        unitsOf(
            new Map([
                [
                    'customMetadata/P.X.md',
                    `${open}<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><label>X</label><values><field>Region__c</field><value>${region}</value></values><values><field>Size__c</field><value xsi:nil="true"/></values></CustomMetadata>`
                ]
            ])
        ).get('CustomMetadata:P.X') as Unit;
    const [wanted, found] = [record('eu-de'), record('us-south')];
    assert.deepEqual(differences(carriedOver(wanted, found), found), [
        { name: 'values[Region__c].value', from: 'us-south', to: 'eu-de' }
    ]);
});

test('a kind of metadata that the setup does not know is an error, not a component passed over', () => {
    assert.throws(
        () => unitsOf(new Map([['reports/X.report', '<Report/>']])),
        /knows no metadata type of the folder reports/
    );
});

test('what a queue takes besides stays, and is not shown as taken away', () => {
    const wanted = queue(`<name>Q</name>${takes('Case', 'MessagingSession')}`);
    const found = queue(
        `<description>Ours</description><email>x@example.com</email><name>Q</name>${takes('Case', 'Lead')}`
    );
    const sent = carriedOver(wanted, found);
    assert.deepEqual(
        sent.xml?.children.map(({ name }) => name),
        ['description', 'email', 'name', 'queueSobject', 'queueSobject', 'queueSobject']
    );
    assert.deepEqual(differences(sent, found), [
        { name: 'queueSobject[sobjectType MessagingSession]', to: 'sobjectType MessagingSession' }
    ]);
    assert.deepEqual(carriedOver(wanted, wanted).xml, wanted.xml);
});

test("settings go with the org's other values; a service channel of the org goes as it is", () => {
    const unit = (key: string, path: string, root: string, inner: string) =>
        unitsOf(
            new Map([[path, `${open}<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>`]])
        ).get(key) as Unit;
    const settings = (inner: string) =>
        unit('Settings:OmniChannel', 'settings/OmniChannel.settings', 'OmniChannelSettings', inner);
    const on = '<enableOmniChannel>true</enableOmniChannel>';
    const skills = '<enableOmniSkillsRouting>true</enableOmniSkillsRouting>';
    const found = settings(`<enableOmniChannel>false</enableOmniChannel>${skills}`);
    const sent = carriedOver(settings(on), found);
    assert.deepEqual(differences(settings(on + skills), sent), []);
    assert.deepEqual(differences(sent, found), [{ name: 'enableOmniChannel', from: 'false', to: 'true' }]);

    const channel = (inner: string) =>
        unit('ServiceChannel:C', 'serviceChannels/C.serviceChannel', 'ServiceChannel', inner);
    const own = channel('<capacityModel>STATUS_BASED</capacityModel><label>Ours</label>');
    assert.equal(carriedOver(channel('<label>Messaging</label>'), own), own);
});

test('a presence status keeps the channels that it is for besides', () => {
    const status = (...channels: string[]) => {
        const inner = channels.map((name) => `<channel>${name}</channel>`).join('');
        const file = `${open}<ServicePresenceStatus xmlns="http://soap.sforce.com/2006/04/metadata"><channels>${inner}</channels><label>A</label></ServicePresenceStatus>`;
        const units = unitsOf(new Map([['servicePresenceStatuses/A.servicePresenceStatus', file]]));
        return units.get('ServicePresenceStatus:A') as Unit;
    };
    const messaging = status('sfdc_livemessage');
    const sent = carriedOver(status('sfdc_liveagent'), messaging);
    assert.deepEqual(differences(status('sfdc_livemessage', 'sfdc_liveagent'), sent), []);
    assert.deepEqual(differences(sent, messaging), [
        { name: 'channels.channel[sfdc_liveagent]', to: 'sfdc_liveagent' }
    ]);
    const both = status('sfdc_livemessage', 'sfdc_liveagent');
    assert.deepEqual(differences(carriedOver(messaging, both), both), []);
});

test("an org's own chat deployment keeps its looks", () => {
    const deployment = (inner: string): Unit => {
        const text = `${open}<LiveChatDeployment xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</LiveChatDeployment>`;
        const units = unitsOf(new Map([['liveChatDeployments/D.liveChatDeployment', text]]));
        return units.get('LiveChatDeployment:D') as Unit;
    };
    const found = deployment('<enablePrechatApi>false</enablePrechatApi><site>Help</site>');
    const sent = carriedOver(deployment('<enablePrechatApi>true</enablePrechatApi>'), found);
    assert.deepEqual(
        sent.xml?.children.map(({ name, text }) => [name, text]),
        [
            ['enablePrechatApi', 'true'],
            ['site', 'Help']
        ]
    );
});

test("an org's own messaging channel keeps what the setup says nothing of; how else it routed goes, as verification does", () => {
    const channel = (inner: string): Unit => {
        const text = `${open}<MessagingChannel xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</MessagingChannel>`;
        const units = unitsOf(new Map([['messagingChannels/C.messagingChannel', text]]));
        return units.get('MessagingChannel:C') as Unit;
    };
    const parameter = (name: string) => `<customParameters><name>${name}</name></customParameters>`;
    const wanted = channel(
        `${parameter('botProvider')}<embeddedConfig><authMode>UnAuth</authMode></embeddedConfig><sessionHandlerQueue>Q</sessionHandlerQueue><sessionHandlerType>Queue</sessionHandlerType>`
    );
    const found = channel(
        `${parameter('city')}<description>Ours</description><embeddedConfig><authMode>Auth</authMode><maxFileSize>3</maxFileSize><messagingAuthorizations><authIdentifier>A</authIdentifier></messagingAuthorizations></embeddedConfig><endUserIdleTimeOut>9</endUserIdleTimeOut><messagingKeywords><keyword>stop</keyword></messagingKeywords><sessionHandlerQueue>Q</sessionHandlerQueue><sessionHandlerType>User</sessionHandlerType><sessionHandlerUser>u@example.com</sessionHandlerUser>`
    );
    const sent = carriedOver(wanted, found);
    const [text = ''] = sent.files.values();
    assert.deepEqual(text.match(/(?<=^ {4}<)\w+/gm), [
        'customParameters',
        'customParameters',
        'description',
        'embeddedConfig',
        'endUserIdleTimeOut',
        'messagingKeywords',
        'sessionHandlerQueue',
        'sessionHandlerType'
    ]);
    assert.deepEqual(text.match(/(?<=^ {8}<)(?!name)\w+/gm), ['authMode', 'maxFileSize', 'keyword']);
    assert.deepEqual(differences(sent, found), [
        { name: 'customParameters[botProvider]', to: 'name botProvider' },
        { name: 'embeddedConfig.authMode', from: 'Auth', to: 'UnAuth' },
        { name: 'sessionHandlerType', from: 'User', to: 'Queue' }
    ]);
});

test("an org's own deployment keeps its looks and its form's fields, which are those of its channel", () => {
    const deployment = (channelName: string, own: string, look = '', more = ''): Unit => {
        const field = (name: string) =>
            `<embeddedServiceFormFields><formField>${name}</formField></embeddedServiceFormFields>`;
        const text = `${open}<EmbeddedServiceConfig xmlns="http://soap.sforce.com/2006/04/metadata"><embeddedServiceForms>${field(own)}</embeddedServiceForms><embeddedServiceMessagingChannel>${look}<messagingChannel>${channelName}</messagingChannel></embeddedServiceMessagingChannel>${more}</EmbeddedServiceConfig>`;
        const units = unitsOf(new Map([['EmbeddedServiceConfig/D.EmbeddedServiceConfig', text]]));
        return units.get('EmbeddedServiceConfig:D') as Unit;
    };
    const hours = '<businessHours>Office</businessHours>';
    const found = deployment('Web_Help', 'city', hours, '<branding>Blue</branding>');
    const texts = (unit: Unit) => [...unit.files.values()].join().match(/(?<=>)\w+(?=<)/g);
    assert.deepEqual(texts(carriedOver(deployment('Web_Help', 'botProvider'), found)), [
        'Blue',
        'botProvider',
        'city',
        'Office',
        'Web_Help'
    ]);
    assert.deepEqual(texts(carriedOver(deployment('Bot_Handoff', 'botProvider'), found)), [
        'Blue',
        'botProvider',
        'Office',
        'Bot_Handoff'
    ]);
});

test('an app keeps the pages, tabs and their places that were added to it; a page in the place of ours is told', () => {
    const app = (inner: string): Unit => {
        const text = `${open}<CustomApplication xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</CustomApplication>`;
        return unitsOf(new Map([['applications/A.app', text]])).get('CustomApplication:A') as Unit;
    };
    const view = (object: string, page: string) =>
        `<actionOverrides><actionName>View</actionName><content>${page}</content><formFactor>Large</formFactor><pageOrSobjectType>${object}</pageOrSobjectType></actionOverrides>`;
    const places = (...tabs: string[]) =>
        `<workspaceConfig>${tabs.map((tab) => `<mappings><tab>${tab}</tab></mappings>`).join('')}</workspaceConfig>`;
    const wanted = app(
        `${view('MessagingSession', 'Ours')}<label>New</label><tabs>standard-Case</tabs>${places('standard-Case')}`
    );
    const found = app(
        `${view('Case', 'Desk')}${view('MessagingSession', 'Theirs')}<label>Old</label><tabs>standard-Case</tabs><tabs>standard-Account</tabs>${places('standard-Account', 'standard-Case')}`
    );
    assert.deepEqual(differences(carriedOver(wanted, found), found), [
        { name: 'actionOverrides[View MessagingSession Large].content', from: 'Theirs', to: 'Ours' },
        { name: 'label', from: 'Old', to: 'New' }
    ]);
    const [text = ''] = carriedOver(wanted, found).files.values();
    assert.deepEqual(text.match(/(?<=<content>)\w+/g), ['Ours', 'Desk']);
    assert.deepEqual(text.match(/(?<=<tabs>)[\w-]+/g), ['standard-Case', 'standard-Account']);
    assert.deepEqual(text.match(/(?<=<tab>)[\w-]+/g), ['standard-Case', 'standard-Account']);
    assert.deepEqual(carriedOver(wanted, wanted).xml, wanted.xml);
});
