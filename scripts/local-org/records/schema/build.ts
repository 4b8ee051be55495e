import { describeCustomField } from './custom-field.ts';
import { describeCustomObject } from './custom-object.ts';
import type { FieldDefinition, ObjectDefinition, PicklistValueDefinition } from './definition.ts';
import type { ObjectInfo } from './info.ts';
import { standardObjects } from './standard/index.ts';

/** What the database keeps of the schema: everything that is not in the tables of standard objects. */
export interface StoredSchema {
    features: string[];
    customObjects: { definition: ObjectDefinition; keyPrefix: string; durableId: string }[];
    customFields: { object: string; definition: FieldDefinition }[];
    sharing: { object: string; model: string }[];
    picklists: { object: string; field: string; values: PicklistValueDefinition[] }[];
}

/** The objects of an org, with all their fields. */
export function buildObjects(stored: StoredSchema): ObjectInfo[] {
    const features = new Set(stored.features.map((feature) => feature.toLowerCase()));
    const definitions = new Map<string, FieldDefinition[]>();
    for (const { object, definition } of stored.customFields) {
        const key = object.toLowerCase();
        definitions.set(key, [...(definitions.get(key) ?? []), definition]);
    }
    const standard = standardObjects
        .filter(
            (entry) => entry.features.length === 0 || entry.features.some((name) => features.has(name.toLowerCase()))
        )
        .map(({ info }) => ({
            ...info,
            fields: [
                ...info.fields,
                ...(definitions.get(info.name.toLowerCase()) ?? []).map((field) =>
                    describeCustomField(info.name, field)
                )
            ]
        }));
    const custom = stored.customObjects.map(({ definition, keyPrefix, durableId }) =>
        describeCustomObject(
            { ...definition, fields: definitions.get(definition.fullName.toLowerCase()) ?? [] },
            keyPrefix,
            durableId
        )
    );
    const objects: ObjectInfo[] = [...standard, ...custom];
    const byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
    for (const { object, model } of stored.sharing) {
        const info = byName.get(object.toLowerCase());
        if (info) info.isPrivate = model === 'Private';
    }
    for (const { object, field, values } of stored.picklists) {
        const info = byName.get(object.toLowerCase());
        if (info) info.fields = info.fields.map((each) => (each.name === field ? withValues(each, values) : each));
    }
    return objects;
}

function withValues<Field extends ObjectInfo['fields'][number]>(
    field: Field,
    values: PicklistValueDefinition[]
): Field {
    const picklistValues = values.map((value) => ({
        value: value.fullName,
        label: value.label ?? value.fullName,
        active: value.isActive !== false,
        defaultValue: value.default === true
    }));
    return {
        ...field,
        picklistValues,
        defaultValue: picklistValues.find((value) => value.defaultValue)?.value ?? null
    };
}
