/**
 * Names that our metadata uses and the platform (or another vendor's package) brings, each with the reason.
 * A name that is neither ours nor here is a mistake.
 */

/** Fields that every custom metadata type has; the last two stand on its layouts. */
export const fieldsOfSettings = ['Id', 'DeveloperName', 'MasterLabel', 'Label', 'IsProtected', 'NamespacePrefix'];

/** Standard objects, and the standard fields of each that our metadata names. */
export const standardFields: Record<string, string[]> = {
    // Service Cloud: the record of a Messaging for In-App and Web session.
    MessagingSession: [
        'Id',
        'Name',
        'Status',
        'OwnerId',
        'CaseId',
        'MessagingEndUserId',
        'EndUserContactId',
        'StartTime',
        'EndTime',
        'CreatedDate',
        'ChannelType',
        'MessagingChannelId',
        'EndUserLanguage',
        'AcceptTime'
    ],
    // The customer behind a Messaging Session.
    MessagingEndUser: ['Id', 'Name', 'ContactId', 'AccountId'],
    // Legacy Chat: the record of a chat.
    LiveChatTranscript: [
        'Id',
        'Name',
        'Status',
        'OwnerId',
        'CaseId',
        'ContactId',
        'Body',
        'StartTime',
        'EndTime',
        'CreatedDate',
        'ChatKey',
        'LiveChatVisitorId',
        'RequestTime',
        'Location',
        'Browser',
        'EndedBy',
        'LiveChatDeploymentId',
        'LiveChatButtonId'
    ],
    Case: [
        'Id',
        'CaseNumber',
        'Subject',
        'Status',
        'Origin',
        'OwnerId',
        'ContactId',
        'AccountId',
        'Priority',
        'Description',
        'CreatedDate'
    ],
    Contact: ['Id', 'FirstName', 'LastName', 'Name', 'Email', 'AccountId'],
    // Queues, found by the routing flow by developer name.
    Group: ['Id', 'Type', 'DeveloperName', 'Name'],
    // Read access lets a user's callouts use a named principal's credentials.
    UserExternalCredential: ['Id']
};

/** Fields of other vendors' packages that a session source may name; it is passed over where they are missing. */
export const fieldsOfOtherPackages: Record<string, string> = {
    'Case.Sendbird__ChannelUrl__c': "Sendbird's managed package keeps the channel url of a Case here"
};

/** Lightning components that the platform brings. */
export const platformComponents: Record<string, string> = {
    'force:highlightsPanel': 'highlights of a record page',
    'force:detailPanel': 'details of a record page',
    'force:recordDetailPanelMobile': 'details of a record page on a phone',
    'scrt:conversationBody': 'the conversation of a Messaging Session',
    'runtime_service_liveagent:chatBody': 'the conversation of a chat',
    'runtime_service_omnichannel:omniWidget': 'Omni-Channel in the utility bar',
    'flexipage:recordHomeTemplateDesktop': 'page template',
    'one:utilityBarTemplateDesktop': 'utility bar template'
};

export const standardTabs = new Set([
    'standard-MessagingSession',
    'standard-Case',
    'standard-Contact',
    'standard-LiveChatTranscript'
]);

/** The platform's own service channel for Messaging Sessions. */
export const standardServiceChannels = new Set(['sfdc_livemessage', 'sfdc_liveagent']);
