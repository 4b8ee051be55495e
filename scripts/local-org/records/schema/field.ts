import type { FieldType } from '../../types.ts';
import type { FieldInfo } from './info.ts';

/** A nillable, writable field of a standard object that holds text unless `overrides` says otherwise. */
export function makeField(name: string, label: string, type: FieldType, overrides: Partial<FieldInfo> = {}): FieldInfo {
    const long = type === 'textarea' && (overrides.length ?? 0) > 255;
    const field: FieldInfo = {
        name,
        label,
        type,
        length: 0,
        precision: 0,
        scale: 0,
        nillable: true,
        custom: false,
        createable: true,
        updateable: true,
        externalId: false,
        unique: false,
        calculated: false,
        htmlFormatted: false,
        defaultValue: null,
        referenceTo: [],
        relationshipName: null,
        picklistValues: [],
        filterable: !long && type !== 'base64',
        sortable: !long && type !== 'base64' && type !== 'multipicklist',
        groupable: !long && !['base64', 'multipicklist', 'datetime', 'double', 'currency', 'percent'].includes(type),
        permissionable: true,
        caseSensitive: false,
        restrictedPicklist: false,
        nameField: false,
        autoNumberFormat: null,
        startingNumber: 1,
        defaultFormula: null,
        onDelete: type === 'reference' ? 'setNull' : 'none',
        childRelationshipName: null,
        polymorphic: false,
        ...overrides
    };
    // What every reader of an object needs is not governed by field permissions, as on the platform.
    if (field.nameField || field.type === 'id' || (!field.nillable && field.type !== 'boolean')) {
        field.permissionable = false;
    }
    return field;
}
