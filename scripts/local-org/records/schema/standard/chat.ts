import { area, autoNumber, flag, moment, number, picklist, ref, standardObject, text, url, whole } from './notation.ts';

const FEATURES = ['LiveAgent'];

export const chatObjects = [
    standardObject({
        name: 'LiveChatDeployment',
        label: 'Chat Deployment',
        prefix: '572',
        features: FEATURES,
        system: 'audit',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Chat Deployment Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            text('WindowTitle', 'Chat Window Title', 80),
            url('MobileBrandingImageUrl', 'Mobile Branding Image', 255),
            flag('OptionsHasPrechatApi', 'Allow Access to Pre-Chat API')
        ]
    }),
    standardObject({
        name: 'LiveChatButton',
        label: 'Chat Button',
        prefix: '573',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Chat Button Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            picklist('Type', 'Type', 'Standard*|Invite'),
            flag('IsActive', 'Active', true),
            picklist('RoutingType', 'Routing Type', 'Choice|LeastActive|MostAvailable|OmniQueue|OmniSkills'),
            ref('QueueId', 'Queue ID', 'Group'),
            text('SkillId', 'Skill ID', 18, 'case'),
            picklist('WindowLanguage', 'Language', 'en_US*|de|es|fr|it|ja|nl_NL|pt_BR'),
            flag('HasQueue', 'Enable Queue'),
            whole('OverallQueueLength', 'Overall Queue Length')
        ]
    }),
    standardObject({
        name: 'LiveChatVisitor',
        label: 'Chat Visitor',
        prefix: '5hV',
        features: FEATURES,
        system: 'audit recycle',
        access: 'permission',
        fields: [
            autoNumber('Name', 'Chat Visitor Name', '{00000000}', 'name'),
            text('SessionKey', 'Session Key', 255, 'createonly case')
        ]
    }),
    standardObject({
        name: 'LiveChatTranscript',
        label: 'Chat Transcript',
        prefix: '570',
        features: FEATURES,
        system: 'owner audit recycle seen',
        fields: [
            autoNumber('Name', 'Chat Transcript Name', '{00000000}', 'name'),
            ref('LiveChatVisitorId', 'Chat Visitor ID', 'LiveChatVisitor', {
                flags: 'required createonly',
                children: 'LiveChatTranscripts',
                onDelete: 'cascade'
            }),
            area('Body', 'Transcript Body', 131072),
            text('ChatKey', 'Chat Key', 255, 'case'),
            picklist('Status', 'Status', 'Waiting|InProgress=In Progress|Completed*|Missed|Dropped|Blocked'),
            ref('AccountId', 'Account Name ID', 'Account', { children: 'LiveChatTranscripts' }),
            ref('ContactId', 'Contact Name ID', 'Contact', { children: 'LiveChatTranscripts' }),
            ref('LeadId', 'Lead ID', 'Lead', { children: 'LiveChatTranscripts' }),
            ref('CaseId', 'Case ID', 'Case', { children: 'LiveChatTranscripts' }),
            ref('LiveChatDeploymentId', 'Chat Deployment ID', 'LiveChatDeployment'),
            ref('LiveChatButtonId', 'Chat Button ID', 'LiveChatButton'),
            text('SkillId', 'Skill ID', 18, 'case'),
            ref('RecordTypeId', 'Record Type ID', 'RecordType'),
            moment('RequestTime', 'Request Time'),
            moment('StartTime', 'Start Time'),
            moment('EndTime', 'End Time'),
            whole('WaitTime', 'Wait Time'),
            whole('ChatDuration', 'Chat Duration'),
            number('Abandoned', 'Abandoned After', 9, 0),
            picklist('EndedBy', 'Ended By', 'Agent|Visitor|System'),
            area('SupervisorTranscriptBody', 'Supervisor Transcript Body', 131072),
            text('IpAddress', 'Visitor IP Address', 40),
            text('Location', 'Visitor Location', 200),
            text('VisitorNetwork', 'Visitor Network', 200),
            text('Browser', 'Browser', 200),
            text('BrowserLanguage', 'Browser Language', 200),
            text('Platform', 'Platform', 200),
            text('ScreenResolution', 'Screen Resolution', 200),
            text('UserAgent', 'User Agent', 255),
            url('ReferrerUri', 'Referring Site', 1024),
            whole('OperatorMessageCount', 'Agent Message Count'),
            whole('VisitorMessageCount', 'Visitor Message Count'),
            whole('MaxResponseTimeOperator', 'Agent Max Response Time'),
            whole('MaxResponseTimeVisitor', 'Visitor Max Response Time'),
            whole('AverageResponseTimeOperator', 'Agent Average Response Time'),
            whole('AverageResponseTimeVisitor', 'Visitor Average Response Time'),
            flag('IsChatbotSession', 'Is Chatbot Session')
        ]
    })
];
