/** The values of a custom metadata record as the record store keeps them. */
import { childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { FieldDescribe, FieldValue, SchemaCatalog } from '../../types.ts';
import { customMetadataObject } from '../references/custom-metadata.ts';
import type { Component } from '../types.ts';

/** Field name, in the schema's own case → value; fields that the file leaves out are absent. */
export function customMetadataValues(component: Component, schema: SchemaCatalog): Record<string, FieldValue> {
    const objectName = customMetadataObject(component.fullName);
    const values: Record<string, FieldValue> = {};
    for (const entry of childrenOf(component.xml, 'values')) {
        const field = schema.field(objectName, childText(entry, 'field') ?? '');
        if (field) {
            values[field.name] = toValue(field, childrenOf(entry, 'value')[0]);
        }
    }
    return values;
}

function toValue(field: FieldDescribe, element: XmlElement | undefined): FieldValue {
    if (!element || element.attributes['xsi:nil'] === 'true' || element.text === '') {
        return field.type === 'boolean' ? false : null;
    }
    switch (field.type) {
        case 'boolean':
            return element.text.trim() === 'true';
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return Number(element.text.trim());
        case 'datetime':
            return new Date(element.text.trim()).toISOString();
        case 'string':
        case 'textarea':
            return element.text;
        default:
            return element.text.trim();
    }
}
