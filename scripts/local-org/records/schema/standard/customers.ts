import {
    area,
    date,
    email,
    flag,
    moment,
    money,
    number,
    phone,
    picklist,
    ref,
    standardObject,
    text,
    url,
    whole
} from './notation.ts';

const address = (prefix: string, label: string) => [
    area(`${prefix}Street`, `${label} Street`, 255),
    text(`${prefix}City`, `${label} City`, 40),
    text(`${prefix}State`, `${label} State/Province`, 80),
    text(`${prefix}PostalCode`, `${label} Zip/Postal Code`, 20),
    text(`${prefix}Country`, `${label} Country`, 80),
    number(`${prefix}Latitude`, `${label} Latitude`, 18, 15),
    number(`${prefix}Longitude`, `${label} Longitude`, 18, 15)
];

const SALUTATIONS = 'Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.';
const INDUSTRIES =
    'Banking|Communications|Education|Energy|Finance|Government|Healthcare|Insurance|Retail|Technology|Other';
const LEAD_SOURCES = 'Web|Phone Inquiry|Partner Referral|Purchased List|Other';

export const customerObjects = [
    standardObject({
        name: 'Account',
        label: 'Account',
        prefix: '001',
        system: 'owner audit recycle seen',
        fields: [
            text('Name', 'Account Name', 255, 'required name'),
            picklist('Type', 'Account Type', 'Prospect|Customer - Direct|Customer - Channel|Partner|Other'),
            ref('RecordTypeId', 'Record Type ID', 'RecordType'),
            ref('ParentId', 'Parent Account ID', 'Account', { children: 'ChildAccounts' }),
            ...address('Billing', 'Billing'),
            ...address('Shipping', 'Shipping'),
            phone('Phone', 'Account Phone'),
            phone('Fax', 'Account Fax'),
            text('AccountNumber', 'Account Number', 40),
            url('Website', 'Website'),
            picklist('Industry', 'Industry', INDUSTRIES),
            money('AnnualRevenue', 'Annual Revenue'),
            whole('NumberOfEmployees', 'Employees'),
            area('Description', 'Account Description', 32000),
            picklist('Rating', 'Account Rating', 'Hot|Warm|Cold'),
            text('Site', 'Account Site', 80),
            picklist('AccountSource', 'Account Source', LEAD_SOURCES),
            date('LastActivityDate', 'Last Activity', 'readonly')
        ]
    }),
    standardObject({
        name: 'Contact',
        label: 'Contact',
        prefix: '003',
        system: 'owner audit recycle seen',
        personName: true,
        fields: [
            ref('AccountId', 'Account ID', 'Account', { children: 'Contacts', onDelete: 'cascade' }),
            text('LastName', 'Last Name', 80, 'required'),
            text('FirstName', 'First Name', 40),
            picklist('Salutation', 'Salutation', SALUTATIONS),
            text('Name', 'Full Name', 121, 'readonly name'),
            ref('RecordTypeId', 'Record Type ID', 'RecordType'),
            ...address('Mailing', 'Mailing'),
            ...address('Other', 'Other'),
            phone('Phone', 'Business Phone'),
            phone('Fax', 'Business Fax'),
            phone('MobilePhone', 'Mobile Phone'),
            phone('HomePhone', 'Home Phone'),
            phone('OtherPhone', 'Other Phone'),
            ref('ReportsToId', 'Reports To ID', 'Contact', { children: 'ReportsToContacts' }),
            email('Email', 'Email'),
            text('Title', 'Title', 128),
            text('Department', 'Department', 80),
            picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
            date('Birthdate', 'Birthdate'),
            area('Description', 'Contact Description', 32000),
            flag('HasOptedOutOfEmail', 'Email Opt Out'),
            flag('DoNotCall', 'Do Not Call'),
            text('EmailBouncedReason', 'Email Bounced Reason', 255),
            moment('EmailBouncedDate', 'Email Bounced Date'),
            date('LastActivityDate', 'Last Activity', 'readonly')
        ]
    }),
    standardObject({
        name: 'Lead',
        label: 'Lead',
        prefix: '00Q',
        system: 'owner audit recycle seen',
        personName: true,
        fields: [
            text('LastName', 'Last Name', 80, 'required'),
            text('FirstName', 'First Name', 40),
            picklist('Salutation', 'Salutation', SALUTATIONS),
            text('Name', 'Full Name', 121, 'readonly name'),
            ref('RecordTypeId', 'Record Type ID', 'RecordType'),
            text('Title', 'Title', 128),
            text('Company', 'Company', 255, 'required'),
            area('Street', 'Street', 255),
            text('City', 'City', 40),
            text('State', 'State/Province', 80),
            text('PostalCode', 'Zip/Postal Code', 20),
            text('Country', 'Country', 80),
            phone('Phone', 'Phone'),
            phone('MobilePhone', 'Mobile Phone'),
            email('Email', 'Email'),
            url('Website', 'Website'),
            area('Description', 'Description', 32000),
            picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
            picklist(
                'Status',
                'Status',
                'Open - Not Contacted*|Working - Contacted|Closed - Converted|Closed - Not Converted',
                'required'
            ),
            picklist('Industry', 'Industry', INDUSTRIES),
            picklist('Rating', 'Rating', 'Hot|Warm|Cold'),
            flag('IsConverted', 'Converted', false, 'readonly'),
            flag('HasOptedOutOfEmail', 'Email Opt Out')
        ]
    }),
    standardObject({
        name: 'Product2',
        label: 'Product',
        prefix: '01t',
        system: 'audit recycle seen',
        fields: [
            text('Name', 'Product Name', 255, 'required name'),
            text('ProductCode', 'Product Code', 255),
            flag('IsActive', 'Active'),
            area('Description', 'Product Description', 4000)
        ]
    }),
    standardObject({
        name: 'Task',
        label: 'Task',
        prefix: '00T',
        system: 'owner audit recycle',
        fields: [
            ref('WhoId', 'Name ID', 'Contact|Lead', { children: 'Tasks' }),
            ref('WhatId', 'Related To ID', 'Account|Case|LiveChatTranscript|MessagingSession|Product2', {
                children: 'Tasks'
            }),
            text('Subject', 'Subject', 255, 'name'),
            date('ActivityDate', 'Due Date Only'),
            picklist(
                'Status',
                'Status',
                'Not Started*|In Progress|Completed|Waiting on someone else|Deferred',
                'required'
            ),
            picklist('Priority', 'Priority', 'High|Normal*|Low', 'required'),
            area('Description', 'Description', 32000),
            picklist('TaskSubtype', 'Task Subtype', 'Task*|Email|Call|ListEmail', 'createonly'),
            flag('IsClosed', 'Closed', false, 'readonly')
        ]
    })
];
