import {
    area,
    autoNumber,
    binary,
    email,
    flag,
    moment,
    phone,
    picklist,
    ref,
    standardObject,
    text,
    whole
} from './notation.ts';

export const caseObjects = [
    standardObject({
        name: 'Case',
        label: 'Case',
        prefix: '500',
        system: 'owner audit recycle seen',
        fields: [
            autoNumber('CaseNumber', 'Case Number', '{00000000}', 'name', 1000),
            ref('ContactId', 'Contact ID', 'Contact', { children: 'Cases', onDelete: 'restrict' }),
            ref('AccountId', 'Account ID', 'Account', { children: 'Cases', onDelete: 'restrict' }),
            ref('ParentId', 'Parent Case ID', 'Case', { children: 'Cases' }),
            ref('SourceId', 'Source ID', 'LiveChatTranscript|MessagingSession', { children: 'Cases' }),
            ref('RecordTypeId', 'Record Type ID', 'RecordType'),
            text('SuppliedName', 'Name', 80),
            email('SuppliedEmail', 'Email Address'),
            phone('SuppliedPhone', 'Phone'),
            text('SuppliedCompany', 'Company', 80),
            picklist('Type', 'Case Type', 'Problem|Feature Request|Question'),
            picklist('Status', 'Status', 'New*|Working|Escalated|On Hold|Closed', ''),
            picklist(
                'Reason',
                'Case Reason',
                'Installation|Equipment Complexity|Performance|Breakdown|Equipment Design|Feedback|Other'
            ),
            picklist('Origin', 'Case Origin', 'Phone|Email|Web|Chat|Messaging'),
            text('Subject', 'Subject', 255),
            picklist('Priority', 'Priority', 'High|Medium*|Low'),
            area('Description', 'Description', 32000),
            area('Comments', 'Internal Comments', 4000),
            flag('IsClosed', 'Closed', false, 'readonly'),
            moment('ClosedDate', 'Closed Date', 'readonly'),
            flag('IsEscalated', 'Escalated'),
            phone('ContactPhone', 'Contact Phone', 'readonly'),
            phone('ContactMobile', 'Contact Mobile', 'readonly'),
            email('ContactEmail', 'Contact Email', 'readonly')
        ]
    }),
    standardObject({
        name: 'CaseComment',
        label: 'Case Comment',
        prefix: '00a',
        system: 'audit recycle',
        access: 'parent',
        controlledBy: 'Case',
        fields: [
            ref('ParentId', 'Parent ID', 'Case', {
                flags: 'required createonly',
                children: 'CaseComments',
                onDelete: 'cascade'
            }),
            flag('IsPublished', 'Published'),
            { ...area('CommentBody', 'Body', 4000), filterable: true, sortable: true }
        ]
    }),
    standardObject({
        name: 'ContentDocument',
        label: 'Content Document',
        prefix: '069',
        system: 'owner audit recycle seen',
        access: 'open',
        calls: 'update delete',
        fields: [
            text('Title', 'Title', 255, 'required name'),
            ref('LatestPublishedVersionId', 'Latest Published Version ID', 'ContentVersion', {
                flags: 'readonly',
                onDelete: 'none'
            }),
            text('FileType', 'File Type', 20, 'readonly'),
            text('FileExtension', 'File Extension', 40, 'readonly'),
            whole('ContentSize', 'Size', 'readonly'),
            area('Description', 'Description', 1000)
        ]
    }),
    standardObject({
        name: 'ContentVersion',
        label: 'Content Version',
        prefix: '068',
        system: 'owner audit recycle',
        access: 'open',
        calls: 'create update',
        fields: [
            ref('ContentDocumentId', 'ContentDocument ID', 'ContentDocument', {
                flags: 'createonly',
                children: 'ContentVersions',
                onDelete: 'cascade'
            }),
            flag('IsLatest', 'Is Latest', true, 'readonly'),
            text('Title', 'Title', 255, 'required name'),
            area('Description', 'Description', 1000),
            text('PathOnClient', 'Path On Client', 500, 'createonly'),
            text('VersionNumber', 'Version Number', 20, 'readonly'),
            text('FileType', 'File Type', 20, 'readonly'),
            text('FileExtension', 'File Extension', 40, 'readonly'),
            whole('ContentSize', 'Size', 'readonly'),
            binary('VersionData', 'Version Data'),
            picklist('Origin', 'Content Origin', 'C|H*', 'createonly'),
            ref(
                'FirstPublishLocationId',
                'First Publish Location ID',
                'Account|Case|Contact|LiveChatTranscript|MessagingSession|User',
                {
                    flags: 'createonly',
                    onDelete: 'none'
                }
            )
        ]
    }),
    standardObject({
        name: 'ContentDocumentLink',
        label: 'Content Document Link',
        prefix: '06A',
        system: 'modstamp recycle',
        access: 'open',
        fields: [
            ref('LinkedEntityId', 'Linked Entity ID', 'Account|Case|Contact|LiveChatTranscript|MessagingSession|User', {
                flags: 'required createonly',
                children: 'ContentDocumentLinks',
                onDelete: 'cascade'
            }),
            ref('ContentDocumentId', 'ContentDocument ID', 'ContentDocument', {
                flags: 'required createonly',
                children: 'ContentDocumentLinks',
                onDelete: 'cascade'
            }),
            picklist('ShareType', 'Share Type', 'V*|C|I', 'restricted'),
            picklist('Visibility', 'Visibility', 'AllUsers*|InternalUsers|SharedUsers', 'restricted')
        ],
        uniqueTogether: [['LinkedEntityId', 'ContentDocumentId']]
    }),
    standardObject({
        name: 'Knowledge__kav',
        label: 'Knowledge',
        plural: 'Knowledge',
        prefix: 'ka0',
        features: ['Knowledge'],
        system: 'owner audit recycle',
        fields: [
            text('KnowledgeArticleId', 'Knowledge Article ID', 18, 'readonly case'),
            autoNumber('ArticleNumber', 'Article Number', '{000000000}'),
            text('Title', 'Title', 255, 'required name'),
            text('UrlName', 'URL Name', 255, 'required'),
            area('Summary', 'Summary', 1000),
            picklist('Language', 'Language', 'en_US*|de|es|fr|it|ja|nl_NL|pt_BR', 'required'),
            picklist('PublishStatus', 'Publication Status', 'Draft*|Online|Archived', 'readonly'),
            whole('VersionNumber', 'Version Number', 'readonly'),
            flag('IsLatestVersion', 'Is Latest Version', true, 'readonly'),
            flag('IsVisibleInPkb', 'Visible In Public Knowledge Base'),
            flag('IsVisibleInApp', 'Visible In Internal App', true),
            moment('FirstPublishedDate', 'First Published Date', 'readonly'),
            moment('LastPublishedDate', 'Last Published Date', 'readonly'),
            ref('RecordTypeId', 'Record Type ID', 'RecordType')
        ]
    })
];
