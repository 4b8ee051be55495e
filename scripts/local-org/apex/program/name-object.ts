import type { FieldDescribe, FieldType, SObjectDescribe } from '../../types.ts';

function field(name: string, type: FieldType = 'string', relation?: string): FieldDescribe {
    return {
        name,
        label: name,
        type,
        length: type === 'string' ? 255 : 0,
        precision: 0,
        scale: 0,
        nillable: true,
        custom: false,
        createable: false,
        updateable: false,
        externalId: false,
        unique: false,
        calculated: false,
        nameField: name === 'Name',
        htmlFormatted: false,
        defaultValue: null,
        referenceTo: relation === undefined ? [] : [relation],
        relationshipName: relation ?? null,
        picklistValues: []
    };
}

/**
 * `Name`: what a relationship field that may lead to several objects is typed as (`Case.Owner` is a user or a queue).
 * It has no records of its own
 * (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm).
 */
export const NAME_OBJECT: SObjectDescribe = {
    name: 'Name',
    label: 'Name',
    labelPlural: 'Name',
    keyPrefix: '',
    custom: false,
    customMetadata: false,
    fields: [
        field('Id', 'id'),
        field('Alias'),
        field('Email', 'email'),
        field('FirstName'),
        field('IsActive', 'boolean'),
        field('LastName'),
        field('Name'),
        field('Phone', 'phone'),
        field('ProfileId', 'reference', 'Profile'),
        field('RecordTypeId', 'reference'),
        field('Title'),
        field('Type'),
        field('Username'),
        field('UserRoleId', 'reference', 'UserRole')
    ],
    childRelationships: []
};
