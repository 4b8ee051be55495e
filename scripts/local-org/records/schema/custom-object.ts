import { NotSupportedError, SchemaError } from '../errors.ts';
import { describeCustomField } from './custom-field.ts';
import type { ObjectDefinition } from './definition.ts';
import { makeField } from './field.ts';
import type { FieldInfo, ObjectInfo } from './info.ts';
import { systemFields } from './standard/notation.ts';

/**
 * The describe of a custom object or custom metadata type, without the fields that are kept apart.
 * @param keyPrefix given out by the catalog
 * @param durableId the object's own id, `01I…`
 */
export function describeCustomObject(definition: ObjectDefinition, keyPrefix: string, durableId: string): ObjectInfo {
    const { fullName } = definition;
    if (!/^[A-Za-z][A-Za-z0-9_]*__[a-z]+$/i.test(fullName)) {
        throw new SchemaError(`The custom object name is not valid: ${fullName}`);
    }
    if (definition.customSettingsType) throw new NotSupportedError(`custom setting ${fullName}`);
    const suffix = fullName.slice(fullName.lastIndexOf('__')).toLowerCase();
    if (suffix !== '__c' && suffix !== '__mdt') throw new NotSupportedError(`object ${fullName} of kind ${suffix}`);

    const customMetadata = suffix === '__mdt';
    const label = definition.label ?? fullName.slice(0, -suffix.length).replaceAll('_', ' ');
    const fields = [
        ...(customMetadata ? customMetadataFields(label) : customObjectFields(definition, label)),
        ...(definition.fields ?? []).map((field) => describeCustomField(fullName, field))
    ];
    return {
        name: fullName,
        label,
        labelPlural: definition.pluralLabel ?? `${label}s`,
        keyPrefix,
        custom: true,
        customMetadata,
        fields,
        childRelationships: [],
        createable: !customMetadata,
        updateable: !customMetadata,
        deletable: !customMetadata,
        recycles: !customMetadata,
        access: customMetadata ? 'customMetadata' : 'permission',
        controlledBy: null,
        isPrivate: definition.sharingModel === 'Private',
        uniqueTogether: customMetadata ? [['DeveloperName']] : [],
        personName: false,
        durableId
    };
}

function idField(label: string): FieldInfo {
    return makeField('Id', label, 'id', { length: 18, nillable: false, createable: false, updateable: false });
}

function customObjectFields(definition: ObjectDefinition, label: string): FieldInfo[] {
    const name = definition.nameField;
    const autoNumber = name?.type === 'AutoNumber';
    if (name && !autoNumber && name.type !== 'Text') {
        throw new SchemaError(`The name field of ${definition.fullName} must be Text or AutoNumber, not ${name.type}`);
    }
    // With a master, the detail has no owner of its own.
    const isDetail = definition.fields?.some((field) => field.type === 'MasterDetail') === true;
    const system = new Set(['audit', 'recycle', 'seen', ...(isDetail ? [] : ['owner'])]);
    return [
        idField('Record ID'),
        makeField('Name', name?.label ?? `${label} Name`, 'string', {
            length: 80,
            nameField: true,
            autoNumberFormat: autoNumber ? (name?.displayFormat ?? '{0}') : null,
            startingNumber: name?.startingNumber ?? 1,
            ...(autoNumber ? { createable: false, updateable: false, nillable: false } : {})
        }),
        ...systemFields(system)
    ];
}

function customMetadataFields(label: string): FieldInfo[] {
    const fixed = { createable: false, updateable: false };
    const fields = [
        idField('Custom Metadata Record ID'),
        makeField('DeveloperName', 'Custom Metadata Record Name', 'string', { length: 40, nillable: false, ...fixed }),
        makeField('MasterLabel', 'Label', 'string', { length: 40, nillable: false, nameField: true, ...fixed }),
        makeField('Label', `${label} Label`, 'string', { length: 40, nillable: false, ...fixed }),
        makeField('QualifiedApiName', 'Qualified API Name', 'string', { length: 70, nillable: false, ...fixed }),
        makeField('NamespacePrefix', 'Namespace Prefix', 'string', { length: 15, ...fixed }),
        makeField('Language', 'Master Language', 'picklist', { length: 40, ...fixed }),
        makeField('SystemModstamp', 'System Modstamp', 'datetime', { nillable: false, ...fixed })
    ];
    for (const field of fields) field.permissionable = false;
    return fields;
}
