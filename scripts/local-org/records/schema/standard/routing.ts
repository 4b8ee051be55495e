import { area, autoNumber, flag, moment, number, picklist, ref, standardObject, text, whole } from './notation.ts';

const FEATURES = ['OmniChannel'];

export const routingObjects = [
    standardObject({
        name: 'ServiceChannel',
        label: 'Service Channel',
        prefix: '0N9',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Service Channel Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            text('RelatedEntity', 'Salesforce Object', 40, 'required'),
            picklist('CapacityModel', 'Capacity Model', 'TabBased*|StatusBased'),
            flag('IsInterruptible', 'Is Interruptible')
        ]
    }),
    standardObject({
        name: 'ServicePresenceStatus',
        label: 'Presence Status',
        plural: 'Presence Statuses',
        prefix: '0N5',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Status Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*')
        ]
    }),
    standardObject({
        name: 'ServiceChannelStatus',
        label: 'Service Channel Status',
        plural: 'Service Channel Statuses',
        prefix: '0N0',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            ref('ServiceChannelId', 'Service Channel ID', 'ServiceChannel', {
                flags: 'required createonly',
                children: 'ServiceChannelStatuses',
                onDelete: 'cascade'
            }),
            ref('ServicePresenceStatusId', 'Presence Status ID', 'ServicePresenceStatus', {
                flags: 'required createonly',
                children: 'ServiceChannelStatuses',
                onDelete: 'cascade'
            })
        ],
        uniqueTogether: [['ServiceChannelId', 'ServicePresenceStatusId']]
    }),
    standardObject({
        name: 'PresenceUserConfig',
        label: 'Presence Configuration',
        prefix: '0Pu',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Presence Configuration Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            whole('Capacity', 'Capacity', 'required'),
            flag('OptionsIsAutoAcceptEnabled', 'Automatically Accept Requests'),
            flag('OptionsIsDeclineEnabled', 'Allow Agents to Decline Requests')
        ]
    }),
    standardObject({
        name: 'PresenceUserConfigUser',
        label: 'Presence Configuration User',
        prefix: '0Pv',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            ref('PresenceUserConfigId', 'Presence Configuration ID', 'PresenceUserConfig', {
                flags: 'required createonly',
                onDelete: 'cascade'
            }),
            ref('UserId', 'User ID', 'User', { flags: 'required createonly', onDelete: 'cascade' })
        ],
        uniqueTogether: [['UserId']]
    }),
    standardObject({
        name: 'QueueRoutingConfig',
        label: 'Routing Configuration',
        prefix: '0K9',
        features: FEATURES,
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required unique'),
            text('MasterLabel', 'Routing Configuration Name', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            picklist('RoutingModel', 'Routing Model', 'LeastActive*|MostAvailable|ExternalRouting', 'required'),
            whole('RoutingPriority', 'Routing Priority', 'required'),
            number('CapacityWeight', 'Units of Capacity', 5, 2),
            number('CapacityPercentage', 'Percentage of Capacity', 5, 2),
            whole('PushTimeout', 'Push Time-Out (seconds)'),
            flag('IsAttributeBased', 'Use Skills')
        ]
    }),
    standardObject({
        name: 'UserServicePresence',
        label: 'User Presence',
        prefix: '0NP',
        features: FEATURES,
        system: 'owner audit recycle',
        access: 'setup',
        fields: [
            autoNumber('Name', 'Name', 'P-{00000000}', 'name'),
            ref('UserId', 'User ID', 'User', { flags: 'required', onDelete: 'cascade' }),
            ref('ServicePresenceStatusId', 'Service Presence Status ID', 'ServicePresenceStatus'),
            moment('StatusStartDate', 'Status Start Date'),
            moment('StatusEndDate', 'Status End Date'),
            whole('StatusDuration', 'Status Duration'),
            flag('IsAway', 'Is Away'),
            flag('IsCurrentState', 'Is Current State', true),
            whole('ConfiguredCapacity', 'Configured Capacity'),
            number('AverageCapacity', 'Average Capacity', 10, 2)
        ]
    }),
    standardObject({
        name: 'AgentWork',
        label: 'Agent Work',
        plural: 'Agent Work',
        prefix: '0Bz',
        features: FEATURES,
        system: 'owner audit recycle',
        fields: [
            autoNumber('Name', 'Name', '{00000000}', 'name'),
            ref('UserId', 'User ID', 'User', { flags: 'required' }),
            ref('WorkItemId', 'Work Item ID', 'Case|Lead|LiveChatTranscript|MessagingSession|Task', {
                flags: 'required createonly',
                children: 'AgentWorks',
                onDelete: 'cascade'
            }),
            ref('ServiceChannelId', 'Service Channel ID', 'ServiceChannel', { flags: 'required createonly' }),
            ref('OriginalQueueId', 'Queue ID', 'Group'),
            picklist(
                'Status',
                'Status',
                'Assigned*|Unavailable|Declined|Opened|Closed|DeclinedOnPushTimeout|Canceled|Transferred'
            ),
            picklist('RoutingType', 'Routing Type', 'QueueBased*|SkillsBased', 'createonly'),
            moment('RequestDateTime', 'Requested'),
            moment('AssignedDateTime', 'Assigned'),
            moment('AcceptDateTime', 'Accepted'),
            moment('CloseDateTime', 'Closed'),
            moment('DeclineDateTime', 'Declined'),
            whole('HandleTime', 'Handle Time'),
            whole('SpeedToAnswer', 'Speed to Answer'),
            number('CapacityWeight', 'Units of Capacity', 5, 2),
            area('DeclineReason', 'Decline Reason', 255)
        ]
    }),
    standardObject({
        name: 'PendingServiceRouting',
        label: 'Pending Service Routing',
        prefix: '0JR',
        features: FEATURES,
        system: 'owner audit recycle',
        access: 'setup',
        fields: [
            autoNumber('Name', 'Name', '{00000000}', 'name'),
            ref('WorkItemId', 'Work Item ID', 'Case|Lead|LiveChatTranscript|MessagingSession|Task', {
                flags: 'required createonly',
                onDelete: 'cascade'
            }),
            ref('ServiceChannelId', 'Service Channel ID', 'ServiceChannel', { flags: 'required createonly' }),
            ref('QueueId', 'Queue ID', 'Group'),
            picklist('RoutingType', 'Routing Type', 'QueueBased*|SkillsBased', 'createonly'),
            picklist('RoutingModel', 'Routing Model', 'LeastActive*|MostAvailable|ExternalRouting'),
            whole('RoutingPriority', 'Routing Priority'),
            number('CapacityWeight', 'Units of Capacity', 5, 2),
            whole('PushTimeout', 'Push Time-Out (seconds)'),
            flag('IsReadyForRouting', 'Is Ready for Routing'),
            flag('IsPushAttempted', 'Is Pushed to User')
        ]
    })
];
