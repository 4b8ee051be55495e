import { area, autoNumber, flag, moment, number, picklist, ref, standardObject, text, url, whole } from './notation.ts';

const FEATURES = ['LiveMessage', 'EmbeddedServiceMessaging', 'DigitalEngagement'];
const CHANNEL_TYPES = 'EmbeddedMessaging|Text|Facebook|WhatsApp|AppleBusinessChat|Line|Custom';

export const messagingObjects = [
    standardObject({
        name: 'MessagingChannel',
        label: 'Messaging Channel',
        prefix: '0Mj',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Channel Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            picklist('MessageType', 'Message Type', CHANNEL_TYPES, 'required'),
            text('MessagingPlatformKey', 'Messaging Platform Key', 255, 'required case'),
            text('ChannelAddressIdentifier', 'Channel Address Identifier', 36, 'readonly'),
            flag('IsActive', 'Active'),
            area('Description', 'Description', 1000),
            ref('TargetQueueId', 'Target Queue ID', 'Group'),
            ref('FallbackQueueId', 'Fallback Queue ID', 'Group'),
            text('SessionHandlerId', 'Session Handler ID', 18, 'case'),
            picklist('RoutingType', 'Routing Type', 'OmniQueue|OmniFlow|OmniSkills'),
            picklist('PlatformType', 'Platform Type', 'Standard|Enhanced*'),
            text('IsoCountryCode', 'Country Code', 2),
            flag('IsRestrictedToBusinessHours', 'Restricted to Business Hours'),
            flag('IsRequireDoubleOptIn', 'Require Double Opt-In'),
            area('InitialResponse', 'Initial Response', 1000),
            area('EngagedResponse', 'Engaged Response', 1000),
            area('ConversationEndResponse', 'Conversation End Response', 1000),
            area('OfflineAgentsResponse', 'Offline Agents Response', 1000)
        ]
    }),
    standardObject({
        name: 'MessagingEndUser',
        label: 'Messaging User',
        prefix: '0PA',
        features: FEATURES,
        system: 'owner audit recycle seen',
        fields: [
            text('Name', 'Name', 255, 'required name'),
            ref('MessagingChannelId', 'Channel ID', 'MessagingChannel', {
                flags: 'required createonly',
                children: 'MessagingEndUsers',
                onDelete: 'restrict'
            }),
            text('MessagingPlatformKey', 'Messaging Platform Key', 255, 'required createonly case'),
            picklist('MessageType', 'Message Type', CHANNEL_TYPES, 'required createonly'),
            ref('AccountId', 'Account ID', 'Account', { children: 'MessagingEndUsers' }),
            ref('ContactId', 'Contact ID', 'Contact', { children: 'MessagingEndUsers' }),
            ref('LeadId', 'Lead ID', 'Lead', { children: 'MessagingEndUsers' }),
            picklist(
                'MessagingConsentStatus',
                'Consent Status',
                'ImplicitlyOptedIn*|ExplicitlyOptedIn|OptedOut|DoubleOptInPending'
            ),
            flag('IsFullyOptedIn', 'Fully Opted In', false, 'readonly'),
            flag('HasInitialResponseSent', 'Initial Response Sent'),
            text('IsoCountryCode', 'Country Code', 2),
            text('Locale', 'Locale', 10),
            text('Language', 'Language', 10),
            url('ProfilePictureUrl', 'Profile Picture URL', 1024)
        ]
    }),
    standardObject({
        name: 'Conversation',
        label: 'Conversation',
        prefix: '0dw',
        features: FEATURES,
        system: 'audit recycle',
        calls: 'read',
        access: 'setup',
        fields: [
            autoNumber('Name', 'Name', 'C-{00000000}', 'name'),
            text('ConversationIdentifier', 'Conversation Identifier', 36, 'readonly unique case'),
            ref('ConversationChannelId', 'Conversation Channel ID', 'MessagingChannel', { flags: 'readonly' }),
            moment('StartTime', 'Start Time', 'readonly'),
            moment('EndTime', 'End Time', 'readonly')
        ]
    }),
    standardObject({
        name: 'MessagingSession',
        label: 'Messaging Session',
        prefix: '0Mw',
        features: FEATURES,
        system: 'owner audit recycle seen',
        fields: [
            autoNumber('Name', 'Name', 'MS-{00000000}', 'name'),
            picklist('Status', 'Status', 'New|Waiting*|Active|Inactive|Ended|Error|Consent', 'required'),
            ref('MessagingChannelId', 'Channel ID', 'MessagingChannel', {
                flags: 'required createonly',
                children: 'MessagingSessions',
                onDelete: 'restrict'
            }),
            ref('MessagingEndUserId', 'Messaging User ID', 'MessagingEndUser', {
                flags: 'required createonly',
                children: 'MessagingSessions',
                onDelete: 'cascade'
            }),
            ref('ConversationId', 'Conversation ID', 'Conversation', { flags: 'createonly' }),
            ref('CaseId', 'Case ID', 'Case', { children: 'MessagingSessions' }),
            ref('LeadId', 'Lead ID', 'Lead', { children: 'MessagingSessions' }),
            ref('EndUserAccountId', 'Account ID', 'Account', { children: 'MessagingSessions' }),
            ref('EndUserContactId', 'Contact ID', 'Contact', { children: 'MessagingSessions' }),
            ref('TargetUserId', 'Target User ID', 'User'),
            picklist(
                'Origin',
                'Session Origin',
                'InboundInitiated*|AgentInitiated|TriggeredOutbound|BroadcastOutbound'
            ),
            picklist('ChannelType', 'Channel Type', CHANNEL_TYPES, 'createonly'),
            text('ChannelName', 'Channel Name', 255, 'createonly'),
            text('ChannelKey', 'Channel Key', 255, 'createonly'),
            text('ChannelLocale', 'Channel Locale', 20),
            text('ChannelIntent', 'Channel Intent', 255),
            text('ChannelGroup', 'Channel Group', 255),
            text('SessionKey', 'Session Key', 255, 'createonly case'),
            text('EndUserLanguage', 'End User Language', 20),
            text('PreviewDetails', 'Preview Details', 255),
            picklist('AgentType', 'Agent Type', 'Agent|Bot|AgentforceServiceAgent|System'),
            picklist('EndedByType', 'Ended By', 'Agent|EndUser|System|Bot', 'createonly'),
            moment('StartTime', 'Start Time', 'createonly'),
            moment('AcceptTime', 'Accept Time'),
            moment('EndTime', 'End Time'),
            whole('AgentMessageCount', 'Agent Messages', 'createonly'),
            whole('EndUserMessageCount', 'End User Messages', 'createonly')
        ]
    }),
    standardObject({
        name: 'ConversationEntry',
        label: 'Conversation Entry',
        plural: 'Conversation Entries',
        prefix: '0dx',
        features: [...FEATURES, 'LiveAgent'],
        system: 'audit recycle',
        calls: 'create',
        fields: [
            ref('ConversationId', 'Conversation ID', 'MessagingSession|MessagingEndUser|LiveChatTranscript', {
                flags: 'createonly',
                children: 'ConversationEntries',
                onDelete: 'cascade'
            }),
            ref('ConversationEntityId', 'Conversation Entity ID', 'Conversation', {
                flags: 'createonly',
                path: 'ConversationEntity',
                children: 'ConversationEntries'
            }),
            text('ActorId', 'Actor ID', 18, 'createonly case'),
            text('ActorName', 'Actor Name', 255, 'createonly'),
            picklist('ActorType', 'Actor Type', 'Agent|Bot|EndUser|System|Supervisor', 'createonly'),
            picklist(
                'EntryType',
                'Entry Type',
                'Text|ChatBotEstablished|ChatEnded|ChatRequest|ChatTransfer',
                'createonly'
            ),
            moment('EntryTime', 'Entry Time', 'createonly'),
            area('Message', 'Message', 131072, 'createonly'),
            text('MessageIdentifier', 'Message Identifier', 255, 'createonly case'),
            picklist('MessageStatus', 'Message Status', 'Sent|Delivered|Read|Error'),
            flag('HasAttachments', 'Has Attachments'),
            number('Seq', 'Sequence', 18, 0, 'createonly')
        ]
    })
];
