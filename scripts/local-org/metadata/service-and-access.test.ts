import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testOrg, xml, type TestOrg } from './test-package.ts';

const org = await testOrg();
const plainOrg = await testOrg({ licences: ['ServiceCloud'], settings: {} });

function refuse(type: string, name: string, path: string, text: string, on: TestOrg = org): string[] {
    return on.refusals({ [type]: [name] }, { [path]: text }).map((line) => line.slice(`${type} ${name}: `.length));
}

const queue = (more = '') =>
    xml('Queue', `<name>Bots</name>${more}<queueSobject><sobjectType>MessagingSession</sobjectType></queueSobject>`);
const presence = xml(
    'ServicePresenceStatus',
    '<channels><channel>sfdc_livemessage</channel></channels><label>Available</label>'
);
const routing = xml(
    'QueueRoutingConfig',
    '<capacityType>INHERITED</capacityType><capacityWeight>1.0</capacityWeight><label>R</label><pushTimeout>60</pushTimeout><routingModel>MOST_AVAILABLE</routingModel><routingPriority>1</routingPriority>'
);
const channel = (more: string) =>
    xml(
        'MessagingChannel',
        `<masterLabel>Web</masterLabel><messagingChannelType>EmbeddedMessaging</messagingChannelType>${more}`
    );

test('without their feature, components are not available', () => {
    const unavailable = ['Not available for deploy for this organization'];
    const check = (type: string, name: string, path: string, text: string) =>
        assert.deepEqual(refuse(type, name, path, text, plainOrg), unavailable);
    check('ServicePresenceStatus', 'A', 'servicePresenceStatuses/A.servicePresenceStatus', presence);
    check('QueueRoutingConfig', 'R', 'queueRoutingConfigs/R.queueRoutingConfig', routing);
    check(
        'MessagingChannel',
        'C',
        'messagingChannels/C.messagingChannel',
        channel('<sessionHandlerType>Queue</sessionHandlerType>')
    );
    check(
        'Settings',
        'LiveAgent',
        'settings/LiveAgent.settings',
        xml('LiveAgentSettings', '<enableLiveAgent>true</enableLiveAgent>')
    );
    check(
        'LiveChatDeployment',
        'D',
        'liveChatDeployments/D.liveChatDeployment',
        xml('LiveChatDeployment', '<label>D</label><windowTitle>D</windowTitle>')
    );
    check('Translations', 'de', 'translations/de.translation', xml('Translations', ''));
    check(
        'CustomObjectTranslation',
        'Case-de',
        'objectTranslations/Case-de.objectTranslation',
        xml('CustomObjectTranslation', '')
    );
});

test('without Live Agent there is no LiveChatTranscript', async () => {
    const field = {
        'objects/LiveChatTranscript.object': xml(
            'CustomObject',
            '<fields><fullName>A__c</fullName><label>A</label><length>9</length><type>Text</type></fields>'
        )
    };
    const members = { CustomField: ['LiveChatTranscript.A__c'] };
    assert.deepEqual(plainOrg.refusals(members, field), [
        "CustomField LiveChatTranscript.A__c: Entity of type 'CustomObject' named 'LiveChatTranscript' cannot be found"
    ]);
    const licensed = await testOrg({ licences: ['LiveAgent'], settings: {} });
    assert.equal(licensed.refusals(members, field).length, 1);
    licensed.accept(
        { ...members, Settings: ['LiveAgent'] },
        { ...field, 'settings/LiveAgent.settings': xml('LiveAgentSettings', '<enableLiveAgent>true</enableLiveAgent>') }
    );
    assert.notEqual(licensed.records.schema.field('LiveChatTranscript', 'A__c'), undefined);
});

test('settings that a file leaves out stay on', async () => {
    const own = await testOrg();
    own.accept(
        { Settings: ['OmniChannel'] },
        {
            'settings/OmniChannel.settings': xml(
                'OmniChannelSettings',
                '<enableOmniAutoLoginPrompt>false</enableOmniAutoLoginPrompt>'
            )
        }
    );
    assert.equal(own.metadata.features.isOn('OmniChannel'), true);
    own.accept(
        { Settings: ['OmniChannel'] },
        { 'settings/OmniChannel.settings': xml('OmniChannelSettings', '<enableOmniChannel>false</enableOmniChannel>') }
    );
    assert.equal(own.metadata.features.isOn('OmniChannel'), false);
});

test('service channels: the standard ones are there, and an object has only one', () => {
    assert.deepEqual(
        org.rows('SELECT DeveloperName FROM ServiceChannel ORDER BY DeveloperName').map((row) => row['DeveloperName']),
        ['sfdc_liveagent', 'sfdc_livemessage']
    );
    const second = xml('ServiceChannel', '<label>Mine</label><relatedEntityType>MessagingSession</relatedEntityType>');
    assert.deepEqual(refuse('ServiceChannel', 'Mine', 'serviceChannels/Mine.serviceChannel', second), [
        'There is already a service channel for MessagingSession: sfdc_livemessage'
    ]);
    org.accept({ ServiceChannel: ['sfdc_livemessage'] }, { 'serviceChannels/sfdc_livemessage.serviceChannel': second });
});

test('a queue with routing, presence and members becomes rows', () => {
    const content = {
        'queueRoutingConfigs/R.queueRoutingConfig': routing,
        'queues/Bots.queue': queue(
            '<queueMembers><users><user>admin@local-org.example.com</user></users></queueMembers><queueRoutingConfig>R</queueRoutingConfig>'
        ),
        'servicePresenceStatuses/A.servicePresenceStatus': presence
    };
    org.accept({ Queue: ['Bots'], QueueRoutingConfig: ['R'], ServicePresenceStatus: ['A'] }, content);
    assert.deepEqual(
        org
            .rows(
                "SELECT DeveloperName, QueueRoutingConfig.RoutingModel, (SELECT SobjectType FROM QueueSobjects) FROM Group WHERE Type = 'Queue'"
            )
            .map((row) => [
                row['DeveloperName'],
                (row['QueueRoutingConfig'] as { fields: unknown }).fields,
                (row['QueueSobjects'] as { fields: unknown }[]).map(({ fields }) => fields)
            ]),
        [['Bots', { RoutingModel: 'MostAvailable' }, [{ SobjectType: 'MessagingSession' }]]]
    );
    assert.equal(org.rows("SELECT Id FROM GroupMember WHERE Group.DeveloperName = 'Bots'").length, 1);
    assert.equal(
        org.rows("SELECT Id FROM ServiceChannelStatus WHERE ServicePresenceStatus.DeveloperName = 'A'").length,
        1
    );
    assert.deepEqual(refuse('Queue', 'Q', 'queues/Q.queue', queue('<queueRoutingConfig>Gone</queueRoutingConfig>')), [
        'In field: queueRoutingConfig - no QueueRoutingConfig named Gone found'
    ]);
    assert.deepEqual(
        refuse(
            'Queue',
            'Q',
            'queues/Q.queue',
            queue('<queueMembers><users><user>nobody@example.com</user></users></queueMembers>')
        ),
        ['In field: user - no User named nobody@example.com found']
    );
});

test('a messaging channel deploys inactive and keeps its state', () => {
    const text = channel(
        '<sessionHandlerQueue>Bots</sessionHandlerQueue><sessionHandlerType>Queue</sessionHandlerType>'
    );
    const deploy = () => org.accept({ MessagingChannel: ['Web'] }, { 'messagingChannels/Web.messagingChannel': text });
    deploy();
    const [row] = org.rows("SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = 'Web'");
    assert.equal(row?.['IsActive'], false);
    org.records.dml('update', [{ type: 'MessagingChannel', id: String(row?.['Id']), fields: { IsActive: true } }], {
        access: 'system',
        userId: org.adminId,
        allOrNone: true
    });
    deploy();
    assert.deepEqual(org.rows("SELECT IsActive FROM MessagingChannel WHERE DeveloperName = 'Web'"), [
        { IsActive: true }
    ]);
    const wrong = channel(
        '<sessionHandlerFlow>No_Flow</sessionHandlerFlow><sessionHandlerQueue>Bots</sessionHandlerQueue><sessionHandlerType>Flow</sessionHandlerType>'
    );
    assert.deepEqual(refuse('MessagingChannel', 'W', 'messagingChannels/W.messagingChannel', wrong), [
        'In field: sessionHandlerFlow - no Flow named No_Flow found'
    ]);
});

test('a messaging channel does not find a queue that takes no Messaging Sessions', () => {
    const other = queue().replace('MessagingSession', 'Case').replace('Bots', 'Cases');
    const text = channel(
        '<sessionHandlerQueue>Cases</sessionHandlerQueue><sessionHandlerType>Queue</sessionHandlerType>'
    );
    assert.deepEqual(
        org.refusals(
            { MessagingChannel: ['W'], Queue: ['Cases'] },
            { 'messagingChannels/W.messagingChannel': text, 'queues/Cases.queue': other }
        ),
        ['MessagingChannel W: In field: sessionHandlerQueue - no Queue named Cases found']
    );
});

test('a deployment: hidden fields stand in no order and are never wanted, and what only a web page shows is off', () => {
    const web = channel(
        '<sessionHandlerQueue>Bots</sessionHandlerQueue><sessionHandlerType>Queue</sessionHandlerType>'
    ).replace(
        '<masterLabel>',
        '<customParameters><externalParameterName>id</externalParameterName><masterLabel>Id</masterLabel><name>id</name><parameterDataType>String</parameterDataType></customParameters><masterLabel>'
    );
    const field = (order: number, isHidden: boolean, isRequired: boolean, name = 'id') =>
        `<embeddedServiceForms><displayContext>Session</displayContext><embeddedServiceFormFields><displayOrder>${order}</displayOrder><formField>${name}</formField><formFieldType>Text</formFieldType><isHidden>${isHidden}</isHidden><isRequired>${isRequired}</isRequired><messagingChannelParameterType>${name === 'id' ? 'Custom' : 'Standard'}</messagingChannelParameterType></embeddedServiceFormFields><isActive>true</isActive></embeddedServiceForms>`;
    const looks = ['AgentforceTagline', 'DeliveryReceipts', 'EmojiSelection', 'ReadReceipts', 'TypingIndicators'];
    const refused = (form: string, emoji = false, type = 'API') =>
        org
            .refusals(
                { EmbeddedServiceConfig: ['D'], MessagingChannel: ['Form'], Queue: ['Bots'] },
                {
                    'EmbeddedServiceConfig/D.EmbeddedServiceConfig': xml(
                        'EmbeddedServiceConfig',
                        `<deploymentFeature>EmbeddedMessaging</deploymentFeature><deploymentType>${type}</deploymentType>${form}<embeddedServiceMessagingChannel><isEnabled>true</isEnabled><messagingChannel>Form</messagingChannel>${looks.map((name) => `<shouldShow${name}>${emoji && name === 'EmojiSelection'}</shouldShow${name}>`).join('')}<shouldStartNewLineOnEnter>false</shouldStartNewLineOnEnter></embeddedServiceMessagingChannel><isEnabled>true</isEnabled><masterLabel>D</masterLabel>`
                    ),
                    'messagingChannels/Form.messagingChannel': web,
                    'queues/Bots.queue': queue()
                }
            )
            .map((line) => line.slice('EmbeddedServiceConfig D: '.length));
    for (const form of [field(-1, true, false), field(0, false, true), field(0, false, true, '_Email')]) {
        assert.deepEqual(refused(form), []);
    }
    assert.deepEqual(refused(field(0, true, false)), ['id: displayOrder of a hidden field has to be -1']);
    assert.deepEqual(refused(field(-1, false, false)), [
        'id: displayOrder of a field that is shown has to be 0 or more'
    ]);
    assert.deepEqual(refused(field(-1, true, true)), ['id: a hidden field cannot be required']);
    assert.deepEqual(refused(field(-1, true, false, '_Email')), ['_Email: only a custom parameter can be hidden']);
    assert.deepEqual(refused('', true), ['shouldShowEmojiSelection can only be true in a deployment of type Web']);
    assert.deepEqual(refused('', true, 'Web'), []);
});

test('a permission set becomes rows, and grants only what is there', () => {
    const set = (content: string) => xml('PermissionSet', `${content}<label>Agent</label>`);
    const path = 'permissionsets/Agent.permissionset';
    const field =
        '<fieldPermissions><editable>false</editable><field>Case.Subject</field><readable>true</readable></fieldPermissions>';
    const object = (flags: string) => `<objectPermissions>${flags}<object>Case</object></objectPermissions>`;
    const read =
        '<allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords>';
    const text = set(field).replace(
        '</PermissionSet>',
        `${object(read).replace('</objectPermissions>', '<viewAllRecords>false</viewAllRecords></objectPermissions>')}</PermissionSet>`
    );
    org.accept({ PermissionSet: ['Agent'] }, { [path]: text });
    org.accept({ PermissionSet: ['Agent'] }, { [path]: text });
    assert.deepEqual(
        org.rows(
            "SELECT SobjectType, PermissionsRead, PermissionsEdit FROM ObjectPermissions WHERE Parent.Name = 'Agent'"
        ),
        [{ SobjectType: 'Case', PermissionsRead: true, PermissionsEdit: false }]
    );
    assert.deepEqual(org.rows("SELECT Field FROM FieldPermissions WHERE Parent.Name = 'Agent'"), [
        { Field: 'Case.Subject' }
    ]);
    const refused = (content: string) => refuse('PermissionSet', 'Agent', path, set(content));
    assert.deepEqual(refused(field.replace('Subject', 'Nothing__c')), [
        'In field: field - no CustomField named Case.Nothing__c found'
    ]);
    assert.deepEqual(refused('<classAccesses><apexClass>Gone</apexClass><enabled>true</enabled></classAccesses>'), [
        'In field: apexClass - no ApexClass named Gone found'
    ]);
    assert.deepEqual(
        refused(
            '<externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>A-B</externalCredentialPrincipal></externalCredentialPrincipalAccesses>'
        ),
        ['In field: externalCredentialPrincipal - no ExternalCredentialParameter named A-B found']
    );
});

test('object permissions that depend on others come together', () => {
    const set = xml(
        'PermissionSet',
        '<label>X</label><objectPermissions><allowCreate>false</allowCreate><allowDelete>true</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Case</object><viewAllRecords>false</viewAllRecords></objectPermissions>'
    );
    assert.deepEqual(refuse('PermissionSet', 'X', 'permissionsets/X.permissionset', set), [
        'Permission Delete Case depends on permission(s): Edit Case'
    ]);
    const read = (object: string) =>
        `<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
    const reading = (...objects: string[]) =>
        xml('PermissionSet', `<label>X</label>${objects.map((object) => read(object)).join('')}`);
    assert.deepEqual(
        refuse('PermissionSet', 'X', 'permissionsets/X.permissionset', reading('Case', 'MessagingSession')),
        ['Permission Read MessagingSession depends on permission(s): Read MessagingEndUser']
    );
    org.accept(
        { PermissionSet: ['X'] },
        { 'permissionsets/X.permissionset': reading('MessagingEndUser', 'MessagingSession') }
    );
});

test('mappings to a flow that is not active are lost without a word', async () => {
    const own = await testOrg();
    const field = '<fields><fullName>A__c</fullName><label>A</label><length>9</length><type>Text</type></fields>';
    const flow = (status: string) =>
        xml(
            'Flow',
            `<label>F</label><processType>RoutingFlow</processType><start><locationX>0</locationX><locationY>0</locationY></start><status>${status}</status><variables><name>botSessionId</name><dataType>String</dataType><isInput>true</isInput></variables>`
        );
    const text = channel(
        '<sessionHandlerFlow>F</sessionHandlerFlow><sessionHandlerQueue>Bots</sessionHandlerQueue><sessionHandlerType>Flow</sessionHandlerType>'
    ).replace(
        '<masterLabel>',
        '<customParameters><actionParameterMappings><actionParameterName>botSessionId</actionParameterName></actionParameterMappings><externalParameterName>botSessionId</externalParameterName><masterLabel>Id</masterLabel><maxLength>255</maxLength><name>botSessionId</name><parameterDataType>String</parameterDataType></customParameters><masterLabel>'
    );
    const deploy = (status: string) =>
        own.accept(
            { CustomField: ['MessagingSession.A__c'], Flow: ['F'], MessagingChannel: ['Web'], Queue: ['Bots'] },
            {
                'flows/F.flow': flow(status),
                'messagingChannels/Web.messagingChannel': text,
                'objects/MessagingSession.object': xml('CustomObject', field),
                'queues/Bots.queue': queue()
            }
        );
    const mapped = () =>
        JSON.stringify(own.metadata.component('MessagingChannel', 'Web')).includes('actionParameterName');
    deploy('Draft');
    assert.equal(mapped(), false);
    deploy('Active');
    assert.equal(mapped(), true);
    assert.deepEqual(own.rows('SELECT ApiName, IsActive, ProcessType FROM FlowDefinitionView'), [
        { ApiName: 'F', IsActive: true, ProcessType: 'RoutingFlow' }
    ]);
});
