import { area, flag, number, picklist, standardObject, text, url, whole } from './notation.ts';

export const toolingObjects = [
    standardObject({
        name: 'EntityDefinition',
        label: 'Entity Definition',
        prefix: '4ie',
        system: '',
        access: 'setup',
        calls: 'read',
        fields: [
            text('DurableId', 'Durable ID', 255, 'readonly'),
            text('QualifiedApiName', 'Qualified API Name', 255, 'readonly name'),
            text('DeveloperName', 'Developer Name', 80, 'readonly'),
            text('MasterLabel', 'Master Label', 80, 'readonly'),
            text('Label', 'Label', 80, 'readonly'),
            text('PluralLabel', 'Plural Label', 80, 'readonly'),
            text('KeyPrefix', 'Key Prefix', 3, 'readonly case'),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            flag('IsQueryable', 'Queryable', true, 'readonly'),
            flag('IsCustomizable', 'Customizable', true, 'readonly'),
            flag('IsCustomSetting', 'Custom Setting', false, 'readonly'),
            text('InternalSharingModel', 'Internal Sharing Model', 40, 'readonly')
        ]
    }),
    standardObject({
        name: 'ApexClass',
        label: 'Apex Class',
        plural: 'Apex Classes',
        prefix: '01p',
        system: 'audit',
        access: 'setup',
        fields: [
            text('Name', 'Name', 255, 'required name unique'),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            number('ApiVersion', 'Api Version', 18, 1),
            picklist('Status', 'Status', 'Active*|Inactive|Deleted'),
            flag('IsValid', 'Is Valid', true),
            number('BodyCrc', 'Body CRC', 18, 0),
            area('Body', 'Body', 1_000_000),
            whole('LengthWithoutComments', 'Size Without Comments')
        ]
    }),
    standardObject({
        name: 'NamedCredential',
        label: 'Named Credential',
        prefix: '0XA',
        system: 'audit recycle',
        access: 'setup',
        fields: [
            text('DeveloperName', 'Name', 80, 'required unique'),
            text('MasterLabel', 'Label', 80, 'required name'),
            picklist('Language', 'Master Language', 'en_US*'),
            text('NamespacePrefix', 'Namespace Prefix', 15, 'readonly'),
            url('Endpoint', 'URL', 4000),
            picklist('PrincipalType', 'Identity Type', 'Anonymous|NamedUser|PerUser'),
            flag('CalloutOptionsGenerateAuthorizationHeader', 'Generate Authorization Header', true),
            flag('CalloutOptionsAllowMergeFieldsInHeader', 'Allow Merge Fields in HTTP Header'),
            flag('CalloutOptionsAllowMergeFieldsInBody', 'Allow Merge Fields in HTTP Body')
        ]
    }),
    standardObject({
        name: 'FlowDefinitionView',
        label: 'Flow Definition',
        prefix: '3dd',
        system: 'modstamp',
        access: 'setup',
        calls: 'read',
        fields: [
            text('DurableId', 'Durable ID', 255, 'readonly'),
            text('ApiName', 'Flow API Name', 255, 'readonly unique'),
            text('Label', 'Flow Label', 255, 'readonly name'),
            area('Description', 'Flow Description', 1000, 'readonly'),
            picklist('ProcessType', 'Process Type', 'AutoLaunchedFlow|Flow|RoutingFlow', 'readonly'),
            flag('IsActive', 'Active', false, 'readonly'),
            text('ActiveVersionId', 'Active Version', 255, 'readonly case'),
            text('LatestVersionId', 'Latest Version', 255, 'readonly case'),
            whole('VersionNumber', 'Active or Latest Version Number', 'readonly'),
            text('TriggerType', 'Trigger', 40, 'readonly')
        ]
    })
];
