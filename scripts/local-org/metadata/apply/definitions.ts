/** Metadata XML of objects and fields as the definitions that the record store takes. */
import { childFlag, childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { FieldDefinition, ObjectDefinition, PicklistValueDefinition } from '../../records/schema/definition.ts';
import type { Component } from '../types.ts';

export function objectDefinition({ fullName, xml }: Component): ObjectDefinition {
    const nameField = childrenOf(xml, 'nameField')[0];
    return {
        fullName,
        label: childText(xml, 'label'),
        pluralLabel: childText(xml, 'pluralLabel'),
        nameField: nameField && {
            label: childText(nameField, 'label'),
            type: childText(nameField, 'type') ?? 'Text',
            displayFormat: childText(nameField, 'displayFormat'),
            startingNumber: numberOf(nameField, 'startingNumber')
        },
        sharingModel: childText(xml, 'sharingModel'),
        customSettingsType: childText(xml, 'customSettingsType')
    };
}

export function fieldDefinition({ fullName, xml }: Component): FieldDefinition {
    return {
        fullName: fullName.split('.')[1] as string,
        type: childText(xml, 'type') ?? '',
        label: childText(xml, 'label'),
        length: numberOf(xml, 'length'),
        precision: numberOf(xml, 'precision'),
        scale: numberOf(xml, 'scale'),
        required: childFlag(xml, 'required'),
        unique: childFlag(xml, 'unique'),
        caseSensitive: childFlag(xml, 'caseSensitive'),
        externalId: childFlag(xml, 'externalId'),
        defaultValue: childText(xml, 'defaultValue'),
        valueSet: valueSet(xml),
        referenceTo: childText(xml, 'referenceTo'),
        relationshipName: childText(xml, 'relationshipName'),
        deleteConstraint: childText(xml, 'deleteConstraint') as FieldDefinition['deleteConstraint'],
        visibleLines: numberOf(xml, 'visibleLines'),
        displayFormat: childText(xml, 'displayFormat'),
        startingNumber: numberOf(xml, 'startingNumber'),
        formula: childText(xml, 'formula')
    };
}

function valueSet(xml: XmlElement): FieldDefinition['valueSet'] {
    const set = childrenOf(xml, 'valueSet')[0];
    const definition = set && childrenOf(set, 'valueSetDefinition')[0];
    if (!set || !definition) {
        return undefined;
    }
    const values = childrenOf(definition, 'value').map((value): PicklistValueDefinition => ({
        fullName: childText(value, 'fullName') ?? '',
        label: childText(value, 'label'),
        default: childFlag(value, 'default'),
        isActive: childFlag(value, 'isActive', true)
    }));
    return { restricted: childFlag(set, 'restricted'), values };
}

function numberOf(xml: XmlElement, name: string): number | undefined {
    const text = childText(xml, name);
    return text === undefined ? undefined : Number(text);
}
