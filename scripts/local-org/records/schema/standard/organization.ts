import { email, flag, moment, phone, picklist, ref, standardObject, text, url, whole } from './notation.ts';

const LANGUAGES =
    'en_US=English*|de=German|es=Spanish|fr=French|it=Italian|ja=Japanese|nl_NL=Dutch|pt_BR=Portuguese (Brazil)';
const TIME_ZONES = 'GMT|America/Los_Angeles*|America/New_York|Europe/Berlin|Europe/London|Asia/Tokyo|Asia/Kolkata|UTC';
const LOCALES = 'en_US*|en_GB|de_DE|es_ES|fr_FR|it_IT|ja_JP|nl_NL|pt_BR';

export const organizationObjects = [
    standardObject({
        name: 'Organization',
        label: 'Organization',
        prefix: '00D',
        system: 'audit',
        access: 'setup',
        calls: 'update',
        fields: [
            text('Name', 'Name', 80, 'required name'),
            text('Division', 'Division', 80),
            text('City', 'City', 40),
            text('State', 'State/Province', 80),
            text('PostalCode', 'Zip/Postal Code', 20),
            text('Country', 'Country', 80),
            phone('Phone', 'Phone'),
            text('PrimaryContact', 'Primary Contact', 80),
            picklist('DefaultLocaleSidKey', 'Locale', LOCALES, 'required'),
            picklist('TimeZoneSidKey', 'Time Zone', TIME_ZONES, 'required'),
            picklist('LanguageLocaleKey', 'Language', LANGUAGES, 'required'),
            picklist(
                'OrganizationType',
                'Edition',
                'Developer Edition*|Enterprise Edition|Unlimited Edition',
                'readonly'
            ),
            flag('IsSandbox', 'Is Sandbox', false, 'readonly'),
            flag('IsReadOnly', 'Is Read Only', false, 'readonly'),
            text('InstanceName', 'Instance Name', 5, 'readonly'),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            moment('TrialExpirationDate', 'Trial Expiration Date', 'readonly'),
            whole('FiscalYearStartMonth', 'Fiscal Year Starts In'),
            picklist('DefaultCaseAccess', 'Default Case Access', 'None|Read|Edit*', 'readonly'),
            picklist('DefaultAccountAccess', 'Default Account Access', 'None|Read|Edit*', 'readonly')
        ]
    }),
    standardObject({
        name: 'User',
        label: 'User',
        prefix: '005',
        system: 'audit seen',
        access: 'setup',
        calls: 'create update',
        personName: true,
        fields: [
            text('Username', 'Username', 80, 'required unique external'),
            text('LastName', 'Last Name', 80, 'required'),
            text('FirstName', 'First Name', 40),
            text('Name', 'Full Name', 121, 'readonly name'),
            text('CompanyName', 'Company Name', 80),
            text('Division', 'Division', 80),
            text('Department', 'Department', 80),
            text('Title', 'Title', 80),
            text('Street', 'Street', 255),
            text('City', 'City', 40),
            text('PostalCode', 'Zip/Postal Code', 20),
            text('Country', 'Country', 80),
            email('Email', 'Email', 'required'),
            text('SenderEmail', 'Email Sender Address', 80),
            phone('Phone', 'Phone'),
            phone('MobilePhone', 'Mobile'),
            text('Alias', 'Alias', 8, 'required'),
            text('CommunityNickname', 'Nickname', 40),
            flag('IsActive', 'Active', true),
            picklist('TimeZoneSidKey', 'Time Zone', TIME_ZONES, 'required'),
            ref('UserRoleId', 'Role ID', 'UserRole'),
            picklist('LocaleSidKey', 'Locale', LOCALES, 'required'),
            picklist('EmailEncodingKey', 'Email Encoding', 'UTF-8*|ISO-8859-1', 'required'),
            ref('ProfileId', 'Profile ID', 'Profile', { flags: 'required', children: 'Users', onDelete: 'restrict' }),
            picklist('UserType', 'User Type', 'Standard*|AutomatedProcess=Automated Process|Guest', 'readonly'),
            picklist('LanguageLocaleKey', 'Language', LANGUAGES, 'required'),
            text('EmployeeNumber', 'Employee Number', 20),
            text('FederationIdentifier', 'SAML Federation ID', 512, 'unique case'),
            ref('ManagerId', 'Manager ID', 'User'),
            ref('ContactId', 'Contact ID', 'Contact', { children: 'Users' }),
            ref('AccountId', 'Account ID', 'Account', { children: 'Users', flags: 'readonly' }),
            moment('LastLoginDate', 'Last Login', 'readonly'),
            url('FullPhotoUrl', 'Url for full-sized Photo', 1024, 'readonly'),
            url('SmallPhotoUrl', 'Photo', 1024, 'readonly'),
            text('AboutMe', 'About Me', 255),
            flag('UserPermissionsMarketingUser', 'Marketing User'),
            flag('UserPermissionsInteractionUser', 'Flow User'),
            flag('UserPermissionsKnowledgeUser', 'Knowledge User'),
            flag('UserPermissionsSupportUser', 'Service Cloud User'),
            flag('UserPermissionsLiveAgentUser', 'Chat User'),
            flag('UserPreferencesHideS1BrowserUI', 'HideS1BrowserUI')
        ]
    }),
    standardObject({
        name: 'UserRole',
        label: 'Role',
        prefix: '00E',
        system: 'audit',
        access: 'setup',
        fields: [
            text('Name', 'Name', 80, 'required name'),
            text('DeveloperName', 'Developer Name', 80, 'unique'),
            text('RollupDescription', 'Description', 80),
            ref('ParentRoleId', 'Parent Role ID', 'UserRole', { path: null })
        ]
    }),
    standardObject({
        name: 'UserLicense',
        label: 'User License',
        prefix: '100',
        system: 'audit seen',
        access: 'setup',
        calls: 'read',
        fields: [
            text('Name', 'Name', 40, 'readonly name'),
            text('MasterLabel', 'Master Label', 40, 'readonly'),
            // The name is in the org's language, the key is not.
            text('LicenseDefinitionKey', 'License Definition Key', 40, 'readonly')
        ]
    }),
    standardObject({
        name: 'Profile',
        label: 'Profile',
        prefix: '00e',
        system: 'audit seen',
        access: 'setup',
        fields: [
            text('Name', 'Name', 255, 'required name unique'),
            text('Description', 'Description', 255),
            picklist('UserType', 'User Type', 'Standard*|Guest', 'readonly'),
            ref('UserLicenseId', 'User License ID', 'UserLicense', { flags: 'readonly', onDelete: 'restrict' }),
            flag('PermissionsApiEnabled', 'API Enabled'),
            flag('PermissionsModifyAllData', 'Modify All Data'),
            flag('PermissionsViewAllData', 'View All Data'),
            flag('PermissionsViewSetup', 'View Setup and Configuration'),
            flag('PermissionsManageUsers', 'Manage Internal Users'),
            flag('PermissionsCustomizeApplication', 'Customize Application'),
            flag('PermissionsAuthorApex', 'Author Apex')
        ]
    }),
    standardObject({
        name: 'Group',
        label: 'Group',
        prefix: '00G',
        system: 'audit',
        access: 'setup',
        fields: [
            text('Name', 'Name', 40, 'required name'),
            text('DeveloperName', 'Developer Name', 80),
            ref('RelatedId', 'Related ID', 'User|UserRole', { flags: 'readonly' }),
            picklist('Type', 'Type', 'Regular*|Queue|Role|Organization|AllCustomerPortal', 'required createonly'),
            email('Email', 'Email'),
            ref('OwnerId', 'Owner ID', 'Organization|User', { flags: 'readonly' }),
            flag('DoesSendEmailToMembers', 'Send Email to Members'),
            flag('DoesIncludeBosses', 'Include Bosses', true),
            text('Description', 'Description', 1000),
            ref('QueueRoutingConfigId', 'Routing Configuration ID', 'QueueRoutingConfig')
        ],
        uniqueTogether: [['Type', 'DeveloperName']]
    }),
    standardObject({
        name: 'GroupMember',
        label: 'Group Member',
        prefix: '011',
        system: 'modstamp',
        access: 'setup',
        calls: 'create delete',
        fields: [
            ref('GroupId', 'Group ID', 'Group', {
                flags: 'required createonly',
                children: 'GroupMembers',
                onDelete: 'cascade'
            }),
            ref('UserOrGroupId', 'User/Group ID', 'User|Group', { flags: 'required createonly', onDelete: 'cascade' })
        ],
        uniqueTogether: [['GroupId', 'UserOrGroupId']]
    }),
    standardObject({
        name: 'QueueSobject',
        label: 'Queue Sobject',
        prefix: '03g',
        system: 'modstamp',
        access: 'setup',
        fields: [
            ref('QueueId', 'Queue ID', 'Group', {
                flags: 'required createonly',
                children: 'QueueSobjects',
                onDelete: 'cascade'
            }),
            text('SobjectType', 'Sobject Type', 40, 'required createonly'),
            ref('CreatedById', 'Created By ID', 'User', { flags: 'readonly' })
        ],
        uniqueTogether: [['QueueId', 'SobjectType']]
    })
];
