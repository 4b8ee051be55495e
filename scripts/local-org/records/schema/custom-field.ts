import type { FieldType, FieldValue } from '../../types.ts';
import { NotSupportedError, SchemaError } from '../errors.ts';
import type { FieldDefinition, MetadataFieldType } from './definition.ts';
import { makeField } from './field.ts';
import type { FieldInfo } from './info.ts';

const TYPES: Record<MetadataFieldType, FieldType> = {
    AutoNumber: 'string',
    Checkbox: 'boolean',
    Currency: 'currency',
    Date: 'date',
    DateTime: 'datetime',
    Email: 'email',
    Html: 'textarea',
    LongTextArea: 'textarea',
    Lookup: 'reference',
    MasterDetail: 'reference',
    MetadataRelationship: 'reference',
    MultiselectPicklist: 'multipicklist',
    Number: 'double',
    Percent: 'percent',
    Phone: 'phone',
    Picklist: 'picklist',
    Text: 'string',
    TextArea: 'textarea',
    Url: 'url'
};

const FIXED_LENGTHS: Partial<Record<string, number>> = {
    Email: 80,
    Phone: 40,
    Url: 255,
    TextArea: 255,
    Picklist: 255,
    Lookup: 18,
    MasterDetail: 18,
    MetadataRelationship: 18,
    AutoNumber: 30
};

/**
 * The describe of a custom field.
 * @throws SchemaError where the definition is wrong, in the words of a deploy's component failure
 * @throws NotSupportedError for types and options that the local org does not do
 */
export function describeCustomField(objectName: string, definition: FieldDefinition): FieldInfo {
    const { fullName } = definition;
    if (!/^[A-Za-z][A-Za-z0-9_]*__c$/.test(fullName) || fullName.length > 43 || /__.*__c$/.test(fullName)) {
        throw new SchemaError(`The Custom Field name is not valid: ${fullName}`);
    }
    if (definition.formula !== undefined) throw new NotSupportedError(`formula field ${objectName}.${fullName}`);
    const type = TYPES[definition.type as MetadataFieldType];
    if (!type) throw new NotSupportedError(`field type ${definition.type} (${objectName}.${fullName})`);

    const required = definition.required === true || definition.type === 'MasterDetail';
    const autoNumber = definition.type === 'AutoNumber';
    return makeField(fullName, definition.label ?? fullName.replace(/__c$/, '').replaceAll('_', ' '), type, {
        custom: true,
        htmlFormatted: definition.type === 'Html',
        length: lengthOf(definition),
        ...digitsOf(definition),
        nillable: !required && type !== 'boolean',
        ...(autoNumber ? { createable: false, updateable: false } : {}),
        autoNumberFormat: autoNumber ? (definition.displayFormat ?? '{0}') : null,
        startingNumber: definition.startingNumber ?? 1,
        externalId: definition.externalId === true,
        unique: definition.unique === true,
        caseSensitive: definition.unique === true && definition.caseSensitive === true,
        permissionable: !required,
        ...defaultOf(definition),
        ...picklistOf(definition),
        ...referenceOf(definition)
    });
}

function lengthOf(definition: FieldDefinition): number {
    const fixed = FIXED_LENGTHS[definition.type];
    if (fixed !== undefined) return fixed;
    const limits: Partial<Record<string, [number, number]>> = {
        Text: [1, 255],
        LongTextArea: [256, 131072],
        Html: [256, 131072],
        MultiselectPicklist: [0, 4099]
    };
    const limit = limits[definition.type];
    if (!limit) return 0;
    if (definition.type === 'MultiselectPicklist') return 4099;
    if (definition.length === undefined) {
        throw new SchemaError(`Must specify 'length' for a CustomField of type ${definition.type}`);
    }
    const [least, most] = limit;
    if (definition.length < least || definition.length > most) {
        throw new SchemaError(`${definition.type} field length must be between ${least} and ${most}`);
    }
    return definition.length;
}

function digitsOf(definition: FieldDefinition): { precision: number; scale: number } {
    if (!['Number', 'Currency', 'Percent'].includes(definition.type)) return { precision: 0, scale: 0 };
    const { precision, scale } = definition;
    if (precision === undefined) {
        throw new SchemaError(`Must specify 'precision' for a CustomField of type ${definition.type}`);
    }
    if (precision < 1 || precision > 18 || (scale ?? 0) < 0 || (scale ?? 0) > precision) {
        throw new SchemaError(`Precision of ${definition.fullName} must be 1 to 18, and scale 0 to precision`);
    }
    return { precision, scale: scale ?? 0 };
}

function defaultOf(definition: FieldDefinition): {
    defaultValue: FieldValue;
    defaultFormula: 'TODAY()' | 'NOW()' | null;
} {
    const given = definition.defaultValue;
    if (definition.type === 'Checkbox') {
        const yes = given === true || (typeof given === 'string' && given.toLowerCase() === 'true');
        return { defaultValue: yes, defaultFormula: null };
    }
    if (given === undefined || given === '') return { defaultValue: null, defaultFormula: null };
    if (typeof given !== 'string') return { defaultValue: given, defaultFormula: null };
    const formula = given.trim();
    const quoted = /^(["'])([^"']*)\1$/.exec(formula);
    if (quoted) return { defaultValue: quoted[2] ?? '', defaultFormula: null };
    if (/^-?\d+(\.\d+)?$/.test(formula)) {
        const isText = TYPES[definition.type as MetadataFieldType] === 'string';
        return { defaultValue: isText ? formula : Number(formula), defaultFormula: null };
    }
    const clock = formula.toUpperCase();
    if (clock === 'TODAY()' || clock === 'NOW()') return { defaultValue: null, defaultFormula: clock };
    throw new NotSupportedError(`default value formula of ${definition.fullName}: ${formula}`);
}

function picklistOf(definition: FieldDefinition): Partial<FieldInfo> {
    if (definition.type !== 'Picklist' && definition.type !== 'MultiselectPicklist') return {};
    if (!definition.valueSet) {
        throw new NotSupportedError(`picklist ${definition.fullName} without values of its own (global value sets)`);
    }
    const picklistValues = definition.valueSet.values.map((value) => ({
        value: value.fullName,
        label: value.label ?? value.fullName,
        active: value.isActive !== false,
        defaultValue: value.default === true
    }));
    const chosen = picklistValues.find((value) => value.defaultValue)?.value;
    return {
        picklistValues,
        restrictedPicklist: definition.valueSet.restricted === true,
        ...(chosen !== undefined ? { defaultValue: chosen } : {})
    };
}

function referenceOf(definition: FieldDefinition): Partial<FieldInfo> {
    if (TYPES[definition.type as MetadataFieldType] !== 'reference') return {};
    if (!definition.referenceTo) throw new SchemaError(`Must specify 'referenceTo' for ${definition.fullName}`);
    if (definition.type === 'MetadataRelationship' && !definition.referenceTo.toLowerCase().endsWith('__mdt')) {
        throw new NotSupportedError(`metadata relationship to ${definition.referenceTo} (${definition.fullName})`);
    }
    if (definition.type === 'MasterDetail' && !definition.relationshipName) {
        throw new SchemaError(`Must specify 'relationshipName' for ${definition.fullName}`);
    }
    const rules = { SetNull: 'setNull', Cascade: 'cascade', Restrict: 'restrict' } as const;
    const custom = definition.deleteConstraint ?? 'SetNull';
    if (definition.required === true && definition.type === 'Lookup' && custom === 'SetNull') {
        throw new SchemaError(
            `Field ${definition.fullName}: A required lookup can't have the delete constraint SetNull; use Restrict or Cascade`
        );
    }
    return {
        referenceTo: [definition.referenceTo],
        relationshipName: definition.fullName.replace(/__c$/, '__r'),
        childRelationshipName: definition.relationshipName ? `${definition.relationshipName}__r` : null,
        onDelete: definition.type === 'MasterDetail' ? 'cascade' : rules[custom]
    };
}
