import { flag, moment, picklist, ref, standardObject, text } from './notation.ts';

export const permissionObjects = [
    standardObject({
        name: 'PermissionSet',
        label: 'Permission Set',
        prefix: '0PS',
        system: 'audit',
        access: 'setup',
        fields: [
            text('Name', 'Permission Set Name', 80, 'required name unique'),
            text('Label', 'Permission Set Label', 80, 'required'),
            text('Description', 'Description', 255),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            ref('ProfileId', 'Profile ID', 'Profile', { flags: 'readonly', onDelete: 'cascade' }),
            flag('IsOwnedByProfile', 'Is Owned By Profile', false, 'readonly'),
            flag('IsCustom', 'Custom', true, 'readonly'),
            flag('HasActivationRequired', 'Session Activation Required'),
            picklist('Type', 'Type', 'Regular*|Standard|Session|Profile', 'readonly'),
            flag('PermissionsApiEnabled', 'API Enabled'),
            flag('PermissionsModifyAllData', 'Modify All Data'),
            flag('PermissionsViewAllData', 'View All Data'),
            flag('PermissionsViewSetup', 'View Setup and Configuration'),
            flag('PermissionsManageUsers', 'Manage Internal Users'),
            flag('PermissionsCustomizeApplication', 'Customize Application'),
            flag('PermissionsAuthorApex', 'Author Apex'),
            flag('PermissionsRunFlow', 'Run Flows')
        ]
    }),
    standardObject({
        name: 'PermissionSetAssignment',
        label: 'Permission Set Assignment',
        prefix: '0Pa',
        system: 'modstamp',
        access: 'setup',
        calls: 'create delete',
        fields: [
            ref('PermissionSetId', 'Permission Set ID', 'PermissionSet', {
                flags: 'required createonly',
                children: 'Assignments',
                onDelete: 'restrict'
            }),
            ref('AssigneeId', 'Assignee ID', 'User', {
                flags: 'required createonly',
                children: 'PermissionSetAssignments',
                onDelete: 'cascade'
            }),
            // Empty wherever it stands: the local org makes no groups.
            ref('PermissionSetGroupId', 'Permission Set Group ID', 'PermissionSetGroup', {
                flags: 'readonly',
                onDelete: 'cascade'
            }),
            moment('ExpirationDate', 'Expires On'),
            flag('IsActive', 'Is Active', true, 'readonly')
        ],
        uniqueTogether: [['AssigneeId', 'PermissionSetId']]
    }),
    standardObject({
        name: 'PermissionSetGroup',
        label: 'Permission Set Group',
        prefix: '0PG',
        system: 'audit',
        access: 'setup',
        calls: 'read',
        fields: [
            text('DeveloperName', 'Developer Name', 80, 'required'),
            text('MasterLabel', 'Label', 80, 'required name'),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            picklist('Status', 'Status', 'Updated*|Outdated|Updating|Failed', 'readonly')
        ]
    }),
    standardObject({
        name: 'PermissionSetGroupComponent',
        label: 'Permission Set Group Component',
        prefix: '0PM',
        system: 'audit',
        access: 'setup',
        calls: 'read',
        fields: [
            ref('PermissionSetGroupId', 'Permission Set Group ID', 'PermissionSetGroup', {
                flags: 'required',
                onDelete: 'cascade'
            }),
            ref('PermissionSetId', 'Permission Set ID', 'PermissionSet', { flags: 'required', onDelete: 'cascade' })
        ]
    }),
    standardObject({
        name: 'ObjectPermissions',
        label: 'Object Permissions',
        plural: 'Object Permissions',
        prefix: '110',
        system: 'audit',
        access: 'setup',
        fields: [
            ref('ParentId', 'Parent ID', 'PermissionSet', {
                flags: 'required createonly',
                children: 'ObjectPerms',
                onDelete: 'cascade'
            }),
            text('SobjectType', 'Sobject Type Name', 40, 'required createonly'),
            flag('PermissionsCreate', 'Create Records'),
            flag('PermissionsRead', 'Read Records'),
            flag('PermissionsEdit', 'Edit Records'),
            flag('PermissionsDelete', 'Delete Records'),
            flag('PermissionsViewAllRecords', 'Read All Records'),
            flag('PermissionsModifyAllRecords', 'Edit All Records'),
            flag('PermissionsViewAllFields', 'View All Fields')
        ],
        uniqueTogether: [['ParentId', 'SobjectType']]
    }),
    standardObject({
        name: 'FieldPermissions',
        label: 'Field Permissions',
        plural: 'Field Permissions',
        prefix: '01k',
        system: 'modstamp',
        access: 'setup',
        fields: [
            ref('ParentId', 'Parent ID', 'PermissionSet', {
                flags: 'required createonly',
                children: 'FieldPerms',
                onDelete: 'cascade'
            }),
            text('SobjectType', 'Sobject Type Name', 40, 'required createonly'),
            text('Field', 'Field Name', 255, 'required createonly'),
            flag('PermissionsEdit', 'Edit Field'),
            flag('PermissionsRead', 'Read Field')
        ],
        uniqueTogether: [['ParentId', 'Field']]
    }),
    standardObject({
        name: 'SetupEntityAccess',
        label: 'Setup Entity Access',
        plural: 'Setup Entity Access',
        prefix: '0J0',
        system: 'modstamp',
        access: 'setup',
        calls: 'create delete',
        fields: [
            ref('ParentId', 'Parent ID', 'PermissionSet', {
                flags: 'required createonly',
                children: 'SetupEntityAccessItems',
                onDelete: 'cascade'
            }),
            // Holds ids of many kinds of setup entities (classes, flows, custom metadata types), so it is no checked
            // reference.
            text('SetupEntityId', 'Setup Entity ID', 18, 'required createonly case'),
            text('SetupEntityType', 'Setup Entity Type', 40, 'createonly')
        ],
        uniqueTogether: [['ParentId', 'SetupEntityId']]
    }),
    standardObject({
        name: 'RecordType',
        label: 'Record Type',
        prefix: '012',
        system: 'audit',
        access: 'setup',
        fields: [
            text('Name', 'Name', 80, 'required name'),
            text('DeveloperName', 'Record Type Name', 80, 'required'),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            text('Description', 'Description', 255),
            text('SobjectType', 'Sobject Type Name', 40, 'required createonly'),
            flag('IsActive', 'Active', true)
        ],
        uniqueTogether: [['SobjectType', 'DeveloperName']]
    }),
    standardObject({
        name: 'UserExternalCredential',
        label: 'User External Credential',
        prefix: '0pw',
        features: [],
        system: 'audit owner',
        fields: [
            text('Name', 'Name', 255, 'name'),
            text('ExternalCredential', 'External Credential', 80, 'createonly'),
            text('Principal', 'Principal', 80, 'createonly')
        ]
    })
];
